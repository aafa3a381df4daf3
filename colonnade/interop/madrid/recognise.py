"""Which feeds are Madrid's agenda."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.madrid.csv_rows import is_header
from colonnade.interop.shared.json_feed import json_start


def confidence(head: Head) -> float:
    """Say how sure we are: by the names in the JSON-LD context, or by the column names of the CSV."""
    text = json_start(head)
    if text:
        if '"@graph"' not in text:
            return 0.0
        if '"excluded-days"' in text:
            return 0.97 if "datos.madrid.es" in text else 0.9
        return 0.6 if "datos.madrid.es/egob" in text else 0.0
    first = head.data.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0]
    return 0.97 if is_header(first.decode("latin-1")) else 0.0
