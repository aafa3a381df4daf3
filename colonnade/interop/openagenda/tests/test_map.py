"""What the fields of an event mean, and what they do not say."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.openagenda import OpenAgendaReader
from colonnade.interop.openagenda.map import draft_of
from colonnade.interop.shared.tests.reading import read_all, real

SUMMER = timezone(timedelta(hours=2))
TIMINGS = [
    {"begin": "2030-05-04T10:00:00+02:00", "end": "2030-05-04T12:00:00+02:00"},
    {"begin": "2030-05-11T10:00:00+02:00", "end": "2030-05-11T10:00:00+02:00"},
]
FIELDS = {
    "uid": "4711",
    "title_fr": "Atelier de poterie",
    "title_en": "Pottery",
    "description_fr": "Terre & eau",
    "longdescription_fr": "<p>Venez.</p>",
    "timings": json.dumps(TIMINGS),
    "status": json.dumps({"id": 1, "label": {"fr": "Programmé"}}),
    "attendancemode": json.dumps({"id": 1, "label": {"fr": "Sur place"}}),
    "location_name": "Maison de quartier",
    "location_address": "3 rue des Lilas, 93000 Exempleville",
    "location_postalcode": "93000",
    "location_city": "Exempleville",
    "location_district": "Nord",
    "location_countrycode": "FR",
    "location_coordinates": [48.9, 2.4],
    "originagenda_title": "Agenda du nord",
    "canonicalurl": "https://agenda.example/events/poterie",
    "keywords_fr": "terre;mains",
    "updatedat": "2030-01-01T10:00:00+00:00",
}


def event(**changes):
    return draft_of({**FIELDS, **changes})


def test_map_takes_what_is_stated():
    draft = event()
    assert draft.external_id == "4711"
    assert draft.title == {"fr": "Atelier de poterie", "en": "Pottery"}
    assert draft.description == {"fr": "<p>Terre &amp; eau</p>\n<p>Venez.</p>"}
    assert draft.default_language == "fr"
    assert draft.url == draft.external_url == "https://agenda.example/events/poterie"
    assert draft.provider.names == {"fr": "Agenda du nord"}
    assert draft.inferred == ["provider"]
    assert draft.keywords == ["terre", "mains"]
    assert draft.mode == "ONSITE"
    assert draft.modified == datetime(2030, 1, 1, 10, tzinfo=UTC)
    place = draft.place
    assert (place.names, place.street, place.postal_code) == (
        {"fr": "Maison de quartier"},
        "3 rue des Lilas",
        "93000",
    )
    assert (place.locality, place.district, place.country) == ("Exempleville", "Nord", "FR")
    assert (place.latitude, place.longitude) == (48.9, 2.4)


def test_map_keeps_unknown_unknown():
    draft = event()
    assert (draft.is_free, draft.prices, draft.registration) == ("UNKNOWN", [], {})
    assert (draft.age_min, draft.age_max, draft.audience, draft.accessibility) == (None, None, [], [])
    assert event(attendancemode=None).mode == ""


def test_map_reads_timings_with_their_offset():
    first, second = event().sessions
    assert first.start == datetime(2030, 5, 4, 10, tzinfo=SUMMER)
    assert (first.end, first.end_known) == (datetime(2030, 5, 4, 12, tzinfo=SUMMER), True)
    assert not second.end_known


@pytest.mark.parametrize("timings", [TIMINGS, json.dumps(TIMINGS)])
def test_map_reads_timings_nested_or_not(timings):
    assert len(event(timings=timings).sessions) == 2


@pytest.mark.parametrize("timings", [None, "", "[]", "not json", '[{"begin": null}]'])
def test_map_falls_back_on_first_and_last_date(timings):
    draft = event(
        timings=timings,
        firstdate_begin="2030-05-04T08:00:00+00:00",
        firstdate_end="2030-05-04T10:00:00+00:00",
        lastdate_begin="2030-05-11T08:00:00+00:00",
        lastdate_end="2030-05-11T10:00:00+00:00",
    )
    assert [session.start for session in draft.sessions] == [
        datetime(2030, 5, 4, 8, tzinfo=UTC),
        datetime(2030, 5, 11, 8, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("status", "offer", "session"),
    [
        (1, "PUBLISHED", "SCHEDULED"),
        (2, "PUBLISHED", "MOVED"),
        (4, "POSTPONED", "POSTPONED"),
        (5, "PUBLISHED", "FULL"),
        (6, "CANCELLED", "CANCELLED"),
    ],
)
def test_map_reads_the_status(status, offer, session):
    draft = event(status=json.dumps({"id": status}))
    assert (draft.status, {each.status for each in draft.sessions}) == (offer, {session})


@pytest.mark.parametrize(("code", "mode"), [(2, "ONLINE"), ({"id": 3}, "HYBRID"), ("7", "")])
def test_map_reads_the_mode_and_gives_the_link_to_meet(code, mode):
    draft = event(attendancemode=code, onlineaccesslink="https://meet.example/x")
    assert draft.mode == mode
    assert {each.online_url for each in draft.sessions} == {"https://meet.example/x" if mode else ""}


@pytest.mark.parametrize(
    ("conditions", "is_free", "amount", "needed"),
    [
        ("Entrée libre", "YES", [None], None),
        ("Gratuit sur inscription", "YES", [None], "YES"),
        ("Gratuit pour les moins de 12 ans", "UNKNOWN", [None], None),
        ("Entrée payante", "NO", [None], None),
        ("12,50 €", "NO", ["12.50"], None),
        ("10€ / 8€", "NO", [None], None),
        ("Gratuit, 5 € sur place", "UNKNOWN", ["5.00"], None),
        ("Sur réservation", "UNKNOWN", [], "YES"),
        ("Accès libre", "UNKNOWN", [], "UNKNOWN"),
    ],
)
def test_map_reads_conditions_with_care(conditions, is_free, amount, needed):
    draft = event(conditions_fr=conditions)
    assert draft.is_free == is_free
    assert [price["amount"] for price in draft.prices] == amount
    assert draft.registration.get("needed") == needed


def test_map_reads_registration():
    ways = [
        {"type": "email", "value": "accueil@lieu.example"},
        {"type": "link", "value": "https://lieu.example/r"},
        {"type": "phone", "value": "01 02 03 04 05"},
    ]
    assert event(registration=json.dumps(ways)).registration == {
        "needed": "UNKNOWN",
        "url": "https://lieu.example/r",
        "contact": "accueil@lieu.example, 01 02 03 04 05",
        "note": {},
    }
    assert event(registration="https://lieu.example/r").registration["url"] == "https://lieu.example/r"


@pytest.mark.parametrize(
    ("ages", "expected"),
    [((6, 99), (6, None)), ((0, 12), (None, 12)), ((None, 99), (None, None)), (("7", "11"), (7, 11))],
)
def test_map_takes_99_for_no_limit(ages, expected):
    draft = event(age_min=ages[0], age_max=ages[1])
    assert (draft.age_min, draft.age_max) == expected


@pytest.mark.parametrize(
    "codes", ["pi;hi;mi;vi;ii", ["pi", "hi", "mi", "vi", "ii"], '["pi","hi","mi","vi","ii"]']
)
def test_map_reads_accessibility(codes):
    draft = event(accessibility=codes, accessibility_label_fr="handicap auditif;handicap moteur")
    assert draft.accessibility == ["psychosocial", "wheelchair", "visual", "intellectual"]
    assert draft.accessibility_note == {"fr": "handicap auditif; handicap moteur"}


def test_map_needs_no_note_where_every_code_is_known():
    assert event(accessibility="mi", accessibility_label_fr="handicap moteur").accessibility_note == {}


def test_map_refuses_a_record_without_title():
    with pytest.raises(Refused) as caught:
        draft_of({"uid": "1", "description_fr": "x"})
    assert caught.value.code == "no_title"


def test_map_takes_another_language_where_there_is_no_french():
    assert draft_of({"uid": "1", "title_de": "Töpfern"}).default_language == "de"


def test_map_reads_coordinates_of_version_2():
    place = event(location_coordinates={"lon": 2.5, "lat": 48.8}).place
    assert (place.latitude, place.longitude) == (48.8, 2.5)


def test_map_survives_odd_types():
    odd = dict.fromkeys(FIELDS, [3]) | {"title_fr": "x", "uid": 12}
    assert draft_of(odd).external_id == "12"


@pytest.mark.real_data
def test_real_records_have_the_facts_a_plain_count_finds():
    drafts = read_all(OpenAgendaReader(), real("city-agenda/paris_openagenda_2026-05-21.json")).drafts
    assert sum(draft.mode == "ONLINE" for draft in drafts) == 3
    assert sum(bool(draft.keywords) for draft in drafts) == 54
    assert sum(bool(draft.accessibility) for draft in drafts) == 30
    assert sum(bool(draft.image) for draft in drafts) == 89
    assert sum(draft.age_min is not None or draft.age_max is not None for draft in drafts) == 21
    assert sum(each.status == "FULL" for draft in drafts for each in draft.sessions) > 0
    assert sum(draft.is_free == "YES" for draft in drafts) == 37
