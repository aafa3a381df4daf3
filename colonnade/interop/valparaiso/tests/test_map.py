"""What an entry of the agenda means, and what it does not say."""

from datetime import date, datetime, timedelta, timezone

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.valparaiso.map import draft_of

CHILE = timezone(timedelta(hours=-4))
SCHEDULE = {
    "mode": "single",
    "start": "2030-08-21T19:00:00-04:00",
    "end": "2030-08-21T21:00:00-04:00",
    "timezone": "America/Santiago",
    "display_text": "2030-08-21 · 19:00–21:00",
    "occurrences": [],
}
ENTRY = {
    "id": "agenda_1",
    "title": "Taller de greda",
    "event_type": "event",
    "primary_category": {"id": "cursos-talleres", "label": "Cursos y talleres"},
    "categories": [
        {"id": "cursos-talleres", "label": "Cursos y talleres"},
        {"id": "museos", "label": "Museos"},
    ],
    "schedule": SCHEDULE,
    "location": {
        "venue": "Casa Azul",
        "address": "Prat 5, Puerto, Puerto",
        "commune": "Puerto",
        "online": False,
    },
    "price": {
        "is_free": None,
        "currency": None,
        "min_amount": None,
        "max_amount": None,
        "display_text": None,
    },
    "links": {
        "official": None,
        "tickets": "https://entradas.example/1",
        "registration": None,
        "source": "https://fuente.example/1",
    },
    "organizer": "Casa Azul",
    "source_url": "https://fuente.example/1",
    "public_status": {"cancelled": None, "sold_out": None},
    "description": None,
    "tags": ["greda"],
    "audience": "Familiar",
    "registration_requirements": None,
    "image": {"url": "https://fuente.example/1.jpg", "alt": "Greda"},
}


def entry(**changes):
    return draft_of({**ENTRY, **changes})


def session(**changes):
    (found,) = entry(schedule={**SCHEDULE, **changes}).sessions
    return found


def test_map_takes_what_is_stated():
    draft = entry()
    assert (draft.external_id, draft.title, draft.description) == ("agenda_1", {"es": "Taller de greda"}, {})
    assert draft.url == draft.external_url == "https://fuente.example/1"
    assert draft.provider.names == {"es": "Casa Azul"}
    assert (draft.place.names, draft.place.street, draft.place.locality) == (
        {"es": "Casa Azul"},
        "Prat 5",
        "Puerto",
    )
    assert draft.keywords == ["greda"]
    assert draft.audience == ["families"]
    assert [each["code"] for each in draft.source_categories] == ["cursos-talleres", "museos"]
    assert draft.registration == {"needed": "UNKNOWN", "url": "https://entradas.example/1", "note": {}}
    assert draft.image == {"url": "https://fuente.example/1.jpg", "alt": {"es": "Greda"}}


def test_map_keeps_unknown_unknown():
    draft = entry(organizer=None, audience=None)
    assert (draft.provider, draft.audience, draft.mode, draft.is_free, draft.prices) == (
        None,
        [],
        "",
        "UNKNOWN",
        [],
    )
    assert (draft.licence, draft.modified) == ("", None)


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("event", "EVENT"),
        ("course", "COURSE"),
        ("flexible_offer", "OPEN_OFFER"),
        ("program", "PROGRAMME"),
        ("?", "EVENT"),
    ],
)
def test_map_reads_the_kind(stated, kind):
    assert entry(event_type=stated).kind == kind


@pytest.mark.parametrize(
    ("changes", "start", "end", "note"),
    [
        ({}, datetime(2030, 8, 21, 19, tzinfo=CHILE), datetime(2030, 8, 21, 21, tzinfo=CHILE), {}),
        (
            {"end": "2030-08-21T19:00:00-04:00", "display_text": ""},
            datetime(2030, 8, 21, 19, tzinfo=CHILE),
            None,
            {},
        ),
        ({"end": None}, datetime(2030, 8, 21, 19, tzinfo=CHILE), datetime(2030, 8, 21, 21, tzinfo=CHILE), {}),
        (
            {"end": None, "display_text": "2030-08-21 · 11:00–12:00"},
            datetime(2030, 8, 21, 19, tzinfo=CHILE),
            None,
            {"es": "2030-08-21 · 11:00–12:00"},
        ),
        (
            {"end": "2030-09-01", "display_text": "2030-08-21 · 19:00, 20:00"},
            datetime(2030, 8, 21, 19, tzinfo=CHILE),
            date(2030, 9, 1),
            {"es": "2030-08-21 · 19:00, 20:00"},
        ),
        (
            {"start": "2030-08-01", "end": "2030-08-31", "display_text": "01-08-2030 – 31-08-2030"},
            date(2030, 8, 1),
            date(2030, 8, 31),
            {},
        ),
        (
            {"start": None, "end": None, "display_text": "Hora por anunciar"},
            None,
            None,
            {"es": "Hora por anunciar"},
        ),
    ],
)
def test_map_reads_times_and_words(changes, start, end, note):
    found = session(**changes)
    assert (found.start, found.end, found.schedule_note) == (start, end, note)
    assert found.end_known == (end is not None)
    assert found.timezone == "America/Santiago"


def test_map_keeps_opening_hours_in_words():
    assert session(opening_hours={"display_text": "Lunes a sábado · 10:00–18:00"}).schedule_note == {
        "es": "Lunes a sábado · 10:00–18:00"
    }


def test_map_prefers_the_single_dates():
    dates = [{"start": f"2030-08-{day}T19:00:00-04:00", "end": None} for day in (21, 28)]
    assert len(entry(schedule={**SCHEDULE, "occurrences": dates}).sessions) == 2


@pytest.mark.parametrize(
    ("price", "is_free", "found"),
    [
        (
            {"is_free": True, "currency": "CLP", "min_amount": 0, "max_amount": 0, "display_text": "Gratis"},
            "YES",
            [],
        ),
        (
            {
                "is_free": False,
                "currency": "CLP",
                "min_amount": 4000,
                "max_amount": 4000,
                "display_text": "$4.000",
            },
            "NO",
            [("4000.00", "$4.000")],
        ),
        (
            {
                "is_free": False,
                "currency": "CLP",
                "min_amount": 4000,
                "max_amount": 9000,
                "display_text": None,
            },
            "NO",
            [("4000.00", None), ("9000.00", None)],
        ),
        (
            {"is_free": None, "display_text": "Precio a consultar"},
            "UNKNOWN",
            [(None, "Precio a consultar")],
        ),
        (
            {"is_free": True, "min_amount": 0, "display_text": "Gratis con aporte voluntario"},
            "YES",
            [(None, "Gratis con aporte voluntario")],
        ),
    ],
)
def test_map_reads_prices(price, is_free, found):
    draft = entry(price=price)
    assert draft.is_free == is_free
    assert [(each["amount"], each.get("label", {}).get("es")) for each in draft.prices] == found


@pytest.mark.parametrize(
    ("note", "needed"),
    [
        ("Inscripción requerida en la puerta", "YES"),
        ("se puede entrar en cualquier mes", "UNKNOWN"),
    ],
)
def test_map_reads_that_one_must_register(note, needed):
    assert entry(registration_requirements=note).registration["needed"] == needed


def test_map_reads_the_status():
    assert entry(public_status={"cancelled": True}).status == "CANCELLED"
    assert entry(public_status={"sold_out": True}).sessions[0].status == "FULL"


def test_map_reads_online():
    assert entry(location={"venue": "Zoom", "online": True}).mode == "ONLINE"


@pytest.mark.parametrize(
    ("changes", "code"), [({"title": None}, "no_title"), ({"schedule": {"start": "pronto"}}, "bad_date")]
)
def test_map_refuses(changes, code):
    with pytest.raises(Refused) as caught:
        entry(**changes)
    assert caught.value.code == code


def test_map_survives_odd_types():
    odd = dict.fromkeys(ENTRY, 5) | {"title": "x"}
    assert draft_of(odd).title == {"es": "x"}
