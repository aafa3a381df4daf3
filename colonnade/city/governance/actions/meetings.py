"""Calling a meeting, and writing down what came of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from colonnade.city.governance.events.participation import MeetingCalled, TaskGiven
from colonnade.city.governance.models.body import Body
from colonnade.city.governance.models.meeting import AgendaItem, Attendance, Decision, Meeting, Paper, Task
from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.participation import Presence
from colonnade.people.models import Person
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


class VotesDoNotAddUp(Exception):
    """More votes were counted than members were there."""


class AlreadyDone(Exception):
    """The task is done; there is nothing left to do."""


@transaction.atomic
def keep_meeting(
    *, body: Body, agenda: list[str], by: Any, at: datetime, meeting: Meeting | None = None, **facts: Any
) -> Meeting:
    """Call a meeting, or change it. ``agenda`` is one line a point. A new one announces ``MeetingCalled``."""
    permissions.require(by, Permission.MEETING_KEEP, body)
    row = meeting or Meeting(territory=body.territory, body=body, made_at=at)
    for field, value in facts.items():
        setattr(row, field, value)
    row.save()
    _set_agenda(row, agenda)
    audit.record(by=by, verb=Permission.MEETING_KEEP, thing=row, at=at, made=meeting is None, state=row.state)
    if meeting is None:
        announce(MeetingCalled(meeting_id=row.uuid, territory_id=body.territory.uuid))
    return row


@transaction.atomic
def add_paper(
    *, meeting: Meeting, title: str, url: str, upload: Any, is_public: bool, by: Any, at: datetime
) -> Paper:
    """Put a paper to a meeting: an address, or a file."""
    permissions.require(by, Permission.MEETING_KEEP, meeting)
    paper = Paper(meeting=meeting, title=title, url=url, is_public=is_public)
    if upload:
        paper.upload.save(upload.name, upload, save=False)
    paper.save()
    audit.record(by=by, verb=Permission.MEETING_KEEP, thing=meeting, at=at, paper=str(paper.uuid))
    return paper


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, minutes: str, state: str, presence: dict[int, str], by: Any, at: datetime
) -> Meeting:
    """Write minutes and who came; ``presence`` maps primary keys of stakeholders to :class:`Presence`."""
    permissions.require(by, Permission.MEETING_KEEP, meeting)
    meeting.minutes, meeting.state = minutes, state
    meeting.save(update_fields=["minutes", "state"])
    for pk, value in presence.items():
        if value:
            Attendance.objects.update_or_create(
                meeting=meeting, stakeholder_id=pk, defaults={"presence": value}
            )
        else:
            Attendance.objects.filter(meeting=meeting, stakeholder_id=pk).delete()
    audit.record(
        by=by, verb=Permission.MEETING_KEEP, thing=meeting, at=at, state=state, counted=len(presence)
    )
    return meeting


@transaction.atomic
def record_decision(
    *,
    meeting: Meeting,
    text: str,
    by: Any,
    at: datetime,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstained: int | None = None,
) -> Decision:
    """Write down a decision; it gets the next number of the body's year.

    :raises VotesDoNotAddUp: more votes than members who were there, where attendance is known.
    """
    permissions.require(by, Permission.MEETING_KEEP, meeting)
    votes = [each for each in (votes_for, votes_against, abstained) if each is not None]
    there = meeting.attendance.filter(presence__in=[Presence.PRESENT, Presence.DEPUTY]).count()
    if votes and there and sum(votes) > there:
        raise VotesDoNotAddUp(f"{sum(votes)} of {there}")
    decided_on = timezone.localdate(meeting.starts_at)
    before = Decision.objects.filter(
        meeting__body=meeting.body, number__startswith=f"{decided_on.year}-"
    ).count()
    decision = Decision.objects.create(
        meeting=meeting,
        number=f"{decided_on.year}-{before + 1:02}",
        text=text,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        decided_on=decided_on,
    )
    audit.record(by=by, verb=Permission.MEETING_KEEP, thing=decision, at=at, number=decision.number)
    return decision


@transaction.atomic
def give_task(
    *,
    meeting: Meeting,
    text: str,
    by: Any,
    at: datetime,
    owner: Person | None = None,
    owner_stakeholder: Stakeholder | None = None,
    due_on: date | None = None,
) -> Task:
    """Give somebody something to do; it stands on their desk until it is done. Announces ``TaskGiven``."""
    permissions.require(by, Permission.MEETING_KEEP, meeting)
    if owner is None and owner_stakeholder is not None:
        owner = owner_stakeholder.person
    task = Task.objects.create(
        territory=meeting.territory,
        meeting=meeting,
        text=text,
        owner=owner,
        owner_stakeholder=owner_stakeholder,
        due_on=due_on,
    )
    audit.record(by=by, verb=Permission.MEETING_KEEP, thing=task, at=at)
    announce(TaskGiven(task_id=task.uuid, person_id=owner.pk if owner else None))
    return task


@transaction.atomic
def finish_task(*, task: Task, note: str, on: date, by: Any, at: datetime) -> Task:
    """Say that a task is done, and how.

    :raises AlreadyDone: it was done before.
    """
    permissions.require(by, Permission.TASK_FINISH, task)
    if task.done_on:
        raise AlreadyDone(task.pk)
    task.done_on, task.done_note = on, note
    task.save(update_fields=["done_on", "done_note"])
    audit.record(by=by, verb=Permission.TASK_FINISH, thing=task, at=at)
    return task


def _set_agenda(meeting: Meeting, lines: list[str]) -> None:
    """Keep the points that stay, in their new order; what is gone is gone."""
    wanted = [line.strip()[:300] for line in lines if line.strip()]
    held = {item.title: item for item in meeting.agenda.all()}
    for position, title in enumerate(wanted, 1):
        item = held.pop(title, None)
        if item is None:
            AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        elif item.position != position:
            item.position = position
            item.save(update_fields=["position"])
    AgendaItem.objects.filter(pk__in=[item.pk for item in held.values()]).delete()
