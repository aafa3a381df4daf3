"""The standing of a city as its pages tell it: names instead of codes, sums instead of shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.city.catalogue.queries.measures import counts_by_block
from colonnade.city.catalogue.queries.wishing import address
from colonnade.city.monitoring.queries.next_steps import on_the_scale, step_for
from colonnade.city.monitoring.queries.standing.changes import changes
from colonnade.city.monitoring.queries.standing.facts import Facts
from colonnade.city.monitoring.queries.standing.reckoning import (
    AreaStanding,
    Basis,
    Member,
    Standing,
    reckon,
    weakest_evidenced,
)
from colonnade.city.monitoring.queries.standing.showing import (
    coverage,
    percent,
    sum_of,
    sureness_in_words,
)
from colonnade.city.monitoring.vocabulary.standing import REACH
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text
from colonnade.temple.queries import Framework, default_framework, names
from colonnade.temple.vocabulary import Kind

MOST_CHANGES = 12


@dataclass(frozen=True)
class ToldBasis:
    """One figure or score, as a row of the sum."""

    label: Text
    why: str
    sum: str
    share: str
    sureness: str
    source: str
    period: str
    url: str


@dataclass(frozen=True)
class ToldMember:
    """One feature with its level in words and what it rests on."""

    code: str
    name: Text
    level: str
    evidence: str
    applies: bool
    bases: list[ToldBasis]
    unused: list[str]


@dataclass(frozen=True)
class ToldArea:
    """One part of the temple in words."""

    code: str
    name: Text
    level: str
    evidence: str
    coverage: str
    members: list[ToldMember]
    sum: str
    offers_url: str


def years(known: Sequence[int], chosen: int) -> list[dict[str, Any]]:
    """The years to choose from, oldest first."""
    return [{"year": year, "query": f"?year={year}", "chosen": year == chosen} for year in known]


def counts(city: Territory) -> dict[str, str]:
    """What can be counted at each column today, in words: "34 offers"."""
    counted = counts_by_block(city, timezone.now())
    return {
        code: ngettext("%(number)s offer", "%(number)s offers", each.offers) % {"number": each.offers}
        for code, each in counted.items()
    }


def told_area(city: Territory, area: AreaStanding, facts: Facts, today: date) -> ToldArea:
    """One part of the temple with every sum that leads to its level."""
    code = area.area.code
    words = names(default_framework()).areas[code]
    levels = [percent(member.level) for member in area.members if member.level is not None]
    total = f"({' + '.join(levels)}) ÷ {len(levels)}" if len(levels) > 1 else ""
    offers = reverse("catalogue:search") + address([("city", city.slug), ("block", code)])
    return ToldArea(
        code=code,
        name=words.name,
        level=percent(area.level),
        evidence=percent(area.evidence) if area.level is not None else "",
        coverage=coverage(area),
        members=[_told_member(city, member, code, facts) for member in area.members],
        sum=total,
        offers_url=offers if area.area.kind is Kind.BLOCK else "",
    )


def told_changes(before: Standing, after: Standing) -> list[dict[str, Any]]:
    """The largest changes since the year before, in words."""
    words = names(default_framework())
    return [
        {
            "area": words.areas[each.area].short,
            "name": member_name(each.member),
            "before": percent(each.before),
            "after": percent(each.after),
            "cause": each.cause.label,
            "rises": each.by is not None and each.by > 0,
        }
        for each in changes(before, after)[:MOST_CHANGES]
    ]


def trend(
    facts: Facts, framework: Framework, code: str, known: Sequence[int], today: date
) -> list[dict[str, str]]:
    """The level of one part at the end of each year, as rows of a table."""
    rows = []
    for year in known:
        area = reckon(facts, framework, year, today).area(code)
        rows.append(
            {
                "year": str(year),
                "level": percent(area.level),
                "evidence": percent(area.evidence) if area.level is not None else "",
                "coverage": coverage(area),
            }
        )
    return rows


def next_thing(city: Territory, standing: Standing) -> dict[str, Any] | None:
    """The one next thing to do: at the weakest member that has evidence; ``None`` while nothing is known."""
    found = weakest_evidenced(standing)
    if found is None:
        return None
    area, member = found
    return {
        "area": names(default_framework()).areas[area.area.code].short,
        "name": member_name(member.code),
        "level": percent(member.level),
        "step": reach_step()
        if member.code == REACH
        else step_for(member.code, on_the_scale(member.level or Fraction(0))),
        "url": reverse("monitoring:temple-area", args=[city.slug, area.area.code]),
    }


def result(standing: Standing) -> dict[str, Any]:
    """What the rules give for one year, exact to ten digits: the open export."""
    return {
        "year": standing.year,
        "day": standing.day.isoformat(),
        "areas": {
            each.area.code: {
                "level": None if each.level is None else _digits(each.level),
                "evidence": None if each.level is None else _digits(each.evidence),
                "known": each.known,
                "total": each.total,
                "members": {
                    member.code: _digits(member.level) for member in each.members if member.level is not None
                },
            }
            for each in standing.areas
        },
    }


def reach_step() -> str:
    """What to do where offers reach few districts."""
    return _("Bring an offer to a district that has none yet: ask a library, a school or a club there.")


def member_name(code: str) -> Text:
    """The name of a feature, or of the reach of offers, in the reader's language."""
    if code == REACH:
        return Text(_("Reach of the offers over the districts"), "", False)
    return names(default_framework()).features[code].name


def _told_member(city: Territory, member: Member, area: str, facts: Facts) -> ToldMember:
    used = {basis.figure.code for basis in member.bases if basis.figure}
    held = {each.code for each in facts.figures if each.area == area and each.member == member.code}
    words = names(default_framework())
    return ToldMember(
        code=member.code,
        name=member_name(member.code),
        level=percent(member.level),
        evidence=percent(member.evidence) if member.level is not None else "",
        applies=member.applies,
        bases=[_told_basis(city, basis) for basis in member.bases],
        unused=[str(words.indicators[code]) for code in sorted(held - used) if code in words.indicators],
    )


def _told_basis(city: Territory, basis: Basis) -> ToldBasis:
    figure, words = basis.figure, names(default_framework())
    if figure is None:
        assert basis.agreed is not None
        label, source, period = (
            Text(_("Agreed score"), "", False),
            _("self-assessment"),
            str(basis.agreed.year),
        )
    else:
        label = words.indicators.get(figure.code) or member_name(REACH)
        source, period = figure.source, figure.period
    url = reverse("monitoring:indicators", args=[city.slug]) if figure is not None else ""
    return ToldBasis(
        label=label,
        why=str(basis.why.label),
        sum=sum_of(basis),
        share=percent(basis.share),
        sureness=sureness_in_words(basis),
        source=source,
        period=period,
        url=url,
    )


def _digits(share: Any) -> str:
    return f"{float(share):.10f}"
