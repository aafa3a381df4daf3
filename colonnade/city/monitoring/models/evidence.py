"""The dossier: one item of evidence serves every report."""

import uuid
from datetime import date

from django.db import models

from colonnade.city.monitoring.models.assessment import Agreement, Score
from colonnade.city.monitoring.models.observation import Observation
from colonnade.city.monitoring.vocabulary.evidence import EvidenceKind
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose


class Evidence(models.Model):
    """Something that backs a claim: a document, a link, data, a picture. Keyed by feature and by guideline area."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="evidence")
    titles = models.JSONField(default=dict, help_text="language map")
    summaries = models.JSONField(default=dict, help_text="language map")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    url = models.URLField(max_length=1000, blank=True)
    upload = models.FileField(upload_to="evidence/", max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True, help_text="as whoever brought it called it")
    content_type = models.CharField(max_length=100, blank=True, help_text="as its content says, not its name")
    size = models.PositiveIntegerField(default=0, help_text="bytes of the file")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file")
    issued_by = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField()
    stale_on = models.DateField(help_text="from this day on it no longer counts as fresh")
    features = models.JSONField(default=list, help_text="codes of features of the default framework")
    guidelines = models.JSONField(default=list, help_text="values of Guideline")
    is_public = models.BooleanField(default=False)
    observations = models.ManyToManyField(Observation, related_name="evidence")
    scores = models.ManyToManyField(Score, related_name="evidence")
    agreements = models.ManyToManyField(Agreement, related_name="evidence")
    withdrawn_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stale_on__gt=models.F("dated_on")),
                name="evidence_is_fresh_for_at_least_a_day",
            ),
        ]
        indexes = [models.Index(fields=["territory", "stale_on"], name="evidence_of_a_city")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles, default=self.territory.default_language)

    @property
    def summary(self) -> Text:
        """The summary in the reader's language."""
        return choose(self.summaries, default=self.territory.default_language)

    def is_stale(self, day: date) -> bool:
        """Whether it no longer counts as fresh on that day."""
        return day >= self.stale_on
