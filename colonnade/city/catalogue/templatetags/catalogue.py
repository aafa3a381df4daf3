"""The rows of the lists of offers and the spots of their maps.

A page has twenty of each with a dozen facts in every one, and a template spends most of a page's time on them.
Written here they cost a quarter. Everything goes through ``format_html``, which escapes as templates do.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.catalogue.queries.cards import Card
from colonnade.city.catalogue.queries.drawing import Spot
from colonnade.city.catalogue.vocabulary import Mode, OfferStatus, Tri
from colonnade.design.templatetags.design import block_letter

register = template.Library()

_ROW = """
<li class="offer-row card"{}>
<h3 class="card-title"><a href="{}"{}>{}</a></h3>
{}
{}
<p class="cluster offer-facts">{}{}{}{}{}{}</p>
</li>
"""
_SPOT = (
    '<a class="city-map-spot" href="{}"{} data-latitude="{}" data-longitude="{}" tabindex="-1"><title>{}</title>'
    '<circle cx="{}" cy="{}" r="11"/>{}</a>\n'
)
_TAG = '<span class="tag{}">{}</span>'
_NOTHING = SafeString("")


@register.simple_tag
def offer_rows(cards: Sequence[Card], numbered: Any = "", city: Any = "") -> SafeString:
    """The list items of these cards: ``numbered`` as on the map beside them, ``city`` with each offer's city."""
    language = get_language() or "en"
    return format_html_join(
        "",
        _ROW,
        (_row(card, number if numbered else 0, bool(city), language) for number, card in enumerate(cards, 1)),
    )


@register.simple_tag
def map_spots(spots: Iterable[Spot]) -> SafeString:
    """The places of a city map, each a link to its first offer."""
    return format_html_join("", _SPOT, map(_spot, spots))


def _row(card: Card, number: int, city: bool, language: str) -> tuple[Any, ...]:
    """What stands in a row, in its order."""
    title = card.title
    return (
        _hue(card.blocks[0] if card.blocks else ""),
        card.url,
        format_html(' lang="{}" dir="auto"', title.language) if title.is_other else _NOTHING,
        title,
        _when(card),
        _where(card, number, city, language),
        _status(card.status, language),
        _price(card, language),
        _mode(card.mode, language),
        format_html(_TAG, _NOTHING, card.languages) if card.languages else _NOTHING,
        _marks(card.blocks, language),
        _demo(language) if card.is_demo else _NOTHING,
    )


def _when(card: Card) -> SafeString:
    if not card.when:
        return _NOTHING
    said: Any = card.when
    if card.when_iso:
        said = format_html('<time datetime="{}">{}</time>', card.when_iso, said)
    if not card.more_dates:
        return format_html('<p class="offer-when">{}</p>', said)
    more = ngettext("and %(number)s more date", "and %(number)s more dates", card.more_dates)
    more %= {"number": localize(card.more_dates)}
    return format_html('<p class="offer-when">{} <span class="soft">{}</span></p>', said, more)


def _where(card: Card, number: int, city: bool, language: str) -> SafeString:
    where = card.where
    if not (where or card.distance):
        return _NOTHING
    parts = [where, *([card.city] if city else []), *([card.distance] if card.distance else [])]
    mark = _number(number, language) if number else _NOTHING
    return format_html('<p class="offer-where soft">{}{}</p>', mark, " · ".join(parts))


def _price(card: Card, language: str) -> SafeString:
    if card.is_free == Tri.YES:
        return _free(language)
    return format_html(_TAG, _NOTHING, card.price) if card.price else _NOTHING


def _spot(spot: Spot) -> tuple[Any, ...]:
    numbers: Any = _NOTHING
    if spot.numbers:
        shape = '<text x="{}" y="{}" dy="4" text-anchor="middle">{}</text>'
        numbers = format_html(shape, spot.x, spot.y, spot.numbers)
    return (
        spot.url,
        _hue(spot.block),
        spot.latitude,
        spot.longitude,
        spot.title,
        spot.x,
        spot.y,
        numbers,
    )


# What follows is the same in many rows, so it is remembered by language.


@lru_cache(maxsize=64)
def _hue(block: str) -> SafeString:
    return format_html(' data-block="{}"', block) if block else _NOTHING


@lru_cache(maxsize=512)
def _number(number: int, language: str) -> SafeString:  # noqa: ARG001
    return format_html('<span class="offer-number" aria-hidden="true">{}</span> ', localize(number))


@lru_cache(maxsize=64)
def _status(status: str, language: str) -> SafeString:  # noqa: ARG001 - the words are in the active language
    if status == OfferStatus.POSTPONED:
        return format_html(_TAG, " tag-warn", _("postponed"))
    return format_html(_TAG, " tag-bad", _("cancelled")) if status == OfferStatus.CANCELLED else _NOTHING


@lru_cache(maxsize=64)
def _mode(mode: str, language: str) -> SafeString:  # noqa: ARG001
    if mode == Mode.ONLINE:
        return format_html(_TAG, _NOTHING, _("online"))
    return format_html(_TAG, _NOTHING, _("on site and online")) if mode == Mode.HYBRID else _NOTHING


@lru_cache(maxsize=16)
def _free(language: str) -> SafeString:  # noqa: ARG001
    return format_html(_TAG, " tag-good", _("free"))


@lru_cache(maxsize=16)
def _demo(language: str) -> SafeString:  # noqa: ARG001
    return format_html(_TAG, " tag-info", _("demo"))


@lru_cache(maxsize=1024)
def _marks(blocks: tuple[str, ...], language: str) -> SafeString:  # noqa: ARG001
    shape = (
        '<span class="block-mark block-mark-small" data-block="{}"><span class="block-letter">'
        '<span class="visually-hidden">{} </span>{}</span></span>'
    )
    return format_html_join("", shape, ((code, _("building block"), block_letter(code)) for code in blocks))
