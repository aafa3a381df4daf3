"""The table we ask small providers for: our columns, and one row that shows how they are filled."""

import csv
import io

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from colonnade.interop.tabular.columns import OUR_FIELDS

EXAMPLE_MARK = "#example"  # in the column of identifiers: such a row is never imported
_BOM = "\ufeff"  # without it Excel takes UTF-8 for an old encoding

_EXAMPLE: dict[str, str | Promise] = {
    "id": EXAMPLE_MARK,
    "title": _("Example, this row is left out: Repair your bicycle"),
    "description": _("A few sentences: what people do, what they learn, what to bring."),
    "start": _("2026-03-14 (year-month-day)"),
    "start_time": "18:00",
    "end": _("2026-03-14 (may stay empty if it is the same day)"),
    "end_time": "20:30",
    "schedule": _("Only if there is no date: every Friday by arrangement"),
    "timezone": _("Empty means the time of the city"),
    "place": _("Neighbourhood workshop"),
    "street": _("Main Street 12"),
    "postal_code": "48157",
    "locality": _("Your town"),
    "district": _("Empty if you do not know it"),
    "country": _("Two letters; empty means the country of the city"),
    "latitude": "51.9607",
    "longitude": "7.6261",
    "provider": _("Who offers it: an organisation, a group or one person"),
    "partners": _("Several with a semicolon: City library; Cycling club"),
    "url": "https://example.org/bicycle",
    "registration": _("yes, no, or empty if you do not know"),
    "registration_url": "https://example.org/bicycle/register",
    "registration_closes": "2026-03-10",
    "contact": _("An address that everybody may see"),
    "price": _("12.50, or words: 12.50, members 8"),
    "currency": "EUR",
    "is_free": _("yes or no; empty means unknown"),
    "ages": "16+",
    "age_min": "16",
    "age_max": "",
    "audience": _("adults; older people"),
    "languages": "en; es",
    "category": _("workshop"),
    "keywords": _("bicycle; repair; sustainability"),
    "mode": _("on site, online or hybrid"),
    "online_url": "",
    "capacity": "12",
    "places_left": "",
    "duration": "2.5 h",
    "requirements": _("none"),
    "outcomes": _("Mend a puncture; Adjust the brakes"),
    "accessibility": _("wheelchair access"),
    "image": "https://example.org/bicycle.jpg",
    "status": _("Empty, or cancelled, postponed, full"),
    "modified": "",
}


def template_csv() -> bytes:
    """Return the template in the active language, as UTF-8 that spreadsheets recognise.

    Its column names are understood in every language of the site, so a filled template needs no mapping.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([str(label) for label in OUR_FIELDS.values()])
    writer.writerow([str(_EXAMPLE[field]) for field in OUR_FIELDS])
    return (_BOM + text.getvalue()).encode("utf-8")
