"""Which files are the catalogue."""

import pytest

from colonnade.interop.chicago import ChicagoReader
from colonnade.interop.chicago.tests.catalogue import NAMES, catalogue, row
from colonnade.interop.shared.tests.reading import head_of, real
from colonnade.interop.tabular import TabularReader


def certainty(feed):
    return ChicagoReader().recognise(head_of(feed))


def test_the_catalogue_is_recognised_by_its_columns():
    assert certainty(catalogue(row("Chess"))) == 0.95
    assert certainty(NAMES.replace("category ", "category_") + "\n" + row("Chess") + "\n") == 0.95


def test_other_tables_are_left_to_the_reader_of_tables():
    assert certainty("name,org_name,description\nChess,Club,x\n") == 0.0
    assert certainty(NAMES.replace("min_age", "age") + "\n" + row("Chess") + "\n") == 0.0
    assert certainty(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == 0.0
    assert certainty("") == 0.0


@pytest.mark.real_data
@pytest.mark.parametrize("suffix", ["csv", "xls"])
def test_the_real_catalogue_goes_to_this_reader(suffix):
    feed = real(f"programmes/chicago_city_of_learning_2014.{suffix}")
    head = head_of(feed, feed.name)
    assert ChicagoReader().recognise(head) == 0.95 > TabularReader().recognise(head)
