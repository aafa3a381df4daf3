"""Finding one's way in a course: children by their local name, texts, XHTML, dates in attributes.

Feeds put elements into the namespaces of XCRI, MLO or Dublin Core as their authors understood the standard, so
only local names count here.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import TypeAlias

from lxml import etree

from colonnade.interop.shared.spans import When, when
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap, tag

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_EMPTY = frozenset({"br", "hr", "img"})

Element: TypeAlias = etree._Element


def name_of(element: Element) -> str:
    """Return the local name of an element."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children with one of these local names."""
    found: Iterator[Element] = element.iterchildren(*_tags(names))
    return found


@cache
def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def child(element: Element, *names: str) -> Element | None:
    """Return the first child with one of these local names."""
    return next(children(element, *names), None)


def words(element: Element | None) -> str:
    """Return the text of an element on one line, that of the elements inside it included."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(text.split())


def value(element: Element, *names: str) -> str:
    """Return the text of the first child with one of these names that has any."""
    return next((text for each in children(element, *names) if (text := words(each))), "")


def kind_of(element: Element) -> str:
    """Return the type of an element without its prefix: "leadsTo" of ``xsi:type="xcriTerms:leadsTo"``."""
    return str(element.get(_TYPE) or "").rpartition(":")[2]


def language_of(element: Element) -> str:
    """Return the language an element or one around it states."""
    at: Element | None = element
    while at is not None:
        if stated := at.get(_LANGUAGE):
            return tag(stated)
        at = at.getparent()
    return UNDETERMINED


def spoken(element: Element | None) -> LanguageMap:
    """Return the text of an element with its language, empty if there is none."""
    text = words(element)
    return {language_of(element): text} if text and element is not None else {}


def all_spoken(element: Element, name: str) -> LanguageMap:
    """Return the texts of all children of a name by their language, the first of each."""
    texts: LanguageMap = {}
    for each in children(element, name):
        for language, text in spoken(each).items():
            texts.setdefault(language, text)
    return texts


def markup(element: Element) -> str:
    """Return what is inside an element as HTML: XHTML without its namespaces, plain text as it is."""
    if not len(element):
        return (element.text or "").strip()
    pieces: list[str] = []
    _write(element, pieces)
    return "".join(pieces).strip()


def _write(element: Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(_escaped(element.text))
    for each in element:
        if isinstance(each.tag, str):
            name = name_of(each)
            link = each.get("href") if name == "a" else None
            pieces.append(f'<a href="{escape(link)}">' if link else f"<{name}>")
            if name not in _EMPTY:
                _write(each, pieces)
                pieces.append(f"</{name}>")
        if each.tail:
            pieces.append(_escaped(each.tail))


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def date_of(element: Element | None) -> When | None:
    """Return the date of an element: its ``dtf`` attribute counts, the text beside it is for people."""
    if element is None:
        return None
    return when(element.get("dtf") or "") or when(words(element))
