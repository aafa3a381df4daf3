"""Roles as data: what they are called, where they hold, what they allow, and who holds them."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models

from colonnade.people.vocabulary import Scope
from colonnade.plumbing.languages import Text, choose


class Role(models.Model):
    """A bundle of permissions with a name people understand."""

    code = models.SlugField(max_length=60, unique=True)
    scope = models.CharField(max_length=20, choices=Scope)
    names = models.JSONField(default=dict, help_text="language map")
    descriptions = models.JSONField(default=dict, help_text="language map: what somebody in this role does")
    permissions = models.JSONField(
        default=list, help_text="permission values such as catalogue:source:manage"
    )

    personal_data = None

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        """What the role is called in the reader's language; its code where nobody has named it."""
        return choose(self.names or {"und": self.code})

    @property
    def description(self) -> Text:
        """What somebody in this role does, in the reader's language."""
        return choose(self.descriptions)


class RoleHolding(models.Model):
    """One person holds one role in one place, from a day until further notice."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_holdings"
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="holdings")
    scope_id = models.UUIDField(
        null=True, help_text="uuid of the city, network, commission or provider; none for the platform"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="granted_holdings"
    )

    personal_data = {
        "person": "who holds the role; erased with the account",
        "granted_by": "who gave the role",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_id"],
                condition=models.Q(until__isnull=True),
                name="one_person_holds_a_role_in_a_place_once",
            ),
            # Databases do not take two missing places for the same place.
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(until__isnull=True, scope_id__isnull=True),
                name="one_person_holds_a_role_of_the_platform_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_role_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["scope_id", "role"], name="holders_in_a_place")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role_id} {self.scope_id}"


class Invitation(models.Model):
    """An invitation by mail to take on a role. Only the hash of its secret is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="invitations")
    scope_id = models.UUIDField(null=True)
    scope_name = models.CharField(
        max_length=300, blank=True, help_text="name of the place, as the mail shall say it"
    )
    language = models.CharField(max_length=35, default="en")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    personal_data = {
        "email": "to send the invitation to; erased when it was accepted, withdrawn or has expired",
        "invited_by": "who invited",
    }

    class Meta:
        indexes = [models.Index(fields=["scope_id", "-made_at"], name="invitations_to_a_place")]

    def __str__(self) -> str:
        return f"{self.role_id} until {self.expires_at:%Y-%m-%d}"

    def is_open(self, at: datetime) -> bool:
        """Say whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > at
