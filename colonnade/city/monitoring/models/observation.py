"""A figure with everything that makes it a fact: of what, where, when, from whom, how sure."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.monitoring.models.indicator import Indicator
from colonnade.city.monitoring.vocabulary.observing import WITHOUT_VALUE, BatchState, SourceKind, Status, Sure
from colonnade.city.profile.models import District, Territory


class DataSource(models.Model):
    """Where figures come from. Two sources that disagree are both kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, related_name="data_sources")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=SourceKind)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    licence = models.CharField(max_length=200, blank=True)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "name"],
                condition=models.Q(territory__isnull=False),
                name="one_data_source_per_name_and_city",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(territory__isnull=True),
                name="one_data_source_of_all_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One file of figures: what was read in it, and what became of every row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="batches")
    source = models.ForeignKey(DataSource, on_delete=models.SET_NULL, null=True, related_name="batches")
    name = models.CharField(max_length=300, help_text="name of the file")
    format = models.CharField(max_length=40, blank=True)
    upload = models.FileField(upload_to="figures/", max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file")
    options = models.JSONField(
        default=dict, help_text="what whoever brought it said of it, and its description"
    )
    state = models.CharField(max_length=10, choices=BatchState)
    reason = models.TextField(blank=True, help_text="why the whole file was refused")
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list, help_text="list of {where, code, details, excerpt, warning}")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    personal_data = {"made_by": "who brought the file; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="LOADED")
                | models.Q(
                    read=models.F("created")
                    + models.F("corrected")
                    + models.F("unchanged")
                    + models.F("rejected")
                ),
                name="every_row_of_a_file_is_accounted_for",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One value of one indicator for one place and period from one source. A correction is a new version.

    ``value`` is exact; ``dimensions`` names the breakdown ({"Sex": "Female"}), ``key`` is its canonical text, empty
    for the total. ``is_headline`` marks what stands for the whole city: no breakdown, no district, no series.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="observations")
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="observations")
    source = models.ForeignKey(DataSource, on_delete=models.RESTRICT, related_name="observations")
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="observations")
    series = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=40, help_text="as the source writes it: 2019, 2012/13, 2019-Q3")
    starts_on = models.DateField()
    ends_on = models.DateField()
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, related_name="observations")
    area_code = models.CharField(max_length=40, blank=True, help_text="GeoCode as the source gives it")
    dimensions = models.JSONField(default=dict)
    key = models.CharField(
        max_length=500, blank=True, help_text="series, area and dimensions in canonical form"
    )
    is_headline = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=Status, default=Status.MEASURED)
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    unit = models.CharField(
        max_length=120, blank=True, help_text="code of a framework’s unit where it is one"
    )
    multiplier = models.CharField(
        max_length=40, blank=True, help_text="as the source gives it: Units, Thousands"
    )
    method = models.TextField(blank=True)
    collector = models.CharField(max_length=200, blank=True, help_text="office or body that collected it")
    sure = models.CharField(max_length=10, choices=Sure, default=Sure.UNKNOWN)
    note = models.TextField(blank=True)
    warnings = models.JSONField(
        default=list, help_text="list of {code, details}: what looked odd when it was given"
    )
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True, help_text="why it was corrected")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    personal_data = {"made_by": "who gave the figure; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "indicator", "source", "starts_on", "ends_on", "key"],
                condition=models.Q(is_current=True),
                name="one_present_value_per_place_period_and_source",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_period_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, status__in=sorted(WITHOUT_VALUE))
                | (models.Q(value__isnull=False) & ~models.Q(status__in=sorted(WITHOUT_VALUE))),
                name="a_value_is_there_unless_it_is_said_to_be_missing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["territory", "indicator", "-ends_on"],
                condition=models.Q(is_current=True, is_headline=True),
                name="headline_observations",
            ),
            models.Index(fields=["indicator", "territory", "ends_on"], name="observations_of_an_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period} {self.value}"


class Computation(models.Model):
    """How the platform counted one of its own indicators: by which definition, from which records."""

    observation = models.OneToOneField(Observation, on_delete=models.CASCADE, related_name="computation")
    definition = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()
    counted = models.PositiveIntegerField(help_text="records that were counted")
    considered = models.PositiveIntegerField(help_text="records that were looked at")
    caveats = models.JSONField(default=list, help_text="list of {code, details}")
    records = models.JSONField(default=list, help_text="every record counted: list of [kind, uuid, amount]")

    personal_data = None

    def __str__(self) -> str:
        return f"{self.definition} v{self.version}"
