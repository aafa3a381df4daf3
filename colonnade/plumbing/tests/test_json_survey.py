"""A survey finds the lists of objects in a document of any shape, cut into any pieces."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colonnade.plumbing.json_records import THE_DOCUMENT, NotJson
from colonnade.plumbing.json_survey import FoundList, lists_of_objects


class Drip:
    """A source that never hands over more than a few characters at once."""

    def __init__(self, text: str, most: int) -> None:
        self.text, self.most, self.at = text, most, 0

    def read(self, size: int, /) -> str:
        piece = self.text[self.at : self.at + min(size, self.most)]
        self.at += len(piece)
        return piece


def found(document, most: int = 1000) -> list[FoundList]:
    text = document if isinstance(document, str) else json.dumps(document)
    return lists_of_objects(Drip(text, most))


def paths(document, most: int = 1000) -> list[str]:
    return [each.path for each in found(document, most)]


@pytest.mark.parametrize("most", [1, 7, 1000])
@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([{"a": 1}], [""]),
        ([1, 2], []),
        ([], []),
        ({}, []),
        ({"a": [1], "b": [{"c": [{"d": 1}]}], "e": {"f": {"g": [{"h": 1}]}}}, ["b", "e.f.g"]),
        ({"a": {"b": {"c": {"d": {"e": [{"f": 1}]}}}}}, []),
        ({"text": '[{"a": 1}]', "n": -1.5, "t": True, "list": [{"x": "]}"}, "y", 2]}, ["list"]),
        ('{"a": 1}\n{"a": 2}\n', [THE_DOCUMENT]),
        ('{"a": 1}', []),
        ("  ", []),
    ],
)
def test_lists_are_found(document, expected, most):
    assert paths(document, most) == expected


def test_the_first_object_and_the_size_are_told():
    assert found('{"list": [{"a": 1}, {"a": 2}]}') == [FoundList("list", {"a": 1}, 20)]


def test_a_broken_first_object_is_mended_or_empty():
    assert found('[{"a": "\\x"}]')[0].first == {"a": "\\x"}
    assert found('[{"a": }]')[0].first == {}


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_document_that_breaks_off_is_surveyed_as_far_as_it_goes(cut):
    text = '{"n": 1, "list": [{"a": 1}, {"a": 2}]}'
    assert paths(text[:cut]) == (["list"] if cut > 18 else [])


@pytest.mark.parametrize("text", ["x", "{x: 1}", '{"a" 1}'])
def test_what_is_not_json_is_said(text):
    with pytest.raises(NotJson):
        found(text)


@given(
    st.dictionaries(
        st.text("abc", max_size=3), st.lists(st.dictionaries(st.text(max_size=3), st.integers()), max_size=3)
    ),
    st.integers(1, 20),
)
@settings(deadline=None)
def test_any_lists_are_found(document, most):
    assert paths(document, most) == [name for name, each in document.items() if each]
