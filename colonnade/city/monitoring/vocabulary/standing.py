"""Words of the living temple: what a level rests on, and why it changed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

REACH = "reach"  # the member of a building block that the platform counts itself
REACH_CODE = "reach."  # reach.B4 … reach.B9, indicators of the scheme "platform"


class Why(TextChoices):
    """What the level of a member rests on."""

    TARGET = "TARGET", _("a figure on its way from the baseline to the target")
    UNIT = "UNIT", _("a figure within the range of its unit")
    REVIEWED = "REVIEWED", _("an agreed score that somebody from outside has looked at")
    BACKED = "BACKED", _("an agreed score with fresh evidence")
    SAID = "SAID", _("an agreed score that nothing backs yet")


class Cause(TextChoices):
    """Why a part of the temple stands otherwise than a year before."""

    FIRST = "FIRST", _("known for the first time")
    GONE = "GONE", _("nothing fresh is known any more")
    FIGURE = "FIGURE", _("a newer figure")
    SCORE = "SCORE", _("a newer score")
    EVIDENCE = "EVIDENCE", _("the evidence behind it changed")
