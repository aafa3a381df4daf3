"""A report: drafted from the data, written together, frozen when it is submitted."""

import uuid

from django.db import models

from colonnade.city.monitoring.vocabulary.reporting import ReportState
from colonnade.city.profile.models import Territory
from colonnade.drafting.models import Draft
from colonnade.plumbing.languages import Text, choose


class ReportTemplate(models.Model):
    """A form of report that a city has made for itself; those that come with the program are data files.

    ``sections`` is a list of {key, headings, guidance, word_limit, required, drafter} as in ``data/report-templates``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="report_templates")
    names = models.JSONField(default=dict, help_text="language map")
    years = models.PositiveSmallIntegerField(default=1, help_text="how many years a report covers")
    sections = models.JSONField(default=list)
    modified_at = models.DateTimeField()

    personal_data = None

    def __str__(self) -> str:
        return str(choose(self.names))


class Report(models.Model):
    """One report of one city for some years. Its text is a draft of ``drafting`` until it is submitted.

    ``frozen`` then holds everything it says: texts, figures with their sources, the temple, the gaps, and the
    SHA-256 of all that. Nothing in it changes any more.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="reports")
    template = models.CharField(max_length=60, help_text="code of a data file, or uuid of a ReportTemplate")
    titles = models.JSONField(default=dict, help_text="language map")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=35, help_text="BCP 47 tag of the language it is written in")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="report")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copied_to")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WRITING)
    is_public = models.BooleanField(default=False, help_text="shown to everybody once it is submitted")
    submitted_at = models.DateTimeField(null=True)
    frozen = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="a_report_covers_years_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="SUBMITTED") | ~models.Q(digest=""),
                name="a_submitted_report_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.last_year}"

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles, default=self.language)

    @property
    def years(self) -> str:
        """The years it covers: 2025, or 2025–2026."""
        if self.first_year == self.last_year:
            return str(self.last_year)
        return f"{self.first_year}–{self.last_year}"
