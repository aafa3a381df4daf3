"""What the parts of a framework are called, in the language of whoever reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import get_language

from colonnade.plumbing.languages import Text, choose, tag
from colonnade.temple.queries.parts import Framework
from colonnade.temple.queries.shelf import texts

NOTHING = Text("", "", False)


@dataclass(frozen=True, slots=True)
class Words:
    """A part's name, its name where there is little room, and what it means in plain words."""

    name: Text
    short: Text
    plain: Text


@dataclass(frozen=True, slots=True)
class Names:
    """All texts of one framework for readers of one language; each text says which language it is in."""

    language: str
    framework: Words
    wording_note: Text
    roof: Text
    kinds: Mapping[str, Words]
    areas: Mapping[str, Words]
    features: Mapping[str, Words]
    indicators: Mapping[str, Text]
    units: Mapping[str, Text]


def names(framework: Framework, language: str | None = None) -> Names:
    """Return the framework's texts for readers of ``language`` (the active one if not given)."""
    return _names(framework.key, tag(language or get_language() or "en"))


@lru_cache(maxsize=64)
def _names(key: str, language: str) -> Names:
    by_path: dict[str, dict[str, str]] = {}
    for code, paths in texts(key).items():
        for path, written in paths.items():
            by_path.setdefault(path, {})[tag(code)] = written

    def text(path: str) -> Text:
        return choose(by_path[path], language) if path in by_path else NOTHING

    def words(path: str) -> Words:
        name = text(f"{path}.name")
        return Words(name, text(f"{path}.short") or name, text(f"{path}.plain"))

    def codes(section: str) -> list[str]:
        opening, ending = f"{section}.", ".name"
        return [
            path[len(opening) : -len(ending)]
            for path in by_path
            if path.startswith(opening) and path.endswith(ending)
        ]

    def shelf(section: str) -> Mapping[str, Words]:
        return MappingProxyType({code: words(f"{section}.{code}") for code in codes(section)})

    def plain_shelf(section: str) -> Mapping[str, Text]:
        return MappingProxyType({code: text(f"{section}.{code}.name") for code in codes(section)})

    return Names(
        language=language,
        framework=words("framework"),
        wording_note=text("framework.wording_note"),
        roof=text("roof"),
        kinds=shelf("kinds"),
        areas=shelf("areas"),
        features=shelf("features"),
        indicators=plain_shelf("indicators"),
        units=plain_shelf("units"),
    )
