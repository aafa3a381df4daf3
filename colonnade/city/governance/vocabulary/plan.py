"""Words of the plan: where it stands, where an action stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    """Where a plan stands."""

    DRAFT = "DRAFT", pgettext_lazy("a plan", "draft")
    ADOPTED = "ADOPTED", pgettext_lazy("a plan", "adopted")
    CLOSED = "CLOSED", pgettext_lazy("a plan", "closed")


class ActionStatus(TextChoices):
    """Where an action stands."""

    PLANNED = "PLANNED", pgettext_lazy("an action", "planned")
    RUNNING = "RUNNING", pgettext_lazy("an action", "under way")
    DELAYED = "DELAYED", pgettext_lazy("an action", "delayed")
    DONE = "DONE", pgettext_lazy("an action", "done")
    DROPPED = "DROPPED", pgettext_lazy("an action", "dropped")


OVER = {ActionStatus.DONE, ActionStatus.DROPPED}
