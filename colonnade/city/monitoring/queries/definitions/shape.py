"""What a definition is: code that counts, its version, and everything that has to be said about the result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from colonnade.city.monitoring.queries.definitions.basis import Basis
from colonnade.city.monitoring.vocabulary.computing import DIVIDED_BY, Formula, Match, RecordKind, Span
from colonnade.city.monitoring.vocabulary.observing import Direction, Sure

NUMBER, PERCENT, PER_YEAR = "number", "percent", "number-per-year"
PER_100000 = "per-100000-inhabitants"
_EXACT = Decimal("0.0001")
_TIMES = {Formula.SUM: 1, Formula.SHARE: 100, Formula.RATE: 100_000}

Record = tuple[str, Decimal | int]  # which one, and how much it adds
Caveat = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """What came of counting: every record with what it adds, out of how many, and what to keep in mind.

    Where the basis is missing there is no value at all, only the code of the ``missing`` thing.
    """

    records: tuple[Record, ...] = ()
    considered: int = 0
    whole: Decimal | None = None  # what the sum is divided by, in shares and rates
    caveats: tuple[Caveat, ...] = ()
    missing: str = ""

    @property
    def total(self) -> Decimal:
        """What the records add up to."""
        return sum((Decimal(amount) for _, amount in self.records), Decimal(0))


@dataclass(frozen=True)
class Definition:
    """One automatic indicator. Whoever changes what it counts gives it a new ``version``.

    ``words`` is the key of its name and definition in ``data/platform-indicators.json``. ``near`` names the
    indicator of the default framework that it approximates, and how near it comes. Never is it an exact equal.
    """

    code: str
    version: int
    words: str
    counts: RecordKind
    count: Callable[[Basis], Count]
    formula: Formula = Formula.SUM
    span: Span = Span.DAY
    unit: str = NUMBER
    direction: Direction = Direction.UP
    area: str = ""
    feature: str = ""
    near: tuple[str, Match] | None = None
    caveats: tuple[str, ...] = field(default=())
    sure: Sure = Sure.HIGH
    part: str = ""  # area that the name speaks of, where it is not the one it belongs to

    def value(self, count: Count) -> Decimal | None:
        """The value that a count gives by the formula, to four places; ``None`` where the basis is missing."""
        return value_of(self.formula, count)

    def told_caveats(self, count: Count) -> list[Caveat]:
        """Everything to keep in mind about this count, with what it was divided by."""
        told: list[Caveat] = [{"code": count.missing, "details": {}}] if count.missing else []
        if count.whole is not None and not count.missing:
            told.append({"code": DIVIDED_BY, "details": {"amount": plain(count.whole)}})
        told += count.caveats
        return told + [{"code": code, "details": {}} for code in self.caveats]


def value_of(formula: Formula, count: Count) -> Decimal | None:
    """What the records give: their sum, or the sum divided by the whole."""
    if count.missing:
        return None
    if formula == Formula.SUM:
        return count.total.quantize(_EXACT)
    if not count.whole:
        return None
    return (count.total * _TIMES[formula] / count.whole).quantize(_EXACT)


def ones(keys: Iterable[Any]) -> tuple[Record, ...]:
    """Records that each count once, in a stable order."""
    return tuple((key, 1) for key in sorted({str(each) for each in keys}))


def share(keys: Iterable[Any], of: int, *caveats: Caveat, missing: str) -> Count:
    """How many of so many; ``missing`` says what lacks where there is nothing to have a share of."""
    if not of:
        return Count(missing=missing)
    return Count(ones(keys), of, Decimal(of), caveats)


def caveat(code: str, **details: Any) -> Caveat:
    """Something to keep in mind, with its numbers."""
    return {"code": code, "details": details}


def plain(amount: Decimal) -> str:
    """A number as text, without an exponent and without needless noughts."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
