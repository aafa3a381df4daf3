"""Which offers an action of the plan brings about: the link between what a city promises and what people can learn."""

import uuid

from django.db import models

from colonnade.city.governance.models import Action
from colonnade.city.profile.models import District, Territory
from colonnade.people.models import Organisation


class ActionReach(models.Model):
    """Offers that an action brings about: one offer, or all that fit everything said here.

    Several of them add up. What is empty does not narrow anything.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reaches")
    offer = models.UUIDField(null=True, help_text="uuid of one offer; then nothing else is said")
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="reached_by")
    block = models.CharField(max_length=4, blank=True, help_text="code of a building block, B4 to B9")
    district = models.ForeignKey(District, on_delete=models.CASCADE, null=True, related_name="reached_by")
    words = models.CharField(max_length=100, blank=True, help_text="words that the search finds them by")
    said_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offer__isnull=False, provider=None, block="", district=None, words="")
                | (
                    models.Q(offer__isnull=True)
                    & ~models.Q(provider__isnull=True, block="", district__isnull=True, words="")
                ),
                name="a_reach_is_one_offer_or_says_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.offer or self.words or self.block}"

    @property
    def territory(self) -> Territory:
        """The city whose plan the action belongs to."""
        return self.action.territory
