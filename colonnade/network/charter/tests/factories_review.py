"""A call before the jury, reviewers, and what they give."""

from datetime import timedelta

from colonnade.network.charter.models import Application, Assignment, Call, Network, Reviewer, Score
from colonnade.network.charter.tests.factories import DEADLINE, NOON, make_application, make_call
from colonnade.people.tests.factories import make_person

IN_REVIEW = DEADLINE + timedelta(days=40)
AFTER_REVIEW = DEADLINE + timedelta(days=61)
CRITERIA = [
    {"code": "vision", "titles": {"en": "Vision"}, "weight": 2},
    {"code": "reach", "titles": {"en": "Reach"}, "weight": 1},
]
SCALE = {"min": 0, "max": 5, "labels": {"0": {"en": "not at all"}}}


def make_jury_call(network: Network, slug: str = "award-2026", **fields) -> Call:
    """A call with two criteria on a scale from 0 to 5 and two readers for each application."""
    return make_call(network, slug, **{"criteria": CRITERIA, "scale": SCALE, "reviews_each": 2, **fields})


def make_reviewer(call: Call, name: str = "Ines", **fields) -> Reviewer:
    """Somebody from Portugal who reads German and English."""
    person = fields.pop("person", None) or make_person(name)
    values = {"languages": ["de", "en"], "country": "PT", "most": 10}
    return Reviewer.objects.create(call=call, person=person, **{**values, **fields})


def make_assignment(reviewer: Reviewer, application: Application, scores: tuple = (), **fields) -> Assignment:
    """An application given to a reviewer; with scores it is read and handed in unless told otherwise."""
    values = {"assigned_at": NOON}
    if scores:
        values |= {"interest": "NONE", "declared_at": NOON, "submitted_at": IN_REVIEW}
    made = Assignment.objects.create(reviewer=reviewer, application=application, **{**values, **fields})
    for criterion, value in zip(CRITERIA, scores, strict=False):
        Score.objects.create(assignment=made, criterion=criterion["code"], value=value)
    return made


def under_review(call: Call, city, **fields) -> Application:
    """An application before the jury."""
    return make_application(call, city, "UNDER_REVIEW", **fields)
