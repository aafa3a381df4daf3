"""Calendars are told from everything else."""

import pytest

from colonnade.interop.ical import IcalReader
from colonnade.interop.shared.tests.reading import DATA, head_of, real

reader = IcalReader()


@pytest.mark.parametrize(
    ("data", "name", "content_type", "sure"),
    [
        ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "x", "", 1.0),
        ("\ufeffBEGIN:VCALENDAR\r\n", "x", "", 1.0),
        ("\n\n  begin:vcalendar\n", "x", "", 1.0),
        ("BEGIN:VCALENDAR\rVERSION:2.0\r", "x", "", 1.0),
        ("BEGIN:VEVENT\nSUMMARY:a\n", "x", "", 0.9),
        ("Notice: something went wrong\nBEGIN:VCALENDAR\n", "x", "", 0.8),
        ("<p>\nBEGIN:VCALENDAR\n", "x", "", 0.3),
        ("something", "feed", "text/calendar; charset=utf-8", 0.6),
        ("something", "https://example.org/events.ics?all=1", "", 0.5),
        ("<html></html>", "events.ics", "text/calendar", 0.0),
        ("BEGIN:VCARD\nFN:A\n", "events.ics", "", 0.0),
        ('{"title": "BEGIN:VCALENDAR"}', "x", "", 0.0),
        ("title;date\na;b\n", "x.csv", "text/csv", 0.0),
    ],
)
def test_recognise_a_calendar_by_its_first_line(data, name, content_type, sure):
    assert reader.recognise(head_of(data, name, content_type)) == sure


def test_recognise_a_calendar_in_utf16():
    assert reader.recognise(head_of("\ufeffBEGIN:VCALENDAR\r\n".encode("utf-16-le"))) == 1.0


@pytest.mark.real_data
def test_recognise_every_real_calendar_and_no_other_file():
    real("ical")
    calendars = set(DATA.rglob("*.ics"))
    others = {path for path in DATA.rglob("*") if path.is_file() and path.stat().st_size} - calendars
    assert {path.name for path in calendars if reader.recognise(head_of(path, path.name)) != 1.0} == set()
    assert {path.name for path in others if reader.recognise(head_of(path, path.name)) > 0} == set()
