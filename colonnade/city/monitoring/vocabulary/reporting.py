"""Words of reports: what comes with the program, where a report stands, in which files it is given."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DRAFT_KIND = "report"  # what drafting calls the texts of reports
SIX = ("ar", "en", "es", "fr", "ru", "zh-Hans")


class ReportState(TextChoices):
    """Where a report stands."""

    WRITING = "WRITING", pgettext_lazy("a report", "being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("a report", "submitted")


class FileForm(TextChoices):
    """The files in which a report is given."""

    PDF = "pdf", _("PDF, to read and to print")
    DOCX = "docx", _("Word file, to go on writing")
