"""Is this a calendar?"""

import re

from colonnade.city.catalogue.harvest import Head

_BEGIN = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*(VCALENDAR|VEVENT)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FOREIGN = ("<", "{", "[", "begin:vcard")


def recognise(head: Head) -> float:
    """Return 1 where the first line begins a calendar; less the later it begins, or where only the name says so."""
    data = head.data.replace(b"\0", b"") if b"\0" in head.data[:64] else head.data
    text = data.decode("utf-8", "replace").replace("\r", "\n").lstrip("\ufeff\ufffd \t\n")
    match = _BEGIN.search(text)
    if match:
        if match.start() == 0:
            return 1.0 if match[1].upper() == "VCALENDAR" else 0.9
        return 0.3 if text.startswith(_FOREIGN) else 0.8
    if text.lower().startswith(_FOREIGN):
        return 0.0
    if "text/calendar" in head.content_type.lower():
        return 0.6
    return 0.5 if head.name.partition("?")[0].endswith((".ics", ".ical", ".icalendar", ".ifb")) else 0.0
