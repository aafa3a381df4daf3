"""Setting up councils and groups, and filling their seats."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from colonnade.city.governance.models.body import Body, Seat
from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.languages import tag


class SitsAlready(Exception):
    """The stakeholder has a seat in that body at that time."""


@transaction.atomic
def keep_body(
    *,
    territory: Territory,
    language: str,
    name: str,
    mandate: str,
    by: Any,
    at: datetime,
    body: Body | None = None,
    **facts: Any,
) -> Body:
    """Set up a body, or change it; name and mandate in one language, the other languages stay."""
    permissions.require(by, Permission.BODY_KEEP, territory)
    language = tag(language)
    row = body or Body(territory=territory)
    row.names = {**row.names, language: name}
    row.mandates = {code: text for code, text in {**row.mandates, language: mandate}.items() if text}
    for field, value in facts.items():
        setattr(row, field, value)
    row.save()
    audit.record(by=by, verb=Permission.BODY_KEEP, thing=row, at=at, made=body is None, language=language)
    return row


@transaction.atomic
def seat_member(
    *, body: Body, stakeholder: Stakeholder, role: str, since: date, until: date | None, by: Any, at: datetime
) -> Seat:
    """Give a stakeholder a seat.

    :raises SitsAlready: the terms overlap with a seat they have.
    """
    permissions.require(by, Permission.BODY_KEEP, body)
    for seat in Seat.objects.filter(body=body, stakeholder=stakeholder):
        if (seat.until is None or seat.until >= since) and (until is None or seat.since <= until):
            raise SitsAlready(stakeholder.pk)
    seat = Seat.objects.create(body=body, stakeholder=stakeholder, role=role, since=since, until=until)
    audit.record(by=by, verb=Permission.BODY_KEEP, thing=body, at=at, seat=seat.pk, role=role)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, on: date, by: Any, at: datetime) -> Seat:
    """End a term; the seat stays in the history."""
    permissions.require(by, Permission.BODY_KEEP, seat.body)
    seat.until = max(on, seat.since)
    seat.save(update_fields=["until"])
    audit.record(
        by=by, verb=Permission.BODY_KEEP, thing=seat.body, at=at, seat=seat.pk, until=seat.until.isoformat()
    )
    return seat
