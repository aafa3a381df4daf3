"""Damage to a JSON feed is told in the harvest's words."""

import io

import pytest

from colonnade.city.catalogue.harvest import Raw, Report, Unusable
from colonnade.interop.shared.json_feed import json_start, records_of, tell_page
from colonnade.interop.shared.tests.reading import head_of
from colonnade.plumbing.json_records import RECORD_LIMIT


def read(feed: str | bytes, *paths: str) -> tuple[list[Raw], list[tuple], list[tuple], Report]:
    repaired: list[tuple] = []
    rejected: list[tuple] = []
    report = Report(
        repaired=lambda where, code, **details: repaired.append((where, code, details)),
        rejected=lambda where, code, excerpt="", **details: rejected.append((where, code, excerpt, details)),
    )
    data = feed.encode() if isinstance(feed, str) else feed
    return list(records_of(io.BytesIO(data), report, *paths, noun="event")), repaired, rejected, report


def test_records_are_named_by_number_or_key():
    assert read('[{"a": 1}]', "")[0] == [Raw("event 1", {"a": 1})]
    assert read('{"x": {"k9": {"a": 1}}}', "x")[0] == [Raw("event k9", {"a": 1})]


def test_what_is_no_object_is_rejected():
    raws, _, rejected, _ = read('[1, {"a": 1}]', "")
    assert len(raws) == 1
    assert rejected == [("event 1", "not_an_offer", "1", {"what": "not an object"})]


def test_mending_is_told_with_its_place():
    _, repaired, _, _ = read('[{"a": 1},\n{"a": "\\x"}]', "")
    assert repaired == [("event 2, line 2", "escape_mended", {"position": 18})]


def test_a_broken_record_is_rejected_with_its_place():
    _, _, rejected, report = read('[{"a": },\n{"a": 1}]', "")
    assert rejected == [
        (
            "event 1, line 1",
            "broken_record",
            '{"a": },\n{"a": 1}]',
            {"detail": "Expecting value (character 7)"},
        )
    ]
    assert not report.cut


def test_a_missing_quote_forbids_withdrawing():
    raws, _, rejected, report = read('[{"a": 1}, {"a": "x}, {"a": 3}]', "")
    assert ([raw.data for raw in raws], len(rejected), report.cut) == ([{"a": 1}, {"a": 3}], 1, True)


@pytest.mark.parametrize(("feed", "rejections"), [('[{"a": 1}, {"a": ', 1), ('[{"a": 1}, ', 0)])
def test_a_cut_counts_the_record_it_goes_through(feed, rejections):
    raws, repaired, rejected, report = read(feed, "")
    assert (len(raws), len(rejected), report.cut) == (1, rejections, True)
    assert repaired == [("file", "cut_file", {})]


def test_a_record_beyond_the_limit_is_rejected():
    raws, _, rejected, _ = read('[{"a": "' + "x" * (RECORD_LIMIT + 1) + '"}, {"a": 1}]', "")
    assert (len(raws), rejected[0][1], rejected[0][3]) == (1, "too_large_record", {"kilobytes": 5000})


def test_encodings_are_told():
    raws, repaired, _, _ = read(b'\xef\xbb\xbf[{"a": "\xc3\xa9"}]', "")
    assert raws[0].data == {"a": "é"}
    assert repaired == [("file", "bom_removed", {})]


@pytest.mark.parametrize(
    ("feed", "code"), [("", "empty"), (" \n", "empty"), ("<x>", "not_json"), ('{"a": 1}', "not_offers")]
)
def test_useless_files_are_refused(feed, code):
    with pytest.raises(Unusable) as caught:
        read(feed, "events")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("shown", "total", "cut"), [(20, 20, False), (20, 2274, True), (20, None, False), ("20", "30", False)]
)
def test_a_page_is_told(shown, total, cut):
    told: list[tuple] = []
    report = Report(repaired=lambda *args, **details: told.append((args, details)), rejected=lambda *_: None)
    tell_page(report, shown, total)
    assert report.cut == cut
    assert told == [(("file", "page_only"), {"shown": shown, "total": total})] * cut


@pytest.mark.parametrize(
    ("feed", "start"),
    [("  [1", "[1"), ("\ufeff{}", "{}"), ("x", ""), ("", ""), ('{"é": 1}'.encode("utf-16"), '{"')],
)
def test_the_start_of_json_is_seen_in_any_encoding(feed, start):
    assert json_start(head_of(feed)).startswith(start)
