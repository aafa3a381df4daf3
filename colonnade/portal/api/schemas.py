"""What the interface answers, field by field (names after standards.md section 6)."""

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

LanguageMap = dict[str, str]
Tri = Literal["yes", "no", "unknown"]
Item = TypeVar("Item")


class Exact(BaseModel):
    """A schema that allows no field it does not name."""

    model_config = ConfigDict(extra="forbid")


class Page(Exact, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description="Address of the next page; null at the end.")


class ErrorDetail(Exact):
    """One parameter and what is wrong with it."""

    parameter: str
    message: str


class Error(Exact):
    """What went wrong."""

    status: int
    code: str = Field(description="For programs: `not_found`, `invalid_cursor`, `invalid_parameters`, …")
    message: str = Field(description="For people, in English.")
    details: list[ErrorDetail]


class ErrorAnswer(Exact):
    """Every error has this shape."""

    error: Error


class CityRef(Exact):
    """A city in short."""

    id: UUID
    slug: str
    name: LanguageMap
    href: str


class City(Exact):
    """A territory with an authority: city, county, district, province or consortium."""

    id: UUID
    href: str = Field(description="This, in this interface.")
    page: str = Field(description="Its page for people.")
    slug: str
    kind: str
    name: LanguageMap = Field(
        description="`und-Arab`, `und-Cyrl`, `und-Hani` where only the script is known."
    )
    about: LanguageMap
    country: str = Field(description="ISO 3166-1 alpha-2.")
    region: str | None = Field(description="UNESCO region.")
    lat: float | None
    lon: float | None
    point_source: str | None
    population: int | None
    population_year: int | None
    population_source: str | None
    timezone: str | None = Field(description="IANA zone.")
    languages: list[str] = Field(description="Languages the city works in, BCP 47.")
    default_language: str
    parent: UUID | None = Field(description="The territory it lies in.")
    url: str | None = Field(description="The authority's own site.")
    joined_year: int | None = Field(description="Year in which a source says it joined the global network.")
    membership_source: str | None
    is_demo: bool = Field(description="Invented, to show how the site works.")
    modified: datetime


class OrganisationRef(Exact):
    """An organisation in short."""

    id: UUID
    name: LanguageMap
    href: str


class Organisation(Exact):
    """Who offers learning; many are registered nowhere."""

    id: UUID
    href: str
    name: LanguageMap
    type: str
    is_informal: bool
    url: str | None
    email: str | None = Field(description="Null for informal groups, whose address may be a person's.")
    phone: str | None = Field(description="Null for informal groups, whose number may be a person's.")
    identifiers: list[dict[str, Any]] = Field(description="List of {scheme, value}.")
    is_demo: bool
    modified: datetime


class DistrictRef(Exact):
    """A part of a city."""

    code: str
    name: LanguageMap


class PlaceRef(Exact):
    """A place in short."""

    id: UUID
    name: LanguageMap
    street: str | None
    postal_code: str | None
    locality: str | None
    lat: float | None
    lon: float | None
    district: DistrictRef | None
    href: str


class Place(PlaceRef):
    """A venue, or a room inside one."""

    city: CityRef
    country: str | None
    part_of: UUID | None
    accessibility: list[str] = Field(description="Empty means not known.")
    url: str | None


class Session(Exact):
    """One date of an opportunity."""

    id: UUID
    href: str
    opportunity: UUID
    start: datetime | None = Field(description="With the offset of `timezone`.")
    end: datetime | None
    timezone: str | None = Field(description="IANA zone.")
    precision: Literal["minute", "day", "month", "none"] = Field(
        description="How exactly the source gives the start."
    )
    end_known: bool
    rule: str | None = Field(description="RRULE of the series this date was expanded from.")
    schedule_note: LanguageMap = Field(description="Times that only words give.")
    place: PlaceRef | None
    online_url: str | None = Field(description="Null where one has to register first.")
    capacity_max: int | None
    capacity_min: int | None
    places_left: int | None
    status: Literal["scheduled", "cancelled", "postponed", "moved", "full"]
    previous_start: datetime | None
    overrides: dict[str, Any] = Field(description="What differs on this date.")
    external_id: str | None


class Price(Exact):
    """A price; the amount may be missing where a source only has words."""

    amount: str | None = Field(description="Decimal number as text.")
    currency: str | None = Field(description="ISO 4217.")
    label: LanguageMap
    condition: LanguageMap


class SourceRef(Exact):
    """A feed that describes the opportunity, and on which terms."""

    feed: UUID
    name: str
    external_id: str
    external_url: str | None
    modified: datetime | None = Field(description="As stated by the source.")
    fetched: datetime
    licence: str | None = Field(description="Null: not known. Ask the source before you pass it on.")
    attribution: str | None
    is_lead: bool = Field(description="Whether the words are this source's.")
    inferred_fields: list[str] = Field(description="Fields that we concluded; the source did not state them.")


class Opportunity(Exact):
    """What can be learned."""

    id: UUID
    href: str
    page: str
    state: Literal["updated"] | None = Field(None, description="Only in a list by `updated_since`.")
    kind: Literal["course", "event", "programme", "open_offer", "resource"]
    status: Literal["published", "cancelled", "postponed"]
    title: LanguageMap
    description: LanguageMap = Field(description="Safe HTML.")
    default_language: str
    url: str | None = Field(description="Official page.")
    city: CityRef
    provider: OrganisationRef | None
    other_organisations: list[dict[str, Any]]
    keywords: list[str]
    source_categories: list[dict[str, Any]]
    building_blocks: list[str] = Field(description="Codes of the framework `gnlc-key-features`, B4 to B9.")
    placing: list[dict[str, Any]] = Field(description="Why it stands in these blocks.")
    audience: list[str]
    age_min: int | None
    age_max: int | None
    level: str | None = Field(description="ISCED or EQF, as `eqf:4`, `isced:3`.")
    languages: list[str] = Field(description="Languages of teaching, BCP 47.")
    mode: Literal["onsite", "online", "hybrid"] | None
    is_free: Tri
    prices: list[Price]
    registration: dict[str, Any] | None
    accessibility: list[str]
    accessibility_note: LanguageMap | None
    image: dict[str, Any] | None
    duration: dict[str, Any] | None
    workload_hours: float | None
    entry_requirements: LanguageMap | None
    outcomes: list[Any]
    awards: list[Any]
    part_of: UUID | None
    corrected_by_hand: list[str] = Field(description="Fields that a person of the city set right.")
    sources: list[SourceRef]
    sessions: list[Session] | None = Field(
        None, description="Up to 200, in order; absent from lists unless included."
    )
    sessions_href: str = Field(description="All dates.")
    calendar: str = Field(description="The dates as iCalendar.")
    is_demo: bool
    created: datetime
    modified: datetime


class Tombstone(Exact):
    """An opportunity that is gone, or no longer in the list asked for."""

    id: UUID
    state: Literal["deleted"]
    modified: datetime


class FrameworkPart(Exact):
    """An indicator, or a unit."""

    code: str
    name: LanguageMap
    unit: str
    direction: str
    source_kind: str
    confidence: str
    wording: str
    crosswalk: list[dict[str, str]]


class FrameworkFeature(Exact):
    """One thing a learning city does or has."""

    code: str
    name: LanguageMap
    plain: LanguageMap
    confidence: str
    wording: str
    indicators: list[FrameworkPart]


class FrameworkArea(Exact):
    """One part of the temple."""

    code: str
    kind: Literal["benefit", "block", "condition"]
    letter: str | None
    name: LanguageMap
    plain: LanguageMap
    features: list[FrameworkFeature]


class FrameworkRef(Exact):
    """A framework in short."""

    id: str = Field(description="Code and version in one word.")
    href: str
    code: str
    version: str
    name: LanguageMap
    publisher: str
    issued: str
    source_url: str
    licence_note: str


class Framework(FrameworkRef):
    """What a learning city is made of."""

    wording_note: str
    notes: list[str]
    units: list[dict[str, Any]]
    areas: list[FrameworkArea]
