"""What the page that maps columns is told about a table."""

import io

from colonnade.interop.tabular import TabularReader

TABLE = "Kolonne A;Title;Ort\nBacken;x;Küche\n".encode()


def test_columns_are_named_in_their_order():
    assert TabularReader().columns(io.BytesIO(TABLE)) == ["Kolonne A", "Title", "Ort"]


def test_columns_of_nothing_are_none():
    assert TabularReader().columns(io.BytesIO(b"")) == []


def test_fields_begin_with_the_title():
    assert TabularReader().fields()[0][0] == "title"


def test_suggested_takes_names_that_are_understood():
    assert TabularReader().suggested(["Kolonne A", "Title", "Ort"])["title"] == "Title"
