"""What a date of the course search means, and what it does not say."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.weiterbildungssuche.map import draft_of

BERLIN = ZoneInfo("Europe/Berlin")


def milliseconds(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=BERLIN).timestamp() * 1000)


OFFER = {
    "id": 900,
    "titel": "Schweißen (Grundkurs)",
    "inhalt": "<p>Nähte</p>",
    "abschlussart": "<p>Zertifikat</p>",
    "abschlussbezeichnung": "<p>Schweißer/in</p>",
    "foerderung": "<p>Bildungsgutschein</p>",
    "zugang": "<p>Keine Angabe</p>",
    "zielgruppe": "<p>Arbeitsuchende und alle, die Metall mögen</p>",
    "link": "https://schule.example/schweissen grundkurs",
    "bildungsanbieter": {
        "id": 7,
        "name": "Schule GmbH",
        "homepage": "https://schule.example",
        "email": "info@schule.example",
        "telefonVorwahl": "030",
        "telefonDurchwahl": "123",
    },
    "bildungsart": {"id": 104, "bezeichnung": "Fortbildung"},
    "systematiken": [{"codeNr": "C 1-1", "kurzbezeichnung": None}],
    "zertifizierer": [{"id": 3, "name": "Prüfstelle"}],
    "suchworte": [{"suchwort": "Metall"}],
}
ENTRY = {
    "id": 1,
    "angebot": OFFER,
    "unterrichtsform": {"id": 302, "bezeichnung": "Combined Learning"},
    "unterrichtszeit": {"id": 1, "bezeichnung": "Vollzeit"},
    "dauer": {"id": 4, "bezeichnung": "mehr als 2 Wochen bis 4 Wochen"},
    "adresse": {
        "bezeichnung": "Schule GmbH Süd",
        "strasse": "Ringstraße 1",
        "ortStrasse": {"plz": "10999", "name": "Musterstadt, Süd", "land": {"laenderCode": "D"}},
        "koordinaten": {"lat": 52.1, "lon": 10.9},
    },
    "unterrichtszeiten": "<p>Mo.-Do. 09:10 bis 15:20 Uhr</p>",
    "bemerkungZeit": "<p>Beginnt in jedem Quartal.</p>",
    "beginn": milliseconds(2030, 7, 15),
    "ende": milliseconds(2030, 9, 6),
    "individuellerEinstieg": False,
    "anmeldeschluss": milliseconds(2030, 7, 10),
    "teilnehmerMin": 6,
    "teilnehmerMax": 25,
    "kostenWert": "0.0",
    "kostenWaehrung": "EUR",
    "kostenBemerkung": None,
    "pruefendeStelle": "Lehrgangsträger",
    "aktualisierungsdatum": 1893456000000,
    "ansprechpartner": [{"vorname": "Erika", "nachname": "Muster"}],
}


def entry(**changes):
    return draft_of({**ENTRY, **changes})


def offer(**changes):
    return entry(angebot={**OFFER, **changes})


def test_map_takes_what_is_stated():
    draft = entry()
    assert (draft.external_id, draft.kind, draft.mode) == ("900", "COURSE", "HYBRID")
    assert draft.title == {"de": "Schweißen (Grundkurs)"}
    assert draft.description == {
        "de": "<p>Nähte</p>\n<h4>Zielgruppe</h4><p>Arbeitsuchende und alle, die Metall mögen</p>"
    }
    assert draft.audience == ["unemployed"]
    assert draft.url == "https://schule.example/schweissen%20grundkurs"
    assert (draft.provider.names, draft.provider.phone) == ({"de": "Schule GmbH"}, "030 123")
    assert draft.provider.identifiers == [{"scheme": "kursnet", "value": "7"}]
    assert draft.other_organisations == [{"name": {"de": "Prüfstelle"}, "role": "certifier"}]
    assert draft.keywords == ["Metall"]
    assert draft.source_categories == [
        {"code": "bildungsart:104", "label": "Fortbildung"},
        {"code": "unterrichtszeit:1", "label": "Vollzeit"},
        {"code": "C 1-1", "label": ""},
    ]
    assert draft.duration == {"iso": "", "note": {"de": "mehr als 2 Wochen bis 4 Wochen"}}
    assert draft.awards == [{"name": {"de": "Schweißer/in"}, "type": "Zertifikat", "body": "Lehrgangsträger"}]
    assert draft.registration == {"needed": "YES", "closes": datetime(2030, 7, 10, tzinfo=BERLIN)}
    assert draft.modified == datetime(2030, 1, 1, tzinfo=UTC)


def test_map_takes_no_private_names():
    assert "Muster," not in repr(entry())
    assert "Erika" not in repr(entry())


def test_map_reads_days_and_hours():
    (session,) = entry().sessions
    assert (session.start, session.end, session.end_known) == (date(2030, 7, 15), date(2030, 9, 6), True)
    assert session.schedule_note == {"de": "Mo.-Do. 09:10 bis 15:20 Uhr"}
    assert (session.capacity_min, session.capacity_max) == (6, 25)
    assert (session.timezone, session.external_id) == ("Europe/Berlin", "1")
    assert session.place.names == {"de": "Schule GmbH Süd"}


def test_map_keeps_words_where_there_is_no_day():
    (session,) = entry(beginn=None, ende=None, individuellerEinstieg=True).sessions
    assert session.start is None
    assert session.schedule_note == {
        "de": "Individueller Einstieg\nMo.-Do. 09:10 bis 15:20 Uhr\nBeginnt in jedem Quartal."
    }


def test_map_reads_the_place():
    place = entry().place
    assert (place.street, place.postal_code, place.locality, place.country) == (
        "Ringstraße 1",
        "10999",
        "Musterstadt",
        "DE",
    )
    assert (place.latitude, place.longitude) == (52.1, 10.9)


@pytest.mark.parametrize(
    ("changes", "is_free", "price"),
    [
        ({}, "UNKNOWN", {"amount": None, "currency": "EUR", "condition": {"de": "<p>Bildungsgutschein</p>"}}),
        (
            {"kostenWert": "1250.50", "kostenBemerkung": "<p>inkl. Material</p>"},
            "NO",
            {
                "amount": "1250.50",
                "currency": "EUR",
                "label": {"de": "<p>inkl. Material</p>"},
                "condition": {"de": "<p>Bildungsgutschein</p>"},
            },
        ),
        (
            {"kostenBemerkung": "<p>Kosten-Bemerkung</p>"},
            "UNKNOWN",
            {"amount": None, "currency": "EUR", "condition": {"de": "<p>Bildungsgutschein</p>"}},
        ),
    ],
)
def test_map_keeps_unknown_costs_unknown(changes, is_free, price):
    draft = entry(**changes)
    assert (draft.is_free, draft.prices) == (is_free, [price])


def test_map_leaves_out_what_says_nothing():
    draft = offer(foerderung=None, zielgruppe=None, abschlussart=None, abschlussbezeichnung=None)
    assert (draft.prices, draft.entry_requirements, draft.awards, draft.audience) == ([], {}, [], [])
    assert entry(anmeldeschluss=None).registration == {}


def test_map_reads_requirements_and_certificates():
    draft = offer(zugang="<p>Schulabschluss</p>", abschlussbezeichnung=None)
    assert draft.entry_requirements == {"de": "<p>Schulabschluss</p>"}
    assert draft.awards[0] == {"name": {"de": "Zertifikat"}, "type": "certificate", "body": "Lehrgangsträger"}


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("Präsenzveranstaltung", "ONSITE"),
        ("Virtuelles Klassenzimmer", "ONLINE"),
        ("Fernunterricht/Fernstudium", "ONLINE"),
        ("Blended Learning", "HYBRID"),
        ("Sonstiges", ""),
    ],
)
def test_map_reads_the_way_of_teaching(form, mode):
    assert entry(unterrichtsform={"bezeichnung": form}).mode == mode


def test_map_refuses_what_has_no_title():
    with pytest.raises(Refused) as caught:
        offer(titel=" ")
    assert caught.value.code == "no_title"


def test_map_survives_odd_types():
    odd = dict.fromkeys(ENTRY, "x") | {"angebot": dict.fromkeys(OFFER, "x")}
    assert draft_of(odd).title == {"de": "x"}
