"""What stands in the cell of a value: a number as the country writes it, or words that say there is none."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from colonnade.city.monitoring.vocabulary.observing import Status

DIGITS = 15  # significant digits that every database we run on gives back unchanged
PLACES = 10
_TOO_LARGE = Decimal(10) ** 18
_EXACT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)

_NOT_AVAILABLE = {
    *("", "-", "..", "...", "…", ":", "?", "*", "n/a", "na", "n.a.", "n.d.", "nd", "s/d", "n/d", "none", "null", "nan"),
    *("no data", "not available", "data missing", "missing", "tbc", "tba", "suppressed", "confidential", "c", "[c]", "#n/a", "#value!", "#ref!", "#div/0!"),
    *("sin datos", "no disponible", "non disponible", "pas de données", "нет данных", "н/д", "нд", "не доступно"),
    *("غير متوفر", "غير متاح", "لا توجد بيانات", "无数据", "暂无", "缺失", "不详"),
}  # fmt: skip
_NOT_APPLICABLE = {
    *("not applicable", "x", "[x]", "z", "[z]", "no aplica", "no procede", "sans objet", "не применимо", "неприменимо"),
    *("لا ينطبق", "غير منطبق", "不适用"),
}  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f’']")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_COMMA_ONLY = re.compile(r"[+-]?\d{1,3},\d{3}")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_GROUPED_POINT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_COMMA = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ARABIC = str.maketrans({"٫": ".", "٬": "", "−": "-", "–": "-", "，": ",", "％": "%", "٪": "%"})


class NotANumber(ValueError):
    """The cell holds neither a number nor a word for a missing one. ``code`` is a key of ``books.REASONS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Written:
    """A cell read: its number or why there is none, whether it says percent, and whether digits were cut."""

    value: Decimal | None
    status: Status | None = None
    is_percent: bool = False
    is_rounded: bool = False


def written_value(text: str, *, decimal_comma: bool | None = None) -> Written:
    """Read the cell of a value. ``decimal_comma`` says how to read 1,234 where that is known of the column.

    A value keeps 15 significant digits and 10 decimal places. :raises NotANumber: with the reason.
    """
    plain = _plain(text)
    if plain.casefold() in _NOT_AVAILABLE:
        return Written(None, Status.NOT_AVAILABLE)
    if plain.casefold() in _NOT_APPLICABLE:
        return Written(None, Status.NOT_APPLICABLE)
    is_percent = plain.endswith("%")
    try:
        exact = Decimal(_with_point(_SPACES.sub("", plain.removesuffix("%")), decimal_comma))
    except InvalidOperation as error:
        raise NotANumber("not_a_number") from error
    if not exact.is_finite():
        raise NotANumber("not_a_number")
    if abs(exact) >= _TOO_LARGE:
        raise NotANumber("number_too_large")
    kept = shortened(exact)
    return Written(kept, None, is_percent, kept != exact)


def shortened(number: Decimal) -> Decimal:
    """The number with as many digits as are kept, without zeros at its end."""
    number = _EXACT.plus(number)
    if -int(number.as_tuple().exponent) > PLACES:
        number = number.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_EVEN)
    return number.normalize() if number else Decimal(0)


def decimal_comma_in(texts: Iterable[str]) -> bool | None:
    """Say whether a column writes 3,5 for three and a half; ``None`` where nothing tells."""
    for text in texts:
        if "," not in text and "٫" not in text:
            continue
        plain = _SPACES.sub("", _plain(text).removesuffix("%"))
        if "." in plain and "," in plain:
            return plain.rfind(",") > plain.rfind(".")
        if _COMMA.fullmatch(plain) and not _COMMA_ONLY.fullmatch(plain):
            return True
        if plain.count(",") > 1:
            return False
    return None


def _plain(text: str) -> str:
    if text.isascii():
        return text.strip()
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_ARABIC)
    ).strip()


def _with_point(text: str, decimal_comma: bool | None) -> str:
    """The number as Python writes it. :raises NotANumber: it can be read in two ways, or in none."""
    if _PLAIN.fullmatch(text) and not (decimal_comma and _GROUPED_POINT.fullmatch(text)):
        return text
    if decimal_comma is None and _COMMA_ONLY.fullmatch(text):
        raise NotANumber("number_doubtful")
    if decimal_comma is not False and (_COMMA.fullmatch(text) or _GROUPED_POINT.fullmatch(text)):
        return text.replace(".", "").replace(",", ".")
    if decimal_comma is not True and _GROUPED_COMMA.fullmatch(text):
        return text.replace(",", "")
    raise NotANumber("not_a_number")
