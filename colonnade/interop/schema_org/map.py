"""One node of schema.org as an offer."""

import re
from dataclasses import dataclass
from typing import Any

from colonnade.city.catalogue.harvest import Context, OfferDraft, Refused
from colonnade.city.catalogue.vocabulary import Audience, OfferKind, OfferStatus, Tri
from colonnade.interop.schema_org.parties import provider
from colonnade.interop.schema_org.places import accessibility
from colonnade.interop.schema_org.sessions import Held, held, united
from colonnade.interop.schema_org.terms import INSTANCES, Node, kind_of, types_of
from colonnade.interop.schema_org.values import address, identifier, many, named, objects, spoken, text, texts
from colonnade.interop.shared.ages import age, age_range, without_fillers
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.spans import moment, when
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap

_ISO_DURATION = re.compile(r"P(?=.)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")
_HOURS = re.compile(r"PT?(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?")
_LEVEL = re.compile(r"\b(EQF|ISCED)(?:[- ]?(?:level|niveau))?[ :]*([0-8])\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_AUDIENCES = frozenset(Audience.values)
_STATUSES = {"EventCancelled": OfferStatus.CANCELLED, "EventPostponed": OfferStatus.POSTPONED}


@dataclass(slots=True)
class Item:
    """A node with what the document around it says."""

    node: Node
    language: str = UNDETERMINED  # of texts that state none
    part_of: str = ""


def offer_of(item: Item, context: Context) -> OfferDraft:
    """Turn a node into a draft. :raises Refused: ``no_title``, or ``not_an_offer`` for any other type."""
    node, language = item.node, item.language or UNDETERMINED
    types = types_of(node)
    kind = kind_of(types)
    inferred = []
    if not kind:
        if types or not _looks_like_an_event(node):
            raise Refused("not_an_offer", what=", ".join(types) or "an object without a type")
        kind = OfferKind.EVENT.value
        inferred.append("kind")
    title = (
        spoken(node.get("name"), language)
        or spoken(node.get("headline"), language)
        or spoken(node.get("alternateName"), language)
    )
    if not title:
        raise Refused("no_title")
    draft = OfferDraft(external_id=id_of(node, title), title=title, kind=kind, inferred=inferred)
    draft.description = spoken(node.get("description"), language) or spoken(node.get("abstract"), language)
    draft.url = address(node.get("url")) or address(node.get("mainEntityOfPage")) or address(node.get("@id"))
    draft.external_url = address(node.get("@id")) or draft.url
    draft.part_of = item.part_of or _part_of(node)
    draft.provider, draft.other_organisations = provider(node, language)
    draft.modified = moment(text(node.get("dateModified")))
    draft.licence = address(node.get("license")) or text(node.get("license"))
    _hold(draft, node, types, language, context)
    _for_whom(draft, node)
    _about(draft, node, language)
    _learning(draft, node, language)
    draft.image = _image(node)
    return draft


def _looks_like_an_event(node: Node) -> bool:
    return bool(text(node.get("name"))) and when(text(node.get("startDate"))) is not None


def id_of(node: Node, title: LanguageMap) -> str:
    """Return the node's own id; one that means nothing outside its page is made whole with the page's address."""
    stated = text(node.get("@id"))
    if stated and not stated.startswith("_:"):
        if "://" in stated or ":" in stated.partition("/")[0]:
            return own_id(stated)
        page = address(node.get("url"))
        return own_id(
            f"{page.partition('#')[0]}{'' if stated.startswith('#') else '#'}{stated}" if page else stated
        )
    if number := identifier(node.get("identifier")):
        page = address(node.get("url"))
        shared = (
            "://" in number and page and page != number
        )  # may be that of the collection, the page as well
        return stable_key(number, page) if shared else own_id(number)
    place = next((text(each.get("name")) for each in objects(node.get("location"))), "")
    return stable_key(
        next(iter(title.values()), ""), address(node.get("url")), text(node.get("startDate")), place
    )


def _part_of(node: Node) -> str:
    for name in ("superEvent", "isPartOf"):
        for each in many(node.get(name)):
            if (
                isinstance(each, dict)
                and types_of(each)
                and not kind_of(types_of(each))
                and name == "isPartOf"
            ):
                continue  # a site, a page, a book: no offer
            found = (
                text(each.get("@id")) or address(each.get("url")) if isinstance(each, dict) else text(each)
            )
            if found and not found.startswith("_:"):
                return own_id(found)
    return ""


def _hold(draft: OfferDraft, node: Node, types: list[str], language: str, context: Context) -> None:
    """Say when, where and on which terms it is held."""
    own = held(node, language, context)
    ways = [
        held(each, language, context)
        for each in objects(node.get("hasCourseInstance"))
        if "@id" not in each or len(each) > 1
    ]
    shared, is_cancelled = united(ways) if ways else (Held([]), False)
    draft.sessions = own.sessions + shared.sessions
    draft.place = own.place or shared.place
    if draft.place is None and ways and len({id(way.place) for way in ways}) == 1:
        draft.place = ways[0].place
    draft.mode = own.mode or shared.mode
    draft.languages = own.languages or shared.languages
    terms = own.terms if own.terms.prices or own.terms.is_free != Tri.UNKNOWN or not ways else shared.terms
    draft.is_free, draft.prices = terms.is_free, terms.prices
    draft.registration = own.terms.registration or shared.terms.registration
    if terms.is_currency_inferred:
        draft.inferred.append("currency")
    status = _STATUSES.get(named(node.get("eventStatus")))
    draft.status = status.value if status else OfferStatus.CANCELLED.value if is_cancelled else draft.status
    _application(draft, node)
    if set(types) & INSTANCES and not draft.workload_hours:
        draft.workload_hours = _hours(text(node.get("courseWorkload")))
    for each in objects(node.get("hasCourseInstance")):
        draft.workload_hours = draft.workload_hours or _hours(text(each.get("courseWorkload")))


def _application(draft: OfferDraft, node: Node) -> None:
    for name, key in (("opens", "applicationStartDate"), ("closes", "applicationDeadline")):
        if found := when(text(node.get(key))):
            draft.registration.setdefault(name, found.value.isoformat())


def _for_whom(draft: OfferDraft, node: Node) -> None:
    """Read audiences and ages; what is not one of our audiences is kept as the source words it."""
    words: list[str] = []
    ages: tuple[int | None, int | None] = (None, None)
    for each in many(node.get("audience")):
        if isinstance(each, dict):
            words += [
                *texts(each.get("audienceType")),
                *texts(each.get("educationalRole")),
                *texts(each.get("name")),
            ]
            low = age(text(each.get("suggestedMinAge")) or text(each.get("requiredMinAge")))
            high = age(text(each.get("suggestedMaxAge")) or text(each.get("requiredMaxAge")))
            ages = without_fillers(low, high) if (low, high) != (None, None) else ages
        else:
            words += texts(each)
    stated = text(node.get("typicalAgeRange"))
    if stated:
        ages = age_range(stated.rstrip("-–") + "+" if stated.endswith(("-", "–")) else stated)
    draft.age_min, draft.age_max = ages
    ours = [code for word in words if (code := word.casefold().replace(" ", "_")) in _AUDIENCES]
    draft.audience = ours or audiences(each for phrase in words for each in (phrase, *_WORDS.findall(phrase)))
    draft.source_categories += [{"code": "audience", "label": word} for word in dict.fromkeys(words)]


def _about(draft: OfferDraft, node: Node, language: str) -> None:
    words = [
        word
        for each in texts(node.get("keywords"))
        for word in (part.strip() for part in re.split(r"[,;]", each))
        if word
    ]
    words += [each for each in texts(node.get("about")) if "://" not in each]
    words += list(texts(node.get("genre")))
    draft.keywords = list(dict.fromkeys(words))
    draft.accessibility = accessibility(node.get("accessibilityFeature"))
    draft.accessibility_note = spoken(node.get("accessibilitySummary"), language)
    for level in texts(node.get("educationalLevel")):
        match = _LEVEL.search(level)
        if match:
            draft.level = f"{match[1].lower()}:{match[2]}"
        else:
            draft.source_categories.append({"code": "educationalLevel", "label": level})
    for kind in texts(node.get("learningResourceType")):
        draft.source_categories.append({"code": "learningResourceType", "label": kind})


def _learning(draft: OfferDraft, node: Node, language: str) -> None:
    """Read what is needed, what is learned, how long it takes and what one gets."""
    wants = [
        node.get("coursePrerequisites"),
        node.get("programPrerequisites"),
        node.get("competencyRequired"),
    ]
    draft.entry_requirements = next((found for each in wants if (found := spoken(each, language))), {})
    learned = [*many(node.get("teaches")), *many(node.get("assesses"))]
    draft.outcomes = [found for each in learned if (found := spoken(each, language))]
    for name in ("timeToComplete", "timeRequired", "duration"):
        stated = text(node.get(name))
        if stated:
            draft.duration = (
                {"iso": stated} if _ISO_DURATION.fullmatch(stated) else {"note": {language: stated}}
            )
            break
    for name in ("educationalCredentialAwarded", "occupationalCredentialAwarded"):
        for each in many(node.get(name)):
            if isinstance(each, dict):
                award = {
                    "name": spoken(each.get("name"), language),
                    "type": text(each.get("credentialCategory")),
                    "body": text(each.get("recognizedBy")),
                }
            else:
                award = {"name": spoken(each, language)}
            if award["name"]:
                draft.awards.append({name: value for name, value in award.items() if value})
    for each in many(node.get("numberOfCredits")):
        value = text(each.get("value")) if isinstance(each, dict) else text(each)
        system = text(each.get("unitText")) or text(each.get("name")) if isinstance(each, dict) else ""
        if value:
            draft.awards.append({"credit": value, "system": system})


def _hours(stated: str) -> float | None:
    match = _HOURS.fullmatch(stated) if stated else None
    if not match or not (match[1] or match[2]):
        return None
    return float(match[1] or 0) + int(match[2] or 0) / 60


def _image(node: Node) -> dict[str, Any]:
    for each in many(node.get("image")):
        if not isinstance(each, dict):
            if url := address(each):
                return {"url": url}
            continue
        if url := address(each.get("contentUrl")) or address(each.get("url")) or address(each.get("@id")):
            found = {"url": url, "alt": text(each.get("caption")), "credit": text(each.get("creditText"))}
            found["licence"] = address(each.get("license"))
            return {name: value for name, value in found.items() if value}
    return {}
