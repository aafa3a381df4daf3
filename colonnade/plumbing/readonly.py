"""Reading a page never writes: GET and HEAD run on a connection that refuses to."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

_BEFORE = r"^(?:\s|\(|--[^\n]*\n|/\*.*?\*/|EXPLAIN\b|ANALYZE\b)*"
_WRITES = re.compile(
    _BEFORE
    + r"(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE|MERGE|COPY)\b[^\w]*(?:INTO|FROM)?\s*[\"`]?(\w*)",
    re.IGNORECASE | re.DOTALL,
)
# PostgreSQL writes inside a common table expression, SQLite after one. Django itself never does either.
_WRITES_WITHIN = re.compile(
    _BEFORE + r"WITH\b.*\b(?:(?:INSERT|REPLACE|MERGE)\b.*?\bINTO|DELETE\s+FROM|UPDATE\b.*?\bSET)\b",
    re.IGNORECASE | re.DOTALL,
)
_ALLOWED_TABLES = {"django_session", "cache"}


class WroteWhileReading(Exception):
    """A GET or HEAD request tried to change the database."""


def _refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    found = _WRITES.match(sql)
    if (found and found.group(2).lower() not in _ALLOWED_TABLES) or _WRITES_WITHIN.match(sql):
        raise WroteWhileReading(sql[:120])
    return execute(sql, params, many, context)


class ReadOnlyOnGet:
    """Middleware: refuse writes during GET and HEAD, sessions and cache excepted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(settings.WRITES_ON_GET):
            return self.get_response(request)
        with connections["default"].execute_wrapper(_refuse):
            return self.get_response(request)
