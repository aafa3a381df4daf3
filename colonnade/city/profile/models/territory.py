"""A territory with an authority: city, county, district, province or consortium."""

import uuid

from django.db import models
from django.urls import reverse

from colonnade.city.profile.vocabulary import StatementKind, TerritoryKind
from colonnade.plumbing.languages import Text, choose


class Territory(models.Model):
    """The place that becomes a learning city. It may lie inside another one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=16, choices=TerritoryKind, default=TerritoryKind.CITY)
    names = models.JSONField(
        default=dict, help_text="language map; und-Arab, und-Cyrl, und-Hani where only the script is known"
    )
    about = models.JSONField(default=dict, help_text="language map: what the city says of itself")
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    region = models.CharField(max_length=60, blank=True, help_text="UNESCO region; empty when not known")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    point_source = models.CharField(max_length=200, blank=True)
    population = models.PositiveBigIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    population_source = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=60, blank=True, help_text="IANA zone; empty when not known")
    languages = models.JSONField(default=list, help_text="BCP 47 tags of languages the city works in")
    default_language = models.CharField(max_length=35, default="und")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts")
    url = models.URLField(max_length=500, blank=True, help_text="the authority's own site")
    joined_year = models.PositiveSmallIntegerField(
        null=True, help_text="year in which a source says it joined the GNLC"
    )
    membership_source = models.URLField(
        max_length=1000, blank=True, help_text="source that names it a member, as of its date"
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_territory_lies_on_the_globe",
            ),
        ]
        indexes = [models.Index(fields=["country", "slug"], name="territories_of_a_country")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Address of the city's public page in the active language."""
        return reverse("profile:city", args=[self.slug])

    @property
    def name(self) -> Text:
        """The name in the reader's language, else in its own."""
        return choose(self.names, default=self.default_language)


class TeamMember(models.Model):
    """Somebody the city names as a contact, account or not."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="team")
    name = models.CharField(max_length=200)
    task = models.JSONField(default=dict, help_text="language map: what they look after")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    agreed_at = models.DateTimeField(
        null=True, help_text="when they agreed to be named in public; unpublished until then"
    )

    personal_data = {
        "name": "named in public with consent; erased on request",
        "email": "public contact; erased on request",
        "phone": "public contact; erased on request",
    }

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A page the city owes its visitors: imprint, privacy, accessibility, in one language."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=16, choices=StatementKind)
    language = models.CharField(max_length=35)
    text = models.TextField(help_text="Markdown")
    modified_at = models.DateTimeField(auto_now=True)

    personal_data = {"text": "an imprint names the person responsible, as the law asks"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "language"], name="one_statement_of_a_kind_and_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
