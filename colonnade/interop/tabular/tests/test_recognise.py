"""Which files are tables of offers."""

import io
import zipfile

import pytest

from colonnade.interop.shared.tests.reading import head_of, real
from colonnade.interop.tabular import TabularReader

OFFERS = "Title,Start,Place\nClay,2026-03-14,Hall\n"


def certainty(feed, name="", content_type=""):
    return TabularReader().recognise(head_of(feed, name, content_type))


def packed(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def test_offers_are_recognised_by_their_columns():
    assert certainty(OFFERS, "offers.csv") == 0.8
    assert certainty(OFFERS, "feed?format=x", "text/csv; charset=utf-8") == 0.8
    assert certainty(OFFERS) == 0.65


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encoding_does_not_matter(encoding):
    assert certainty("Título;Inicio;Descripción\nCerámica;2026;áéí\n".encode(encoding), "oferta.csv") == 0.8


def test_a_table_of_something_else_is_still_a_table():
    assert certainty("foo,bar,baz\n1,2,3\n4,5,6\n", "x.csv") == 0.5
    assert certainty("foo,bar,baz\n1,2,3\n4,5,6\n") == 0.3


def test_workbooks():
    assert certainty(packed("xl/workbook.xml"), "a.xlsx") == 0.8
    assert certainty(packed("xl/workbook.xml")) == 0.8
    assert certainty(packed("word/document.xml")) == 0.0
    assert certainty(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.xls") == 0.8
    assert certainty(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDoc".encode("utf-16-le")) == 0.0


@pytest.mark.parametrize(
    "feed",
    [
        '[{"title": "Clay", "start": "2026"}]',
        '{"a": 1, "b": 2}',
        "<?xml version='1.0'?><a/>",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        "%PDF-1.7",
        "Dear all,\nplease find attached, as promised,\nthe list.\n",
        "",
    ],
)
def test_other_formats_are_left_to_others(feed):
    assert certainty(feed) == 0.0


def test_a_named_empty_file_is_taken_so_that_its_emptiness_is_said():
    assert certainty("", "offers.csv") == 0.3


@pytest.mark.real_data
def test_real_table():
    assert certainty(real("csv/events_nci_training.csv"), "events.csv") == 0.8


@pytest.mark.real_data
@pytest.mark.parametrize(
    "folder",
    ["city-agenda", "ical", "xcri", "oai-pmh", "schemaorg", "openactive", "activitypub", "eventbrite"],
)
def test_real_feeds_of_other_formats(folder):
    for feed in sorted(real(folder).iterdir()):
        assert certainty(feed, feed.name) == 0.0
