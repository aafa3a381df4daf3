"""The words of schema.org however a document spells them: short, with a prefix, as whole addresses."""

import re
from typing import Any

from colonnade.city.catalogue.vocabulary import OfferKind

Node = dict[str, Any]

PROGRAMMES = frozenset({"EducationalOccupationalProgram", "WorkBasedProgram"})
COURSES = frozenset({"Course"})
INSTANCES = frozenset({"CourseInstance"})
_EVENTS_WORDS = """
    Event EducationEvent BusinessEvent ChildrensEvent ComedyEvent ConferenceEvent DanceEvent
    ExhibitionEvent EventSeries Festival FoodEvent Hackathon LiteraryEvent MusicEvent
    PerformingArtsEvent PublicationEvent BroadcastEvent ScreeningEvent SocialEvent SportsEvent
    TheaterEvent VisualArtsEvent SaleEvent OnDemandEvent
"""
EVENTS = frozenset(_EVENTS_WORDS.split())
RESOURCES = frozenset({"LearningResource", "Quiz", "Syllabus"})
OFFERS = PROGRAMMES | COURSES | INSTANCES | EVENTS | RESOURCES
_SUPPORT_WORDS = """
    Organization LocalBusiness EducationalOrganization CollegeOrUniversity School Library Museum NGO
    GovernmentOrganization Corporation PerformingGroup MusicGroup SportsOrganization Person Place
    VirtualLocation PostalAddress GeoCoordinates AdministrativeArea City Country CivicStructure
    EventVenue Offer AggregateOffer Schedule ImageObject WebSite WebPage CollectionPage ItemPage
    FAQPage AboutPage ContactPage ProfilePage SearchResultsPage BreadcrumbList SearchAction
    SiteNavigationElement WPHeader WPFooter Audience DefinedTerm DefinedTermSet ContactPoint Rating
    AggregateRating Review Brand VideoObject MediaObject SpeakableSpecification ReserveAction
    ReadAction EntryPoint Question Answer Language
"""
SUPPORT = frozenset(_SUPPORT_WORDS.split())
LISTS = frozenset({"ItemList", "OfferCatalog", "DataFeed", "Collection"})

_HOME = re.compile(r"^https?://(?:www\.)?schema\.org/?#?$", re.IGNORECASE)
_WHOLE = re.compile(r"^https?://(?:www\.|pending\.)?schema\.org/(?:#|docs/)?", re.IGNORECASE)
_DEEPEST = 12


def prefixes_of(context: Any) -> tuple[str, ...]:
    """Return the prefixes that a ``@context`` gives to schema.org; "schema:" counts always."""
    found = ["schema:", "sdo:"]
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            found += [
                f"{name}:" for name, home in part.items() if isinstance(home, str) and _HOME.match(home)
            ]
    return tuple(dict.fromkeys(found))


def language_of(context: Any) -> str:
    """Return the language that a ``@context`` gives to every text, "" if none."""
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict) and isinstance(part.get("@language"), str):
            return str(part["@language"])
    return ""


def short(term: str, prefixes: tuple[str, ...] = ("schema:",)) -> str:
    """Return the bare word of schema.org for a key, a type or a value; other words stay as they are."""
    if ":" not in term:
        return term
    if match := _WHOLE.match(term):
        return term[match.end() :]
    for prefix in prefixes:
        if term.startswith(prefix):
            return term[len(prefix) :]
    return term


def shortened(value: Any, prefixes: tuple[str, ...], depth: int = 0) -> Any:
    """Return a document with every key as a bare word, however deep; what is nested beyond reason is left out."""
    if isinstance(value, dict):
        if depth > _DEEPEST:
            return {}
        node: Node = {}
        for key, each in value.items():
            name = short(key, prefixes) if ":" in key else key
            node.setdefault(
                name, shortened(each, prefixes, depth + 1) if isinstance(each, dict | list) else each
            )
        if "@type" not in node and isinstance(node.get("type"), str | list):
            node["@type"] = node.pop("type")
        if "@id" not in node and isinstance(node.get("id"), str):
            node["@id"] = node.pop("id")
        return node
    if isinstance(value, list):
        return [
            shortened(each, prefixes, depth + 1) if isinstance(each, dict | list) else each for each in value
        ]
    return value


def types_of(node: Node, prefixes: tuple[str, ...] = ("schema:",)) -> list[str]:
    """Return the types of a node as bare words."""
    stated = node.get("@type")
    found = stated if isinstance(stated, list) else [stated]
    return [short(each, prefixes).strip() for each in found if isinstance(each, str)]


def kind_of(types: list[str]) -> str:
    """Return what a node of these types offers, "" for no offer. An event that is a course is a course."""
    known = set(types)
    if known & PROGRAMMES:
        return OfferKind.PROGRAMME.value
    if known & (COURSES | INSTANCES):
        return OfferKind.COURSE.value
    if known & EVENTS or any(each.endswith("Event") and "User" not in each for each in types):
        return OfferKind.EVENT.value
    return OfferKind.RESOURCE.value if known & RESOURCES else ""
