"""How people write amounts of money: marks, groups, digits, currencies, brackets. Decided for a whole column at once.

``1.234`` alone says nothing; beside ``1.234,50`` it is one thousand two hundred and thirty-four.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import list_currencies

POINT, COMMA = ".", ","
LARGEST = Decimal(10) ** 16
CENT = Decimal("0.01")
MOST_DIGITS = 15  # SQLite keeps that many exactly
NOISE = Decimal("0.000001")  # what binary fractions leave behind in a spreadsheet
CURRENCIES = frozenset(code for code in list_currencies() if len(code) == 3 and not code.startswith("X"))
_SIGNS = {"€": "EUR", "₽": "RUB", "₹": "INR", "₺": "TRY", "₴": "UAH", "₸": "KZT", "₪": "ILS", "₩": "KRW", "₫": "VND", "₦": "NGN", "₱": "PHP", "฿": "THB"}  # fmt: skip
_WORDS = {"euro": "EUR", "euros": "EUR", "евро": "EUR", "يورو": "EUR", "欧元": "EUR", "人民币": "CNY"}
# Signs and words that several currencies share: read over, because they name none.
_SHARED = {"$", "£", "¥", "元", "руб", "сом", "тг", "kr", "fr", "zł", "دينار", "درهم", "ريال", "جنيه", "р"}
_NOTHING = {"", "-", "–", "—", "--", "---", "?", "…", "...", "..", "n/a", "na", "n.a.", "n. a.", "k.a.", "k. a.", "nd", "n.d.", "s/o", "n/d", "н/д", "нет данных", "无", "غير متوفر", "null", "none", "not stated"}  # fmt: skip
_MACHINE = re.compile(r"\d+(?:\.\d+)?")
_PLAIN = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")
_BODY = re.compile(r"[\d.,' ]*\d[\d.,' ]*")
_ROUND_TAIL = re.compile(r"[.,][-–—]{1,2}$")
_LETTERS = re.compile(r"[^\W\d_]+\.?|[$£¥€₽₹₺₴₸₪₩₫₦₱฿]")
_ISO = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


class NotAnAmount(Exception):
    """A cell that cannot be read. ``code``: words, unreadable, other_way, too_fine, too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """How the amounts of one column are read: which mark parts the decimals, and how sure that is."""

    decimal: str = POINT
    is_guess: bool = False  # only amounts like 1.234, which both ways can be read
    is_mixed: bool = False  # some are written one way and some the other
    is_typed: bool = False  # of a workbook, whose number cells always come with a point
    example: str = ""  # a cell that shows it


def states_nothing(cell: str) -> bool:
    """Whether a cell leaves its amount open; never the same as zero."""
    return cell.strip().casefold() in _NOTHING


def currency_in(cell: str) -> str:
    """ISO 4217 code of the currency that an amount is written with; empty where it names none for sure."""
    for sign, code in _SIGNS.items():
        if sign in cell:
            return code
    for found in _ISO.findall(cell):
        if found in CURRENCIES:
            return str(found)
    words = {word.strip(".").casefold() for word in _LETTERS.findall(cell)}
    return next((code for word, code in _WORDS.items() if word in words), "")


def reading_of(cells: Iterable[str], *, is_typed: bool = False, wanted: str = "") -> Reading:
    """Decide for a whole column which mark parts the decimals.

    ``wanted`` is a person's own word and wins. Amounts that can be read both ways count only where nothing
    else speaks; three digits after a mark are then taken as thousands.
    """
    sure: Counter[str] = Counter()
    open_ones: Counter[str] = Counter()
    examples: dict[str, str] = {}
    machine = 0
    for cell in cells:
        try:
            body = _bare(cell)[0]
        except NotAnAmount:
            continue
        point, comma = _value(body, POINT), _value(body, COMMA)
        if point == comma:
            continue
        if point is None or comma is None:
            mark = COMMA if point is None else POINT
            if is_typed and mark == POINT and _MACHINE.fullmatch(body):
                machine += 1
                continue
            sure[mark] += 1
            examples.setdefault(mark, cell.strip())
        else:
            mark = COMMA if POINT in body else POINT
            open_ones[mark] += 1
            examples.setdefault(f"open {mark}", cell.strip())
    if wanted:
        return Reading(wanted, is_typed=is_typed, example=examples.get(wanted, ""))
    if sure:
        mark = sure.most_common(1)[0][0]
        return Reading(mark, is_mixed=len(sure) > 1, is_typed=is_typed, example=examples[mark])
    if open_ones and not machine:
        mark = open_ones.most_common(1)[0][0]
        return Reading(
            mark,
            is_guess=True,
            is_mixed=len(open_ones) > 1,
            is_typed=is_typed,
            example=examples[f"open {mark}"],
        )
    return Reading(is_typed=is_typed)


def amount(cell: str, reading: Reading) -> Decimal | None:
    """The amount of a cell to the cent; ``None`` where it states nothing. Brackets and a minus make it negative.

    :raises NotAnAmount: for words ("12 Mio"), marks in the wrong place, parts of a cent.
    """
    if states_nothing(cell):
        return None
    body, is_negative = _bare(cell)
    value = _value(body, reading.decimal)
    if reading.is_typed and _MACHINE.fullmatch(body) and (value is None or not _looks_grouped(body)):
        value = Decimal(body)
    if value is None:
        is_other = _value(body, COMMA if reading.decimal == POINT else POINT) is not None
        raise NotAnAmount("other_way" if is_other else "unreadable")
    if value >= LARGEST:
        raise NotAnAmount("too_large")
    exact = value.quantize(CENT)
    if not keeps_its_cents(exact):
        raise NotAnAmount("too_large")
    if abs(exact - value) > (NOISE if reading.is_typed else 0):
        raise NotAnAmount("too_fine")
    return -exact if is_negative else exact


def keeps_its_cents(value: Decimal) -> bool:
    """Whether every database we run on keeps an amount to the cent."""
    return len(value.normalize().as_tuple().digits) <= MOST_DIGITS and abs(value) < LARGEST


def _looks_grouped(body: str) -> bool:
    """One mark before three digits, as in 1.234: thousands where the column's texts say so."""
    return len(body.partition(POINT)[2]) == 3


def _bare(cell: str) -> tuple[str, bool]:
    """Digits and marks of a cell in ASCII, and whether it is negative. :raises NotAnAmount: there is more in it."""
    if _PLAIN.fullmatch(cell):
        return cell, False
    text = unicodedata.normalize("NFKC", cell).strip()
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    text = re.sub("[\u200e\u200f\u061c]", "", text)
    text = _LETTERS.sub(lambda found: "" if _is_currency(found.group()) else found.group(), text).strip()
    text = _ROUND_TAIL.sub("", text.replace("−", "-")).strip()
    is_negative = False
    if text.startswith("(") and text.endswith(")"):
        is_negative, text = True, text[1:-1].strip()
    if text[:1] in {"-", "–", "+"}:
        is_negative, text = is_negative or text[0] != "+", text[1:].strip()
    elif text.endswith("-"):
        is_negative, text = True, text[:-1].strip()
    if any(sign.isalpha() for sign in text):
        raise NotAnAmount("words")
    text = re.sub(r"\s+", " ", re.sub("[’′`ʼ]", "'", text))
    if "٫" in text or "٬" in text or "،" in text:  # Arabic marks cannot be mistaken
        text = re.sub("[٬،]", "", text).replace("٫", ".")
        if not _MACHINE.fullmatch(text):
            raise NotAnAmount("unreadable")
        text += "0" if _looks_grouped(text) else ""
    if not _BODY.fullmatch(text):
        raise NotAnAmount("unreadable")
    return text, is_negative


def _is_currency(word: str) -> bool:
    bare = word.strip(".")
    return bare in CURRENCIES or bare in _SIGNS or bare.casefold() in _SHARED or bare.casefold() in _WORDS


def _value(body: str, decimal: str) -> Decimal | None:
    """What the digits mean where ``decimal`` parts the decimals; ``None`` where they cannot be written so."""
    mark = re.escape(decimal)
    other = COMMA if decimal == POINT else POINT
    tail = rf"(?:{mark}(\d*))?"
    if found := re.fullmatch(rf"(\d+){tail}", body) or re.fullmatch(rf"(\d*){mark}(\d+)", body):
        return _number(found.group(1), found.group(2))
    for group in (other, "'", " "):
        if found := re.fullmatch(rf"([1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+){tail}", body):
            return _number(found.group(1).replace(group, ""), found.group(2))
    if found := re.fullmatch(rf"([1-9]\d?(?:,\d\d)+,\d{{3}}){tail}", body) if decimal == POINT else None:
        return _number(found.group(1).replace(COMMA, ""), found.group(2))
    return None


def _number(whole: str, cents: str | None) -> Decimal:
    return Decimal(f"{whole or 0}.{cents or 0}")
