"""Somebody who can sign in."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class PersonManager(BaseUserManager["Person"]):
    """Finds persons by their e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this e-mail; ``DoesNotExist`` otherwise."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A person with an account. Most residents never need one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(
        max_length=35, default="en", help_text="BCP 47 tag of the language to write to them in"
    )
    joined_at = models.DateTimeField(default=timezone.now)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False, help_text="runs this installation")
    is_demo = models.BooleanField(default=False, help_text="invented, part of the demo world")

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    personal_data = {
        "email": "to sign in and to be written to; erased with the account",
        "name": "shown to those they work with; erased with the account",
        "language": "to be written to in their language; erased with the account",
        "joined_at": "since when; erased with the account",
        "last_login": "when they last signed in; erased with the account",
        "password": "a one-way hash, never exported; erased with the account",
    }

    def __str__(self) -> str:
        return self.name or self.email


class OneTimeLink(models.Model):
    """A link in a mail that lets somebody do one thing once. Only the hash of its secret is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="one_time_links"
    )
    purpose = models.CharField(max_length=40)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    personal_data = {"person": "whose link this is; erased with the account"}

    def __str__(self) -> str:
        return f"{self.purpose} until {self.expires_at:%Y-%m-%d %H:%M}"
