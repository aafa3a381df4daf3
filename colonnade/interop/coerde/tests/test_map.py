"""What an event of the neighbourhood calendar means, and what it does not say."""

from datetime import date, datetime

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.coerde.map import draft_of
from colonnade.interop.shared.tests.reading import a_context

EVENT = {
    "event_id": "2030-05-04_1500_backkurs_haus",
    "title": "Backkurs",
    "start_date": "2030-05-04",
    "start_time": "15:00",
    "end_date": "2030-05-04",
    "end_time": "17:30",
    "location_name": "Haus am Ring",
    "address": "Ringstraße 8, 12345 Harbourtown-Nord",
    "city": "Harbourtown-Nord",
    "organizer": "Backfreunde e. V.",
    "category": "Bildung / Familie",
    "short_description": "| Wir backen.",
    "status": "scheduled",
    "source_url": "https://haus.example/termine",
}


def event(**changes):
    return draft_of({**EVENT, **changes}, a_context())


def test_map_takes_what_is_stated():
    draft = event()
    assert draft.title == {"de": "Backkurs"}
    assert draft.description == {"de": "Wir backen."}
    assert draft.provider.names == {"de": "Backfreunde e. V."}
    assert draft.source_categories == [
        {"code": "Bildung", "label": "Bildung"},
        {"code": "Familie", "label": "Familie"},
    ]
    assert draft.url == draft.external_url == "https://haus.example/termine"
    (session,) = draft.sessions
    assert (session.start, session.end) == (datetime(2030, 5, 4, 15), datetime(2030, 5, 4, 17, 30))
    assert (session.end_known, session.timezone) == (True, "")


def test_map_keeps_unknown_unknown():
    draft = event(organizer="", category="", source_url="")
    assert draft.provider is None
    assert (draft.source_categories, draft.url, draft.registration) == ([], "", {})
    assert (draft.is_free, draft.mode, draft.modified, draft.inferred) == ("UNKNOWN", "", None, [])


@pytest.mark.parametrize(
    ("address", "city", "expected"),
    [
        (
            "Ringstraße 8, 12345 Harbourtown-Nord",
            "Harbourtown-Nord",
            ("Ringstraße 8", "12345", "Harbourtown", "Nord"),
        ),
        (
            "Ringstraße 8 12345 Harbourtown",
            "Harbourtown-Nord",
            ("Ringstraße 8", "12345", "Harbourtown", "Nord"),
        ),
        (
            "An der Au 25, 12345, Harbourtown",
            "Harbourtown-Nord",
            ("An der Au 25", "12345", "Harbourtown", "Nord"),
        ),
        (
            "Marktweg 3-5, Harbourtown-Nord",
            "Harbourtown-Nord",
            ("Marktweg 3-5", "", "Harbourtown", "Nord"),
        ),
        ("Marktplatz, Harbourtown-Nord", "Harbourtown-Nord", ("Marktplatz", "", "Harbourtown", "Nord")),
        ("Mühle 50f", "Harbourtown-Nord", ("Mühle 50f", "", "Harbourtown", "Nord")),
        ("Harbourtown-Nord", "Harbourtown-Nord", ("", "", "Harbourtown", "Nord")),
        ("Harbourtown Westf.", "Harbourtown-Nord", ("", "", "Harbourtown", "Nord")),
        ("", "Elsewhere", ("", "", "Elsewhere", "")),
    ],
)
def test_map_reads_addresses(address, city, expected):
    place = event(address=address, city=city).place
    assert (place.street, place.postal_code, place.locality, place.district) == expected


def test_map_has_no_place_where_only_the_city_is_known():
    assert event(location_name="", address="Harbourtown-Nord").place is None


@pytest.mark.parametrize(
    ("changes", "start", "end"),
    [
        ({"start_time": None, "end_time": None}, date(2030, 5, 4), None),
        ({"end_time": None}, datetime(2030, 5, 4, 15), None),
        ({"end_time": "23:59"}, datetime(2030, 5, 4, 15), None),
        ({"end_time": "15:00"}, datetime(2030, 5, 4, 15), None),
        ({"end_time": "14:00"}, datetime(2030, 5, 4, 15), None),
        ({"end_date": "2030-05-06", "end_time": None}, datetime(2030, 5, 4, 15), date(2030, 5, 6)),
        ({"end_date": None}, datetime(2030, 5, 4, 15), datetime(2030, 5, 4, 17, 30)),
        ({"end_date": "unknown"}, datetime(2030, 5, 4, 15), None),
    ],
)
def test_map_reads_times(changes, start, end):
    (session,) = event(**changes).sessions
    assert (session.start, session.end, session.end_known) == (start, end, end is not None)


@pytest.mark.parametrize(
    ("status", "offer", "session"),
    [
        ("cancelled", "CANCELLED", "CANCELLED"),
        ("postponed", "POSTPONED", "POSTPONED"),
        ("full", "PUBLISHED", "FULL"),
        ("odd", "PUBLISHED", "SCHEDULED"),
    ],
)
def test_map_reads_the_status(status, offer, session):
    draft = event(status=status)
    assert (draft.status, draft.sessions[0].status) == (offer, session)


@pytest.mark.parametrize(
    ("title", "needed"),
    [
        ("Frühstück (mit Anmeldung)", "YES"),
        ("Anmeldung erforderlich: Töpfern", "YES"),
        ("Offener Treff", None),
    ],
)
def test_map_reads_that_one_must_register(title, needed):
    assert event(title=title).registration.get("needed") == needed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"start_date": "4. Mai"}, "bad_date"),
        ({"start_time": "nachmittags"}, "bad_date"),
    ],
)
def test_map_refuses(changes, code):
    with pytest.raises(Refused) as caught:
        event(**changes)
    assert caught.value.code == code


def test_map_has_no_session_without_a_date():
    assert event(start_date=None).sessions == []
