"""The picture of the temple: where every stone lies, how far it is filled, how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from babel.numbers import format_percent
from django.utils import translation
from django.utils.translation import gettext as _

from colonnade.plumbing.languages import Text, direction, locale
from colonnade.temple.queries import emblem
from colonnade.temple.queries.building import building_at
from colonnade.temple.queries.columns import blocks_at
from colonnade.temple.queries.emblem import emblem_at
from colonnade.temple.queries.measures import UNMEASURED, Measure
from colonnade.temple.queries.naming import Names, Words, names
from colonnade.temple.queries.parts import Area, Framework
from colonnade.temple.queries.plan import CARD, WIDE, Plan
from colonnade.temple.queries.shapes import Line, Shape, tidy
from colonnade.temple.queries.site import Site, Stones, Tenant
from colonnade.temple.queries.slabs import benefits_at, conditions_at, gauge
from colonnade.temple.vocabulary import LETTERS, STATE_SENTENCES, Kind, State

Size = Literal["emblem", "card", "full"]
Links = str | Mapping[str, str]

HUES = ("B4", "B5", "B6", "B7", "B8", "B9")  # what design/styles/palette.css calls the six hues


@dataclass(frozen=True, slots=True)
class Part:
    """One area as drawn and as told: the picture and the list beside it show the same."""

    area: Area
    words: Words
    letter: str
    hue: str
    href: str
    state: State
    measure: Measure | None
    level: str
    sentence: str
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    gauge: tuple[Shape, ...]
    x: float
    filled: float
    solid: float

    @property
    def title(self) -> str:
        """What a screen reader says of it, in the order in which the picture shows it.

        "Inclusive education (A): 82%. 34 offers. Evidence backs it up to 64%; …"
        """
        name = f"{self.words.short} ({self.letter})" if self.letter else str(self.words.short)
        head = f"{name}: {self.level}" if self.level else name
        count = self.measure.count_label if self.measure else ""
        return ". ".join(part.rstrip(".") for part in (head, count, self.sentence) if part) + "."


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of one kind, for the list: from the roof down, each in reading order."""

    kind: Kind
    words: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, ready for ``temple/drawing.html``."""

    size: Size
    language: str
    direction: str
    title: str
    width: float
    height: float
    roof: Text
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    neutral: bool
    linked: bool
    here: str = ""
    narrow: "Drawing | None" = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, from the roof down."""
        return tuple(part for group in self.groups for part in group.parts)

    @property
    def has_zero(self) -> bool:
        """Whether a key must explain how a measured zero looks."""
        return any(part.state is State.ZERO for part in self.parts)

    @property
    def summary(self) -> str:
        """The picture in words, for whoever sees neither it nor a list beside it."""
        return " ".join(part.title for part in self.parts)


class NoColumns(ValueError):
    """A framework without building blocks cannot be drawn as a temple; show its lists instead."""


def draw(
    framework: Framework,
    measures: Mapping[str, Measure] | None,
    language: str,
    size: Size = "full",
    link_base: Links = "",
    title: str = "",
    here: str = "",
) -> Drawing:
    """Draw the temple for readers of ``language``.

    ``measures`` maps area codes to what is known; an area that is missing there counts as unmeasured.
    ``None`` draws the temple of no city in particular: no levels, and no gaps either.
    ``link_base`` is a mapping from area codes to addresses, or what to put before the code ("#part-",
    "/en/temple/gnlc-key-features/"; after the latter a slash follows).
    ``here`` is the code of an area to point out.
    """
    if not framework.blocks:
        raise NoColumns(framework.key)
    if unknown := set(measures or ()) - {area.code for area in framework.areas}:
        raise KeyError(f"{framework.key} has no areas {', '.join(sorted(unknown))}")
    with translation.override(language):
        title = title or _("The temple of a learning city")
        if size == "emblem":
            return _emblem(framework, measures, language, title)
        drawn = _draw(framework, measures, language, size, link_base, title, WIDE if size == "full" else CARD)
        drawn = replace(drawn, here=here)
        if size != "full":
            return drawn
        return replace(drawn, narrow=_draw(framework, measures, language, "card", link_base, title, CARD))


def _draw(
    framework: Framework,
    measures: Mapping[str, Measure] | None,
    language: str,
    size: Size,
    link_base: Links,
    title: str,
    plan: Plan,
) -> Drawing:
    words = names(framework, language)
    by_kind = {kind: framework.areas_of(kind) for kind in Kind}
    counts = (len(by_kind[Kind.BENEFIT]), len(by_kind[Kind.BLOCK]), len(by_kind[Kind.CONDITION]))
    site = Site(plan, *counts, right_to_left=direction(language) == "rtl")
    layers = {Kind.BENEFIT: benefits_at, Kind.BLOCK: blocks_at, Kind.CONDITION: conditions_at}
    groups = []
    for kind, areas in framework.kinds():
        tenants = [_tenant(area, words, measures, language, i) for i, area in enumerate(areas)]
        stones = layers[kind](site, tenants)
        parts = [
            _part(
                area,
                words,
                tenant,
                laid,
                language,
                link_base,
                HUES[i % len(HUES)] if kind is Kind.BLOCK else "",
            )
            for i, (area, tenant, laid) in enumerate(zip(areas, tenants, stones, strict=True))
        ]
        groups.append(Group(kind, words.kinds[kind], tuple(parts)))
    shapes, lines = building_at(site, str(words.roof))
    return Drawing(
        size=size,
        language=language,
        direction=direction(language),
        title=title,
        width=plan.width,
        height=tidy(site.height),
        roof=words.roof,
        shapes=shapes,
        lines=lines,
        groups=tuple(groups),
        neutral=measures is None,
        linked=bool(link_base),
    )


def _emblem(
    framework: Framework, measures: Mapping[str, Measure] | None, language: str, title: str
) -> Drawing:
    """Only roof, columns and steps; an ornament where it shows no city."""
    words, blocks = names(framework, language), framework.blocks
    tenants = [_tenant(area, words, measures, language, i) for i, area in enumerate(blocks)]
    stones = emblem_at(tenants, direction(language) == "rtl")
    parts = [
        _part(area, words, tenant, laid, language, "", HUES[i % len(HUES)])
        for i, (area, tenant, laid) in enumerate(zip(blocks, tenants, stones, strict=True))
    ]
    return Drawing(
        size="emblem",
        language=language,
        direction=direction(language),
        title=title,
        width=emblem.WIDTH,
        height=emblem.HEIGHT,
        roof=words.roof,
        shapes=emblem.BUILDING,
        lines=(),
        groups=(Group(Kind.BLOCK, words.kinds[Kind.BLOCK], tuple(parts)),),
        neutral=measures is None,
        linked=False,
    )


def letter_of(area: Area, index: int, language: str) -> str:
    """Return the mark of a column in the reader's own script."""
    own = LETTERS.get(language.split("-")[0].lower(), ())
    return own[index] if area.letter and index < len(own) else area.letter


def _tenant(
    area: Area, words: Names, measures: Mapping[str, Measure] | None, language: str, index: int
) -> Tenant:
    measure = None if measures is None else measures.get(area.code, UNMEASURED)
    level = _percent(measure.level, language) if measure and measure.level is not None else ""
    return Tenant(str(words.areas[area.code].short), letter_of(area, index, language), level, measure)


def _part(
    area: Area, words: Names, tenant: Tenant, laid: Stones, language: str, link_base: Links, hue: str
) -> Part:
    evidence = _percent(tenant.measure.evidence, language) if tenant.measure else ""
    return Part(
        area=area,
        words=words.areas[area.code],
        letter=tenant.letter,
        hue=hue,
        href=_href(link_base, area.code),
        state=tenant.state,
        measure=tenant.measure,
        level=tenant.value,
        sentence=str(STATE_SENTENCES[tenant.state]) % {"evidence": evidence},
        shapes=laid.shapes,
        lines=laid.lines,
        gauge=gauge(tenant, direction(language) == "rtl"),
        x=laid.x,
        filled=laid.filled,
        solid=laid.solid,
    )


def _percent(share: float, language: str) -> str:
    """A share in figures; what is neither nothing nor all is never rounded to it."""
    reader = locale(language)
    if 0 < share < 0.01:
        return f"<{format_percent(0.01, locale=reader)}"
    return format_percent(min(share, 0.99) if share < 1 else 1, locale=reader)


def _href(link_base: Links, code: str) -> str:
    if isinstance(link_base, Mapping):
        return link_base.get(code, "")
    if not link_base:
        return ""
    return f"{link_base}{code}/" if link_base.endswith("/") else f"{link_base}{code}"
