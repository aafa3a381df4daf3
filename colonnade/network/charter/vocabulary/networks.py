"""Words of networks: how far they reach, and which offices they fill."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NetworkKind(TextChoices):
    """How far a network reaches."""

    GLOBAL = "GLOBAL", _("global network")
    REGIONAL = "REGIONAL", _("regional network")
    NATIONAL = "NATIONAL", _("national network")
    THEMATIC = "THEMATIC", _("thematic network")


class OfficeKind(TextChoices):
    """What somebody does for a network for a term."""

    PRESIDENT = "PRESIDENT", _("President")
    VICE_PRESIDENT = "VICE_PRESIDENT", _("Vice-President")
    SECRETARIAT = "SECRETARIAT", pgettext_lazy("office of a network", "Secretariat")
    COORDINATOR_CITY = "COORDINATOR_CITY", _("Coordinating city")
    OTHER = "OTHER", _("Other office")
