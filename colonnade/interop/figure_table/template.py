"""The table we ask statistics offices for: our columns, and one row that shows how they are filled."""

import csv
import io

from django.utils.translation import gettext as _

from colonnade.interop.shared.figure_columns import EXAMPLE_MARK, OUR_FIELDS

_BOM = "\ufeff"  # without it Excel takes UTF-8 for an old encoding


def template_csv() -> bytes:
    """The template in the active language. Its column names are understood in every language of the site."""
    example = {
        "indicator": EXAMPLE_MARK,
        "period": "2025",
        "value": "83.5",
        "unit": "%",
        "area_name": _("Empty for the whole city"),
        "source": _("Who collected it: an office, a survey"),
        "status": _("Empty, or: estimated, not available, does not apply here"),
        "sure": _("high, medium or low"),
        "note": _("This example is left out. More columns, such as sex or age, break a value down."),
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([str(label) for label in OUR_FIELDS.values()])
    writer.writerow([example[name] for name in OUR_FIELDS])
    return (_BOM + text.getvalue()).encode("utf-8")
