"""What the writer of schema.org wants to know about an offer: plain data, in the words of our own model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from colonnade.plumbing.languages import LanguageMap


@dataclass(frozen=True, slots=True)
class PartyView:
    """An organisation or a person."""

    names: LanguageMap
    type: str = "UNKNOWN"
    url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A venue."""

    names: LanguageMap = field(default_factory=dict)
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class SessionView:
    """One date. Give aware datetimes, or dates where no time is known; ``end`` of days is the last one."""

    id: str = ""
    start: datetime | date | None = None
    end: datetime | date | None = None
    status: str = "SCHEDULED"
    previous_start: datetime | None = None
    place: PlaceView | None = None
    online_url: str = ""
    mode: str = ""  # empty: that of the offer
    languages: tuple[str, ...] = ()
    capacity_max: int | None = None
    places_left: int | None = None
    schedule_note: LanguageMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfferView:
    """What an offer is, in the words of the canonical model (standards.md section 6.1)."""

    id: str  # address that stays
    title: LanguageMap
    kind: str = "EVENT"
    status: str = "PUBLISHED"
    default_language: str = ""
    description: LanguageMap = field(default_factory=dict)  # HTML is allowed
    url: str = ""
    provider: PartyView | None = None
    others: tuple[tuple[PartyView, str], ...] = ()  # with their role
    sessions: tuple[SessionView, ...] = ()
    place: PlaceView | None = None
    keywords: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    languages: tuple[str, ...] = ()
    mode: str = ""
    is_free: str = "UNKNOWN"
    prices: tuple[Mapping[str, Any], ...] = ()
    registration: Mapping[str, Any] = field(default_factory=dict)
    accessibility: tuple[str, ...] = ()
    image: Mapping[str, Any] = field(default_factory=dict)
    duration_iso: str = ""
    workload_hours: float | None = None
    level: str = ""
    entry_requirements: LanguageMap = field(default_factory=dict)
    outcomes: tuple[LanguageMap, ...] = ()
    awards: tuple[Mapping[str, Any], ...] = ()
    part_of: str = ""
    modified: datetime | None = None
    licence: str = ""
