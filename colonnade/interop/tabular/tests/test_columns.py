"""Columns understood by their names."""

import json
from pathlib import Path

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from colonnade.interop.tabular import columns
from colonnade.interop.tabular.columns import OUR_FIELDS, chosen, folded, looks_like_header, suggest

NAMES = json.loads((Path(columns.__file__).parent / "data" / "column_names.json").read_text("utf-8"))


def test_every_field_has_names_in_nine_languages():
    assert set(NAMES["fields"]) == set(OUR_FIELDS)
    assert {tuple(by_language) for by_language in NAMES["fields"].values()} == {
        ("en", "es", "fr", "de", "ru", "ar", "zh", "pt", "it")
    }


@pytest.mark.parametrize(("field", "by_language"), NAMES["fields"].items())
def test_the_best_name_of_a_field_is_understood_alone(field, by_language):
    for words in by_language.values():
        name = words[0]
        found = suggest([name, "Title"]) if field != "title" else suggest([name, "start"])
        assert found.get(field) == name


def test_labels_are_translated_when_they_are_shown():
    assert all(isinstance(label, Promise) for label in OUR_FIELDS.values())
    assert next(iter(OUR_FIELDS)) == "title"


@pytest.mark.parametrize("language", ["en", "es", "fr", "ru", "ar", "zh-hans"])
def test_our_own_labels_are_understood(language):
    with override(language):
        labels = [str(label) for label in OUR_FIELDS.values()]
    assert suggest(labels) == dict(zip(OUR_FIELDS, labels, strict=True))


def test_our_field_names_are_understood():
    assert suggest(list(OUR_FIELDS)) == {field: field for field in OUR_FIELDS}


def test_names_are_read_without_case_accents_and_punctuation():
    assert [folded(name) for name in ("startDate", "Start_date", " START-DATE ", "Início", "Kurs-Nr.")] == [
        "start date",
        "start date",
        "start date",
        "inicio",
        "kurs nr",
    ]


def test_spanish():
    headers = [
        "ID-EVENTO",
        "TITULO",
        "PRECIO",
        "GRATUITO",
        "FECHA",
        "FECHA-FIN",
        "HORA",
        "NOMBRE-INSTALACION",
        "BARRIO",
        "LATITUD",
        "LONGITUD",
    ]
    fields = [
        "id",
        "title",
        "price",
        "is_free",
        "start",
        "end",
        "start_time",
        "place",
        "district",
        "latitude",
        "longitude",
    ]
    assert suggest(headers) == {
        field: dict(zip(fields, headers, strict=True))[field] for field in OUR_FIELDS if field in fields
    }


def test_what_stands_in_brackets_does_not_count():
    assert suggest(["Kurstitel", "Gebühr (€)", "Beginn [Uhrzeit]"]) == {
        "title": "Kurstitel",
        "start": "Beginn [Uhrzeit]",
        "price": "Gebühr (€)",
    }


def test_words_around_a_name_do_not_count():
    assert (
        suggest(["Workshop title", "Workshop start", "Beginn der Veranstaltung"])["title"] == "Workshop title"
    )
    assert suggest(["Title", "Workshop start date"]) == {"title": "Title", "start": "Workshop start date"}


def test_the_better_name_wins_and_a_column_is_taken_once():
    assert suggest(["name", "Event title", "Date", "Start date"]) == {
        "title": "Event title",
        "start": "Start date",
    }
    assert suggest(["Date", "Title"]) == {"title": "Title", "start": "Date"}


def test_names_that_depend_on_other_columns():
    assert suggest(["Titel", "Ort"]) == {"title": "Titel", "place": "Ort"}
    assert suggest(["Titel", "PLZ", "Ort"]) == {"title": "Titel", "postal_code": "PLZ", "locality": "Ort"}
    assert suggest(["العنوان", "التاريخ"]) == {"title": "العنوان", "start": "التاريخ"}
    assert suggest(["اسم الفعالية", "العنوان"]) == {"title": "اسم الفعالية", "street": "العنوان"}


def test_a_list_of_people_is_no_table_of_offers():
    assert "title" not in suggest(["Name", "E-Mail", "Telefon"])
    assert suggest(["Name", "Beginn"])["title"] == "Name"


def test_unknown_columns_are_left_alone():
    assert suggest(["foo", "column 2", "x" * 500]) == {}


def test_chosen_follows_a_saved_mapping():
    mapping = {"title": " TÍTULO  ", "start": "Cuándo", "colour": "Color", "place": ""}
    assert chosen(mapping, ["Título", "Lugar"]) == ({"title": "Título"}, ["Cuándo"])


def test_header_needs_a_title():
    assert looks_like_header(["Title", "Start"])
    assert looks_like_header(["Title"])
    assert not looks_like_header(["Title", "foo"])
    assert not looks_like_header(["Start", "Place"])
