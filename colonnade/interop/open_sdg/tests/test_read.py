"""Open SDG files are recognised and read as they are written."""

import io

import pytest

from colonnade.city.monitoring.queries.formats import Head, Told, Unusable
from colonnade.interop.open_sdg import OpenSdgFormat
from colonnade.interop.shared.figure_codes import code_in

FORMAT = OpenSdgFormat()


def read(data, name="indicator_4-1-1.csv"):
    """What a file is about, its rows, and what was said on the way."""
    said = []
    told = Told(
        noted=lambda where, code, **more: said.append(code),
        rejected=lambda where, code, *rest, **more: said.append(code),
    )
    reading = FORMAT.read(io.BytesIO(data), name, told)
    return reading.about, list(reading.rows), said


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (b"Year,Value\n2019,1\n", 0.9),
        (b"Year,Sex,Units,Value\n2019,F,%,1\n", 0.9),
        ("Год;Значение\n2019;1\n".encode(), 0.9),
        (b"Indicator,Year,Value\nKF1,2019,1\n", 0.0),
        (b"Title,Start\nClay,2026-01-01\n", 0.0),
        (b"PK\x03\x04", 0.0),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 0.0),
    ],
)
def test_it_is_sure_of_a_year_and_a_value(data, sure):
    assert FORMAT.recognise(Head(data, "indicator_4-1-1.csv")) == sure


def test_an_empty_cell_means_the_total():
    about, rows, _ = read(b"Year,Sex,Age,Value\n2019,,,5\n2019,F,,6\n2019,F,7,\n")

    assert about.code == "4-1-1"
    assert about.gaps_are_stated
    assert [(row.dimensions, row.value) for row in rows] == [
        ({}, "5"),
        ({"Sex": "F"}, "6"),
        ({"Sex": "F", "Age": "7"}, ""),
    ]
    assert rows[2].where == "row 3, line 4"
    assert rows[2].excerpt == "2019 · F · 7"


def test_columns_with_a_meaning_of_their_own():
    head = "Year,Series,Ward,GeoCode,Units,Unit measure,Unit multiplier,Observation status,Value\n"
    about, rows, _ = read(head.encode() + b"2019,S,Nord,E1,KS1,Percentage,Units,Undefined,5\n")

    (row,) = rows
    assert (row.series, row.area_name, row.area_code, row.unit, row.multiplier, row.status) == (
        "S", "Nord", "E1", "Percentage", "Units", "Undefined"
    )  # fmt: skip
    assert row.dimensions == {"Ward": "Nord", "Units": "KS1"}
    assert about.unit_column == ""


def test_a_column_of_units_may_tell_rows_apart():
    about, rows, _ = read(b"Year,Units,Value\n2019,A,5\n")

    assert (about.unit_column, rows[0].unit, rows[0].dimensions) == ("Units", "A", {})


def test_a_table_of_something_else_is_refused():
    with pytest.raises(Unusable) as fault:
        read(b"Name,Street\nA,B\n")

    assert fault.value.code == "no_columns"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("indicator_4-1-1.csv", "4-1-1"), ("4.1.1.a.xml", "4-1-1-a"), ("indicator_16-7-2-a.csv", "16-7-2-a"), ("4-1-2.csv", "4-1-2"),
        ("meta_4-a-1.csv", "4-a-1"), ("indicator_reading-clubs.csv", "reading-clubs"), ("figures.csv", ""), ("2019-01-02.csv", ""),
        ("C:\\in\\indicator_8-10-1.csv", "8-10-1"), ("", ""),
    ],
)  # fmt: skip
def test_the_code_in_the_name_of_a_file(name, code):
    assert code_in(name) == code


META = (
    '\ufeffNational metadata,\nIndicator available,"Adults, in training"\nUnit of measurement,see dataset for units\nDefinitions,Who learns\n'
    "Graph type,line\nReporting status,complete\nSources,\nSource 1 organisation,Org name\nSource 1 link to data source,https://example.org/a\n"
    "Source 1 link to data source text,Key facts 2018\nSource 1 contact details,amina@example.org\nSource 1 geographical coverage,Aubrelle\n"
).encode()


def described(data):
    """What a description says."""
    told = Told(noted=lambda *args, **more: None, rejected=lambda *args, **more: None)
    return FORMAT.described(io.BytesIO(data), "meta_4-4-1.csv", told)


def test_a_description_is_known_and_read():
    assert FORMAT.describes(Head(META.removeprefix(b"\xef\xbb\xbf"), "meta_4-4-1.csv"))
    assert not FORMAT.describes(Head(b"Year,Value\n2019,1\n", "indicator_4-4-1.csv"))

    about = described(META)

    assert (about.code, about.title, about.definition, about.coverage) == (
        "4-4-1",
        "Adults, in training",
        "Who learns",
        "Aubrelle",
    )
    assert about.url == "https://example.org/a"


def test_what_nobody_filled_in_is_not_said_and_no_person_is_kept():
    about = described(META)

    assert (about.unit, about.publisher, about.source) == ("", "", "Key facts 2018")
    assert "amina" not in str(about.facts)


def test_an_empty_description_is_refused():
    with pytest.raises(Unusable):
        described(b"National metadata,\nSources,\n")
