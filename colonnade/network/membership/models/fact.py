"""What a source says about the past of cities and of a network. Conflicting facts stand beside each other."""

import uuid

from django.db import models

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Network
from colonnade.network.membership.vocabulary.members import Evidence, FactKind
from colonnade.plumbing.languages import Text, choose


class Fact(models.Model):
    """One sentence of one source: who, what, when, how many.

    ``year``, ``month`` and ``day`` are as exact as the source is; what it does not say stays empty.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="recorded_facts")
    kind = models.CharField(max_length=12, choices=FactKind)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, related_name="facts")
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=80, blank=True, help_text="such as learning-city-award, iclc-3")
    titles = models.JSONField(
        default=dict, help_text="language map: theme, name of a document, city as named"
    )
    details = models.JSONField(default=dict, help_text="plain values: cities, countries, participants …")
    source = models.CharField(max_length=1000, blank=True, help_text="address, or what was read")
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.VERIFIED)
    match_key = models.CharField(
        max_length=300, help_text="kind, place and day folded, so that an import twice changes nothing"
    )

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "match_key"], name="one_fact_per_source_and_day"),
            models.CheckConstraint(
                condition=models.Q(month__isnull=True) | models.Q(month__gte=1, month__lte=12),
                name="a_fact_has_a_month_of_the_calendar",
            ),
        ]
        indexes = [models.Index(fields=["network", "kind", "year"], name="facts_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year or '?'} {self.territory_id or ''}"

    @property
    def title(self) -> Text:
        """What the source calls it, in the reader's language."""
        return choose(self.titles)
