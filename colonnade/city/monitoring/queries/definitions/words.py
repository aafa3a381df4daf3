"""What definitions are called and what has to be said about their results, in six languages."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from colonnade.city.monitoring.queries.definitions.shape import Caveat, Definition
from colonnade.city.monitoring.vocabulary.computing import DIVIDED_BY, LANGUAGES
from colonnade.plumbing.languages import LanguageMap, Text, choose
from colonnade.temple.queries import default_framework, names

FILE = Path(__file__).parents[2] / "data" / "platform-indicators.json"


@cache
def _words() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def names_of(definition: Definition) -> LanguageMap:
    """What the indicator is called, in every language; the part of the temple is named where it belongs to one."""
    return _filled(definition, "names")


def definitions_of(definition: Definition) -> LanguageMap:
    """What the indicator counts, in every language."""
    return _filled(definition, "definitions")


def note(caveat: Caveat) -> Text:
    """One thing to keep in mind, as a sentence in the reader's language."""
    chosen = choose(_words()["notes"].get(caveat["code"], {"und": caveat["code"]}))
    return chosen._replace(text=chosen.text.format_map(caveat.get("details") or {}))


def notes(caveats: list[Caveat]) -> list[Text]:
    """Everything to keep in mind; what the sum was divided by is told by the formula instead."""
    return [note(each) for each in caveats if each["code"] != DIVIDED_BY]


def divisor(caveats: list[Caveat]) -> str:
    """What the sum was divided by, as decimal text; empty where it was not."""
    found = next((each for each in caveats if each["code"] == DIVIDED_BY), None)
    return str(found["details"]["amount"]) if found else ""


def known_notes() -> set[str]:
    """Codes of everything that can be told."""
    return set(_words()["notes"])


def _filled(definition: Definition, kind: str) -> LanguageMap:
    texts: LanguageMap = _words()["indicators"][definition.words][kind]
    part = definition.part or definition.area
    if not part or not any("{area}" in text for text in texts.values()):
        return dict(texts)
    framework = default_framework()
    return {
        language: texts[language].format(area=names(framework, language).areas[part].short)
        for language in LANGUAGES
    }
