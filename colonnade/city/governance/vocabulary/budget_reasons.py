"""Why a spreadsheet or one of its rows was refused, and what was noticed in it, in sentences with the cure."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    # whole files
    "empty": _("The file holds no rows. Check that the export was finished and try again."),
    "not_a_table": _(
        "This file is not a table. Bring CSV, Excel (.xlsx, .xls) or OpenDocument (.ods) with a row of column names."
    ),
    "unreadable_workbook": _("The spreadsheet cannot be opened. Save it again as .xlsx or .csv."),
    "too_large_workbook": _("The spreadsheet is larger than %(megabytes)s MB. Save it as .csv."),
    "too_large_file": _("The file is larger than %(megabytes)s MB. Bring it in parts, a year at a time."),
    "too_many_rows": _("The file has more than %(rows)s rows. Bring it in parts, a year at a time."),
    # rows
    "no_title": _("It does not say what the money is for."),
    "no_year": _("It names no year. Fill in the cell, or give one year for all such rows."),
    "bad_year": _("This is not a year of four digits: “%(value)s”."),
    "no_currency": _("It names no currency. Give one for all such rows."),
    "unknown_currency": _("There is no currency “%(value)s”. Write its code of three letters, such as EUR."),
    "two_currencies": _("It names more than one currency: %(value)s. Make a row for each."),
    "unknown_area": _(
        "There is no area “%(value)s” in the temple. Write its code or name, or leave the cell empty."
    ),
    "unknown_form": _(
        "“%(value)s” is no form of learning that we know. Write formal, non-formal, informal or mixed, or leave the cell empty."
    ),
    "too_long": _("The text is longer than %(most)s characters (column “%(column)s”)."),
    "amount_words": _(
        "Column “%(column)s”: “%(value)s” is not written in digits alone. Write 12000000 instead of “12 Mio”."
    ),
    "amount_unreadable": _("Column “%(column)s”: “%(value)s” is not an amount."),
    "amount_other_way": _(
        "Column “%(column)s”: “%(value)s” is not written as the other amounts of the column are; the mark before the cents is another one."
    ),
    "amount_too_fine": _("Column “%(column)s”: “%(value)s” has more than two digits after the decimal mark."),
    "amount_too_large": _("Column “%(column)s”: “%(value)s” is too large to be kept to the cent."),
    "negative": _("Column “%(column)s”: “%(value)s” is below zero, which a budget line cannot be."),
    "same_reference": _("Row %(row)s has the same code “%(value)s” in the same year."),
    "cut_record": _("The file ends in the middle of this row."),
    "too_large_record": _("The row is larger than %(kilobytes)s kB."),
    # sums of the file
    "several_currencies": _("The rows above have several currencies, and this sum names none."),
    "unreadable": _("The sum cannot be read."),
    # noticed
    "merged_cells": _(
        "There are merged cells. A merged value stands only in the first of its rows; choose below that empty cells repeat the cell above, if that is what they mean."
    ),
    "comments_left_out": _("Comments on cells are not read. What counts must stand in a cell."),
    "one_sheet_read": _("The file has %(sheets)s sheets; the first that looks like a budget was read."),
    "encoding_guessed": _("The file does not say its encoding; it was read as %(encoding)s."),
    "mixed_encoding": _(
        "Some characters were not in the encoding of the rest; they were read as %(encoding)s."
    ),
    "bom_removed": _("A byte-order mark was skipped."),
    "columns_mended": _(
        "A row had %(found)s cells instead of %(expected)s; missing ones were taken as empty."
    ),
    "cells_left_over": _(
        "A row had %(found)s filled cells instead of %(expected)s; those beyond the last named column were not read."
    ),
    "rows_mended": _("In all, %(rows)s rows had too few or too many cells; the first of them are listed."),
    "quote_mended": _("A quotation mark that is never closed was read as a plain character."),
    "preamble_skipped": _("The lines above the column names were not read."),
    "cut_file": _("The file was cut off at its end."),
}

QUIET = {"bom_removed"}  # nobody needs to know


def sentence(code: str, details: Mapping[str, Any]) -> str:
    """The reason in the reader's language; a code that is not known is said as it is."""
    text = str(REASONS[code]) if code in REASONS else gettext("Not read: %(code)s") % {"code": code}
    try:
        return text % dict(details)
    except (KeyError, ValueError, TypeError):
        return text
