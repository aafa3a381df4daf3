"""Rows out of tables, and what is said on the way."""

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.shared.tests.reading import a_context, read_all, real
from colonnade.interop.tabular import TabularReader


def read(feed, **context):
    return read_all(TabularReader(), feed, a_context(**context))


def titles(reading):
    return [draft.title["und"] for draft in reading.drafts]


def test_rows_come_with_their_place():
    reading = read('Title,Start,Text\nClay,2026-03-14,"two\nlines"\nChess,2026-03-15,\n')
    assert titles(reading) == ["Clay", "Chess"]
    assert [raw.where for raw in reading.raws] == ["row 1, line 2", "row 2, line 4"]
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)


def test_a_valid_table_without_rows_yields_nothing():
    assert read("Title,Start\n").count == 0


def test_nothing_at_all_is_unusable():
    with pytest.raises(Unusable) as fault:
        read("")
    assert fault.value.code == "empty"


def test_without_a_title_a_mapping_is_asked_for():
    with pytest.raises(Unusable) as fault:
        read("foo,bar\n1,2\n")
    assert (fault.value.code, fault.value.details) == ("needs_mapping", {"columns": "foo, bar"})


def test_a_mapping_whose_title_is_gone_is_asked_for_again():
    with pytest.raises(Unusable) as fault:
        read("Title,Start\nClay,2026-03-14\n", mapping={"title": "Headline"})
    assert fault.value.code == "needs_mapping"


def test_a_broken_workbook_is_unusable():
    with pytest.raises(Unusable) as fault:
        read(b"PK\x03\x04" + b"x" * 100)
    assert fault.value.code == "unreadable_workbook"


def test_a_saved_mapping_counts():
    reading = read(
        "Our offers\n\nfoo,bar\nClay,2026-03-14\n", mapping={"title": "FOO", "start": "bar", "place": "baz"}
    )
    assert titles(reading) == ["Clay"]
    assert reading.repaired == [("line 1", "column_missing"), ("line 1", "preamble_skipped")]


def test_the_example_of_the_template_is_left_out():
    reading = read("Identifier,Title\n#example,Example: Clay\n7,Chess\n")
    assert titles(reading) == ["Chess"]
    assert reading.repaired == [("row 1, line 2", "example_skipped")]


def test_names_that_come_again_are_left_out():
    reading = read("Title,Start\nClay,2026-03-14\nTitle,Start\nChess,2026-03-15\n")
    assert titles(reading) == ["Clay", "Chess"]
    assert reading.repaired == [("row 2, line 3", "header_repeated")]


def test_a_cut_file_keeps_its_complete_rows():
    reading = read('Title,Start,Text\nClay,2026-03-14,x\nChess,2026-03-15,"and so')
    assert titles(reading) == ["Clay"]
    assert reading.cut
    assert reading.rejected == [("line 3", "cut_record")]
    assert reading.repaired == [("line 3", "cut_file")]


def test_text_decoded_twice_is_restored_and_told_once():
    reading = read("Title,Text\nWhatâ€™s new,x\nItâ€™s clay,x\nChess,x\n")
    assert titles(reading) == ["What’s new", "It’s clay", "Chess"]
    assert reading.repaired == [("file", "text_mended")]


def test_what_nobody_can_tell_about_dates_is_said_once():
    reading = read("Title,Start\n" + "Clay,3/4/2026\n" * 5)
    assert reading.repaired == [("column Start", "date_order_guessed")]
    assert "day/month/year" in reading.sentences[0]
    assert read("Title,Start\nClay,3/4/2026\nChess,25/4/2026\n").repaired == []


def test_flags_in_a_price_column_are_said_once():
    reading = read("Title,Price\nClay,1\nChess,0\nChoir,1\n")
    assert reading.repaired == [("column Price", "price_flags_ignored")]


@pytest.mark.real_data
def test_real_training_events():
    feed = real("csv/events_nci_training.csv")
    reading = read(feed, timezone="Australia/Sydney", country="AU")
    assert len(reading.drafts) == len(feed.read_bytes().splitlines()) - 1 == 14
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)
    assert len({draft.external_id for draft in reading.drafts}) == 14
    assert all(len(draft.sessions) == 1 and draft.sessions[0].end_known for draft in reading.drafts)
    assert {draft.sessions[0].timezone for draft in reading.drafts} == {
        "Australia/Sydney",
        "Australia/Melbourne",
    }
    assert [draft.mode for draft in reading.drafts].count("ONSITE") == 1
    assert {name for draft in reading.drafts for name in draft.provider.names.values()} == {"NCI"}
