"""Words of a figure: what it says, how sure it is, what became of a row that was brought in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """What an observation says. The last three are not the same as a missing value, and never drawn as zero."""

    MEASURED = "MEASURED", pgettext_lazy("a figure", "measured")
    ESTIMATED = "ESTIMATED", pgettext_lazy("a figure", "estimated")
    PROXY = "PROXY", _("a wider area’s value stands in")
    NOT_AVAILABLE = "NOT_AVAILABLE", _("not available")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("does not apply here")


WITHOUT_VALUE = {Status.NOT_AVAILABLE, Status.NOT_APPLICABLE}


class Sure(TextChoices):
    """How far whoever gave the figure trusts it."""

    HIGH = "HIGH", pgettext_lazy("confidence", "high")
    MEDIUM = "MEDIUM", pgettext_lazy("confidence", "medium")
    LOW = "LOW", pgettext_lazy("confidence", "low")
    UNKNOWN = "UNKNOWN", _("not stated")


class SourceKind(TextChoices):
    """What kind of source a figure comes from."""

    OFFICIAL = "OFFICIAL", _("official figures")
    SURVEY = "SURVEY", _("a survey")
    EXPERT = "EXPERT", _("an expert review")
    PLATFORM = "PLATFORM", _("counted by this site")
    OTHER = "OTHER", pgettext_lazy("kind of source", "another source")


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NONE = "none", _("for context: neither way is better")


class BatchState(TextChoices):
    """What became of a file of figures."""

    PREVIEW = "PREVIEW", _("looked at")
    WAITING = "WAITING", _("being kept")
    LOADED = "LOADED", _("kept")
    REFUSED = "REFUSED", _("refused")


class Track(TextChoices):
    """How a figure stands to its target, by the published rule (docs/how-to/bring-figures.md)."""

    REACHED = "REACHED", _("The target is reached.")
    ON_TRACK = "ON_TRACK", _("On track: at least as far as the way to the target foresees.")
    NEARLY = "NEARLY", _("Nearly on track: at least four fifths of what the way to the target foresees.")
    BEHIND = "BEHIND", _("Behind: less than four fifths of what the way to the target foresees.")
    UNKNOWN = "UNKNOWN", _("No judgement: there is no value after the baseline.")


FRAMEWORK, CITY, SDG, PLATFORM = (
    "framework",
    "city",
    "sdg",
    "platform",
)  # kinds of scheme an indicator belongs to
