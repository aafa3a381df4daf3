"""The few words that design's templates need beyond Django's own."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError

from colonnade.plumbing import languages, spoken

register = template.Library()

BLOCKS = ("B4", "B5", "B6", "B7", "B8", "B9")

# Each script counts in its own way: abjad order, heavenly stems, the Latin alphabet.
SEQUENCES = {"ar": "أبجدهو", "zh": "甲乙丙丁戊己"}
LATIN = "ABCDEF"

SURENESS = {
    "measured": pgettext_lazy("how sure a number is", "measured"),
    "verified": pgettext_lazy("how sure a number is", "verified"),
    "declared": pgettext_lazy("how sure a number is", "declared by the city"),
    "proxy": pgettext_lazy("how sure a number is", "a wider area’s value stands in"),
    "missing": pgettext_lazy("how sure a number is", "nobody has measured it yet"),
}

# Icons that point somewhere, and point the other way where reading runs from right to left.
TURNING = frozenset({"chevron", "arrow", "external", "up", "down", "level"})


@register.filter
def block_letter(code: str) -> str:
    """``B4`` -> ``A``; in Arabic and Chinese the letter of that script. Anything else stays what it is."""
    if code not in BLOCKS:
        return str(code)
    sequence = SEQUENCES.get((get_language() or "").split("-")[0], LATIN)
    return sequence[BLOCKS.index(code)]


@register.filter
def language_name(code: str) -> str:
    """Name of a language in the reader's language: ``de`` -> "German"."""
    return languages.language_name(str(code), get_language() or "en")


@register.filter
def listed(parts: Any) -> str:
    """Several things in one line, with the comma of the reader's language."""
    return spoken.listed(str(each) for each in parts)


@register.simple_tag
def comma() -> str:
    """The comma of the reader's language, with its space: between two things a template writes one by one."""
    return spoken.listed(("", ""))


@register.filter
def sureness(code: str) -> Any:
    """How sure a number is, in words: ``declared`` -> "declared by the city"."""
    return SURENESS.get(code, "")


@register.filter
def elided(page: Any) -> list[Any]:
    """Numbers of the pages around this one, with ``…`` where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon; one with a ``label`` is read aloud, one without is an ornament."""
    if not label:
        return _ornament(name, css)
    shape = '<svg class="icon{}{}" width="20" height="20" role="img" aria-label="{}"><use href="{}"/></svg>'
    return format_html(shape, *_classes(name, css), label, _drawing(name))


@lru_cache(maxsize=512)
def _ornament(name: str, css: str) -> SafeString:
    """Remembered, because a page has dozens and the same few."""
    shape = '<svg class="icon{}{}" width="20" height="20" aria-hidden="true"><use href="{}"/></svg>'
    return format_html(shape, *_classes(name, css), _drawing(name))


def _classes(name: str, css: str) -> tuple[str, str]:
    return " icon-turns" if name in TURNING else "", f" {css}" if css else ""


def _drawing(name: str) -> str:
    return f"{static('design/icons.svg')}#{name}"


@register.simple_tag
def facet_options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    """The links of one filter, as ``<c-facet>`` takes them. Written here because a search page has seventy."""
    return format_html_join("", _OPTION, map(_option, options))


def _option(option: Mapping[str, Any]) -> tuple[Any, ...]:
    chosen, lang, count = option["chosen"], option["lang"], option["count"]
    told = SafeString("")
    if chosen:
        told = format_html('<span class="visually-hidden">{} </span>', _("Chosen, select to remove:"))
    return (
        option["url"],
        SafeString(' aria-current="true"' if chosen else ""),
        _ornament("check", ""),
        told,
        format_html(' lang="{}"', lang) if lang else "",
        option["label"],
        "" if count is None else _count(count, get_language() or "en"),
    )


@lru_cache(maxsize=8192)
def _count(count: int, language: str) -> SafeString:  # noqa: ARG001 - digits are those of the active language
    return format_html('<span class="count">{}</span>', localize(count))


_OPTION = """
<li><a href="{}" rel="nofollow"{}>
<span class="box">{}</span>
<span class="facet-name">{}<bdi{}>{}</bdi></span>
{}
</a></li>"""


class _Once(template.Node):
    """What stands between ``once`` and ``endonce``, by language."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self._held: dict[tuple[str, bool], str] = {}

    def render(self, context: template.Context) -> str:
        """Draw it the first time, without anything the page knows, so that nobody's page can end up in another's."""
        wanted = get_language() or "", context.autoescape
        if wanted not in self._held:
            bare = template.Context(autoescape=context.autoescape)
            bare.template = context.template
            self._held[wanted] = self.nodelist.render(bare)
        return self._held[wanted]


@register.tag
def once(parser: template.base.Parser, _token: template.base.Token) -> _Once:
    """``{% once %}…{% endonce %}``: a part that holds only words and icons is drawn once for each language."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return _Once(nodelist)


@register.simple_tag(takes_context=True)
def querystring_for(context: template.Context, param: str, value: Any) -> str:
    """This page's parameters with one of them changed, as ``?q=…&page=3``."""
    query = context["request"].GET.copy()
    query[param] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def stylesheet(path: str) -> SafeString:
    """Link a module's own built stylesheet, where it is needed and ``main.css`` does not import it."""
    address = built(path)
    return format_html('<link rel="stylesheet" href="{}">', address) if address else SafeString("")


@register.simple_tag
def built(path: str) -> str:
    """Address of a built file, named by its source; empty when the front end was not built, so that pages still read."""
    try:
        return DjangoViteAssetLoader.instance().generate_vite_asset_url(f"colonnade/{path}")
    except DjangoViteAssetNotFoundError:
        return ""
