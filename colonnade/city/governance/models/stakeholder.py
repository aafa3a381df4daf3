"""Who takes part: an organisation or a person in the city's register."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.governance.vocabulary.participation import Sector
from colonnade.city.profile.models import District, Territory
from colonnade.people.models import Organisation


class Stakeholder(models.Model):
    """An organisation, or a person, that takes part in building the learning city.

    Shown in public only where ``is_public``; a contact is kept only with consent.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="stakeholders")
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    is_individual = models.BooleanField(default=False, help_text="a person, not an organisation")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="stakeholders"
    )
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, related_name="stakeholders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="stakeholders",
        help_text="the account of the contact, whose desk shows what they promised",
    )
    contact_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=80, blank=True)
    consent_at = models.DateTimeField(
        null=True, help_text="when they agreed to be kept with these contact data"
    )
    consent_how = models.CharField(max_length=200, blank=True, help_text="signed form, e-mail, meeting …")
    is_public = models.BooleanField(default=False, help_text="agreed to be named in public")
    note = models.TextField(blank=True, help_text="for the team")
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    personal_data = {
        "name": "who takes part; of a person only with consent; erased on request",
        "contact_name": "contact, kept with consent; erased on request",
        "email": "contact, kept with consent; erased on request",
        "phone": "contact, kept with consent; erased on request",
        "person": "the account of the contact",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "name"], name="one_stakeholder_per_name_and_city"),
            models.CheckConstraint(
                condition=models.Q(consent_at__isnull=False) | models.Q(contact_name="", email="", phone=""),
                name="a_contact_is_kept_only_with_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(is_individual=False) | models.Q(consent_at__isnull=False),
                name="a_person_is_registered_only_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.name
