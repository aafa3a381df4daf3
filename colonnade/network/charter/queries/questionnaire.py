"""What a call asks, read from its definition: what is shown, what is missing, and what was answered in words."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.network.charter.queries.answer_checks import check, count_words
from colonnade.network.charter.vocabulary.questions import (
    SILENT,
    WITH_OPTIONS,
    WITH_ROWS,
    Condition,
    Form,
    Option,
    Question,
    QuestionType,
    Section,
)
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import Text, country_name, language_name

_CODE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,59}$")
__all__ = ["Form", "Line", "Problem", "Told", "asked", "count_words", "flat", "no_longer_asked", "parse", "problems", "shipped", "told"]  # fmt: skip


class DefinitionInvalid(Exception):
    """A questionnaire cannot be used; ``problems`` holds a sentence for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """Something that keeps answers from being handed in."""

    question: str
    section: str
    text: str


@dataclass(frozen=True)
class Line:
    """A question with its answer in words; empty where nothing was answered."""

    code: str
    label: Text
    text: str


@dataclass(frozen=True)
class Told:
    """A section with what was answered."""

    title: Text
    lines: list[Line]


def parse(definition: Mapping[str, Any]) -> Form:
    """Read a definition.

    :raises DefinitionInvalid: a code twice or badly made, an unknown kind, a condition on a question that does not come
        before, choices without options, a label in no language.
    """
    return _parsed(json.dumps(definition, sort_keys=True))


@lru_cache(maxsize=64)
def _parsed(text: str) -> Form:
    sections: list[Section] = []
    wrong: list[str] = []
    seen: set[str] = set()
    for raw in json.loads(text).get("sections", []):
        questions = []
        for each in raw.get("questions", []):
            question = _question(each)
            wrong += _wrong(question, seen)
            seen.add(question.code)
            questions.append(question)
        code = str(raw.get("code", ""))
        if not _CODE.match(code) or code in {section.code for section in sections}:
            wrong.append(_("Section “%(code)s” needs a code of its own.") % {"code": code})
        sections.append(Section(code, raw.get("titles") or {}, raw.get("helps") or {}, tuple(questions)))
    if wrong:
        raise DefinitionInvalid(wrong)
    return Form(tuple(sections))


def _options(raw: Any) -> tuple[Option, ...]:
    return tuple(Option(str(each.get("code", "")), each.get("labels") or {}) for each in raw or ())


def _question(raw: Mapping[str, Any]) -> Question:
    shown = raw.get("shown_if")
    return Question(
        code=str(raw.get("code", "")),
        type=str(raw.get("type", "")),
        labels=raw.get("labels") or {},
        helps=raw.get("helps") or {},
        required=bool(raw.get("required")),
        words=raw.get("words"),
        least=raw.get("min"),
        most=raw.get("max", raw.get("most")),
        unit=str(raw.get("unit", "")),
        options=_options(raw.get("options")),
        rows=_options(raw.get("rows") or raw.get("columns")),
        shown_if=Condition(str(shown.get("question", "")), tuple(shown.get("is") or ())) if shown else None,
        prefill=str(raw.get("prefill", "")),
        public=bool(raw.get("public")),
    )


def _wrong(question: Question, before: set[str]) -> list[str]:
    found = []
    name = {"code": question.code}
    if not _CODE.match(question.code) or question.code in before:
        found.append(_("Question “%(code)s” needs a code of its own.") % name)
    if question.type not in QuestionType.values:
        found.append(_("Question “%(code)s” is of no known kind.") % name)
    if not any(question.labels.values()):
        found.append(_("Question “%(code)s” has no text.") % name)
    if question.type in WITH_OPTIONS and len({each.code for each in question.options}) < 2:
        found.append(_("Question “%(code)s” needs at least two different options.") % name)
    if question.type in WITH_ROWS and not question.rows:
        found.append(_("Question “%(code)s” needs rows.") % name)
    if question.shown_if and question.shown_if.question not in before:
        found.append(_("The condition of question “%(code)s” names no question before it.") % name)
    return found


def asked(form: Form, values: Mapping[str, Any]) -> list[Question]:
    """The questions that are shown with these answers; one behind a hidden question is hidden too."""
    shown: dict[str, Question] = {}
    for question in form.questions:
        condition = question.shown_if
        if condition is not None:
            answer = values.get(condition.question) if condition.question in shown else None
            answers = answer if isinstance(answer, list) else [answer]
            fits = (
                any(each in condition.values for each in answers) if condition.values else not _empty(answer)
            )
            if not fits:
                continue
        shown[question.code] = question
    return list(shown.values())


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def problems(form: Form, values: Mapping[str, Any], uploads: Mapping[str, Any]) -> list[Problem]:
    """What keeps answers from being handed in: missing, too long, not of the kind asked for."""
    home = {question.code: section for section in form.sections for question in section.questions}
    found = []
    for question in asked(form, values):
        value = (
            uploads.get(question.code) if question.type == QuestionType.FILE else values.get(question.code)
        )
        section = home[question.code].code
        missing = _empty(value) or (question.type == QuestionType.CONSENT and value is not True)
        if missing:
            if question.required and question.type != QuestionType.NOTE:
                text = _("Not answered: %(question)s") % {"question": question.label}
                found.append(Problem(question.code, section, text))
            continue
        if wrong := check(question, value):
            found.append(Problem(question.code, section, f"{question.label}: {wrong}"))
    return found


def told(form: Form, values: Mapping[str, Any]) -> list[Told]:
    """What was answered, in words of the reader's language; questions that are not shown are left out."""
    shown = {question.code for question in asked(form, values)}
    sections = []
    for section in form.sections:
        lines = [
            Line(question.code, question.label, in_words(question, values.get(question.code)))
            for question in section.questions
            if question.code in shown and question.type not in SILENT
        ]
        if lines:
            sections.append(Told(section.title, lines))
    gone = no_longer_asked(form, values)
    if gone:
        lines = [Line(code, Text(code, "", False), _plain(value)) for code, value in gone.items()]
        sections.append(Told(Text(_("No longer asked"), "", False), lines))
    return sections


def no_longer_asked(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to questions that a newer version has dropped; they are kept and shown."""
    known = {question.code for question in form.questions}
    return {code: value for code, value in values.items() if code not in known and not _empty(value)}


def in_words(question: Question, value: Any) -> str:
    """One answer in words."""
    if _empty(value):
        return ""
    language = get_language() or "en"
    labels = {each.code: each.label.text for each in (*question.options, *question.rows)}
    match question.type:
        case QuestionType.YES_NO | QuestionType.CONSENT:
            return _("yes") if value else _("no")
        case QuestionType.CHOICE:
            return labels.get(str(value), str(value))
        case QuestionType.CHOICES:
            return spoken.listed(labels.get(str(each), str(each)) for each in value)
        case QuestionType.NUMBER | QuestionType.SCALE:
            return f"{_number(value, language)} {question.unit}".strip()
        case QuestionType.FIGURE:
            number = f"{_number(value.get('value'), language)} {question.unit}".strip()
            more = [str(each) for each in (value.get("year"), value.get("source")) if each]
            return f"{number} ({'; '.join(more)})" if more else number
        case QuestionType.AMOUNT:
            return spoken.money(str(value.get("value")), value.get("currency", ""), language)
        case QuestionType.MATRIX:
            return "\n".join(f"{labels.get(row, row)}: {number}" for row, number in value.items())
        case QuestionType.TABLE:
            return "\n".join(" · ".join(str(row.get(col.code, "")) for col in question.rows) for row in value)
        case QuestionType.COUNTRY:
            return country_name(str(value), language)
        case QuestionType.LANGUAGE:
            return language_name(str(value), language)
    return str(value)


def _number(value: Any, language: str) -> str:
    return spoken.number(value, language) if isinstance(value, int | float) else _plain(value)


def _plain(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
        if value is not None
        else ""
    )


def flat(form: Form, values: Mapping[str, Any]) -> dict[str, str]:
    """Answers by column, as codes and plain values; a matrix has a column for each row. For exports."""
    cells: dict[str, str] = {}
    for question in form.questions:
        if question.type in SILENT:
            continue
        value = values.get(question.code)
        if question.type == QuestionType.MATRIX:
            held = value if isinstance(value, dict) else {}
            cells |= {f"{question.code}.{row.code}": _plain(held.get(row.code)) for row in question.rows}
        elif question.type == QuestionType.FIGURE:
            held = value if isinstance(value, dict) else {}
            cells |= {
                question.code: _plain(held.get("value")),
                f"{question.code}.year": _plain(held.get("year")),
            }
        elif question.type == QuestionType.CHOICES and isinstance(value, list):
            cells[question.code] = " ".join(str(each) for each in value)
        else:
            cells[question.code] = _plain(value)
    return cells | {code: _plain(value) for code, value in no_longer_asked(form, values).items()}


def words_told(question: Question, value: Any) -> str:
    """How many words were written of how many, as a sentence; empty where there is no limit."""
    if not question.words:
        return ""
    used = count_words(value if isinstance(value, str) else "")
    return ngettext("%(used)d word of %(most)d", "%(used)d words of %(most)d", used) % {
        "used": used,
        "most": question.words,
    }


def shipped(kind: str) -> dict[str, Any]:
    """The questionnaire that comes with the program for a kind of call; nothing where there is none."""
    path = files("colonnade.network.charter").joinpath(f"data/questionnaires/{kind.lower()}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found
