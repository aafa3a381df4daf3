"""Whether an answer is what its question asks for; the sentence that says what is wrong."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.network.charter.vocabulary.questions import Question, QuestionType
from colonnade.plumbing.languages import UNDETERMINED, country_name, tag

# One ideograph or kana counts as a word: such texts have no spaces between words.
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PHONE = re.compile(r"^\+?[0-9 ()/.\-]{5,40}$")


def count_words(text: str) -> int:
    """Words of a text in any script; each ideograph is one."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    return ideographs + len(_IDEOGRAPHS.sub(" ", text).split())


def check(question: Question, value: Any) -> str:
    """What is wrong with an answer that is there; empty where nothing is."""
    checker = _CHECKS.get(question.type)
    return checker(question, value) if checker else ""


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        return _("This is not a text.")
    used = count_words(value)
    if question.words and used > question.words:
        told = ngettext("%(used)d word of %(most)d", "%(used)d words of %(most)d", used)
        return _("Too long: %(words)s.") % {"words": told % {"used": used, "most": question.words}}
    return ""


def _number(question: Question, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("This is not a number.")
    if question.least is not None and value < question.least:
        return _("At least %(number)s.") % {"number": question.least}
    if question.most is not None and value > question.most:
        return _("At most %(number)s.") % {"number": question.most}
    return ""


def _figure(question: Question, value: Any) -> str:
    if not isinstance(value, dict) or value.get("value") is None:
        return _("This is not a number.")
    year = value.get("year")
    if not isinstance(year, int) or not 1900 <= year <= date.today().year + 1:
        return _("Say of which year it is.")
    return _number(question, value["value"])


def _amount(question: Question, value: Any) -> str:
    if not isinstance(value, dict):
        return _("This is not a number.")
    try:
        if not Decimal(str(value.get("value"))).is_finite():
            raise InvalidOperation
    except InvalidOperation:
        return _("This is not a number.")
    if not re.fullmatch(r"[A-Z]{3}", str(value.get("currency", ""))):
        return _("Say the currency, such as EUR.")
    return ""


def _day(question: Question, value: Any) -> str:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return _("This is not a date.")
    return ""


def _choice(question: Question, value: Any) -> str:
    known = {each.code for each in question.options}
    chosen = value if isinstance(value, list) else [value]
    if any(each not in known for each in chosen):
        return _("This is not one of the options.")
    if question.type == QuestionType.CHOICES and question.most and len(chosen) > question.most:
        return _("At most %(number)s.") % {"number": int(question.most)}
    return ""


def _matrix(question: Question, value: Any) -> str:
    if not isinstance(value, dict) or set(value) - {row.code for row in question.rows}:
        return _("This is not one of the options.")
    missing = [row for row in question.rows if value.get(row.code) is None]
    if missing and question.required:
        return _("Not answered: %(question)s") % {"question": missing[0].label}
    return next(
        (wrong for each in value.values() if each is not None and (wrong := _number(question, each))), ""
    )


def _table(question: Question, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return _("This is not a table.")
    return ""


def _url(question: Question, value: Any) -> str:
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname or "." not in parts.hostname:
        return _("This is not an address on the web. It begins with https://.")
    return ""


def _email(question: Question, value: Any) -> str:
    try:
        validate_email(value)
    except ValidationError:
        return _("This is not an e-mail address.")
    return ""


def _phone(question: Question, value: Any) -> str:
    return "" if _PHONE.match(str(value)) else _("This is not a telephone number.")


def _country(question: Question, value: Any) -> str:
    return "" if country_name(str(value), "en") != str(value) else _("There is no such country.")


def _language(question: Question, value: Any) -> str:
    return "" if tag(str(value)) != UNDETERMINED else _("There is no such language.")


def _truth(question: Question, value: Any) -> str:
    return "" if isinstance(value, bool) else _("Say yes or no.")


_CHECKS: dict[str, Callable[[Question, Any], str]] = {
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _text,
    QuestionType.NUMBER: _number,
    QuestionType.SCALE: _number,
    QuestionType.FIGURE: _figure,
    QuestionType.AMOUNT: _amount,
    QuestionType.DATE: _day,
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choice,
    QuestionType.MATRIX: _matrix,
    QuestionType.TABLE: _table,
    QuestionType.URL: _url,
    QuestionType.EMAIL: _email,
    QuestionType.PHONE: _phone,
    QuestionType.COUNTRY: _country,
    QuestionType.LANGUAGE: _language,
    QuestionType.YES_NO: _truth,
    QuestionType.CONSENT: _truth,
}
