"""Calendars to follow."""

from hashlib import blake2b
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from colonnade.city.catalogue.queries.wishing import pairs_from, wish_from
from colonnade.city.profile.queries import city_named
from colonnade.interop.ical import feeds
from colonnade.plumbing.doors import public


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The dates of whatever a search finds; takes the parameters of the search page."""
    wish, pairs = wish_from(request.GET), pairs_from(request.GET)
    found = city_named(wish.city) if wish.city else None
    calendar = feeds.search_calendar(wish, pairs, found, _language(), timezone.now())
    return _answer(request, calendar, "search")


@public
@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a city."""
    found = city_named(slug)
    if found is None:
        raise Http404
    return _answer(request, feeds.city_calendar(found, _language(), timezone.now()), found.slug)


@public
@require_safe
def provider(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dates of a provider."""
    found = feeds.provider_of(uuid)
    if found is None:
        raise Http404
    return _answer(request, feeds.provider_calendar(found, _language(), timezone.now()), "provider")


@public
@require_safe
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dates of one offer; a withdrawn one says that they are cancelled."""
    found = feeds.offer_of(uuid)
    if found is None:
        raise Http404
    return _answer(request, feeds.offer_calendar(found, _language()), "offer")


def _language() -> str:
    return get_language() or "en"


def _answer(request: HttpRequest, calendar: feeds.Calendar, name: str) -> HttpResponse:
    """The file, or only the word that nothing has changed."""
    body = calendar.body(timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=900"
    response["Access-Control-Allow-Origin"] = "*"
    response["ETag"] = etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response
