"""Foreign text made safe: what may stay of somebody else's HTML."""

import html
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import nh3
import orjson
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "a", "h3", "h4", "blockquote"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_BREAKS = re.compile(r"(?i)</(?:p|li|h[1-6]|div|tr)>|<br\s*/?>")
_SPACE = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
DEEPEST_HEADING = 6


def safe_markdown(text: str, below: int = 0) -> SafeString:
    """Return Markdown as HTML that cannot do harm; its headings begin one level ``below`` the one above the text."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + below, DEEPEST_HEADING)}"
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return mark_safe(nh3.clean(made, url_schemes=_SCHEMES, link_rel="nofollow noopener noreferrer"))


def looks_like_html(text: str) -> bool:
    """Say whether a text carries tags or entities."""
    return bool(_MARKUP.search(text))


def safe_html(text: str) -> str:
    """Return ``text`` as HTML that cannot do harm: scripts, styles, handlers and foreign schemes are gone.

    Plain text is escaped and its empty lines become paragraphs.
    """
    if not looks_like_html(text):
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
        return "".join(
            f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs
        )
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer",
    ).strip()


def plain(text: str) -> str:
    """Return the words alone: no tags, no entities, no control characters, spaces folded."""
    if _is_tidy(text):
        return " ".join(text.split())
    if _MARKUP.search(text):
        text = _BREAKS.sub("\n", text)
        bare = text.replace("<p>", "")
        # Most texts have paragraphs only, and reading HTML is slow.
        text = nh3.clean(text, tags=set()) if "<" in bare or "\r" in bare else bare
        text = html.unescape(text)
        if "<" in text:  # what was escaped twice is still somebody's markup
            text = html.unescape(nh3.clean(text, tags=set()))
    text = _SPACE.sub(" ", _CONTROLS.sub("", text))
    return (_LINES.sub("\n\n", text) if "\n" in text else text).strip()


def line(text: str) -> str:
    """Return :func:`plain` text on one line: for titles and names."""
    return " ".join(text.split() if _is_tidy(text) else plain(text).split())


def _is_tidy(text: str) -> bool:
    """Say that a text has neither markup nor control characters and no white space but the space; most names do."""
    return text.isprintable() and "<" not in text and "&" not in text


def keepable(value: Any) -> Any:
    """Return plain data, or a dataclass of it, as any database can keep it; what is sound comes back as it is.

    NUL and halves of surrogate pairs are taken out of texts, because PostgreSQL refuses the one and UTF-8 has
    no bytes for the other. A whole number too long for 64 bits becomes ``None``.
    """
    try:
        written = orjson.dumps(value, default=_left_alone, option=orjson.OPT_NON_STR_KEYS)
    except (TypeError, ValueError, RecursionError):
        return _mended(value)
    return _mended(value) if b"\\u0000" in written else value


def _left_alone(value: Any) -> str:
    return ""


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEEPABLE.sub("", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)(_mended(each) for each in value)
    if isinstance(value, int) and value.bit_length() > 63:
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _mended(getattr(value, each.name)) for each in fields(value)})
    return value
