"""The front page, the desk, what the site says of itself, and the pages for when something is wrong."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from colonnade.city.catalogue.queries.finding import Wish, find
from colonnade.city.catalogue.vocabulary import Block
from colonnade.city.profile.queries.directory import CityRow, directory
from colonnade.city.profile.queries.statements import kept_about_people
from colonnade.city.profile.queries.statements import statement as statement_of
from colonnade.plumbing import panels, tiles
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.search import outbox
from colonnade.portal.demo.signs import demo_sign_ins
from colonnade.portal.desks import places_of, waiting_for


@public
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor without a language to the one their browser asks for."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: a question, six doors, what comes next, the cities."""
    now, language = timezone.now(), get_language() or "en"
    found = find(Wish(sort="date", limit=6, with_windows=False), language, now)
    cities = directory("", "", "", language)
    here = reverse("catalogue:search")
    context = {
        "found": found,
        "search_url": here,
        "suggest_url": reverse("catalogue:suggest"),
        "doors": [
            {"code": code, "name": label, "url": f"{here}?block={code}"} for code, label in Block.choices
        ],
        "cities": cities,
        "demo_cities": [row for row in cities.rows if row.is_demo],
        "sign_ins": demo_sign_ins(),
        "world_points": _points(row for row in cities.rows if not row.is_demo),
        "demo_points": _points(row for row in cities.rows if row.is_demo),
        "panels": panels.filled("home.head", request, None),
    }
    return render(request, "portal/home.html", context)


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, by when; and the places I work for."""
    person: Any = request.user
    context = {"waiting": waiting_for(person, timezone.now()), "places": places_of(person)}
    return render(request, "portal/desk.html", context)


@public
@require_safe
def statement(request: HttpRequest, kind: str) -> HttpResponse:
    """Imprint, privacy and accessibility of the site as a whole."""
    shown = statement_of(None, kind.upper(), get_language() or "en")
    kept = kept_about_people() if kind == "privacy" else []
    return render(request, "portal/statement.html", {"statement": shown, "kind": kind, "kept": kept})


@public
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What may be taken away: the interface for programs, calendars, and under which licences."""
    return render(request, "portal/data.html")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the parts a page needs are there: database and search index. 503 when one is missing."""
    parts: dict[str, Any] = {}
    try:
        connection.ensure_connection()
        parts["database"] = "up"
        parts["changes_waiting_for_index"] = outbox.pending()
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is "down"
        parts["database"] = f"down: {type(error).__name__}"
    parts["search"] = "up" if outbox.ready() else "not built yet"
    sound = parts["database"] == "up" and parts["search"] == "up"
    response = JsonResponse({"status": "ok" if sound else "degraded", **parts}, status=200 if sound else 503)
    response["Cache-Control"] = "no-store"
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may list."""
    lines = [
        "User-agent: *",
        *(["Disallow: /*/account/", "Disallow: /*/search/?"] if settings.SITE_ROBOTS else ["Disallow: /"]),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@public
@require_safe
def map_tiles(request: HttpRequest) -> HttpResponseBase:
    """Pieces of the operator's file of map tiles; the whole of it is never sent at once."""
    if not tiles.address():
        raise Http404
    size = tiles.path().stat().st_size
    asked = tiles.span(request.headers.get("Range", ""), size)
    if asked is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = asked
    headers = {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
        "Content-Encoding": "identity",
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=86400",
        "ETag": f'"{tiles.path().stat().st_mtime_ns:x}-{size:x}"',
    }
    body = tiles.pieces(first, last)
    return StreamingHttpResponse(body, status=206, content_type="application/octet-stream", headers=headers)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "design/error.html", {"status": 400, "reason": ""}, status=400)


@public
def not_allowed(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form sent without its token (``reason`` is Django's, for programmers)."""
    return render(request, "design/error.html", {"status": 403, "reason": ""}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "design/error.html", {"status": 404, "reason": ""}, status=404)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return render(request, "design/error.html", {"status": 500, "reason": ""}, status=500)


def _points(rows: Iterable[CityRow]) -> str:
    """All points of a map as one path of dots: short, because a front page must be light."""
    return "".join(f"M{row.x} {row.y}h0" for row in rows if row.x is not None)
