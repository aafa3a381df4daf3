"""One course of XCRI-CAP as an offer, its presentations as dates."""

import re
from typing import Any

from colonnade.city.catalogue.harvest import Context, OfferDraft, OrganisationDraft, PlaceDraft, Raw, Refused
from colonnade.city.catalogue.vocabulary import OfferKind, OfferStatus, Tri
from colonnade.interop.shared.ages import age_range
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.interop.xcri_cap.elements import (
    Element,
    all_spoken,
    child,
    children,
    kind_of,
    language_of,
    markup,
    spoken,
    value,
    words,
)
from colonnade.interop.xcri_cap.places import place_of_location
from colonnade.interop.xcri_cap.presentations import Presentation, presentation_of
from colonnade.interop.xcri_cap.read import Course
from colonnade.interop.xcri_cap.vocabulary import APPLYING, DELETED, KEYWORDS, LEARNED, NEEDS, SECTIONS
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap

_LEVEL = re.compile(r"\b(EQF|ISCED)(?:[- ]?(?:level))?[ :]*([0-8])\b", re.IGNORECASE)


def offer_of(raw: Raw, context: Context) -> OfferDraft:
    """Turn a course into a draft.

    :raises Refused: ``no_title``, except for a course that the feed calls deleted.
    """
    course: Course = raw.data["course"]
    element, about = course.element, course.provider.element
    is_deleted = _is_deleted(element) or (about is not None and _is_deleted(about))
    number = _identifier(element)
    title = all_spoken(element, "title") or ({UNDETERMINED: number} if is_deleted else {})
    if not title:
        raise Refused("no_title")
    draft = OfferDraft(
        external_id=_id(element, about, number, title),
        title=title,
        kind=OfferKind.COURSE.value,
        is_deleted=is_deleted,
    )
    draft.url = web_address(value(element, "url"))
    draft.external_url = draft.url or web_address(number)
    draft.provider = _provider(about)
    _describe(draft, element)
    _subjects(draft, element)
    _awards(draft, element)
    draft.image = _image(element)
    draft.entry_requirements = draft.entry_requirements or spoken(
        child(element, "prerequisite", "entryRequirements")
    )
    held = [
        presentation_of(each, context) for each in children(element, "presentation") if not _is_deleted(each)
    ]
    _hold(draft, held, _own_place(about))
    if not held and any(_is_deleted(each) for each in children(element, "presentation")):
        draft.status = OfferStatus.CANCELLED.value
    return draft


def _is_deleted(element: Element) -> bool:
    return str(element.get("recstatus") or "").strip().lower() in DELETED


def _identifier(element: Element) -> str:
    """Return the identifier: an address if there is one, else one without a type, else the first."""
    found = [(words(each), kind_of(each)) for each in children(element, "identifier") if words(each)]
    stated = (
        [text for text, _ in found if web_address(text)]
        or [text for text, kind in found if not kind]
        or [text for text, _ in found]
    )
    return stated[0] if stated else ""


def _id(element: Element, provider: Element | None, number: str, title: LanguageMap) -> str:
    """Return an id that no course of another provider has: a bare code is told together with its provider."""
    if "://" in number or number.startswith("urn:"):
        return own_id(number)
    home = (_identifier(provider) or value(provider, "title")) if provider is not None else ""
    if number:
        return own_id(f"{home}/{number}" if home else number)
    return stable_key(home, web_address(value(element, "url")), *title.values())


def _provider(about: Element | None) -> OrganisationDraft | None:
    if about is None:
        return None
    names = all_spoken(about, "title")
    location = child(about, "location")
    if not names:
        return None
    return OrganisationDraft(
        names,
        url=web_address(value(about, "url")),
        email=value(location, "email") if location is not None else "",
        phone=value(location, "phone") if location is not None else "",
        identifiers=[
            {"scheme": kind_of(each), "value": words(each)}
            for each in children(about, "identifier")
            if words(each)
        ],
    )


def _own_place(about: Element | None) -> PlaceDraft | None:
    """Return where the provider is: the venue of whatever names none."""
    location = child(about, "location") if about is not None else None
    return (
        place_of_location(all_spoken(about, "title"), location)
        if about is not None and location is not None
        else None
    )


def _describe(draft: OfferDraft, element: Element) -> None:
    """Put the descriptions together by language, the untyped one first; some types are facts of their own."""
    sections: dict[str, list[str]] = {}
    ordered = sorted(children(element, "description"), key=lambda each: bool(kind_of(each)))
    for each in ordered:
        kind, language, text = kind_of(each), language_of(each), markup(each)
        if not text:
            continue
        if kind == KEYWORDS:
            draft.keywords += [word for part in words(each).split(",") if (word := part.strip())]
        elif kind in NEEDS:
            draft.entry_requirements.setdefault(language, text)
        elif kind in LEARNED:
            draft.outcomes.append({language: words(each)})
        elif kind in APPLYING:
            draft.registration.setdefault("note", {})[language] = words(each)
        else:
            heading = SECTIONS.get(kind, "") if language.split("-")[0] in ("en", UNDETERMINED) else ""
            sections.setdefault(language, []).append(f"<h3>{heading}</h3>{text}" if heading else text)
    if not any(not kind_of(each) and markup(each) for each in ordered):
        for each in children(element, "abstract"):
            if text := markup(each):
                sections.setdefault(language_of(each), []).insert(0, text)
    for name, heading in (("objective", "Objective"), ("assessment", "Assessment")):
        for each in children(element, name):
            if text := markup(each):
                language = language_of(each)
                english = language.split("-")[0] in ("en", UNDETERMINED)
                home = language if language in sections or not sections else next(iter(sections))
                sections.setdefault(home, []).append(f"<h3>{heading}</h3>{text}" if english else text)
    draft.description = {language: "\n\n".join(parts) for language, parts in sections.items()}
    draft.outcomes += [
        {language_of(each): words(each)} for each in children(element, "learningOutcome") if words(each)
    ]


def _subjects(draft: OfferDraft, element: Element) -> None:
    """Take subjects as keywords; those from a code list, types and levels are kept to be mapped."""
    for each in children(element, "subject"):
        if text := words(each):
            draft.keywords.append(text)
            if kind_of(each) or each.get("identifier"):
                draft.source_categories.append({"code": each.get("identifier") or text, "label": text})
    draft.keywords = list(dict.fromkeys(draft.keywords))
    for name in ("type", "level"):
        for each in children(element, name):
            if text := words(each):
                draft.source_categories.append({"code": name, "label": text})
                if match := _LEVEL.search(text):
                    draft.level = f"{match[1].lower()}:{match[2]}"


def _awards(draft: OfferDraft, element: Element) -> None:
    for each in children(element, "qualification"):
        award: dict[str, Any] = {
            "name": all_spoken(each, "title"),
            "type": value(each, "type"),
            "body": value(each, "awardedBy", "accreditedBy"),
        }
        if award["name"]:
            draft.awards.append({name: fact for name, fact in award.items() if fact})
    for each in children(element, "credit"):
        credit = {
            "credit": value(each, "value"),
            "system": value(each, "scheme"),
            "level": value(each, "level"),
        }
        if credit["credit"]:
            draft.awards.append({name: fact for name, fact in credit.items() if fact})


def _image(element: Element) -> dict[str, str]:
    for each in children(element, "image"):
        if url := web_address(each.get("src") or each.get("url") or words(each)):
            alt = each.get("alt") or each.get("title") or ""
            return {"url": url, "alt": alt} if alt else {"url": url}
    return {}


def _hold(draft: OfferDraft, held: list[Presentation], own_place: PlaceDraft | None) -> None:
    """Say when and on which terms: what all presentations share holds for the course, the rest for the date."""
    if not held:
        return
    draft.mode = _shared([each.mode for each in held]) or ""
    draft.languages = _shared([each.languages for each in held]) or []
    draft.prices = _shared([each.prices for each in held]) or []
    draft.is_free = _shared([each.is_free for each in held]) or Tri.UNKNOWN.value
    registration = _shared([each.registration for each in held]) or {}
    draft.registration = {**registration, **draft.registration}
    draft.duration = next((each.duration for each in held if each.duration), {})
    draft.entry_requirements = draft.entry_requirements or next(
        (each.entry_requirements for each in held if each.entry_requirements), {}
    )
    draft.age_min, draft.age_max = _shared(
        [age_range(each.age) if each.age else (None, None) for each in held]
    ) or (None, None)
    if any(each.is_currency_inferred for each in held):
        draft.inferred.append("currency")
    for each in held:
        own = {
            "mode": each.mode if not draft.mode else "",
            "languages": each.languages if not draft.languages else [],
            "prices": each.prices if not draft.prices else [],
            "registration": each.registration if not registration else {},
        }
        each.session.overrides.update({name: fact for name, fact in own.items() if fact})
        if each.session.place is None and own_place is not None and not each.is_distant:
            each.session.place = own_place
            draft.inferred.append("place")
        draft.sessions.append(each.session)
    draft.inferred = sorted(set(draft.inferred))


def _shared(values: list[Any]) -> Any:
    """Return the value that all have, ``None`` where they differ."""
    return values[0] if values and all(each == values[0] for each in values) else None
