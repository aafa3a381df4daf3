"""The money: lines of the budget of learning, and the spreadsheets they came from."""

import uuid

from django.db import models

from colonnade.city.governance.models.plan import Action
from colonnade.city.governance.vocabulary.resources import BudgetSource, ImportState, LearningForm
from colonnade.city.profile.models import Territory


class BudgetImport(models.Model):
    """One spreadsheet of the budget: what stood in it, how it was understood, what became of every row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="budget_imports")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.WAITING)
    brought_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    is_workbook = models.BooleanField(default=False, help_text="numbers in it are typed, not written")
    columns = models.JSONField(default=list, help_text="names of the columns, as written")
    rows = models.JSONField(default=list, help_text="[line in the file, [cells]], as written")
    notes = models.JSONField(default=list, help_text="[where, code, details] of what was repaired")
    manner = models.JSONField(
        default=dict,
        help_text="how a person said it is to be read: columns, year, currency, decimals, fill_down",
    )
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(
        default=list, help_text="[row, line, outcome, code, details, title] once it was kept"
    )
    checks = models.JSONField(default=list, help_text="what came of the file’s own sums once it was kept")

    personal_data = None

    class Meta:
        indexes = [models.Index(fields=["territory", "-brought_at"], name="budget_imports_of_a_city")]

    def __str__(self) -> str:
        return self.file_name


class BudgetLine(models.Model):
    """Money for learning in one year, from one source. An amount that nobody stated is null and never zero."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=13, choices=BudgetSource, blank=True, help_text="empty: not stated")
    source_name = models.CharField(max_length=200, blank=True, help_text="the fund or giver by its name")
    area = models.CharField(
        max_length=8,
        blank=True,
        help_text="code of an area of the default framework; empty: several or not stated",
    )
    form = models.CharField(max_length=10, choices=LearningForm, blank=True, help_text="empty: not stated")
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    planned = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    committed = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    spent = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="budget_lines")
    note = models.TextField(blank=True, help_text="for readers")
    reference = models.CharField(max_length=80, blank=True, help_text="code in the city’s ledger")
    sheet = models.ForeignKey(
        BudgetImport,
        on_delete=models.SET_NULL,
        null=True,
        related_name="lines",
        help_text="the spreadsheet that last wrote it",
    )
    modified_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, help_text="taken out of every sum; can be brought back")

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "reference"],
                condition=~models.Q(reference="") & models.Q(removed_at__isnull=True),
                name="a_reference_names_one_line_of_a_year",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{figure}__isnull": True}) | models.Q(**{f"{figure}__gte": 0}),
                    name=f"a_budget_line_has_no_negative_{figure}_amount",
                )
                for figure in ("planned", "committed", "spent")
            ),
        ]
        indexes = [models.Index(fields=["territory", "year"], name="budget_lines_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"
