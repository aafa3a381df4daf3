"""Reading a page of the API's answer."""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report, Unusable
from colonnade.interop.shared.json_feed import open_feed, raws, require_list, tell_page
from colonnade.interop.shared.loose import mapping

_CODE_LISTS = {
    "formats": "a list of the formats events can have",
    "categories": "a list of categories",
    "subcategories": "a list of categories",
    "venues": "a list of venues",
    "organizers": "a list of organisers",
}


def records(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield the events of one page. Where there are more pages, nothing may be withdrawn.

    :raises Unusable: ``not_offers`` for the API's code lists.
    """
    document = open_feed(stream, report, "events", "", *_CODE_LISTS, keep=["pagination"], noun="event")
    if document.path in _CODE_LISTS:
        raise Unusable("not_offers", what=_CODE_LISTS[document.path])
    require_list(document)
    shown = 0
    for shown, raw in enumerate(raws(document, report, "event"), start=1):  # noqa: B007  (told below)
        yield raw
    page = mapping(document.kept.get("pagination"))
    if page.get("has_more_items") and not document.cut:
        tell_page(report, shown, page.get("object_count"))
