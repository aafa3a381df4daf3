"""Nodes that point to one another put together: references, courses with their instances, events with their parts."""

from collections.abc import Iterable, Iterator
from typing import Any

from colonnade.interop.schema_org.documents import Found
from colonnade.interop.schema_org.map import Item, id_of
from colonnade.interop.schema_org.terms import COURSES, INSTANCES, Node, kind_of, types_of
from colonnade.interop.schema_org.values import many, objects, spoken, text
from colonnade.interop.shared.spans import when

HELD_NODES, HELD_CHARACTERS = (
    5000,
    8_000_000,
)  # so much is put together; a longer document is read as it comes

_REFERENCES = [
    "location",
    "address",
    "geo",
    "organizer",
    "provider",
    "performer",
    "offeredBy",
    "sourceOrganization",
    "publisher",
    "author",
    "creator",
    "sponsor",
    "funder",
    "offers",
    "eventSchedule",
    "courseSchedule",
    "hasCourseInstance",
    "subEvent",
    "audience",
    "image",
    "about",
    "containedInPlace",
]


def items(found: Iterable[Found]) -> Iterator[tuple[str, Item, bool]]:
    """Yield ``(where, item, is_record)`` for every node, those belonging together put together.

    In a long document a node can only be put together with nodes that stand before it.
    """
    graph = _Graph()
    held: list[Found] = []
    is_long = False
    for each in found:
        graph.learn(each.node)
        if is_long:
            yield from graph.items([each])
            continue
        held.append(each)
        if len(held) >= HELD_NODES or each.position > HELD_CHARACTERS:
            yield from graph.items(held)
            held, is_long = [], True
    yield from graph.items(held)


class _Graph:
    """The nodes that others may point to, by their ids."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def learn(self, node: Node) -> None:
        """Remember a node."""
        name = node.get("@id")
        if isinstance(name, str) and name and len(node) > 1 and len(self._nodes) < HELD_NODES * 4:
            self._nodes.setdefault(name, node)

    def items(self, found: list[Found]) -> Iterator[tuple[str, Item, bool]]:
        """Put nodes together and yield what is left standing on its own."""
        self._attach_instances(found)
        absorbed = {
            name
            for each in found
            for key in ("hasCourseInstance", "subEvent")
            for part in many(each.node.get(key))
            if (name := _reference(part)) and name in self._nodes
        }
        for each in found:
            own = each.node.get("@id")
            if isinstance(own, str) and own in absorbed and self._nodes.get(own) is each.node:
                continue
            node = self._resolved(each.node)
            for number, item in enumerate(_with_parts(Item(node, each.frame.language)), 0):
                yield (f"{each.where}, part {number}" if number else each.where), item, each.is_record

    def _attach_instances(self, found: list[Found]) -> None:
        """Hang an instance that names its course under that course."""
        for each in found:
            if not set(types_of(each.node)) & INSTANCES:
                continue
            name = each.node.get("@id")
            for key in ("isPartOf", "superEvent", "course", "instanceOf"):
                course = self._nodes.get(_reference(each.node.get(key)) or "")
                if course is not None and set(types_of(course)) & COURSES and isinstance(name, str) and name:
                    instances = many(course.get("hasCourseInstance"))
                    if name not in [_reference(instance) for instance in instances]:
                        course["hasCourseInstance"] = [*instances, {"@id": name}]

    def _resolved(self, node: Node, depth: int = 0) -> Node:
        """Return a node with the nodes it points to in the place of their names."""
        if depth > 3 or not self._nodes:
            return node
        changed: Node = {}
        for key in _REFERENCES:
            value = node.get(key)
            if value is None or isinstance(value, str):
                continue
            parts = [self._target(part, depth) for part in many(value)]
            if any(new is not old for new, old in zip(parts, many(value), strict=True)):
                changed[key] = parts
        return {**node, **changed} if changed else node

    def _target(self, part: Any, depth: int) -> Any:
        if not isinstance(part, dict):
            return part
        target = self._nodes.get(_reference(part) or "", part)
        return self._resolved(target, depth + 1)


def _reference(value: Any) -> str:
    """Return the id that a value does nothing but name, "" for any other value."""
    if isinstance(value, list):
        return _reference(value[0]) if len(value) == 1 else ""
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not set(value) - {"@id", "@type"}:
        return str(value["@id"])
    return value if isinstance(value, str) else ""


def _with_parts(item: Item) -> Iterator[Item]:
    """Yield an item, then those parts of an event that are offers of their own: they have another name."""
    node = item.node
    parts = [part for part in objects(node.get("subEvent")) if _stands_alone(part, node)]
    if not parts or set(types_of(node)) & (COURSES | INSTANCES):
        yield item
        return
    rest = [part for part in many(node["subEvent"]) if not any(part is each for each in parts)]
    yield Item({**node, "subEvent": rest}, item.language, item.part_of)
    title = spoken(node.get("name"), item.language)
    whole = id_of(node, title) if title else ""
    for part in parts:
        yield from _with_parts(Item(part, item.language, whole))


def _stands_alone(part: Node, whole: Node) -> bool:
    name = text(part.get("name"))
    is_offer = bool(kind_of(types_of(part))) or not types_of(part)
    return (
        bool(name)
        and name != text(whole.get("name"))
        and is_offer
        and when(text(part.get("startDate"))) is not None
    )
