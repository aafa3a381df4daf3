"""Words of membership: what sources say of the past, and how well it is known."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactKind(TextChoices):
    """What a source says about the past."""

    JOINED = "JOINED", _("joined")
    LISTED = "LISTED", _("was named as a member")
    AWARDED = "AWARDED", _("received the award")
    HOSTED = "HOSTED", _("hosted a conference")
    CONFERENCE = "CONFERENCE", _("conference")
    COUNT = "COUNT", _("number of members")


class Evidence(TextChoices):
    """How well a fact is known."""

    VERIFIED = "VERIFIED", _("read in the source")
    PRESS = "PRESS", _("read in the press only")
    INFERRED = "INFERRED", _("inferred")


GNLC = "gnlc"
AWARD = "learning-city-award"
