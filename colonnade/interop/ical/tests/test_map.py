"""Events become offers: what is stated is kept, what is not stays unknown."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft, SessionDraft
from colonnade.interop.ical import IcalReader
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real

reader = IcalReader()
BERLIN = "DTSTART;TZID=Europe/Berlin:20260501T100000"


def seen(*lines: str, header: str = "", **context: object) -> Reading:
    body = "\n".join(lines)
    text = f"BEGIN:VCALENDAR\n{header}BEGIN:VEVENT\nUID:u\nSUMMARY:S\n{body}\nEND:VEVENT\nEND:VCALENDAR\n"
    return read_all(reader, text, a_context(**context))


def offer(*lines: str, **more: object) -> OfferDraft:
    (draft,) = seen(*lines, **more).drafts
    return draft


def session(*lines: str, **more: object) -> SessionDraft:
    (found,) = offer(*lines, **more).sessions
    return found


def test_map_leaves_unknown_what_a_bare_event_does_not_say():
    assert offer() == OfferDraft(external_id="u", title={"und": "S"})


def test_map_refuses_an_event_without_a_title():
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY: \nEND:VEVENT\nEND:VCALENDAR\n"
    assert read_all(reader, text).rejected == [("event 1, line 2", "no_title")]


@pytest.mark.parametrize("marked", ["PRIVATE", "Confidential"])
def test_map_refuses_private_entries(marked):
    assert seen(f"CLASS:{marked}").rejected == [("event 1, line 2", "not_an_offer")]


def test_map_builds_the_same_key_for_an_event_without_an_id():
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\n{}\nEND:VEVENT\nEND:VCALENDAR\n"
    first, again, other = (
        read_all(reader, text.format(f"DTSTART:202605{day}")).drafts[0].external_id
        for day in ("01", "01", "02")
    )
    assert (first == again, first == other, len(first)) == (True, False, 32)


def test_map_keeps_long_ids_apart():
    first, second = (
        read_all(reader, f"BEGIN:VEVENT\nUID:{'x' * 300}{end}\nSUMMARY:A\nEND:VEVENT").drafts[0]
        for end in "ab"
    )
    assert first.external_id != second.external_id


# times


def test_map_keeps_local_time_beside_its_zone():
    assert session(BERLIN, "DTEND;TZID=Europe/Berlin:20260501T120000") == SessionDraft(
        datetime(2026, 5, 1, 10), datetime(2026, 5, 1, 12), "Europe/Berlin"
    )


def test_map_keeps_utc_as_a_moment():
    found = session("DTSTART:20260501T100000Z", "DTEND:20260501T110000Z")
    assert (found.start, found.timezone) == (datetime(2026, 5, 1, 10, tzinfo=UTC), "")


def test_map_shows_utc_in_the_zone_the_calendar_names():
    found = session(
        "DTSTART:20260501T100000Z", "DTEND:20260501T113000Z", header="X-WR-TIMEZONE:Europe/Madrid\n"
    )
    assert (found.start, found.end, found.timezone) == (
        datetime(2026, 5, 1, 12),
        datetime(2026, 5, 1, 13, 30),
        "Europe/Madrid",
    )


def test_map_believes_that_utc_as_calendar_zone_names_no_place():
    assert session("DTSTART:20260501T100000Z", header="X-WR-TIMEZONE:UTC\n").start == datetime(
        2026, 5, 1, 10, tzinfo=UTC
    )


def test_map_leaves_the_zone_of_floating_time_open():
    found = session("DTSTART:20260501T100000")
    assert (found.start, found.timezone) == (datetime(2026, 5, 1, 10), "")


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("/mozilla.org/20050126_1/Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ('"America/New York"', "America/New_York"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Japan", "Japan"),
        ("UTC+11", "Etc/GMT-11"),
        ("GMT-03:00", "Etc/GMT+3"),
    ],
)
def test_map_understands_zones_however_they_are_named(tzid, zone):
    found = seen(f"DTSTART;TZID={tzid}:20260501T100000")
    assert (found.drafts[0].sessions[0].timezone, found.repaired) == (zone, [])


@pytest.mark.parametrize("tzid", ["Mitteleuropa", "北京时间", "Europe/Atlantis"])
def test_map_uses_the_citys_zone_for_an_unknown_one_and_says_so(tzid):
    found = seen(f"DTSTART;TZID={tzid}:20260501T100000", f"DTEND;TZID={tzid}:20260501T110000")
    assert (found.drafts[0].sessions[0].start, found.drafts[0].sessions[0].timezone) == (
        datetime(2026, 5, 1, 10),
        "",
    )
    assert found.repaired == [("event 1, line 2", "bad_zone")]


def zone_of(tzid: str, standard: str, daylight: str = "", more: str = "") -> str:
    rule = "RRULE:FREQ=YEARLY;BYMONTH={};BYDAY=-1SU\n"
    summer = (
        f"BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:{standard}\nTZOFFSETTO:{daylight}\n{rule.format(3)}END:DAYLIGHT\n"
        if daylight
        else ""
    )
    return (
        f"BEGIN:VTIMEZONE\nTZID:{tzid}\n{more}{summer}BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:{daylight or standard}\n"
        f"TZOFFSETTO:{standard}\n{rule.format(10) if daylight else ''}END:STANDARD\nEND:VTIMEZONE\n"
    )


def test_map_recognises_the_citys_zone_in_a_definition_of_the_calendar():
    found = session("DTSTART;TZID=Büro:20260701T100000", header=zone_of("Büro", "+0100", "+0200"))
    assert (found.start, found.timezone) == (datetime(2026, 7, 1, 10), "Europe/Berlin")


def test_map_keeps_the_distance_where_a_defined_zone_is_none_of_the_list():
    found = session("DTSTART;TZID=Ship:20260701T100000", header=zone_of("Ship", "+0430", "+0530"))
    assert (found.start, found.timezone) == (
        datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        "",
    )


def test_map_names_a_defined_zone_without_summer_time():
    assert (
        session("DTSTART;TZID=Camp:20260701T100000", header=zone_of("Camp", "+0500")).timezone == "Etc/GMT-5"
    )


def test_map_prefers_the_place_a_definition_names():
    header = zone_of("Standard", "+0900", more="X-LIC-LOCATION:Asia/Tokyo\n")
    assert session("DTSTART;TZID=Standard:20260701T100000", header=header).timezone == "Asia/Tokyo"


def test_map_ignores_a_definition_that_is_broken():
    header = "BEGIN:VTIMEZONE\nTZID:Odd\nBEGIN:STANDARD\nTZOFFSETTO:+9x\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert seen("DTSTART;TZID=Odd:20260701T100000", header=header).repaired == [
        ("event 1, line 8", "bad_zone")
    ]


def test_map_builds_no_zone_that_changes_every_second():
    header = zone_of("Odd", "+0100", "+0200").replace("FREQ=YEARLY", "FREQ=SECONDLY")
    assert [code for _, code in seen("DTSTART;TZID=Odd:20260701T100000", header=header).repaired] == [
        "bad_zone"
    ]


@pytest.mark.parametrize(
    ("lines", "end", "known", "repairs"),
    [
        (["DTEND;TZID=Europe/Berlin:20260501T093000"], None, False, ["end_before_start"]),
        (["DTEND;TZID=Europe/Berlin:20260501T100000"], None, False, []),
        ([], None, False, []),
        (["DTEND:"], None, False, []),
        (["DTEND;TZID=Europe/Berlin:late"], None, False, ["bad_date"]),
        (["DTEND;TZID=Europe/Berlin:20260501T235900"], None, False, []),
        (["DTEND;TZID=Europe/Berlin:20260703T235959"], date(2026, 7, 3), True, []),
        (["DTEND:20260501T100000Z"], datetime(2026, 5, 1, 12), True, []),
        (["DTEND;VALUE=DATE:20260502"], None, False, []),
        (["DURATION:PT1H30M"], datetime(2026, 5, 1, 11, 30), True, []),
        (["DURATION:P1W"], datetime(2026, 5, 8, 10), True, []),
        (["DURATION:PT0S"], None, False, []),
        (["DURATION:-PT1H"], None, False, ["end_before_start"]),
        (["DURATION:two hours"], None, False, ["bad_date"]),
        (["DURATION:P99999999W"], None, False, ["bad_date"]),
    ],
)
def test_map_knows_an_end_only_where_it_says_something(lines, end, known, repairs):
    found = seen(BERLIN, *lines)
    (one,) = found.drafts[0].sessions
    assert (one.end, one.end_known, [code for _, code in found.repaired]) == (end, known, repairs)


def test_map_reckons_in_the_citys_zone_where_only_the_end_has_one():
    assert session("DTSTART:20260501T100000", "DTEND:20260501T090000Z").end == datetime(2026, 5, 1, 11)


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260502"], date(2026, 5, 1), date(2026, 5, 1)),
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260504"], date(2026, 5, 1), date(2026, 5, 3)),
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501"], date(2026, 5, 1), date(2026, 5, 1)),
        (["DTSTART:20260501"], date(2026, 5, 1), date(2026, 5, 1)),
        (["DTSTART;VALUE=DATE:20260501", "DURATION:P2D"], date(2026, 5, 1), date(2026, 5, 2)),
        (["DTSTART:20260501T000000", "DTEND:20260502T000000"], date(2026, 5, 1), date(2026, 5, 1)),
        (["DTSTART:20260501T000000", "DTEND:20260502T235900"], date(2026, 5, 1), date(2026, 5, 2)),
    ],
)
def test_map_tells_whole_days_as_days_with_their_own_last_day(lines, start, end):
    found = session(*lines)
    assert (found.start, found.end, found.end_known) == (start, end, True)


def test_map_keeps_an_event_without_a_date():
    assert offer("LOCATION:Park").sessions == []


# recurrence


def test_map_hands_over_a_rule_with_its_further_and_its_missing_dates():
    found = session(
        BERLIN,
        "DURATION:PT2H",
        "RRULE:FREQ=WEEKLY;UNTIL=20260630T080000Z;BYDAY=FR",
        "RDATE;TZID=Europe/Berlin:20260502T100000,20260501T100000",
        "RDATE;VALUE=PERIOD:20260503T080000Z/PT2H",
        "EXDATE;TZID=Europe/Berlin:20260508T100000",
        "EXDATE;VALUE=DATE:20260515",
    )
    assert found.rule == "FREQ=WEEKLY;UNTIL=20260630T080000Z;BYDAY=FR"
    assert found.more_dates == [datetime(2026, 5, 2, 10), datetime(2026, 5, 3, 10)]
    assert found.except_dates == [datetime(2026, 5, 8, 10), datetime(2026, 5, 15, 10)]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("FREQ=MONTHLY;BYDAY=1SA", "FREQ=MONTHLY;BYDAY=1SA"),
        ("freq=weekly; interval=2;", "FREQ=WEEKLY;INTERVAL=2"),
        ("FREQ=DAILY;COUNT=5", "FREQ=DAILY;COUNT=5"),
        ("FREQ=WEEKLY;UNTIL=20260630", "FREQ=WEEKLY;UNTIL=20260630T215959Z"),
        ("FREQ=WEEKLY;UNTIL=20260630T120000", "FREQ=WEEKLY;UNTIL=20260630T100000Z"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260630T120000Z", "FREQ=WEEKLY;UNTIL=20260630T120000Z"),
        ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT", "FREQ=YEARLY"),
        ("", ""),
    ],
)
def test_map_gives_a_rule_the_shape_of_the_standard(rule, kept):
    found = seen(BERLIN, f"RRULE:{rule}")
    assert (found.drafts[0].sessions[0].rule, found.repaired) == (kept, [])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;UNTL=20261023;BYDAY=TH",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;UNTIL=20250101",
        "FREQ=SECONDLY",
        "FREQ=FORTNIGHTLY",
        "BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=Monday",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "RSCALE=HEBREW;FREQ=YEARLY",
        "every monday",
    ],
)
def test_map_keeps_the_first_date_of_a_rule_that_nobody_can_follow(rule):
    found = seen(BERLIN, f"RRULE:{rule}")
    assert (found.drafts[0].sessions[0].start, found.drafts[0].sessions[0].rule) == (
        datetime(2026, 5, 1, 10),
        "",
    )
    assert found.repaired == [("event 1, line 2", "bad_rule")]


def test_map_reports_further_dates_that_cannot_be_read():
    found = seen(BERLIN, "RDATE:20260502T100000,soon", "EXDATE:never")
    assert found.drafts[0].sessions[0].more_dates == [datetime(2026, 5, 2, 10)]
    assert [code for _, code in found.repaired] == ["bad_date", "bad_exclusion"]


def test_map_ends_rules_of_days_and_of_floating_times_in_their_own_way():
    assert (
        session("DTSTART:20260501", "RRULE:FREQ=DAILY;UNTIL=20260510T000000").rule
        == "FREQ=DAILY;UNTIL=20260510"
    )
    assert (
        session("DTSTART:20260501T100000", "RRULE:FREQ=DAILY;UNTIL=20260510").rule
        == "FREQ=DAILY;UNTIL=20260510T235959"
    )


def test_map_lets_a_moved_date_take_the_place_of_the_one_it_names():
    found = session(
        "DTSTART;TZID=Europe/Berlin:20260509T140000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260508T100000",
        "RRULE:FREQ=DAILY",
    )
    assert (found.external_id, found.status, found.rule) == ("2026-05-08T08:00:00+00:00", "MOVED", "")
    assert found.previous_start == datetime(2026, 5, 8, 8, tzinfo=UTC)


def test_map_names_the_day_a_changed_date_stands_for_as_the_city_lives():
    found = session("DTSTART;VALUE=DATE:20260508", "RECURRENCE-ID;VALUE=DATE:20260508")
    assert (found.external_id, found.status, found.previous_start) == (
        "2026-05-07T22:00:00+00:00",
        "SCHEDULED",
        None,
    )


def test_map_cancels_one_date_of_a_series_and_not_the_offer():
    draft = offer(BERLIN, "RECURRENCE-ID;TZID=Europe/Berlin:20260501T100000", "STATUS:CANCELLED")
    assert (draft.status, draft.sessions[0].status) == ("PUBLISHED", "CANCELLED")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("CANCELLED", "CANCELLED"),
        ("canceled", "CANCELLED"),
        ("CONFIRMED", "PUBLISHED"),
        ("TENTATIVE", "PUBLISHED"),
    ],
)
def test_map_says_when_an_event_is_cancelled(word, status):
    assert offer(BERLIN, f"STATUS:{word}").status == status


# texts, people, places


def test_map_undoes_escapes_and_keeps_the_language():
    draft = offer(
        "DESCRIPTION;LANGUAGE=pt-br:Um\\, dois\\; tr\\\\es\\nfim",
        "CATEGORIES;LANGUAGE=pt:a\\,b,c",
        "CATEGORIES:c,d",
    )
    assert draft.description == {"pt-BR": "Um, dois; tr\\es\nfim"}
    assert draft.keywords == ["a,b", "c", "d"]
    assert draft.source_categories == [{"code": word, "label": word} for word in ("a,b", "c", "d")]


def test_map_takes_the_richer_description_only_where_the_plain_one_is_empty():
    assert offer("DESCRIPTION:", "X-ALT-DESC;FMTTYPE=text/html:<p>Hi</p>").description == {"und": "<p>Hi</p>"}
    assert offer("DESCRIPTION:Hi", "X-ALT-DESC;FMTTYPE=text/html:<p>Hi</p>").description == {"und": "Hi"}


@pytest.mark.parametrize(
    ("line", "provider"),
    [
        (
            'ORGANIZER;CN="Amina, Library":mailto:desk@example.org',
            OrganisationDraft({"und": "Amina, Library"}, email="desk@example.org"),
        ),
        (
            "ORGANIZER;CN=City%20Library:MAILTO:desk%40example.org",
            OrganisationDraft({"und": "City Library"}, email="desk@example.org"),
        ),
        ("ORGANIZER;CN=Choir:mailto:abc@group.calendar.google.com", OrganisationDraft({"und": "Choir"})),
        ("ORGANIZER:The choir", OrganisationDraft({"und": "The choir"})),
        ("ORGANIZER;CN=desk@example.org:mailto:desk@example.org", None),
        ("ORGANIZER:mailto:desk@example.org", None),
        ("ORGANIZER;CN=TBA:invalid:nomail", None),
    ],
)
def test_map_names_the_organiser(line, provider):
    assert offer(line).provider == provider


def test_map_finds_the_organiser_in_a_line_of_the_description_and_says_so():
    draft = offer("DESCRIPTION:Come and see.\\nVeranstalter: Stadtteilverein e.V.\\nQuelle: x")
    assert (draft.provider, draft.inferred) == (
        OrganisationDraft({"und": "Stadtteilverein e.V."}),
        ["provider"],
    )


def test_map_takes_a_location_apart_as_far_as_it_is_certain():
    draft = offer(
        "LOCATION:Library\\, Long Road 12\\, 48157 Lindenau-Nord", "GEO:51.99;7.65", city_names=["Lindenau"]
    )
    assert draft.place == PlaceDraft(
        {"und": "Library"},
        "Long Road 12",
        "48157",
        "Lindenau",
        latitude=51.99,
        longitude=7.65,
        district="Nord",
    )


@pytest.mark.parametrize("geo", ["0;0", "999;7", "here", ""])
def test_map_ignores_coordinates_that_are_none(geo):
    assert offer("LOCATION:Park", f"GEO:{geo}").place == PlaceDraft({"und": "Park"})


def test_map_takes_the_spot_that_apple_calendars_give():
    line = 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Old Mill":geo:51.5,7.25'
    assert offer(line).place == PlaceDraft({"und": "Old Mill"}, latitude=51.5, longitude=7.25)


@pytest.mark.parametrize(
    ("lines", "mode", "name", "online"),
    [
        (["LOCATION:Online"], "ONLINE", "", ""),
        (["LOCATION:Online\\, Virtual\\, Australia"], "ONLINE", "", ""),
        (["LOCATION:https://zoom.us/j/1"], "ONLINE", "", "https://zoom.us/j/1"),
        (["LOCATION:Online (https://meet.google.com/abc)"], "ONLINE", "", "https://meet.google.com/abc"),
        (["LOCATION:Town hall and online\\, hybrid"], "HYBRID", "Town hall and online, hybrid", ""),
        (["LOCATION:Online Café\\, High Street"], "", "Online Café, High Street", ""),
        (
            ["LOCATION:Town hall", "CONFERENCE;VALUE=URI:https://example.org/live"],
            "",
            "Town hall",
            "https://example.org/live",
        ),
        (["CONFERENCE;VALUE=URI:https://example.org/live"], "ONLINE", "", "https://example.org/live"),
        (["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"], "", "", "https://meet.google.com/abc"),
        (["LOCATION:https://goo.gl/maps/xyz"], "", "", ""),
        (["LOCATION:Park"], "", "Park", ""),
    ],
)
def test_map_says_online_only_where_that_is_clear(lines, mode, name, online):
    draft = offer(BERLIN, *lines)
    found = next(iter(draft.place.names.values())) if draft.place else ""
    assert (draft.mode, found, draft.sessions[0].online_url) == (mode, name, online)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("123", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_map_keeps_only_addresses_that_can_be_followed(stated, kept):
    assert offer(f"URL:{stated}").url == kept


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("IMAGE;VALUE=URI;DISPLAY=BADGE:https://example.org/a.png", "https://example.org/a.png"),
        ("ATTACH;FMTTYPE=image/jpeg:https://example.org/b.jpg", "https://example.org/b.jpg"),
        (
            "X-WP-IMAGES-URL:thumbnail\\;https://example.org/t.jpg\\;150\\;150,large\\;https://example.org/l.jpg\\;900\\;600",
            "https://example.org/l.jpg",
        ),
    ],
)
def test_map_finds_the_picture(line, url):
    assert offer(line).image == {"url": url}


def test_map_takes_no_other_attachment_for_a_picture():
    assert offer("ATTACH:https://example.org/programme.pdf").image == {}


def test_map_keeps_unknown_price_unknown_and_a_worded_one_as_words():
    draft = offer("X-COST-TYPE:free")
    assert (draft.is_free, draft.prices) == ("UNKNOWN", [])
    assert offer("X-COST:5 to 8 Euro").prices == [{"amount": None, "label": {"und": "5 to 8 Euro"}}]


def test_map_keeps_when_it_was_changed_and_what_it_belongs_to():
    draft = offer(
        "LAST-MODIFIED:20260102T030405Z", "RELATED-TO:parent@example.org", "RELATED-TO;RELTYPE=SIBLING:x"
    )
    assert (draft.modified, draft.part_of) == (
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "parent@example.org",
    )
    assert offer("LAST-MODIFIED:20269902T030405Z").modified is None


# real calendars


@pytest.mark.real_data
def test_map_tells_ends_that_say_nothing_in_a_real_agenda():
    """15 of 135 events of this agenda end when they start (standards.md, trap 16); 74 of them stand in this file."""
    text = real("city-agenda/muenster_coerde_2026-07-08.ics").read_text()
    drafts = read_all(reader, real("city-agenda/muenster_coerde_2026-07-08.ics")).drafts
    same = sum(
        1
        for event in text.split("BEGIN:VEVENT")[1:]
        if event.split("DTSTART")[1].split("\n")[0] == event.split("DTEND")[1].split("\n")[0]
    )
    assert sum(1 for draft in drafts if not draft.sessions[0].end_known) == same


@pytest.mark.real_data
def test_map_finds_provider_and_place_of_every_event_of_a_real_agenda():
    context = a_context(city_names=["Münster"])
    drafts = read_all(reader, real("city-agenda/muenster_coerde_2026-07-08.ics"), context).drafts
    assert {draft.place.locality for draft in drafts if draft.place} == {"Münster"}
    assert {draft.place.district for draft in drafts if draft.place} == {"Coerde"}
    assert [draft.external_id for draft in drafts if draft.provider is None] == []


@pytest.mark.real_data
def test_map_gives_series_and_exceptions_of_a_real_calendar_one_id():
    drafts = read_all(reader, real("ical/issue_164_duplicated_event.ics")).drafts
    assert [draft.external_id for draft in drafts] == ["111", "111", "111"]
    assert [draft.sessions[0].external_id for draft in drafts] == ["", *["2024-08-25T22:00:00+00:00"] * 2]


@pytest.mark.real_data
def test_map_keeps_every_further_date_of_a_real_series():
    found = read_all(reader, real("ical/rdate_hackerpublicradio.ics")).drafts[0].sessions[0]
    assert (found.start, found.timezone, len(found.more_dates)) == (
        datetime(2013, 8, 3, 20),
        "Europe/London",
        11,
    )
