"""Reports as their pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from colonnade.city.monitoring.models import Report
from colonnade.city.monitoring.queries.reporting.papers import paper
from colonnade.city.monitoring.queries.standing.showing import percent
from colonnade.drafting.models import Section
from colonnade.plumbing.cleaning import safe_markdown
from colonnade.plumbing.languages import Text, choose, tag
from colonnade.temple.queries import Measure


@dataclass(frozen=True)
class Row:
    """One section as the team sees it: how long it is, what is wrong with it, what the data say."""

    key: str
    heading: Text
    words: int
    word_limit: int | None
    is_required: bool
    is_empty: bool
    is_too_long: bool
    facts: list[dict[str, str]]
    gaps: list[str]


def progress(report: Report, today: date, language: str) -> dict[str, Any]:
    """Every section with what is missing in it, and how many are ready."""
    said = paper(report, today, (tag(language), report.language))
    by_key = {each["key"]: each for each in said["sections"]}
    rows = []
    for section in Section.objects.filter(draft_id=report.draft_id).order_by("position", "pk"):
        known = by_key.get(section.key, {"facts": {}, "gaps": {}})
        limit = section.word_limit
        rows.append(
            Row(
                key=section.key,
                heading=section.heading,
                words=section.words,
                word_limit=limit,
                is_required=section.is_required,
                is_empty=not section.text.strip(),
                is_too_long=limit is not None and section.words > limit,
                facts=_in(known["facts"], language, report.language),
                gaps=_in(known["gaps"], language, report.language),
            )
        )
    ready = sum(not row.is_too_long and not (row.is_required and row.is_empty) for row in rows)
    return {"rows": rows, "ready": ready, "total": len(rows), "is_ready": ready == len(rows)}


@dataclass(frozen=True)
class Told:
    """One section as everybody reads it."""

    heading: Text
    html: SafeString
    is_empty: bool
    facts: list[dict[str, str]]


def read_page(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a page needs to show a report: sections, temple, gaps."""
    own = said["language"]
    gaps = dict.fromkeys(gap for each in said["sections"] for gap in _in(each["gaps"], language, own))
    measures = {}
    for code, area in said["temple"]["areas"].items():
        level = None if area["level"] is None else round(float(area["level"]), 4)
        evidence = 0.0 if level is None else min(round(float(area["evidence"]), 4), level)
        measures[code] = Measure(level=level, evidence=evidence, note=percent(level))
    return {
        "title": choose(said["titles"], language, own),
        "years": said["years"],
        "is_foreign": own.split("-")[0] != tag(language).split("-")[0],
        "language": own,
        "measures": measures,
        "sections": [
            Told(
                choose(each["headings"], language, own),
                safe_markdown(each["text"], 1),
                not each["text"].strip(),
                _in(each["facts"], language, own),
            )
            for each in said["sections"]
        ],
        "gaps": list(gaps),
    }


def _in(by_language: Mapping[str, Any], language: str, own: str) -> list[Any]:
    for code in (tag(language), own, *by_language):
        if code in by_language:
            return list(by_language[code])
    return []
