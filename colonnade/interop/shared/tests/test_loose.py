"""Values out of documents that promise nothing."""

import pytest

from colonnade.interop.shared.loose import mapping, number, sequence, spoken, spoken_in_all, text, whole


@pytest.mark.parametrize(
    ("value", "expected"),
    [(" x ", "x"), (5, "5"), (2.5, "2.5"), (True, ""), (None, ""), (["x"], ""), ({}, "")],
)
def test_text(value, expected):
    assert text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        (3, 3.0),
        ("x", None),
        ("", None),
        (True, None),
        (None, None),
        ("nan", None),
        (float("inf"), None),
    ],
)
def test_number(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize(("value", "expected"), [("12", 12), (12.0, 12), ("1.5", None), (None, None)])
def test_whole(value, expected):
    assert whole(value) == expected


def test_containers():
    assert (mapping({"a": 1}), mapping([1]), mapping(None)) == ({"a": 1}, {}, {})
    assert (sequence([1]), sequence({"a": 1}), sequence("x"), sequence(None)) == ([1], [1], [], [])


def test_texts_by_language():
    assert (spoken("de", " x "), spoken("de", None)) == ({"de": "x"}, {})
    assert spoken_in_all({"sv": "b", "fi": "a", "en": ""}, ("fi", "sv", "en")) == {"fi": "a", "sv": "b"}
    assert spoken_in_all({"sv": "b"}) == {"sv": "b"}
