"""Drafting who takes part, what was decided, and what the city could draw on."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.governance.models import BudgetLine, Commitment, Stakeholder
from colonnade.city.governance.models.meeting import Decision, Meeting
from colonnade.city.governance.vocabulary.participation import MeetingState, Sector
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, Figure
from colonnade.city.monitoring.queries.reporting.about_place import scene_years
from colonnade.city.monitoring.queries.reporting.scene import Drafted, Fact, Scene
from colonnade.plumbing import spoken

MOST_MISSING = 6


def coordination(scene: Scene) -> Drafted:
    """Stakeholders by sector, meetings held, decisions, and the sectors that are missing."""
    language, slug = get_language() or "en", scene.territory.slug
    took_part = Stakeholder.objects.filter(territory=scene.territory).filter(
        Q(left_on__isnull=True) | Q(left_on__gte=scene.starts_on),
        Q(joined_on__isnull=True) | Q(joined_on__lte=scene.ends_on),
    )
    by_sector = dict(took_part.order_by("sector").values_list("sector").annotate(number=Count("pk")))
    held = Meeting.objects.filter(
        territory=scene.territory, state=MeetingState.HELD, starts_at__date__range=scene.span
    ).count()
    decided = Decision.objects.filter(
        meeting__territory=scene.territory, decided_on__range=scene.span
    ).count()
    total = sum(by_sector.values())
    participation = reverse("governance:participation", args=[slug])
    council = reverse("governance:council", args=[slug])
    facts = [
        Fact(_("Organisations and people who take part"), spoken.number(total, language), scene_years(scene), "", participation),
        *(
            Fact(str(Sector(code).label), spoken.number(number, language), scene_years(scene), "", participation)
            for code, number in sorted(by_sector.items())
        ),
        Fact(_("Meetings held"), spoken.number(held, language), scene_years(scene), "", council),
        Fact(_("Decisions"), spoken.number(decided, language), scene_years(scene), "", council),
    ]  # fmt: skip
    lines, gaps = [], []
    if total:
        lines.append(
            ngettext(
                "%(number)s organisation or person of %(sectors)s sectors takes part.",
                "%(number)s organisations and people of %(sectors)s sectors take part.",
                total,
            )
            % {"number": spoken.number(total, language), "sectors": len(by_sector)}
        )
    else:
        gaps.append(_("Nobody is in the register yet."))
    lines.append(
        _("Meetings held: %(meetings)s. Decisions: %(decisions)s.")
        % {"meetings": spoken.number(held, language), "decisions": spoken.number(decided, language)}
    )
    missing = [str(sector.label) for sector in Sector if sector.value not in by_sector]
    if total and missing:
        gaps.append(
            _("Nobody of these sectors takes part: %(sectors)s.")
            % {"sectors": spoken.listed(missing[:MOST_MISSING])}
        )
    return Drafted(" ".join(lines), tuple(facts), tuple(gaps))


def resources(scene: Scene) -> Drafted:
    """Money by currency, and what others promised and kept. Currencies are never added."""
    lines: list[str] = []
    facts: list[Fact] = []
    gaps: list[str] = []
    _money(scene, lines, facts, gaps)
    _promises(scene, lines, facts)
    return Drafted(" ".join(lines), tuple(facts), tuple(gaps))


def _money(scene: Scene, lines: list[str], facts: list[Fact], gaps: list[str]) -> None:
    language = get_language() or "en"
    url = reverse("governance:money", args=[scene.territory.slug])
    sums: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    silent = 0
    rows = BudgetLine.objects.filter(
        territory=scene.territory, removed_at__isnull=True, year__range=(scene.first_year, scene.last_year)
    )
    for year, currency, *amounts in rows.values_list("year", "currency", "planned", "committed", "spent"):
        for kind, amount in zip(Figure, amounts, strict=True):
            if amount is not None:
                sums[year, currency, kind.value] += amount
        silent += all(amount is None for amount in amounts)
    for (year, currency, figure), amount in sorted(sums.items()):
        facts.append(
            Fact(str(Figure(figure).label), spoken.money(str(amount), currency, language), str(year), "", url)
        )
    spent = [
        spoken.money(str(amount), currency, language) + f" ({year})"
        for (year, currency, figure), amount in sorted(sums.items())
        if figure == Figure.SPENT
    ]
    if spent:
        lines.append(_("Spent on learning: %(amounts)s.") % {"amounts": spoken.listed(spent)})
    else:
        gaps.append(_("No line of the budget says what was spent in these years."))
    if silent:
        gaps.append(
            ngettext(
                "%(number)s line of the budget states no amount.",
                "%(number)s lines of the budget state no amount.",
                silent,
            )
            % {"number": silent}
        )


def _promises(scene: Scene, lines: list[str], facts: list[Fact]) -> None:
    language = get_language() or "en"
    made = Commitment.objects.filter(territory=scene.territory, made_on__range=scene.span)
    counts = made.aggregate(total=Count("pk"), kept=Count("pk", filter=Q(status=CommitmentStatus.FULFILLED)))
    if not counts["total"]:
        return
    url = reverse("governance:commitments", args=[scene.territory.slug])
    total, kept = (spoken.number(counts[name], language) for name in ("total", "kept"))
    facts += [
        Fact(_("Commitments of others"), total, scene_years(scene), "", url),
        Fact(_("Commitments kept"), kept, scene_years(scene), "", url),
    ]
    lines.append(
        ngettext(
            "Others made %(number)s commitment; kept so far: %(kept)s.",
            "Others made %(number)s commitments; kept so far: %(kept)s.",
            counts["total"],
        )
        % {"number": total, "kept": kept}
    )
