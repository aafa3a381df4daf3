"""Where the catalogue knows its offers from, and what became of every record."""

import uuid

from django.db import models

from colonnade.city.catalogue.models.offer import Opportunity
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.city.profile.models import Territory


class Source(models.Model):
    """One feed of one city. A later snapshot of the same feed updates what it brought."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=300)
    address = models.CharField(
        max_length=2000, blank=True, help_text="URL to fetch; empty for files brought by hand"
    )
    format = models.CharField(max_length=40, blank=True, help_text="reader to use; empty means recognise it")
    mapping = models.JSONField(default=dict, help_text="column mapping for tables: {our field: their column}")
    licence = models.CharField(
        max_length=200, blank=True, help_text="empty means not known: not passed on to others"
    )
    attribution = models.CharField(max_length=500, blank=True)
    redact = models.BooleanField(
        default=True, help_text="mask personal e-mails and mobile numbers in descriptions"
    )
    every_hours = models.PositiveSmallIntegerField(
        default=0, help_text="harvest by itself every so many hours; 0 means by hand"
    )
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="one_source_per_name_and_city")]

    def __str__(self) -> str:
        return self.name


class HarvestRun(models.Model):
    """One pass over a source, with its books: the outcomes sum to ``read``."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=12, choices=RunState, default=RunState.WAITING)
    format = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(null=True)
    upload = models.CharField(max_length=500, blank=True, help_text="file under media that waits to be read")
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    complete = models.BooleanField(
        default=False, help_text="the source was read to its end; only then are offers withdrawn"
    )
    reason = models.TextField(blank=True, help_text="why it was refused, in a sentence")
    seconds = models.FloatField(default=0)

    personal_data = None

    class Meta:
        indexes = [models.Index(fields=["source", "-id"], name="runs_of_a_source")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state} {self.read}"


class Note(models.Model):
    """A refusal or a repair, with its place in the source and its reason."""

    run = models.ForeignKey(HarvestRun, on_delete=models.CASCADE, related_name="notes")
    is_repair = models.BooleanField(default=False)
    where = models.CharField(max_length=300)
    code = models.CharField(
        max_length=60, help_text="reason as a code, so that it can be said in six languages"
    )
    details = models.JSONField(default=dict)
    excerpt = models.CharField(max_length=300, blank=True)

    personal_data = {"excerpt": "a few words of the record; goes when older runs are cleared"}

    def __str__(self) -> str:
        return f"{self.where}: {self.code}"


class SourceRecord(models.Model):
    """One record of one source, and the offer it stands for."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="records")
    external_id = models.CharField(max_length=200)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="source_records")
    is_lead = models.BooleanField(
        default=True, help_text="the record that gives the offer its words; others were merged in"
    )
    external_url = models.CharField(max_length=2000, blank=True)
    raw_hash = models.CharField(max_length=32)
    source_modified = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField()
    seen_in_run = models.PositiveBigIntegerField(help_text="id of the last run that saw it")
    licence = models.CharField(max_length=200, blank=True)
    inferred = models.JSONField(default=list, help_text="fields we concluded and the source did not state")
    withdrawn_at = models.DateTimeField(null=True)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_record_per_source_and_id"),
        ]
        indexes = [models.Index(fields=["source", "seen_in_run"], name="records_by_run")]

    def __str__(self) -> str:
        return self.external_id
