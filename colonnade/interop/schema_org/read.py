"""JSON-LD read node by node, out of JSON documents of any size or out of web pages."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.schema_org.documents import HEAD, Found, nodes_of_json
from colonnade.interop.schema_org.graph import items
from colonnade.interop.schema_org.map import Item
from colonnade.interop.schema_org.pages import nodes_of_page
from colonnade.interop.schema_org.terms import SUPPORT, Node, kind_of, types_of
from colonnade.interop.schema_org.values import objects, text
from colonnade.interop.shared.spans import span, when
from colonnade.interop.shared.text_feed import feed_text

PAGE_LIMIT = 20_000_000  # characters of a web page

_SITEMAP = _("a sitemap, a list of pages. Bring one of the pages it lists, or the address of a feed")
_EMPTY_PAGE = _(
    "a web page that carries no data about events or courses (JSON-LD). Ask whoever runs it for a feed"
)


def read(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the events, courses, programmes and resources of a document or a page.

    What only supports them (places, organisations, the page itself) is no record. In a list every other
    object is one, which :func:`map.offer_of` then refuses.

    :raises Unusable: ``empty``, ``not_json``, ``too_long`` for a page, ``not_offers``.
    """
    source = feed_text(stream, report)
    head = source.read(HEAD)
    start = head[:4096].lstrip("\ufeff \t\r\n")
    if not start and not head.strip():
        raise Unusable("empty")
    if start.startswith("<"):
        html = head + source.read(max(0, PAGE_LIMIT + 1 - len(head)))
        yield from _page(html, report)
    elif head.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        yield from _document(nodes_of_json(head, source, report), report)
    else:
        raise Unusable("not_json", position=0)


def _page(html: str, report: Report) -> Iterator[Raw]:
    start = html[:4096].lower()
    if "<urlset" in start or "<sitemapindex" in start:
        raise Unusable("not_offers", what=_SITEMAP)
    if len(html) > PAGE_LIMIT:
        raise Unusable("too_long", megabytes=PAGE_LIMIT // 1_000_000)
    has_any = False
    for where, item, is_record in items(nodes_of_page(html, report)):
        if _is_offer(item.node) or (is_record and not _supports(item.node)):
            has_any = True
            yield _raw(where, item, report)
    if not has_any:
        raise Unusable("not_offers", what=_EMPTY_PAGE)


def _document(found: Iterator[Found], report: Report) -> Iterator[Raw]:
    others: list[str] = []
    has_any = False
    first = next(found, None)
    if first is None:
        return
    for where, item, is_record in items(chain([first], found)):
        if _is_offer(item.node) or (is_record and not _supports(item.node)):
            has_any = True
            yield _raw(where, item, report)
        elif len(others) < 3:
            others += types_of(item.node)[:1] or ["objects without a type"]
    if not has_any and not report.cut:
        raise Unusable("not_offers", what=f"data about {', '.join(dict.fromkeys(others))}")


def _is_offer(node: Node) -> bool:
    if types_of(node):
        return bool(kind_of(types_of(node)))
    return bool(text(node.get("name"))) and when(text(node.get("startDate"))) is not None


def _supports(node: Node) -> bool:
    types = types_of(node)
    return bool(types) and all(each in SUPPORT for each in types)


def _raw(where: str, item: Item, report: Report) -> Raw:
    for code, details in _faults(item.node):
        report.repaired(where, code, **details)
    return Raw(where, {"title": text(item.node.get("name")), "item": item})


def _faults(node: Node) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the dates of a node have wrong with them; they are mended when it is mapped."""
    for each in (node, *objects(node.get("hasCourseInstance")), *objects(node.get("subEvent"))):
        end = text(each.get("endDate"))
        if not end:
            continue
        last = when(end)
        if last is None:
            yield "bad_date", {"value": end[:80]}
        elif span(when(text(each.get("startDate"))), last).is_reversed:
            yield "end_before_start", {}
