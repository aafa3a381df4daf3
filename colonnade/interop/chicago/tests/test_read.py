"""Rows of the catalogue, mended; and the real catalogue in both its forms."""

import csv
from functools import cache

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.chicago import ChicagoReader
from colonnade.interop.chicago.tests.catalogue import END, catalogue, harmed_twice, row
from colonnade.interop.chicago.torn import COLUMNS
from colonnade.interop.shared.tests.reading import a_context, read_all, real

TORN = (
    'Print Shop,Brick House,"Posters such as \\Our Town\\"" and more. In general", the first weeks teach,,,,,,,,,,',
    f'",4 Oak St.""",{END}',
)


class WithoutPieces(ChicagoReader):
    keeps_pieces = False


def read(feed, reader=None):
    return read_all(reader or ChicagoReader(), feed, a_context(country="US", timezone="America/Chicago"))


def test_rows_with_old_line_ends_and_spare_columns():
    reading = read(catalogue(row("Chess"), row("Clay")))
    assert [raw.where for raw in reading.raws] == ["row 1, line 2", "row 2, line 3"]
    assert list(reading.raws[0].data) == list(COLUMNS)
    assert (reading.rejected, reading.repaired) == ([], [])


def test_text_decoded_twice_is_restored_and_told_once():
    texts = ("What’s new for “kids”", "Crème — brûlée")
    reading = read(
        catalogue(*(row(f"N{number}", text=harmed_twice(text)) for number, text in enumerate(texts)))
    )
    assert tuple(raw.data["description"] for raw in reading.raws) == texts
    assert [code for _where, code in reading.repaired] == ["encoding_guessed", "text_mended"]


def test_cells_that_slipped_are_put_back():
    slipped = 'Choir,Brick House,"Alto, \\bass\\"" and tenor", and soprano,"solo.""",1 Main St.,' + END
    reading = read(catalogue(slipped, row("Chess")))
    cells = reading.raws[0].data
    assert cells["description"].startswith("Alto, ")
    assert (cells["address"], cells["city"], cells["category_name"]) == ("1 Main St.", "Springfield", "Media")
    assert reading.repaired == [("file", "cells_shifted")]


def test_a_torn_row_is_whole_at_its_beginning_and_its_pieces_are_marked():
    reading = read(catalogue(*TORN, row("Chess")))
    whole, piece, chess = (raw.data for raw in reading.raws)
    assert (whole["name"], whole["address"], whole["zipcode"], whole["category_id"]) == (
        "Print Shop",
        "4 Oak St.",
        "62701",
        "7",
    )
    assert piece["piece_of"] is whole
    assert "piece_of" not in chess
    assert reading.repaired == [("row 1, line 2", "torn_row")]


def test_pieces_may_be_refused_instead():
    reading = read(catalogue(*TORN, row("Chess")), WithoutPieces())
    assert [draft.title["und"] for draft in reading.drafts] == ["Print Shop", "Chess"]
    assert reading.rejected == [("row 2, line 3", "torn_piece")]


def test_a_row_without_its_end_is_refused():
    reading = read(catalogue(row("Chess"), "Lost,Brick House,Words"))
    assert [draft.title["und"] for draft in reading.drafts] == ["Chess"]
    assert reading.rejected == [("row 2, line 3", "broken_record")]


def test_lost_characters_are_told():
    reading = read(catalogue(row("Chess", text="Don\ufffd\ufffd\ufffdt"), encoding="utf-8"))
    assert reading.repaired == [("file", "characters_lost")]


def test_another_table_is_not_the_catalogue():
    with pytest.raises(Unusable) as fault:
        read("name,org_name\nChess,Club\n")
    assert fault.value.code == "needs_mapping"
    with pytest.raises(Unusable) as fault:
        read("")
    assert fault.value.code == "empty"


@cache
def read_real(suffix, reader):
    """Read the real catalogue once for all tests."""
    return read(real(f"programmes/chicago_city_of_learning_2014.{suffix}"), reader())


def plain_rows():
    """Read the real CSV with nothing but the standard library."""
    text = real("programmes/chicago_city_of_learning_2014.csv").read_bytes().decode("mac_roman")
    rows = csv.reader(text.replace("\r", "\n").splitlines(keepends=True))
    return [cells for cells in rows if any(cells)][1:]


@pytest.mark.real_data
def test_real_catalogue():
    reading = read_real("csv", ChicagoReader)
    assert len(reading.raws) == len(reading.drafts) == len(plain_rows()) == 4904
    assert reading.rejected == []
    assert {code for _where, code in reading.repaired} == {
        "encoding_guessed",
        "torn_row",
        "cells_shifted",
        "text_mended",
    }
    assert len(reading.repaired) == 30
    plain_keys = {(cells[0], cells[1], cells[3]) for cells in plain_rows()}
    assert len({draft.external_id for draft in reading.drafts}) == len(plain_keys) == 2602
    assert not reading.cut


@pytest.mark.real_data
def test_real_catalogue_as_workbook():
    reading = read_real("xls", ChicagoReader)
    assert (len(reading.drafts), reading.rejected) == (4904, [])
    assert {code for _where, code in reading.repaired} == {"torn_row", "cells_shifted", "characters_lost"}


@pytest.mark.real_data
@pytest.mark.parametrize("reader", [ChicagoReader, WithoutPieces])
def test_both_forms_of_the_real_catalogue_hold_the_same_programmes(reader):
    ids = []
    for suffix in ("csv", "xls"):
        reading = read_real(suffix, reader)
        ids.append({draft.external_id for draft in reading.drafts if draft.status == "PUBLISHED"})
        assert reading.count == 4904
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2558
