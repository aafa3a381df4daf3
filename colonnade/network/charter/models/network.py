"""A network of cities, the offices it fills, and the National Commissions beside it."""

import uuid

from django.db import models
from django.urls import reverse

from colonnade.city.profile.models import Territory
from colonnade.network.charter.vocabulary.networks import NetworkKind, OfficeKind
from colonnade.plumbing.languages import Text, choose


class Network(models.Model):
    """Cities that work together under a charter. It may lie inside a larger network."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=NetworkKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    names = models.JSONField(default=dict, help_text="language map")
    short_names = models.JSONField(default=dict, help_text="language map: an abbreviation people know")
    abouts = models.JSONField(default=dict, help_text="language map")
    charters = models.JSONField(default=dict, help_text="language map, Markdown: what members agree to")
    region = models.CharField(max_length=60, blank=True, help_text="UNESCO region of a regional network")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 of a national network")
    languages = models.JSONField(default=list, help_text="BCP 47 tags of its working languages")
    default_language = models.CharField(max_length=35, default="en")
    timezone = models.CharField(max_length=60, default="UTC", help_text="IANA zone its clock is stated in")
    url = models.URLField(max_length=500, blank=True)
    source = models.URLField(max_length=1000, blank=True, help_text="where its facts come from")
    report_rules = models.JSONField(
        default=dict,
        help_text="every_months, first_after_months, remind_days, overdue_days, grace_days; empty: none asked",
    )
    takes_associates = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="a_network_does_not_lie_in_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Address of its public page in the active language."""
        return reverse("charter:network", args=[self.slug])

    @property
    def name(self) -> Text:
        """The name in the reader's language."""
        return choose(self.names, default=self.default_language)

    @property
    def short_name(self) -> Text:
        """The abbreviation people know; its name where it has none."""
        return choose(self.short_names or self.names, default=self.default_language)

    @property
    def about(self) -> Text:
        """What it is, in the reader's language."""
        return choose(self.abouts, default=self.default_language)

    @property
    def charter(self) -> Text:
        """What members agree to, in the reader's language."""
        return choose(self.charters, default=self.default_language)


class Office(models.Model):
    """Who fills an office of a network, and for which term. A city, a body or a person named in public."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=20, choices=OfficeKind)
    titles = models.JSONField(default=dict, help_text="language map: what it is called; for which theme")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="offices")
    holder = models.CharField(max_length=200, blank=True, help_text="body or person, as named in public")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.URLField(max_length=1000, blank=True)

    personal_data = {"holder": "named in public by the network for their office; erased on request"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(territory__isnull=False) | ~models.Q(holder=""),
                name="an_office_is_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="a_term_of_office_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.holder or self.territory_id}"

    @property
    def title(self) -> Text:
        """What the office is called, where it has a name of its own."""
        return choose(self.titles)


class Commission(models.Model):
    """The National Commission of a country: it checks and endorses what its cities hand in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    names = models.JSONField(default=dict, help_text="language map")
    default_language = models.CharField(max_length=35, default="en")
    url = models.URLField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "is_demo"], name="one_commission_per_country_and_invented_one"
            ),
        ]

    def __str__(self) -> str:
        return self.country

    @property
    def name(self) -> Text:
        """The name in the reader's language."""
        return choose(self.names, default=self.default_language)
