"""The audit trail: written once, never changed."""

from django.db import models


class Entry(models.Model):
    """One deed: who, when, what, to which thing."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(
        null=True, help_text="The person, as a plain number: the trail outlives accounts."
    )
    actor = models.CharField(
        max_length=200, blank=True, help_text="The command or schedule, when no person acted."
    )
    verb = models.CharField(max_length=100)
    thing_type = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    personal_data = {
        "person_id": "who acted; kept as evidence after erasure, when it no longer leads to a name"
    }

    class Meta:
        indexes = [
            models.Index(fields=["thing_type", "thing_id", "-at"], name="audit_of_a_thing"),
            models.Index(fields=["person_id", "-at"], name="audit_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.thing_type} {self.thing_id}"
