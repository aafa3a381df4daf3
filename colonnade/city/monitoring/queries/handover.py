"""The hand-over pack: what the next coordinator reads first, who is who, what is due, and everything else as data."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import IO, Any

import orjson
from django.apps import apps
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from colonnade.city.governance.models import Action as PlanAction
from colonnade.city.governance.models import (
    Commitment,
    Document,
    Meeting,
    Need,
    Plan,
    Pledge,
    Seat,
    Stakeholder,
    Task,
)
from colonnade.city.governance.queries.plan_export import plan_as_data
from colonnade.city.governance.vocabulary.plan import OVER, PlanState
from colonnade.city.governance.vocabulary.resources import OPEN_STATUSES
from colonnade.city.monitoring.models import Agreement, Evidence, OutsideReview, Target
from colonnade.city.monitoring.queries.dossier import as_csv, dossier
from colonnade.city.monitoring.queries.exporting import exported
from colonnade.city.monitoring.queries.handover_tables import (
    Table,
    emails_of,
    numbers_of,
    rows_of,
    tables,
    written_rows,
)
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState
from colonnade.city.profile.models import TeamMember, Territory
from colonnade.people.queries import holders_in
from colonnade.plumbing.languages import language_name
from colonnade.plumbing.tables import harmless
from colonnade.temple.queries import default_framework

FORMAT = 1
MANIFEST, CITY = "manifest.json", "data/city.json"
CITY_FIELDS = (
    "kind", "names", "about", "country", "region", "latitude", "longitude", "point_source", "population",
    "population_year", "population_source", "timezone", "languages", "default_language", "url",
)  # fmt: skip

# What is counted for people, in this order; the pack itself holds every table there is.
COUNTED = {
    "governance.plan": gettext_lazy("plans"),
    "governance.action": gettext_lazy("actions of plans"),
    "governance.pledge": gettext_lazy("pledges"),
    "governance.document": gettext_lazy("resolutions, laws and strategies"),
    "governance.stakeholder": gettext_lazy("organisations and people in the register"),
    "governance.meeting": gettext_lazy("meetings"),
    "governance.decision": gettext_lazy("decisions"),
    "governance.task": gettext_lazy("tasks"),
    "governance.budgetline": gettext_lazy("lines of the budget"),
    "governance.resource": gettext_lazy("shared resources"),
    "governance.commitment": gettext_lazy("commitments"),
    "monitoring.target": gettext_lazy("targets"),
    "monitoring.observation": gettext_lazy("figures"),
    "monitoring.assessment": gettext_lazy("rounds of self-assessment"),
    "monitoring.evidence": gettext_lazy("items of evidence"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a date."""

    day: date
    what: str
    title: str
    who: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has to do with the city, and as what."""

    name: str
    as_what: str
    detail: str = ""
    email: str = ""
    phone: str = ""


def counted(territory: Territory) -> list[tuple[str, int]]:
    """What exists, in words, with how many of it there are; asks once for each kind."""
    by_name = {table.name: table for table in tables()}
    return [(str(label), rows_of(by_name[name], territory).count()) for name, label in COUNTED.items()]


def who_is_who(territory: Territory, today: date) -> list[Known]:
    """Who holds a role, who is named as a contact, who sits where, who stands in the register (with consent)."""
    roles = [
        Known(each.person.name, str(each.role.name), each.since.date().isoformat(), each.person.email)
        for each in holders_in(territory.uuid)
    ]
    contacts = [
        Known(each.name, _("contact on the city’s page"), "", each.email, each.phone)
        for each in TeamMember.objects.filter(territory=territory, agreed_at__isnull=False).order_by(
            "order", "pk"
        )
    ]
    held = Seat.objects.filter(Q(until__isnull=True) | Q(until__gte=today), body__territory=territory)
    seats = [
        Known(each.stakeholder.name, each.get_role_display(), str(each.body.name))
        for each in held.select_related("stakeholder", "body__territory").order_by("body", "pk")
    ]
    register = Stakeholder.objects.filter(territory=territory, left_on__isnull=True).order_by("name", "pk")
    return (
        roles
        + contacts
        + seats
        + [
            Known(each.name, each.get_sector_display(), each.contact_name, each.email, each.phone)
            for each in register
        ]
    )


def due(territory: Territory, today: date) -> list[Due]:
    """What is overdue, and what falls due in the next twelve months, in order."""
    until = date(today.year + 1, today.month, min(today.day, 28))
    found = [each for each in _dated(territory) if each.day <= until]
    late = [Due(each.day, each.what, each.title, each.who, each.day < today) for each in found]
    return sorted(late, key=lambda each: (each.day, each.what, each.title))


def write_pack(file: IO[bytes], territory: Territory, at: datetime, language: str) -> dict[str, Any]:
    """Write the whole pack as a ZIP file and return its manifest, which names every part with its SHA-256."""
    with translation.override(language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        pack = _Pack(archive)
        pack.put("README.txt", [_readme(territory, at).encode()])
        for name, rows in _for_people(territory, at).items():
            pack.put(name, [_csv(rows)])
        figures = dossier(territory, at.date(), language)
        pack.put("evidence.csv", ["\ufeff".encode(), as_csv(figures.items).encode()])
        for name, text in _reports(territory):
            pack.put(name, [text.encode()])
        for number, plan in enumerate(
            Plan.objects.filter(territory=territory).order_by("starts_on", "pk"), 1
        ):
            pack.put(f"plans/{number}.json", [orjson.dumps(plan_as_data(plan), option=orjson.OPT_INDENT_2)])
        city = {"slug": territory.slug, **{name: getattr(territory, name) for name in CITY_FIELDS}}
        pack.put(CITY, [orjson.dumps(city, option=orjson.OPT_INDENT_2)])
        numbers, emails = numbers_of(territory), emails_of(territory)
        for table in tables():
            pack.put(table.part, _lines(pack, table, territory, numbers, emails), len(numbers[table.name]))
        manifest = {
            "product": "colonnade",
            "kind": "handover",
            "format": FORMAT,
            "program": program_version(),
            "framework": default_framework().key,
            "city": territory.slug,
            "language": language,
            "made_at": at.isoformat(),
            "parts": pack.parts,
        }
        archive.writestr(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return manifest


def program_version() -> str:
    """The version of the program that writes the pack."""
    try:
        return version("colonnade")
    except PackageNotFoundError:
        return ""


class _Pack:
    """A ZIP file that remembers what was put into it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts: list[dict[str, Any]] = []
        self.files: list[tuple[str, Any]] = []

    def put(self, name: str, chunks: Iterable[bytes], rows: int | None = None) -> None:
        """Put one part in, then the files that its rows named."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        entry = {"name": name, "sha256": digest.hexdigest(), "bytes": size}
        self.parts.append(entry if rows is None else {**entry, "rows": rows})
        waiting, self.files = self.files, []
        for path, file in waiting:
            with file.open("rb") as opened:
                self.put(path, opened.chunks())


def _lines(
    pack: _Pack,
    table: Table,
    territory: Territory,
    numbers: dict[str, dict[int, int]],
    emails: dict[int, str],
) -> Iterator[bytes]:
    """The rows of a table, one on each line. A file that is gone from the disk is not named."""
    for written, row in written_rows(table, territory, numbers, emails):
        for name in table.files:
            file = getattr(row, name)
            if file and file.storage.exists(file.name):
                path = f"files/{table.name}/{written['number']}-{name}{_ending(file.name)}"
                written["files"][name] = path
                pack.files.append((path, file))
        yield orjson.dumps(written, option=orjson.OPT_APPEND_NEWLINE)


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:] if dot > name.rfind("/") else ""


def _for_people(territory: Territory, at: datetime) -> dict[str, list[list[str]]]:
    """Tables that any spreadsheet opens."""
    who = [[_("Name"), _("As what"), _("Detail"), _("E-mail"), _("Phone")]]
    what = [[_("Day"), _("Overdue"), _("What"), _("Title"), _("Who")]]
    agreed = [[_("Round"), _("Year"), _("Feature"), _("Agreed"), _("Seen from outside"), _("Reason")]]
    reviews = [[_("Round"), _("Who"), _("Interest"), _("Counts as verification"), _("Summary")]]
    yes, no = _("yes"), _("no")
    held = Agreement.objects.filter(assessment__territory=territory).select_related("assessment")
    seen = OutsideReview.objects.filter(assessment__territory=territory, finished_at__isnull=False)
    figures = exported(territory)
    return {
        "who-is-who.csv": who + [list(astuple(each)) for each in who_is_who(territory, at.date())],
        "what-is-due.csv": what
        + [
            [each.day.isoformat(), yes if each.is_late else no, each.what, each.title, each.who]
            for each in due(territory, at.date())
        ],
        "assessments.csv": agreed
        + [
            [each.assessment.title, str(each.assessment.year), each.feature, _step(each.level), _step(each.reviewed_level, ""), each.reason]
            for each in held.order_by("assessment__year", "assessment", "feature", "pk")
        ],
        "reviews.csv": reviews
        + [
            [each.assessment.title, each.reviewer.name, each.interest or no, yes if each.verifies else no, each.summary]
            for each in seen.select_related("assessment", "reviewer").order_by("finished_at", "pk")
        ],
        "figures.csv": [[each.name for each in fields(figures[0])]]
        + [[_cell(getattr(row, each.name)) for each in fields(row)] for row in figures]
        if figures
        else [],
    }  # fmt: skip


def _step(level: int | None, nothing: str | None = None) -> str:
    if level is None:
        return _("does not apply here") if nothing is None else nothing
    return str(level)


def _cell(value: Any) -> str:
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else str(value)


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _reports(territory: Territory) -> Iterator[tuple[str, str]]:
    """Every report as a text, with the headings in the language it is written in."""
    try:
        model = apps.get_model("monitoring.report")
    except LookupError:
        return
    held = model._default_manager.filter(territory=territory).select_related("draft")
    for report in held.prefetch_related("draft__sections").order_by("first_year", "pk"):
        lines = [f"# {next(iter(report.titles.values()), '')}", ""]
        for section in sorted(report.draft.sections.all(), key=lambda each: (each.position, each.pk)):
            heading = section.headings.get(report.language) or next(
                iter(section.headings.values()), section.key
            )
            lines += [f"## {heading}", "", section.text, ""]
        yield (
            f"reports/{report.first_year}-{report.last_year}-{report.pk}-{report.language}.md",
            "\n".join(lines),
        )


def _dated(territory: Territory) -> Iterator[Due]:
    """Everything of the city that has a date and is not over."""
    here = Q(territory=territory)
    actions = PlanAction.objects.filter(here, due_on__isnull=False, goal__plan__state=PlanState.ADOPTED)
    for action in actions.exclude(status__in=OVER).select_related("owner", "led_by"):
        who = str((action.led_by or action.owner or "") and (action.led_by or action.owner.name))  # type: ignore[union-attr]
        yield Due(action.due_on, _("action of the plan"), str(action.title), who)  # type: ignore[arg-type]
    kinds: tuple[tuple[Any, Q, str, str, Callable[[Any], str]], ...] = (
        (Plan, Q(state=PlanState.ADOPTED), "ends_on", _("the plan ends"), lambda each: str(each.title)),
        (Pledge, Q(kept_on=None, withdrawn_on=None), "due_on", _("pledge"), lambda each: str(each.text)),
        (Document, Q(), "review_on", _("look at a document again"), lambda each: str(each.title)),
        (Document, Q(), "valid_until", _("a document runs out"), lambda each: str(each.title)),
        (Task, Q(done_on=None), "due_on", _("task"), lambda each: each.text),
        (Commitment, Q(status__in=OPEN_STATUSES), "due_on", _("commitment"), lambda each: each.text),
        (Need, Q(met_on=None, withdrawn_on=None), "needed_by", _("need"), lambda each: each.title),
        (Evidence, Q(withdrawn_at=None), "stale_on", _("evidence grows old"), lambda each: str(each.title)),
    )
    for model, condition, field, what, told in kinds:
        held = model.objects.filter(here, condition, **{f"{field}__isnull": False}).select_related(
            "territory"
        )
        for each in held:
            yield Due(getattr(each, field), what, told(each))
    seats = Seat.objects.filter(body__territory=territory, until__isnull=False)
    for seat in seats.select_related("stakeholder", "body__territory"):
        yield Due(seat.until, _("a term ends"), str(seat.body.name), seat.stakeholder.name)  # type: ignore[arg-type]
    for meeting in Meeting.objects.filter(here, state="PLANNED").select_related("territory"):
        yield Due(meeting.starts_at.date(), _("meeting"), str(meeting.title))
    for target in Target.objects.filter(here).select_related("indicator"):
        yield Due(date(target.year, 12, 31), _("target"), str(target.indicator.name))
    for open_round in territory.assessments.filter(state=AssessmentState.OPEN):
        yield Due(date(open_round.year, 12, 31), _("self-assessment to close"), open_round.title)


def _readme(territory: Territory, at: datetime) -> str:
    name = str(territory.name)
    lines = [
        _("Hand-over pack: %(city)s") % {"city": name},
        "",
        _("Made on %(day)s. It names people: give it only to those who take over, and keep it safe.")
        % {"day": at.date().isoformat()},
        "",
        _("Read in this order:"),
        "  what-is-due.csv   " + _("what is overdue, and what falls due in the next twelve months"),
        "  who-is-who.csv    " + _("roles, contacts, seats, and the register as far as people agreed"),
        "  evidence.csv      " + _("the dossier; its files are in the folder “files”"),
        "  assessments.csv   " + _("what was agreed in each round of self-assessment, and why"),
        "  reviews.csv       " + _("what people from outside said of it"),
        "  figures.csv       " + _("every figure with its source"),
        "  reports/          " + _("every report as a text"),
        "  plans/            " + _("each plan by itself, to be taken over alone"),
        "  data/             " + _("everything for programs: one line for each thing (JSON)"),
        "  manifest.json     " + _("what is in the pack, with a fingerprint of each part (SHA-256)"),
        "",
        _("What exists:"),
        *(f"  {number}  {label}" for label, number in counted(territory)),
        "",
        _("To build the city from it in an empty installation, its operator types:"),
        "  colonnade handover restore FILE",
        _(
            "Accounts and roles do not come with it: invite people anew. Nobody’s own scores are in it, only what was agreed."
        ),
    ]
    languages = len(territory.languages)
    if languages:
        told = ", ".join(
            language_name(code, translation.get_language() or "en") for code in territory.languages
        )
        lines.insert(
            3,
            ngettext("Language of the city: %(names)s", "Languages of the city: %(names)s", languages)
            % {"names": told},
        )
    return "\n".join(lines) + "\n"
