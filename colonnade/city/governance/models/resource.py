"""What a city can draw on besides money: shared resources, needs, and what people and organisations have promised."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.governance.models.plan import Action
from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.vocabulary.resources import (
    OPEN_STATUSES,
    SHARED_KINDS,
    CommitmentStatus,
    GiftKind,
    ResourceState,
)
from colonnade.city.profile.models import Place, Territory


class Resource(models.Model):
    """A room, a machine, hours or a talent that somebody shares for learning."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=16, choices=SHARED_KINDS)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ResourceState, default=ResourceState.SHARED)
    offered_by = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, related_name="resources"
    )
    offered_here_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="offered_resources",
        help_text="who filled in the public form",
    )
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, related_name="resources")
    quantity = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, help_text="how much in all; null: no limit was stated"
    )
    unit = models.CharField(max_length=40, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    conditions = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    withdrawn_on = models.DateField(null=True)
    answer = models.TextField(blank=True, help_text="what the team wrote to whoever offered it")
    created_at = models.DateTimeField()

    personal_data = {"offered_here_by": "who offered it; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="a_shared_quantity_is_more_than_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="a_resource_is_shared_until_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["territory", "state", "kind"], name="resources_of_a_city")]

    def __str__(self) -> str:
        return self.title


class ResourceUse(models.Model):
    """Once a shared resource was used. Together the uses never exceed what was offered."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses")
    used_on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    used_for = models.CharField(max_length=300)
    used_by = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, related_name="used_resources"
    )

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="a_used_quantity_is_more_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.used_on} {self.used_for}"


class Need(models.Model):
    """Something the learning city lacks. Met once what was promised for it and kept reaches the quantity."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=16, choices=GiftKind)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    quantity = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, help_text="null: one is enough"
    )
    unit = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, for money")
    needed_by = models.DateField(null=True)
    area = models.CharField(max_length=8, blank=True, help_text="code of an area of the default framework")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="needs")
    met_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    is_public = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="a_needed_quantity_is_more_than_nothing",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=GiftKind.MONEY)
                | models.Q(quantity__isnull=True)
                | ~models.Q(currency=""),
                name="needed_money_has_a_currency",
            ),
        ]
        indexes = [models.Index(fields=["territory", "kind"], name="needs_of_a_city")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.met_on is None and self.withdrawn_on is None


class Commitment(models.Model):
    """What an organisation or a person has promised for the learning city, and what became of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="commitments")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, related_name="commitments"
    )
    name = models.CharField(
        max_length=200, blank=True, help_text="of somebody who is not in the register; else empty"
    )
    text = models.TextField()
    kind = models.CharField(max_length=16, choices=GiftKind)
    quantity = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    unit = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, for money")
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=9, choices=CommitmentStatus, default=CommitmentStatus.OFFERED)
    evidence_url = models.URLField(max_length=1000, blank=True)
    evidence_note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, related_name="commitments")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="commitments")
    feature = models.CharField(
        max_length=10, blank=True, help_text="code of a feature of the default framework"
    )
    modified_at = models.DateTimeField()

    personal_data = {"name": "who promised, where they are in no register; erased on request"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="a_promised_quantity_is_more_than_nothing",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=GiftKind.MONEY)
                | models.Q(quantity__isnull=True)
                | ~models.Q(currency=""),
                name="promised_money_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "status", "due_on"], name="commitments_by_due_date"),
            models.Index(fields=["stakeholder", "status"], name="commitments_of_a_giver"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in OPEN_STATUSES


class CommitmentStep(models.Model):
    """What was said about a commitment, when and by which side. Never changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=9, choices=CommitmentStatus)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    is_from_giver = models.BooleanField(default=False, help_text="said by who promised, not by the team")

    personal_data = None

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.status}"
