"""Workbooks: typed cells become text, the right sheet is found, what cannot be opened is refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from colonnade.plumbing.tables import Row, Unreadable, open_table, workbooks
from colonnade.plumbing.tables.apart import as_text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _cell(value):
    if isinstance(value, date):
        serial = (datetime(value.year, value.month, value.day) - datetime(1899, 12, 30)).days
        clock = (value.hour * 60 + value.minute) / 1440 if isinstance(value, datetime) else 0
        return f'<c s="{2 if clock else 1}"><v>{serial + clock}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"


def xlsx(sheets, hidden=()):
    """Return a workbook of named sheets, each a list of rows."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for number, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        root = f'<Relationship Id="r0" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        packed.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{entries}</sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        )
        for number, rows in enumerate(sheets.values(), start=1):
            lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            packed.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
            )
    return data.getvalue()


def read(data, **options):
    said = []
    table = open_table(
        io.BytesIO(data), repaired=lambda *args, **details: said.append(args), rejected=said.append, **options
    )
    return table, list(table), said


def test_cells_become_text():
    rows = [
        ["Title", "Start", "When", "Places", "Price"],
        ["Clay", date(2026, 3, 14), datetime(2026, 3, 14, 18, 30), 12, 2.5],
    ]
    table, found, said = read(xlsx({"Offers": rows}))
    assert table.columns == ["Title", "Start", "When", "Places", "Price"]
    cells = {
        "Title": "Clay",
        "Start": "2026-03-14",
        "When": "2026-03-14T18:30:00",
        "Places": "12",
        "Price": "2.5",
    }
    assert found == [Row(2, 1, cells)]
    assert said == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as is ", "as is "),
        (None, ""),
        (True, "true"),
        (60605.0, "60605"),
        (41.8582, "41.8582"),
        (7, "7"),
        (datetime(2026, 3, 14), "2026-03-14"),
        (datetime(2026, 3, 14, 13, 59, 59, 999_700), "2026-03-14T14:00:00"),
        (date(2026, 3, 14), "2026-03-14"),
        (time(9, 5), "09:05"),
        (timedelta(hours=26, minutes=30), "26:30"),
    ],
)
def test_as_text(value, text):
    assert as_text(value) == text


def test_hidden_and_empty_sheets_are_passed_over():
    sheets = {"secret": [["Title"], ["no"]], "empty": [], "Offers": [["Title", "Place"], ["Clay", "Hall"]]}
    _table, found, _said = read(xlsx(sheets, hidden={"secret"}))
    assert [row.cells for row in found] == [{"Title": "Clay", "Place": "Hall"}]


def test_a_sheet_whose_names_are_known_goes_first():
    sheets = {"Help": [["How to", "fill this"], ["a", "b"]], "Offers": [["Title", "Place"], ["Clay", "Hall"]]}
    _table, found, _said = read(xlsx(sheets), is_header=lambda names: "Title" in names)
    assert [row.cells["Title"] for row in found] == ["Clay"]


def test_lines_are_those_the_program_shows():
    _table, found, _said = read(
        xlsx({"Offers": [["Our offers"], [], ["Title", "Place"], ["Clay", "Hall"], [], ["Chess", "Club"]]})
    )
    assert [(row.line, row.number) for row in found] == [(4, 1), (6, 2)]


def test_what_cannot_be_opened_is_refused():
    whole = xlsx({"Offers": [["Title"], ["Clay"]]})
    for data in (
        whole[: len(whole) // 2],
        b"PK\x03\x04nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ):
        with pytest.raises(Unreadable) as fault:
            read(data)
        assert fault.value.code == "unreadable_workbook"


def test_another_packed_file_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable) as fault:
        read(data.getvalue())
    assert fault.value.code == "unreadable_workbook"


def test_an_empty_workbook_is_empty():
    with pytest.raises(Unreadable) as fault:
        read(xlsx({"Offers": []}))
    assert fault.value.code == "empty"


def test_size_is_limited_packed_and_unpacked(monkeypatch):
    data = xlsx({"Offers": [["Title"], ["x" * 50_000]]})
    monkeypatch.setattr(workbooks, "_UNPACKED_MEGABYTES", 0.01)
    with pytest.raises(Unreadable) as fault:
        read(data)
    assert (fault.value.code, fault.value.details) == ("too_large_workbook", {"megabytes": 0.01})
    monkeypatch.setattr(workbooks, "MEGABYTES", 0.001)
    with pytest.raises(Unreadable) as fault:
        read(data)
    assert fault.value.details == {"megabytes": 0.001}


def test_open_document():
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = [["Title", "Start"], ["Clay", date(2026, 3, 14)]]
    cells = ""
    for row in rows:
        cells += "<table:table-row>"
        for value in row:
            if isinstance(value, date):
                cells += f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>x</text:p></table:table-cell>'
            else:
                cells += f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        cells += "</table:table-row>"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" xmlns:text="{office}text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Offers">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"/>'
        )
        packed.writestr("content.xml", content)
    _table, found, _said = read(data.getvalue())
    assert [row.cells for row in found] == [{"Title": "Clay", "Start": "2026-03-14"}]


def test_a_workbook_that_asks_for_endless_memory_ends_only_its_own_process():
    far = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    data = io.BytesIO(xlsx({"Offers": [["Title"]]}))
    packed = io.BytesIO()
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, far if name.endswith("sheet1.xml") else source.read(name))
    with pytest.raises(Unreadable) as fault:
        read(packed.getvalue())
    assert fault.value.code == "unreadable_workbook"


def test_a_workbook_may_be_left_half_read():
    data = xlsx({"Offers": [["Title", "Place"], *([["Clay", "Hall"]] * 50)]})
    table = open_table(io.BytesIO(data), repaired=print, rejected=print)
    assert next(iter(table)).cells == {"Title": "Clay", "Place": "Hall"}
