"""The nodes of a JSON-LD document of any size: lone objects, lists, graphs, item lists, one object a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from colonnade.city.catalogue.harvest import Report, Unusable
from colonnade.interop.schema_org.terms import LISTS, Node, language_of, prefixes_of, shortened, types_of
from colonnade.interop.schema_org.values import many, objects
from colonnade.interop.shared.json_feed import damage_told
from colonnade.plumbing.json_records import RECORD_LIMIT, THE_DOCUMENT, JsonRecords, NotJson
from colonnade.plumbing.languages import UNDETERMINED
from colonnade.plumbing.text_window import Source

HEAD = RECORD_LIMIT + 1  # characters read before it is decided where the records stand

_GRAPH = re.compile(r'"@graph"\s*:\s*\[')
_ITEMS = re.compile(r'"itemListElement"\s*:\s*\[')


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document says for all its nodes."""

    prefixes: tuple[str, ...] = ("schema:", "sdo:")
    language: str = UNDETERMINED

    def within(self, node: Any) -> "Frame":
        """Return the frame for what stands inside an object with a ``@context`` of its own."""
        context = node.get("@context") if isinstance(node, dict) else None
        if context is None:
            return self
        prefixes = tuple(dict.fromkeys((*self.prefixes, *prefixes_of(context))))
        return replace(self, prefixes=prefixes, language=language_of(context) or self.language)


@dataclass(slots=True)
class Found:
    """A node, where it stood, and whether its place makes it a record whatever its type."""

    where: str
    node: Node
    frame: Frame
    is_record: bool
    position: int = 0


class Held:
    """Characters read already, and those still to come."""

    def __init__(self, head: str, rest: Source) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int, /) -> str:
        """Return up to ``size`` characters, none only at the end."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)


class Nothing:
    """A source that is over."""

    def read(self, size: int, /) -> str:
        """Return no character."""
        return ""


def nodes_of_json(head: str, rest: Source, report: Report) -> Iterator[Found]:
    """Yield the nodes of a JSON document of which ``head`` is read already.

    :raises Unusable: ``not_json`` where it is none.
    """
    document = _opened(head, rest, report)
    frame = Frame().within({"@context": document.kept.get("@context") or document.header.get("@context")})
    is_list = document.path == ""
    for record in document:
        for found in expanded(record.value, frame, f"item {record.number}", is_record=is_list):
            found.position = record.position
            yield found
    if document.gap:
        report.cut = True  # some may be missing besides those told: nothing must be withdrawn


def _opened(head: str, rest: Source, report: Report) -> JsonRecords:
    """Open a document at its list of nodes, or as one object after the other where it has none."""
    told = damage_told(report, "item")
    paths = []
    if head.lstrip().startswith("["):
        paths = [""]
    elif _GRAPH.search(head):
        paths = ["@graph"]
    elif _ITEMS.search(head):
        paths = ["itemListElement", "mainEntity.itemListElement"]
    if paths:
        document = JsonRecords(Held(head, rest), *paths, keep=["@context"], told=told)
        try:
            if document.look() or document.cut:
                return document
        except NotJson as fault:
            raise Unusable("not_json", position=fault.position) from None
        rest = Nothing() if len(head) < HEAD else rest  # it was read to the end in vain
    return JsonRecords(Held(head, rest), THE_DOCUMENT, told=told)


def expanded(value: Any, frame: Frame, where: str, *, is_record: bool) -> Iterator[Found]:
    """Yield the nodes inside a value: the members of lists and graphs, what a page is about, else itself."""
    if isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from expanded(each, frame, f"{where}, {number}", is_record=is_record)
        return
    if not isinstance(value, dict):
        if is_record:
            yield Found(where, {"@type": "text"}, frame, is_record)
        return
    frame = frame.within(value)
    node = shortened(value, frame.prefixes)
    types = set(types_of(node, frame.prefixes))
    if "@graph" in node:
        yield from expanded(many(node["@graph"]), frame, where, is_record=False)
    elif types & LISTS or ("itemListElement" in node and not types):
        yield from expanded(
            [_item(each) for each in many(node.get("itemListElement") or node.get("dataFeedElement"))],
            frame,
            where,
            is_record=True,
        )
    elif "ListItem" in types or "DataFeedItem" in types:
        yield from (
            expanded(_item(node), frame, where, is_record=True)
            if _item(node) is not node
            else [Found(where, node, frame, True)]
        )
    elif types & {"WebPage", "ItemPage", "CollectionPage", "SearchResultsPage"} and any(
        objects(node.get("mainEntity"))
    ):
        yield from expanded(list(objects(node["mainEntity"])), frame, where, is_record=is_record)
    else:
        yield Found(where, node, frame, is_record)


def _item(value: Any) -> Any:
    """Return what a ListItem carries; one that only points to a page stays as it is."""
    item = value.get("item") if isinstance(value, dict) else None
    return item if isinstance(item, dict) and len(item) > 1 else value
