"""Questions to the database that every page puts: Django words them once, then only the keys change.

Wording a query takes Django longer than the database takes to answer it. The answer is the same as that of the
queryset, and it is put through the same connection, so that it counts and is refused like any other.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import JSONField, Model, QuerySet, UUIDField

Row = TypeVar("Row", bound=Model)

_SIZES = (1, 2, 4, 8, 12, 20, 32, 64, 128, 256, 512, 2000)  # a shorter list is filled up with its last key
_NO_KEY = -1_000_000_000


class Keys(NamedTuple):
    """A sort of key: one nobody has, and how the database takes one."""

    stand_in: Callable[[int], Any]
    plain: Callable[[Any], Any]


NUMBERS = Keys(lambda number: _NO_KEY + number, lambda key: key)
WORDS = Keys(lambda number: f"no word {number}", lambda key: key)
UUIDS = Keys(lambda number: UUID(int=number), lambda key: UUIDField().get_db_prep_value(key, connection))


class _Worded(NamedTuple):
    compiler: Any
    sql: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    converters: dict[Any, Any]


class Prepared:
    """Rows for a list of keys. ``make(keys)`` returns a queryset of ``values_list`` in which only the keys vary."""

    def __init__(self, make: Callable[[Sequence[Any]], QuerySet[Any, Any]], keys: Keys = NUMBERS) -> None:
        self._make = make
        self._keys = keys
        self._worded: dict[tuple[str, int], _Worded] = {}

    def rows(self, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of these keys, as the queryset would give them."""
        size = next((size for size in _SIZES if size >= len(keys)), 0)
        if not keys or not size:
            return list(self._make(keys)) if keys else []
        worded = self._worded.get((connection.vendor, size)) or self._word(size)
        plain = list(map(self._keys.plain, keys))
        padded = (*plain, *(plain[-1] for _ in range(size - len(plain))))
        with connection.cursor() as cursor:
            cursor.execute(worded.sql, (*worded.before, *padded, *worded.after))
            rows = cursor.fetchall()
        if not worded.converters:
            return rows
        return list(map(tuple, worded.compiler.apply_converters(rows, worded.converters)))

    def _word(self, size: int) -> _Worded:
        """Let Django word the query for so many keys; where they stand among its parameters is found by stand-ins."""
        strangers = [self._keys.stand_in(number) for number in range(size)]
        stand_ins = tuple(map(self._keys.plain, strangers))
        compiler = self._make(strangers).query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        first = parameters.index(stand_ins[0])
        before, after = parameters[:first], parameters[first + size :]
        if parameters[first : first + size] != stand_ins or any(each in stand_ins for each in before + after):
            raise ValueError("the keys of a prepared query must stand together, in their order, and once")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        worded = _Worded(compiler, sql, before, after, _quicker(compiler.get_converters(columns)))
        self._worded[(connection.vendor, size)] = worded
        return worded


def _quicker(converters: dict[Any, Any]) -> dict[Any, Any]:
    """The same converters, with JSON read by the quicker reader; where the database hands over text, a page has hundreds."""
    quicker = {}
    for position, (functions, column) in converters.items():
        field = column.output_field
        plain = isinstance(field, JSONField) and not field.decoder and functions == [field.from_db_value]
        quicker[position] = ([_read] if plain else functions, column)
    return quicker


def _read(value: Any, _expression: Any, _connection: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


class PreparedObjects(Generic[Row]):
    """Objects for a list of keys, with the rows they point to (as ``select_related`` brings them) in the same query.

    ``related`` names them, outermost first: ``("place", "place__district")``.
    """

    def __init__(
        self,
        make: Callable[[Sequence[Any]], QuerySet[Row, Any]],
        related: Sequence[str] = (),
        keys: Keys = NUMBERS,
    ) -> None:
        self._make = make
        self._related = related
        self._rows = Prepared(lambda keys: make(keys).values_list(*self._names), keys)

    @cached_property
    def _parts(self) -> list[tuple[str, type[Model], list[str]]]:
        """Where each object stands, what it is and its columns; the first is the one asked for."""
        parts: list[tuple[str, type[Model], list[str]]] = [
            ("", self._make([]).model, _columns(self._make([]).model))
        ]
        models: dict[str, type[Model]] = {"": parts[0][1]}
        for path in self._related:
            parent, _, name = path.rpartition("__")
            models[path] = models[parent]._meta.get_field(name).related_model  # type: ignore[assignment]
            parts.append((path, models[path], _columns(models[path])))
        return parts

    @cached_property
    def _names(self) -> list[str]:
        return [f"{path}__{name}" if path else name for path, _, names in self._parts for name in names]

    def objects(self, keys: Sequence[Any]) -> list[Row]:
        """The objects of these keys, as the queryset would give them."""
        return [self._object(row) for row in self._rows.rows(keys)]

    def _object(self, row: tuple[Any, ...]) -> Row:
        made: dict[str, Any] = {}
        start = 0
        for path, model, names in self._parts:
            values = row[start : start + len(names)]
            start += len(names)
            # Every row has a key, and the key is the first column.
            found = None if values[0] is None else model.from_db(connection.alias, names, values)
            made[path] = found
            parent, _, name = path.rpartition("__")
            if path and made[parent] is not None:
                made[parent]._meta.get_field(name).set_cached_value(made[parent], found)
        return cast(Row, made[""])


def hold(thing: Model, relation: str, found: Iterable[Model]) -> None:
    """Let ``thing.relation.all()`` answer with what was found already, as ``prefetch_related`` would."""
    manager = getattr(thing, relation)
    held = manager.all()
    held._result_cache = list(found)
    for each in held._result_cache:
        manager.field.set_cached_value(each, thing)
    held._prefetch_done = True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = held


def _columns(model: type[Model]) -> list[str]:
    names = [field.attname for field in model._meta.concrete_fields]
    if model._meta.concrete_fields[0] is not model._meta.pk:
        raise ValueError(f"{model.__name__} does not begin with its key")
    return names
