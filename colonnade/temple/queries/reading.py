"""Reading a framework from its folder: ``framework.json`` says what there is, ``names/{lang}.json`` what it is called.

Whatever does not fit together is refused with the place and the reason; a framework is never half loaded.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.abc import Traversable
from typing import Any, TypeVar

from django.db.models import TextChoices

from colonnade.temple.queries.parts import Area, Crosswalk, Feature, Framework, Indicator, Unit
from colonnade.temple.vocabulary import Confidence, Direction, Kind, Match, Scheme, SourceKind, Wording

Choice = TypeVar("Choice", bound=TextChoices)
Record = Mapping[str, Any]


class FrameworkIsBroken(Exception):
    """A framework's files contradict themselves; the message names the file, the place and the reason."""


class Section(StrEnum):
    """What a file of names holds, beside the framework's own name and the roof."""

    KINDS = "kinds"
    AREAS = "areas"
    FEATURES = "features"
    INDICATORS = "indicators"
    UNITS = "units"


def read_framework(folder: Traversable) -> Framework:
    """Read and check ``framework.json``."""
    return _Builder(folder.joinpath("framework.json"), folder.name).framework()


def read_names(folder: Traversable, framework: Framework) -> dict[str, dict[str, str]]:
    """Read and check every file of names.

    Returns ``{language: {"areas.B4.name": text, …}}``; a file may leave out ``short`` and ``plain``, never ``name``.
    """
    found = {
        entry.name.removesuffix(".json"): _flat(entry, framework)
        for entry in sorted(folder.joinpath("names").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    }
    if "en" not in found:
        raise FrameworkIsBroken(f"{folder.name}/names: there is no en.json, which every reader falls back to")
    return found


def _load(entry: Traversable, where: str) -> Record:
    try:
        loaded = json.loads(entry.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FrameworkIsBroken(f"{where}: cannot be read as JSON: {error}") from error
    if not isinstance(loaded, dict):
        raise FrameworkIsBroken(f"{where}: must hold one JSON object")
    return loaded


class _Builder:
    """Turns one ``framework.json`` into a :class:`Framework`, complaining with the place."""

    def __init__(self, entry: Traversable, folder: str) -> None:
        self.folder = folder
        self.where = f"{folder}/framework.json"
        self.raw = _load(entry, self.where)

    def framework(self) -> Framework:
        units = tuple(
            Unit(code, self._number(bounds, "min", code), self._number(bounds, "max", code))
            for code, bounds in self._of(self.raw, "units", dict, "framework").items()
        )
        self.units = {unit.code for unit in units}
        areas = tuple(self._area(raw) for raw in self._rows("areas"))
        framework = Framework(
            code=self._text(self.raw, "code", "framework"),
            version=self._text(self.raw, "version", "framework"),
            publisher=self._text(self.raw, "publisher", "framework"),
            issued=self._text(self.raw, "issued", "framework"),
            source_url=self._text(self.raw, "source_url", "framework"),
            licence_note=self._text(self.raw, "licence_note", "framework"),
            wording_note=self._text(self.raw, "wording_note", "framework"),
            notes=tuple(self._of(self.raw, "notes", list, "framework")),
            units=units,
            areas=areas,
        )
        if framework.key != self.folder:
            raise self._broken("framework", f"calls itself {framework.key!r}, its folder {self.folder!r}")
        self._nothing_lost(framework)
        return framework

    def _area(self, raw: Record) -> Area:
        code = self._text(raw, "code", "area")
        at = f"area {code}"
        kind = self._choice(Kind, raw, "kind", at)
        letter = raw.get("letter") or ""
        if (kind is Kind.BLOCK) != bool(letter):
            raise self._broken(at, "building blocks have a letter, and only they")
        features = tuple(self._feature(each) for each in self._rows("features") if each.get("area") == code)
        self._in_order(features, at)
        return Area(code, kind, letter, self._position(raw, at), features)

    def _feature(self, raw: Record) -> Feature:
        code = self._text(raw, "code", "feature")
        at = f"feature {code}"
        indicators = tuple(
            self._indicator(each) for each in self._rows("indicators") if each.get("feature") == code
        )
        self._in_order(indicators, at)
        return Feature(
            code=code,
            area=self._text(raw, "area", at),
            position=self._position(raw, at),
            confidence=self._choice(Confidence, raw, "confidence", at),
            wording=self._choice(Wording, raw, "wording", at),
            indicators=indicators,
        )

    def _indicator(self, raw: Record) -> Indicator:
        code = self._text(raw, "code", "indicator")
        at = f"indicator {code}"
        unit = self._text(raw, "unit", at)
        alternatives = tuple(self._of(raw, "unit_alternatives", list, at))
        for each in (unit, *alternatives):
            if each not in self.units:
                raise self._broken(at, f"unit {each!r} is not listed under units")
        return Indicator(
            code=code,
            feature=self._text(raw, "feature", at),
            position=self._position(raw, at),
            unit=unit,
            unit_alternatives=alternatives,
            unit_text=self._text(raw, "unit_text", at),
            direction=self._choice(Direction, raw, "direction", at),
            source_kind=self._choice(SourceKind, raw, "source_kind", at),
            confidence=self._choice(Confidence, raw, "confidence", at),
            wording=self._choice(Wording, raw, "wording", at),
            crosswalk=tuple(self._crosswalk(each, at) for each in self._of(raw, "crosswalk", list, at)),
        )

    def _crosswalk(self, raw: Record, at: str) -> Crosswalk:
        return Crosswalk(
            scheme=self._choice(Scheme, raw, "scheme", at),
            code=self._text(raw, "code", at),
            match=self._choice(Match, raw, "match", at),
            edition=raw.get("edition", ""),
        )

    def _nothing_lost(self, framework: Framework) -> None:
        """Every row of the file has found its place exactly once."""
        for what, placed in (
            ("areas", framework.areas),
            ("features", framework.features),
            ("indicators", framework.indicators),
        ):
            written = [row.get("code") for row in self._rows(what)]
            if twice := sorted({str(code) for code in written if written.count(code) > 1}):
                raise self._broken(what, f"written twice: {', '.join(twice)}")
            if lost := sorted({str(code) for code in written} - {part.code for part in placed}):
                raise self._broken(what, f"belong to nothing that exists: {', '.join(lost)}")
        self._in_order(framework.areas, "areas")

    def _in_order(self, parts: Iterable[Area | Feature | Indicator], at: str) -> None:
        positions = [part.position for part in parts]
        if positions != list(range(1, len(positions) + 1)):
            raise self._broken(at, f"positions must run 1, 2, 3, …; they are {positions}")

    def _rows(self, what: str) -> list[Record]:
        return self._of(self.raw, what, list, "framework")

    def _of(self, raw: Record, key: str, kind: type, at: str) -> Any:
        if not isinstance(raw.get(key), kind):
            raise self._broken(at, f"{key!r} must be a {'list' if kind is list else 'JSON object'}")
        return raw[key]

    def _text(self, raw: Record, key: str, at: str) -> str:
        value = raw.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._broken(at, f"{key!r} must be a text that is not empty")
        return value

    def _position(self, raw: Record, at: str) -> int:
        value = raw.get("position")
        if not isinstance(value, int):
            raise self._broken(at, "'position' must be a whole number")
        return value

    def _number(self, raw: Record, key: str, at: str) -> float | None:
        value = raw.get(key)
        if value is not None and not isinstance(value, int | float):
            raise self._broken(f"unit {at}", f"{key!r} must be a number or null")
        return value

    def _choice(self, choices: type[Choice], raw: Record, key: str, at: str) -> Choice:
        try:
            return choices(str(raw.get(key)))
        except ValueError:
            raise self._broken(
                at, f"{key!r} is {raw.get(key)!r}; it must be one of {', '.join(choices.values)}"
            ) from None

    def _broken(self, at: str, reason: str) -> FrameworkIsBroken:
        return FrameworkIsBroken(f"{self.where}: {at}: {reason}")


def _flat(entry: Traversable, framework: Framework) -> dict[str, str]:
    """One file of names as ``{"areas.B4.name": text, …}``, after checking that no part lacks its name."""
    where = f"{framework.key}/names/{entry.name}"
    raw = _load(entry, where)
    wanted = {
        Section.KINDS: [kind.value for kind, _ in framework.kinds()],
        Section.AREAS: [area.code for area in framework.areas],
        Section.FEATURES: [feature.code for feature in framework.features],
        Section.INDICATORS: [indicator.code for indicator in framework.indicators],
        Section.UNITS: [unit.code for unit in framework.units],
    }
    texts = {f"framework.{key}": text for key, text in raw.get("framework", {}).items()}
    texts["roof"] = raw.get("roof", "")
    for section, codes in wanted.items():
        named = raw.get(section, {})
        if missing := [code for code in codes if code not in named]:
            raise FrameworkIsBroken(f"{where}: {section}: no name for {', '.join(missing)}")
        if unknown := [code for code in named if code not in codes]:
            raise FrameworkIsBroken(
                f"{where}: {section}: names for parts that do not exist: {', '.join(unknown)}"
            )
        for code, words in named.items():
            words = {"name": words} if isinstance(words, str) else words
            texts.update({f"{section}.{code}.{key}": text for key, text in words.items()})
            texts.setdefault(f"{section}.{code}.name", "")
    if empty := sorted(key for key, text in texts.items() if not isinstance(text, str) or not text.strip()):
        raise FrameworkIsBroken(f"{where}: empty: {', '.join(empty)}")
    return texts
