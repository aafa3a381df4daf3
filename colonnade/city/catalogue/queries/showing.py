"""Everything the page of one offer says, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity, Session, SourceRecord
from colonnade.city.catalogue.queries.cards import Card, _card, price_words
from colonnade.city.catalogue.queries.finding import Wish, find
from colonnade.city.catalogue.queries.offers import sessions_coming
from colonnade.city.catalogue.vocabulary import Audience, Block, Mode, SessionStatus, Tri
from colonnade.city.profile.vocabulary import Access
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import Text, choose, direction, language_name

MOST_DATES = 60
DATES_AT_ONCE = 8


@dataclass(frozen=True)
class DateShown:
    """One date in words."""

    words: str
    start: datetime | None
    place: str
    status: str
    places_left: int | None
    note: str


@dataclass(frozen=True)
class BlockShown:
    """A building block, and why the offer stands in it."""

    code: str
    name: str
    reasons: list[str]


@dataclass(frozen=True)
class Shown:
    """One offer, ready to be read."""

    card: Card
    body: Text
    body_direction: str
    dates: list[DateShown]
    more_dates: int
    past: bool
    blocks: list[BlockShown]
    audience: str
    ages: str
    price: str
    prices: list[str]
    languages: str
    mode: str
    access: list[str]
    access_words: str
    access_note: str
    registration: dict[str, Any]
    duration: str
    requirements: Text
    outcomes: list[str]
    awards: list[str]
    address: str
    where: str
    image: dict[str, Any]
    sources: list[SourceRecord]
    inferred: list[str]
    status_words: str

    @property
    def folded_dates(self) -> int:
        """How many dates stand behind the first few."""
        return max(len(self.dates) - DATES_AT_ONCE, 0) + self.more_dates


def shown(offer: Opportunity, language: str, now: datetime) -> Shown:
    """Say what is known; what nobody stated is left empty, never filled in."""
    coming = sessions_coming(offer, now)
    all_dates = [each for each in offer.sessions.all() if each.start is not None or each.schedule_note]
    listed = coming or all_dates
    spot = next((each.place for each in [*coming, *offer.sessions.all()] if each.place), None)
    facts, body = offer.facts, offer.body
    access = [
        str(Access(code).label)
        for code in dict.fromkeys([*offer.accessibility, *(spot.accessibility if spot else [])])
    ]
    sources = [record for record in offer.source_records.all() if record.withdrawn_at is None] or list(
        offer.source_records.all()
    )
    return Shown(
        card=_one_card(offer, language, now),
        body=body,
        body_direction=direction(body.language or language),
        dates=[_date(each, language, now) for each in listed[:MOST_DATES]],
        more_dates=max(len(listed) - MOST_DATES, 0),
        past=bool(all_dates) and not coming and all(each.start for each in all_dates),
        blocks=blocks_with_reasons(offer),
        audience=spoken.listed(str(Audience(code).label) for code in offer.audience),
        ages=_ages(offer.age_min, offer.age_max),
        price=_price(offer, language),
        prices=_prices(offer, language),
        languages=spoken.listed(language_name(code, language) for code in offer.languages),
        mode=str(Mode(offer.mode).label) if offer.mode else "",
        access=access,
        access_words=spoken.listed(access),
        access_note=choose(facts.get("accessibility_note", {}), language).text,
        registration=_registration(facts.get("registration", {}), language),
        duration=choose(facts.get("duration", {}).get("note", {}), language).text,
        requirements=choose(facts.get("entry_requirements", {}), language),
        outcomes=[choose(each, language).text for each in facts.get("outcomes", [])],
        awards=[_award(each, language) for each in facts.get("awards", [])],
        address=spoken.listed(filter(None, (spot.street, f"{spot.postal_code} {spot.locality}".strip())))
        if spot
        else "",
        where=spot.name.text if spot else "",
        image=facts.get("image", {}),
        sources=sources,
        inferred=sorted({name for record in sources for name in record.inferred}),
        status_words="" if offer.status == "PUBLISHED" else str(offer.get_status_display()),
    )


def similar(offer: Opportunity, language: str, now: datetime) -> list[Card]:
    """What to learn next: coming offers of the same city and building block, three at most."""
    chosen = {"block": tuple(offer.building_blocks[:1])} if offer.building_blocks else {}
    wish = Wish(city=offer.city.slug, chosen=chosen, sort="date", limit=4, with_windows=False)
    return [card for card in find(wish, language, now).cards if card.id != offer.pk][:3]


def blocks_with_reasons(offer: Opportunity) -> list[BlockShown]:
    """Each building block with the words that put the offer there."""
    reasons = {placed["block"]: placed.get("reasons", []) for placed in offer.placing}
    return [
        BlockShown(
            code, str(Block(code).label), [_reason(word, where) for word, where in reasons.get(code, [])[:4]]
        )
        for code in offer.building_blocks
        if code in Block.values
    ]


def _reason(word: str, where: str) -> str:
    if where == "hand":
        return _("set by hand")
    if where == "source":
        return _("stated by the source")
    places = {
        "title": _("in the title"),
        "keyword": _("among the keywords"),
        "category": _("in the source’s category"),
        "description": _("in the description"),
        "audience": _("for this audience"),
    }
    return _("“%(word)s” %(where)s") % {"word": word.replace("*", "…"), "where": places.get(where, where)}


def _one_card(offer: Opportunity, language: str, now: datetime) -> Card:
    values = {
        "id": offer.pk, "uuid": offer.uuid, "title": offer.title, "default_language": offer.default_language,
        "building_blocks": offer.building_blocks, "is_free": offer.is_free, "prices": offer.prices, "languages": offer.languages,
        "mode": offer.mode, "status": offer.status, "is_demo": offer.is_demo,
        "provider__names": offer.provider.names if offer.provider else {}, "city__names": offer.city.names,
        "city__slug": offer.city.slug, "city__default_language": offer.city.default_language,
    }  # fmt: skip
    return _card(
        values,
        [_row(each) for each in offer.sessions.all()],
        language,
        now,
        None,
        now,
        offer.get_absolute_url(),
    )


def _row(session: Session) -> dict[str, Any]:
    place = session.place
    district = place.district if place else None
    return {
        "start": session.start, "end": session.end, "timezone": session.timezone, "precision": session.precision,
        "ends_at": session.ends_at, "status": session.status, "schedule_note": session.schedule_note,
        "place__names": place.names if place else {}, "place__street": place.street if place else "",
        "place__latitude": place.latitude if place else None, "place__longitude": place.longitude if place else None,
        "place__district__names": district.names if district else {},
    }  # fmt: skip


def _date(session: Session, language: str, now: datetime) -> DateShown:
    words = spoken.span(session.start, session.end, session.timezone, session.precision, language, now)
    note = choose(session.schedule_note, language).text
    status = "" if session.status == SessionStatus.SCHEDULED else str(SessionStatus(session.status).label)
    place = session.place.name.text if session.place else ""
    return DateShown(words or note, session.start, place, status, session.places_left, note if words else "")


def _ages(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s years") % {"low": low, "high": high}
    if low is not None:
        return _("from %(low)s years") % {"low": low}
    return _("up to %(high)s years") % {"high": high} if high is not None else ""


def _price(offer: Opportunity, language: str) -> str:
    if offer.is_free == Tri.YES:
        return _("Free")
    return price_words(offer.is_free, offer.prices, language) or (
        _("Costs something; the source does not say how much") if offer.is_free == Tri.NO else ""
    )


def _prices(offer: Opportunity, language: str) -> list[str]:
    lines = []
    for price in offer.prices[:12]:
        amount = (
            spoken.money(price["amount"], price.get("currency", ""), language) if price.get("amount") else ""
        )
        words = choose(price.get("label", {}), language).text
        condition = choose(price.get("condition", {}), language).text
        lines.append(" · ".join(filter(None, (amount, words, condition))))
    return list(dict.fromkeys(filter(None, lines)))


def _registration(stated: dict[str, Any], language: str) -> dict[str, Any]:
    note = stated.get("note")
    return {
        "needed": stated.get("needed", ""),
        "url": stated.get("url", ""),
        "note": choose(note, language).text if isinstance(note, dict) else (note or ""),
        "contact": stated.get("contact", "") if isinstance(stated.get("contact", ""), str) else "",
    }


def _award(award: dict[str, Any], language: str) -> str:
    name = award.get("name", award.get("names", award))
    title = (
        choose({code: text for code, text in name.items() if isinstance(text, str)}, language).text
        if isinstance(name, dict)
        else str(name)
    )
    credit = " ".join(str(award[key]) for key in ("credit", "system") if award.get(key))
    return f"{title} ({credit})" if credit and title else title or credit
