"""Applications as a table: one line a city, one column a question, for the secretariat's own tools."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from colonnade.network.charter.models import Answer, Application, Call
from colonnade.network.charter.queries.questionnaire import flat, parse
from colonnade.plumbing.languages import choose
from colonnade.plumbing.tables import harmless


def application_rows(call: Call, rows: QuerySet[Application]) -> Iterator[list[str]]:
    """Header and lines. Questions of every version that was used have a column, those no longer asked too.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    forms = {each.pk: parse(each.definition) for each in call.questionnaires.order_by("version")}
    answers: dict[int, dict[str, Any]] = {}
    found = list(rows)
    given = Answer.objects.filter(application__in=[row.pk for row in found])
    for application, question, value in given.values_list("application_id", "question", "value"):
        answers.setdefault(application, {})[question] = value
    lines = [(row, flat(forms[row.questionnaire_id], answers.get(row.pk, {}))) for row in found]
    columns = list(dict.fromkeys(name for _row, cells in lines for name in cells))
    yield ["id", "city", "country", "region", "state", "rank", "submitted_at", *columns]
    for row, cells in lines:
        city = row.territory
        fixed = [
            str(row.uuid), choose(city.names, "en", city.default_language).text, city.country, city.region, row.state,
            str(row.rank or ""), row.submitted_at.isoformat() if row.submitted_at else "",
        ]  # fmt: skip
        yield [*fixed, *(_safe(cells.get(name, "")) for name in columns)]


def _safe(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return text if _is_number(text) else harmless(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
