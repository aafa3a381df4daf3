"""The door of the interface: open to every program, from every site; says when nothing changed; errs in JSON."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import ValidationError

from colonnade.plumbing.doors import public
from colonnade.portal.api import docs

METHODS = ("GET", "HEAD", "OPTIONS")
FRESH_SECONDS = 60
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


class Unanswerable(Exception):
    """The request cannot be answered as it was put; ``status`` and ``code`` say why."""

    def __init__(self, message: str, code: str = "bad_request", status: int = 400) -> None:
        super().__init__(message)
        self.message, self.code, self.status = message, code, status


def answer(data: Any, status: int = 200) -> HttpResponse:
    """``data`` as JSON, written without a second look: tests hold it against the declared schemas."""
    return HttpResponse(orjson.dumps(data, option=_OPTIONS), content_type="application/json", status=status)


def refusal(
    status: int, code: str, message: str, details: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """An error in the one shape that all errors have."""
    return answer(
        {"error": {"status": status, "code": code, "message": message, "details": details or []}}, status
    )


class OpenInterface(NinjaAPI):
    """Ninja's interface with an open door before every address, and an answer in JSON behind every wrong one."""

    def set_default_exception_handlers(self) -> None:
        """Every error in the same shape."""
        super().set_default_exception_handlers()
        self.add_exception_handler(
            Http404,
            lambda request, error: refusal(404, "not_found", "There is nothing with this identifier."),
        )
        self.add_exception_handler(Unanswerable, _unanswerable)
        self.add_exception_handler(ValidationError, _invalid)

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns: list[Any] = super()._get_urls()
        for pattern in patterns:
            pattern.callback = opened(to_docs if pattern.name == "api-root" else pattern.callback)
        return [
            *patterns,
            path("docs", docs.page, {"interface": self}, name="docs"),
            re_path("", opened(nothing_here)),
        ]


def opened(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let everybody in to read, whatever site their program comes from."""

    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _shared(_preflight())
        if request.method not in METHODS:
            response = refusal(405, "method_not_allowed", "This interface is read-only.")
            response["Allow"] = ", ".join(METHODS)
            return _shared(response)
        is_head = request.method == "HEAD"
        request.method = "GET"
        response = _finished(request, view(request, *args, **kwargs))
        if is_head:
            request.method = "HEAD"
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return _shared(response)

    door.csrf_exempt = True  # type: ignore[attr-defined]
    return public(door)


def to_docs(request: HttpRequest) -> HttpResponse:
    """Who comes to the root is shown the description."""
    return redirect("api:docs")


def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address that the interface does not have."""
    return refusal(404, "not_found", "There is no such address; see /api/v1/docs.")


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add what caches need; answer 304 where the asker has it already."""
    if response.status_code != 200:
        response["Cache-Control"] = "no-store"
        return response
    response["ETag"] = etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return get_conditional_response(request, etag=etag, response=response) or response


def _shared(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    patch_vary_headers(response, ["Origin"])
    return response


def _unanswerable(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(error.status, error.code, error.message)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Parameters that do not mean what they should: each with its place and its fault."""
    details = [{"parameter": str(each["loc"][-1]), "message": each["msg"]} for each in error.errors]
    return refusal(422, "invalid_parameters", "Some parameters could not be understood.", details)
