"""The shape of a questionnaire: sections, questions of every usual kind, conditions.

The shape of ``Questionnaire.definition``::

    {"sections": [{"code": "city", "titles": {"en": "…"}, "helps": {"en": "…"}, "questions": [
        {"code": "why", "type": "LONG_TEXT", "labels": {"en": "…"}, "helps": {…}, "required": true, "words": 200,
         "shown_if": {"question": "member", "is": ["yes"]}, "prefill": "profile.population", "public": true},
        {"code": "themes", "type": "CHOICES", "options": [{"code": "access", "labels": {…}}], "most": 3},
        {"code": "hard", "type": "MATRIX", "rows": [{"code": "money", "labels": {…}}], "min": 1, "max": 5}]}]}

Answers: text kinds a string; NUMBER and SCALE a number; FIGURE ``{"value", "year", "source"}``; AMOUNT ``{"value",
"currency"}`` (ISO 4217); DATE ``YYYY-MM-DD``; YES_NO and CONSENT a truth value; CHOICE a code; CHOICES a list of codes;
MATRIX ``{row: number}``; TABLE a list of ``{column: text}``; COUNTRY ISO 3166-1; LANGUAGE BCP 47; FILE has none: its
files are :class:`Upload` rows.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from colonnade.plumbing.languages import Text, choose


class QuestionType(TextChoices):
    """What kind of answer a question takes."""

    TEXT = "TEXT", _("short text")
    LONG_TEXT = "LONG_TEXT", _("long text")
    NUMBER = "NUMBER", _("number")
    FIGURE = "FIGURE", _("figure with year and source")
    AMOUNT = "AMOUNT", _("amount of money")
    DATE = "DATE", _("date")
    YES_NO = "YES_NO", _("yes or no")
    CHOICE = "CHOICE", _("one of several")
    CHOICES = "CHOICES", _("some of several")
    SCALE = "SCALE", _("scale")
    MATRIX = "MATRIX", _("several things on one scale")
    TABLE = "TABLE", _("table")
    LANGUAGE = "LANGUAGE", _("language")
    COUNTRY = "COUNTRY", _("country")
    URL = "URL", _("address on the web")
    EMAIL = "EMAIL", _("e-mail address")
    PHONE = "PHONE", _("telephone number")
    FILE = "FILE", _("files")
    CONSENT = "CONSENT", _("consent")
    NOTE = "NOTE", _("text without a question")


WITH_OPTIONS = (QuestionType.CHOICE, QuestionType.CHOICES)
WITH_ROWS = (QuestionType.MATRIX, QuestionType.TABLE)
SILENT = (QuestionType.NOTE, QuestionType.FILE)  # nothing is kept as an answer


@dataclass(frozen=True)
class Option:
    """Something to choose, a row of a matrix or a column of a table."""

    code: str
    labels: dict[str, str]

    @property
    def label(self) -> Text:
        """In the reader's language."""
        return choose(self.labels)


@dataclass(frozen=True)
class Condition:
    """A question is shown only where another one was answered in one of these ways; any answer where none is named."""

    question: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question."""

    code: str
    type: str
    labels: dict[str, str]
    helps: dict[str, str] = field(default_factory=dict)
    required: bool = False
    words: int | None = None
    least: float | None = None
    most: float | None = None
    unit: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    shown_if: Condition | None = None
    prefill: str = ""
    public: bool = False

    @property
    def kind(self) -> str:
        """What kind of answer it takes, in words."""
        return str(QuestionType(self.type).label)

    @property
    def label(self) -> Text:
        """The question in the reader's language."""
        return choose(self.labels)

    @property
    def help(self) -> Text:
        """What helps to answer it, in the reader's language."""
        return choose(self.helps)


@dataclass(frozen=True)
class Section:
    """Questions under a heading; one page when writing."""

    code: str
    titles: dict[str, str]
    helps: dict[str, str]
    questions: tuple[Question, ...]

    @property
    def title(self) -> Text:
        """The heading in the reader's language."""
        return choose(self.titles)

    @property
    def help(self) -> Text:
        """What the section is about, in the reader's language."""
        return choose(self.helps)


@dataclass(frozen=True)
class Form:
    """All sections of a questionnaire."""

    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for section in self.sections for question in section.questions)
