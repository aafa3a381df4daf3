"""Words of political will: declarations, documents, pledges."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeclarationState(TextChoices):
    """Where a version of the declaration stands."""

    DRAFT = "DRAFT", pgettext_lazy("a declaration", "draft")
    PUBLISHED = "PUBLISHED", pgettext_lazy("a declaration", "published")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("a declaration", "superseded")


class DocumentKind(TextChoices):
    """What binds or guides the city."""

    RESOLUTION = "RESOLUTION", _("resolution")
    LAW = "LAW", _("law or regulation")
    STRATEGY = "STRATEGY", _("strategy")
    AGREEMENT = "AGREEMENT", _("agreement")
    REPORT = "REPORT", pgettext_lazy("kind of document", "report")
    OTHER = "OTHER", pgettext_lazy("kind of document", "other")


class DocumentStatus(TextChoices):
    """Whether a document is in force."""

    DRAFT = "DRAFT", pgettext_lazy("a document", "draft")
    IN_FORCE = "IN_FORCE", _("in force")
    EXPIRED = "EXPIRED", _("expired")
    REPEALED = "REPEALED", _("repealed")
