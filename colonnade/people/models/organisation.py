"""A body, or an informal group, that offers or supports learning."""

import uuid

from django.db import models

from colonnade.people.vocabulary import OrganisationType
from colonnade.plumbing.languages import Text, choose


class Organisation(models.Model):
    """Who offers learning. Many are not registered anywhere; some are one person (standards.md, trap 23)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    home_id = models.UUIDField(null=True, help_text="uuid of the city in whose catalogue it first appeared")
    names = models.JSONField(default=dict, help_text="language map: BCP 47 tag to name")
    match_key = models.CharField(max_length=200, help_text="folded name, to recognise it in another feed")
    type = models.CharField(max_length=20, choices=OrganisationType, default=OrganisationType.UNKNOWN)
    is_informal = models.BooleanField(default=False)
    url = models.URLField(max_length=1000, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=80, blank=True)
    identifiers = models.JSONField(default=list, help_text="list of {scheme, value}")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    personal_data = {
        "email": "published contact of the organisation; may be a person's where one person is the provider",
        "phone": "published contact of the organisation; may be a person's where one person is the provider",
        "names": "the name of an informal provider may be a person's",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home_id", "match_key"], name="one_organisation_per_name_and_city"
            ),
        ]

    def __str__(self) -> str:
        return next(iter(self.names.values()), str(self.uuid))

    @property
    def name(self) -> Text:
        """The name in the reader's language, else in its own."""
        return choose(self.names)
