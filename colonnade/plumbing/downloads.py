"""Files that a page gives away, made while they are asked for."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


def table(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as CSV in UTF-8 under this name. It begins with a mark without which spreadsheets take UTF-8 for something else."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows(rows)
    return answer
