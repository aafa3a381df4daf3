"""Putting the temple on a page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from colonnade.plumbing.languages import Text, direction
from colonnade.temple.queries import Framework, Measure, default_framework, draw
from colonnade.temple.queries import framework as framework_called

register = template.Library()


@register.simple_tag
def temple(
    measures: Mapping[str, Measure] | None = None,
    size: str = "full",
    framework: Framework | None = None,
    links: str | Mapping[str, str] = "",
    title: str = "",
    identity: str = "temple",
    here: str = "",
) -> SafeString:
    """Draw the temple: ``{% temple measures size="card" links=addresses title=title %}``.

    ``measures`` maps area codes to :class:`Measure`; without it the temple of no city in particular is drawn.
    ``links`` maps area codes to addresses, or is what stands before the code ("#temple-").
    ``identity`` begins the ids of the list's entries; two full temples on one page need two of them. ``here`` points out one area. A drawing costs some 25 ms, and the same one is asked for again and again: it is remembered.
    """
    return _drawn(
        None if measures is None else tuple(sorted(measures.items())),
        size,
        (framework or default_framework()).code,
        links if isinstance(links, str) else tuple(sorted(links.items())),
        str(title),
        identity,
        here,
        get_language() or "en",
    )


@lru_cache(maxsize=256)
def _drawn(
    measures: Any, size: str, code: str, links: Any, title: str, identity: str, here: str, language: str
) -> SafeString:
    held = None if measures is None else dict(measures)
    addresses = links if isinstance(links, str) else dict(links)
    drawing = draw(framework_called(code), held, language, size, addresses, title, here)  # type: ignore[arg-type]
    return render_to_string(
        "temple/drawing.html", {"drawing": drawing, "identity": identity, "css": f"temple-{size}"}
    )


@register.simple_tag
def tongue(text: Any) -> SafeString | str:
    """Say in which language a text is, where that is not the page's: `` lang="en" dir="ltr"``."""
    if isinstance(text, Text) and text.is_other and text.language:
        return format_html(' lang="{}" dir="{}"', text.language, direction(text.language))
    return ""
