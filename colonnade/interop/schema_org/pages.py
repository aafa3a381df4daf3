"""The blocks of JSON-LD inside a web page."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from colonnade.city.catalogue.harvest import Report
from colonnade.interop.schema_org.documents import Found, Frame, expanded
from colonnade.interop.schema_org.terms import Node
from colonnade.interop.shared.links import web_address
from colonnade.plumbing.json_mending import holds_half_characters, mended
from colonnade.plumbing.languages import UNDETERMINED, tag

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LINKS = ("@id", "url", "image", "contentUrl", "mainEntityOfPage", "sameAs")


def nodes_of_page(html: str, report: Report) -> Iterator[Found]:
    """Yield the nodes of every JSON-LD block of a page; a block that is no JSON is reported.

    Addresses that count from the page's own are completed where the page says what that is. The
    page's language holds for texts that state none.
    """
    page = _parsed(html)
    if page is None:
        return
    base = _base(page)
    language = tag(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    blocks = [each for each in page.iter("script") if "ld+json" in (each.get("type") or "").lower()]
    for number, block in enumerate(blocks, 1):
        where = f"block {number}, line {block.sourceline}"
        text = _WRAPPING.sub("", _WRAPPING.sub("", block.text or "")).strip().rstrip(";")
        if not text:
            continue
        try:
            value = _read(text, where, report)
        except (ValueError, RecursionError) as error:
            report.rejected(where, "broken_record", excerpt=text[:200], detail=str(error)[:200])
            continue
        for found in expanded(value, Frame(language=language or UNDETERMINED), where, is_record=False):
            found.node = _completed(found.node, base) if base else found.node
            yield found


def _parsed(html: str) -> Any:
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_DECLARATION.sub("", html), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _base(page: Any) -> str:
    """Return the address of a page as it states it itself."""
    for found in (
        page.xpath("string(//link[@rel='canonical']/@href)"),
        page.xpath("string(//meta[@property='og:url']/@content)"),
        page.xpath("string(//base/@href)"),
    ):
        if url := web_address(str(found)):
            return url
    return ""


def _read(text: str, where: str, report: Report) -> Any:
    """Decode a block, mending its texts if need be. :raises ValueError: where that is not enough."""
    if not holds_half_characters(text, 0, len(text)):
        with suppress(ValueError):
            return json.loads(text)
    better = mended(text)
    value = json.loads(better.text)
    for fault in sorted(better.faults):
        report.repaired(where, f"{fault}_mended", position=0)
    return value


def _completed(value: Any, base: str) -> Any:
    """Complete the addresses of a node; names of nodes ("_:b0") and texts stay."""
    if isinstance(value, list):
        return [_completed(each, base) for each in value]
    if not isinstance(value, dict):
        return value
    node: Node = {}
    for key, each in value.items():
        if isinstance(each, dict | list):
            node[key] = (
                [
                    _joined(base, part) if key in _LINKS and isinstance(part, str) else _completed(part, base)
                    for part in each
                ]
                if isinstance(each, list)
                else _completed(each, base)
            )
        else:
            node[key] = _joined(base, each) if key in _LINKS and isinstance(each, str) else each
    return node


def _joined(base: str, link: str) -> str:
    if not link or "://" in link or link.startswith(("_:", "mailto:", "urn:")) or " " in link:
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return link
