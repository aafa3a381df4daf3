"""Where learning happens: districts, venues, rooms."""

import uuid

from django.db import models

from colonnade.city.profile.models.territory import Territory
from colonnade.plumbing.languages import Text, choose


class District(models.Model):
    """A part of the city that its people have a name for."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="districts")
    code = models.SlugField(max_length=80, allow_unicode=True)
    names = models.JSONField(default=dict, help_text="language map")
    outline = models.JSONField(
        default=list, help_text="polygon as a list of [latitude, longitude]; empty when not known"
    )

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "code"], name="one_district_per_code_and_city"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        """The name in the reader's language, else in its own."""
        return choose(self.names, default=self.territory.default_language)


class Place(models.Model):
    """A venue, or a room inside one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="places")
    match_key = models.CharField(
        max_length=300, help_text="folded name and address, to recognise it in another feed"
    )
    names = models.JSONField(default=dict, help_text="language map")
    street = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=30, blank=True)
    locality = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, related_name="places")
    part_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="rooms")
    accessibility = models.JSONField(
        default=list, help_text="values of profile.Access; empty means not known"
    )
    url = models.URLField(max_length=1000, blank=True)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "match_key"], name="one_place_per_name_and_address"),
        ]

    def __str__(self) -> str:
        return next(iter(self.names.values()), self.street) or str(self.uuid)

    @property
    def name(self) -> Text:
        """The name in the reader's language; the street where it has no name."""
        chosen = choose(self.names)
        return chosen if chosen.text else Text(self.street or self.locality, "", False)
