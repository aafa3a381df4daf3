"""Starting a report from the data, bringing its drafts up to date, and submitting it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from colonnade.city.monitoring.events.reporting import ReportSubmitted
from colonnade.city.monitoring.models import Report, ReportTemplate
from colonnade.city.monitoring.queries.reporting.drafters import DRAFTERS, drafted
from colonnade.city.monitoring.queries.reporting.papers import digest, written
from colonnade.city.monitoring.queries.reporting.scene import Scene
from colonnade.city.monitoring.queries.reporting.templates import (
    MOST_WORDS,
    Part,
    Template,
    in_six,
    template_called,
)
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.reporting import DRAFT_KIND, ReportState
from colonnade.city.profile.models import Territory
from colonnade.drafting.actions.freezing import freeze_draft
from colonnade.drafting.actions.opening import SectionFacts, open_draft
from colonnade.drafting.actions.writing import write_section
from colonnade.drafting.models import Section
from colonnade.drafting.vocabulary import Origin
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import tag


class AlreadySubmitted(Exception):
    """The report is frozen; nothing in it changes any more."""


class NothingToDraft(Exception):
    """No drafter knows anything for this section."""


class TemplateIsBroken(Exception):
    """A form of report without sections, or with a section that has no heading; the message says which."""


@transaction.atomic
def start_report(
    *,
    territory: Territory,
    template: Template,
    last_year: int,
    language: str,
    by: Any,
    at: datetime,
    copy_from: Report | None = None,
) -> Report:
    """Start a report: every section begins with what the data say, or with what stood there the last time.

    With ``copy_from`` the texts of that report are carried forward; sections it lacks are drafted anew. Refused to
    anybody but the city's team.
    """
    permissions.require(by, Permission.REPORT_WRITE, territory)
    language = tag(language)
    scene = Scene(territory, last_year - template.years + 1, last_year, timezone.localdate(at))
    held = _texts(copy_from) if copy_from else {}
    titles = in_six(template.name)
    draft = open_draft(
        scope_id=territory.uuid,
        kind=DRAFT_KIND,
        titles=titles,
        language=language,
        sections=[_section(part, scene, language, held) for part in template.parts],
        subject_id=None,
        by=by,
        at=at,
    )
    report = Report.objects.create(
        territory=territory,
        template=template.code,
        titles=titles,
        first_year=scene.first_year,
        last_year=last_year,
        language=language,
        draft=draft,
        copied_from=copy_from,
        made_at=at,
    )
    audit.record(
        by=by, verb=Permission.REPORT_WRITE, thing=report, at=at, template=template.code, year=last_year
    )
    return report


@transaction.atomic
def redraft_section(*, report: Report, section: Section, by: Any, at: datetime) -> Section:
    """Write a section anew from the data; what stood there stays as an earlier version.

    :raises AlreadySubmitted: the report is frozen.
    :raises NothingToDraft: no drafter knows anything for it.
    """
    permissions.require(by, Permission.REPORT_WRITE, report)
    if report.state == ReportState.SUBMITTED:
        raise AlreadySubmitted(report.pk)
    template = template_called(report.territory, report.template)
    part = next((each for each in template.parts if each.key == section.key), None) if template else None
    scene = Scene(report.territory, report.first_year, report.last_year, timezone.localdate(at))
    found = drafted(part.drafter if part else "", scene, report.language)
    if not found.text:
        raise NothingToDraft(section.key)
    write_section(section=section, text=found.text, based_on=section.number, by=by, at=at)
    audit.record(by=by, verb=Permission.REPORT_WRITE, thing=report, at=at, redrafted=section.key)
    return section


@transaction.atomic
def submit_report(*, report: Report, is_public: bool, by: Any, at: datetime) -> Report:
    """Submit a report: its texts, figures and gaps are frozen as they stand, with their SHA-256.

    Refused to anybody but the mayor and the city's team. Announces ``ReportSubmitted``.

    :raises AlreadySubmitted: it was submitted before.
    :raises colonnade.drafting.actions.freezing.NotReady: a required section is empty, too long, or not merged.
    """
    permissions.require(by, Permission.REPORT_SUBMIT, report)
    report = Report.objects.select_for_update().select_related("territory", "draft").get(pk=report.pk)
    if report.state == ReportState.SUBMITTED:
        raise AlreadySubmitted(report.pk)
    freeze_draft(draft=report.draft, by=by, at=at)
    report.frozen = written(report, timezone.localdate(at))
    report.digest = digest(report.frozen)
    report.state, report.submitted_at, report.is_public = ReportState.SUBMITTED, at, is_public
    report.save(update_fields=["frozen", "digest", "state", "submitted_at", "is_public"])
    audit.record(by=by, verb=Permission.REPORT_SUBMIT, thing=report, at=at, digest=report.digest)
    announce(
        ReportSubmitted(
            report_id=report.uuid,
            territory_id=report.territory.uuid,
            template=report.template,
            last_year=report.last_year,
        )
    )
    return report


@transaction.atomic
def show_report(*, report: Report, is_public: bool, by: Any, at: datetime) -> Report:
    """Show a submitted report to everybody, or to the team only."""
    permissions.require(by, Permission.REPORT_SUBMIT, report)
    report.is_public = is_public
    report.save(update_fields=["is_public"])
    audit.record(by=by, verb=Permission.REPORT_SUBMIT, thing=report, at=at, is_public=is_public)
    return report


@transaction.atomic
def keep_template(
    *,
    territory: Territory,
    names: dict[str, str],
    years: int,
    parts: list[Part],
    by: Any,
    at: datetime,
    template: ReportTemplate | None = None,
) -> ReportTemplate:
    """Make a form of report of the city's own, or change one; reports that were begun with it keep their sections.

    :raises TemplateIsBroken: it has no section, or one without a heading, or with an unknown drafter.
    """
    permissions.require(by, Permission.REPORT_WRITE, territory)
    sections = _checked(parts)
    values = {"names": names, "years": years, "sections": sections, "modified_at": at}
    if template is None:
        template = ReportTemplate.objects.create(territory=territory, **values)
    else:
        for field, value in values.items():
            setattr(template, field, value)
        template.save(update_fields=list(values))
    audit.record(by=by, verb=Permission.REPORT_WRITE, thing=template, at=at, sections=len(sections))
    return template


def _texts(report: Report) -> dict[str, str]:
    if report.state == ReportState.SUBMITTED:
        return {each["key"]: each["text"] for each in report.frozen["sections"]}
    return dict(Section.objects.filter(draft_id=report.draft_id).values_list("key", "text"))


def _section(part: Part, scene: Scene, language: str, held: dict[str, str]) -> SectionFacts:
    found = drafted(part.drafter, scene, language)
    copied = held.get(part.key, "").strip()
    return SectionFacts(
        key=part.key,
        headings=in_six(part.heading),
        guidance=in_six(part.guidance),
        word_limit=part.word_limit,
        is_required=part.required,
        text=copied or found.text,
        origin=Origin.COPIED if copied else Origin.COMPUTED,
        facts=[fact.as_data() for fact in found.facts],
    )


def _checked(parts: list[Part]) -> list[dict[str, Any]]:
    if not parts:
        raise TemplateIsBroken("no section")
    sections, used = [], set()
    for number, part in enumerate(parts, 1):
        headings = {code: text.strip() for code, text in part.heading.items() if text.strip()}
        if not headings:
            raise TemplateIsBroken(f"section {number} has no heading")
        if part.drafter and part.drafter not in DRAFTERS:
            raise TemplateIsBroken(f"section {number}: nothing drafts {part.drafter!r}")
        key = part.key or slugify(next(iter(headings.values())))[:50] or f"section-{number}"
        while key in used:
            key = f"{key}-{number}"
        used.add(key)
        sections.append(
            {
                "key": key,
                "headings": headings,
                "guidance": part.guidance,
                "word_limit": min(part.word_limit, MOST_WORDS),
                "required": part.required,
                "drafter": part.drafter,
            }
        )
    return sections
