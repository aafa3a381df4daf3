"""Reading a page of the API's answer."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Raw, Report, Unusable
from colonnade.interop.shared.json_feed import open_feed, raws, require_list, tell_page
from colonnade.interop.shared.loose import mapping

_CODE_LISTS = {
    "formats": _("a list of the formats events can have"),
    "categories": _("a list of categories"),
    "subcategories": _("a list of categories"),
    "venues": _("a list of venues"),
    "organizers": _("a list of organisers"),
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
