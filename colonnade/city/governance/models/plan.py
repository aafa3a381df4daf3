"""The action plan: a vision, goals, actions tied to features of the framework, risks, reviews."""

import uuid

from django.conf import settings
from django.db import models

from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.vocabulary.plan import OVER, ActionStatus, PlanState
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose


class Plan(models.Model):
    """What the city wants to become in some years, and how. One is in force at a time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="plans")
    titles = models.JSONField(default=dict, help_text="language map")
    visions = models.JSONField(default=dict, help_text="language map: the vision")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    adopted_on = models.DateField(null=True)
    template = models.SlugField(
        max_length=60, blank=True, help_text="code of the template it was copied from"
    )
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="carried_to")
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_plan_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(state="ADOPTED"),
                name="one_plan_is_in_force_in_a_city",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles, default=self.territory.default_language)

    @property
    def vision(self) -> Text:
        """The vision in the reader's language."""
        return choose(self.visions, default=self.territory.default_language)


class Goal(models.Model):
    """One thing the plan wants to reach."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict, help_text="language map")

    personal_data = None

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles)

    @property
    def territory(self) -> Territory:
        """The city whose plan it belongs to."""
        return self.plan.territory


class Action(models.Model):
    """One step of the plan: who does what by when, for which features, measured how."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="actions")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="plan_actions")
    position = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict, help_text="language map")
    descriptions = models.JSONField(default=dict, help_text="language map")
    features = models.JSONField(default=list, help_text="codes of features of the default framework, KF4.2 …")
    indicators = models.JSONField(default=list, help_text="codes of indicators by which it is measured")
    pledges = models.ManyToManyField("governance.Pledge", related_name="actions")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="plan_actions"
    )
    led_by = models.ForeignKey(Stakeholder, on_delete=models.SET_NULL, null=True, related_name="plan_actions")
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED)
    status_note = models.TextField(blank=True, help_text="what happened last")
    done_on = models.DateField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="carried_to")
    modified_at = models.DateTimeField()

    personal_data = {"owner": "who looks after the action; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(due_on__isnull=True)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="an_action_is_due_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["territory", "due_on"], name="plan_actions_by_due_date")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles)

    @property
    def description(self) -> Text:
        """What is done, in the reader's language."""
        return choose(self.descriptions)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in OVER


class Risk(models.Model):
    """What could go wrong with a plan or one of its actions. Likelihood and impact run from 1 to 3."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="risks")
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    response = models.TextField(blank=True)
    closed_on = models.DateField(null=True)

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(likelihood__gte=1, likelihood__lte=3, impact__gte=1, impact__lte=3),
                name="a_risk_is_rated_from_one_to_three",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def weight(self) -> int:
        """Likelihood times impact, 1 to 9."""
        return self.likelihood * self.impact


class Review(models.Model):
    """The yearly look at a plan: what was reached, what was learned, what changes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    counts = models.JSONField(default=dict, help_text="actions by status on that day")
    reviewed_on = models.DateField()

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "year"], name="a_plan_is_reviewed_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year}"
