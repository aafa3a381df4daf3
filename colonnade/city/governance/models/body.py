"""Councils and working groups, and who sits in them for how long."""

import uuid

from django.db import models

from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.vocabulary.participation import BodyKind, SeatRole
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose


class Body(models.Model):
    """A group that meets and decides: the council, a steering group, a working group."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=16, choices=BodyKind)
    names = models.JSONField(default=dict, help_text="language map")
    mandates = models.JSONField(default=dict, help_text="language map: what it is for and what it may decide")
    founded_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    quorum = models.PositiveSmallIntegerField(
        null=True, help_text="how many members must be present so that it can decide; observers do not count"
    )
    term_months = models.PositiveSmallIntegerField(null=True, help_text="how long a seat is held")
    is_public = models.BooleanField(default=True)

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(founded_on__isnull=True)
                | models.Q(dissolved_on__isnull=True)
                | models.Q(dissolved_on__gte=models.F("founded_on")),
                name="a_body_is_dissolved_after_it_was_founded",
            ),
            models.CheckConstraint(
                condition=models.Q(quorum__isnull=True) | models.Q(quorum__gte=1),
                name="a_quorum_is_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Text:
        """The name in the reader's language."""
        return choose(self.names, default=self.territory.default_language)

    @property
    def mandate(self) -> Text:
        """What it is for, in the reader's language."""
        return choose(self.mandates, default=self.territory.default_language)


class Seat(models.Model):
    """Who sits in a body, and until when. Seats that are over stay, as its history."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, help_text="end of the term; empty where none was set")

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "stakeholder"],
                condition=models.Q(until__isnull=True),
                name="nobody_sits_twice_in_a_body",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_term_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["until"], name="seats_by_end_of_term")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.stakeholder_id}"

    @property
    def territory(self) -> Territory:
        """The city whose body it is."""
        return self.body.territory
