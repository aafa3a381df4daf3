"""Queries put together once and asked often: for one row, building the SQL costs more than the answer.

What Django knows of the columns is kept: its own converters are applied, but for JSON, which orjson reads faster.
"""

from collections.abc import Callable
from typing import Any

import orjson
from django.db import connection
from django.db.models import Field, JSONField, QuerySet

Convert = Callable[[Any], Any]


class Prepared:
    """Rows of a query set that depends on one value, as dicts."""

    def __init__(
        self,
        fields: tuple[str, ...],
        key: Field[Any, Any],
        stand_in: Any,
        rows: Callable[[Any], QuerySet[Any]],
    ) -> None:
        self._fields, self._key, self._stand_in, self._rows = fields, key, stand_in, rows
        self._ready: dict[str, tuple[str, tuple[Any, ...], int, list[tuple[str, list[Any], Any]]]] = {}

    def __call__(self, value: Any) -> list[dict[str, Any]]:
        """Ask with the value in place of the stand-in."""
        sql, parameters, place, converters = self._ready.get(connection.vendor) or self._prepare()
        put = (*parameters[:place], self._key.get_db_prep_value(value, connection), *parameters[place + 1 :])
        with connection.cursor() as cursor:
            cursor.execute(sql, put)
            found = [dict(zip(self._fields, row, strict=True)) for row in cursor.fetchall()]
        for row in found:
            for name, steps, expression in converters:
                for step in steps:
                    row[name] = step(row[name], expression, connection)
            row["pk"] = row.get("id")
        return found

    def _prepare(self) -> tuple[str, tuple[Any, ...], int, list[tuple[str, list[Any], Any]]]:
        compiler = (
            self._rows(self._stand_in).values_list(*self._fields).query.get_compiler(connection=connection)
        )
        sql, parameters = compiler.as_sql()
        place = list(parameters).index(self._key.get_db_prep_value(self._stand_in, connection))
        expressions = [chosen[0] for chosen in compiler.select]
        known = compiler.get_converters(expressions)
        converters = []
        for at, (name, expression) in enumerate(zip(self._fields, expressions, strict=True)):
            if isinstance(expression.output_field, JSONField):
                converters.append((name, [_json], expression))
            elif at in known:
                converters.append((name, known[at][0], expression))
        ready = (sql, tuple(parameters), place, converters)
        self._ready[connection.vendor] = ready
        return ready


def _json(value: Any, expression: Any, connection: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
