"""Rounds of self-assessment and evidence to test with, and the people who score and review."""

from collections import defaultdict
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from colonnade.city.monitoring.actions import assessing, evidence
from colonnade.city.monitoring.actions.assessing import Said
from colonnade.city.monitoring.models import Agreement, Assessment, Evidence, Score
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing import events
from colonnade.temple.queries import default_framework

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 12, tzinfo=UTC)
GNLC = default_framework().key
CODES = [feature.code for feature in default_framework().features]
PDF = b"%PDF-1.7\n%a small document\n"


def listen(monkeypatch) -> list:
    """Every event that reaches its listeners, after commit."""
    found = []

    class Ears(defaultdict):
        def __missing__(self, key):
            return [found.append]

    monkeypatch.setattr(events, "_subscribers", Ears(list))
    return found


def make_member(city: Territory, name: str = "Amina") -> Person:
    """Somebody who sits in the council and scores."""
    person = make_person(name)
    make_holding(person, "council_member", city.uuid)
    return person


def make_reviewer(city: Territory, name: str = "Chidi") -> Person:
    """Somebody from outside who may review."""
    person = make_person(name)
    make_holding(person, "outside_reviewer", city.uuid)
    return person


def make_round(city: Territory, by: Person | None = None, **fields) -> Assessment:
    """An open round of a group."""
    values = {"framework": GNLC, "title": "Round 2026", "year": 2026, "is_group": True, "opened_at": NOON}
    return Assessment.objects.create(territory=city, opened_by=by, **{**values, **fields})


def make_score(
    round_: Assessment, person: Person, feature: str = "KF4.2", level: int | None = 2, **fields
) -> Score:
    """What somebody said."""
    values = {"reason": "", "given_at": NOON}
    return Score.objects.create(
        assessment=round_, person=person, feature=feature, level=level, **{**values, **fields}
    )


def make_agreed_round(city: Territory, levels: dict[str, int | None] | None = None, **fields) -> Assessment:
    """A closed round; features that are not named were left open."""
    levels = {"KF4.2": 2} if levels is None else levels
    left_open = {code: "" for code in CODES if code not in levels}
    round_ = make_round(
        city, **{"state": AssessmentState.AGREED, "agreed_at": NOON, "left_open": left_open, **fields}
    )
    for feature, level in levels.items():
        Agreement.objects.create(
            assessment=round_, feature=feature, level=level, reason="We counted.", agreed_at=NOON
        )
    return round_


def settle(round_: Assessment, by: Person, level: int = 2) -> None:
    """Agree on every feature of a round."""
    said = {code: Said(level, "We counted.") for code in CODES}
    assessing.agree_features(assessment=round_, said=said, by=by, at=NOON)


def make_evidence(city: Territory, title: str = "Plan", **fields) -> Evidence:
    """An item of the dossier that is fresh in 2026."""
    values = {
        "titles": {"en": title},
        "kind": "LINK",
        "url": "https://aubrelle.example/plan",
        "dated_on": date(2025, 1, 1),
        "stale_on": date(2028, 1, 1),
        "features": ["KF4.2"],
        "guidelines": ["PLAN"],
        "made_at": NOON,
    }
    return Evidence.objects.create(territory=city, **{**values, **fields})


def add_file(city: Territory, by: Person, content: bytes = PDF, name: str = "plan.pdf", **fields) -> Evidence:
    """An item with a file, brought the way people bring it."""
    values = {"language": "en", "title": "Plan", "kind": "DOCUMENT", "dated_on": date(2025, 1, 1)}
    return evidence.add_evidence(
        territory=city, by=by, at=NOON, upload=ContentFile(content, name=name), **{**values, **fields}
    )
