"""The rules by which the temple fills, in an order that a mayor can follow with a pencil.

They are published with a worked example in docs/explanation/temple-rules.md. Every share is an exact fraction; only
what is shown is rounded. Nothing here asks the database, so that the open export gives the same values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from colonnade.city.monitoring.queries.standing.facts import Agreed, Facts, Figure
from colonnade.city.monitoring.vocabulary.observing import Direction, Status, Sure
from colonnade.city.monitoring.vocabulary.standing import REACH, Why
from colonnade.temple.queries import Area, Framework
from colonnade.temple.vocabulary import Kind

YEARS_FRESH = 5  # rule 1: a figure or a score counts for the year it ends in and the four after it
TOP = 4  # of the scale of self-assessment
WHOLE, HALF, NOTHING = Fraction(1), Fraction(1, 2), Fraction(0)


@dataclass(frozen=True, slots=True)
class Basis:
    """What one member's level rests on: a figure or a score, the share it gives, and how much of that is sure."""

    share: Fraction
    sure: Fraction
    why: Why
    figure: Figure | None = None
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A feature of an area (or the reach of its offers): level and evidence from 0 to 1, ``None`` where unknown."""

    code: str
    level: Fraction | None
    evidence: Fraction
    applies: bool = True
    bases: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One part of the temple: its level is the mean of the members that are known."""

    area: Area
    members: tuple[Member, ...]
    level: Fraction | None
    evidence: Fraction

    @property
    def known(self) -> int:
        """How many members have a level."""
        return sum(member.level is not None for member in self.members)

    @property
    def total(self) -> int:
        """How many members apply to the city."""
        return sum(member.applies for member in self.members)


@dataclass(frozen=True, slots=True)
class Standing:
    """The temple of one city in one year."""

    city: str
    framework: Framework
    year: int
    day: date
    areas: tuple[AreaStanding, ...] = field(default=())

    def area(self, code: str) -> AreaStanding:
        """The standing of the area with this code; ``KeyError`` where the framework has none."""
        for each in self.areas:
            if each.area.code == code:
                return each
        raise KeyError(code)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return all(each.level is None for each in self.areas)


def reckon(facts: Facts, framework: Framework, year: int, today: date) -> Standing:
    """Apply the rules to what is known of one city, as of the end of ``year`` or today, whichever is earlier."""
    day = min(date(year, 12, 31), today)
    figures = _counting_figures(facts.figures, day)
    agreed = _counting_scores(facts.agreed, day)
    areas = []
    for area in framework.areas:
        members = [
            _member(feature.code, figures.get((area.code, feature.code), ()), agreed.get(feature.code), day)
            for feature in area.features
        ]
        if area.kind is Kind.BLOCK and (reach := figures.get((area.code, REACH))):
            members.append(_member(REACH, reach, None, day))
        areas.append(_area(area, tuple(members)))
    return Standing(facts.city, framework, year, day, tuple(areas))


def share_of(figure: Figure) -> Fraction | None:
    """How far a figure has come, 0 to 1; ``None`` where nothing says how far is far (rule 2)."""
    value = Fraction(figure.value)
    if figure.target is not None and figure.baseline is not None:
        span = Fraction(figure.target) - Fraction(figure.baseline)
        return _between((value - Fraction(figure.baseline)) / span) if span else None
    if figure.minimum is None or figure.maximum is None or figure.direction == Direction.NONE:
        return None
    share = _between(
        (value - Fraction(figure.minimum)) / (Fraction(figure.maximum) - Fraction(figure.minimum))
    )
    return WHOLE - share if figure.direction == Direction.DOWN else share


def sureness_of(figure: Figure) -> Fraction:
    """How much of a figure's share is backed (rule 3)."""
    if figure.status == Status.PROXY:
        return NOTHING
    return HALF if figure.status == Status.ESTIMATED or figure.sure == Sure.LOW else WHOLE


def weakest_evidenced(standing: Standing) -> tuple[AreaStanding, Member] | None:
    """The member from which the next step is taken: the lowest level among those with evidence (rule 7).

    Where none has evidence, the lowest level of all; where nothing is known, ``None``. Equal levels: the first in
    the framework's order. Reach counts too.
    """
    known = [
        (member.level, area, member)
        for area in standing.areas
        for member in area.members
        if member.level is not None and member.level < 1
    ]
    backed = [each for each in known if each[2].evidence > 0]
    if not known:
        return None
    _, area, member = min(backed or known, key=lambda each: each[0])
    return area, member


def _counting_figures(figures: Iterable[Figure], day: date) -> dict[tuple[str, str], list[Figure]]:
    """Rule 1: of each indicator the figures of its newest period that is over and fresh, by area and member."""
    newest: dict[tuple[str, str, str], list[Figure]] = {}
    for each in figures:
        if each.ends_on > day or each.ends_on.year <= day.year - YEARS_FRESH:
            continue
        key = (each.area, each.member, each.code)
        held = newest.get(key)
        if held is None or each.ends_on > held[0].ends_on:
            newest[key] = [each]
        elif each.ends_on == held[0].ends_on:
            held.append(each)
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for (area, member, _), held in sorted(newest.items()):
        grouped.setdefault((area, member), []).extend(held)
    return grouped


def _counting_scores(agreed: Iterable[Agreed], day: date) -> dict[str, Agreed]:
    """Rule 1: of each feature the newest agreed score that is fresh."""
    newest: dict[str, Agreed] = {}
    for each in agreed:
        if not day.year - YEARS_FRESH < each.year <= day.year:
            continue
        held = newest.get(each.feature)
        if held is None or (each.year, each.uuid) > (held.year, held.uuid):
            newest[each.feature] = each
    return newest


def _member(code: str, figures: Sequence[Figure], agreed: Agreed | None, day: date) -> Member:
    """Rule 4: what is measured goes before what is said."""
    if agreed is not None and agreed.level is None:
        return Member(code, None, NOTHING, applies=False, bases=())
    bases = _measured(figures)
    if not bases and agreed is not None:
        bases = (_said(agreed, day),)
    if not bases:
        return Member(code, None, NOTHING)
    level = _mean([basis.share for basis in bases])
    evidence = _mean([basis.share * basis.sure for basis in bases])
    return Member(code, level, evidence, bases=bases)


def _measured(figures: Sequence[Figure]) -> tuple[Basis, ...]:
    """One basis for each indicator; where sources disagree, the lower share counts (rule 2)."""
    lowest: dict[str, Basis] = {}
    for figure in figures:
        share = share_of(figure)
        if share is None:
            continue
        held = lowest.get(figure.code)
        if held is None or (share, figure.uuid) < (held.share, held.figure.uuid if held.figure else ""):
            why = Why.TARGET if figure.target is not None else Why.UNIT
            lowest[figure.code] = Basis(share, sureness_of(figure), why, figure=figure)
    return tuple(lowest[code] for code in sorted(lowest))


def _said(agreed: Agreed, day: date) -> Basis:
    """Rule 3 for a score: verified from outside, backed by fresh evidence, or only said."""
    assert agreed.level is not None
    share = Fraction(agreed.level, TOP)
    if agreed.reviewed is not None:
        verified = Fraction(min(agreed.reviewed, agreed.level), agreed.level) if agreed.level else WHOLE
        return Basis(share, verified, Why.REVIEWED, agreed=agreed)
    backed = any(start <= day < end for start, end in agreed.backed_on)
    return Basis(share, HALF if backed else NOTHING, Why.BACKED if backed else Why.SAID, agreed=agreed)


def _area(area: Area, members: tuple[Member, ...]) -> AreaStanding:
    """Rule 5: the mean of the members that are known."""
    known = [member for member in members if member.level is not None]
    if not known:
        return AreaStanding(area, members, None, NOTHING)
    level = _mean([member.level for member in known if member.level is not None])
    return AreaStanding(area, members, level, _mean([member.evidence for member in known]))


def _mean(parts: Sequence[Fraction]) -> Fraction:
    return sum(parts, NOTHING) / len(parts)


def _between(share: Fraction) -> Fraction:
    return min(max(share, NOTHING), WHOLE)
