"""Records come out of a JSON text of any shape, cut into any pieces; damage costs one record and is told."""

import io
import json
import random
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colonnade.plumbing.json_mending import LOST, extent, mended
from colonnade.plumbing.json_records import THE_DOCUMENT, Damage, JsonRecords, NotJson, Record

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=5)


class Drip:
    """A source that never hands over more than a few characters at once."""

    def __init__(self, text: str, most: int) -> None:
        self.text, self.most, self.at = text, most, 0

    def read(self, size: int, /) -> str:
        piece = self.text[self.at : self.at + min(size, self.most)]
        self.at += len(piece)
        return piece


def taken(text: str, *paths: str, most: int = 1000, **more) -> tuple[list[Record], list[Damage], JsonRecords]:
    told: list[Damage] = []
    document = JsonRecords(Drip(text, most), *paths, told=told.append, **more)
    return list(document), told, document


def values(text: str, *paths: str, **more) -> list:
    return [record.value for record in taken(text, *paths, **more)[0]]


def damages(text: str, *paths: str, **more) -> list[tuple[str, int]]:
    return [(each.kind, each.number) for each in taken(text, *paths, **more)[1]]


# -- sound documents --------------------------------------------------------------------------------------


@given(
    records=st.lists(VALUES, max_size=6),
    most=st.integers(1, 40),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    ascii_only=st.booleans(),
)
@settings(deadline=None)
def test_every_list_comes_back_as_it_went(records, most, indent, ascii_only):
    text = json.dumps(records, indent=indent, ensure_ascii=ascii_only)
    got, told, document = taken(text, "", most=most)
    assert [record.value for record in got] == records
    assert told == []
    assert not document.cut
    assert [record.number for record in got] == list(range(1, len(records) + 1))


@given(records=st.dictionaries(TEXTS, VALUES, max_size=5), most=st.integers(1, 40))
@settings(deadline=None)
def test_records_under_keys_come_back_with_them(records, most):
    text = json.dumps({"header": 1, "records": records, "after": []}, ensure_ascii=False)
    got, told, _ = taken(text, "records", most=most)
    assert {record.key: record.value for record in got} == json.loads(text)["records"]
    assert told == []


@given(before=OBJECTS, records=st.lists(OBJECTS, max_size=4), most=st.integers(1, 30))
@settings(deadline=None)
def test_a_list_is_found_behind_anything(before, records, most):
    before.pop("deep", None)
    text = json.dumps({**before, "deep": {"noise": [before], "list": records}})
    got, told, document = taken(text, "deep.list", most=most)
    assert [record.value for record in got] == records
    assert told == []
    assert document.path == "deep.list"
    singles = {key: value for key, value in before.items() if not isinstance(value, dict | list)}
    assert document.header == singles


@given(records=st.lists(OBJECTS, min_size=1, max_size=5), most=st.integers(1, 30))
@settings(deadline=None)
def test_json_lines_are_read_one_after_the_other(records, most):
    text = "\n".join(json.dumps(record) for record in records) + "\n"
    assert values(text, THE_DOCUMENT, most=most) == records


def test_positions_count_characters_and_records_from_one():
    got, _, _ = taken('\n [ {"a": 1},\n {"a": 2} ]', "")
    assert got == [Record(4, 1, "", {"a": 1}), Record(15, 2, "", {"a": 2})]


def test_the_first_of_several_paths_wins():
    _, _, document = taken('{"items": [1], "results": [2]}', "results", "items")
    assert document.path == "items"


def test_a_document_without_the_list_has_no_records_and_says_what_it_has():
    got, told, document = taken('{"locale": "en", "formats": [{"id": 1}]}', "events")
    assert (got, told, document.path, document.header) == ([], [], None, {"locale": "en"})


def test_siblings_before_the_list_are_kept_when_asked_for():
    text = '{"a": {"1": "x"}, "b": {"2": "y"}, "list": [1]}'
    _, _, document = taken(text, "list", keep=["a"])
    assert document.kept == {"a": {"1": "x"}}


def test_siblings_anywhere_are_kept_by_a_pass_without_a_list():
    text = '{"list": [1, 2, 3], "a": {"1": "x"}, "n": 7}'
    document = JsonRecords(io.StringIO(text), keep=["a"])
    assert not document.look()
    assert (document.kept, document.header) == ({"a": {"1": "x"}}, {"n": 7})


@pytest.mark.parametrize("text", ["", "  \n ", "[]", '{"list": []}', "{}"])
def test_nothing_is_no_damage(text):
    got, told, document = taken(text, "", "list")
    assert (got, told, document.cut) == ([], [], False)


@pytest.mark.parametrize("text", ["<html>", "hello", "{'a': 1}", '{"a" 1}', "{]", '{"a": tru}'])
def test_what_is_not_json_is_said_with_its_place(text):
    with pytest.raises(NotJson) as caught:
        taken(text, "list")
    assert caught.value.line == 1


def test_numbers_without_end_and_not_a_number_become_nothing():
    assert values('[NaN, Infinity, -Infinity, {"a": NaN}]', "") == [None, None, None, {"a": None}]


# -- mending ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 2, 3, 7, 1000])
def test_a_backslash_that_escapes_nothing_stays_a_backslash(most):
    text = '[{"a": 1},\n{"a": "Lane (North\\Park of South)", "b": "\\u00e9"},\n{"a": 3}]'
    got, told, _ = taken(text, "", most=most)
    assert [record.value for record in got] == [
        {"a": 1},
        {"a": "Lane (North\\Park of South)", "b": "é"},
        {"a": 3},
    ]
    assert [(each.kind, each.number, each.position, each.line) for each in told] == [
        ("escape_mended", 2, text.index("\\P"), 2)
    ]


def test_several_faults_in_one_record_are_told_once_each_kind():
    assert damages('[{"a": "\\x \\y", "b": "x\ty", "c": "\\u12"}]', "") == [
        ("control_mended", 1),
        ("escape_mended", 1),
    ]
    assert values('[{"a": "\\x \\y", "b": "x\ty\nz", "c": "\\u12"}]', "") == [
        {"a": "\\x \\y", "b": "x\ty\nz", "c": "\\u12"}
    ]


def test_half_characters_and_nul_do_not_get_through():
    assert values(r'["\ud83d\ude00", "\ud83d", "\\ud83d", "a\u0000b"]', "") == ["😀", "�", "\\ud83d", "ab"]
    assert damages(r'["\ud83d\ude00", "\ud83d", "\\ud83d", "a\u0000b"]', "") == [
        ("escape_mended", 2),
        ("escape_mended", 4),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(deadline=None)
def test_lawful_text_is_never_touched_by_mending(value):
    text = json.dumps({"a": value.replace("\0", "")}, ensure_ascii=False)
    assert mended(text) == (text, frozenset())


@given(
    st.lists(st.sampled_from(["\\x", "\\u", "\\u12", "u", "é", "\\n", '\\"', "1", "\t", "\\\\"]), max_size=12)
)
@settings(deadline=None)
def test_mending_makes_any_unfinished_escape_lawful(parts):
    json.loads(mended('"' + "".join(parts) + '"').text)


@pytest.mark.parametrize("text", ['[{"a": 1} {"a": 2}]', '[{"a": 1},, {"a": 2}]', '[,{"a": 1}, {"a": 2}]'])
def test_commas_between_records_are_mended(text):
    assert values(text, "") == [{"a": 1}, {"a": 2}]
    assert [kind for kind, _ in damages(text, "")] == ["comma_mended"]


def test_a_comma_behind_the_last_record_harms_nobody():
    assert (values('[{"a": 1},\n]', ""), damages('[{"a": 1},\n]', "")) == ([{"a": 1}], [])


# -- broken, cut, too large -------------------------------------------------------------------------------

BROKEN = [
    '{"id": 2, "t" "x"}',
    '{"id": 2, "t": }',
    '{"id": 2, "t": "x", }',
    '{"id": 2, "t": [1, 2,, 3]}',
    '{"id": 2, "t": "never closed, "u": {"v": 1}}',
    '{"id": 2, "t: "x"}',
    '{"id": 2, t: "x"}',
    '{"id": 2, "t": "C:\\"}',
    "{'id': 2}",
    '{"id": 2, "t": 0x1}',
    '{"id": 2, "t": {"u": 1}',
    '{"id": 2, "t": [1, 2}',
    '{"id": 2, "n": ' + "9" * 5000 + "}",
    '{"id": 2, "t": ' + "[" * 100_000 + "]" * 100_000 + "}",
]


@pytest.mark.parametrize("most", [1, 5, 100_000])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_record_costs_itself_only(broken, most):
    if most < 100 and len(broken) > 1000:
        most *= 1000
    text = '{"list": [{"id": 1, "t": "a"},\n' + broken + ',\n{"id": 3, "t": "b"}, {"id": 4, "t": "c"}]}'
    got, told, document = taken(text, "list", most=most)
    assert [record.value["id"] for record in got] == [1, 3, 4]
    assert [(each.kind, each.number) for each in told] == [("broken", 2)]
    assert told[0].line in (2, 3)  # a missing bracket shows in the line behind it
    assert told[0].excerpt[:2] == broken[:2]
    assert not document.cut


@pytest.mark.parametrize("broken", [each for each in BROKEN[:12] if each.count("{") == each.count("}")])
def test_a_broken_record_among_keyed_ones_costs_itself_only(broken):
    text = '{"list": {"x": {"id": 1, "t": "a"},\n"y": ' + broken + ',\n"z": {"id": 3, "t": "b"}}}'
    got, told, _ = taken(text, "list")
    assert [(record.key, record.value["id"]) for record in got] == [("x", 1), ("z", 3)]
    assert [(each.kind, each.number) for each in told] == [("broken", 2)]


@pytest.mark.parametrize("broken", BROKEN[:12])
def test_a_broken_first_record_costs_itself_only(broken):
    text = "[" + broken + ', {"id": 3, "t": "b"}, {"id": 4, "t": "c"}]'
    got, told, _ = taken(text, "")
    assert [record.value["id"] for record in got] == [3, 4]
    assert [(each.kind, each.number) for each in told] == [("broken", 1)]


@pytest.mark.parametrize(("broken", "gap"), [('{"id": 2, "t": }', False), ('{"id": 2, "t": "no end}', True)])
def test_a_missing_quote_leaves_a_doubt_whether_more_is_missing(broken, gap):
    _, _, document = taken('[{"id": 1}, ' + broken + ', {"id": 3}]', "")
    assert document.gap == gap


def test_a_missing_bracket_does_not_swallow_a_long_rest():
    rest = ", ".join(f'{{"id": {number}, "t": "{"x" * 50}"}}' for number in range(3, 200))
    got, told, document = taken(
        '[{"id": 1, "t": "a"}, {"id": 2, "t": {"u": 1}, ' + rest + "]", "", limit=1000
    )
    assert [record.value["id"] for record in got] == [1, *range(3, 200)]
    assert [(each.kind, each.number) for each in told] == [("broken", 2)]
    assert document.gap


def test_much_white_space_takes_no_time():
    space = " " * 200_000
    began = time.process_time()
    taken('[{"id": 1, "t": "no end}' + space + ', "u": {}' + space + ', {"id": 2}]', "", most=50_000)
    assert time.process_time() - began < 2


def test_two_broken_records_in_a_row_are_two():
    lines = ['{\n "id": 1}', '{\n "id": 2, "t": "no end}', '{\n "id": 3, "t": "no end}', '{\n "id": 4}']
    got, told, _ = taken("[\n" + ",\n".join(lines) + "\n]", "")
    assert [record.value["id"] for record in got] == [1, 4]
    assert [(each.kind, each.number) for each in told] == [("broken", 2), ("broken", 3)]


def test_lists_within_a_broken_record_are_not_taken_for_records():
    text = '[{"id": 1, "tags": [{"id": 5}]}, {"id": 2, "t": "no end, "tags": [{"id": 6, "x": 1}, {"id": 7, "x": 1}]}, {"id": 3, "tags": []}]'
    assert [value["id"] for value in values(text, "")] == [1, 3]


@given(
    records=st.lists(OBJECTS, min_size=1, max_size=4),
    cut=st.integers(0, 400),
    most=st.integers(1, 50),
    indent=st.sampled_from([None, 1]),
)
@settings(deadline=None)
def test_a_cut_text_keeps_its_complete_records(records, cut, most, indent):
    text = json.dumps({"list": records}, indent=indent, ensure_ascii=False)
    end = text.rindex("]")
    cut = min(cut, end)
    got, told, document = taken(text[:cut], "list", most=most)
    assert [record.value for record in got] == records[: len(got)]
    assert document.cut == (text[:cut].strip() != "")
    assert [each.kind for each in told] == ["cut"] * document.cut
    rest = "".join(text[:cut].split())
    if told and document.path and not rest.endswith(("},", "[", "}")):
        assert told[0].number == len(got) + 1


@pytest.mark.parametrize(
    ("tail", "index"),
    [
        ('{"a": "x', 2),
        ('{"a', 2),
        ("{", 2),
        ('{"a": tr', 2),
        ('{"a": 1', 2),
        ('{"a": "\\u12', 2),
        (", ", 0),
        ("", 0),
    ],
)
def test_a_cut_is_told_with_the_record_it_goes_through(tail, index):
    got, told, document = taken('[{"a": 1}, ' + tail, "", most=4)
    assert [record.value for record in got] == [{"a": 1}]
    assert [(each.kind, each.number) for each in told if each.kind != "comma_mended"] == [("cut", index)]
    assert document.cut


def test_a_bad_escape_in_a_cut_record_is_a_cut():
    assert damages('[{"a": 1}, {"a": "\\x", "b": "unfini', "") == [("cut", 2)]


@pytest.mark.parametrize(
    "large", ['{"a": "' + "x" * 5000 + '"}', '"' + "x" * 5000 + '"', "[" + "[1],\n" * 900 + "2]"]
)
@pytest.mark.parametrize("most", [10, 100_000])
def test_a_record_beyond_the_limit_is_passed_over(large, most):
    text = '[{"a": 1}, ' + large + ', {"a": 3}]'
    got, told, _ = taken(text, "", most=most, limit=2000)
    assert [record.value for record in got] == [{"a": 1}, {"a": 3}]
    assert [(each.kind, each.number) for each in told] == [("too_large", 2)]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_text_at_all_makes_it_fall_over(data):
    text = json.dumps(
        {"list": [{"a": 1, "b": "x", "c": [{"d": None}]}] * 3}, indent=data.draw(st.sampled_from([None, 1]))
    )
    pieces = list(text)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pieces) - 1))
        pieces[at] = data.draw(st.sampled_from(['"', "\\", "{", "}", "]", ",", "", "\n", "x", "\\u"]))
    try:
        got, told, _ = taken("".join(pieces), "list", most=data.draw(st.integers(1, 60)))
    except NotJson:
        return
    assert len(got) <= 6
    assert len(told) <= 12


def test_an_extent_is_not_trusted_where_a_quote_is_missing():
    assert extent('{"a": "b, "c": 1}', 0) == LOST


# -- size and speed ---------------------------------------------------------------------------------------


class Endless:
    """A long list made while it is read."""

    def __init__(self, record: str, times: int) -> None:
        self.parts, self.record, self.times = iter(()), record, times
        self.waiting = '{"list": ['

    def read(self, size: int, /) -> str:
        while len(self.waiting) < size and self.times:
            self.times -= 1
            self.waiting += self.record + ("," if self.times else "]}")
        piece, self.waiting = self.waiting[:size], self.waiting[size:]
        return piece


def test_memory_does_not_grow_with_the_document():
    record = json.dumps({"id": 1, "text": "x" * 5000})
    tracemalloc.start()
    count = sum(1 for _ in JsonRecords(Endless(record, 6000), "list"))  # 30 MB
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6000
    assert peak < 5_000_000


def test_it_is_fast_enough_for_large_feeds():
    chance = random.Random(7)
    record = {f"field {n}": "".join(chance.choices("abcdef é\n", k=60)) for n in range(15)} | {"n": 4.5}
    text = json.dumps([record] * 4000, indent=1, ensure_ascii=False)
    began = time.process_time()
    count = sum(1 for _ in JsonRecords(io.StringIO(text, newline=""), ""))
    spent = time.process_time() - began
    assert count == 4000
    assert len(text) / spent > 20e6  # characters a second; some 150 million on an ordinary machine
