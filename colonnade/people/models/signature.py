"""A name under a text: asked for by mail, or given by somebody who is signed in."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models

from colonnade.people.vocabulary import SignatureState


class Signature(models.Model):
    """Somebody signs exactly one wording, told by its ``digest``: another wording cannot borrow the signature.

    Before it is given it is a request that went out by mail; of its secret only the hash is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scope_id = models.UUIDField(help_text="uuid of the city whose text it is")
    thing_id = models.UUIDField(help_text="uuid of what is signed")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the wording that is signed")
    title = models.CharField(max_length=300, help_text="what it was called when it was signed or asked for")
    url = models.CharField(max_length=500, blank=True, help_text="path of its page on this site")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, help_text="such as mayor")
    organisation = models.CharField(max_length=200, blank=True, help_text="for whom they sign")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="signatures",
        help_text="the account of somebody who signed while signed in; nobody's for a signature by mail",
    )  # fmt: skip
    is_public = models.BooleanField(default=False, help_text="the signer agreed to be named in public")
    state = models.CharField(max_length=10, choices=SignatureState, default=SignatureState.ASKED)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the mail's language")
    secret_hash = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="when it was declined or withdrawn")

    personal_data = {
        "name": "who signs; named in public only where they agreed; erased thirty days after it came to nothing",
        "office": "in what office; named in public only where the signer agreed",
        "email": "to send the request to; erased when it was signed, declined, withdrawn or has expired",
        "person": "whose signature it is; erased with the account",
        "asked_by": "who asked for the signature",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thing_id", "digest"],
                condition=models.Q(person__isnull=False, state="SIGNED"),
                name="one_person_signs_a_wording_once",
            ),
            models.UniqueConstraint(
                fields=["secret_hash"],
                condition=~models.Q(secret_hash=""),
                name="one_secret_leads_to_one_signature",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ASKED") | models.Q(email=""),
                name="an_answered_request_forgets_its_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="SIGNED") | models.Q(signed_at__isnull=False),
                name="a_given_signature_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["thing_id", "state"], name="signatures_under_a_text")]

    def __str__(self) -> str:
        return f"{self.state} {self.thing_id} {self.digest[:8]}"

    def is_open(self, at: datetime) -> bool:
        """Say whether the request can still be answered."""
        return self.state == SignatureState.ASKED and self.expires_at is not None and self.expires_at > at
