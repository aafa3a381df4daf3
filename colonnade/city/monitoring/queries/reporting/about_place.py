"""Drafting what the platform knows of the city itself and of what can be learned in it."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.vocabulary import Block, OfferStatus, Tri
from colonnade.city.monitoring.queries.reporting.scene import Drafted, Fact, Scene
from colonnade.city.monitoring.queries.standing.showing import percent
from colonnade.people import queries as people
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import country_name, language_name, tag

COUNTED = "Colonnade"
CELEBRATION = Block("B9")


def profile(scene: Scene) -> Drafted:
    """Who the city is, and whom to ask."""
    city, language = scene.territory, get_language() or "en"
    lines = [
        _("%(name)s is a %(kind)s in %(country)s.")
        % {
            "name": city.name,
            "kind": city.get_kind_display(),
            "country": country_name(city.country, language),
        }
    ]
    facts, gaps = [], []
    if city.population:
        when = str(city.population_year or "")
        facts.append(
            Fact(_("Inhabitants"), spoken.number(city.population, language), when, city.population_source, city.get_absolute_url())
        )  # fmt: skip
        lines.append(_("It has %(number)s inhabitants.") % {"number": facts[0].value})
    else:
        gaps.append(_("The number of inhabitants is not known."))
    if city.languages:
        names = spoken.listed(language_name(code, language) for code in city.languages)
        lines.append(_("It works in: %(languages)s.") % {"languages": names})
    coordinators = [
        held.person.name
        for held in people.holders_in(city.uuid)
        if held.role.code == "coordinator" and held.person.name
    ]
    if coordinators:
        lines.append(_("Whom to ask: %(names)s.") % {"names": spoken.listed(sorted(set(coordinators)))})
    return Drafted(" ".join(lines), tuple(facts), tuple(gaps))


def access(scene: Scene) -> Drafted:
    """What could be learned in these years: how much, for whom, how open."""
    rows = list(
        _held(scene).values_list("building_blocks", "is_free", "languages", "accessibility", "provider")
    )
    if not rows:
        return Drafted(gaps=(_("No offer with a date in these years is known."),))
    language, total = get_language() or "en", len(rows)
    stated = [free for _blocks, free, *_rest in rows if free != Tri.UNKNOWN]
    free = sum(each == Tri.YES for each in stated)
    tongues = Counter(tag(code).split("-")[0] for row in rows for code in row[2])
    open_to_all = sum(bool(row[3]) for row in rows)
    providers = len({row[4] for row in rows if row[4]})
    search = reverse("catalogue:search") + f"?city={scene.territory.slug}"

    def fact(label: str, value: str) -> Fact:
        return Fact(label, value, scene_years(scene), COUNTED, search)

    facts = [
        fact(_("Offers with a date in these years"), spoken.number(total, language)),
        fact(_("Providers"), spoken.number(providers, language)),
        fact(_("Languages of teaching that are stated"), spoken.number(len(tongues), language)),
        fact(_("Offers that say what helps people with disabilities"), spoken.number(open_to_all, language)),
    ]
    lines = [
        ngettext(
            "%(number)s offer of %(providers)s providers had a date in these years.",
            "%(number)s offers of %(providers)s providers had a date in these years.",
            total,
        )
        % {"number": facts[0].value, "providers": facts[1].value}
    ]
    if stated:
        share = percent(free / len(stated))
        facts.append(fact(_("Share that is free, of those that state a price"), share))
        lines.append(_("Of those that state a price, %(share)s are free.") % {"share": share})
    names = spoken.listed(language_name(code, language) for code, _n in tongues.most_common(6))
    if names:
        lines.append(_("Languages of teaching, as far as stated: %(languages)s.") % {"languages": names})
    blocks = Counter(code for row in rows for code in row[0])
    facts += [fact(str(Block(code).label), spoken.number(blocks[code], language)) for code in Block.values]
    missing = [str(Block(code).label) for code in Block.values if not blocks[code]]
    gaps = []
    if missing:
        gaps.append(_("No offer is known for: %(blocks)s.") % {"blocks": spoken.listed(missing)})
    if len(stated) < total:
        gaps.append(
            _("%(number)s of %(total)s offers do not say whether they are free.")
            % {"number": total - len(stated), "total": total}
        )
    return Drafted(" ".join(lines), tuple(facts), tuple(gaps))


def celebration(scene: Scene) -> Drafted:
    """Offers of the block that celebrates learning."""
    count = sum(CELEBRATION in blocks for blocks in _held(scene).values_list("building_blocks", flat=True))
    if not count:
        return Drafted(gaps=(_("No event that celebrates learning is known for these years."),))
    fact = Fact(
        str(CELEBRATION.label),
        spoken.number(count, get_language() or "en"),
        scene_years(scene),
        COUNTED,
        reverse("catalogue:search") + f"?city={scene.territory.slug}&block={CELEBRATION}",
    )
    text = ngettext(
        "%(number)s offer belonged to a vibrant culture of learning.",
        "%(number)s offers belonged to a vibrant culture of learning.",
        count,
    ) % {"number": fact.value}
    return Drafted(text, (fact,))


def scene_years(scene: Scene) -> str:
    """The years reported on: 2025, or 2025–2026."""
    return (
        str(scene.last_year)
        if scene.first_year == scene.last_year
        else f"{scene.first_year}–{scene.last_year}"
    )


def _held(scene: Scene):  # type: ignore[no-untyped-def]
    """Offers of which a date lay in these years, withdrawn ones among them: they did take place."""
    start = datetime.combine(scene.starts_on, time(), UTC)
    end = datetime.combine(scene.ends_on + timedelta(days=1), time(), UTC)
    dated = Q(sessions__start__gte=start, sessions__start__lt=end)
    wanted = Opportunity.objects.filter(dated, city=scene.territory)
    return wanted.exclude(status__in=[OfferStatus.DRAFT, OfferStatus.CANCELLED]).distinct().order_by("pk")
