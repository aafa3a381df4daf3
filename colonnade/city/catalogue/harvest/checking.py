"""From a draft to something that can be kept: texts made safe, values held to their lists, times to UTC.

What a source leaves open stays open. What is concluded (a language, a provider, a zone) is listed in
``inferred``. The result is plain data, so that it can wait on disk until its batch is written.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from colonnade.city.catalogue.harvest import placing
from colonnade.city.catalogue.harvest.drafts import LanguageMap, OfferDraft, OrganisationDraft, PlaceDraft
from colonnade.city.catalogue.harvest.protocol import Context, Refused
from colonnade.city.catalogue.harvest.redaction import masked
from colonnade.city.catalogue.harvest.timing import sessions_kept
from colonnade.city.catalogue.harvest.tongues import likely_language
from colonnade.city.catalogue.vocabulary import Audience, Block, Mode, OfferKind, OfferStatus, Tri
from colonnade.city.profile.vocabulary import Access
from colonnade.people.vocabulary import OrganisationType
from colonnade.plumbing.cleaning import keepable, line, plain, safe_html
from colonnade.plumbing.languages import UNDETERMINED, tag

KINDS, STATUSES, MODES, TRIS = (set(each.values) for each in (OfferKind, OfferStatus, Mode, Tri))
AUDIENCES, BLOCKS, ACCESS, TYPES = (set(each.values) for each in (Audience, Block, Access, OrganisationType))
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LIST, LONGEST_KEY = 500, 60_000, 60, 200

_WEB = re.compile(r"^https?://[^\s<>\"']+$", re.IGNORECASE)
_COUNTRY = re.compile(r"^[A-Za-z]{2}$")
_EMAIL = re.compile(r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+$")

Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a source wants its records treated."""

    context: Context
    now: datetime
    redact: bool = True


def checked(draft: OfferDraft, manner: Manner) -> Kept:
    """Return the draft as plain data ready to be written.

    :raises Refused: it has no title or no identifier.
    """
    draft, context = keepable(draft), manner.context
    inferred = list(draft.inferred)
    title = _lines(
        {code: masked(text) if manner.redact and text else text for code, text in draft.title.items()},
        LONGEST_TITLE,
    )
    if not title:
        raise Refused("no_title")
    if not draft.external_id:
        raise Refused("no_id")
    description = {code: text for code, text in draft.description.items() if text and text.strip()}
    language = _language(draft, title, description, context, inferred)
    title, description = _tagged(title, language), _tagged(description, language)
    body = {
        code: safe_html(masked(text[:LONGEST_TEXT]) if manner.redact else text[:LONGEST_TEXT])
        for code, text in description.items()
    }
    place = _place(draft.place, language)
    sessions, places = sessions_kept(
        draft,
        manner.now,
        context,
        inferred,
        lambda each: place if each is draft.place else _place(each, language),
    )
    if place:
        places[place["match_key"]] = place
    provider = _provider(draft, place or next(iter(places.values()), None), context, language, inferred)
    words = next(iter(body.values()), "")
    placed = _placed(draft, title, words, language, inferred)
    return {
        "external_id": key_of(draft.external_id),
        "external_url": _url(draft.external_url or draft.url),
        "source_modified": _moment(draft.modified),
        "licence": draft.licence[:200],
        "inferred": sorted(set(inferred)),
        "is_deleted": draft.is_deleted,
        "part_of": key_of(draft.part_of),
        "provider": provider,
        "place": place["match_key"] if place else None,
        "places": places,
        "sessions": sessions,
        "offer": _offer(draft, title, body, language, placed),
    }


def _offer(
    draft: OfferDraft,
    title: LanguageMap,
    body: LanguageMap,
    language: str,
    placed: tuple[list[str], list[Kept], list[str]],
) -> Kept:
    """The columns of the offer itself."""
    blocks, reasons, audience = placed
    return {
        "kind": draft.kind if draft.kind in KINDS else OfferKind.EVENT.value,
        "status": draft.status if draft.status in STATUSES else OfferStatus.PUBLISHED.value,
        "title": title,
        "description": {code: text for code, text in body.items() if text},
        "default_language": language,
        "url": _url(draft.url),
        "other_organisations": draft.other_organisations[:LONGEST_LIST],
        "keywords": _words(draft.keywords),
        "source_categories": draft.source_categories[:LONGEST_LIST],
        "building_blocks": blocks,
        "placing": reasons,
        "audience": audience,
        "age_min": _age(draft.age_min),
        "age_max": _age(draft.age_max),
        "languages": [code for code in map(tag, draft.languages) if code != UNDETERMINED],
        "mode": draft.mode if draft.mode in MODES else "",
        "is_free": draft.is_free if draft.is_free in TRIS else Tri.UNKNOWN.value,
        "prices": [_price(price, language) for price in draft.prices[:LONGEST_LIST]],
        "accessibility": [code for code in draft.accessibility if code in ACCESS],
        "facts": _facts(draft, language),
    }


def key_of(text: str) -> str:
    """Return an identifier short enough to keep; two long ones with the same beginning stay different."""
    if len(text) <= LONGEST_KEY:
        return text
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return f"{text[: LONGEST_KEY - len(digest) - 1]}~{digest}"


def fold(text: str) -> str:
    """Return a name as it is compared: case and spacing do not matter."""
    return " ".join(text.casefold().split())


def _lines(texts: LanguageMap, longest: int) -> LanguageMap:
    cleaned = {code: line(text)[:longest] for code, text in texts.items() if text}
    return {code: text for code, text in cleaned.items() if text}


def _tagged(texts: LanguageMap, language: str) -> LanguageMap:
    """Give texts of undetermined language the language of the record; make tags well-formed."""
    shaped: LanguageMap = {}
    for code, text in texts.items():
        known = tag(code) if code else UNDETERMINED
        shaped.setdefault(language if known == UNDETERMINED else known, text)
    return shaped


def _said(stated: Any, longest: int, language: str) -> LanguageMap:
    """A text that a source gives bare or as a language map, as a language map."""
    texts = stated if isinstance(stated, dict) else {language: str(stated)}
    return _tagged(_lines(texts, longest), language)


def _language(
    draft: OfferDraft, title: LanguageMap, description: LanguageMap, context: Context, inferred: list[str]
) -> str:
    if draft.default_language and tag(draft.default_language) != UNDETERMINED:
        return tag(draft.default_language)
    stated = [tag(code) for code in title if tag(code or "") != UNDETERMINED]
    if stated:
        return stated[0]
    inferred.append("default_language")
    sample = " ".join([*title.values(), *(text[:600] for text in description.values())])
    return likely_language(plain(sample), context.language)


def _place(draft: PlaceDraft | None, language: str) -> Kept | None:
    if draft is None:
        return None
    names = _tagged(_lines(draft.names, 300), language)
    name = next(iter(names.values()), "")
    street = line(draft.street)[:300]
    if not name and not street:
        return None
    latitude, longitude = _point(draft.latitude, draft.longitude)
    return {
        "match_key": "|".join((fold(name), fold(street), fold(draft.postal_code)))[:300],
        "names": names,
        "street": street,
        "postal_code": line(draft.postal_code)[:30],
        "locality": line(draft.locality)[:200],
        "country": draft.country.upper() if _COUNTRY.match(draft.country) else "",
        "latitude": latitude,
        "longitude": longitude,
        "district": line(draft.district)[:80],
        "accessibility": [code for code in draft.accessibility if code in ACCESS],
        "url": _url(draft.url, 1000),
    }


def _point(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """Coordinates that lie on the globe and are not the filler 0, 0."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None, None
    return round(latitude, 6), round(longitude, 6)


def _provider(
    draft: OfferDraft, place: Kept | None, context: Context, language: str, inferred: list[str]
) -> Kept | None:
    """The provider stated, else the venue, else the feed's own name; the latter two are noted as inferred."""
    stated = draft.provider
    if stated is None or not any(stated.names.values()):
        inferred.append("provider")
        names = dict(place["names"]) if place and place["names"] else {}
        if not names and context.about.get("name"):
            names = {language: str(context.about["name"])}
        if not names:
            return None
        stated = OrganisationDraft(names=names)
    names = _tagged(_lines(stated.names, 300), language)
    if not names:
        return None
    return {
        "match_key": fold(next(iter(names.values())))[:200],
        "names": names,
        "type": stated.type if stated.type in TYPES else OrganisationType.UNKNOWN.value,
        "is_informal": stated.is_informal,
        "url": _url(stated.url, 1000),
        "email": stated.email.strip() if _EMAIL.match(stated.email.strip()) else "",
        "phone": line(stated.phone)[:80],
        "identifiers": stated.identifiers[:20],
    }


def _placed(
    draft: OfferDraft, title: LanguageMap, body: str, language: str, inferred: list[str]
) -> tuple[list[str], list[Kept], list[str]]:
    """Building blocks with their reasons, and audiences; a source's own statement comes first."""
    heading = " ".join(title.values())
    labels = [category.get("label", "") for category in draft.source_categories]
    words = plain(body[:1500])
    audience = [code for code in draft.audience if code in AUDIENCES]
    if not audience:
        audience = placing.audiences(heading, words, draft.keywords, language)
        if audience:
            inferred.append("audience")
    stated = [code for code in draft.building_blocks if code in BLOCKS]
    if stated:
        return (
            stated,
            [{"block": code, "score": None, "reasons": [["", "source"]]} for code in stated],
            audience,
        )
    found = placing.place(heading, words, draft.keywords, labels, audience, draft.kind, language)
    if found:
        inferred.append("building_blocks")
    reasons = [
        {
            "block": each.block,
            "score": round(each.score, 2),
            "reasons": [list(reason) for reason in each.reason],
        }
        for each in found
    ]
    return [each.block for each in found], reasons, audience


def _facts(draft: OfferDraft, language: str) -> Kept:
    """What is shown but not searched by; absent facts take no room."""
    facts: Kept = {
        "registration": _registration(draft.registration, language),
        "image": {**draft.image, "url": _url(str(draft.image.get("url", "")))}
        if _url(str(draft.image.get("url", "")))
        else None,
        "duration": draft.duration,
        "workload_hours": draft.workload_hours,
        "level": draft.level[:100],
        "entry_requirements": _tagged(_lines(draft.entry_requirements, 4000), language),
        "outcomes": [_tagged(_lines(each, 1000), language) for each in draft.outcomes[:LONGEST_LIST]],
        "awards": draft.awards[:LONGEST_LIST],
        "accessibility_note": _tagged(_lines(draft.accessibility_note, 1000), language),
    }
    return {name: value for name, value in facts.items() if value}


def _registration(stated: Kept, language: str) -> Kept:
    kept = {name: value for name, value in stated.items() if value not in (None, "", {})}
    if kept.get("needed") not in TRIS:
        kept.pop("needed", None)
    if "url" in kept:
        kept["url"] = _url(str(kept["url"]))
    if "note" in kept:
        kept["note"] = _said(kept["note"], 2000, language)
    for name in ("opens", "closes"):
        if isinstance(kept.get(name), datetime):
            kept[name] = kept[name].isoformat()
    return kept


def _price(price: Kept, language: str) -> Kept:
    kept = {name: value for name, value in price.items() if value not in (None, "", {})}
    for name in ("label", "condition"):
        if name in kept:
            kept[name] = _said(kept[name], 500, language)
    if "amount" in kept:
        kept["amount"] = str(kept["amount"])[:20]
    return kept


def _words(keywords: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (line(str(word))[:100] for word in keywords[:LONGEST_LIST]))))


def _age(age: int | None) -> int | None:
    return age if age is not None and 0 <= age <= 120 else None


def _url(value: str, longest: int = 2000) -> str:
    """The address, or nothing: half an address leads nowhere."""
    value = value.strip()
    return value if len(value) <= longest and _WEB.match(value) else ""


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None and value.tzinfo is not None else None
