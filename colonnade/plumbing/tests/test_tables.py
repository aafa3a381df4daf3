"""Tables of text: every dialect, every damage, and what is said about it."""

import io
import tracemalloc

import pytest

from colonnade.plumbing.tables import Row, Unreadable, glance, open_table
from colonnade.plumbing.tables.opening import is_from_a_mac


class Told:
    """Takes down what a table says."""

    def __init__(self):
        self.repairs = []
        self.rejections = []

    def repaired(self, where, code, **details):
        self.repairs.append((where, code, details))

    def rejected(self, where, code, excerpt="", **details):
        self.rejections.append((where, code))


def read(data, told=None, **options):
    """Return the table's columns and rows."""
    told = told or Told()
    data = data.encode() if isinstance(data, str) else data
    table = open_table(io.BytesIO(data), repaired=told.repaired, rejected=told.rejected, **options)
    rows = list(table)
    return table, rows


def cells(rows):
    return [row.cells for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter):
    lines = [
        ["Title", "Start", "Place"],
        ["Clay, for all", "2026-03-01", "Hall"],
        ["Chess; open", "2026-03-02", "Club"],
    ]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines
    )
    _table, rows = read(text)
    assert cells(rows) == [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_texts_full_of_commas_do_not_hide_the_semicolons():
    text = "Titel;Text\nTöpfern;Ton, Wasser, Feuer, Glasur\nSchach;Brett, Figuren, Uhr, Ruhe\nChor;Alt, Bass, Tenor, Sopran\n"
    table, rows = read(text)
    assert table.columns == ["Titel", "Text"]
    assert rows[1].cells == {"Titel": "Schach", "Text": "Brett, Figuren, Uhr, Ruhe"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_cells_of_several_lines(end):
    text = end.join(["a,b", f'1,"first{end}second"', "2,x", ""])
    _table, rows = read(text)
    assert cells(rows) == [{"a": "1", "b": "first\nsecond"}, {"a": "2", "b": "x"}]
    assert [(row.line, row.number) for row in rows] == [(2, 1), (4, 2)]
    assert rows[1].where == "row 2, line 4"


@pytest.mark.parametrize(
    ("encoding", "repairs"),
    [
        ("utf-8", []),
        ("utf-8-sig", ["bom_removed"]),
        ("utf-16", ["bom_removed"]),
        ("cp1252", ["encoding_guessed"]),
        ("mac_roman", ["encoding_guessed"]),
    ],
)
def test_encodings(encoding, repairs):
    told = Told()
    text = "Título,Descripción\n" + "Cerámica,Un curso de cerámica para niños y niñas en español\n" * 20
    _table, rows = read(text.encode(encoding), told)
    assert rows[0].cells == {
        "Título": "Cerámica",
        "Descripción": "Un curso de cerámica para niños y niñas en español",
    }
    assert [code for _where, code, _details in told.repairs] == repairs


def test_declared_encoding_is_believed():
    _table, rows = read("a,b\nжар,птица\n".encode("koi8_r"), declared="koi8-r")
    assert cells(rows) == [{"a": "жар", "b": "птица"}]


def test_blanks_after_delimiters_and_around_names_do_not_count():
    table, rows = read('Title , Start,End \nClay, 2026-03-01, "1, 2"\n')
    assert table.columns == ["Title", "Start", "End"]
    assert cells(rows) == [{"Title": "Clay", "Start": "2026-03-01", "End": "1, 2"}]


def test_empty_columns_at_the_end_are_dropped_in_silence():
    told = Told()
    table, rows = read("a,b,,,\n1,2,,,\n3,4,,,\n", told)
    assert table.columns == ["a", "b"]
    assert cells(rows) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert told.repairs == []


def test_names_that_come_again_get_a_number_and_missing_ones_a_place():
    table, _rows = read("Date,,Date,Date,x\n1,2,3,4,5\n")
    assert table.columns == ["Date", "column 2", "Date (2)", "Date (3)", "x"]


def test_empty_rows_are_no_rows():
    _table, rows = read("a,b\n\n,\n1,2\n , \n3,4\n\n")
    assert [row.number for row in rows] == [1, 2]


def test_names_are_found_below_other_lines():
    told = Told()
    text = "Spring programme\n\nTitle,Start,Place\nClay,2026-03-01,Hall\nChess,2026-03-02,Club\n"
    table, rows = read(text, told)
    assert table.columns == ["Title", "Start", "Place"]
    assert len(rows) == 2
    assert told.repairs == [("line 1", "preamble_skipped", {"lines": 2})]


def test_a_caller_may_know_the_names():
    table, rows = read("x,y\nTitle,Start\nClay,1\n", is_header=lambda names: "Title" in names)
    assert table.columns == ["Title", "Start"]
    assert cells(rows) == [{"Title": "Clay", "Start": "1"}]


def test_short_rows_are_filled_and_told():
    told = Told()
    _table, rows = read("a,b,c\n1,2\n4,5,6\n", told)
    assert cells(rows) == [{"a": "1", "b": "2", "c": ""}, {"a": "4", "b": "5", "c": "6"}]
    assert told.repairs == [("row 1, line 2", "columns_mended", {"found": 2, "expected": 3})]


def test_cells_beyond_the_names_are_told_and_handed_over():
    told = Told()
    _table, rows = read("a,b\n1,2\n1,2,3,4,\n5,6\n" + "7,8\n" * 9, told)
    assert rows[1] == Row(3, 2, {"a": "1", "b": "2"}, ("3", "4"))
    assert told.repairs == [("row 2, line 3", "cells_left_over", {"found": 4, "expected": 2})]


def test_many_bad_rows_are_counted_rather_than_listed():
    told = Told()
    _table, rows = read("a,b,c\n" + "1,2,3\n" * 300 + "1,2\n" * 150, told)
    assert len(rows) == 450
    assert len(told.repairs) == 101
    assert told.repairs[-1] == ("file", "rows_mended", {"rows": 150})


def test_a_quote_that_is_never_closed_costs_nothing_but_itself():
    told = Told()
    text = 'a,b,c\n1,2,3\n4,"5,6\n' + "7,8,9\n" * 50
    table, rows = read(text, told)
    assert len(rows) == 52
    assert rows[1].cells == {"a": "4", "b": '"5', "c": "6"}
    assert rows[2].where == "row 3, line 4"
    assert told.repairs == [("line 3", "quote_mended", {})]
    assert not table.is_cut


def test_a_quote_that_swallows_up_to_the_next_quote_is_mended():
    told = Told()
    text = 'a,b,c\n1,"open,3\n' + "7,8,9\n" * 5 + '1,"good, one",3\n7,8,9\n'
    _table, rows = read(text, told)
    assert len(rows) == 8
    assert rows[6].cells == {"a": "1", "b": "good, one", "c": "3"}
    assert [code for _where, code, _details in told.repairs] == ["quote_mended"]


def test_a_quote_that_swallows_a_megabyte_is_mended():
    told = Told()
    text = 'a,b,c\n1,"open,3\n' + "777777777,888888888,999999999\n" * 20_000
    _table, rows = read(text, told)
    assert len(rows) == 20_000
    assert told.rejections == [("line 2", "too_large_record")]


def test_a_cell_too_large_is_refused_and_the_others_go_on():
    told = Told()
    _table, rows = read("a,b\n1,2\n3," + "x" * 200_000 + "\n5,6\n", told)
    assert [row.cells["a"] for row in rows] == ["1", "5"]
    assert told.rejections == [("line 3", "too_large_record")]


def test_a_line_without_end_does_not_fill_the_memory():
    told = Told()
    _table, rows = read("a,b\n1,2\n" + "x" * 9_000_000 + "\n5,6\n", told)
    assert [row.cells["a"] for row in rows] == ["1", "5"]
    assert [code for _where, code in told.rejections] == ["too_large_record"]


def test_cut_inside_quotes():
    told = Told()
    table, rows = read('a,b,c\n1,2,3\n4,"begun and\nnever', told)
    assert len(rows) == 1
    assert table.is_cut
    assert told.rejections == [("line 3", "cut_record")]
    assert told.repairs == [("line 3", "cut_file", {})]


def test_cut_between_cells():
    told = Told()
    table, rows = read("a,b,c\n1,2,3\n4,5", told)
    assert len(rows) == 1
    assert table.is_cut
    assert told.rejections == [("row 2, line 3", "cut_record")]


def test_a_missing_last_line_end_is_no_cut():
    table, rows = read("a,b,c\n1,2,3\n4,5,6")
    assert len(rows) == 2
    assert not table.is_cut


def test_excel_may_name_the_delimiter():
    table, rows = read("sep=;\nTitle;Text\nClay;x,y\n")
    assert table.columns == ["Title", "Text"]
    assert rows[0] == Row(3, 1, {"Title": "Clay", "Text": "x,y"})


def test_single_quotes_and_backslashes():
    _table, rows = read("'a','b'\n'1','x, y'\n'2','z, w'\n")
    assert cells(rows)[0] == {"a": "1", "b": "x, y"}
    escaped = 'a,b,c\n"1","say \\"hello, you\\"","3"\n"2","say \\"oh, no, never\\"","4"\n'
    _table, rows = read(escaped)
    assert cells(rows)[0] == {"a": "1", "b": 'say "hello, you"', "c": "3"}


def test_one_column():
    _table, rows = read("Titel\nTöpfern, leicht gemacht\nSchach\n")
    assert cells(rows) == [{"Titel": "Töpfern, leicht gemacht"}, {"Titel": "Schach"}]


def test_only_names_is_an_empty_table():
    table, rows = read("a,b\n")
    assert (table.columns, rows) == (["a", "b"], [])


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf"])
def test_nothing_is_unreadable(data):
    with pytest.raises(Unreadable) as fault:
        read(data)
    assert fault.value.code == "empty"


def test_glance_shows_names_and_evenness():
    assert glance(b"a;b;c\n1;2;3\n4;5;6\n7;8") == (["a", "b", "c"], True)
    assert glance(b"Dear all,\nplease find attached\nthe file\n")[1] is False
    assert glance(b"") == ([], False)


class Endless:
    """A stream of many rows that never exist at once."""

    def __init__(self, rows):
        self.left = rows
        self.held = b"id,title,description,start\n"

    def read(self, size=-1):
        while len(self.held) < size and self.left:
            self.held += b'1,"Clay, again",Something about clay for all who like it,2026-03-01\n' * 100
            self.left -= 100
        data, self.held = self.held[:size], self.held[size:]
        return data


def peak(rows):
    told = Told()
    tracemalloc.start()
    count = sum(1 for _row in open_table(Endless(rows), repaired=told.repaired, rejected=told.rejected))
    _now, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == rows
    return highest


def test_memory_does_not_grow_with_the_file():
    assert peak(40_000) < peak(4_000) * 1.2


def test_an_open_quote_in_the_last_line_is_a_cut_unless_the_line_is_whole():
    assert read('a,b,c\n1,2,3\n4,5,"and so')[0].is_cut
    table, rows = read('a,b,c\n1,2,3\n4,5,"and so\n')
    assert rows[-1].cells == {"a": "4", "b": "5", "c": '"and so'}
    assert not table.is_cut


def test_excel_for_the_mac_is_recognised():
    assert is_from_a_mac("Cerámica;niños;año\n".encode("mac_roman"))
    assert not is_from_a_mac("Cerámica;niños;año\n".encode("cp1252"))
    assert not is_from_a_mac("It’s 5–6 o’clock, œuvre, word—word\n".encode("cp1252"))
    assert not is_from_a_mac("Žluťoučký kůň, naše čtení, křížkový\n".encode("cp1250"))
