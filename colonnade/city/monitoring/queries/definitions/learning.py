"""Counting what took place within a year: dates held, celebrations, places for learners, learning spaces in use."""

from functools import partial
from typing import Any

from colonnade.city.catalogue.vocabulary import Audience, Block, OfferKind
from colonnade.city.monitoring.queries.definitions.basis import Basis, Offer
from colonnade.city.monitoring.queries.definitions.offers import (
    KNOWN_HERE,
    NO_LEARNERS,
    NO_OFFERS,
    NO_POPULATION,
    STATED_ONLY,
)
from colonnade.city.monitoring.queries.definitions.shape import (
    PER_100000,
    PER_YEAR,
    PERCENT,
    Count,
    Definition,
    caveat,
    ones,
    share,
)
from colonnade.city.monitoring.vocabulary.computing import Formula, Match, RecordKind, Span
from colonnade.city.monitoring.vocabulary.observing import Sure

ADULT_AGE = 16
REGULAR = 4  # dates within a year from which on we call an offer regular
ADULTS = {
    Audience.ADULTS,
    Audience.OLDER_PEOPLE,
    Audience.WOMEN,
    Audience.MIGRANTS,
    Audience.UNEMPLOYED,
    Audience.PROFESSIONALS,
}
NO_CAPACITY = "no_capacity"


def dates_held(basis: Basis) -> Count:
    """Dates that were held within the year; every offer adds as many as it held."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    records = sorted((str(basis.offers[key].uuid), number) for key, number in basis.held.items())
    return Count(tuple(records), len(basis.offers))


def celebrations(basis: Basis) -> Count:
    """Events of the block "culture of learning" that were held within the year; each counts once."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    chosen = [
        offer for offer in _held(basis) if offer.kind == OfferKind.EVENT and Block.CULTURE in offer.blocks
    ]
    return Count(ones(offer.uuid for offer in chosen), len(basis.held))


def regular_in_communities(basis: Basis) -> Count:
    """Offers in families and communities with four dates or more within the year."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    if basis.inhabitants is None:
        return Count(missing=NO_POPULATION)
    offers = [offer for offer in _held(basis) if Block.FAMILIES in offer.blocks]
    chosen = [offer.uuid for offer in offers if basis.held[offer.id] >= REGULAR]
    return Count(ones(chosen), len(offers), basis.inhabitants)


def places(basis: Basis, *, for_work: bool) -> Count:
    """Stated places in offers that were held, for adults or for the workplace, against the inhabitants.

    An offer adds the largest number of places that it states for one date: a course of ten evenings has ten dates
    and one group.
    """
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    if basis.inhabitants is None:
        return Count(missing=NO_POPULATION)
    offers = [
        offer
        for offer in _held(basis)
        if (Block.WORKPLACE in offer.blocks if for_work else _for_adults(offer))
    ]
    stated = {offer.uuid: most for offer in offers if (most := _most(basis, offer))}
    if not stated and offers:
        return Count(missing=NO_CAPACITY)
    silent = len(offers) - len(stated)
    notes = (caveat("silent_on_places", number=silent),) if silent else ()
    records = tuple(sorted((str(key), most) for key, most in stated.items()))
    return Count(records, len(offers), basis.inhabitants, notes)


def spaces(basis: Basis) -> Count:
    """Places at which a date was held within the year; rooms count as the house they are in."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    used = _used(basis)
    unplaced = sum(1 for key in basis.held if not any(each.held and each.place for each in basis.dates[key]))
    notes = (caveat("held_nowhere_known", number=unplaced),) if unplaced else ()
    return Count(ones(basis.venues[key].uuid for key in used), len(basis.venues), caveats=notes)


def spaces_per_inhabitant(basis: Basis) -> Count:
    """Learning spaces in use against the number of inhabitants."""
    if basis.offers and basis.inhabitants is None:
        return Count(missing=NO_POPULATION)
    count = spaces(basis)
    return Count(count.records, count.considered, basis.inhabitants, count.caveats, count.missing)


def accessible_spaces(basis: Basis) -> Count:
    """Learning spaces in use of which anything is stated that helps people with disabilities."""
    used = _used(basis)
    chosen = [basis.venues[key].uuid for key in used if basis.venues[key].access]
    return share(chosen, len(used), missing="no_spaces")


def _held(basis: Basis) -> list[Offer]:
    return [basis.offers[key] for key in basis.held]


def _for_adults(offer: Offer) -> bool:
    return bool(ADULTS.intersection(offer.audience)) or (
        not offer.audience and offer.age_min is not None and offer.age_min >= ADULT_AGE
    )


def _most(basis: Basis, offer: Offer) -> int:
    return max((each.capacity or 0 for each in basis.dates[offer.id]), default=0)


def _used(basis: Basis) -> set[int]:
    """Houses in which something was held."""
    rooms = {each.place for key in basis.held for each in basis.dates[key] if each.held and each.place}
    houses = {basis.venues[key].whole for key in rooms if key in basis.venues}
    return {key for key in houses if key in basis.venues}


_YEAR: dict[str, Any] = {"span": Span.YEAR, "unit": PER_YEAR}
_RATE: dict[str, Any] = {"formula": Formula.RATE, "span": Span.YEAR, "unit": PER_100000}

LEARNING = (
    Definition("dates.held", 1, "dates.held", RecordKind.OFFER, dates_held, **_YEAR, caveats=(KNOWN_HERE,)),
    Definition(
        "events.held", 1, "events.held", RecordKind.OFFER, celebrations, **_YEAR, area="B9", feature="KF9.1",
        near=("KF9.1-a", Match.CLOSE), caveats=(KNOWN_HERE, "placed_by_rule"),
    ),
    Definition(
        "regular.community", 1, "regular.community", RecordKind.OFFER, regular_in_communities, **_RATE, area="B5",
        feature="KF5.2", near=("KF5.2-a", Match.RELATED), caveats=(NO_LEARNERS, KNOWN_HERE), sure=Sure.MEDIUM,
    ),
    Definition(
        "places.adults", 1, "places.adults", RecordKind.OFFER, partial(places, for_work=False), **_RATE, area="B4",
        feature="KF4.2", near=("KF4.2-a", Match.RELATED), caveats=(NO_LEARNERS, STATED_ONLY), sure=Sure.MEDIUM,
    ),
    Definition(
        "places.work", 1, "places.work", RecordKind.OFFER, partial(places, for_work=True), **_RATE, area="B6",
        feature="KF6.1", near=("KF6.1-a", Match.RELATED), caveats=(NO_LEARNERS, STATED_ONLY), sure=Sure.MEDIUM,
    ),
    Definition("spaces.in-use", 1, "spaces.in-use", RecordKind.PLACE, spaces, span=Span.YEAR, caveats=(KNOWN_HERE,)),
    Definition(
        "spaces.per-100000", 1, "spaces.rate", RecordKind.PLACE, spaces_per_inhabitant, **_RATE, area="B5",
        feature="KF5.1", near=("KF5.1-a", Match.CLOSE), caveats=(KNOWN_HERE,),
    ),
    Definition(
        "spaces.access", 1, "spaces.access", RecordKind.PLACE, accessible_spaces, Formula.SHARE, Span.YEAR, PERCENT,
        area="B8", feature="KF8.4", caveats=(STATED_ONLY,),
    ),
)  # fmt: skip
