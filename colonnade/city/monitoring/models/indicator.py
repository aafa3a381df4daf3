"""What is measured: an indicator of a framework, of another system, of the platform, or of the city itself."""

import uuid

from django.db import models

from colonnade.city.monitoring.vocabulary.observing import Direction
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose


class Indicator(models.Model):
    """One thing to measure. Those of frameworks are put in place from data by ``define_indicators``.

    ``scheme`` is the key of a framework (``gnlc-key-features-2013``), ``sdg``, ``platform``, or ``city`` for one
    that a city added for itself; only the last kind has a territory.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, related_name="indicators")
    scheme = models.CharField(max_length=80)
    code = models.CharField(max_length=80, help_text="KF4.2-a, 4-4-1, reach.B4 …")
    names = models.JSONField(default=dict, help_text="language map")
    definitions = models.JSONField(default=dict, help_text="language map")
    area = models.CharField(
        max_length=10, blank=True, help_text="area of the default framework it belongs to"
    )
    feature = models.CharField(max_length=20, blank=True, help_text="feature it belongs to")
    unit = models.CharField(
        max_length=120, blank=True, help_text="code of the framework's unit, or the unit as a source says it"
    )
    minimum = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.NONE)
    crosswalk = models.JSONField(default=list, help_text="list of {scheme, code, match}")
    metadata = models.JSONField(default=dict, help_text="what a source says about it, as it says it")
    is_retired = models.BooleanField(default=False)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                condition=models.Q(territory__isnull=True),
                name="one_indicator_per_scheme_and_code",
            ),
            models.UniqueConstraint(
                fields=["territory", "scheme", "code"],
                condition=models.Q(territory__isnull=False),
                name="one_indicator_of_a_city_per_code",
            ),
        ]
        indexes = [models.Index(fields=["feature"], name="indicators_of_a_feature")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"

    @property
    def name(self) -> Text:
        """The name in the reader's language; its code where nobody has named it."""
        return choose(self.names or {"und": self.code})

    @property
    def definition(self) -> Text:
        """The definition in the reader's language."""
        return choose(self.definitions)


class Target(models.Model):
    """What a city wants an indicator to become, from which baseline, by when."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    baseline = models.DecimalField(max_digits=24, decimal_places=6)
    baseline_year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    year = models.PositiveSmallIntegerField()
    steps = models.JSONField(
        default=list, help_text="trajectory: list of [year, value] between; empty: a straight line"
    )
    note = models.TextField(blank=True)
    set_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "indicator"], name="one_target_per_indicator_and_city"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gt=models.F("baseline_year")),
                name="a_target_lies_after_its_baseline",
            ),
            models.CheckConstraint(
                condition=~models.Q(value=models.F("baseline")), name="a_target_differs_from_its_baseline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.value} by {self.year}"
