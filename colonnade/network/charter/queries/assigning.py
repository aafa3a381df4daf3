"""Which reviewer could read which application, spread as evenly as can be, and why not where it cannot be done."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.network.charter.models import Application, Assignment, Call, Reviewer
from colonnade.network.charter.queries.reviews import READABLE
from colonnade.network.charter.vocabulary.calls import Interest
from colonnade.plumbing.languages import UNDETERMINED, base


@dataclass(frozen=True)
class Pair:
    """One reviewer for one application."""

    reviewer: Reviewer
    application: Application


@dataclass(frozen=True)
class Shortfall:
    """An application for which not enough reviewers are found: how many are missing, and the reason in words."""

    application: Application
    missing: int
    text: str


@dataclass(frozen=True)
class Proposal:
    """Who could be given what, and what remains without a reader."""

    pairs: list[Pair]
    shortfalls: list[Shortfall]


@dataclass
class _Plan:
    """What is being worked out: who reads what (by pk), and how much each reads by now."""

    reviewers: dict[int, Reviewer]
    ranks: dict[
        int, dict[int, int]
    ]  # application -> reviewer -> 0 reads the city's language, 1 the network's
    held: dict[int, set[int]]  # application -> reviewers it had before, tied ones too
    load: Counter[int]
    new: dict[int, set[int]] = field(default_factory=dict)  # application -> reviewers proposed

    def open_to(self, application: int) -> list[int]:
        """Reviewers who could read it as far as ties of country, language and history go; room is not asked."""
        taken = self.held[application] | self.new[application]
        return [pk for pk in self.ranks[application] if pk not in taken]

    def has_room(self, pk: int) -> bool:
        return self.load[pk] < self.reviewers[pk].most

    def give(self, application: int, pk: int) -> None:
        self.new[application].add(pk)
        self.load[pk] += 1

    def take(self, application: int, pk: int) -> None:
        self.new[application].discard(pk)
        self.load[pk] -= 1


def reading_rank(reviewer: Reviewer, application: Application, working: Collection[str]) -> int | None:
    """0 where they read a language of the city, 1 where they read one the network works in, else ``None``.

    Of a city whose languages are not known, and in a network that names none, everybody reads.
    """
    reads = {base(each) for each in reviewer.languages}
    city = application.territory
    spoken = {base(each) for each in [*city.languages, city.default_language]} - {UNDETERMINED, ""}
    if spoken & reads:
        return 0
    known = {base(each) for each in working}
    if known & reads or not (spoken or known):
        return 1
    return None


def is_own_country(reviewer: Reviewer, application: Application) -> bool:
    """Whether the city lies in the reviewer's country."""
    return bool(reviewer.country) and reviewer.country.upper() == application.territory.country.upper()


def propose_assignments(call: Call) -> Proposal:
    """Readers for everything that still lacks some: ``call.reviews_each`` for each application.

    Never their own country, never beyond what they take on, never again where they declared a tie; the load is as
    even as can be, and of two with the same load the one who reads the city's own language is asked.
    """
    applications = list(
        Application.objects.filter(call=call, state__in=READABLE).select_related("territory").order_by("pk")
    )
    reviewers = list(
        Reviewer.objects.filter(call=call, ended_at__isnull=True).select_related("person").order_by("pk")
    )
    plan = _plan(call, applications, reviewers)
    needs = _needs(call, applications)
    if not call.criteria:
        told = _("The call has no criteria yet.")
        return Proposal(
            [], [Shortfall(each, needs[each.pk], told) for each in applications if needs[each.pk]]
        )
    hardest_first = sorted(applications, key=lambda each: (len(plan.open_to(each.pk)), each.pk))
    for application in hardest_first:
        for _round in range(needs[application.pk]):
            if not _find(plan, application.pk):
                break
    _even_out(plan)
    pairs = [
        Pair(plan.reviewers[pk], application)
        for application in applications
        for pk in sorted(plan.new[application.pk])
    ]
    shortfalls = []
    for application in applications:
        missing = needs[application.pk] - len(plan.new[application.pk])
        if missing > 0:
            shortfalls.append(Shortfall(application, missing, _reason(plan, application, reviewers)))
    return Proposal(pairs, shortfalls)


def _plan(call: Call, applications: list[Application], reviewers: list[Reviewer]) -> _Plan:
    working = call.network.languages
    ranks: dict[int, dict[int, int]] = {}
    for application in applications:
        ranks[application.pk] = {
            reviewer.pk: rank
            for reviewer in reviewers
            if not is_own_country(reviewer, application)
            and (rank := reading_rank(reviewer, application, working)) is not None
        }
    plan = _Plan(
        reviewers={each.pk: each for each in reviewers},
        ranks=ranks,
        held={each.pk: set() for each in applications},
        load=Counter(),
        new={each.pk: set() for each in applications},
    )
    rows = Assignment.objects.filter(reviewer__call=call)
    for key, reviewer, interest in rows.values_list("application_id", "reviewer_id", "interest"):
        if key in plan.held:
            plan.held[key].add(reviewer)
        plan.load[reviewer] += interest != Interest.TIED
    return plan


def _needs(call: Call, applications: list[Application]) -> dict[int, int]:
    """How many readers each application still lacks; those with a tie, and those who left unread, do not count."""
    rows = Assignment.objects.filter(application__in=applications).exclude(interest=Interest.TIED)
    rows = rows.exclude(reviewer__ended_at__isnull=False, submitted_at__isnull=True)
    has = Counter(rows.values_list("application_id", flat=True))
    return {each.pk: max(call.reviews_each - has[each.pk], 0) for each in applications}


def _find(plan: _Plan, application: int) -> bool:
    """Give it the reviewer with the least to read; where all are full, let one hand another file on."""
    open_to = plan.open_to(application)
    free = [pk for pk in open_to if plan.has_room(pk)]
    if free:
        plan.give(application, min(free, key=lambda pk: (plan.load[pk], plan.ranks[application][pk], pk)))
        return True
    for full in open_to:
        for other, given in plan.new.items():
            if full not in given:
                continue
            instead = [pk for pk in plan.open_to(other) if plan.has_room(pk)]
            if instead:
                plan.take(other, full)
                plan.give(other, min(instead, key=lambda pk: (plan.load[pk], pk)))
                plan.give(application, full)
                return True
    return False


def _even_out(plan: _Plan) -> None:
    """Hand single files from those with much to those with little until no such step makes it more even."""
    moved = True
    while moved:
        moved = False
        for application, given in plan.new.items():
            for pk in sorted(given, key=lambda each: -plan.load[each]):
                lighter = [
                    other
                    for other in plan.open_to(application)
                    if plan.has_room(other) and plan.load[other] + 1 < plan.load[pk]
                ]
                if lighter:
                    plan.take(application, pk)
                    plan.give(application, min(lighter, key=lambda other: (plan.load[other], other)))
                    moved = True


def _reason(plan: _Plan, application: Application, reviewers: list[Reviewer]) -> str:
    """Why nobody else can read it: each reviewer is counted once, under the first thing that keeps them from it."""
    if not reviewers:
        return _("No reviewer has been named.")
    counts: Counter[str] = Counter()
    taken = plan.held[application.pk] | plan.new[application.pk]
    for reviewer in reviewers:
        if reviewer.pk in taken:
            counts["taken"] += 1
        elif is_own_country(reviewer, application):
            counts["country"] += 1
        elif reviewer.pk not in plan.ranks[application.pk]:
            counts["language"] += 1
        else:
            counts["full"] += 1
    said = {
        "country": ngettext("%(number)d is from the same country", "%(number)d are from the same country", counts["country"]),
        "language": ngettext("%(number)d does not read its language", "%(number)d do not read its language", counts["language"]),
        "full": ngettext("%(number)d has no room left", "%(number)d have no room left", counts["full"]),
        "taken": ngettext("%(number)d has it already or is tied", "%(number)d have it already or are tied", counts["taken"]),
    }  # fmt: skip
    told = [text % {"number": counts[name]} for name, text in said.items() if counts[name]]
    return _("Of the reviewers: %(list)s.") % {"list": "; ".join(told)}
