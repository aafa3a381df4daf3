"""Counting what can be learned now: offers, their reach over the districts, how well they are described."""

from functools import partial

from colonnade.city.catalogue.vocabulary import Audience, Block, Mode, OfferKind, Tri
from colonnade.city.monitoring.queries.definitions.basis import Basis, Offer
from colonnade.city.monitoring.queries.definitions.shape import (
    PER_100000,
    PERCENT,
    Count,
    Definition,
    caveat,
    ones,
    share,
)
from colonnade.city.monitoring.vocabulary.computing import Formula, Match, RecordKind
from colonnade.city.monitoring.vocabulary.observing import Direction, Sure

NO_OFFERS, NO_DISTRICTS, NOT_PLACED, NO_POPULATION = (
    "no_offers",
    "no_districts",
    "not_placed",
    "no_population",
)
KNOWN_HERE, STATED_ONLY, NO_LEARNERS = "known_here", "stated_only", "no_learners"


def coming(basis: Basis) -> Count:
    """Offers with a date to come, or without any date."""
    return _counted(basis, basis.coming)


def coming_in(basis: Basis, block: str) -> Count:
    """Coming offers of one building block."""
    return _counted(basis, [offer for offer in basis.coming if block in offer.blocks])


def per_inhabitant(basis: Basis) -> Count:
    """Coming offers against the number of inhabitants."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    if basis.inhabitants is None:
        return Count(missing=NO_POPULATION)
    count = _counted(basis, basis.coming)
    about = (
        caveat("population", year=basis.territory.population_year)
        if basis.territory.population_year
        else None
    )
    return Count(
        count.records, count.considered, basis.inhabitants, (*count.caveats, *([about] if about else []))
    )


def free(basis: Basis) -> Count:
    """Coming offers that are stated to be free, of all that state a price or that they are free."""
    stated = [offer for offer in basis.coming if offer.is_free != Tri.UNKNOWN or offer.prices]
    silent = len(basis.coming) - len(stated)
    chosen = [offer.uuid for offer in stated if offer.is_free == Tri.YES]
    notes = [caveat("silent_on_price", number=silent)] if silent else []
    return share(chosen, len(stated), *notes, missing=NO_OFFERS)


def accessible(basis: Basis) -> Count:
    """Coming offers of which anything is stated that helps people with disabilities, at the offer or at its place."""
    chosen = [offer.uuid for offer in basis.coming if offer.access or _place_says(basis, offer)]
    return share(chosen, len(basis.coming), missing=NO_OFFERS)


def informed(basis: Basis) -> Count:
    """Coming offers that say all four: when, where or that it is online, at what price, and who offers them."""
    chosen = [offer.uuid for offer in basis.coming if _says_all(basis, offer)]
    return share(chosen, len(basis.coming), missing=NO_OFFERS)


def recognised(basis: Basis) -> Count:
    """Coming offers that state a certificate, a credit or another recognition."""
    chosen = [offer.uuid for offer in basis.coming if offer.awards]
    return share(chosen, len(basis.coming), missing=NO_OFFERS)


def languages(basis: Basis) -> Count:
    """Languages of teaching that coming offers state."""
    if not basis.coming:
        return Count(missing=NO_OFFERS)
    silent = sum(1 for offer in basis.coming if not offer.languages)
    found = {code for offer in basis.coming for code in offer.languages}
    notes = (caveat("silent_on_language", number=silent),) if silent else ()
    return Count(ones(found), len(basis.coming), caveats=notes)


def for_jobseekers(basis: Basis) -> Count:
    """Coming free offers for the workplace that say they are for people looking for work."""
    chosen = [
        offer
        for offer in basis.coming
        if Block.WORKPLACE in offer.blocks
        and offer.is_free == Tri.YES
        and Audience.UNEMPLOYED in offer.audience
    ]
    return _counted(basis, chosen)


def reach(basis: Basis, block: str) -> Count:
    """Known districts in which an offer of the block is coming.

    No offer of the block at all is a reach of nought. Offers of which no place lies in a known district are not:
    then nobody knows.
    """
    if not basis.districts:
        return Count(missing=NO_DISTRICTS)
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    offers = [offer for offer in basis.coming if block in offer.blocks]
    by_offer = [_districts(basis, offer) for offer in offers]
    reached = {basis.districts[key] for found in by_offer for key in found if key in basis.districts}
    unplaced = sum(1 for found in by_offer if not found)
    if offers and not reached:
        return Count(missing=NOT_PLACED)
    notes = [caveat("unplaced", number=unplaced)] if unplaced else []
    return share(reached, len(basis.districts), *notes, missing=NO_DISTRICTS)


def providers(basis: Basis) -> Count:
    """Who offers something that is coming."""
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    unnamed = sum(1 for offer in basis.coming if offer.provider is None)
    notes = (caveat("unnamed_provider", number=unnamed),) if unnamed else ()
    found = {offer.provider for offer in basis.coming if offer.provider}
    return Count(ones(found), len(basis.coming), caveats=notes)


def _counted(basis: Basis, offers: list[Offer]) -> Count:
    if not basis.offers:
        return Count(missing=NO_OFFERS)
    notes = (caveat("undated", number=basis.undated),) if basis.undated else ()
    return Count(ones(offer.uuid for offer in offers), len(basis.offers), caveats=notes)


def _districts(basis: Basis, offer: Offer) -> set[int]:
    """Districts in which a date of the offer is coming; of an offer without dates, the districts of its places."""
    rows = basis.dates.get(offer.id, [])
    chosen = [each for each in rows if each.coming] or [each for each in rows if not each.dated]
    return {key for each in chosen if (key := basis.district_of(each.place)) is not None}


def _place_says(basis: Basis, offer: Offer) -> bool:
    return any(basis.access_of(each.place) for each in basis.dates.get(offer.id, []))


def _says_all(basis: Basis, offer: Offer) -> bool:
    rows = basis.dates.get(offer.id, [])
    says_when = any(each.coming for each in rows) or offer.kind in {OfferKind.OPEN_OFFER, OfferKind.RESOURCE}
    says_where = offer.mode == Mode.ONLINE or any(each.place for each in rows)
    says_price = offer.is_free != Tri.UNKNOWN or bool(offer.prices)
    return says_when and says_where and says_price and offer.provider is not None


OFFERS = (
    Definition("offers.coming", 1, "offers.coming", RecordKind.OFFER, coming, caveats=(KNOWN_HERE,)),
    *(
        Definition(
            f"offers.{block}", 1, "offers.block", RecordKind.OFFER, partial(coming_in, block=block), area=block,
            caveats=(KNOWN_HERE, "placed_by_rule"),
        )
        for block in Block.values
    ),
    Definition(
        "offers.per-100000", 1, "offers.rate", RecordKind.OFFER, per_inhabitant, Formula.RATE, unit=PER_100000,
        caveats=(KNOWN_HERE,),
    ),
    Definition(
        "offers.free", 1, "offers.free", RecordKind.OFFER, free, Formula.SHARE, unit=PERCENT,
        direction=Direction.NONE, feature="KF12.3", area="F12", caveats=(STATED_ONLY,),
    ),
    Definition(
        "offers.access", 1, "offers.access", RecordKind.OFFER, accessible, Formula.SHARE, unit=PERCENT,
        area="B8", feature="KF8.4", caveats=(STATED_ONLY,),
    ),
    Definition(
        "offers.informed", 1, "offers.informed", RecordKind.OFFER, informed, Formula.SHARE, unit=PERCENT, area="B9",
        feature="KF9.2", near=("KF9.2-a", Match.RELATED), caveats=("not_guidance",),
    ),
    Definition(
        "offers.recognised", 1, "offers.recognised", RecordKind.OFFER, recognised, Formula.SHARE, unit=PERCENT,
        area="B9", feature="KF9.3", near=("KF9.3-a", Match.RELATED), caveats=(STATED_ONLY,),
    ),
    Definition(
        "offers.languages", 1, "offers.languages", RecordKind.LANGUAGE, languages, area="B4", feature="KF4.4",
        direction=Direction.NONE, caveats=(STATED_ONLY,),
    ),
    Definition(
        "offers.jobseekers", 1, "offers.jobseekers", RecordKind.OFFER, for_jobseekers, area="B6", feature="KF6.4",
        near=("KF6.4-b", Match.RELATED), caveats=(NO_LEARNERS, STATED_ONLY), sure=Sure.MEDIUM,
    ),
    *(
        Definition(
            f"reach.{block}", 1, "reach", RecordKind.DISTRICT, partial(reach, block=block), Formula.SHARE,
            unit=PERCENT, area=block, caveats=("reach_not_quality",),
        )
        for block in Block.values
    ),
    Definition("providers.active", 1, "providers.active", RecordKind.PROVIDER, providers, area="F11", feature="KF11.2"),
)  # fmt: skip
