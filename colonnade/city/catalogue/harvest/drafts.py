"""What a reader hands over: an offer as the source states it, before it is checked, matched and kept.

Unknown stays unknown: leave a field at its default rather than guess. Texts may be plain or HTML; the
pipeline makes them safe. Times are aware datetimes where the source gives an offset, else naive local
times together with ``timezone``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

LanguageMap = dict[str, str]


@dataclass(slots=True)
class PlaceDraft:
    """A venue as a source names it."""

    names: LanguageMap = field(default_factory=dict)
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    latitude: float | None = None
    longitude: float | None = None
    district: str = ""  # name of the district as the source writes it
    accessibility: list[str] = field(default_factory=list)  # values of profile.Access
    url: str = ""


@dataclass(slots=True)
class OrganisationDraft:
    """A provider or partner as a source names it."""

    names: LanguageMap
    type: str = "UNKNOWN"  # people.OrganisationType
    is_informal: bool = False
    url: str = ""
    email: str = ""
    phone: str = ""
    identifiers: list[dict[str, str]] = field(default_factory=list)  # {scheme, value}


@dataclass(slots=True)
class SessionDraft:
    """One date, or one recurring date, of an offer."""

    start: datetime | date | None = None
    end: datetime | date | None = None
    timezone: str = ""  # IANA zone; empty: the context's zone is used and noted as inferred
    external_id: str = ""
    precision: str = "MINUTE"  # vocabulary.Precision; DAY is set by the pipeline where start is a date
    end_known: bool = True  # False where the source's end is filler (23:59) or missing
    rule: str = ""  # RRULE value (RFC 5545 section 3.3.10), expanded by the pipeline for a window
    more_dates: list[datetime | date] = field(default_factory=list)  # RDATE
    except_dates: list[datetime | date] = field(default_factory=list)  # EXDATE
    schedule_note: LanguageMap = field(default_factory=dict)  # times that only words give
    place: PlaceDraft | None = None
    online_url: str = ""
    capacity_max: int | None = None
    capacity_min: int | None = None
    places_left: int | None = None
    status: str = "SCHEDULED"  # vocabulary.SessionStatus
    previous_start: datetime | None = None
    overrides: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class OfferDraft:
    """An offer as one record of a source states it (canonical model, standards.md section 6.1)."""

    external_id: str  # the source's own id; where it has none, a stable key built from its content
    title: LanguageMap
    description: LanguageMap = field(default_factory=dict)
    kind: str = "EVENT"  # vocabulary.OfferKind
    status: str = "PUBLISHED"  # vocabulary.OfferStatus
    url: str = ""  # page about the offer
    provider: OrganisationDraft | None = None
    other_organisations: list[dict[str, Any]] = field(default_factory=list)  # {name: LanguageMap, role}
    place: PlaceDraft | None = None  # where the source gives one place for the whole offer
    sessions: list[SessionDraft] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    source_categories: list[dict[str, str]] = field(default_factory=list)  # {code, label}
    building_blocks: list[str] = field(
        default_factory=list
    )  # B4..B9, only where the source itself states them
    audience: list[str] = field(default_factory=list)  # vocabulary.Audience values
    age_min: int | None = None
    age_max: int | None = None
    languages: list[str] = field(
        default_factory=list
    )  # BCP 47 tags of teaching, where the source states them
    mode: str = ""  # vocabulary.Mode
    is_free: str = "UNKNOWN"  # vocabulary.Tri
    prices: list[dict[str, Any]] = field(
        default_factory=list
    )  # {amount: "12.00"|None, currency, label, condition}
    registration: dict[str, Any] = field(
        default_factory=dict
    )  # {needed: Tri, url, opens, closes, contact, note}
    accessibility: list[str] = field(default_factory=list)  # values of profile.Access
    accessibility_note: LanguageMap = field(default_factory=dict)
    image: dict[str, Any] = field(default_factory=dict)  # {url, alt, credit, licence}
    duration: dict[str, Any] = field(default_factory=dict)  # {iso: "P6M", note: LanguageMap}
    workload_hours: float | None = None
    level: str = ""  # ISCED or EQF as "eqf:4", "isced:3"
    entry_requirements: LanguageMap = field(default_factory=dict)
    outcomes: list[LanguageMap] = field(default_factory=list)
    awards: list[dict[str, Any]] = field(default_factory=list)  # {name, type, credit, system, body}
    part_of: str = ""  # external id of the offer this belongs to
    default_language: str = ""  # BCP 47 tag; empty: detected and noted as inferred
    external_url: str = ""  # address of the record in the source
    modified: datetime | None = None
    licence: str = ""
    inferred: list[str] = field(default_factory=list)
    is_deleted: bool = False  # the source itself says that the offer is gone
