"""A visible change leaves a fragment whose name says where it belongs."""

import re

import pytest

from .pages import ROOT

NAME = re.compile(r"(?:README|[a-z0-9-]+\.(?:added|changed|fixed|removed|security|developers))\.md")


def test_fragments_are_named():
    assert [path.name for path in (ROOT / "changes").iterdir() if not NAME.fullmatch(path.name)] == []


@pytest.mark.parametrize(
    ("name", "fits"), [("harvest-xlsx.added.md", True), ("fix.md", False), ("Find.added.md", False)]
)
def test_a_wrong_name_is_caught(name, fits):
    assert bool(NAME.fullmatch(name)) is fits
