"""What is said about a row, a file or a figure: why it was refused, what looks odd, and the cure."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from colonnade.city.catalogue.harvest.reasons import sentence as of_the_pipes

REASONS: dict[str, Promise] = {
    # whole files
    "unknown_figures": _(
        "This is no table of figures that we can read. Bring a CSV file in the Open SDG layout, our own template, or a spreadsheet with a column for the year and one for the value."
    ),
    "only_description": _(
        "This file describes figures and holds none. Bring it together with the file of the figures."
    ),
    "no_description": _("“%(name)s” is no description of figures. Bring the file again without it."),
    "no_columns": _(
        "No column is called “year” and none “value”. Found: %(columns)s. Name them so, or fill in our template."
    ),
    "no_rows": _("The file has the names of its columns and nothing below them."),
    "no_values": _("The file has rows, but not one value. Nothing was kept."),
    "template_numbers": _(
        "These are the sample numbers (1, 3, 2 for groups A, B and all) that come with the Open SDG template. They measure nothing, so nothing was kept."
    ),
    "which_indicator": _(
        "Neither the file nor its name says which indicator its values belong to. Choose it and bring the file again."
    ),
    "no_source": _("The file does not say where its figures come from. Name the source and bring it again."),
    "too_many_rows": _("The file has more than %(rows)s rows. Split it and bring the parts."),
    "broken_xml": _("The XML is broken at line %(line)s."),
    "not_readable": _("The file could not be read any further: %(detail)s."),
    "file_is_gone": _("The file is no longer here. Bring it again."),
    # one row
    "no_period": _("The row has no year."),
    "bad_period": _(
        "“%(value)s” is not a time we understand. Write 2019, 2012/13, 2019-Q3, 2019-05, or 2019-01-01/2019-06-30."
    ),
    "no_value": _("The row has no value and does not say why."),
    "not_a_number": _("“%(value)s” is not a number."),
    "number_doubtful": _(
        "“%(value)s” may be a thousand or a fraction. Write it without a comma, or with a point for the fraction."
    ),
    "number_too_large": _("“%(value)s” is too large a number."),
    "no_unit": _("The value has no unit, and nothing in the file says in what it is counted."),
    "above_maximum": _(
        "%(value)s is above %(bound)s, the most that this unit can be. If it is right, another unit is meant."
    ),
    "below_minimum": _(
        "%(value)s is below %(bound)s, the least that this unit can be. If it is right, another unit is meant."
    ),
    "no_indicator": _(
        "The row does not say which indicator it is about. If the cell was merged with the one above, fill in every row."
    ),
    "unknown_indicator": _(
        "No indicator has the code “%(value)s”. Add it to the city’s own, or mend the code."
    ),
    "said_twice": _(
        "The file gives two values for the same indicator, time and group: %(first)s before, %(second)s here. Only the first was kept."
    ),
    "status_against_value": _("The row says that there is no value, and gives one: %(value)s."),
    "no_reason": _("Say why the figure is corrected. The reason is kept beside it."),
    "counted_here": _("This site counts this indicator itself. Nobody gives it by hand."),
    # targets
    "target_before_baseline": _("The year of the target must lie after the year of the baseline."),
    "target_is_baseline": _("The target is the baseline. A target says what shall change."),
    "step_outside": _("The year %(value)s does not lie between the baseline and the target."),
    "step_twice": _("A year stands in the steps more than once."),
    # what looks odd
    "jump": _("%(value)s is far from %(before)s in %(period)s."),
    "unit_doubtful": _(
        "%(number)s of %(of)s values are beyond what “%(unit)s” can be and were refused. The unit of the others is doubtful too: ask the source."
    ),
    "other_unit": _("The unit is “%(unit)s”; so far it was “%(usual)s”."),
    "overlap": _(
        "The time %(period)s overlaps with %(other)s, for which the same source gives another value."
    ),
    "disagrees": _("Another source, %(source)s, says %(value)s. Both are kept."),
    "unknown_area": _(
        "The area “%(value)s” is not a district of this city. The value was kept for that area, not for the whole city."
    ),
    "unknown_areas": _(
        "%(number)s areas are no districts of this city: %(value)s. Their values were kept for them, not for the whole city."
    ),
    "doubtful_period": _(
        "“%(value)s” was read as a month. For a year that spans two, write it with a slash."
    ),
    "looks_like_shares": _(
        "All values are between 0 and 1, though the unit is percent. Are they shares of one?"
    ),
    "rounded": _("More than 15 digits, or more than 10 behind the point, were rounded."),
    "future": _("The time lies in the future."),
    # what was understood
    "unit_from_name": _("The unit, percent, was taken from the name “%(value)s”."),
    "unit_told": _("The file states no unit; the one you named was used: %(value)s."),
    "is_wider": _("The figures are about %(value)s, not about the city. They stand in for the city’s own."),
    "coverage_unknown": _(
        "The figures are about “%(value)s”; we took that for the city. Say so if it is wider."
    ),
    "whole_city_code": _("“%(value)s” stands in every row; it was taken for the whole city."),
    "source_taken": _("No organisation is named as the source; “%(value)s” was taken."),
    "own_indicator": _(
        "“%(value)s” is kept as an indicator of the city. Whether it measures the same as the goal’s indicator of that code is for you to say."
    ),
    "same_again": _("The same row stands in the file twice."),
    "cut_figures": _("The file ends in the middle of a row. The complete rows before it were read."),
    "described": _("A description came with the file and was used."),
}


def sentence(code: str, details: dict[str, Any] | None = None) -> str:
    """Say a reason in the active language. What only the readers of tables know is said in the words of the harvest."""
    template = REASONS.get(code)
    if template is None:
        return of_the_pipes(code, details or {})
    try:
        return str(template) % details if details else str(template)
    except (KeyError, TypeError, ValueError):
        return str(template)


def sentences(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looked odd about one figure, in the active language."""
    return [sentence(each["code"], each.get("details")) for each in warnings]
