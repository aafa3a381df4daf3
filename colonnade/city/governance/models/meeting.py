"""A meeting: agenda, papers, who came, what was decided, who does what next."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.governance.models.body import Body
from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.vocabulary.participation import MeetingState, Presence
from colonnade.city.profile.models import Place, Territory


class Meeting(models.Model):
    """A body meets."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    timezone = models.CharField(max_length=60, help_text="IANA zone people there live by")
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, related_name="meetings")
    where = models.CharField(max_length=300, blank=True, help_text="room or address, in words")
    online_url = models.URLField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    is_public = models.BooleanField(default=True)
    minutes = models.TextField(blank=True, help_text="Markdown")
    invited_at = models.DateTimeField(null=True, help_text="when the members were last invited by mail")
    made_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="a_meeting_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "starts_at"], name="meetings_of_a_city_by_time"),
            models.Index(fields=["body", "starts_at"], name="meetings_of_a_body_by_time"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One point of the agenda."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    minutes_planned = models.PositiveSmallIntegerField(null=True)
    presenter = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    personal_data = {
        "presenter": "who speaks to a point of a meeting; changed or erased by the team on request"
    }

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """Something to read for a meeting: a file kept here, an address elsewhere, or both."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="papers")
    title = models.CharField(max_length=300)
    upload = models.FileField(upload_to="papers", max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    is_public = models.BooleanField(default=False)

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(upload="", url=""),
                name="a_paper_is_a_file_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def territory(self) -> Territory:
        """The city whose meeting it is for."""
        return self.meeting.territory

    @property
    def body(self) -> Body:
        """The body that reads it."""
        return self.meeting.body


class Attendance(models.Model):
    """Whether a member came to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "stakeholder"], name="a_member_attends_a_meeting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.stakeholder_id}"


class Decision(models.Model):
    """What a body decided, numbered through the year of its body."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="decisions")
    number = models.CharField(max_length=20, help_text="such as 2026-07")
    text = models.TextField()
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    decided_on = models.DateField()
    areas = models.JSONField(default=list, help_text="codes of areas of the default framework")

    personal_data = None

    class Meta:
        indexes = [models.Index(fields=["-decided_on"], name="decisions_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def territory(self) -> Territory:
        """The city in which it was decided."""
        return self.meeting.territory


class Task(models.Model):
    """What somebody took on: it waits on their desk until it is done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="tasks")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="tasks")
    text = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="governance_tasks"
    )
    owner_stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, related_name="tasks"
    )
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_note = models.TextField(blank=True, help_text="what came of it")

    personal_data = {"owner": "who took it on; cleared when the account is erased"}

    class Meta:
        indexes = [
            models.Index(fields=["territory", "due_on"], name="tasks_of_a_city_by_due_date"),
            models.Index(fields=["owner", "done_on"], name="tasks_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
