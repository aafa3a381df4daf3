"""One row becomes one draft: each fact as the cell says it, unknown where in doubt."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from colonnade.city.catalogue.harvest import Raw
from colonnade.interop.shared.tests.reading import a_context, read_all
from colonnade.interop.tabular import TabularReader


def table(rows, **context):
    """Read rows given as dictionaries."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return read_all(TabularReader(), text.getvalue(), a_context(**context))


def one(context=None, /, **cells):
    """Return the draft of a row that has these cells; names of columns are our fields."""
    reading = table([{"title": "Clay", **cells}], **(context or {}))
    (draft,) = reading.drafts
    return draft


def session(**cells):
    (found,) = one(**cells).sessions
    return found


def test_a_title_is_enough():
    draft = one()
    assert draft.title == {"und": "Clay"}
    assert (draft.kind, draft.sessions, draft.place, draft.provider) == ("PROGRAMME", [], None, None)
    assert (draft.is_free, draft.mode, draft.prices, draft.registration) == ("UNKNOWN", "", [], {})
    assert (draft.age_min, draft.age_max, draft.inferred) == (None, None, ["kind"])


def test_a_row_without_title_is_refused():
    assert table([{"title": "", "start": "2026-03-14"}]).rejected == [("row 1, line 2", "no_title")]
    reading = table([{"foo": "", "start": "2026-03-14"}], mapping={"title": "foo"})
    assert reading.rejected == [("row 1, line 2", "no_mapping_value")]


def test_the_source_s_own_identifier_counts():
    assert one(id="K-17").external_id == "K-17"


def test_a_stable_key_is_built_where_the_source_has_none():
    first, again, other = (one(start=day, place="Hall") for day in ("2026-03-14", "2026-03-14", "2026-03-15"))
    assert len(first.external_id) == 32
    assert first.external_id == again.external_id != other.external_id


def test_a_row_alone_is_mapped_by_its_columns():
    draft = TabularReader().map(Raw("row 1", {"Title": "Clay", "Start": "2026-03-14"}), a_context())
    assert draft.sessions[0].start == date(2026, 3, 14)


def test_quotes_around_a_cell_and_words_for_nothing_do_not_count():
    draft = one(description='"""Wheel and glaze"""', place="NULL", url="n/a", provider="-")
    assert draft.description == {"und": "Wheel and glaze"}
    assert (draft.place, draft.url, draft.provider) == (None, "", None)


def test_start_and_end():
    found = session(start="2026-03-14 18:00", end="2026-03-14 20:30")
    assert (found.start, found.end, found.end_known) == (
        datetime(2026, 3, 14, 18),
        datetime(2026, 3, 14, 20, 30),
        True,
    )


def test_days_and_times_in_columns_of_their_own():
    found = session(start="14.03.2026", start_time="18 Uhr", end="14.03.2026", end_time="20.30 Uhr")
    assert (found.start, found.end) == (datetime(2026, 3, 14, 18), datetime(2026, 3, 14, 20, 30))
    found = session(
        start="2026-03-14 00:00:00", start_time="18:00", end="2026-03-14 00:00:00", end_time="20:30"
    )
    assert (found.start, found.end) == (datetime(2026, 3, 14, 18), datetime(2026, 3, 14, 20, 30))
    found = session(start="2026-03-14", start_time="6 pm - 8 pm")
    assert (found.start, found.end) == (datetime(2026, 3, 14, 18), datetime(2026, 3, 14, 20))
    found = session(start_time="2026-03-14 18:00", end_time="20:00")
    assert (found.start, found.end) == (datetime(2026, 3, 14, 18), datetime(2026, 3, 14, 20))
    found = session(start="2026-03-14 18:00", end="20:00")
    assert (found.start, found.end) == (datetime(2026, 3, 14, 18), datetime(2026, 3, 14, 20))


def test_whole_days_stay_days():
    found = session(start="2026-03-14", end="2026-03-16")
    assert (found.start, found.end, found.end_known) == (date(2026, 3, 14), date(2026, 3, 16), True)
    found = session(start="2026-03-14")
    assert (found.start, found.end, found.end_known) == (date(2026, 3, 14), None, False)


def test_a_range_in_one_cell():
    found = session(start="2026-03-14 – 2026-03-16")
    assert (found.start, found.end) == (date(2026, 3, 14), date(2026, 3, 16))


def test_times_keep_their_distance_from_utc():
    assert session(start="2026-03-14T18:00:00Z").start == datetime(2026, 3, 14, 18, tzinfo=UTC)


def test_an_end_at_one_minute_to_midnight_is_filler():
    draft = one(start="2026-03-14 18:00", end="2026-03-14 23:59:00")
    assert (draft.sessions[0].end, draft.sessions[0].end_known) == (None, False)
    assert "end" in draft.inferred
    draft = one(start="2026-03-14 18:00", end="2026-03-20 23:59")
    assert (draft.sessions[0].end, draft.sessions[0].end_known) == (date(2026, 3, 20), True)


def test_midnight_without_an_end_is_filler():
    draft = one(start="2026-03-14 00:00", end="2026-03-14 23:59")
    assert (draft.sessions[0].start, draft.sessions[0].end) == (date(2026, 3, 14), None)
    assert draft.inferred == ["start", "end", "kind"]
    assert session(start="2026-03-14 00:00", end="2026-03-14 02:00").start == datetime(2026, 3, 14)


def test_past_midnight():
    draft = one(start="2026-03-14", start_time="22:00", end_time="01:00")
    assert draft.sessions[0].end == datetime(2026, 3, 15, 1)
    assert "end" in draft.inferred


@pytest.mark.parametrize("end", ["9999-12-31", "2999-01-01", "1900-01-01"])
def test_ends_at_the_end_of_time_are_filler(end):
    draft = one(start="2026-03-14", end=end)
    assert draft.sessions[0].end is None
    assert "end" in draft.inferred


def test_starts_at_the_beginning_of_time_are_filler():
    draft = one(start="1970-01-01")
    assert (draft.sessions, draft.inferred) == ([], ["start", "kind"])


def test_serial_numbers_of_spreadsheets():
    draft = one(start="46095.75")
    assert (draft.sessions[0].start, "start" in draft.inferred) == (datetime(2026, 3, 14, 18), True)


@pytest.mark.parametrize("start", ["31.02.2026", "2026-13-01", "12345678", "14/03/2026 25:00"])
def test_a_day_that_no_calendar_has_is_refused(start):
    assert table([{"title": "Clay", "start": start}]).rejected == [("row 1, line 2", "bad_date")]


def test_an_end_that_cannot_be_read_is_left_out():
    draft = one(start="2026-03-14", end="31.02.2026")
    assert (draft.sessions[0].end, draft.inferred) == (None, ["end", "kind"])


def test_times_that_only_words_give_become_a_note():
    found = session(start="every Friday by arrangement", schedule="not in August")
    assert (found.start, found.precision) == (None, "NONE")
    assert found.schedule_note == {"und": "every Friday by arrangement\nnot in August"}
    found = session(start="2026-03-14", start_time="in the evening")
    assert (found.start, found.schedule_note) == (date(2026, 3, 14), {"und": "in the evening"})


def test_several_dates_in_one_cell():
    draft = one(start="2026-03-14 18:00; 2026-03-21 18:00", capacity="12")
    assert [each.start for each in draft.sessions] == [datetime(2026, 3, 14, 18), datetime(2026, 3, 21, 18)]
    assert [each.capacity_max for each in draft.sessions] == [12, 12]
    draft = one(start="2026-03-14|2026-03-21", end="2026-03-15|2026-03-22")
    assert [each.end for each in draft.sessions] == [date(2026, 3, 15), date(2026, 3, 22)]


def test_the_whole_column_decides_what_is_the_day():
    rows = [{"title": "Clay", "start": "3/4/2026"}, {"title": "Chess", "start": "4/25/2026"}]
    assert table(rows).drafts[0].sessions[0].start == date(2026, 3, 4)
    rows[1]["start"] = "25/4/2026"
    first = table(rows, country="US").drafts[0]
    assert (first.sessions[0].start, first.inferred) == (date(2026, 4, 3), ["kind"])


def test_the_country_decides_where_the_column_does_not():
    draft = one({"country": "US"}, start="3/4/2026")
    assert (draft.sessions[0].start, draft.inferred) == (date(2026, 3, 4), ["start", "kind"])
    assert one({"country": "FR"}, start="3/4/2026").sessions[0].start == date(2026, 4, 3)


def test_time_zones():
    assert session(start="2026-03-14 18:00").timezone == ""
    assert session(start="2026-03-14 18:00", timezone="Europe/Madrid").timezone == "Europe/Madrid"
    draft = one(start="2026-03-14 18:00", timezone="Melbourne")
    assert (draft.sessions[0].timezone, draft.inferred) == ("Australia/Melbourne", ["timezone", "kind"])
    assert session(start="2026-03-14 18:00", timezone="Atlantis").timezone == "Atlantis"


def test_a_place_of_several_columns():
    place = one(
        place="Hall", street="Main St 1", postal_code="48157", locality="Harbourtown", district="Old Town",
        country="Germany", latitude="51,9607", longitude="7.6261",
    ).place  # fmt: skip
    assert (place.names, place.street, place.postal_code) == ({"und": "Hall"}, "Main St 1", "48157")
    assert (place.locality, place.district, place.country) == ("Harbourtown", "Old Town", "DE")
    assert (place.latitude, place.longitude) == (51.9607, 7.6261)


def test_a_place_in_one_line():
    place = one(place="Town Hall, Hauptstraße 12, 48157 Harbourtown").place
    assert (place.names, place.street, place.postal_code, place.locality) == (
        {"und": "Town Hall"}, "Hauptstraße 12", "48157", "Harbourtown",
    )  # fmt: skip


def test_coordinates_within_an_address_cell():
    place = one(place="12 Main Street\nSpringfield, IL 62701\n(39.7817, -89.6501)").place
    assert (place.street, place.postal_code, place.locality) == ("12 Main Street", "62701", "Springfield")
    assert (place.latitude, place.longitude) == (39.7817, -89.6501)


def test_coordinates_in_one_column():
    place = one(place="Hall", latitude="39.7817, -89.6501").place
    assert (place.latitude, place.longitude) == (39.7817, -89.6501)


def test_a_place_that_is_a_way():
    draft = one(place="Zoom")
    assert (draft.mode, draft.place, draft.inferred) == ("ONLINE", None, ["mode", "kind"])


@pytest.mark.parametrize(
    ("cell", "mode"),
    [
        ("true", "ONLINE"),
        ("no", "ONSITE"),
        ("Presencial", "ONSITE"),
        ("en ligne", "ONLINE"),
        ("Hybrid", "HYBRID"),
        ("online; presencial", "HYBRID"),
        ("线上", "ONLINE"),
        ("очно", "ONSITE"),
        ("عن بعد", "ONLINE"),
        ("evening", ""),
        ("", ""),
    ],
)
def test_modes(cell, mode):
    assert one(mode=cell).mode == mode


def test_provider_and_partners():
    draft = one(provider="Library", partners="Cycling club; Library; City")
    assert draft.provider.names == {"und": "Library"}
    assert [each["name"]["und"] for each in draft.other_organisations] == ["Cycling club", "City"]


def test_map_keeps_unknown_price_unknown():
    assert (one(price="").is_free, one(price="").prices) == ("UNKNOWN", [])
    assert one(price="0").is_free == "UNKNOWN"


def test_prices():
    draft = one(price="12,50", currency="EUR")
    assert (draft.is_free, draft.prices) == ("NO", [{"amount": "12.50", "currency": "EUR"}])
    assert one({"country": "US"}, price="5").inferred == ["prices", "kind"]
    reading = table([{"Title": "Clay", "Fee (EUR)": "5"}], country="US")
    assert (reading.drafts[0].prices, reading.drafts[0].inferred) == (
        [{"amount": "5.00", "currency": "EUR"}],
        ["kind"],
    )


def test_nothing_among_amounts_is_free():
    reading = table([{"title": "Clay", "price": "0"}, {"title": "Chess", "price": "12"}])
    assert [draft.is_free for draft in reading.drafts] == ["YES", "NO"]


def test_flags_are_no_prices():
    reading = table([{"title": "Clay", "price": "0"}, {"title": "Chess", "price": "1"}])
    assert [(draft.is_free, draft.prices) for draft in reading.drafts] == [("UNKNOWN", [])] * 2


@pytest.mark.parametrize(
    ("cell", "is_free"),
    [("yes", "YES"), ("gratuito", "YES"), ("No", "NO"), ("charge", "NO"), ("maybe", "UNKNOWN")],
)
def test_answers_to_is_it_free(cell, is_free):
    assert one(is_free=cell).is_free == is_free


def test_a_price_that_contradicts_the_answer_leaves_it_open():
    draft = one(is_free="yes", price="5 €")
    assert (draft.is_free, len(draft.prices)) == ("UNKNOWN", 1)


def test_ages():
    assert [(draft.age_min, draft.age_max) for draft in (one(ages="6-12"), one(age_min="6", age_max="99"), one(audience="6-12 años"))] == [
        (6, 12), (6, None), (6, 12),
    ]  # fmt: skip


def test_audience_known_and_unknown():
    draft = one(audience="Adults, Seniors; bakers")
    assert draft.audience == []
    draft = one(audience="Adults; Seniors; bakers")
    assert draft.audience == ["adults", "older_people"]
    assert draft.source_categories == [{"code": "audience", "label": "bakers"}]


def test_categories_keywords_and_languages():
    draft = one(category="Art; Craft, design", keywords="clay, wheel", languages="English; español")
    assert [each["label"] for each in draft.source_categories] == ["Art", "Craft, design"]
    assert (draft.keywords, draft.languages) == (["clay", "wheel"], ["en", "es"])


def test_kinds():
    assert (one(start="2026-03-14").kind, one(start="2026-03-14").inferred) == ("EVENT", ["kind"])
    draft = one(category="Course", start="2026-03-14")
    assert (draft.kind, draft.inferred) == ("COURSE", [])
    assert table([{"Kurstitel": "Ton"}]).drafts[0].kind == "COURSE"


def test_registration():
    draft = one(
        registration="yes",
        registration_url="https://example.org/r",
        registration_closes="10.03.2026",
        contact="a@example.org",
    )
    assert draft.registration == {
        "needed": "YES",
        "url": "https://example.org/r",
        "closes": "2026-03-10",
        "contact": "a@example.org",
    }
    assert one(registration="keine Anmeldung erforderlich").registration == {"needed": "NO"}
    assert one(registration="https://example.org/r").registration == {"url": "https://example.org/r"}
    assert one(registration="at the desk").registration == {
        "needed": "UNKNOWN",
        "note": {"und": "at the desk"},
    }


def test_addresses_on_the_web():
    assert one(url="https://example.org/x").url == "https://example.org/x"
    draft = one(url="www.example.org/x")
    assert (draft.url, draft.inferred) == ("https://www.example.org/x", ["url", "kind"])
    assert one(url="ask us").url == ""
    assert one(image="https://example.org/a.jpg").image == {"url": "https://example.org/a.jpg"}


def test_capacity_and_places_left():
    found = session(start="2026-03-14", capacity="max. 25 people", places_left="0")
    assert (found.capacity_max, found.places_left) == (25, 0)
    assert session(start="2026-03-14", capacity="10-12").capacity_max is None
    assert session(start="2026-03-14", capacity="0").capacity_max is None


@pytest.mark.parametrize(
    ("cell", "offer", "date"),
    [
        ("abgesagt", "CANCELLED", "CANCELLED"),
        ("Pospuesto", "POSTPONED", "POSTPONED"),
        ("sold out", "PUBLISHED", "FULL"),
        ("confirmed", "PUBLISHED", "SCHEDULED"),
        ("", "PUBLISHED", "SCHEDULED"),
    ],
)
def test_status(cell, offer, date):
    draft = one(start="2026-03-14", status=cell)
    assert (draft.status, draft.sessions[0].status) == (offer, date)


def test_duration_requirements_outcomes_accessibility():
    draft = one(
        duration="1.5 hours",
        requirements="none at all",
        outcomes="Throw a pot; Glaze it",
        accessibility="Wheelchair access, lift",
    )
    assert draft.duration == {"iso": "PT1H30M", "note": {"und": "1.5 hours"}}
    assert draft.entry_requirements == {"und": "none at all"}
    assert draft.outcomes == [{"und": "Throw a pot"}, {"und": "Glaze it"}]
    assert (draft.accessibility, draft.accessibility_note) == (
        ["wheelchair"],
        {"und": "Wheelchair access, lift"},
    )
    assert one(duration="6 months (approx)").duration == {"note": {"und": "6 months (approx)"}}


def test_last_changed():
    assert one(modified="2026-03-01T10:00:00Z").modified == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert one(modified="2026-03-01 10:00").modified == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert one(modified="yesterday").modified is None
