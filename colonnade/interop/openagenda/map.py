"""From the fields of an OpenAgenda event to a draft."""

import html
import re
from typing import Any

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft, Refused
from colonnade.city.catalogue.vocabulary import Mode, OfferStatus, Tri
from colonnade.interop.openagenda.nested import code_of, opened, words
from colonnade.interop.openagenda.times import sessions
from colonnade.interop.shared.iso_times import instant
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, number, sequence, text, whole
from colonnade.interop.shared.price_words import amounts, freedom, price_of
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.plumbing.cleaning import looks_like_html
from colonnade.plumbing.languages import LanguageMap

_MODES = {1: Mode.ONSITE.value, 2: Mode.ONLINE.value, 3: Mode.HYBRID.value}
_STATUSES = {4: OfferStatus.POSTPONED.value, 6: OfferStatus.CANCELLED.value}
_ACCESS = {"mi": "wheelchair", "vi": "visual", "pi": "psychosocial", "ii": "intellectual"}
_NO_AGE = (99, 100, 110, 120)  # written where nobody set an upper limit
_MONEY = re.compile(
    r"gratui|tarif|payant|euro|entr[ée]e libre|participation|prix|€|\bfree\b|price", re.IGNORECASE
)
_MUST_REGISTER = re.compile(
    r"(?:sur|avec) (?:inscription|r[ée]servation)|(?:inscription|r[ée]servation)s?(?: (?:est|en ligne))? obligatoire"
    r"|registration (?:required|needed|mandatory)",
    re.IGNORECASE,
)
_POSTAL = re.compile(r"[\s,–-]*\b\d{5}\b.*$", re.DOTALL)


def draft_of(fields: dict[str, Any]) -> OfferDraft:
    """Map one event.

    The agenda it was first published in counts as its provider, which is noted as inferred. Ages up to 99
    mean no limit.

    :raises Refused: it has no title in any language.
    """
    title = _in_languages(fields, "title_")
    if not title:
        raise Refused("no_title")
    status = code_of(fields.get("status"))
    mode = _MODES.get(code_of(fields.get("attendancemode")), "")
    conditions = _in_languages(fields, "conditions_")
    is_free, prices = _price(conditions)
    agenda = text(fields.get("originagenda_title"))
    accessibility = words(fields.get("accessibility"))
    maximum = whole(fields.get("age_max"))
    address = web_address(text(fields.get("canonicalurl")))
    return OfferDraft(
        external_id=_identifier(fields),
        title=title,
        description=_description(fields),
        status=_STATUSES.get(status, OfferStatus.PUBLISHED.value),
        url=address,
        external_url=address,
        provider=OrganisationDraft(names={_main(title): agenda}) if agenda else None,
        place=_place(fields, _main(title)),
        sessions=sessions(fields, status, online=mode in (Mode.ONLINE.value, Mode.HYBRID.value)),
        keywords=[word for words_ in _lists(fields, "keywords_") for word in words_],
        age_min=whole(fields.get("age_min")) or None,
        age_max=None if maximum in _NO_AGE or not maximum else maximum,
        mode=mode,
        is_free=is_free,
        prices=prices,
        registration=_registration(fields, conditions, bool(prices)),
        accessibility=[_ACCESS[code] for code in accessibility if code in _ACCESS],
        accessibility_note=_access_note(fields, accessibility),
        image=_image(fields),
        default_language=_main(title),
        modified=instant(text(fields.get("updatedat"))),
        inferred=["provider"] if agenda else [],
    )


def _identifier(fields: dict[str, Any]) -> str:
    found = text(fields.get("uid")) or text(fields.get("slug"))
    return found or stable_key(text(fields.get("canonicalurl")), *_in_languages(fields, "title_").values())


def _in_languages(fields: dict[str, Any], prefix: str) -> LanguageMap:
    """Collect ``title_fr``, ``title_en``, … into a language map."""
    length = len(prefix)
    return {
        name[length:]: found
        for name, value in fields.items()
        if name.startswith(prefix) and len(name) <= length + 3 and (found := text(value))
    }


def _lists(fields: dict[str, Any], prefix: str) -> list[list[str]]:
    return [words(value) for name, value in fields.items() if name.startswith(prefix)]


def _main(title: LanguageMap) -> str:
    return "fr" if "fr" in title else next(iter(title))


def _description(fields: dict[str, Any]) -> LanguageMap:
    """The long text with the short one before it, unless the long one says the same."""
    short, long = _in_languages(fields, "description_"), _in_languages(fields, "longdescription_")
    texts = dict(short)
    for language, body in long.items():
        first = short.get(language, "")
        if not first or first in body:
            texts[language] = body
        else:
            first = first if looks_like_html(first) else f"<p>{html.escape(first, quote=False)}</p>"
            body = body if looks_like_html(body) else f"<p>{html.escape(body, quote=False)}</p>"
            texts[language] = f"{first}\n{body}"
    return texts


def _price(conditions: LanguageMap) -> tuple[str, list[dict[str, Any]]]:
    """A price only where the conditions speak of money; free only where they say so without reserve."""
    spoken = {language: found for language, found in conditions.items() if _MONEY.search(found)}
    if not spoken:
        return Tri.UNKNOWN.value, []
    first = next(iter(spoken.values()))
    is_free = freedom(first)
    if is_free == Tri.UNKNOWN.value and (named := amounts(first)) and "gratuit" not in first.casefold():
        is_free = Tri.NO.value if all(float(each) > 0 for each in named) else Tri.UNKNOWN.value
    return is_free, [price_of(spoken, "EUR")]


def _registration(fields: dict[str, Any], conditions: LanguageMap, is_price: bool) -> dict[str, Any]:
    """Ways to register. That there is one does not say that one must; only the conditions do."""
    value = opened(fields.get("registration"))
    ways = [mapping(way) for way in sequence(value)] or [{"type": "link", "value": value}]
    kinds: dict[str, list[str]] = {"link": [], "email": [], "phone": []}
    for way in ways:
        kinds.setdefault(text(way.get("type")), []).append(text(way.get("value")))
    url = next(filter(None, map(web_address, kinds["link"])), "")
    contact = ", ".join(filter(None, kinds["email"] + kinds["phone"]))
    stated = any(_MUST_REGISTER.search(found) for found in conditions.values())
    note = {} if is_price else conditions
    if not (url or contact or stated or note):
        return {}
    needed = Tri.YES.value if stated else Tri.UNKNOWN.value
    return {"needed": needed, "url": url, "contact": contact, "note": note}


def _place(fields: dict[str, Any], language: str) -> PlaceDraft | None:
    name, street = text(fields.get("location_name")), text(fields.get("location_address"))
    if not name and not street:
        return None
    latitude, longitude = _point(fields.get("location_coordinates"))
    return PlaceDraft(
        names={language: name or street},
        street="" if street == text(fields.get("location_city")) else _POSTAL.sub("", street),
        postal_code=text(fields.get("location_postalcode")),
        locality=text(fields.get("location_city")),
        country=text(fields.get("location_countrycode")),
        latitude=latitude,
        longitude=longitude,
        district=text(fields.get("location_district")),
        url=web_address(text(fields.get("location_website"))),
    )


def _point(value: Any) -> tuple[float | None, float | None]:
    """``[48.8, 2.3]`` in version 1, ``{"lat": 48.8, "lon": 2.3}`` in version 2."""
    if isinstance(value, dict):
        return number(value.get("lat")), number(value.get("lon"))
    if isinstance(value, list) and len(value) == 2:
        return number(value[0]), number(value[1])
    return None, None


def _access_note(fields: dict[str, Any], codes: list[str]) -> LanguageMap:
    """The source's own words where a code has no counterpart of ours, as "hi" for hearing."""
    if all(code in _ACCESS for code in codes):
        return {}
    labels = {
        name[-2:]: "; ".join(words(value))
        for name, value in fields.items()
        if name.startswith("accessibility_label_")
    }
    return {language: found for language, found in labels.items() if found}


def _image(fields: dict[str, Any]) -> dict[str, Any]:
    url = web_address(text(fields.get("originalimage")) or text(fields.get("image")))
    return {"url": url, "credit": text(fields.get("imagecredits"))} if url else {}
