"""Words of the dossier: kinds of evidence, and the six areas of the guidelines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """What kind of thing backs a claim."""

    DOCUMENT = "DOCUMENT", _("document")
    LINK = "LINK", _("web page")
    DATA = "DATA", _("data")
    PICTURE = "PICTURE", _("picture or video")
    TESTIMONY = "TESTIMONY", _("what somebody told")
    RECORD = "RECORD", _("record on this site")


class Guideline(TextChoices):
    """The six areas of action of the Guidelines for Building Learning Cities (UNESCO UIL, 2015; names paraphrased)."""

    PLAN = "PLAN", _("a plan")
    STRUCTURE = "STRUCTURE", _("a coordinated structure with everybody in it")
    CELEBRATION = "CELEBRATION", _("events that celebrate learning")
    ACCESS = "ACCESS", _("learning that everybody can reach")
    MONITORING = "MONITORING", _("monitoring and evaluation")
    FUNDING = "FUNDING", _("lasting funding")


STALE_AFTER_YEARS = 3
KEPT_AFTER_WITHDRAWAL_DAYS = 30
LARGEST_UPLOAD = 20_000_000  # bytes
