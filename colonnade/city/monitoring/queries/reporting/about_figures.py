"""Drafting what is measured: the temple, the figures, the scores, the evidence; and what nobody has measured."""

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.monitoring.models import Agreement, Evidence, Observation
from colonnade.city.monitoring.queries.reporting.about_place import scene_years
from colonnade.city.monitoring.queries.reporting.scene import Drafted, Fact, Scene
from colonnade.city.monitoring.queries.standing import changes, weakest_evidenced
from colonnade.city.monitoring.queries.standing.pages import member_name
from colonnade.city.monitoring.queries.standing.showing import coverage, figure_in_words, percent
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState
from colonnade.plumbing import spoken
from colonnade.temple.queries import names

MOST = 20


def standing(scene: Scene) -> Drafted:
    """The temple in a few sentences: what is known, where it is highest and lowest, what changed."""
    now, words = scene.standing, names(scene.framework)
    known = [area for area in now.areas if area.level is not None]
    if not known:
        return Drafted(gaps=(_("Nothing of the temple is known yet."),))
    facts = tuple(
        Fact(
            str(words.areas[area.area.code].name),
            percent(area.level),
            str(scene.last_year),
            coverage(area),
            reverse("monitoring:temple-area", args=[scene.territory.slug, area.area.code]),
        )
        for area in known
    )
    highest = max(known, key=lambda area: area.level or 0)
    lowest = min(known, key=lambda area: area.level or 0)
    lines = [
        ngettext(
            "Of the %(total)s parts of the temple something is known about %(number)s.",
            "Of the %(total)s parts of the temple something is known about %(number)s.",
            len(known),
        )
        % {"total": len(now.areas), "number": len(known)},
        _("Furthest: %(name)s (%(level)s).")
        % {"name": words.areas[highest.area.code].name, "level": percent(highest.level)},
    ]
    if lowest is not highest:
        lines.append(
            _("Least far: %(name)s (%(level)s).")
            % {"name": words.areas[lowest.area.code].name, "level": percent(lowest.level)}
        )
    moved = [each for each in changes(scene.before, now) if each.by]
    if moved:
        lines.append(
            _("Changed most: %(name)s, from %(before)s to %(after)s.")
            % {
                "name": member_name(moved[0].member),
                "before": percent(moved[0].before),
                "after": percent(moved[0].after),
            }
        )
    weakest = weakest_evidenced(now)
    if weakest:
        lines.append(_("The next step is taken at: %(name)s.") % {"name": member_name(weakest[1].code)})
    return Drafted(" ".join(lines), facts, tuple(_unknown(scene)))


def monitoring(scene: Scene) -> Drafted:
    """What was measured in these years, and what is missing."""
    language, words = get_language() or "en", names(scene.framework)
    rows = list(
        Observation.objects.filter(
            territory=scene.territory,
            is_current=True,
            is_headline=True,
            value__isnull=False,
            ends_on__range=scene.span,
        )
        .select_related("indicator", "source")
        .order_by("indicator__code", "-ends_on", "pk")
    )
    newest: dict[int, Observation] = {}
    for row in rows:
        newest.setdefault(row.indicator_id, row)
    facts = [_fact(scene, each) for each in list(newest.values())[:MOST]]
    scored = Agreement.objects.filter(
        assessment__territory=scene.territory,
        assessment__state=AssessmentState.AGREED,
        assessment__year__range=(scene.first_year, scene.last_year),
    ).count()
    evidence = Evidence.objects.filter(
        territory=scene.territory, withdrawn_at__isnull=True, stale_on__gt=scene.today
    ).count()
    lines = [
        _("For these years there are figures for %(figures)s indicators, agreed scores for %(scores)s features and %(items)s fresh items of evidence.")
        % {
            "figures": spoken.number(len(newest), language),
            "scores": spoken.number(scored, language),
            "items": spoken.number(evidence, language),
        }
    ]  # fmt: skip
    dossier = reverse("monitoring:dossier", args=[scene.territory.slug])
    counted = [
        Fact(
            _("Agreed scores"),
            spoken.number(scored, language),
            scene_years(scene),
            _("self-assessment"),
            dossier,
        ),
        Fact(_("Fresh items of evidence"), spoken.number(evidence, language), "", "", dossier),
    ]
    held = {each.code for each in scene.facts.figures}
    without = [
        str(words.indicators[each.code]) for each in scene.framework.indicators if each.code not in held
    ]
    gaps = list(_unknown(scene))
    if without:
        gaps.append(
            ngettext(
                "%(number)s indicator of the framework has never been measured: %(names)s.",
                "%(number)s indicators of the framework have never been measured, among them: %(names)s.",
                len(without),
            )
            % {"number": len(without), "names": spoken.listed(without[:5])}
        )
    return Drafted(" ".join(lines), (*facts, *counted), tuple(gaps))


def _fact(scene: Scene, row: Observation) -> Fact:
    unit = names(scene.framework).units.get(row.unit)
    value = figure_in_words(row.value)
    return Fact(
        label=str(row.indicator.name),
        value=f"{value} {unit or row.unit}".strip(),
        when=row.period,
        source=f"{row.source} ({row.get_status_display()})",
        url=reverse("monitoring:indicator", args=[scene.territory.slug, row.indicator.uuid]),
    )


def _unknown(scene: Scene) -> list[str]:
    """Parts of the temple about which nothing is known."""
    words = names(scene.framework)
    blank = [str(words.areas[area.area.code].short) for area in scene.standing.areas if area.level is None]
    return [_("Nothing is known about: %(parts)s.") % {"parts": spoken.listed(blank)}] if blank else []
