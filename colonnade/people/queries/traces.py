"""Everything kept about a person, wherever it is kept: found by what each model declares.

A model says in ``personal_data`` which of its columns are somebody's. Rows are recognised as a person's by
a foreign key to them, by their plain number in a declared ``…person_id`` or ``…_by_id`` column, or by one
of their own addresses in a declared e-mail column. Modules above need to do nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import EmailField, ForeignKey, IntegerField, Model, Q, QuerySet

from colonnade.people.models import Person
from colonnade.people.queries.persons import addresses_of

# What libraries keep and cannot declare themselves.
_ELSEWHERE: dict[str, dict[str, str]] = {
    "account.emailaddress": {"email": "to sign in and to be written to; erased with the account"},
    "mfa.authenticator": {"data": "passkey or second factor, never exported; erased with the account"},
    "usersessions.usersession": {
        "ip": "shown to you, to recognise a stranger's sign-in; erased with the session",
        "user_agent": "shown to you, to recognise a stranger's sign-in; erased with the session",
    },
}
_SECRETS = {
    "people.person": {"password"},
    "mfa.authenticator": {"data"},
    "usersessions.usersession": {"session_key", "data"},
}


@dataclass(frozen=True)
class Trace:
    """The rows of one table that are about a person, and the columns by which they were recognised."""

    model: type[Model]
    declared: dict[str, str]
    keys: tuple[str, ...]
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]

    def rows(self, person: Person, own: list[str]) -> QuerySet[Any]:
        """Rows recognised in any way."""
        about = Q(pk=person.pk) if self.model is Person else Q(pk__in=[])
        for name in (*self.keys, *self.numbers):
            about |= Q(**{name: person.pk})
        return self.model._default_manager.filter(about | self._addressed(own)).order_by("pk")

    def addressed_rows(self, own: list[str]) -> QuerySet[Any]:
        """Rows that carry one of the person's own addresses."""
        return self.model._default_manager.filter(self._addressed(own)).order_by("pk")

    def _addressed(self, own: list[str]) -> Q:
        found = Q(pk__in=[])
        for name in self.addresses:
            for address in own:
                found |= Q(**{f"{name}__iexact": address})
        return found


def traces_of() -> Iterator[Trace]:
    """Every table that may hold something about a person, in the order of the apps."""
    for model in apps.get_models(include_auto_created=True):
        declared = getattr(model, "personal_data", None) or _ELSEWHERE.get(model._meta.label_lower, {})
        fields = model._meta.concrete_fields
        keys = tuple(f.attname for f in fields if isinstance(f, ForeignKey) and f.related_model is Person)
        numbers = tuple(f.name for f in fields if f.name in declared and _is_number_of_person(f))
        addresses = tuple(f.name for f in fields if f.name in declared and isinstance(f, EmailField))
        if model is Person or keys or numbers or addresses:
            yield Trace(model, declared, keys, numbers, addresses)


def export_person(person: Person) -> dict[str, Any]:
    """Everything kept about a person, ready for JSON: one entry per table, with the reason for keeping it.

    Secrets, other people's addresses and references to other people are left out.
    """
    own = addresses_of(person)
    tables = []
    for trace in traces_of():
        rows = [_plain(row, trace, person, own) for row in trace.rows(person, own)]
        if rows:
            tables.append({"table": trace.model._meta.label_lower, "why": trace.declared, "rows": rows})
    return {"person": str(person.uuid), "tables": tables}


def _is_number_of_person(field: Any) -> bool:
    return isinstance(field, IntegerField) and field.name.endswith(("person_id", "_by_id"))


def _plain(row: Any, trace: Trace, person: Person, own: list[str]) -> dict[str, Any]:
    secret = _SECRETS.get(trace.model._meta.label_lower, set())
    values = {}
    for field in trace.model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in secret or field.name.endswith("_hash"):
            continue
        if field.attname in (*trace.keys, *trace.numbers) and value != person.pk:
            continue
        if isinstance(field, EmailField) and str(value).lower() not in (*own, ""):
            continue
        values[field.name] = (
            value if value is None or isinstance(value, bool | int | float | dict | list) else str(value)
        )
    return values
