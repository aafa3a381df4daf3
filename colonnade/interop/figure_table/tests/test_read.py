"""Tables of figures of any make, and our own template in six languages."""

import io

import pytest
from django.conf import settings
from django.utils.translation import override

from colonnade.city.monitoring.queries.formats import Head, Told
from colonnade.interop.figure_table import FigureTableFormat
from colonnade.interop.figure_table.template import template_csv
from colonnade.interop.shared.figure_columns import OUR_FIELDS, columns_in
from colonnade.plumbing.tests.test_workbooks import xlsx

FORMAT = FigureTableFormat()


def read(data, name="figures.csv"):
    """The rows of a table and what was said on the way."""
    said = []
    told = Told(
        noted=lambda where, code, **more: said.append(code),
        rejected=lambda where, code, *rest, **more: said.append(code),
    )
    reading = FORMAT.read(io.BytesIO(data), name, told)
    return list(reading.rows), said, reading.about


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        (Head(b"Indicator,Year,Value\nKF1,2019,1\n", "a.csv"), 0.85),
        (Head(b"Indicator,Unit,2019,2020\nKF1,%,1,2\n", "a.csv"), 0.85),
        (Head(b"PK\x03\x04", "a.xlsx"), 0.8),
        (Head(b"PK\x03\x04", "a.zip"), 0.5),
        (Head(b"Name,Street\nA,B\n", "a.csv"), 0.3),
        (Head(b"Name,Street\nA,B\n", "a.html"), 0.0),
        (Head(b"\x89PNG\x00", "a.csv"), 0.0),
    ],
)
def test_how_sure_it_is(head, sure):
    assert FORMAT.recognise(head) == sure


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_our_template_is_understood_in_every_language(language):
    with override(language):
        data = template_csv()
    filled = data.decode("utf-8-sig").splitlines()[0] + "\nKF4.2-a,2025,83.5,%,,Office,,,\n"

    rows, said, _ = read(filled.encode())

    assert read(data)[:2] == ([], ["bom_removed", "example_skipped"])
    (row,) = rows
    assert (row.indicator, row.period, row.value, row.unit, row.source, row.dimensions) == (
        "KF4.2-a",
        "2025",
        "83.5",
        "%",
        "Office",
        {},
    )
    assert said == []


def test_every_column_of_ours_has_a_name():
    assert set(columns_in([str(label) for label in OUR_FIELDS.values()]).fields) == set(OUR_FIELDS)


def test_years_as_columns():
    rows, _, _ = read(b"Indicator,Unit,Sex,2019,2020\nKF1,%,F,5,\nKF1,%,,6,7\n")

    assert [(row.period, row.value, row.dimensions, row.where) for row in rows] == [
        ("2019", "5", {"Sex": "F"}, "row 1, line 2, 2019"), ("2019", "6", {}, "row 2, line 3, 2019"), ("2020", "7", {}, "row 2, line 3, 2020")
    ]  # fmt: skip


def test_a_spreadsheet_whose_second_sheet_has_the_figures():
    data = xlsx(
        {
            "Read me": [["This is about"], ["figures"]],
            "Data": [["Indicator", "Year", "Value"], ["KF1", 2019, 5.5]],
        }
    )

    rows, _, about = read(data, "figures.xlsx")

    assert [(row.indicator, row.period, row.value) for row in rows] == [("KF1", "2019", "5.5")]
    assert about.code == ""


def test_the_name_of_the_file_counts_where_no_column_does():
    assert read(b"Year,Value\n2019,5\n", "indicator_4-4-1.csv")[2].code == "4-4-1"
