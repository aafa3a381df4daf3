"""From queries to rows as dicts, quickly: an interface that reads a lot must not spend its time on putting questions.

What Django knows of the columns is kept: its own converters are applied, but for JSON, which orjson reads faster.
For one row, building the SQL costs more than the answer, so :class:`Prepared` builds it once.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, JSONField, QuerySet

Fields = tuple[str, ...]
Rows = list[dict[str, Any]]


class _Built(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    converters: list[tuple[str, list[Any], Any]]  # field, steps, what they are told of the column


def rows(fields: Fields, found: QuerySet[Any]) -> Rows:
    """The rows of a query set as dicts, with their key as ``pk`` where they bring it."""
    try:
        built = _build(fields, found)
    except EmptyResultSet:
        return []
    return _ask(fields, built, built.parameters)


class Prepared:
    """Rows of a query set that depends on one value."""

    def __init__(
        self, fields: Fields, key: Field[Any, Any], stand_in: Any, found: Callable[[Any], QuerySet[Any]]
    ) -> None:
        self._fields, self._key, self._stand_in, self._found = fields, key, stand_in, found
        self._ready: dict[str, tuple[_Built, int]] = {}

    def __call__(self, value: Any) -> Rows:
        """Ask with the value in place of the stand-in."""
        built, place = self._ready.get(connection.vendor) or self._prepare()
        before, after = built.parameters[:place], built.parameters[place + 1 :]
        return _ask(self._fields, built, (*before, self._key.get_db_prep_value(value, connection), *after))

    def _prepare(self) -> tuple[_Built, int]:
        built = _build(self._fields, self._found(self._stand_in))
        place = built.parameters.index(self._key.get_db_prep_value(self._stand_in, connection))
        self._ready[connection.vendor] = built, place
        return built, place


def _build(fields: Fields, found: QuerySet[Any]) -> _Built:
    compiler = found.values_list(*fields).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    expressions = [chosen[0] for chosen in compiler.select[: len(fields)]]
    known = compiler.get_converters(expressions)
    converters = []
    for at, (name, expression) in enumerate(zip(fields, expressions, strict=True)):
        if isinstance(expression.output_field, JSONField):
            converters.append((name, [_json], expression))
        elif at in known:
            converters.append((name, known[at][0], expression))
    return _Built(sql, tuple(parameters), converters)


def _ask(fields: Fields, built: _Built, parameters: tuple[Any, ...]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(built.sql, parameters)
        found = [
            dict(zip(fields, row, strict=False)) for row in cursor.fetchall()
        ]  # what only orders comes after
    for row in found:
        for name, steps, expression in built.converters:
            for step in steps:
                row[name] = step(row[name], expression, connection)
        row["pk"] = row.get("id")
    return found


def _json(value: Any, expression: Any, connection: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
