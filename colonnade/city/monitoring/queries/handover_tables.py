"""Which tables a hand-over pack holds, how a row is written into it, and how it is read back.

Every table of governance and monitoring that leads to a city is in the pack by itself, so that what is added later
is not forgotten. Left out is what cannot stand alone: rows that belong to somebody's account (scores, reviews), to a
text of ``drafting`` (reports go in as text), or to this installation (files that were brought, sums it made).
Places of a row are numbered from 1 in the pack, because primary keys mean nothing elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from colonnade.city.profile.models import Territory
from colonnade.people.models import Person

APPS = ("governance", "monitoring")
ALSO = ("profile.district", "profile.place")
LEFT_OUT = frozenset({"monitoring.batch", "monitoring.computation", "governance.budgetimport"})
PEOPLE_KEPT = frozenset(
    {"owner", "person"}
)  # who looks after something; who once typed it is not handed over

# What recognises a row that the other installation may have already.
NATURAL = {
    "profile.district": ("code",),
    "profile.place": ("match_key",),
    "governance.stakeholder": ("name",),
    "monitoring.datasource": ("name",),
    "monitoring.indicator": ("scheme", "code"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the pack. ``path`` leads from a row to its city; the rest are names of fields by kind."""

    name: str
    model: type[models.Model]
    path: str
    columns: tuple[str, ...]
    files: tuple[str, ...]
    cities: tuple[str, ...]
    people: tuple[str, ...]
    references: tuple[tuple[str, str], ...]  # field, name of the table it points to
    links: tuple[tuple[str, str], ...]  # the same for lists of others

    @property
    def part(self) -> str:
        """Where its rows are in the pack."""
        return f"data/{self.name}.jsonl"

    @property
    def natural(self) -> tuple[str, ...]:
        """The fields that recognise a row, if it has such."""
        return NATURAL.get(self.name, ())

    def has_uuid(self) -> bool:
        """Whether other systems know its rows by a uuid."""
        return "uuid" in self.columns


@cache
def tables() -> tuple[Table, ...]:
    """Every table of the pack, each after those it points to wherever that is possible."""
    found = {name: model for name, model in _candidates() if name not in LEFT_OUT}
    while strays := [name for name, model in found.items() if not _stands_alone(model, found)]:
        for name in strays:
            del found[name]
    return tuple(_table(name, found[name], found) for name in _ordered(found))


def rows_of(table: Table, territory: Territory) -> QuerySet[Any]:
    """The rows of a city, oldest first; of what cities share, those that the city uses."""
    held = table.model._default_manager.all()
    if table.name == "profile.place":
        wanted = Q(meetings__territory=territory) | Q(resources__territory=territory)
    elif table.name == "monitoring.indicator":
        wanted = (
            Q(territory=territory)
            | Q(pk__in=_used("monitoring.observation", "indicator", territory))
            | Q(pk__in=_used("monitoring.target", "indicator", territory))
        )
    elif table.name == "monitoring.datasource":
        wanted = Q(territory=territory) | Q(pk__in=_used("monitoring.observation", "source", territory))
    else:
        wanted = Q(**{table.path: territory})
    if table.name == "monitoring.evidence":
        wanted &= Q(withdrawn_at__isnull=True)
    return held.filter(wanted).distinct().order_by("pk")


def numbers_of(territory: Territory) -> dict[str, dict[int, int]]:
    """For every table of the pack the number of each row by primary key."""
    return {
        table.name: {
            pk: number for number, pk in enumerate(rows_of(table, territory).values_list("pk", flat=True), 1)
        }
        for table in tables()
    }


def written_rows(
    table: Table, territory: Territory, numbers: Mapping[str, Mapping[int, int]], emails: Mapping[int, str]
) -> Iterator[tuple[dict[str, Any], models.Model]]:
    """Each row as plain values, with the row itself; files are named and left to whoever packs them."""
    links = {field: _links(table, field, target, territory, numbers) for field, target in table.links}
    own = numbers[table.name]
    for row in rows_of(table, territory).iterator(chunk_size=2000):
        number = own[row.pk]
        yield (
            {
                "number": number,
                "fields": {name: _plain(getattr(row, name)) for name in table.columns},
                "is_ours": {name: getattr(row, f"{name}_id") is not None for name in table.cities},
                "people": {name: emails.get(getattr(row, f"{name}_id"), "") for name in table.people},
                "references": {
                    name: numbers[target].get(getattr(row, f"{name}_id")) for name, target in table.references
                },
                "links": {name: links[name].get(number, []) for name, _target in table.links},
                "files": {},
            },
            row,
        )


def emails_of(territory: Territory) -> dict[int, str]:
    """Addresses of the people who look after something in the city, by primary key."""
    wanted: set[int] = set()
    for table in tables():
        for name in table.people:
            wanted |= set(rows_of(table, territory).order_by().values_list(f"{name}_id", flat=True))
    return dict(Person.objects.filter(pk__in=wanted - {None}).values_list("pk", "email"))


def _candidates() -> Iterator[tuple[str, type[models.Model]]]:
    for label in ALSO:
        yield label, apps.get_model(label)
    for app in APPS:
        for model in sorted(apps.get_app_config(app).get_models(), key=lambda each: each._meta.label_lower):
            yield model._meta.label_lower, model


def _stands_alone(model: type[models.Model], found: Mapping[str, Any]) -> bool:
    """Whether everything a row cannot be without is in the pack, and a way leads to the city."""
    needed = [
        field
        for field in _pointers(model)
        if not field.null and field.related_model is not Territory and _label(field) not in found
    ]
    return not needed and bool(_path(model, found))


def _path(
    model: type[models.Model], found: Mapping[str, type[models.Model]], seen: tuple[str, ...] = ()
) -> str:
    """The shortest way of required pointers from a row to its city, written as the database is asked."""
    pointers = _pointers(model)
    if any(field.related_model is Territory for field in pointers):
        return next(field.name for field in pointers if field.related_model is Territory)
    for field in pointers:
        label = _label(field)
        known = not field.null and label in found and label not in seen
        if known and (further := _path(found[label], found, (*seen, label))):
            return f"{field.name}__{further}"
    return ""


def _ordered(found: Mapping[str, type[models.Model]]) -> list[str]:
    """Names of tables, each after those it points to; where they point at each other, required pointers win."""
    done: list[str] = []
    waiting = list(found)
    for only_required in (False, True):
        moved = True
        while moved:
            moved = False
            for name in list(waiting):
                needs = {
                    _label(field)
                    for field in _pointers(found[name])
                    if not (only_required and field.null) and _label(field) in found
                }
                if needs - {name} <= set(done):
                    done.append(name)
                    waiting.remove(name)
                    moved = True
    return done + waiting


def _table(name: str, model: type[models.Model], found: Mapping[str, type[models.Model]]) -> Table:
    plain, files, cities, people, references = [], [], [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if isinstance(field, models.FileField):
            files.append(field.name)
        elif not isinstance(field, models.ForeignKey):
            plain.append(field.name)
        elif field.related_model is Territory:
            cities.append(field.name)
        elif field.related_model is Person:
            people += [field.name] if field.name in PEOPLE_KEPT else []
        elif _label(field) in found:
            references.append((field.name, _label(field)))
    links = [(field.name, _label(field)) for field in model._meta.many_to_many if _label(field) in found]
    return Table(
        name=name,
        model=model,
        path=_path(model, found),
        columns=tuple(plain),
        files=tuple(files),
        cities=tuple(cities),
        people=tuple(people),
        references=tuple(references),
        links=tuple(links),
    )


def _pointers(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _label(field: Any) -> str:
    return str(field.related_model._meta.label_lower)


def _used(label: str, field: str, territory: Territory) -> QuerySet[Any]:
    held = apps.get_model(label)._default_manager.filter(territory=territory)
    return held.order_by().values_list(field, flat=True)


def _links(
    table: Table, field: str, target: str, territory: Territory, numbers: Mapping[str, Mapping[int, int]]
) -> dict[int, list[int]]:
    """For each row by its number, the numbers of the rows it is tied to."""
    found: dict[int, list[int]] = {}
    held = rows_of(table, territory).filter(**{f"{field}__isnull": False})
    for pk, other in held.order_by("pk", field).values_list("pk", field):
        if (number := numbers[target].get(other)) is not None:
            found.setdefault(numbers[table.name][pk], []).append(number)
    return {number: sorted(others) for number, others in found.items()}


def _plain(value: Any) -> Any:
    """A value as JSON holds it; moments, days and exact numbers become text."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
