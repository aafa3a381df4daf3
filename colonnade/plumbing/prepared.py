"""Questions to the database that every page puts: Django words them once, then only the keys change.

Wording a query takes Django longer than the database takes to answer it. The answer is the same as that of the
queryset, and it is put through the same connection, so that it counts and is refused like any other.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

_SIZES = (1, 2, 4, 8, 12, 20, 32, 64, 128, 256, 512)  # a shorter list is filled up with its last key
_NO_KEY = -1_000_000_000


class _Worded(NamedTuple):
    compiler: Any
    sql: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    converters: dict[Any, Any]


class Prepared:
    """Rows for a list of keys. ``make(keys)`` returns a queryset of ``values_list`` in which only the keys vary."""

    def __init__(self, make: Callable[[Sequence[int]], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._worded: dict[tuple[str, int], _Worded] = {}

    def rows(self, keys: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these keys, as the queryset would give them."""
        size = next((size for size in _SIZES if size >= len(keys)), 0)
        if not keys or not size:
            return list(self._make(keys)) if keys else []
        worded = self._worded.get((connection.vendor, size)) or self._word(size)
        padded = (*keys, *(keys[-1] for _ in range(size - len(keys))))
        with connection.cursor() as cursor:
            cursor.execute(worded.sql, (*worded.before, *padded, *worded.after))
            rows = cursor.fetchall()
        if not worded.converters:
            return rows
        return list(map(tuple, worded.compiler.apply_converters(rows, worded.converters)))

    def _word(self, size: int) -> _Worded:
        """Let Django word the query for so many keys; where they stand among its parameters is found by stand-ins."""
        stand_ins = tuple(range(_NO_KEY, _NO_KEY + size))
        compiler = self._make(stand_ins).query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        first = parameters.index(stand_ins[0])
        before, after = parameters[:first], parameters[first + size :]
        if parameters[first : first + size] != stand_ins or any(each in stand_ins for each in before + after):
            raise ValueError("the keys of a prepared query must stand together, in their order, and once")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        worded = _Worded(compiler, sql, before, after, compiler.get_converters(columns))
        self._worded[(connection.vendor, size)] = worded
        return worded
