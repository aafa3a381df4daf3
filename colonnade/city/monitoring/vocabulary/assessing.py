"""Words of self-assessment: the scale from 0 to 4, and where a round stands."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """How far a feature has come. The scale is our proposal, not UNESCO's (domain.md, 1.2)."""

    NONE = 0, _("nothing yet")
    PLANNED = 1, _("planned")
    PARTIAL = 2, _("partly there")
    ESTABLISHED = 3, _("established")
    IMPROVED = 4, _("evaluated and improved")


class AssessmentState(TextChoices):
    """Where a round of self-assessment stands."""

    OPEN = "OPEN", _("people score")
    AGREED = "AGREED", _("agreed")


class ScoreKind(TextChoices):
    """Who scored."""

    MEMBER = "MEMBER", _("somebody of the group")
    REVIEWER = "REVIEWER", _("an outside reviewer")
