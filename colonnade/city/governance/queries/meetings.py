"""Bodies, their members and meetings, decisions, and what waits for whom."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from colonnade.city.governance.models.body import Body, Seat
from colonnade.city.governance.models.meeting import Attendance, Decision, Meeting, Task
from colonnade.city.governance.vocabulary.participation import MeetingState, Presence
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.queries import places_where_allowed
from colonnade.plumbing.desks import DeskItem

# The value of rules.Permission.BODY_KEEP; rules stand above queries and cannot be asked from here.
BODY_KEEP = "governance:body:keep"
AHEAD, RUNS_OUT = timedelta(days=14), timedelta(days=60)


def bodies_of(territory: Territory, everything: bool) -> QuerySet[Body]:
    """Bodies that were not dissolved, with how many sit in them."""
    wanted = Q(territory=territory, dissolved_on__isnull=True)
    if not everything:
        wanted &= Q(is_public=True)
    seated = Count("seats", filter=Q(seats__until__isnull=True) | Q(seats__until__gte=timezone.localdate()))
    return (
        Body.objects.filter(wanted)
        .select_related("territory")
        .annotate(members=seated)
        .order_by("kind", "pk")
    )


def body_called(territory: Territory, uuid: UUID, everything: bool) -> Body | None:
    """One body, where it may be seen."""
    return bodies_of(territory, everything).filter(uuid=uuid).first()


def seats_of(body: Body, on: date) -> QuerySet[Seat]:
    """Who sits in a body on a day, the chair first."""
    present = Seat.objects.filter(Q(until__isnull=True) | Q(until__gte=on), body=body, since__lte=on)
    return present.select_related("stakeholder").order_by("role", "stakeholder__name", "pk")


def meetings_of(territory: Territory, everything: bool, body: Body | None = None) -> QuerySet[Meeting]:
    """Meetings, newest first."""
    wanted = Q(territory=territory) if body is None else Q(body=body)
    if not everything:
        wanted &= Q(is_public=True, body__is_public=True)
    return (
        Meeting.objects.filter(wanted)
        .select_related("body__territory", "place")
        .order_by("-starts_at", "-pk")
    )


def meeting_called(territory: Territory, uuid: UUID, everything: bool) -> Meeting | None:
    """One meeting with its agenda, papers, decisions and tasks, where it may be seen."""
    found = meetings_of(territory, everything).filter(uuid=uuid)
    return found.prefetch_related(
        "agenda",
        "papers",
        "decisions",
        Prefetch("tasks", Task.objects.select_related("owner", "owner_stakeholder").order_by("due_on", "pk")),
        Prefetch(
            "attendance", Attendance.objects.select_related("stakeholder").order_by("stakeholder__name")
        ),
    ).first()


def is_quorate(meeting: Meeting) -> bool | None:
    """Whether enough members came; ``None`` where no quorum is stated or nobody wrote down who came."""
    held = [each.presence for each in meeting.attendance.all()]
    if meeting.body.quorum is None or not held:
        return None
    return sum(each in {Presence.PRESENT, Presence.DEPUTY} for each in held) >= meeting.body.quorum


def decisions_of(territory: Territory, everything: bool, text: str = "") -> QuerySet[Decision]:
    """Decisions, newest first; ``text`` looks in their words."""
    wanted = Q(meeting__territory=territory)
    if not everything:
        wanted &= Q(meeting__is_public=True, meeting__body__is_public=True)
    if text:
        wanted &= Q(text__icontains=text)
    return (
        Decision.objects.filter(wanted)
        .select_related("meeting__body__territory")
        .order_by("-decided_on", "-pk")
    )


def calendar_of(meetings: list[Meeting], base_url: str) -> bytes:
    """Meetings as an iCalendar file (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Colonnade//EN")
    calendar.add("version", "2.0")
    for meeting in meetings:
        event = Event()
        event.add("uid", f"{meeting.uuid}@colonnade")
        event.add("dtstamp", meeting.made_at)
        event.add("dtstart", meeting.starts_at)
        if meeting.ends_at:
            event.add("dtend", meeting.ends_at)
        event.add("summary", f"{meeting.body.name}: {meeting.title}")
        where = ", ".join(filter(None, (str(meeting.place.name) if meeting.place else "", meeting.where)))
        if where:
            event.add("location", where)
        event.add(
            "url", base_url + reverse("governance:meeting", args=[meeting.territory.slug, meeting.uuid])
        )
        if meeting.state == MeetingState.CANCELLED:
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """Own open tasks, meetings of the next two weeks, and terms that run out for those who keep bodies."""
    today = timezone.localdate(at)
    return [*_tasks(person), *_meetings(person, at), *_terms(person, today)]


def _tasks(person: Person) -> list[DeskItem]:
    own = Task.objects.filter(owner=person, done_on__isnull=True).select_related("territory")
    return [
        DeskItem(
            title=_("%(task)s (%(city)s)") % {"task": task.text, "city": task.territory.name},
            url=reverse("governance:task", args=[task.territory.slug, task.uuid]),
            by_when=_end_of(task.due_on),
        )
        for task in own.order_by("due_on", "pk")
    ]


def _meetings(person: Person, at: datetime) -> list[DeskItem]:
    coming = Meeting.objects.filter(
        body__seats__stakeholder__person=person,
        state=MeetingState.PLANNED,
        starts_at__range=(at, at + AHEAD),
    )
    return [
        DeskItem(
            title=_("Meeting: %(body)s, %(title)s") % {"body": meeting.body.name, "title": meeting.title},
            url=reverse("governance:meeting", args=[meeting.territory.slug, meeting.uuid]),
            by_when=meeting.starts_at,
        )
        for meeting in coming.select_related("body__territory", "territory")
        .distinct()
        .order_by("starts_at", "pk")
    ]


def _terms(person: Person, today: date) -> list[DeskItem]:
    places = places_where_allowed(person, BODY_KEEP)
    ending = Seat.objects.filter(body__territory__uuid__in=places, until__range=(today, today + RUNS_OUT))
    return [
        DeskItem(
            title=_("A term ends: %(name)s, %(body)s")
            % {"name": seat.stakeholder.name, "body": seat.body.name},
            url=reverse("governance:body", args=[seat.body.territory.slug, seat.body.uuid]),
            by_when=_end_of(seat.until),
        )
        for seat in ending.select_related("stakeholder", "body__territory").order_by("until", "pk")
    ]


def _end_of(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
