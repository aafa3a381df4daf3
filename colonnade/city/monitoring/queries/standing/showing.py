"""What the reckoning says, as the picture and the page need it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.monitoring.queries.standing.reckoning import TOP, AreaStanding, Basis, Standing
from colonnade.city.monitoring.vocabulary.observing import Direction
from colonnade.city.monitoring.vocabulary.standing import Why
from colonnade.plumbing.languages import locale
from colonnade.temple.queries import Measure

EXACTLY = 4  # digits to which a level is told; the picture could not show more


def measures(standing: Standing, counts: Mapping[str, str] | None = None) -> dict[str, Measure]:
    """Measures of all areas by code, for ``{% temple %}``. ``counts`` says in words what can be counted there."""
    counts = counts or {}
    return {
        each.area.code: _measure(each, standing, counts.get(each.area.code, "")) for each in standing.areas
    }


def coverage(area: AreaStanding) -> str:
    """How many of its features are known, in words; coverage always stands beside a level."""
    return ngettext(
        "%(known)s of %(number)s part is known", "%(known)s of %(number)s parts are known", area.total
    ) % {"known": area.known, "number": area.total}


def _measure(area: AreaStanding, standing: Standing, count: str) -> Measure:
    level = None if area.level is None else round(float(area.level), EXACTLY)
    evidence = 0.0 if level is None else min(round(float(area.evidence), EXACTLY), level)
    note = _("Nobody has measured this yet.") if level is None else coverage(area)
    return Measure(
        level=level,
        evidence=evidence,
        count_label=count,
        note=note,
        source=_("reckoned by the published rules"),
        as_of=standing.day,
    )


def percent(share: Fraction | float | None) -> str:
    """A share as the reader's language writes a percentage; empty where it is not known."""
    if share is None:
        return ""
    return format_percent(float(share), format="#,##0.#%", locale=locale(get_language() or "en"))


def figure_in_words(value: Decimal | None) -> str:
    """An exact value as the reader's language writes it, without digits that say nothing."""
    return "" if value is None else format_decimal(value.normalize(), locale=locale(get_language() or "en"))


def sum_of(basis: Basis) -> str:
    """The sum behind a share, to be checked with a pencil: ``(82 − 70) ÷ (90 − 70)``."""
    if basis.agreed is not None:
        return _("%(level)s of %(top)s") % {"level": basis.agreed.level, "top": TOP}
    figure = basis.figure
    assert figure is not None
    value = figure_in_words(figure.value)
    if figure.target is not None and figure.baseline is not None:
        start, goal = figure_in_words(figure.baseline), figure_in_words(figure.target)
        return f"({value} − {start}) ÷ ({goal} − {start})"
    low, high = figure_in_words(figure.minimum), figure_in_words(figure.maximum)
    share = f"{value} ÷ {high}" if not figure.minimum else f"({value} − {low}) ÷ ({high} − {low})"
    return f"1 − {share}" if figure.direction == Direction.DOWN else share


def sureness_in_words(basis: Basis) -> str:
    """How much of a share counts as backed, and why."""
    if basis.why == Why.REVIEWED:
        return _("backed up to %(level)s by somebody from outside") % {
            "level": percent(basis.share * basis.sure)
        }
    if basis.agreed is not None:
        return _("half of it is backed by fresh evidence") if basis.sure else _("nothing backs it yet")
    if not basis.sure:
        return _("a wider area’s value stands in, so nothing of it is backed")
    return _("measured") if basis.sure == 1 else _("estimated or doubtful, so half of it is backed")
