"""What a learning city is made of, with its names in every language there is."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from colonnade.plumbing.languages import tag
from colonnade.portal.api import paging, schemas
from colonnade.portal.api.addresses import href
from colonnade.portal.api.filters import Paging
from colonnade.portal.api.opening import Unanswerable, answer
from colonnade.temple.queries import Area, Feature, Framework, Indicator, default_framework, frameworks
from colonnade.temple.queries.shelf import texts

router = Router(tags=["Frameworks"])
Errors = schemas.ErrorAnswer
Names = dict[str, dict[str, str]]


@router.get(
    "/frameworks",
    response={200: schemas.Page[schemas.FrameworkRef], 400: Errors, 422: Errors},
    summary="List frameworks",
    operation_id="list_frameworks",
)
def list_frameworks(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Every framework in every version; the one a learning city is drawn with first."""
    paging.known_parameters_only(request, filters)
    first = paging.key_of(filters.cursor) if filters.cursor else 0
    shelf = frameworks()
    after = first + filters.limit
    items = [_short(each, _names(each.key)) for each in shelf[first:after]]
    return answer(
        {"items": items, "next": paging.onward(request, paging.cursor(after) if after < len(shelf) else None)}
    )


@router.get(
    "/frameworks/{id}",
    response={200: schemas.Framework, 404: Errors},
    summary="One framework with all its parts",
    operation_id="read_framework",
)
def read_framework(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """By code and version, or by its code alone: then the newest version."""
    for each in frameworks():
        if id in (each.key, each.code):
            return answer(_whole(each))
    raise Unanswerable("There is no framework with this identifier.", "not_found", 404)


@router.get(
    "/framework",
    response={200: schemas.Framework, 404: Errors},
    summary="The framework of learning cities, with all its parts",
    operation_id="read_default_framework",
)
def read_default_framework(request: HttpRequest) -> HttpResponse:
    """The one the temple is drawn from; others are in the list of frameworks."""
    return answer(_whole(default_framework()))


@lru_cache(maxsize=16)
def _names(key: str) -> Names:
    """Path to language map."""
    found: Names = {}
    for code, paths in texts(key).items():
        for path, text in paths.items():
            found.setdefault(path, {})[tag(code)] = text
    return found


def _short(framework: Framework, names: Names) -> dict[str, Any]:
    return {
        "id": framework.key,
        "href": href("frameworks", framework.key),
        "code": framework.code,
        "version": framework.version,
        "name": names.get("framework.name", {}),
        "publisher": framework.publisher,
        "issued": framework.issued,
        "source_url": framework.source_url,
        "licence_note": framework.licence_note,
    }


def _whole(framework: Framework) -> dict[str, Any]:
    names = _names(framework.key)
    return {
        **_short(framework, names),
        "wording_note": framework.wording_note,
        "notes": list(framework.notes),
        "units": [
            {
                "code": unit.code,
                "name": names.get(f"units.{unit.code}", {}),
                "minimum": unit.minimum,
                "maximum": unit.maximum,
            }
            for unit in framework.units
        ],
        "areas": [_area(area, names) for area in framework.areas],
    }


def _area(area: Area, names: Names) -> dict[str, Any]:
    return {
        "code": area.code,
        "kind": area.kind.value,
        "letter": area.letter or None,
        "name": names.get(f"areas.{area.code}.name", {}),
        "plain": names.get(f"areas.{area.code}.plain", {}),
        "features": [_feature(feature, names) for feature in area.features],
    }


def _feature(feature: Feature, names: Names) -> dict[str, Any]:
    return {
        "code": feature.code,
        "name": names.get(f"features.{feature.code}.name", {}),
        "plain": names.get(f"features.{feature.code}.plain", {}),
        "confidence": feature.confidence.name.lower(),
        "wording": feature.wording.value,
        "indicators": [_indicator(indicator, names) for indicator in feature.indicators],
    }


def _indicator(indicator: Indicator, names: Names) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "name": names.get(f"indicators.{indicator.code}.name", {}),
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "source_kind": indicator.source_kind.value,
        "confidence": indicator.confidence.name.lower(),
        "wording": indicator.wording.value,
        "crosswalk": [
            {
                "scheme": each.scheme.value,
                "code": each.code,
                "match": each.match.value,
                "edition": each.edition,
            }
            for each in indicator.crosswalk
        ],
    }
