"""Finding the list among all that a document may hold, and its rows."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.json_list.cells import Flat, flat
from colonnade.interop.json_list.fields import fields_of
from colonnade.interop.shared.iso_times import from_milliseconds
from colonnade.interop.shared.json_feed import open_feed, raws
from colonnade.interop.tabular.plan import Plan, plan_for, tell
from colonnade.interop.tabular.read import FIRST_ROWS
from colonnade.plumbing.decoding import open_text
from colonnade.plumbing.json_records import NotJson
from colonnade.plumbing.json_survey import FoundList, lists_of_objects
from colonnade.plumbing.tables import Row

_SAYS_LITTLE = {"title", "id", "modified", "image", "status", "keywords", "category", "languages"}
_MOMENTS = ("start", "end", "modified", "registration_closes")
_LONGEST_LIST = 300


def records(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the objects of the best list as rows; ``context.about["table"]`` says which field is which.

    The document is gone through twice: once to see which lists it holds. The one with a title wins, the
    largest of several.

    :raises Unusable: there is no list of objects, no field for the title, or names and nothing else.
    """
    path = _path(stream, context)
    stream.seek(0)
    document = open_feed(stream, report, path, noun="record")
    if document.path is None and not document.cut:
        raise Unusable("not_offers", what=_("a JSON document without a list of objects"))
    found = raws(document, report, "record")
    rows = ((raw, flat(raw.data, context.language)) for raw in found)
    first = list(islice(rows, FIRST_ROWS))
    headers = list(dict.fromkeys(name for _, row in first for name in row.cells))
    columns, missing = fields_of(context.mapping, headers)
    if first and "title" not in columns:
        raise Unusable("needs_mapping", columns=", ".join(headers)[:_LONGEST_LIST])
    for name in missing:
        report.repaired("names of the fields", "column_missing", column=name)
    sample = [Row(0, number, row.cells) for number, (_, row) in enumerate(first, start=1)]
    plan = plan_for(columns, headers, sample, context)
    context.about["table"] = plan
    tell(plan, report)
    for raw, row in chain(first, rows):
        yield Raw(raw.where, _with_readable_moments(row, raw.data, plan))


def _path(stream: BinaryIO, context: Context) -> str:
    try:
        found = lists_of_objects(open_text(stream, told=lambda *_: None))
    except NotJson as fault:
        raise Unusable("not_json", position=fault.position) from None
    titled = [each for each in found if "title" in _columns(each, context)]
    usable = [
        each for each in titled if context.mapping or not _SAYS_LITTLE.issuperset(_columns(each, context))
    ]
    if usable:
        return max(usable, key=lambda each: each.size).path
    if titled:
        raise Unusable("not_offers", what=_("a list of names without dates, places or descriptions"))
    if found:
        headers = list(flat(max(found, key=lambda each: each.size).first).cells)
        raise Unusable("needs_mapping", columns=", ".join(headers)[:_LONGEST_LIST])
    return ""


def _columns(found: FoundList, context: Context) -> dict[str, str]:
    return fields_of(context.mapping, list(flat(found.first).cells))[0]


def _with_readable_moments(row: Flat, record: dict[str, Any], plan: Plan) -> Flat:
    """Make dates of numbers that count the seconds or milliseconds since 1970."""
    for field in _MOMENTS:
        name = plan.columns.get(field, "")
        value = record.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value / 1000 if abs(value) > 1e11 else value
            moment = from_milliseconds(seconds * 1000) if abs(seconds) > 1e8 else None
            if moment is not None:
                row.cells[name] = moment.isoformat()
    return row
