"""Money, resources, needs and commitments to test with, and files as offices send them."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from colonnade.city.governance.actions.importing import bring_budget
from colonnade.city.governance.models import (
    Action,
    BudgetImport,
    BudgetLine,
    Commitment,
    CommitmentStep,
    Goal,
    Need,
    Plan,
    Resource,
    Stakeholder,
)
from colonnade.city.profile.models import Territory

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_line(city: Territory, title: str = "Evening classes", **fields) -> BudgetLine:
    """Money of 2026 in euros; amounts that are not given are not stated."""
    values = {"year": 2026, "currency": "EUR", "modified_at": NOON}
    amounts = {
        name: None if fields.get(name) is None else Decimal(str(fields[name]))
        for name in ("planned", "committed", "spent")
    }
    return BudgetLine.objects.create(territory=city, title=title, **{**values, **fields, **amounts})


def make_action(city: Territory, title: str = "Open the school libraries") -> Action:
    """An action of a plan that has just begun."""
    plan = Plan.objects.create(
        territory=city,
        titles={"en": "Plan"},
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31),
        created_at=NOON,
        modified_at=NOON,
    )
    goal = Goal.objects.create(plan=plan, position=1, titles={"en": "Goal"})
    return Action.objects.create(
        goal=goal, territory=city, position=1, titles={"en": title}, modified_at=NOON
    )


def make_giver(city: Territory, name: str = "Harbour Library", **fields) -> Stakeholder:
    """An organisation that agreed to be named in public."""
    values = {"sector": "CULTURE", "is_public": True, "created_at": NOON}
    return Stakeholder.objects.create(territory=city, name=name, **{**values, **fields})


def make_resource(city: Territory, title: str = "Reading room", **fields) -> Resource:
    """A room that is shared with everybody."""
    values = {"kind": "ROOM", "state": "SHARED", "created_at": NOON}
    return Resource.objects.create(territory=city, title=title, **{**values, **fields})


def make_need(city: Territory, title: str = "A room on Tuesdays", **fields) -> Need:
    """A room that is needed."""
    return Need.objects.create(territory=city, title=title, **{"kind": "ROOM", "created_at": NOON, **fields})


def make_commitment(city: Territory, text: str = "We open our hall.", **fields) -> Commitment:
    """A public promise by somebody who is in no register, with its first step."""
    values = {
        "kind": "ROOM", "made_on": date(2026, 1, 10), "status": "AGREED", "is_public": True, "modified_at": NOON,
    }  # fmt: skip
    if "stakeholder" not in fields:
        values["name"] = "Dora’s bakery"
    made = Commitment.objects.create(territory=city, text=text, **{**values, **fields})
    CommitmentStep.objects.create(commitment=made, status=made.status, at=NOON)
    return made


def csv_file(*rows: str, name: str = "budget.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    """A table of text, row by row."""
    return SimpleUploadedFile(name, ("\n".join(rows) + "\n").encode(encoding))


def brought(city: Territory, by, *rows: str, **manner) -> BudgetImport:
    """A spreadsheet that waits to be looked at."""
    sheet = bring_budget(territory=city, upload=csv_file(*rows), by=by, at=NOON)
    if manner:
        sheet.manner = manner
        sheet.save()
    return sheet


def _cell(value) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"


def xlsx_file(
    rows: list[list], merged: str = "", comments: bool = False, sheets: int = 1
) -> SimpleUploadedFile:
    """A workbook as spreadsheets write it: typed numbers, perhaps merged cells, comments, further sheets."""
    numbers = range(1, sheets + 1)
    entries = "".join(f'<sheet name="S{each}" sheetId="{each}" r:id="r{each}"/>' for each in numbers)
    links = "".join(
        f'<Relationship Id="r{each}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{each}.xml"/>'
        for each in numbers
    )
    root = f'<Relationship Id="r0" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    spans = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        packed.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{entries}</sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        )
        for each in numbers:
            content = lines if each == 1 else ""
            packed.writestr(
                f"xl/worksheets/sheet{each}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{content}</sheetData>{spans if each == 1 else ""}</worksheet>',
            )
        if comments:
            packed.writestr("xl/comments1.xml", f'<comments xmlns="{_MAIN}"/>')
    return SimpleUploadedFile("budget.xlsx", data.getvalue())


def ods_file(rows: list[list]) -> SimpleUploadedFile:
    """The same as an OpenDocument spreadsheet."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            if isinstance(value, int | float)
            else f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr(
            "content.xml",
            f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="A">'
            f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return SimpleUploadedFile("budget.ods", data.getvalue())
