"""Many new rows at once: what ``bulk_create`` writes, without a model instance and a new wording for every row.

Values go through the fields as always; only those that need no conversion (text, numbers, yes and no) skip the
way there. A harvest writes hundreds of thousands of rows, and Django's care for each took longer than the database.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

_AS_THEY_ARE = (str, int, bool, float, type(None))
_CONVERTED = (models.DateField, models.UUIDField, models.DecimalField)
_ROOM = 999  # parameters of one statement, where the database does not say
Row = Mapping[str, Any]


def insert(model: type[models.Model], rows: Sequence[Row]) -> list[int]:
    """Insert rows and return their primary keys, in the same order.

    A row maps the names of columns (``city_id``) to values; a column left out gets its default. No signal is sent.
    """
    if not rows:
        return []
    database = connections[
        DEFAULT_DB_ALIAS
    ]  # itself: the stand-in for it is asked a million times in a harvest
    shape = _shape(model, database.vendor)
    keys: list[int] = []
    with transaction.atomic(savepoint=False), database.cursor() as cursor:
        for start in range(0, len(rows), shape.at_once):
            part = rows[start : start + shape.at_once]
            values = [value for row in part for value in shape.values(row, database)]
            cursor.execute(shape.statement(len(part)), values)
            keys += [key for (key,) in cursor.fetchall()]
    return keys


class _Shape:
    """How rows of one model are written into one kind of database."""

    def __init__(self, model: type[models.Model]) -> None:
        quoted = connection.ops.quote_name
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        room = connection.features.max_query_params or _ROOM
        self.at_once = max(room // len(fields), 1)
        self._head = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(quoted(str(each.column)) for each in fields)})"
        self._row = f"({', '.join(['%s'] * len(fields))})"
        self._tail = f"RETURNING {quoted(str(model._meta.pk.column))}"
        self._fields = [(field.attname, _default(field), _prepared(field)) for field in fields]

    def statement(self, rows: int) -> str:
        """The statement that inserts so many rows."""
        return f"{self._head} VALUES {', '.join([self._row] * rows)} {self._tail}"

    def values(self, row: Row, database: BaseDatabaseWrapper) -> list[Any]:
        """The values of a row as the database takes them, in the order of its columns."""
        return [
            prepare(row[name] if name in row else default(), database)
            for name, default, prepare in self._fields
        ]


@cache
def _shape(model: type[models.Model], vendor: str) -> _Shape:
    return _Shape(model)


def _default(field: Any) -> Callable[[], Any]:
    """What fills a column that a row leaves out."""
    is_clock = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return timezone.now if is_clock else field.get_default


def _prepared(field: Any) -> Callable[[Any, BaseDatabaseWrapper], Any]:
    """What makes a value of this field one that the database takes."""

    def by_field(value: Any, database: BaseDatabaseWrapper) -> Any:
        return field.get_db_prep_save(value, database)

    def mostly_as_it_is(value: Any, database: BaseDatabaseWrapper) -> Any:
        return value if type(value) in _AS_THEY_ARE else by_field(value, database)

    def moment(value: Any, database: BaseDatabaseWrapper) -> Any:
        if (
            type(value) is datetime and value.tzinfo is not None
        ):  # what the field would come to by a longer way
            return database.ops.adapt_datetimefield_value(value)
        return by_field(value, database)

    def json(value: Any, database: BaseDatabaseWrapper) -> Any:
        if type(value) in (list, dict):
            return database.ops.adapt_json_value(value, field.encoder)
        return by_field(value, database)

    if isinstance(field, models.JSONField):
        return json
    if isinstance(field, models.DateTimeField):
        return moment
    return by_field if isinstance(field, _CONVERTED) else mostly_as_it_is
