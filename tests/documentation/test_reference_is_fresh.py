"""Settings, permissions, events, commands, tables, formats and islands are documented as they are."""

import pytest

from colonnade.plumbing.configuration import Configuration
from colonnade.plumbing.permissions import ruled
from tools import reference


def test_reference_is_fresh():
    assert reference.stale() == []


def test_every_setting_is_documented():
    page = reference.settings()

    assert [name for name in Configuration.model_fields if f"`COLONNADE_{name.upper()}`" not in page] == []
    assert [name for name, field in Configuration.model_fields.items() if not field.description] == []


def test_every_permission_is_documented():
    page = reference.permissions()

    assert [value for value in ruled() if f"`{value}`" not in page] == []


@pytest.mark.parametrize(
    "page", [reference.settings, reference.permissions, reference.events, reference.data_model]
)
def test_no_page_is_empty(page):
    assert page().count("\n| `") > 3


def test_a_stale_page_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    for name, text in reference.pages().items():
        (tmp_path / name).write_text(text if name != "settings.md" else f"{text}and more\n", encoding="utf-8")
    (tmp_path / "forgotten.md").write_text("# Nothing makes this page any more\n")

    assert reference.stale() == ["forgotten.md", "settings.md"]
