"""Opens a workbook in a process of its own and hands out its sheets as text; run by ``workbooks``.

A broken or malicious workbook can make the library ask for any amount of memory, which ends the process it runs
in. So that this is not the web site, this file is run alone, within limits, and imports nothing of ours.

It says the numbers of the visible sheets, then answers every line: ``head 0 30`` with the first row's number and
the first 30 rows of a sheet, ``rows 0`` with one line a row and ``null`` after the last. All lines are JSON.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

_MEMORY = 3 * 1024**3
_SECONDS = 120


def as_text(value: Any) -> str:
    """Write a cell as text: dates and times as ISO 8601, whole numbers without a fraction.

    A date without a time, which spreadsheets keep as midnight, stays a date.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        value = _rounded(value)
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _rounded(moment: datetime) -> datetime:
    """Spreadsheets count days in fractions: 14:00 may come as 13:59:59.999."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  (optional: Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def main(path: str) -> None:
    """Open the workbook and answer until nobody asks any more."""
    _limit()
    book = CalamineWorkbook.from_path(path)
    visible = [
        index for index, sheet in enumerate(book.sheets_metadata) if sheet.visible == SheetVisibleEnum.Visible
    ]
    _say(visible)
    sys.stdout.flush()
    for question in sys.stdin:
        word, number, *rest = question.split()
        sheet = book.get_sheet_by_index(int(number))
        if word == "head":
            top = (sheet.start[0] if sheet.start else 0) + 1
            _say([top, [list(map(as_text, row)) for row in sheet.to_python(nrows=int(rest[0]))]])
        else:
            for row in sheet.to_python():
                _say(list(map(as_text, row)))
            _say(None)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
