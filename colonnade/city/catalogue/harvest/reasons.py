"""Why a record or a file was refused or repaired, in sentences a coordinator understands, with the cure."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    # whole files
    "empty": _("The file is empty. Check that the export was finished and try again."),
    "unknown_format": _(
        "This is not a format we can read. Bring a calendar (.ics), JSON-LD, XCRI-CAP, an agenda export, or a table (CSV or Excel) with a title column."
    ),
    "not_offers": _("The file is sound, but it holds no learning offers: it is %(what)s."),
    "needs_mapping": _(
        "This table has no column we recognise as the title. Tell us once which column is which; found: %(columns)s."
    ),
    "too_long": _(
        "The feed is longer than the limit of %(megabytes)s MB and was cut off. Nothing was withdrawn."
    ),
    "too_slow": _(
        "The feed took longer than %(seconds)s seconds to arrive and was cut off. Nothing was withdrawn."
    ),
    "unreachable": _("The address did not answer: %(detail)s. Check it in a browser and try again."),
    "private_address": _(
        "The address leads to a private network, which feeds may not do. The operator can allow it."
    ),
    "bad_status": _("The server answered with %(status)s instead of the feed. Check the address."),
    "not_xml": _("The XML is broken at line %(line)s: %(detail)s."),
    "not_json": _("The JSON is broken at character %(position)s and could not be mended."),
    "unreadable_workbook": _("The spreadsheet cannot be opened. Save it again as .xlsx or .csv."),
    "too_large_workbook": _(
        "The spreadsheet is larger than %(megabytes)s MB. Save it as .csv, which may be of any size."
    ),
    "already_running": _("This source is being harvested right now. Wait until that run has ended."),
    "nothing_usable": _("No record could be used. The reasons are listed one by one."),
    # one record
    "no_title": _("It has no title. Give it one in the source."),
    "no_id": _("It has no identifier and nothing from which a stable one could be built."),
    "bad_date": _("Its date cannot be read: %(value)s."),
    "bad_zone": _("Its time zone is not known: %(value)s. The city's zone was used."),
    "end_before_start": _("It ends before it starts. The end was left out."),
    "bad_rule": _("Its recurrence rule cannot be read: %(value)s. Only the first date was kept."),
    "not_an_offer": _("It is not a learning offer: %(what)s."),
    "broken_record": _("The record is broken and could not be read: %(detail)s."),
    "feed_broke": _(
        "The feed could not be read any further: %(detail)s. What came before was kept, nothing was withdrawn."
    ),
    "cut_record": _(
        "The file ends in the middle of this record. What came before was kept, nothing was withdrawn."
    ),
    "too_large_record": _("The record is larger than %(kilobytes)s kB."),
    "no_mapping_value": _("The column mapped to the title is empty in this row."),
    "torn_piece": _(
        "This row is only a piece that was torn off the row above. The row above was put together again."
    ),
    # repairs
    "escape_mended": _("A wrong backslash was read as a plain character."),
    "control_mended": _(
        "A line break or tabulator stood raw within a text, which JSON forbids; it was kept as meant."
    ),
    "comma_mended": _("A comma between two records was missing or stood twice."),
    "bad_exclusion": _("A date on which it does not take place cannot be read and was left out: %(value)s."),
    "text_mended": _("Text that had been decoded wrongly was restored."),
    "encoding_guessed": _("The file does not say its encoding; it was read as %(encoding)s."),
    "mixed_encoding": _(
        "Some characters were not in the encoding of the rest; they were read as %(encoding)s."
    ),
    "bom_removed": _("A byte-order mark was skipped."),
    "line_mended": _("A line that belongs to no property was left out: %(line)s."),
    "property_mended": _("A line was written wrongly, but it is clear what was meant: %(line)s."),
    "columns_mended": _(
        "The row had %(found)s cells instead of %(expected)s; missing ones were taken as empty."
    ),
    "cells_left_over": _(
        "The row had %(found)s filled cells instead of %(expected)s; look whether a text in it lacks its quotation marks."
    ),
    "rows_mended": _("In all, %(rows)s rows had too few or too many cells; the first of them are listed."),
    "quote_mended": _("A quotation mark that is never closed was read as a plain character."),
    "preamble_skipped": _(
        "The names of the columns were found below %(lines)s other lines, which were left out."
    ),
    "header_repeated": _("The names of the columns come again here; this row was left out."),
    "column_missing": _(
        "The saved mapping names the column %(column)s, which this file does not have. Check the mapping."
    ),
    "date_order_guessed": _(
        "Nothing in the first rows tells day from month; dates were read as %(order)s, as is usual in the country."
    ),
    "price_flags_ignored": _(
        "The column %(column)s holds nothing but 0 and 1, which are no prices; it was not read."
    ),
    "example_skipped": _("The example row of our template was left out."),
    "cells_shifted": _("The cells of this row had slipped out of their columns and were put back."),
    "torn_row": _(
        "The row was torn into %(rows)s pieces by a quotation mark in a text; they were put together again."
    ),
    "characters_lost": _(
        "Some characters had been lost before the file was saved; %(rows)s rows show a substitute. Export the file anew as UTF-8."
    ),
    "xml_mended": _("The XML had faults that were skipped, the first at line %(line)s."),
    "entities_mended": _("Names of characters that XML does not know, such as &nbsp;, were read as in HTML."),
    "characters_mended": _("Characters that are not allowed in XML were skipped."),
    "page_only": _(
        "This is one page of a longer answer: %(shown)s of %(total)s records. Nothing was withdrawn."
    ),
    "cut_file": _("The file ends too early. Its complete records were kept, nothing was withdrawn."),
    "duplicate": _("The same record stands in the file more than once; the last one counts."),
}


def sentence(code: str, details: dict[str, Any]) -> str:
    """Say a reason in the active language. An unknown code is shown as it is; it is a defect, but no loss."""
    template = REASONS.get(code)
    if template is None:
        return f"{code} {details}" if details else code
    what = details.get("what")
    if isinstance(what, str):
        details = {**details, "what": gettext(what)}  # marked for translation where readers say it
    try:
        return str(template) % details if details else str(template)
    except (KeyError, TypeError, ValueError):
        return str(template)
