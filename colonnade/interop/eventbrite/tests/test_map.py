"""What an event of the API means, and what it does not say."""

from datetime import UTC, datetime

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.eventbrite.map import draft_of

EVENT = {
    "id": "4711",
    "name": {"text": "Data class", "html": "<b>Data class</b>"},
    "description": {"text": "Learn.", "html": "<P>Learn.</P>"},
    "url": "https://tickets.example/e/4711",
    "resource_uri": "https://api.example/v3/events/4711/",
    "start": {
        "timezone": "Australia/Adelaide",
        "local": "2030-06-29T08:45:00",
        "utc": "2030-06-28T23:15:00Z",
    },
    "end": {"timezone": "Australia/Adelaide", "local": "2030-06-29T16:00:00", "utc": "2030-06-29T06:30:00Z"},
    "capacity": 50,
    "status": "live",
    "listed": True,
    "invite_only": False,
    "online_event": False,
    "is_free": True,
    "locale": "en_AU",
    "category_id": "102",
    "format_id": "9",
    "venue_id": "77",
    "changed": "2030-01-01T10:00:00Z",
    "logo": {"original": {"url": "https://img.example/o.jpg"}, "url": "https://img.example/s.jpg"},
}


def event(**changes):
    return draft_of({**EVENT, **changes})


def test_map_takes_what_is_stated():
    draft = event()
    assert (draft.external_id, draft.title, draft.description) == (
        "4711",
        {"en": "Data class"},
        {"en": "<P>Learn.</P>"},
    )
    assert (draft.kind, draft.status, draft.mode, draft.is_free) == ("COURSE", "PUBLISHED", "ONSITE", "YES")
    assert (draft.url, draft.external_url) == (
        "https://tickets.example/e/4711",
        "https://api.example/v3/events/4711/",
    )
    assert draft.default_language == "en"
    assert draft.source_categories == [
        {"code": "category:102", "label": "Science & Technology"},
        {"code": "format:9", "label": "Class"},
    ]
    assert draft.image == {"url": "https://img.example/o.jpg"}
    assert draft.modified == datetime(2030, 1, 1, 10, tzinfo=UTC)
    (session,) = draft.sessions
    assert (session.start, session.end) == (datetime(2030, 6, 29, 8, 45), datetime(2030, 6, 29, 16))
    assert (session.timezone, session.end_known, session.capacity_max) == ("Australia/Adelaide", True, 50)


def test_map_keeps_unknown_unknown():
    draft = event(
        is_free=None,
        online_event=None,
        category_id=None,
        format_id=None,
        logo=None,
        capacity=None,
        locale=None,
    )
    assert (draft.is_free, draft.mode, draft.source_categories, draft.image) == ("UNKNOWN", "", [], {})
    assert (draft.provider, draft.place, draft.prices, draft.default_language) == (None, None, [], "")
    assert draft.sessions[0].capacity_max is None


@pytest.mark.parametrize(
    ("changes", "status", "session"),
    [
        ({"status": "completed"}, "PUBLISHED", "SCHEDULED"),
        ({"status": "canceled"}, "CANCELLED", "CANCELLED"),
        ({"status": "draft"}, "DRAFT", "SCHEDULED"),
        ({"listed": False}, "DRAFT", "SCHEDULED"),
        ({"invite_only": True}, "DRAFT", "SCHEDULED"),
        ({"ticket_availability": {"is_sold_out": True}}, "PUBLISHED", "FULL"),
    ],
)
def test_map_reads_the_status(changes, status, session):
    draft = event(**changes)
    assert (draft.status, draft.sessions[0].status) == (status, session)


@pytest.mark.parametrize(
    ("online", "venue", "mode"), [(True, None, "ONLINE"), (False, "1", "ONSITE"), (False, None, "")]
)
def test_map_reads_the_mode(online, venue, mode):
    assert event(online_event=online, venue_id=venue).mode == mode


def test_map_hides_what_is_hidden():
    assert event(hide_end_date=True).sessions[0].end is None
    assert event(hide_start_date=True).sessions == []


def test_map_takes_utc_where_there_is_no_zone():
    (session,) = event(start={"utc": "2030-06-28T23:15:00Z"}, end=None).sessions
    assert session.start == datetime(2030, 6, 28, 23, 15, tzinfo=UTC)


def test_map_reads_what_was_expanded():
    draft = event(
        venue={
            "name": "Hall",
            "address": {
                "address_1": "1 High St",
                "city": "Town",
                "postal_code": "5000",
                "country": "AU",
                "latitude": "-34.9",
                "longitude": "138.6",
            },
        },
        organizer={"id": "9", "name": "Society", "website": "https://society.example"},
        category={"id": "102", "name": "Science"},
        ticket_availability={
            "minimum_ticket_price": {"major_value": "5.00", "currency": "AUD"},
            "maximum_ticket_price": {"major_value": "20.00", "currency": "AUD"},
        },
        series_id="44",
    )
    assert (draft.place.names, draft.place.street, draft.place.country) == ({"en": "Hall"}, "1 High St", "AU")
    assert (draft.place.latitude, draft.place.longitude) == (-34.9, 138.6)
    assert (draft.provider.names, draft.provider.url) == ({"en": "Society"}, "https://society.example")
    assert draft.provider.identifiers == [{"scheme": "eventbrite", "value": "9"}]
    assert draft.source_categories[0] == {"code": "category:102", "label": "Science"}
    assert draft.prices == [{"amount": "5.00", "currency": "AUD"}, {"amount": "20.00", "currency": "AUD"}]
    assert draft.part_of == "44"


def test_map_drops_comments_of_word_processors():
    html = "<!-- [if gte mso 9]><xml>junk</xml><![endif] -->\n<P>Text</P>"
    assert event(description={"html": html}).description == {"en": "<P>Text</P>"}


@pytest.mark.parametrize(
    ("changes", "code"), [({"name": {"text": None}}, "no_title"), ({"start": {"utc": "soon"}}, "bad_date")]
)
def test_map_refuses(changes, code):
    with pytest.raises(Refused) as caught:
        event(**changes)
    assert caught.value.code == code


def test_map_survives_odd_types():
    assert draft_of(dict.fromkeys(EVENT, 5) | {"name": "x", "start": None}).title == {"und": "x"}
