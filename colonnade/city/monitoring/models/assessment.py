"""Self-assessment: each scores, the spread is shown, the group agrees, somebody from outside may look."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.monitoring.vocabulary.assessing import AssessmentState, Level, ScoreKind
from colonnade.city.profile.models import Territory


class Assessment(models.Model):
    """One round of self-assessment against one framework, for one year."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="assessments")
    framework = models.CharField(max_length=80, help_text="Framework.key")
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.OPEN)
    is_group = models.BooleanField(
        default=False, help_text="several score; otherwise one person does it alone"
    )
    shows_names = models.BooleanField(default=False, help_text="the group sees who gave which score")
    left_open = models.JSONField(
        default=dict,
        help_text="code of a feature -> why the group left it open; it stays missing, never zero",
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    personal_data = {"opened_by": "who opened the round; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "framework"],
                condition=models.Q(state="OPEN"),
                name="one_open_assessment_per_framework_and_city",
            ),
        ]
        indexes = [models.Index(fields=["territory", "framework", "-year"], name="assessments_of_a_city")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people may still score and agree; an agreed round is frozen."""
        return self.state == AssessmentState.OPEN


class Score(models.Model):
    """What one person says of one feature. ``level`` is empty where they say it does not apply."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    feature = models.CharField(max_length=20)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feature_scores"
    )
    kind = models.CharField(max_length=10, choices=ScoreKind, default=ScoreKind.MEMBER)
    level = models.PositiveSmallIntegerField(choices=Level, null=True)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()

    personal_data = {"person": "who scored; their scores are erased with the account, what was agreed stays"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "feature", "person"], name="one_score_per_person_and_feature"
            ),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__lte=4),
                name="a_score_runs_from_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.level}"


class Agreement(models.Model):
    """What the group agreed about one feature, and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreements")
    feature = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, help_text="empty: does not apply")
    reason = models.TextField()
    reviewed_level = models.PositiveSmallIntegerField(
        choices=Level, null=True, help_text="what an outside reviewer without an interest found"
    )
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="copies",
        help_text="what an earlier round agreed",
    )
    agreed_at = models.DateTimeField(
        null=True, help_text="empty: carried over from an earlier round, and nobody has confirmed it yet"
    )

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "feature"], name="one_agreement_per_feature"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__lte=4),
                name="an_agreed_level_runs_from_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.level}"

    @property
    def territory(self) -> Territory:
        """The city whose round it belongs to."""
        return self.assessment.territory


class OutsideReview(models.Model):
    """Somebody from outside looks at a round; interests are declared before a score counts."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_reviews"
    )
    has_interest = models.BooleanField(null=True, help_text="none: not declared yet")
    interest = models.TextField(blank=True, help_text="which interest")
    asked_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True)

    personal_data = {
        "reviewer": "who reviewed; erased with the account",
        "interest": "declared by the reviewer; erased with the account",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "reviewer"], name="one_review_per_reviewer"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.reviewer_id}"

    @property
    def territory(self) -> Territory:
        """The city whose round is reviewed."""
        return self.assessment.territory

    @property
    def verifies(self) -> bool:
        """Whether its scores count as verification: finished, and no interest declared."""
        return self.finished_at is not None and self.has_interest is False
