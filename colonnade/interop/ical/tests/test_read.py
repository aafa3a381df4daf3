"""Calendars are read event by event, and their damage costs no more than it must."""

import io
import tracemalloc
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from colonnade.city.catalogue.harvest import OfferDraft, Report, Unusable
from colonnade.interop.ical import IcalReader
from colonnade.interop.ical.lines import Rejoined, unfolded
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real
from colonnade.plumbing.decoding import open_text

reader = IcalReader()


def calendar(*events: str, header: str = "") -> str:
    parts = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{header}{parts}END:VCALENDAR\n"


def read(text: str | bytes, **context: object) -> Reading:
    return read_all(reader, text, a_context(**context))


def only(seen: Reading) -> OfferDraft:
    (draft,) = seen.drafts
    return draft


WALK = "UID:walk\nSUMMARY:City walk\nDTSTART;TZID=Europe/Berlin:20260501T100000\nDTEND;TZID=Europe/Berlin:20260501T120000"


def test_read_yields_every_event_with_its_place():
    seen = read(calendar(WALK, "UID:b\nSUMMARY:B"))
    assert [raw.where for raw in seen.raws] == ["event 1, line 3", "event 2, line 9"]
    assert (seen.rejected, seen.repaired, seen.cut) == ([], [], False)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\r\n"])
def test_read_refuses_an_empty_file(data):
    with pytest.raises(Unusable) as refusal:
        read(data)
    assert refusal.value.code == "empty"


@pytest.mark.parametrize(
    "data",
    ["BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:a\nEND:VTODO\nEND:VCALENDAR\n"],
)
def test_read_accepts_a_calendar_without_events(data):
    seen = read(data)
    assert (seen.raws, seen.rejected, seen.repaired, seen.cut) == ([], [], [], False)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("<!doctype html>\n<p>Not found</p>", "a web page"),
        ("BEGIN:VCARD\nFN:Amina\nEND:VCARD", "an address book"),
        ("hello\n" * 500, "a text without a calendar in it"),
    ],
)
def test_read_refuses_what_is_no_calendar(data, what):
    with pytest.raises(Unusable) as refusal:
        read(data)
    assert (refusal.value.code, refusal.value.details) == ("not_offers", {"what": what})


def test_read_takes_several_calendars_in_one_file_with_a_mark():
    first = calendar("UID:a\nSUMMARY:A\nDTSTART:20260501T100000", header="X-WR-TIMEZONE:America/New_York\n")
    second = calendar("UID:b\nSUMMARY:B\nDTSTART:20260501T100000")
    seen = read(f"\ufeff{first}{second}")
    assert [draft.sessions[0].timezone for draft in seen.drafts] == ["America/New_York", ""]
    assert seen.repaired == [("file", "bom_removed")]


def test_read_takes_events_without_a_calendar_around_them():
    assert only(read("BEGIN:VEVENT\nUID:a\nSUMMARY:A\nEND:VEVENT\n")).external_id == "a"


def test_read_skips_lines_before_the_calendar():
    seen = read("Warning: disk nearly full\n" + calendar(WALK))
    assert (len(seen.drafts), seen.repaired) == (1, [("file", "line_mended")])


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_read_undoes_folds_whatever_the_line_ends(end):
    text = calendar("UID:a\nSUMMARY:One long ti\n tle\n \twith tab")
    assert only(read(text.replace("\n", end))).title == {"und": "One long title\twith tab"}


class Trickle(io.BytesIO):
    """Hands over little at a time."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self.most = most

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 1, self.most))


@pytest.mark.parametrize("width", [16, 60, 61, 62, 63, 64, 73, 74, 75])
def test_read_joins_characters_that_a_fold_has_split(width):
    raw = ("SUMMARY:" + "é漢字😀ü" * 40).encode()
    lines = b"\r\n ".join(raw[at : at + width] for at in range(0, len(raw), width))
    said: list[str] = []
    for piece in (1, 13, 65536):
        stream = Trickle(b"UID:a\r\n" + lines + b"\r\nURL:b\r\n", piece)
        text = open_text(Rejoined(stream), told=lambda code, detail: said.append(code))
        assert [line.text for line in unfolded(text)] == ["UID:a", raw.decode(), "URL:b"]
    assert said == []


def test_read_leaves_out_a_line_that_is_no_property_and_keeps_the_event():
    seen = read(calendar("UID:a\nSUMMARY:A\nthis belongs nowhere\nURL:https://example.org/a"))
    assert only(seen).url == "https://example.org/a"
    assert seen.repaired == [("event 1, line 3", "line_mended")]
    assert seen.sentences == ["A line that belongs to no property was left out: this belongs nowhere."]


def test_read_mends_a_property_with_an_empty_parameter():
    seen = read(calendar("UID:a\nSUMMARY:A\nDTSTART;;VALUE=DATE-TIME:20260501T100000"))
    assert only(seen).sessions[0].start == datetime(2026, 5, 1, 10)
    assert seen.repaired == [("event 1, line 3", "property_mended")]


def test_read_reports_a_stray_line_of_the_calendar():
    assert read(calendar(WALK, header="X\n")).repaired == [("line 3", "line_mended")]


def test_read_passes_over_alarms_and_their_texts():
    seen = read(
        calendar(f"{WALK}\nBEGIN:VALARM\nDESCRIPTION:Remember\nTRIGGER:-PT15M\nEND:VALARM\nLOCATION:Park")
    )
    assert (only(seen).description, only(seen).place.names) == ({}, {"und": "Park"})


def test_read_survives_an_alarm_that_is_not_closed():
    assert len(read(calendar(f"{WALK}\nBEGIN:VALARM\nTRIGGER:-PT15M", "UID:b\nSUMMARY:B")).drafts) == 2


def test_read_rejects_an_event_that_another_one_interrupts():
    text = calendar(WALK, "UID:b\nSUMMARY:B").replace("END:VEVENT\n", "", 1)
    seen = read(text)
    assert [draft.external_id for draft in seen.drafts] == ["b"]
    assert seen.rejected == [("event 1, line 3", "broken_record")]
    assert not seen.cut


@pytest.mark.parametrize("kept", [3, 10, 60, 95])
def test_read_keeps_the_complete_events_of_a_file_that_was_cut(kept):
    whole = calendar("UID:a\nSUMMARY:A", "UID:b\nSUMMARY:B\nDESCRIPTION:" + "long " * 20)
    start = whole.index("BEGIN:VEVENT", 60)
    seen = read(whole[: start + len("BEGIN:VEVENT\n") + kept])
    assert [draft.external_id for draft in seen.drafts] == ["a"]
    assert (seen.rejected, seen.repaired) == ([("event 2, line 7", "cut_record")], [("file", "cut_file")])
    assert seen.cut


def test_read_sees_that_a_file_was_cut_between_two_events():
    seen = read(calendar(WALK).replace("END:VCALENDAR\n", ""))
    assert (len(seen.drafts), seen.rejected, seen.repaired, seen.cut) == (1, [], [("file", "cut_file")], True)


def test_read_sees_that_the_first_of_two_calendars_was_cut():
    seen = read(calendar(WALK).replace("END:VCALENDAR\n", "") + calendar("UID:b\nSUMMARY:B"))
    assert (len(seen.drafts), seen.cut) == (2, True)


def test_read_rejects_an_event_that_is_too_large_and_goes_on():
    huge = "UID:a\nSUMMARY:A\n" + "\n".join(f"COMMENT:{'x' * 70}" for _ in range(20_000))
    seen = read(calendar(huge, "UID:b\nSUMMARY:B"))
    assert ([draft.external_id for draft in seen.drafts], seen.rejected) == (
        ["b"],
        [("event 1, line 3", "too_large_record")],
    )


def test_read_passes_over_an_attachment_within_the_calendar():
    attached = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD\n " * 400_000
    seen = read(calendar(f"{WALK}\n{attached}"))
    assert (len(seen.drafts), seen.rejected, seen.repaired) == (1, [], [])


def test_read_learns_what_the_calendar_says_about_itself():
    context = a_context()
    header = "X-WR-CALNAME:Library\\, north\nX-WR-CALDESC:All events\nURL:https://example.org/\n"
    read_all(reader, calendar(header=header), context)
    assert context.about == {
        "name": "Library, north",
        "description": "All events",
        "url": "https://example.org/",
    }


def test_read_rejects_an_event_whose_date_cannot_be_read():
    seen = read(calendar("UID:a\nSUMMARY:A\nDTSTART:next week", WALK))
    assert (len(seen.drafts), seen.rejected) == (1, [("event 1, line 3", "bad_date")])
    assert seen.sentences == ["Its date cannot be read: next week."]


def test_read_guesses_an_encoding_that_nobody_states():
    seen = read(calendar("UID:a\nSUMMARY:Atelier d'été à la médiathèque").encode("cp1252"))
    assert (only(seen).title, seen.repaired) == (
        {"und": "Atelier d'été à la médiathèque"},
        [("file", "encoding_guessed")],
    )


def test_read_needs_no_more_memory_for_a_longer_feed():
    def peak(events: int) -> int:
        piece = f"BEGIN:VEVENT\r\n{WALK}\r\nDESCRIPTION:{'word ' * 60}\r\nEND:VEVENT\r\n".encode()
        stream = io.BytesIO(b"BEGIN:VCALENDAR\r\n" + piece * events + b"END:VCALENDAR\r\n")
        silent = Report(repaired=lambda *_, **__: None, rejected=lambda *_, **__: None)
        tracemalloc.start()
        count = sum(1 for _ in reader.read(stream, a_context(), silent))
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == events
        return high

    assert peak(8_000) < peak(2_000) * 1.3


REAL = [
    ("ical/Germany.ics", 159, 0, []),
    ("ical/bad_rrule_missing_until_event.ics", 1, 0, [("event 1, line 2", "bad_rule")]),
    ("ical/big_bad_calendar.ics", 20, 20, [("file", "cut_file")]),
    ("ical/bom_calendar.ics", 0, 0, [("file", "bom_removed")]),
    ("ical/broken_ical.ics", 1, 0, [("event 1, line 2", "property_mended")]),
    ("ical/calendar_with_unicode.ics", 0, 0, []),
    ("ical/empty.ics", 0, 0, []),
    ("ical/end_before_start_event.ics", 1, 0, [("event 1, line 25", "end_before_start")]),
    ("ical/fablab_cottbus.ics", 28, 0, []),
    ("ical/issue_104_broken_calendar.ics", 1, 0, [("line 13", "line_mended")]),
    ("ical/issue_1050_multiple_calendars.ics", 2, 0, []),
    ("ical/issue_164_duplicated_event.ics", 3, 0, []),
    ("ical/issue_218_bad_tzid.ics", 1, 0, []),
    ("ical/pawsey_ask-me-anything-porous-media-visualisation-and-lbpm.ics", 1, 0, []),
    ("ical/pawsey_nvidia-cuquantum-session.ics", 1, 0, []),
    ("ical/pawsey_pacer-seminar-computational-fluid-dynamics.ics", 1, 0, []),
    ("ical/pawsey_pawsey-intern-showcase-2021.ics", 1, 0, []),
    ("ical/pawsey_pawsey-supercomputing-centre-5cd096b58d0.ics", 1, 0, []),
    ("ical/rdate_hackerpublicradio.ics", 1, 0, []),
    ("ical/x_wr_timezone_simple_events_issue_59.ics", 2, 0, []),
    ("city-agenda/muenster_coerde_2026-06-20.ics", 13, 0, []),
    ("city-agenda/muenster_coerde_2026-07-08.ics", 74, 0, []),
]


@pytest.mark.real_data
@pytest.mark.parametrize(("path", "records", "rejections", "repairs"), REAL)
def test_read_accounts_for_every_event_of_a_real_calendar(path, records, rejections, repairs):
    feed = real(path)
    seen = read_all(reader, feed)
    assert feed.read_bytes().upper().count(b"BEGIN:VEVENT") == records
    assert (len(seen.raws), len(seen.rejected), len(seen.drafts)) == (
        records,
        rejections,
        records - rejections,
    )
    assert seen.repaired == repairs


@pytest.mark.real_data
@pytest.mark.parametrize(
    "path", ["ical/Germany.ics", "ical/fablab_cottbus.ics", "city-agenda/muenster_coerde_2026-07-08.ics"]
)
def test_read_agrees_with_an_independent_reader(path):
    """The icalendar library reads the same ids, titles, places and times."""

    def local(value: date | datetime) -> str:
        return str(value.replace(tzinfo=None) if isinstance(value, datetime) else value)

    feed = real(path)
    events = Calendar.from_ical(feed.read_bytes()).walk("VEVENT")
    theirs = [
        (
            str(each["UID"]),
            str(each["SUMMARY"]).strip(),
            local(each.start),
            str(each.get("DESCRIPTION", "")).strip(),
        )
        for each in events
    ]
    ours = [
        (
            draft.external_id,
            draft.title.popitem()[1],
            str(draft.sessions[0].start),
            (draft.description or {"und": ""}).popitem()[1],
        )
        for draft in read_all(reader, feed).drafts
    ]
    assert ours == theirs


@pytest.mark.real_data
def test_read_gives_a_zone_to_times_that_only_the_calendar_names():
    seen = read_all(reader, real("ical/x_wr_timezone_simple_events_issue_59.ics"))
    times = [(draft.sessions[0].start, draft.sessions[0].timezone) for draft in seen.drafts]
    assert times == [
        (datetime(2021, 12, 22, 12), "America/New_York"),
        (datetime(2021, 12, 22, 21), "America/New_York"),
    ]
    moment = seen.drafts[0].sessions[0].start.replace(tzinfo=ZoneInfo("America/New_York"))
    assert moment == datetime(2021, 12, 22, 17, tzinfo=ZoneInfo("UTC"))
