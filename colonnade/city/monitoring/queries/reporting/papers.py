"""Everything a report says, as plain values: live while it is written, frozen when it is submitted."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from colonnade.city.monitoring.models import Report
from colonnade.city.monitoring.queries.reporting.drafters import drafted
from colonnade.city.monitoring.queries.reporting.scene import Scene
from colonnade.city.monitoring.queries.reporting.templates import template_called
from colonnade.city.monitoring.queries.standing.pages import result
from colonnade.city.monitoring.vocabulary.reporting import SIX, ReportState
from colonnade.drafting.models import Section

FORMAT = 1


def paper(report: Report, today: date, languages: Sequence[str] = SIX) -> dict[str, Any]:
    """What the report says. A submitted one says what was frozen, whatever happened since.

    ``facts`` and ``gaps`` of a section are by language; the text is in the language it was written in.
    """
    if report.state == ReportState.SUBMITTED:
        return dict(report.frozen)
    return written(report, today, languages)


def written(report: Report, today: date, languages: Sequence[str] = SIX) -> dict[str, Any]:
    """Read the present texts and draft the figures anew."""
    scene = Scene(report.territory, report.first_year, report.last_year, today)
    template = template_called(report.territory, report.template)
    drafters = {part.key: part.drafter for part in template.parts} if template else {}
    sections = Section.objects.filter(draft_id=report.draft_id).order_by("position", "pk")
    return {
        "format": FORMAT,
        "city": {"slug": report.territory.slug, "names": report.territory.names, "language": report.territory.default_language},
        "titles": report.titles,
        "years": report.years,
        "language": report.language,
        "is_demo": report.territory.is_demo,
        "as_of": today.isoformat(),
        "temple": result(scene.standing),
        "trends": _trends(scene),
        "sections": [_section(each, drafters.get(each.key, ""), scene, languages) for each in sections],
    }  # fmt: skip


def digest(paper: Mapping[str, Any]) -> str:
    """SHA-256 of what a report says, in canonical form."""
    text = json.dumps(paper, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _section(section: Section, drafter: str, scene: Scene, languages: Sequence[str]) -> dict[str, Any]:
    found = {code: drafted(drafter, scene, code) for code in languages}
    return {
        "key": section.key,
        "headings": section.headings,
        "text": section.text,
        "facts": {code: [fact.as_data() for fact in each.facts] for code, each in found.items()},
        "gaps": {code: list(each.gaps) for code, each in found.items()},
    }


def _trends(scene: Scene) -> list[dict[str, Any]]:
    """Values by year of the indicators that have most of them, for the small charts."""
    values: dict[str, dict[int, Any]] = {}
    for figure in scene.facts.figures:
        if figure.ends_on <= scene.ends_on and figure.ends_on <= scene.today:
            values.setdefault(figure.code, {})[figure.ends_on.year] = figure
    long = sorted(
        (code for code, held in values.items() if len(held) >= 3), key=lambda code: (-len(values[code]), code)
    )
    return [
        {
            "indicator": code,
            "points": [[year, str(held[year].value.normalize())] for year in sorted(held)],
        }
        for code, held in ((code, values[code]) for code in long[:6])
    ]
