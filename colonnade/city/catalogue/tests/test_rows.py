"""Rows of offers and spots of maps: what they say, and that nothing in them is taken for markup."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.utils.translation import override

from colonnade.city.catalogue.queries.cards import Card
from colonnade.city.catalogue.queries.drawing import Spot
from colonnade.city.catalogue.templatetags.catalogue import map_spots, offer_rows
from colonnade.plumbing.languages import Text

CARD = Card(
    id=1, uuid=UUID(int=1), url="/en/offers/1/", title=Text("Pottery", "en", False), when="Saturday, 10:00",
    when_iso="2027-05-01T10:00:00+02:00", more_dates=0, place="Harbour Library", district="North", provider="City library",
    city="Kiel", city_slug="kiel", blocks=("B9", "B5"), is_free="YES", price="", languages="German", mode="", status="PUBLISHED",
    is_demo=False, distance="", point=None,
)  # fmt: skip
BARE = replace(
    CARD, when="", when_iso="", place="", district="", provider="", blocks=(), is_free="UNKNOWN", languages=""
)
BAD = '"><script>alert(1)</script>'


def test_a_row_tells_what_the_card_knows():
    drawn = offer_rows([CARD])

    assert '<li class="offer-row card" data-block="B9">' in drawn
    assert '<a href="/en/offers/1/">Pottery</a>' in drawn
    assert '<time datetime="2027-05-01T10:00:00+02:00">Saturday, 10:00</time>' in drawn
    assert '<p class="offer-where soft">Harbour Library, North</p>' in drawn
    assert '<span class="tag tag-good">free</span><span class="tag">German</span>' in drawn
    assert drawn.count('<span class="visually-hidden">building block </span>') == 2


def test_a_row_leaves_out_what_nobody_stated():
    drawn = offer_rows([BARE])

    assert '<li class="offer-row card">' in drawn
    for absent in ("offer-when", "offer-where", "tag", "block-mark", "data-block"):
        assert absent not in drawn


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "POSTPONED"}, '<span class="tag tag-warn">postponed</span>'),
        ({"status": "CANCELLED"}, '<span class="tag tag-bad">cancelled</span>'),
        ({"mode": "ONLINE"}, '<span class="tag">online</span>'),
        ({"mode": "HYBRID"}, '<span class="tag">on site and online</span>'),
        ({"is_free": "NO", "price": "€5"}, '<span class="tag">€5</span>'),
        ({"is_demo": True}, '<span class="tag tag-info">demo</span>'),
        ({"more_dates": 1}, '<span class="soft">and 1 more date</span>'),
        ({"more_dates": 4}, '<span class="soft">and 4 more dates</span>'),
        ({"when_iso": ""}, '<p class="offer-when">Saturday, 10:00</p>'),
        ({"place": ""}, '<p class="offer-where soft">City library</p>'),
        ({"district": "Harbour Library"}, '<p class="offer-where soft">Harbour Library</p>'),
        ({"distance": "300 m"}, "Harbour Library, North · 300 m</p>"),
        ({"title": Text("Töpfern", "de", True)}, '<a href="/en/offers/1/" lang="de" dir="auto">Töpfern</a>'),
    ],
)
def test_each_fact_has_its_words(facts, said):
    assert said in offer_rows([replace(CARD, **facts)])


def test_rows_are_numbered_as_on_the_map_and_name_their_city_where_asked():
    drawn = offer_rows([CARD, CARD], numbered=True, city=True)

    assert '<span class="offer-number" aria-hidden="true">2</span> Harbour Library, North · Kiel' in drawn
    assert "offer-number" not in offer_rows([CARD])


def test_rows_speak_the_reader_s_language_whoever_read_before():
    english = offer_rows([replace(CARD, more_dates=2)])
    with override("es"):
        spanish = offer_rows([replace(CARD, more_dates=2)])
    with override("ar"):
        arabic = offer_rows([CARD])

    assert ">free<" in english
    assert ">free<" not in spanish
    assert ">gratis<" in spanish
    assert "Harbour Library، North" in arabic
    assert "building block" not in arabic


@pytest.mark.parametrize(
    "name", ["url", "when", "when_iso", "place", "district", "provider", "city", "price", "languages", "distance", "status", "mode"]
)  # fmt: skip
def test_nothing_that_a_source_says_is_taken_for_markup(name):
    facts = {
        name: BAD,
        **({"place": ""} if name == "provider" else {}),
        **({"is_free": "NO"} if name == "price" else {}),
    }

    assert "<script" not in offer_rows([replace(CARD, **facts)], numbered=True, city=True)


def test_neither_are_titles_languages_and_blocks():
    drawn = offer_rows([replace(CARD, title=Text(BAD, BAD, True), blocks=(BAD,))])

    assert "<script" not in drawn
    assert drawn.count("&quot;&gt;&lt;script&gt;") == 5


def test_a_spot_is_a_link_with_its_numbers():
    drawn = map_spots(
        [Spot("10.5", "20.0", "1, 2", "Library: Pottery", "/o/1/", "B9", "54.300000", "10.100000")]
    )

    assert '<a class="city-map-spot" href="/o/1/" data-block="B9" data-latitude="54.300000"' in drawn
    assert (
        '<circle cx="10.5" cy="20.0" r="11"/><text x="10.5" y="20.0" dy="4" text-anchor="middle">1, 2</text></a>'
        in drawn
    )
    assert "<text" not in map_spots([Spot("1", "2", "", "Library", "/o/1/", "", "", "")])


def test_nothing_that_a_spot_says_is_taken_for_markup():
    assert "<script" not in map_spots([Spot(*[BAD] * 8)])
