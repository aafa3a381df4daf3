"""Whether other cities may see a city by its name."""

from django.conf import settings
from django.db import models

from colonnade.city.profile.models import Territory


class PeerConsent(models.Model):
    """A city agreed to be named beside its values in the groups of other cities; it can take that back at any time."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="peer_consent")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, help_text="empty: the consent stands")

    personal_data = {"agreed_by": "who agreed for the city; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(withdrawn_at__gte=models.F("agreed_at")),
                name="a_consent_is_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {'withdrawn' if self.withdrawn_at else 'agreed'}"

    @property
    def stands(self) -> bool:
        """Whether the city may be named."""
        return self.withdrawn_at is None
