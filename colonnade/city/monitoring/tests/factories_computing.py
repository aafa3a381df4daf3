"""A city with something to count, plans with promises behind them, and cities beside it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.tests.factories import make_offer, make_provider, make_session
from colonnade.city.governance.models import (
    Action,
    BudgetLine,
    Commitment,
    Document,
    Goal,
    Meeting,
    Plan,
    Pledge,
    Resource,
    ResourceUse,
    Stakeholder,
)
from colonnade.city.governance.models.body import Body
from colonnade.city.monitoring.actions.computing import compute_indicators
from colonnade.city.monitoring.models import ActionReach, Observation, PeerConsent
from colonnade.city.monitoring.tests.factories_standing import make_figure
from colonnade.city.profile.models import Territory
from colonnade.city.profile.tests.factories import make_city, make_district, make_place
from colonnade.plumbing.permissions import System

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)
BY = System("test")
HELD, SOON = datetime(2026, 3, 3, 18, tzinfo=UTC), datetime(2026, 12, 3, 18, tzinfo=UTC)


def count(city: Territory, as_of: date = TODAY, at: datetime = NOON, by=BY):
    """Count the city's automatic indicators."""
    return compute_indicators(territory=city, as_of=as_of, by=by, at=at)


def value(city: Territory, code: str, year: int = 2026) -> Observation:
    """The present value of an automatic indicator."""
    return Observation.objects.select_related("computation", "indicator").get(
        territory=city, indicator__scheme="platform", indicator__code=code, period=str(year), is_current=True
    )


def make_coming(
    city: Territory, title: str = "Pottery", *, place=None, start: datetime = SOON, **fields
) -> Opportunity:
    """An offer with one date to come."""
    offer = make_offer(city, title, **fields)
    make_session(offer, start, place=place)
    return offer


def make_held(
    city: Territory, title: str = "Choir", *, place=None, dates: int = 1, capacity=None, **fields
) -> Opportunity:
    """An offer whose dates were held in spring."""
    offer = make_offer(city, title, **fields)
    for number in range(dates):
        make_session(offer, HELD.replace(day=3 + number), place=place, capacity_max=capacity)
    return offer


def make_rich_city(slug: str = "aubrelle") -> Territory:
    """A city of which every definition can count something."""
    city = make_city(slug, population=200_000, population_year=2024)
    hall = make_place(city, "Hall", district=make_district(city, "nord"), accessibility=["wheelchair"])
    room = make_place(city, "Room 1", part_of=hall)
    cafe = make_place(city, "Café")
    make_district(city, "sued")
    library = make_provider(city)
    make_coming(
        city, "Sewing", place=room, provider=library, building_blocks=["B5", "B6"], is_free="YES",
        languages=["de", "ar"], audience=["unemployed"], facts={"awards": [{"name": {"en": "Certificate"}}]},
    )  # fmt: skip
    make_coming(
        city, "Coding", place=cafe, building_blocks=["B7"], prices=[{"amount": "5", "currency": "EUR"}]
    )
    make_offer(city, "Ask us", building_blocks=["B4"])
    make_held(city, "Festival", place=hall, kind="EVENT", building_blocks=["B9"])
    make_held(city, "Circle", place=room, dates=5, building_blocks=["B5"], audience=["adults"], capacity=12)
    make_held(city, "At work", place=cafe, building_blocks=["B6"], audience=["professionals"], capacity=20)
    _governed(city)
    return city


def _governed(city: Territory) -> None:
    giver = make_stakeholder(city)
    commitment = {"territory": city, "kind": "ROOM", "made_on": date(2026, 1, 5), "modified_at": NOON}
    for status, public in (("FULFILLED", True), ("MISSED", False)):
        Commitment.objects.create(
            **commitment, text=f"A room, {status}", status=status, due_on=date(2026, 6, 1), is_public=public
        )
    body = Body.objects.create(territory=city, names={"en": "Council"}, kind="COUNCIL")
    Meeting.objects.create(
        body=body, territory=city, title="First meeting", starts_at=HELD, timezone="Europe/Berlin", state="HELD",
        made_at=NOON,
    )  # fmt: skip
    Document.objects.create(
        territory=city,
        kind="AGREEMENT",
        titles={"en": "With a twin city"},
        status="IN_FORCE",
        modified_at=NOON,
    )
    hours = Resource.objects.create(
        territory=city, kind="VOLUNTEER_HOURS", title="Reading aloud", offered_by=giver, created_at=NOON
    )
    for quantity in ("2.5", "3.25"):
        ResourceUse.objects.create(
            resource=hours, used_on=date(2026, 5, 1), quantity=Decimal(quantity), used_for="Library"
        )
    action = make_action(city, due_on=date(2026, 10, 1), status="DONE")
    make_pledge(city, action, due_on=date(2026, 9, 1), kept_on=date(2026, 8, 1))
    make_line(city, "100.10", area="B5", form="NON_FORMAL", action=action)
    make_line(city, "300.30", area="B4", form="FORMAL")
    make_line(city, "99.00")


def make_stakeholder(city: Territory, name: str = "Harbour Library", **fields) -> Stakeholder:
    """Somebody who takes part."""
    values = {"sector": "CULTURE", "joined_on": date(2025, 1, 1), "created_at": NOON}
    return Stakeholder.objects.create(territory=city, name=name, **{**values, **fields})


def make_line(city: Territory, spent: str | None, *, year: int = 2026, **fields) -> BudgetLine:
    """A budget line."""
    values = {"title": f"Line of {spent}", "currency": "EUR", "modified_at": NOON, **fields}
    return BudgetLine.objects.create(
        territory=city, year=year, spent=None if spent is None else Decimal(spent), **values
    )


def make_action(
    city: Territory, title: str = "Open the halls", *, state: str = "ADOPTED", **fields
) -> Action:
    """An action of the city's plan."""
    plan, _ = Plan.objects.get_or_create(
        territory=city,
        state=state,
        defaults={
            "titles": {"en": f"Plan {state}"}, "starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31),
            "created_at": NOON, "modified_at": NOON,
        },
    )  # fmt: skip
    goal, _ = Goal.objects.get_or_create(
        plan=plan, position=1, defaults={"titles": {"en": "Everybody learns"}}
    )
    return Action.objects.create(
        goal=goal, territory=city, position=1, titles={"en": title}, **{"modified_at": NOON, **fields}
    )


def make_pledge(
    city: Territory, *actions: Action, text: str = "Learning in every district", **fields
) -> Pledge:
    """A promise that these actions fulfil."""
    values = {"position": 1, "texts": {"en": text}, "made_on": date(2026, 1, 1)}
    pledge = Pledge.objects.create(territory=city, **{**values, **fields})
    pledge.actions.set(actions)
    return pledge


def make_reach(action: Action, **fields) -> ActionReach:
    """Offers that an action brings about."""
    return ActionReach.objects.create(action=action, **{"said_at": NOON, **fields})


def make_peers(number: int, *, first: int = 10, population: int = 120_000, **fields) -> list[Territory]:
    """Cities of one size with a value each: 10, 20, 30 … percent."""
    cities = []
    for index in range(number):
        peer = make_city(f"peer-{index}", names={"en": f"Peer {index}"}, population=population, **fields)
        make_figure(peer, str(first + 10 * index), unit="percent")
        cities.append(peer)
    return cities


def make_consent(city: Territory, **fields) -> PeerConsent:
    """The city agreed to be named."""
    return PeerConsent.objects.create(territory=city, **{"agreed_at": NOON, **fields})
