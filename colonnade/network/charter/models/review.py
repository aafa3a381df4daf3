"""Who reads an application, with which ties, and what they think of it."""

from django.conf import settings
from django.db import models

from colonnade.network.charter.models.application import Application
from colonnade.network.charter.models.call import Call
from colonnade.network.charter.vocabulary.calls import ApplicationState, Interest


class Reviewer(models.Model):
    """Somebody who reads applications of one call, and in which languages."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviewing")
    languages = models.JSONField(default=list, help_text="BCP 47 tags they can read in")
    country = models.CharField(max_length=2, blank=True, help_text="whose cities they are not given")
    most = models.PositiveSmallIntegerField(default=10, help_text="applications at most")
    ended_at = models.DateTimeField(null=True)

    personal_data = {
        "person": "who reviews; erased with the account",
        "country": "to keep them from judging their own country",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_reviewer_per_person_and_call"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.person_id}"


class Assignment(models.Model):
    """One reviewer reads one application. Nothing is shown before interests are declared."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="assignments")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assignments")
    interest = models.CharField(max_length=6, choices=Interest, blank=True)
    interest_note = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True, help_text="for the jury")
    feedback = models.TextField(blank=True, help_text="for the city's letter")
    submitted_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField()

    personal_data = {"interest_note": "what ties them to the city", "comment": "their opinion"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "application"], name="a_reviewer_reads_an_application_once"
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True) | models.Q(interest="NONE"),
                name="only_who_has_no_tie_judges",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.application_id}"


class Score(models.Model):
    """What a reviewer gives for one criterion, on the scale of the call."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.SlugField(max_length=60)
    value = models.DecimalField(max_digits=5, decimal_places=2)
    comment = models.TextField(blank=True)

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_score_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Deliberation(models.Model):
    """The secretariat lets the reviewers of a blind call see each other's scores, once they have given their own."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="deliberation")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()

    personal_data = {"opened_by": "who opened it, for the audit"}

    def __str__(self) -> str:
        return f"{self.call_id} since {self.opened_at:%Y-%m-%d}"


class Decision(models.Model):
    """What was decided about an application. It moves the application on the day all decisions are published."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=14, choices=ApplicationState)
    reason = models.TextField(blank=True, help_text="kept in the record; the city reads the letter")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    personal_data = {"by": "who decided, for the audit"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["ACCEPTED", "DEFERRED", "DECLINED"]),
                name="a_decision_accepts_defers_or_declines",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
