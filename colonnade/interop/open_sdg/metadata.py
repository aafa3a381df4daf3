"""The description beside a file of figures: two columns, what is said and what it says.

Read: what the indicator is, its unit, its first source, the area it covers. Left out: who can be asked, for that is a
person's address; and the sentences that the template puts there for whoever has not filled it in.
"""

import csv
import io
import re
from typing import BinaryIO

from colonnade.city.monitoring.queries.formats import About, Head, Told, Unusable
from colonnade.plumbing.decoding import open_text

_TITLE = (
    "Indicator available",
    "Available indicator",
    "indicator_name",
    "indicator_available",
    "indicator_name1",
)
_DEFINITION = ("Definitions", "Indicator description", "definitions", "national_indicator_description")
_UNIT = ("Unit of measurement", "Units of measurement", "computation_units", "unit_of_measurement")
_SOURCE = ("Source 1 organisation", "Source 1 organization", "source_organisation_1", "data_sources")
_LINK = ("Source 1 link to data source", "source_url_1")
_LINK_TEXT = ("Source 1 link to data source text", "source_url_text_1")
_COVERAGE = ("geographical coverage", "geographical_coverage", "national_geographical_coverage")
_CLASSIFICATION = ("Source 1 statistical classification", "source_statistical_classification_1")
_LABELS = {
    *_TITLE,
    *_DEFINITION,
    *_UNIT,
    *_SOURCE,
    "Reporting status",
    "Graph type",
    "Graph title",
    "goal_name",
}
_PLACEHOLDERS = {
    "org name",
    "see dataset for units",
    "any other info on the dataset, e.g. data control applied?",
    "contact details for those responsible for dataset ideally",
    "other info specific to this dataset",
    "tba",
    "tbc",
    "n/a",
}
_ABOUT_PEOPLE = re.compile(r"contact|e-?mail|phone", re.IGNORECASE)
_LABELS_IN_LINES = 3


def describes(head: Head) -> bool:
    """Say whether the beginning of a file holds the labels of a description."""
    lines = head.data.decode("utf-8", "replace").splitlines()[:40]
    found = {line.partition(",")[0].strip().strip('"') for line in lines}
    return len(found & _LABELS) >= _LABELS_IN_LINES


def described(stream: BinaryIO, told: Told) -> About:
    """Read a description. :raises Unusable: nothing is said in it."""
    text = open_text(
        stream, told=lambda code, detail: told.noted("description", code, encoding=detail)
    ).read()
    facts: dict[str, str] = {}
    for cells in csv.reader(io.StringIO(text)):
        label, said = (cells[0].strip(), ",".join(cells[1:]).strip(" ,")) if len(cells) > 1 else ("", "")
        if said and said.casefold() not in _PLACEHOLDERS and not _ABOUT_PEOPLE.search(label):
            facts.setdefault(label, said[:4000])
    if not facts:
        raise Unusable("only_description")
    link = _first(facts, _LINK)
    organisation = _first(facts, _SOURCE)
    return About(
        title=_first(facts, _TITLE)[:300],
        language="en",
        definition=_first(facts, _DEFINITION),
        unit=_first(facts, _UNIT)[:200],
        source=(organisation or _first(facts, _LINK_TEXT))[:200],
        publisher=organisation[:200],
        url=link if link.startswith(("https://", "http://")) and len(link) <= 1000 else "",
        is_official="official" in _first(facts, _CLASSIFICATION).casefold(),
        coverage=next(
            (said for label, said in facts.items() if any(word in label for word in _COVERAGE)), ""
        ),
        facts=facts,
    )


def _first(facts: dict[str, str], labels: tuple[str, ...]) -> str:
    return next((facts[label] for label in labels if label in facts), "")
