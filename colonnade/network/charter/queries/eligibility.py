"""May this city answer this call? Every condition is data, and every answer is a sentence.

What is known of a city comes from the modules above, which register with :func:`register_facts`; a day that a
source does not tell is an interval, and a condition that the interval leaves open *cannot be told*.
"""

import calendar
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.profile.models import Territory
from colonnade.city.profile.vocabulary import REGIONS
from colonnade.network.charter.models import Call
from colonnade.network.charter.queries.calls import stage_of
from colonnade.network.charter.vocabulary.calls import Outcome, RuleKind, Severity, StageKind
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import country_name


@dataclass(frozen=True)
class Span:
    """The earliest and the latest day on which something can have happened; ``None``: not bounded."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Award:
    """An award a city received."""

    code: str
    year: int
    source: str = ""


@dataclass(frozen=True)
class CityFacts:
    """What is known of a city in a network on a day. ``None``: not known.

    ``member_by``: a sourced fact, such as an award, proves that it was a member by that day at the latest.
    """

    member_since: Span | None = None
    member_by: date | None = None
    is_member: bool | None = None
    awards: tuple[Award, ...] = ()
    owes_report: bool | None = None


FactSource = Callable[[int, Collection[int], date], Mapping[int, CityFacts]]

_sources: list[FactSource] = []


def register_facts(source: FactSource) -> FactSource:
    """Let a module tell what it knows: ``(network pk, territory pks, day) -> {territory pk: CityFacts}``."""
    if source not in _sources:
        _sources.append(source)
    return source


def city_facts(network_id: int, territory_ids: Collection[int], on: date) -> dict[int, CityFacts]:
    """What is known of these cities on a day; a module that knows nothing of a city leaves it out."""
    found: dict[int, CityFacts] = {}
    for source in _sources:
        for key, facts in source(network_id, territory_ids, on).items():
            found[key] = _together(found[key], facts) if key in found else facts
    return found


def _together(one: CityFacts, other: CityFacts) -> CityFacts:
    awards = {(each.code, each.year): each for each in (*one.awards, *other.awards)}
    days = [each for each in (one.member_by, other.member_by) if each]
    return CityFacts(
        member_since=one.member_since or other.member_since,
        member_by=min(days) if days else None,
        is_member=one.is_member if one.is_member is not None else other.is_member,
        awards=tuple(awards.values()),
        owes_report=one.owes_report if one.owes_report is not None else other.owes_report,
    )


@dataclass(frozen=True)
class Finding:
    """What one condition says about a city: met, not met, or cannot be told; and the sentence that says why."""

    rule: Mapping[str, Any]
    outcome: str
    text: str

    @property
    def refuses(self) -> bool:
        """Whether the city may not answer because of it."""
        return self.outcome == Outcome.FAILED and self.rule.get("severity") != Severity.WARNING


@dataclass(frozen=True)
class Verdict:
    """All conditions together."""

    city: Territory
    findings: list[Finding] = field(default_factory=list)

    @property
    def refuses(self) -> bool:
        """Whether the city may not answer."""
        return any(each.refuses for each in self.findings)

    @property
    def outcome(self) -> str:
        """FAILED where one condition refuses; else UNKNOWN where one cannot be told; else MET."""
        if self.refuses:
            return Outcome.FAILED
        open_ = [
            f for f in self.findings if f.outcome == Outcome.UNKNOWN and f.rule.get("severity") != "WARNING"
        ]
        return Outcome.UNKNOWN if open_ else Outcome.MET

    @property
    def text(self) -> str:
        """The sentence for the city: why not, or what cannot be told, or that it may."""
        reasons = [f.text for f in self.findings if f.refuses]
        if reasons:
            return _("Not eligible: %(why)s") % {"why": " ".join(reasons)}
        warns = {Severity.WARNING.value}
        open_ = [
            f for f in self.findings if f.outcome == Outcome.UNKNOWN and f.rule.get("severity") not in warns
        ]
        if open_:
            return _("Cannot be told yet: %(why)s") % {"why": " ".join(f.text for f in open_)}
        notes = [f.text for f in self.findings if f.outcome != Outcome.MET]
        if notes:
            return _("Eligible. Please note: %(why)s") % {"why": " ".join(notes)}
        return _("Eligible.")

    def as_data(self) -> list[dict[str, Any]]:
        """The verdict to keep with an application: rule, outcome and sentence, as they were on the day."""
        return [{"rule": dict(f.rule), "outcome": f.outcome, "text": f.text} for f in self.findings]


def day_of(call: Call) -> date | None:
    """The day on which conditions are looked at: the last day on which cities may hand in."""
    stage = stage_of(call, StageKind.OPEN)
    moment = (stage.closes_at or stage.opens_at) if stage else None
    return moment.astimezone(call.zone).date() if moment else None


def verdict(call: Call, city: Territory, on: date | None = None) -> Verdict:
    """What the call's conditions say about one city."""
    return verdicts_of(call, [city], on)[0]


def verdicts_of(call: Call, cities: Collection[Territory], on: date | None = None) -> list[Verdict]:
    """What the call's conditions say about many cities, in their order."""
    return verdicts(call.network_id, call.rules, cities, on or day_of(call) or date.today())


def verdicts(
    network_id: int, rules: list[dict[str, Any]], cities: Collection[Territory], on: date
) -> list[Verdict]:
    """What conditions say about many cities on a day; the sources are asked once."""
    facts = city_facts(network_id, [city.pk for city in cities], on)
    return [
        Verdict(city, [_judge(rule, city, facts.get(city.pk, CityFacts()), on) for rule in rules])
        for city in cities
    ]


def _judge(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Finding:
    outcome, text = _JUDGES[rule["kind"]](rule, city, facts, on)
    return Finding(rule, outcome, text)


Judged = tuple[str, str]


def _member(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    if facts.is_member is None:
        return Outcome.UNKNOWN, _("no source says whether it is a member.")
    if facts.is_member:
        return Outcome.MET, _("It is a member.")
    return Outcome.FAILED, _("it is not a member.")


def _not_member(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    if facts.is_member:
        return Outcome.FAILED, _("it is a member already.")
    return Outcome.MET, _("It is not a member yet.")


def _member_for(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    months = rule["months"]
    since = facts.member_since
    asked = ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    needed = _back(on, months)  # it must have joined before this day
    if facts.member_by and facts.member_by < needed:
        text = _("Member for more than %(months)s: a source shows it as a member by %(day)s.")
        return Outcome.MET, text % {
            "months": asked,
            "day": formats.date_format(facts.member_by, "DATE_FORMAT"),
        }
    if since and since.last and since.last < needed:
        return Outcome.MET, _("Member for more than %(months)s.") % {"months": asked}
    if since and since.first and since.first >= needed:
        text = _("it has not been a member for more than %(months)s on %(day)s.")
        return Outcome.FAILED, text % {"months": asked, "day": formats.date_format(on, "DATE_FORMAT")}
    if facts.is_member is False:
        return Outcome.FAILED, _("it is not a member.")
    return Outcome.UNKNOWN, _("no source says when it joined.")


def _not_awarded(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    years = rule["years"]
    # An award of the same year is the round's own; nobody is excluded by what is still to be decided.
    won = [each.year for each in facts.awards if each.code == rule["award"] and each.year < on.year]
    last = max(won, default=None)
    if last is None:
        return Outcome.MET, _("Not awarded before.")
    free = last + years
    if on.year < free:
        text = _("awarded in %(year)s, excluded until %(free)s.")
        return Outcome.FAILED, text % {"year": last, "free": free}
    return Outcome.MET, _("Awarded in %(year)s, may be awarded again since %(free)s.") % {
        "year": last,
        "free": free,
    }


def _population(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    least = _number(rule["least"])
    if city.population is None:
        return Outcome.UNKNOWN, _("its number of inhabitants is not known; %(least)s are asked for.") % {
            "least": least
        }
    if city.population < rule["least"]:
        text = _("it has %(number)s inhabitants; %(least)s are asked for.")
        return Outcome.FAILED, text % {"number": _number(city.population), "least": least}
    return Outcome.MET, _("It has at least %(least)s inhabitants.") % {"least": least}


def _country(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    names = spoken.listed(country_name(code, get_language() or "en") for code in rule["countries"])
    if city.country in rule["countries"]:
        return Outcome.MET, _("It lies in one of the countries of the call.")
    return Outcome.FAILED, _("the call is for cities in: %(places)s.") % {"places": names}


def _region(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    names = spoken.listed(str(REGIONS.get(each, each)) for each in rule["regions"])
    if not city.region:
        return Outcome.UNKNOWN, _("its region is not known.")
    if city.region in rule["regions"]:
        return Outcome.MET, _("It lies in one of the regions of the call.")
    return Outcome.FAILED, _("the call is for cities in: %(places)s.") % {"places": names}


def _reported(rule: Mapping[str, Any], city: Territory, facts: CityFacts, on: date) -> Judged:
    if facts.owes_report is None:
        return Outcome.UNKNOWN, _("it is not known whether a progress report is owed.")
    if facts.owes_report:
        return Outcome.FAILED, _("a progress report is overdue.")
    return Outcome.MET, _("No progress report is overdue.")


_JUDGES: dict[str, Callable[[Mapping[str, Any], Territory, CityFacts, date], Judged]] = {
    RuleKind.MEMBER: _member,
    RuleKind.NOT_MEMBER: _not_member,
    RuleKind.MEMBER_FOR: _member_for,
    RuleKind.NOT_AWARDED: _not_awarded,
    RuleKind.POPULATION: _population,
    RuleKind.COUNTRY: _country,
    RuleKind.REGION: _region,
    RuleKind.REPORTED: _reported,
}


def rule_told(rule: Mapping[str, Any]) -> str:
    """A condition as a sentence for everybody: 'Members for more than 12 months.'"""
    kind = rule["kind"]
    if kind == RuleKind.MEMBER_FOR:
        months = rule["months"]
        asked = ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
        return _("Members for more than %(months)s.") % {"months": asked}
    if kind == RuleKind.NOT_AWARDED:
        asked = ngettext("%(number)d year", "%(number)d years", rule["years"]) % {"number": rule["years"]}
        return _("Not awarded within the last %(years)s.") % {"years": asked}
    if kind == RuleKind.POPULATION:
        return _("At least %(least)s inhabitants.") % {"least": _number(rule["least"])}
    if kind == RuleKind.COUNTRY:
        names = spoken.listed(country_name(code, get_language() or "en") for code in rule["countries"])
        return _("Cities in: %(places)s.") % {"places": names}
    if kind == RuleKind.REGION:
        return _("Cities in: %(places)s.") % {
            "places": spoken.listed(str(REGIONS.get(each, each)) for each in rule["regions"])
        }
    simple = {
        RuleKind.MEMBER: _("Members of the network."),
        RuleKind.NOT_MEMBER: _("Cities that are not members yet."),
        RuleKind.REPORTED: _("No progress report overdue."),
    }
    return simple[RuleKind(kind)]


def _number(value: int) -> str:
    return spoken.number(value, get_language() or "en")


def _back(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where there is no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
