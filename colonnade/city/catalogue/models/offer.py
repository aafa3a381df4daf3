"""The two levels of every serious source: what is offered, and when and where it happens."""

import uuid

from django.db import models
from django.urls import reverse

from colonnade.city.catalogue.vocabulary import (
    Mode,
    OfferKind,
    OfferStatus,
    Precision,
    SessionStatus,
    Tri,
)
from colonnade.city.profile.models import Place, Territory
from colonnade.people.models import Organisation
from colonnade.plumbing.languages import Text, choose


class Opportunity(models.Model):
    """What can be learned (standards.md section 6.1). Only a title is always there."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(max_length=12, choices=OfferKind, default=OfferKind.EVENT)
    status = models.CharField(max_length=12, choices=OfferStatus, default=OfferStatus.PUBLISHED)
    title = models.JSONField(default=dict, help_text="language map")
    description = models.JSONField(default=dict, help_text="language map of safe HTML")
    default_language = models.CharField(max_length=35, default="und")
    url = models.CharField(max_length=2000, blank=True)
    provider = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="opportunities"
    )
    other_organisations = models.JSONField(default=list, help_text="list of {name: language map, role}")
    keywords = models.JSONField(default=list, help_text="list of words as the source wrote them")
    source_categories = models.JSONField(
        default=list, help_text="list of {code, label}, kept to be mapped anew"
    )
    building_blocks = models.JSONField(default=list, help_text="codes B4 to B9")
    placing = models.JSONField(
        default=list, help_text="why: list of {block, score, reasons}; method kept in facts"
    )
    audience = models.JSONField(default=list, help_text="values of Audience")
    age_min = models.PositiveSmallIntegerField(null=True)
    age_max = models.PositiveSmallIntegerField(null=True)
    languages = models.JSONField(default=list, help_text="BCP 47 tags of the languages of teaching")
    mode = models.CharField(max_length=8, choices=Mode, blank=True)
    is_free = models.CharField(max_length=8, choices=Tri, default=Tri.UNKNOWN)
    prices = models.JSONField(
        default=list, help_text="list of {amount, currency, label, condition}; amount as decimal text or none"
    )
    accessibility = models.JSONField(default=list, help_text="values of profile.Access")
    facts = models.JSONField(
        default=dict,
        help_text="what is shown but not searched by: registration, image, duration, workload_hours, level, "
        "entry_requirements, outcomes, awards, accessibility_note, licence, attribution",
    )
    by_hand = models.JSONField(
        default=dict, help_text="fields corrected by a person: {field: value}; no harvest changes them"
    )
    part_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts")
    match_key = models.CharField(
        max_length=32,
        blank=True,
        help_text="digest of title and first date, to meet the same offer in another feed",
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    deleted_at = models.DateTimeField(
        null=True, help_text="when it was withdrawn; the row stays as a tombstone"
    )

    personal_data = {
        "description": "a source may name contact persons; the source's redaction setting masks e-mails and numbers",
        "facts": "registration contact as published by the provider",
    }

    class Meta:
        indexes = [
            models.Index(fields=["city", "status", "id"], name="offers_of_a_city"),
            models.Index(fields=["provider", "status"], name="offers_of_a_provider"),
            models.Index(fields=["modified_at", "id"], name="offers_by_change"),
            models.Index(fields=["city", "match_key"], name="offers_to_match"),
        ]

    def __str__(self) -> str:
        return str(self.heading)

    def get_absolute_url(self) -> str:
        """Address of the offer's page in the active language."""
        return reverse("catalogue:offer", args=[self.uuid])

    @property
    def heading(self) -> Text:
        """The title as the reader of the active language should see it."""
        return choose(self.title, default=self.default_language)

    @property
    def body(self) -> Text:
        """The description as the reader should see it; safe HTML."""
        return choose(self.description, default=self.default_language)


class Session(models.Model):
    """One date of an offer (standards.md section 6.2). An offer may have none."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="sessions")
    source_record = models.ForeignKey(
        "catalogue.SourceRecord", on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    external_id = models.CharField(max_length=200, blank=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    timezone = models.CharField(
        max_length=60, blank=True, help_text="IANA zone in which the source gave the time"
    )
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.MINUTE)
    end_known = models.BooleanField(default=False)
    ends_at = models.DateTimeField(
        null=True, help_text="moment after which it is over, filled from end, start and precision"
    )
    rule = models.CharField(
        max_length=500, blank=True, help_text="RRULE of the series this date was expanded from"
    )
    schedule_note = models.JSONField(default=dict, help_text="language map: times that only words give")
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, related_name="sessions")
    online_url = models.CharField(max_length=2000, blank=True)
    capacity_max = models.PositiveIntegerField(null=True)
    capacity_min = models.PositiveIntegerField(null=True)
    places_left = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.SCHEDULED)
    previous_start = models.DateTimeField(null=True)
    overrides = models.JSONField(
        default=dict, help_text="languages, prices, registration, mode or note that differ on this date"
    )

    personal_data = None

    class Meta:
        indexes = [
            models.Index(fields=["opportunity", "start"], name="sessions_of_an_offer"),
            models.Index(fields=["ends_at", "opportunity"], name="sessions_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True)
                | models.Q(start__isnull=True)
                | models.Q(end__gte=models.F("start")),
                name="a_session_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}" if self.start else "no date"
