"""What stands behind a property: one thing or many, a text or an object that carries one."""

import re
from collections.abc import Iterator
from typing import Any

from colonnade.interop.schema_org.terms import Node, short
from colonnade.interop.shared.links import web_address
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap, tag

_LANGUAGE_KEY = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


def many(value: Any) -> list[Any]:
    """Return one or several values as a list; absent and empty ones are left out."""
    if value is None:
        return []
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return [each for each in value if each not in (None, "", [], {})]
    return [] if value in (None, "", {}) else [value]


def objects(value: Any) -> Iterator[Node]:
    """Yield the values that are objects."""
    return (each for each in many(value) if isinstance(each, dict))


def texts(value: Any) -> Iterator[str]:
    """Yield the texts behind a property: plain ones, numbers, literals, names of things."""
    for each in many(value):
        if isinstance(each, dict):
            if "@value" in each:
                yield from texts(each["@value"])
            else:
                yield from texts(each.get("name") or each.get("termCode") or each.get("alternateName"))
        elif isinstance(each, str):
            if each.strip():
                yield each.strip()
        elif isinstance(each, int | float) and not isinstance(each, bool):
            yield str(each)


def text(value: Any) -> str:
    """Return the first text behind a property, "" if there is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return next(texts(value), "")


def truth(value: Any) -> bool | None:
    """Return a yes or no, ``None`` where neither is said."""
    for each in many(value):
        if isinstance(each, dict):
            each = each.get("@value")
        if isinstance(each, bool):
            return each
        if isinstance(each, str) and short(each).strip().lower() in ("true", "false"):
            return short(each).strip().lower() == "true"
    return None


def spoken(value: Any, language: str) -> LanguageMap:
    """Return a text in its languages: as literals with a language, as an object by language, or plain."""
    found: LanguageMap = {}
    if value is None:
        return found
    for each in many(value):
        if isinstance(each, dict) and "@value" in each:
            if words := text(each["@value"]):
                stated = each.get("@language")
                found.setdefault(tag(stated) if isinstance(stated, str) else language, words)
        elif (
            isinstance(each, dict)
            and "@type" not in each
            and all(_LANGUAGE_KEY.fullmatch(key) for key in each)
        ):
            for key, words in each.items():
                if stated_words := text(words):
                    found.setdefault(tag(key), stated_words)
        elif words := text(each):
            found.setdefault(language or UNDETERMINED, words)
    return found


def address(value: Any) -> str:
    """Return the first address on the web behind a property, "" if there is none that can be followed."""
    for each in many(value):
        if isinstance(each, dict):
            found = address(each.get("@id")) or address(each.get("url")) or address(each.get("@value"))
        else:
            found = web_address(each) if isinstance(each, str) else ""
        if found:
            return found
    return ""


def named(value: Any) -> str:
    """Return a member of one of schema.org's lists ("https://schema.org/EventCancelled") as a bare word."""
    for each in many(value):
        if isinstance(each, dict):
            each = each.get("@id") or each.get("@value") or each.get("name")
        if isinstance(each, str) and each.strip():
            return short(each.strip())
    return ""


def identifier(value: Any) -> str:
    """Return an identifier: a text, a number, the value of a PropertyValue."""
    for each in many(value):
        found = (
            text(each.get("value") or each.get("@value") or each.get("@id"))
            if isinstance(each, dict)
            else text(each)
        )
        if found:
            return found
    return ""
