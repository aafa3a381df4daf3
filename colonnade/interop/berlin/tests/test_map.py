"""What an event of the district calendar means, and what it does not say."""

from datetime import UTC, date, datetime

import pytest

from colonnade.interop.berlin import BerlinReader
from colonnade.interop.berlin.map import draft_of
from colonnade.interop.shared.tests.reading import a_context, read_all, real

TABLES = {
    "bezirke": {"1": {"DE": "Nordbezirk"}},
    "kategorien": {"3": {"DE": "Kinder, Jugendliche"}, "8": {"DE": "Senioren"}, "223": {"DE": "Senioren"}},
    "barrierefreiheit": {
        "1": {"name": "Rollstuhlgerecht"},
        "2": {"name": "WC nach DIN 18024"},
        "6": {"name": "Behindertenparkplatz"},
    },
    "veranstalter": {"9": {"name": "Bücherei Nord", "telefon": "030 1"}},
    "veranstaltungsorte": {
        "5": {
            "name": "Haus Nord",
            "strasse": "Ringstraße ",
            "hausnummer": "8",
            "plz": "10999 ",
            "ort": "Berlin ",
            "bezirk_id": "1",
            "barrierefreiheit": {"1": 1, "2": 2, "6": 6},
        }
    },
}
DATE = {
    "id": "77",
    "tag_von": "2030-05-04",
    "tag_bis": "2030-05-04",
    "uhrzeit_von": "10:00:00",
    "uhrzeit_bis": "12:30:00",
}
EVENT = {
    "event_id": "4711",
    "event_titel_de": "Vorlesen",
    "event_titel_en": "",
    "event_beschreibung_de": "Für alle.",
    "event_veranstalter_id": "9",
    "event_veranstalter_ansprechpartner": "Erika Muster",
    "event_veranstaltungsort_id": "5",
    "event_email": "info@buecherei.example",
    "event_homepage": "www.buecherei.example/nord",
    "event_datei": "https://bilder.example/1.jpg",
    "event_date_text": "&quot;Lesen&quot;",
    "event_datei_copyright": "Foto: A",
    "event_last_mod": "1680599380",
    "event_ist_gratis": "1",
    "termine": {"77": {**DATE, "uhrzeit_von_nutzen": "1", "uhrzeit_bis_nutzen": "1"}},
    "kategorie_ids": {"3": "3", "8": "8", "223": "223"},
}


def event(**changes):
    return draft_of({**EVENT, **changes}, a_context(about={"tables": TABLES}))


def one_date(**changes):
    (session,) = event(
        termine={"77": {**DATE, "uhrzeit_von_nutzen": "1", "uhrzeit_bis_nutzen": "1", **changes}}
    ).sessions
    return session


def test_map_takes_what_is_stated():
    draft = event()
    assert draft.external_id == "4711"
    assert (draft.title, draft.description) == ({"de": "Vorlesen"}, {"de": "Für alle."})
    assert draft.url == "https://www.buecherei.example/nord"
    assert (draft.provider.names, draft.provider.email, draft.provider.phone) == (
        {"de": "Bücherei Nord"},
        "info@buecherei.example",
        "030 1",
    )
    assert draft.is_free == "YES"
    assert draft.modified == datetime(2023, 4, 4, 9, 9, 40, tzinfo=UTC)
    assert draft.image == {
        "url": "https://bilder.example/1.jpg",
        "credit": "Foto: A",
        "alt": {"de": '"Lesen"'},
    }


def test_map_takes_no_private_names():
    assert "Muster" not in repr(event())


def test_map_reads_the_venue_from_the_tables():
    draft = event()
    assert draft.place.names == {"de": "Haus Nord"}
    assert (draft.place.street, draft.place.postal_code, draft.place.locality) == (
        "Ringstraße 8",
        "10999",
        "Berlin",
    )
    assert draft.place.district == "Nordbezirk"
    assert draft.place.accessibility == ["wheelchair", "accessible_toilet"]
    assert draft.accessibility_note == {"de": "Behindertenparkplatz"}


def test_map_adds_the_room_to_the_venue():
    assert event(event_veranstaltungsort_adresszusatz="Saal 2").place.names == {"de": "Haus Nord (Saal 2)"}


def test_map_keeps_both_categories_of_one_name():
    assert event().source_categories == [
        {"code": "3", "label": "Kinder, Jugendliche"},
        {"code": "8", "label": "Senioren"},
        {"code": "223", "label": "Senioren"},
    ]
    assert event().audience == ["children", "youth", "older_people"]


def test_map_keeps_unknown_price_unknown():
    assert event(event_ist_gratis="0").is_free == "UNKNOWN"


@pytest.mark.parametrize(
    ("changes", "start", "end"),
    [
        ({}, datetime(2030, 5, 4, 10), datetime(2030, 5, 4, 12, 30)),
        ({"uhrzeit_bis_nutzen": "0"}, datetime(2030, 5, 4, 10), None),
        ({"uhrzeit_von_nutzen": "0"}, date(2030, 5, 4), None),
        ({"uhrzeit_von": "00:00:00"}, date(2030, 5, 4), None),
        ({"uhrzeit_bis": "00:00:00"}, datetime(2030, 5, 4, 10), None),
        ({"tag_bis": "2030-05-06", "uhrzeit_bis_nutzen": "0"}, datetime(2030, 5, 4, 10), date(2030, 5, 6)),
        ({"tag_bis": "2030-05-05"}, datetime(2030, 5, 4, 10), datetime(2030, 5, 5, 12, 30)),
        ({"tag_bis": ""}, datetime(2030, 5, 4, 10), datetime(2030, 5, 4, 12, 30)),
    ],
)
def test_map_reads_dates(changes, start, end):
    session = one_date(**changes)
    assert (session.start, session.end, session.end_known) == (start, end, end is not None)
    assert (session.timezone, session.external_id) == ("Europe/Berlin", "77")


def test_map_leaves_out_a_date_that_is_none():
    assert event(termine={"1": {"tag_von": "0000-00-00"}}).sessions == []


def test_map_names_what_spans_districts_by_words():
    draft = event(
        event_veranstalter_id="",
        event_ueberregional_veranstalter="Verein",
        event_veranstaltungsort_id="",
        event_ueberregional_veranstaltungsort="Park",
    )
    assert (draft.provider.names, draft.place.names) == ({"de": "Verein"}, {"de": "Park"})


def test_map_survives_missing_tables():
    draft = draft_of(EVENT, a_context())
    assert (draft.provider, draft.place) == (None, None)
    assert draft.source_categories[0] == {"code": "3", "label": ""}


@pytest.mark.real_data
def test_real_records_have_the_facts_a_plain_count_finds():
    drafts = read_all(BerlinReader(), real("city-agenda/berlin_bezirke_kalender.json")).drafts
    sessions = [session for draft in drafts for session in draft.sessions]
    assert sum(draft.is_free == "YES" for draft in drafts) == 50
    assert sum(session.end_known for session in sessions) == 881
    assert sum(isinstance(session.start, datetime) for session in sessions) == 988
    assert sum(bool(draft.image) for draft in drafts) == 41
