"""Words of the framework: kinds of part, how sure a wording is, other systems of measures, states of a column."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DEFAULT_FRAMEWORK = "gnlc-key-features"


class Kind(TextChoices):
    """Where a part stands in the temple."""

    BENEFIT = "benefit", _("wider benefit")
    BLOCK = "block", _("building block")
    CONDITION = "condition", _("fundamental condition")


class Wording(TextChoices):
    """Whose sentence it is."""

    OFFICIAL = "official", _("official wording")
    OWN = "own", _("our own words")


class Confidence(TextChoices):
    """How sure we are that the official text says this; see the framework's wording note."""

    HIGH = "H", _("our own words")
    MEDIUM = "M", _("wording reconstructed")
    LOW = "L", _("wording reconstructed, doubtful")


CONFIDENCE_EXPLAINED = {
    Confidence.HIGH: _("The content is well known; the sentence is ours, not the official one."),
    Confidence.MEDIUM: _("The idea is right. The wording or the unit may differ from the official text."),
    Confidence.LOW: _("We are not sure that the official text has this. Check before you rely on it."),
}


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NONE = "none", _("for context: neither way is better")


class SourceKind(TextChoices):
    """Where a value usually comes from."""

    OFFICIAL = "official", _("official figures")
    SURVEY = "survey", _("a survey")
    EXPERT = "expert", _("an expert review")


class Scheme(TextChoices):
    """Other systems that measure something alike."""

    SDG_INDICATOR = "sdg-indicator", _("Sustainable Development Goals, indicator")
    SDG_TARGET = "sdg-target", _("Sustainable Development Goals, target")
    ISO_37120 = "iso-37120", _("ISO 37120, city indicators")


class Match(TextChoices):
    """How near a measure of another system is."""

    EXACT = "exact", _("the same measure")
    CLOSE = "close", _("a close measure")
    RELATED = "related", _("a related measure")


class State(TextChoices):
    """What the picture says about a part. A gap is never drawn as a zero."""

    NEUTRAL = "neutral", _("not about one city")
    UNMEASURED = "unmeasured", _("nobody has measured it yet")
    ZERO = "zero", _("measured: zero")
    DECLARED = "declared", _("declared by the city")
    PARTLY = "partly", _("partly backed by evidence")
    EVIDENCED = "evidenced", _("measured or verified")


STATE_SENTENCES = {
    State.NEUTRAL: "",
    State.UNMEASURED: _("Nobody has measured this yet."),
    State.ZERO: _("Somebody looked: this is a zero, not a gap."),
    State.DECLARED: _("The city itself says so. There is no evidence yet."),
    State.PARTLY: _("Evidence backs it up to %(evidence)s; the rest is what the city itself says."),
    State.EVIDENCED: _("All of it is backed by evidence."),
}

# Each script counts its columns in its own way: abjad order, heavenly stems; elsewhere the framework's own letters.
LETTERS = {
    "ar": ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي"),
    "zh": ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"),
}
