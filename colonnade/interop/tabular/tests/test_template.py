"""The template for small providers."""

import csv
import io

import pytest
from django.utils.translation import override

from colonnade.interop.shared.tests.reading import a_context, read_all
from colonnade.interop.tabular import TabularReader
from colonnade.interop.tabular.columns import OUR_FIELDS
from colonnade.interop.tabular.template import template_csv


def lines(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_names_and_one_example():
    names, example = lines(template_csv())
    assert names == [str(label) for label in OUR_FIELDS.values()]
    assert len(example) == len(names)
    assert example[names.index("Identifier")] == "#example"


def test_spreadsheets_recognise_its_encoding():
    assert template_csv().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", ["en", "es", "fr", "ru", "ar", "zh-hans"])
def test_a_filled_template_is_read_without_the_example(language):
    with override(language):
        data = template_csv()
        row = [
            "Clay" if field == "title" else "2026-03-14" if field == "start" else "" for field in OUR_FIELDS
        ]
    reading = read_all(TabularReader(), data + (",".join(row) + "\r\n").encode(), a_context())
    (draft,) = reading.drafts
    assert (draft.title, draft.sessions[0].start.isoformat()) == ({"und": "Clay"}, "2026-03-14")
    assert [code for _where, code in reading.repaired] == ["bom_removed", "example_skipped"]
