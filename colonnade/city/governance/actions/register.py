"""Keeping the register of who takes part, with their consent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from colonnade.city.governance.models import Stakeholder
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.participation import Sector
from colonnade.city.profile.models import District, Territory
from colonnade.people.models import Organisation, Person
from colonnade.plumbing import audit, permissions

KEPT = (
    "name", "sector", "is_individual", "organisation", "district", "person", "contact_name", "email", "phone",
    "consent_at", "consent_how", "is_public", "note", "joined_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StakeholderFacts:
    """What is written down about who takes part. A contact, and a person, needs ``consent_at``."""

    name: str
    sector: str = Sector.CIVIL_SOCIETY
    is_individual: bool = False
    organisation: Organisation | None = None
    district: District | None = None
    person: Person | None = None
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    consent_at: datetime | None = None
    consent_how: str = ""
    is_public: bool = False
    note: str = ""
    joined_on: date | None = None


class ConsentIsMissing(Exception):
    """A person, or somebody's contact, is kept only with consent."""


class NameIsTaken(Exception):
    """Somebody of that name is in the register already."""


@transaction.atomic
def keep_stakeholder(
    *,
    territory: Territory,
    facts: StakeholderFacts,
    by: Any,
    at: datetime,
    stakeholder: Stakeholder | None = None,
) -> Stakeholder:
    """Write somebody into the register, or change what stands there.

    :raises ConsentIsMissing: contact data, or a person, without consent.
    :raises NameIsTaken: the name stands in the register already.
    """
    permissions.require(by, Permission.REGISTER_KEEP, territory)
    needs = facts.is_individual or facts.contact_name or facts.email or facts.phone
    if needs and facts.consent_at is None:
        raise ConsentIsMissing(facts.name)
    others = Stakeholder.objects.filter(territory=territory, name=facts.name)
    if (others.exclude(pk=stakeholder.pk) if stakeholder else others).exists():
        raise NameIsTaken(facts.name)
    made = stakeholder is None
    row = stakeholder or Stakeholder(territory=territory, created_at=at)
    for field in KEPT:
        setattr(row, field, getattr(facts, field))
    row.save()
    audit.record(by=by, verb=Permission.REGISTER_KEEP, thing=row, at=at, made=made, sector=row.sector)
    return row


@transaction.atomic
def leave_register(*, stakeholder: Stakeholder, on: date, by: Any, at: datetime) -> Stakeholder:
    """Somebody no longer takes part: the name stays for past years, the contact goes."""
    permissions.require(by, Permission.REGISTER_KEEP, stakeholder)
    stakeholder.left_on = on
    stakeholder.contact_name = stakeholder.email = stakeholder.phone = ""
    stakeholder.person = None
    stakeholder.save(update_fields=["left_on", "contact_name", "email", "phone", "person"])
    audit.record(by=by, verb=Permission.REGISTER_KEEP, thing=stakeholder, at=at, left=on.isoformat())
    return stakeholder


@transaction.atomic
def erase_stakeholder(*, stakeholder: Stakeholder, by: Any, at: datetime) -> None:
    """Take somebody out of the register with everything kept about them, as they may ask."""
    permissions.require(by, Permission.REGISTER_KEEP, stakeholder)
    audit.record(by=by, verb=Permission.REGISTER_KEEP, thing=stakeholder, at=at, erased=True)
    stakeholder.delete()
