"""A report as a document: title, temple, sections with the figures behind them, charts, what is missing."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from colonnade.city.monitoring.queries.reporting.charts import Bar, Series, bars, lines
from colonnade.city.monitoring.queries.standing.showing import figure_in_words, percent
from colonnade.plumbing.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    blocks_of,
    words,
)
from colonnade.plumbing.languages import choose, direction, language_name, tag
from colonnade.temple.queries import Measure, as_svg, default_framework, draw, names

Paper = Mapping[str, Any]


def document(paper: Paper, language: str, base_url: str, submitted: date | None, seal: str = "") -> Document:
    """The whole report for readers of ``language``; what people wrote stays in its own language and says so."""
    with translation.override(language.lower()):
        city = choose(paper["city"]["names"], language, paper["city"]["language"])
        title = choose(paper["titles"], language, paper["language"])
        blocks = [
            *_standing(paper, language),
            *_sections(paper, language, base_url),
            *_missing(paper, language),
        ]
        if seal:
            blocks.append(
                Paragraph(
                    words(_("Frozen when it was submitted; SHA-256 %(seal)s") % {"seal": seal}), small=True
                )
            )
        return Document(
            title=str(title),
            language=tag(language),
            subtitle=f"{city} · {paper['years']}",
            author=str(city),
            date_text=date_format(submitted or date.fromisoformat(paper["as_of"]), "DATE_FORMAT"),
            contents=_("Contents") if len(paper["sections"]) > 6 else "",
            notice=_notice(paper, submitted),
            blocks=tuple(blocks),
        )


def temple_picture(paper: Paper, language: str) -> Picture:
    """The temple as it stood, as a drawing for paper."""
    measures = {}
    for code, area in paper["temple"]["areas"].items():
        level = None if area["level"] is None else round(float(area["level"]), 4)
        evidence = 0.0 if level is None else min(round(float(area["evidence"]), 4), level)
        measures[code] = Measure(level=level, evidence=evidence)
    drawing = draw(default_framework(), measures, language, "full", "", _("The temple of this city"), "")
    return Picture(as_svg(drawing), drawing.summary, "")


def _notice(paper: Paper, submitted: date | None) -> str:
    said = []
    if paper["is_demo"]:
        said.append(_("This city and everything on its page are invented. It belongs to the demo world."))
    if submitted is None:
        said.append(_("A draft that has not been submitted."))
    return " ".join(said)


def _standing(paper: Paper, language: str) -> Iterator[Block]:
    framework = default_framework()
    called = names(framework, language)
    areas = paper["temple"]["areas"]
    yield Heading(1, _("Where the city stands"))
    yield temple_picture(paper, language)
    rows = [
        Bar(
            str(called.areas[code].short),
            None if area["level"] is None else float(area["level"]),
            0.0 if area["level"] is None else float(area["evidence"]),
            percent(None if area["level"] is None else float(area["level"])),
        )
        for code, area in areas.items()
    ]
    rtl = direction(language) == "rtl"
    told = "; ".join(f"{row.label}: {row.words or _('not known')}" for row in rows)
    yield Picture(bars(rows, _("Level of each part"), rtl), told, _("Level of each part: solid where backed by evidence, hatched where the city says so, an outline where nothing is known."))  # fmt: skip
    yield Table(
        _("Level of each part"),
        (_("Part"), _("Level"), _("Backed by evidence"), _("Known")),
        tuple(
            (
                Run(str(called.areas[code].name)),
                Run(percent(None if area["level"] is None else float(area["level"])) or "–"),
                Run(percent(None if area["level"] is None else float(area["evidence"])) or "–"),
                Run(f"{area['known']} / {area['total']}"),
            )
            for code, area in areas.items()
        ),
        frozenset({1, 2, 3}),
    )
    if paper["trends"]:
        yield from _trend_charts(paper, called, rtl)


def _trend_charts(paper: Paper, called: Any, rtl: bool) -> Iterator[Block]:
    series = []
    for each in paper["trends"]:
        label = str(called.indicators.get(each["indicator"], each["indicator"]))
        points = [(int(year), Decimal(value)) for year, value in each["points"]]
        series.append(
            Series(
                label,
                tuple((year, float(value)) for year, value in points),
                figure_in_words(points[0][1]),
                figure_in_words(points[-1][1]),
            )
        )
    yield Heading(2, _("Figures over the years"))
    told = "; ".join(f"{each.label}: {each.first} → {each.last}" for each in series)
    yield Picture(lines(series, _("Figures over the years"), rtl), told, "")
    yield Table(
        "",
        (_("Indicator"), _("Values by year")),
        tuple(
            (
                Run(str(called.indicators.get(each["indicator"], each["indicator"]))),
                Run(
                    "; ".join(f"{year}: {figure_in_words(Decimal(value))}" for year, value in each["points"])
                ),
            )
            for each in paper["trends"]
        ),
    )


def _sections(paper: Paper, language: str, base_url: str) -> Iterator[Block]:
    own = tag(paper["language"])
    foreign = own.split("-")[0] != tag(language).split("-")[0]
    for section in paper["sections"]:
        yield Heading(1, str(choose(section["headings"], language, own)))
        if not section["text"].strip():
            yield Paragraph((Run(_("Nothing was written here."), italic=True),))
        else:
            if foreign:
                note = _("Written in %(language)s.") % {"language": language_name(own, language)}
                yield Paragraph(words(note), small=True)
            yield from blocks_of(section["text"], below=1)
        facts = _in(section["facts"], language, own)
        if facts:
            yield _figures(facts, base_url)


def _figures(facts: list[dict[str, str]], base_url: str) -> Table:
    def cell(fact: dict[str, str]) -> Run:
        address = fact["evidence"]
        link = address if address.startswith("http") else f"{base_url}{address}" if address else ""
        return Run(fact["source"] or _("on this site"), link=link)

    return Table(
        _("Figures behind this section"),
        (_("What"), _("Value"), _("When"), _("From whom")),
        tuple((Run(fact["label"]), Run(fact["value"]), Run(fact["when"]), cell(fact)) for fact in facts),
    )


def _missing(paper: Paper, language: str) -> Iterator[Block]:
    """The gaps, named once each at the end."""
    own = tag(paper["language"])
    found = dict.fromkeys(gap for section in paper["sections"] for gap in _in(section["gaps"], language, own))
    if found:
        yield Heading(1, _("What is missing"))
        yield Paragraph(words(_("A gap is named, and never shown as a zero.")))
        yield Bullets(tuple(words(gap) for gap in found))


def _in(by_language: Mapping[str, Any], language: str, own: str) -> list[Any]:
    """What was kept for a language, else for the report's own, else for any."""
    for code in (tag(language), own, *by_language):
        if code in by_language:
            return list(by_language[code])
    return []
