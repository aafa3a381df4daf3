"""A call: its dated stages, its rules, quotas and criteria as data, and the questions it asks."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse

from colonnade.network.charter.models.network import Network
from colonnade.network.charter.vocabulary.calls import CallKind, CallState, StageKind
from colonnade.plumbing.languages import Text, choose


class Call(models.Model):
    """An invitation to cities to hand something in by a day.

    ``rules``: ``[{"kind": RuleKind, "severity": Severity, …}]``; ``quotas``: ``[{"per": Per, "stage":
    "ENDORSEMENT" | "DECISION", "most": int}]``; ``criteria``: ``[{"code", "titles": {…}, "weight": number}]``;
    ``scale``: ``{"min": 0, "max": 5, "labels": {"0": {…}}}``. Their shapes are checked by the actions that keep them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=CallKind)
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    titles = models.JSONField(default=dict, help_text="language map")
    abouts = models.JSONField(default=dict, help_text="language map, Markdown: guidance for applicants")
    timezone = models.CharField(max_length=60, default="UTC", help_text="IANA zone of its clock")
    rules = models.JSONField(default=list)
    quotas = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    scale = models.JSONField(default=dict)
    reviews_each = models.PositiveSmallIntegerField(default=2, help_text="reviewers for each application")
    needs_commission = models.BooleanField(default=True, help_text="a National Commission endorses first")
    needs_signature = models.BooleanField(default=True, help_text="a mayor signs before it is handed in")
    is_blind = models.BooleanField(default=False, help_text="reviewers do not see each other before scoring")
    is_record = models.BooleanField(
        default=False, help_text="a call of the past, kept as a sourced record; nobody can apply"
    )
    facts = models.JSONField(
        default=list, help_text='of a record: [{"texts": {…}, "source": url, "evidence": "V|P|I"}]'
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    published_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "slug"], name="one_call_per_address_and_network"),
        ]
        indexes = [models.Index(fields=["kind", "state"], name="calls_of_a_kind")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Address of the call's page in the active language."""
        return reverse("charter:call", args=[self.network.slug, self.slug])

    @property
    def title(self) -> Text:
        """What the call is called, in the reader's language."""
        return choose(self.titles)

    @property
    def about(self) -> Text:
        """Guidance for applicants, in the reader's language."""
        return choose(self.abouts)

    @property
    def zone(self) -> ZoneInfo:
        """The clock its deadlines are stated in."""
        return ZoneInfo(self.timezone)


class Stage(models.Model):
    """A dated part of a call. An unknown beginning or end is left open, never guessed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=12, choices=StageKind)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True, help_text="the last moment that still counts")

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "kind"], name="one_stage_of_a_kind_per_call"),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gte=models.F("opens_at")),
                name="a_stage_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.kind}"


class Extension(models.Model):
    """A stage was made longer: from when to when, by whom and why. Never changed afterwards."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="extensions")
    closed_at = models.DateTimeField(null=True, help_text="the end before")
    closes_at = models.DateTimeField(help_text="the end after")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    personal_data = {"by": "who extended it, for the audit"}

    def __str__(self) -> str:
        return f"{self.stage_id} until {self.closes_at:%Y-%m-%d}"


class Questionnaire(models.Model):
    """The questions of a call, as one version of data. A new version leaves given answers where they are.

    The shape of ``definition`` is told in ``vocabulary.questions``.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questionnaires")
    version = models.PositiveIntegerField()
    definition: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    personal_data = {"made_by": "who wrote the questions"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "version"], name="one_questionnaire_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} v{self.version}"
