"""The basis of a count: one city on one day, read once for all definitions."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count as Counted
from django.db.models import F, Max, Q

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.vocabulary import OfferStatus, SessionStatus
from colonnade.city.profile.models import District, Place, Territory
from colonnade.plumbing.spoken import zone

SHOWN = (OfferStatus.PUBLISHED, OfferStatus.POSTPONED)
NOT_HELD = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)
DATED = Q(start__isnull=False)
COMES = DATED & ~Q(status=SessionStatus.CANCELLED)


class Offer(NamedTuple):
    """One offer with what is counted by."""

    id: int
    uuid: UUID
    kind: str
    blocks: list[str]
    audience: list[str]
    age_min: int | None
    is_free: str
    prices: list[object]
    languages: list[str]
    mode: str
    access: list[str]
    awards: list[object] | None
    provider: UUID | None
    gone_at: datetime | None


class Dates(NamedTuple):
    """The dates of one offer at one place: how many of each sort, and the places stated for those that were held."""

    offer: int
    place: int | None
    dated: int
    coming: int
    held: int
    capacity: int | None


class Venue(NamedTuple):
    """A venue, or the venue that a room belongs to."""

    id: int
    uuid: UUID
    whole: int
    district: int | None
    access: list[str]


@dataclass(frozen=True)
class Basis:
    """A city on a day. ``moment`` is the end of that day, or now where the day is not over.

    Nothing is read before a definition asks for it, and nothing twice.
    """

    territory: Territory
    as_of: date
    moment: datetime

    @property
    def year(self) -> int:
        """The year that is counted."""
        return self.as_of.year

    @cached_property
    def first_moment(self) -> datetime:
        """When the year began, by the clocks of the city."""
        return datetime.combine(date(self.year, 1, 1), time.min, zone(self.territory.timezone))

    @cached_property
    def first_of_day(self) -> datetime:
        """When the day began, by the clocks of the city."""
        return datetime.combine(self.as_of, time.min, zone(self.territory.timezone))

    @cached_property
    def inhabitants(self) -> Decimal | None:
        """How many live there; ``None`` where nobody has said."""
        return Decimal(self.territory.population) if self.territory.population else None

    @cached_property
    def offers(self) -> dict[int, Offer]:
        """Offers on show, and those that were still on show within the year."""
        rows = (
            Opportunity.objects.filter(city=self.territory, status__in=(*SHOWN, OfferStatus.WITHDRAWN))
            .filter(Q(deleted_at__isnull=True) | Q(deleted_at__gte=self.first_moment))
            .order_by("pk")
            .values_list(
                "id", "uuid", "kind", "building_blocks", "audience", "age_min", "is_free", "prices", "languages", "mode",
                "accessibility", "facts__awards", "provider__uuid", "deleted_at", "status",
            )
        )  # fmt: skip
        return {
            row[0]: Offer(*row[:-1])
            for row in rows.iterator(chunk_size=5000)
            if row[-1] != OfferStatus.WITHDRAWN or row[-2] is not None
        }

    @cached_property
    def dates(self) -> dict[int, list[Dates]]:
        """The dates of every offer, by place. A date that came after its offer was withdrawn was not held."""
        held = (
            ~Q(status__in=NOT_HELD)
            & Q(start__gte=self.first_moment, start__lte=self.moment)
            & (Q(ends_at__lte=self.moment) | Q(ends_at__isnull=True))
            & (Q(opportunity__deleted_at__isnull=True) | Q(opportunity__deleted_at__gt=F("start")))
        )
        rows = (
            Session.objects.filter(opportunity__city=self.territory)
            .order_by("opportunity_id", "place_id")
            .values("opportunity_id", "place_id")
            .annotate(
                dated=Counted("id", filter=DATED),
                coming=Counted("id", filter=COMES & Q(ends_at__gte=self.first_of_day)),
                held=Counted("id", filter=held),
                capacity=Max("capacity_max", filter=held),
            )
            .values_list("opportunity_id", "place_id", "dated", "coming", "held", "capacity")
        )
        found: dict[int, list[Dates]] = {}
        for row in rows.iterator(chunk_size=5000):
            found.setdefault(row[0], []).append(Dates(*row))
        return found

    @cached_property
    def coming(self) -> list[Offer]:
        """Offers on show with a date that is not over, or with no date at all: what the search finds as well."""
        return [
            offer
            for offer in self.offers.values()
            if offer.gone_at is None and self._comes(self.dates.get(offer.id, []))
        ]

    @cached_property
    def undated(self) -> int:
        """How many of the coming offers have no date."""
        return sum(1 for offer in self.coming if not any(each.dated for each in self.dates.get(offer.id, [])))

    @cached_property
    def held(self) -> dict[int, int]:
        """Offers with dates that were held within the year, and how many."""
        counted = {key: sum(each.held for each in self.dates.get(key, [])) for key in self.offers}
        return {key: number for key, number in counted.items() if number}

    @cached_property
    def venues(self) -> dict[int, Venue]:
        """Every venue and room of the city by its key."""
        rows = Place.objects.filter(territory=self.territory).values_list(
            "id", "uuid", "part_of_id", "district_id", "accessibility"
        )
        return {
            key: Venue(key, uuid, whole or key, district, access)
            for key, uuid, whole, district, access in rows
        }

    @cached_property
    def districts(self) -> dict[int, str]:
        """The districts that are known, by key: their codes."""
        return dict(District.objects.filter(territory=self.territory).values_list("id", "code"))

    def district_of(self, place: int | None) -> int | None:
        """The district of a place, or of the venue that a room belongs to."""
        venue = self.venues.get(place) if place else None
        if venue is None:
            return None
        whole = self.venues.get(venue.whole)
        return venue.district or (whole.district if whole else None)

    def access_of(self, place: int | None) -> list[str]:
        """What is stated about the accessibility of a place, or of the venue that a room belongs to."""
        venue = self.venues.get(place) if place else None
        if venue is None:
            return []
        whole = self.venues.get(venue.whole)
        return venue.access or (whole.access if whole else [])

    @staticmethod
    def _comes(dates: list[Dates]) -> bool:
        return any(each.coming for each in dates) or not any(each.dated for each in dates)
