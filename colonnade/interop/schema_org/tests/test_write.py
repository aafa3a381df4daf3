"""What we publish as JSON-LD our own reader reads back as it was."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft
from colonnade.interop.schema_org import SchemaOrgReader
from colonnade.interop.schema_org.portrait import OfferView, PartyView, PlaceView, SessionView
from colonnade.interop.schema_org.write import json_ld, script_text
from colonnade.interop.shared.tests.reading import a_context, read_all

SUMMER = timezone(timedelta(hours=2))
HALL = PlaceView(
    {"de": "Bibliothek"},
    "Lange Straße 12",
    "48157",
    "Lindenau",
    "DE",
    51.96,
    7.62,
    ("wheelchair", "hearing_loop"),
    "https://example.org/hall",
)
WALK = OfferView(
    id="https://example.org/offers/1",
    title={"de": "Stadtspaziergang", "en": "City walk"},
    kind="EVENT",
    default_language="de",
    description={"de": "<p>Häuser & Höfe</p>"},
    url="https://example.org/de/offers/1/",
    provider=PartyView({"de": "Volkshochschule"}, "UNIVERSITY", "https://vhs.example.org"),
    others=((PartyView({"de": "Stadt"}), "partner"), (PartyView({"de": "Verein"}, "NGO"), "organiser")),
    sessions=(
        SessionView(
            start=datetime(2026, 5, 1, 10, tzinfo=SUMMER),
            end=datetime(2026, 5, 1, 12, tzinfo=SUMMER),
            place=HALL,
            online_url="https://example.org/live",
            capacity_max=20,
            places_left=3,
        ),
    ),
    keywords=("Kultur", "Natur"),
    audience=("older_people", "families"),
    age_min=6,
    age_max=12,
    languages=("de", "en"),
    mode="HYBRID",
    is_free="NO",
    prices=(
        {"amount": "12.00", "currency": "EUR", "label": {"de": "Erwachsene"}, "condition": {"de": "ab 18"}},
        {"amount": None, "label": {"de": "Kinder zahlen weniger"}},
    ),
    registration={
        "url": "https://example.org/join",
        "opens": "2026-01-01T08:00:00+01:00",
        "closes": "2026-04-30",
    },
    image={
        "url": "https://example.org/a.png",
        "alt": "Haus",
        "credit": "Amina",
        "licence": "https://example.org/cc",
    },
    outcomes=({"de": "Häuser sehen"},),
    level="eqf:2",
    part_of="https://example.org/offers/festival",
)
COURSE = replace(
    WALK,
    kind="COURSE",
    sessions=(
        SessionView(
            "https://example.org/s/1",
            date(2026, 5, 1),
            date(2026, 5, 3),
            place=HALL,
            mode="ONSITE",
            schedule_note={"de": "ganztags"},
        ),
        SessionView(
            "https://example.org/s/2",
            datetime(2026, 6, 1, 18, tzinfo=SUMMER),
            mode="ONLINE",
            online_url="https://example.org/live",
            status="CANCELLED",
        ),
    ),
    mode="",
    workload_hours=22.5,
    duration_iso="P6M",
    entry_requirements={"de": "Keine"},
    awards=(
        {"name": {"de": "Zeugnis"}, "type": "certificate", "body": "Kammer"},
        {"credit": "5", "system": "ECTS"},
    ),
    accessibility=("sign_language", "easy_language"),
    licence="https://example.org/cc",
    modified=datetime(2026, 4, 1, tzinfo=UTC),
)


def read_back(offer: OfferView, language: str = "") -> OfferDraft:
    reading = read_all(SchemaOrgReader(), json.dumps(json_ld(offer, language)), a_context())
    assert (reading.rejected, reading.repaired) == ([], [])
    return reading.drafts[0]


def facts(offer: OfferView) -> dict[str, Any]:
    """What a draft of this offer must say, whatever its kind."""
    return {
        "external_id": offer.id,
        "title": offer.title,
        "description": offer.description,
        "url": offer.url,
        "provider": OrganisationDraft({"de": "Volkshochschule"}, "UNIVERSITY", url="https://vhs.example.org"),
        "keywords": list(offer.keywords),
        "audience": list(offer.audience),
        "age_min": offer.age_min,
        "age_max": offer.age_max,
        "languages": list(offer.languages),
        "is_free": offer.is_free,
        "prices": [
            {
                "amount": "12.00",
                "currency": "EUR",
                "label": {"de": "Erwachsene"},
                "condition": {"de": "ab 18"},
            },
            {"amount": None, "label": {"de": "Kinder zahlen weniger"}},
        ],
        "registration": dict(offer.registration),
        "image": dict(offer.image),
        "outcomes": list(offer.outcomes),
        "level": offer.level,
        "part_of": offer.part_of,
    }


def said(draft: OfferDraft, offer: OfferView) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in facts(offer)}


@pytest.mark.parametrize(
    "offer",
    [WALK, COURSE, replace(WALK, kind="RESOURCE", sessions=()), replace(WALK, kind="PROGRAMME", sessions=())],
)
def test_write_keeps_the_facts_of_every_kind(offer):
    draft = read_back(offer)
    assert said(draft, offer) == facts(offer)
    assert draft.kind == offer.kind
    assert sorted((party["role"], party["name"]["de"]) for party in draft.other_organisations) == [
        ("organiser", "Verein"),
        ("partner", "Stadt"),
    ]


def test_write_keeps_the_date_of_an_event():
    draft = read_back(WALK)
    (session,) = draft.sessions
    assert (session.start, session.end, session.end_known) == (
        WALK.sessions[0].start,
        WALK.sessions[0].end,
        True,
    )
    assert (session.online_url, session.capacity_max, session.places_left, draft.mode) == (
        "https://example.org/live",
        20,
        3,
        "HYBRID",
    )
    assert draft.place == PlaceDraft(
        {"de": "Bibliothek"},
        "Lange Straße 12",
        "48157",
        "Lindenau",
        "DE",
        51.96,
        7.62,
        accessibility=["wheelchair", "hearing_loop"],
        url="https://example.org/hall",
    )


def test_write_keeps_the_dates_of_a_course():
    draft = read_back(COURSE)
    first, second = draft.sessions
    assert (first.external_id, first.start, first.end) == (
        "https://example.org/s/1",
        date(2026, 5, 1),
        date(2026, 5, 3),
    )
    assert (first.overrides["mode"], first.place.names, first.schedule_note) == (
        "ONSITE",
        {"de": "Bibliothek"},
        {"de": "ganztags"},
    )
    assert (second.status, second.overrides["mode"], second.online_url, second.end_known) == (
        "CANCELLED",
        "ONLINE",
        "https://example.org/live",
        False,
    )
    assert (draft.workload_hours, draft.duration, draft.entry_requirements) == (
        22.5,
        {"iso": "P6M"},
        {"de": "Keine"},
    )
    assert draft.awards == [
        {"name": {"de": "Zeugnis"}, "type": "certificate", "body": "Kammer"},
        {"credit": "5", "system": "ECTS"},
    ]
    assert (draft.accessibility, draft.licence, draft.modified) == (
        ["sign_language", "easy_language"],
        COURSE.licence,
        COURSE.modified,
    )


def test_write_keeps_several_dates_of_one_event():
    dates = tuple(
        SessionView(
            start=datetime(2026, 5, day, 10, tzinfo=SUMMER), end=datetime(2026, 5, day, 11, tzinfo=SUMMER)
        )
        for day in (1, 8, 15)
    )
    draft = read_back(replace(WALK, sessions=dates))
    assert [(session.start, session.end) for session in draft.sessions] == [
        (each.start, each.end) for each in dates
    ]


@pytest.mark.parametrize("status", ["CANCELLED", "POSTPONED"])
def test_write_says_that_an_event_does_not_take_place(status):
    draft = read_back(replace(WALK, status=status))
    assert (draft.status, draft.sessions[0].status) == (status, status)


def test_write_says_when_a_date_was_moved_and_when_it_is_full():
    moved = SessionView(
        start=date(2026, 5, 2), status="MOVED", previous_start=datetime(2026, 5, 1, 10, tzinfo=UTC)
    )
    (session,) = read_back(replace(WALK, sessions=(moved,))).sessions
    assert (session.status, session.previous_start) == ("MOVED", moved.previous_start)
    full = SessionView(start=date(2026, 5, 2), status="FULL")
    assert read_back(replace(WALK, sessions=(full,))).sessions[0].status == "FULL"


def test_write_keeps_what_is_free_and_what_nobody_knows():
    bare = OfferView("https://example.org/offers/2", {"en": "Talk"})
    assert (
        read_back(replace(bare, is_free="YES")).is_free,
        read_back(bare).is_free,
        read_back(bare).prices,
    ) == ("YES", "UNKNOWN", [])


def test_write_leaves_out_what_is_not_known():
    assert json_ld(OfferView("https://example.org/offers/2", {"en": "Talk"})) == {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "@id": "https://example.org/offers/2",
        "name": {"@language": "en", "@value": "Talk"},
        "url": "https://example.org/offers/2",
        "eventStatus": "https://schema.org/EventScheduled",
    }


def test_write_speaks_one_language_where_asked_to():
    document = json_ld(WALK, "en")
    assert (document["@context"], document["name"]) == (
        ["https://schema.org", {"@language": "en"}],
        "City walk",
    )
    assert read_back(WALK, "en").title == {"en": "City walk"}


@pytest.mark.parametrize(("low", "high"), [(None, None), (6, None), (None, 12), (6, 12)])
def test_write_keeps_ages(low, high):
    draft = read_back(replace(WALK, age_min=low, age_max=high))
    assert (draft.age_min, draft.age_max) == (low, high)


def test_script_text_cannot_leave_its_element():
    document = json_ld(
        OfferView("https://example.org/1", {"en": "</script><script>alert(1)</script>\u2028&"})
    )
    text = script_text(document)
    assert (set("<>&\u2028") & set(text), json.loads(text)) == (set(), document)


def test_write_is_quick():
    began = time.process_time()
    for _ in range(500):
        json_ld(COURSE)
    assert (time.process_time() - began) / 500 < 1e-3
