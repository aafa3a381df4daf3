"""What stands on the list behind a value: each record by its name, with the way to it, as far as the reader may see."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.queries.wishing import address
from colonnade.city.governance.models import (
    Action,
    BudgetLine,
    Commitment,
    Document,
    Meeting,
    Pledge,
    Resource,
    Stakeholder,
)
from colonnade.city.governance.vocabulary.participation import Sector
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.monitoring.queries.computing import number
from colonnade.city.monitoring.vocabulary.computing import RecordKind
from colonnade.city.profile.models import District, Place, Territory
from colonnade.people.models import Organisation
from colonnade.plumbing.languages import Text, language_name

Found = dict[str, tuple[Any, str]]  # key -> name, address
IN_FORCE = (PlanState.ADOPTED, PlanState.CLOSED)


@dataclass(frozen=True)
class Listed:
    """One record on the list. Without a name it is there and counted, but not for this reader to see."""

    name: Text | None
    url: str
    amount: str


def listed(territory: Territory, records: Sequence[Sequence[Any]], *, team: bool) -> list[Listed]:
    """Records by name, in the order of the list; each kind is looked up with one question.

    What is not public has a name only for the ``team``.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, key, _amount in records:
        by_kind.setdefault(kind, []).append(key)
    found = {
        kind: _FINDERS[kind](territory, keys, team) for kind, keys in by_kind.items() if kind in _FINDERS
    }
    language = get_language() or "en"
    rows = []
    for kind, key, amount in records:
        name, url = found.get(kind, {}).get(key, (None, ""))
        rows.append(Listed(_text(name), url, number(Decimal(str(amount)), language)))
    return rows


def _text(name: Any) -> Text | None:
    if name is None or isinstance(name, Text):
        return name
    return Text(str(name), "", False)


def _offers(territory: Territory, keys: list[str], team: bool) -> Found:
    rows = Opportunity.objects.filter(city=territory, uuid__in=keys).only("uuid", "title", "default_language")
    return {str(each.uuid): (each.heading, each.get_absolute_url()) for each in rows}


def _districts(territory: Territory, keys: list[str], team: bool) -> Found:
    here = reverse("catalogue:search")
    rows = District.objects.filter(territory=territory, code__in=keys).select_related("territory")
    return {
        each.code: (each.name, here + address([("city", territory.slug), ("district", str(each.pk))]))
        for each in rows
    }


def _languages(territory: Territory, keys: list[str], team: bool) -> Found:
    here, reader = reverse("catalogue:search"), get_language() or "en"
    return {
        key: (language_name(key, reader), here + address([("city", territory.slug), ("language", key)]))
        for key in keys
    }


def _places(territory: Territory, keys: list[str], team: bool) -> Found:
    rows = Place.objects.filter(territory=territory, uuid__in=keys)
    return {str(each.uuid): (each.name, "") for each in rows}


def _providers(territory: Territory, keys: list[str], team: bool) -> Found:
    here = reverse("catalogue:search")
    rows = Organisation.objects.filter(uuid__in=keys)
    return {
        str(each.uuid): (each.name, here + address([("city", territory.slug), ("provider", str(each.pk))]))
        for each in rows
    }


def _sectors(territory: Territory, keys: list[str], team: bool) -> Found:
    return {key: (Sector(key).label, "") for key in keys if key in Sector.values}


def _rows(
    model: type[Model], name: str, url: str, seen: Q | None = None, only_team: bool = False
) -> Callable[[Territory, list[str], bool], Found]:
    """A finder of rows that belong to a territory; ``seen`` are those that everybody may see."""

    def find(territory: Territory, keys: list[str], team: bool) -> Found:
        rows: QuerySet[Any] = model._default_manager.filter(territory=territory, uuid__in=keys)
        if not team and seen is not None:
            rows = rows.filter(seen)
        rows = rows.select_related("territory")
        led = bool(url) and (team or not only_team)
        return {
            str(each.uuid): (
                getattr(each, name),
                reverse(url, args=[territory.slug, each.uuid]) if led else "",
            )
            for each in rows
        }

    return find


_PUBLIC = Q(is_public=True)
_FINDERS: dict[str, Callable[[Territory, list[str], bool], Found]] = {
    RecordKind.OFFER.value: _offers,
    RecordKind.DISTRICT.value: _districts,
    RecordKind.LANGUAGE.value: _languages,
    RecordKind.PLACE.value: _places,
    RecordKind.PROVIDER.value: _providers,
    RecordKind.SECTOR.value: _sectors,
    RecordKind.COMMITMENT.value: _rows(Commitment, "text", "governance:commitment", _PUBLIC),
    RecordKind.MEETING.value: _rows(Meeting, "title", "governance:meeting", _PUBLIC),
    RecordKind.BUDGET_LINE.value: _rows(BudgetLine, "title", "governance:budget-line", only_team=True),
    RecordKind.RESOURCE.value: _rows(Resource, "title", "governance:resource", _PUBLIC),
    RecordKind.STAKEHOLDER.value: _rows(
        Stakeholder, "name", "governance:stakeholder", _PUBLIC, only_team=True
    ),
    RecordKind.PLEDGE.value: _rows(Pledge, "text", "governance:pledge", _PUBLIC),
    RecordKind.ACTION.value: _rows(Action, "title", "governance:action", Q(goal__plan__state__in=IN_FORCE)),
    RecordKind.DOCUMENT.value: _rows(Document, "title", "", _PUBLIC),
}


def kinds() -> Iterable[str]:
    """Every kind of record that can be shown."""
    return _FINDERS
