"""People at the table, and the table."""

from datetime import UTC, date, datetime

from colonnade.city.governance.models import Body, Meeting, Seat, Stakeholder
from colonnade.city.profile.models import Territory

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def make_stakeholder(city: Territory, name: str = "Library", **fields) -> Stakeholder:
    """An organisation that takes part and agreed to be named."""
    values = {"sector": "CULTURE", "is_public": True, "created_at": NOON, "joined_on": date(2024, 1, 1)}
    return Stakeholder.objects.create(territory=city, name=name, **{**values, **fields})


def make_body(city: Territory, **fields) -> Body:
    """A council that everybody may see."""
    values = {"kind": "COUNCIL", "names": {"en": "Learning council"}, "mandates": {"en": "It coordinates."}}
    return Body.objects.create(territory=city, **{**values, **fields})


def make_seat(body: Body, stakeholder: Stakeholder, **fields) -> Seat:
    """A seat since 2024."""
    return Seat.objects.create(body=body, stakeholder=stakeholder, **{"since": date(2024, 1, 1), **fields})


def make_meeting(body: Body, **fields) -> Meeting:
    """A public meeting in a week."""
    values = {
        "title": "Autumn meeting",
        "starts_at": datetime(2026, 12, 4, 17, tzinfo=UTC),
        "timezone": "Europe/Berlin",
        "made_at": NOON,
    }
    return Meeting.objects.create(territory=body.territory, body=body, **{**values, **fields})
