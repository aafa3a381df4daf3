"""What a record of Madrid's agenda means, and what it does not say."""

from datetime import date, datetime

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.madrid import MadridReader
from colonnade.interop.madrid.map import draft_of
from colonnade.interop.shared.tests.reading import read_all, real

EVENT = {
    "@id": "https://datos.example/evento/4711-taller.json",
    "@type": "https://datos.example/kos/actividades/Musica/Flamenco",
    "id": "4711",
    "title": "Taller de barro",
    "description": "",
    "price": 1,
    "dtstart": "2030-05-04 18:00:00.0",
    "dtend": "2030-05-04 23:59:00.0",
    "excluded-days": "",
    "audience": "Niños,Familias,Contribuyentes",
    "link": "http://www.example.es/taller?x=1&y=2",
    "event-location": "Centro Cultural Ejemplo (Usera)",
    "address": {"district": {"@id": "https://datos.example/Distrito/CiudadLineal"}},
    "location": {"latitude": 40.4, "longitude": -3.6},
}


def event(**changes):
    return draft_of({**EVENT, **changes})


def weekly(days="TU", start="2030-05-07 18:00:00.0", end="2030-05-28 23:59:00.0", **more):
    recurrence = {"days": days, "frequency": "WEEKLY", "interval": 1}
    (session,) = event(recurrence=recurrence, dtstart=start, dtend=end, **more).sessions
    return session


def test_map_takes_what_is_stated():
    draft = event()
    assert draft.external_id == "4711"
    assert draft.title == {"es": "Taller de barro"}
    assert draft.description == {}
    assert draft.kind == "EVENT"
    assert draft.url == "http://www.example.es/taller?x=1&y=2"
    assert draft.audience == ["children", "families"]
    assert draft.source_categories == [{"code": "Musica/Flamenco", "label": "Musica / Flamenco"}]
    assert draft.place.names == {"es": "Centro Cultural Ejemplo (Usera)"}
    assert draft.place.district == "Ciudad Lineal"
    assert (draft.place.latitude, draft.place.longitude) == (40.4, -3.6)
    assert draft.provider is None


@pytest.mark.parametrize("price", [0, 1])
def test_map_keeps_unknown_price_unknown(price):
    draft = event(price=price)
    assert (draft.is_free, draft.prices) == ("UNKNOWN", [])


@pytest.mark.parametrize(
    ("free", "price", "is_free", "amounts"),
    [
        (1, "", "YES", []),
        ("1", "", "YES", []),
        (0, "", "UNKNOWN", []),
        (0, "Entrada: 6  euros.", "NO", ["6.00"]),
        (0, "Gratuito para menores de 12 años", "NO", [None]),
        (0, "Entrada gratuita", "YES", [None]),
        (0, "5 euros, reducida 3 euros", "NO", [None]),
    ],
)
def test_map_reads_the_flag_and_the_price_of_the_younger_edition(free, price, is_free, amounts):
    draft = event(free=free, price=price)
    assert draft.is_free == is_free
    assert [each["amount"] for each in draft.prices] == amounts
    assert [each["label"] for each in draft.prices] == [{"es": price}] * len(amounts)


def test_map_leaves_out_the_filler_end():
    (session,) = event().sessions
    assert session.start == datetime(2030, 5, 4, 18, 0)
    assert (session.end, session.end_known) == (None, False)
    assert session.timezone == "Europe/Madrid"


def test_map_keeps_an_end_that_is_one():
    (session,) = event(dtend="2030-05-04 20:30:00.0").sessions
    assert (session.end, session.end_known) == (datetime(2030, 5, 4, 20, 30), True)


def test_map_takes_midnight_for_the_day():
    (session,) = event(dtstart="2030-05-04 00:00:00.0").sessions
    assert session.start == date(2030, 5, 4)


def test_map_takes_the_hour_from_its_own_field():
    (session,) = event(dtstart="2030-05-04 00:00:00.0", time="19:15").sessions
    assert session.start == datetime(2030, 5, 4, 19, 15)


def test_map_keeps_the_last_day_of_a_span():
    (session,) = event(dtend="2030-05-09 23:59:00.0").sessions
    assert (session.end, session.end_known) == (date(2030, 5, 9), True)


def test_map_reads_spanish_dates_too():
    (session,) = event(dtstart="04/05/2030", dtend="04/05/2030", time="17:30").sessions
    assert session.start == datetime(2030, 5, 4, 17, 30)


def test_map_makes_a_rule_of_a_recurrence():
    session = weekly()
    assert session.start == datetime(2030, 5, 7, 18, 0)
    assert session.rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20300528T215959Z"
    assert not session.end_known


def test_map_makes_a_rule_of_days_where_no_hour_is_given():
    session = weekly(days="MO,TU,WE,TH,FR,SA,SU", start="2030-05-03 00:00:00.0")
    assert session.start == date(2030, 5, 3)
    assert session.rule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;UNTIL=20300528"


def test_map_begins_on_the_first_day_the_rule_names():
    assert weekly(days="SA,SU", start="2030-05-09 00:00:00.0").start == date(2030, 5, 11)


def test_map_makes_no_rule_where_the_period_holds_none_of_its_days():
    session = weekly(days="SU", start="2030-05-06 10:00:00.0", end="2030-05-08 23:59:00.0")
    assert (session.start, session.rule) == (datetime(2030, 5, 6, 10, 0), "")


def test_map_excludes_days_at_the_hour_of_the_event():
    session = weekly(**{"excluded-days": "1/1/2029;14/5/2030;/5/2030;31/2/2030;21/5/2030"})
    assert session.except_dates == [datetime(2030, 5, 14, 18, 0), datetime(2030, 5, 21, 18, 0)]


def test_map_keeps_the_clock_end_of_a_recurrence():
    session = weekly(end="2030-05-28 20:00:00.0")
    assert (session.end, session.end_known) == (datetime(2030, 5, 7, 20, 0), True)


def test_map_refuses_a_date_that_is_none():
    with pytest.raises(Refused) as caught:
        event(dtstart="pronto")
    assert (caught.value.code, caught.value.details) == ("bad_date", {"value": "pronto"})


def test_map_has_no_session_without_a_date():
    assert event(dtstart="").sessions == []


@pytest.mark.parametrize(
    ("record", "identifier"),
    [({"id": 12}, "12"), ({"uid": "13"}, "13"), ({"@id": "https://x/evento/14-a-b.json"}, "14"), ({}, "")],
)
def test_map_finds_the_number(record, identifier):
    assert draft_of(record).external_id == identifier


def test_map_builds_a_key_where_there_is_no_number():
    record = {"title": "Taller", "dtstart": "2030-05-04 18:00:00.0"}
    assert len(draft_of(record).external_id) == 32
    assert draft_of(record).external_id == draft_of({**record, "description": "x"}).external_id


def test_map_reads_the_address_of_the_younger_edition():
    area = {
        "@id": "https://x/Barrio/Sol",
        "locality": "MADRID",
        "postal-code": "28013",
        "street-address": "CALLE MAYOR 1",
    }
    address = {"district": {"@id": "https://x/Distrito/Tetuan"}, "area": area}
    draft = event(address=address, organization={"organization-name": "Biblioteca", "accesibility": "1,6"})
    assert (draft.place.street, draft.place.postal_code, draft.place.district) == (
        "CALLE MAYOR 1",
        "28013",
        "Tetuán",
    )
    assert draft.place.accessibility == ["wheelchair", "hearing_loop"]
    assert draft.provider.names == {"es": "Biblioteca"}


def test_map_says_in_words_what_is_not_accessible():
    draft = event(organization={"accesibility": "2"})
    assert draft.place.accessibility == []
    assert draft.accessibility_note == {
        "es": "Instalación parcialmente accesible para personas con movilidad reducida"
    }


def test_map_knows_courses():
    assert event(**{"@type": "/contenido/actividades/CursosTalleres"}).kind == "COURSE"


def test_map_survives_odd_types():
    odd = dict.fromkeys(EVENT, 7) | {
        "title": "x",
        "dtstart": "2030-01-01",
        "recurrence": "weekly",
        "excluded-days": None,
    }
    assert draft_of(odd).title == {"es": "x"}


@pytest.mark.real_data
def test_real_records_have_the_facts_a_plain_count_finds():
    drafts = read_all(MadridReader(), real("city-agenda/madrid_agenda_2018-05-02.json")).drafts
    assert sum(bool(draft.description) for draft in drafts) == 655
    assert sum(draft.place is not None for draft in drafts) == 946
    assert sum(bool(draft.sessions[0].rule) for draft in drafts) == 188
    assert sum(isinstance(draft.sessions[0].start, datetime) for draft in drafts) == 836
    assert {draft.is_free for draft in drafts} == {"UNKNOWN"}
    assert not any(draft.sessions[0].end_known for draft in drafts)
