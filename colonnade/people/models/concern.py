"""Somebody says that something published here is wrong or harmful."""

import uuid

from django.db import models

from colonnade.people.vocabulary import ConcernKind, ConcernState


class Concern(models.Model):
    """A report about anything with a page, from anybody; an account is not needed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thing_type = models.CharField(max_length=60, help_text="such as catalogue.opportunity")
    thing_id = models.UUIDField()
    thing_title = models.CharField(max_length=300, help_text="what it was called when reported")
    thing_url = models.CharField(max_length=500, blank=True, help_text="path of its page on this site")
    scope_id = models.UUIDField(null=True, help_text="the city whose team looks into it")
    kind = models.CharField(max_length=12, choices=ConcernKind)
    note = models.TextField(max_length=2000, blank=True)
    reply_to = models.EmailField(blank=True)
    language = models.CharField(
        max_length=35, default="en", help_text="BCP 47 tag of the language to answer in"
    )
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ConcernState, default=ConcernState.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)

    personal_data = {
        "reply_to": "only to answer the report; erased thirty days after it is closed",
        "note": "what somebody wrote; may name persons; erased with the reply address",
        "closed_by_id": "who closed it; kept as a plain number, which leads to no name after erasure",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ConcernState.OPEN, closed_at__isnull=True)
                | (~models.Q(state=ConcernState.OPEN) & models.Q(closed_at__isnull=False)),
                name="a_concern_is_open_or_says_when_it_was_closed",
            ),
        ]
        indexes = [models.Index(fields=["scope_id", "state", "-made_at"], name="concerns_waiting_in_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_type} {self.thing_id}"
