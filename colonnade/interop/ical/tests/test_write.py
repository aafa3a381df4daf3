"""What we publish is a calendar that other programs read as it was meant."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from colonnade.interop.ical import IcalReader
from colonnade.interop.ical.write import CalendarEvent, CalendarFeed, calendar_lines, folded
from colonnade.interop.shared.tests.reading import a_context, read_all

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FEED = CalendarFeed(
    "Lindenau learns; all, of it",
    "Everything\nto learn",
    "https://example.org/de/",
    "de",
    timedelta(hours=6),
    "Europe/Berlin",
)
WALK = CalendarEvent(
    uid="8f14e45f@example.org",
    start=datetime(2026, 5, 1, 10, tzinfo=ZoneInfo("Europe/Berlin")),
    end=datetime(2026, 5, 1, 12, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    summary="Stadtspaziergang: Häuser, Höfe; Gärten",
    language="de",
    description="Erste Zeile\nzweite \\ Zeile, mit Komma; und mehr. " + "Viele Wörter über Straßen. " * 20,
    location="Bibliothek, Lange Straße 12, 48157 Lindenau",
    latitude=51.9606,
    longitude=7.6261,
    url="https://example.org/de/offers/1/",
    sequence=3,
    modified=datetime(2026, 4, 1, tzinfo=UTC),
    categories=("Kultur", "Natur, draußen"),
    organiser='Volkshochschule "Mitte"; Lindenau',
    image="https://example.org/a.png",
    online_url="https://example.org/live",
)


def written(*events: CalendarEvent, feed: CalendarFeed = FEED) -> str:
    return "".join(calendar_lines(feed, events, at=AT))


def test_write_puts_a_calendar_around_nothing():
    assert written(feed=CalendarFeed("Empty")) == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Colonnade//Learning offers//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
        "NAME:Empty\r\nX-WR-CALNAME:Empty\r\nREFRESH-INTERVAL;VALUE=DURATION:PT720M\r\nX-PUBLISHED-TTL:PT720M\r\nEND:VCALENDAR\r\n"
    )


def test_write_is_read_by_an_independent_reader_without_loss():
    calendar = Calendar.from_ical(written(WALK))
    (event,) = calendar.walk("VEVENT")
    assert "\r\nNAME;LANGUAGE=de:Lindenau learns\\; all\\, of it\r\n" in written(WALK)
    assert str(calendar["DESCRIPTION"]) == FEED.description
    assert (str(calendar["X-WR-TIMEZONE"]), str(calendar["URL"])) == ("Europe/Berlin", FEED.url)
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert (calendar.errors, event.errors) == ([], [])
    assert (str(event["UID"]), str(event["SUMMARY"]), event["SUMMARY"].params["LANGUAGE"]) == (
        WALK.uid,
        WALK.summary,
        "de",
    )
    assert (str(event["DESCRIPTION"]), str(event["LOCATION"])) == (WALK.description, WALK.location)
    assert (event.start, event.end) == (WALK.start, WALK.end)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (51.9606, 7.6261)
    assert [str(word) for word in event["CATEGORIES"].cats] == list(WALK.categories)
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt) == (
        3,
        WALK.modified,
        WALK.modified,
    )
    assert (str(event["STATUS"]), str(event["URL"]), str(event["IMAGE"])) == (
        "CONFIRMED",
        WALK.url,
        WALK.image,
    )
    assert event["ORGANIZER"].params["CN"] == "Volkshochschule  Mitte ; Lindenau"


def test_write_is_read_by_our_own_reader_without_loss():
    (draft,) = read_all(IcalReader(), written(WALK), a_context(city_names=["Lindenau"])).drafts
    (session,) = draft.sessions
    assert (draft.external_id, draft.title, draft.description) == (
        WALK.uid,
        {"de": WALK.summary},
        {"de": WALK.description.strip()},
    )
    assert (session.start, session.end, session.timezone) == (
        datetime(2026, 5, 1, 10),
        datetime(2026, 5, 1, 12, 30),
        "Europe/Berlin",
    )
    assert (draft.place.names, draft.place.street, draft.place.latitude) == (
        {"und": "Bibliothek"},
        "Lange Straße 12",
        51.9606,
    )
    assert (draft.url, draft.keywords, draft.image) == (WALK.url, list(WALK.categories), {"url": WALK.image})
    assert (draft.provider.names, draft.provider.email) == ({"und": "Volkshochschule  Mitte ; Lindenau"}, "")
    assert (draft.modified, session.online_url) == (WALK.modified, WALK.online_url)


@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [
        (date(2026, 5, 1), None, "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260502\r\n"),
        (date(2026, 5, 1), date(2026, 5, 3), "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260504\r\n"),
        (date(2026, 5, 1), date(2026, 4, 3), "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260502\r\n"),
        (datetime(2026, 5, 1, 10), None, "DTSTART:20260501T080000Z\r\n"),
        (datetime(2026, 5, 1, 10), datetime(2026, 5, 1, 10), "DTSTART:20260501T080000Z\r\n"),
        (datetime(2026, 5, 1, 10), datetime(2026, 5, 1, 9), "DTSTART:20260501T080000Z\r\n"),
        (
            datetime(2026, 5, 1, 10),
            date(2026, 5, 2),
            "DTSTART:20260501T080000Z\r\nDTEND:20260502T215959Z\r\n",
        ),
        (
            datetime(2026, 5, 1, 10, tzinfo=UTC),
            datetime(2026, 5, 1, 11, tzinfo=UTC),
            "DTSTART:20260501T100000Z\r\nDTEND:20260501T110000Z\r\n",
        ),
    ],
)
def test_write_tells_days_as_days_and_times_in_utc(start, end, lines):
    assert lines in written(CalendarEvent("u", start, "S", end, timezone="Europe/Berlin"))
    assert written(CalendarEvent("u", start, "S", end, timezone="Europe/Berlin")).count(
        "DTEND"
    ) == lines.count("DTEND")


def test_write_tells_a_moment_of_a_whole_day_as_the_day_people_live_it():
    event = CalendarEvent(
        "u", datetime(2026, 4, 30, 22, tzinfo=UTC), "S", timezone="Europe/Berlin", all_day=True
    )
    assert "DTSTART;VALUE=DATE:20260501\r\n" in written(event)


def test_write_keeps_a_cancelled_date_in_the_calendar():
    assert "STATUS:CANCELLED\r\n" in written(CalendarEvent("u", date(2026, 5, 1), "S", status="CANCELLED"))


def test_write_lets_no_text_break_out_of_its_line():
    hostile = "a\r\nEND:VEVENT\nX:1\x00\x1b"
    event = CalendarEvent(
        hostile,
        date(2026, 5, 1),
        hostile,
        language="de\r\nX:2",
        location=hostile,
        url=f"https://x.org/{hostile}",
        organiser=hostile,
    )
    (read,) = Calendar.from_ical(written(event, feed=CalendarFeed(hostile, language="; X"))).walk("VEVENT")
    assert str(read["SUMMARY"]) == "a\nEND:VEVENT\nX:1"
    assert ("X" in read, "URL" in read) == (False, False)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
@settings(max_examples=200, deadline=None)
def test_write_folds_at_75_octets_and_never_inside_a_character(text):
    line = folded(f"X:{text}")
    physical = line.encode().split(b"\r\n")
    assert (physical[-1], max(map(len, physical)) <= 75) == (b"", True)
    assert line.replace("\r\n ", "") == f"X:{text}\r\n"
    assert all(part.decode() for part in physical[:-1])


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"),
        min_size=1,
        max_size=200,
    )
)
@settings(max_examples=100, deadline=None)
def test_write_returns_any_text_as_it_was(text):
    (draft,) = read_all(
        IcalReader(), written(CalendarEvent("u", date(2026, 5, 1), "S", description=f"-{text}-"))
    ).drafts
    assert draft.description == {"und": f"-{text}-"}


def test_write_takes_less_than_a_tenth_of_a_millisecond_for_an_event():
    began = time.process_time()
    for _ in calendar_lines(FEED, [WALK] * 5000, at=AT):
        pass
    assert (time.process_time() - began) / 5000 < 100e-6
