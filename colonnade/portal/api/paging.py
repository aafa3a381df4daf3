"""Pages of a list by key: page one thousand costs what page one costs, and nothing is skipped or seen twice."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from colonnade.portal.api.filters import Paging
from colonnade.portal.api.opening import Unanswerable

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
AnyModel = TypeVar("AnyModel", bound=Model)


def cursor(*key: int | datetime) -> str:
    """A place in a list, for nobody to read."""
    plain = [each.astimezone(UTC).isoformat() if isinstance(each, datetime) else each for each in key]
    return urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def key_of(text: str) -> int:
    """The id behind a cursor of a list in order of ids."""
    match _opened(text):
        case [int(key)] if key is not True and key is not False:
            return key
    raise _wrong_cursor()


def change_of(text: str) -> tuple[datetime, int]:
    """The moment and the id behind a cursor of a list in order of change."""
    match _opened(text):
        case [str(moment), int(key)]:
            try:
                return datetime.fromisoformat(moment), key
            except ValueError as error:
                raise _wrong_cursor() from error
    raise _wrong_cursor()


def by_id(rows: QuerySet[AnyModel], paging: Paging) -> QuerySet[AnyModel]:
    """The rows of one page in order of ids, and one more to know whether there is another page."""
    if paging.cursor:
        rows = rows.filter(id__gt=key_of(paging.cursor))
    return rows.order_by("id")[: paging.limit + 1]


def by_change(rows: QuerySet[AnyModel], paging: Paging, since: datetime) -> QuerySet[AnyModel]:
    """The rows of one page in order of change."""
    if paging.cursor:
        moment, key = change_of(paging.cursor)
        later = Q(modified_at__gt=moment) | Q(modified_at=moment, id__gt=key)
        rows = rows.filter(later, modified_at__gte=max(moment, since))
    else:
        rows = rows.filter(modified_at__gte=since)
    return rows.order_by("modified_at", "id")[: paging.limit]


def onward(request: HttpRequest, place: str | None) -> str | None:
    """Address of the page that begins after ``place``."""
    if place is None:
        return None
    parameters = request.GET.copy()
    parameters["cursor"] = place
    return f"{settings.BASE_URL}{request.path}?{parameters.urlencode()}"


def page(
    request: HttpRequest, found: list[dict[str, Any]], items: list[dict[str, Any]], limit: int
) -> dict[str, Any]:
    """A page in order of ids; ``found`` are its rows with their ``pk``, one more than fit where there is another page."""
    has_more = len(found) > limit
    return {"items": items, "next": onward(request, cursor(found[limit - 1]["pk"]) if has_more else None)}


def known_parameters_only(request: HttpRequest, filters: Paging) -> None:
    """Refuse a filter we do not have: silently leaving it out would answer another question."""
    known = {field.alias or name for name, field in type(filters).model_fields.items()}
    if strange := sorted(set(request.GET) - known):
        raise Unanswerable(
            f"Unknown parameters: {', '.join(strange)[:200]}. Known are: {', '.join(sorted(known))}.",
            "unknown_parameter",
        )


def _opened(text: str) -> Any:
    try:
        return orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, Base64Error):
        return None


def _wrong_cursor() -> Unanswerable:
    return Unanswerable(
        "This cursor is not one of ours. Start again without it, and take the next one from `next`.",
        "invalid_cursor",
    )
