"""What the tag puts on a page: a list that equals the picture, links, states, and nothing the policy forbids."""

import datetime
import re

import pytest
from django.template import engines
from django.utils import translation
from lxml import html

from colonnade.temple import queries
from colonnade.temple.queries import Measure

FRAMEWORK = queries.default_framework()
MEASURES = {
    "W1": Measure(0.6, 0.6),
    "B4": Measure(
        0.82,
        0.64,
        34,
        "34 offers",
        "Mean of five indicators.",
        "Statistics office",
        datetime.date(2026, 3, 1),
    ),
    "B7": Measure(0.0),
}


def render(source, language="en", **context):
    with translation.override(language):
        return engines["django"].from_string("{% load temple %}" + source).render(context)


def tree(source, language="en", **context):
    return html.fromstring(f"<div>{render(source, language, **context)}</div>")


def words(element):
    return re.sub(r"[ \n]+", " ", element.text_content()).strip()


@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hans", "fr", "ru"])
def test_the_nested_list_says_what_the_picture_shows(language):
    page = tree("{% temple measures %}", language, measures=MEASURES)
    drawing = queries.draw(FRAMEWORK, MEASURES, language)
    groups = page.xpath("//ul[@class='temple-details']/li")

    assert [words(group.find("p")) for group in groups] == [str(group.words.name) for group in drawing.groups]
    for group, drawn in zip(groups, drawing.groups, strict=True):
        items = group.xpath("./ul/li")
        assert [item.get("data-state") for item in items] == [part.state for part in drawn.parts]
        for item, part in zip(items, drawn.parts, strict=True):
            assert (
                words(item.xpath("./p[@class='temple-item-name']")[0])
                == f"{part.letter} {part.words.name}".strip()
            )
            assert (
                words(item.xpath("./p[@class='temple-state']")[0]) == f"{part.level} {part.sentence}".strip()
            )


def test_an_entry_says_count_note_source_and_day():
    item = tree("{% temple measures %}", measures=MEASURES).xpath("//li[@id='temple-B4']")[0]

    assert words(item.xpath(".//*[@class='temple-count']")[0]) == "34 offers"
    assert words(item.xpath(".//*[@class='temple-note']")[0]) == "Mean of five indicators."
    assert words(item.xpath(".//*[@class='temple-source']")[0]) == "Statistics office 1 March 2026"
    assert item.xpath(".//time/@datetime") == ["2026-03-01"]


def test_every_part_is_a_link_with_a_title_once_wide_and_once_narrow():
    page = tree('{% temple measures links="#temple-" %}', measures=MEASURES)

    for css in ("temple-wide", "temple-narrow"):
        svg = page.xpath(f"//svg[contains(@class, '{css}')]")[0]
        assert svg.get("role") == "group"
        assert svg.get("aria-label")
        links = svg.xpath(".//a")
        assert [link.get("href") for link in links] == [f"#temple-{area.code}" for area in FRAMEWORK.areas]
        assert all(link.find("title").text for link in links)


def test_without_links_the_list_carries_everything_and_the_picture_is_an_ornament():
    page = tree("{% temple measures %}", measures=MEASURES)

    assert {svg.get("aria-hidden") for svg in page.xpath("//svg[contains(@class, 'temple-svg')]")} == {"true"}


def test_a_card_is_one_image_that_says_what_it_shows():
    svg = tree('{% temple measures size="card" title="Rivermouth" %}', measures=MEASURES).find("svg")

    assert svg.get("role") == "img"
    assert svg.get("aria-label").startswith("Rivermouth: Empowerment and cohesion: 60%. All of it is backed")
    assert "Inclusive education (A): 82%." in svg.get("aria-label")


@pytest.mark.parametrize(
    "measures", [MEASURES, None, {area.code: Measure(1.0, 0.5) for area in FRAMEWORK.areas}]
)
def test_the_emblem_is_small_and_wordless(measures):
    source = render('{% temple measures size="emblem" title="Rivermouth" %}', measures=measures)

    assert len(source.encode()) <= 2048
    assert "<text" not in source


def test_the_emblem_is_an_ornament_unless_it_shows_a_city():
    assert tree('{% temple size="emblem" %}').find("svg").get("aria-hidden") == "true"
    svg = tree('{% temple measures size="emblem" title="Rivermouth" %}', measures=MEASURES).find("svg")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Rivermouth")


@pytest.mark.parametrize("size", ["emblem", "card", "full"])
def test_nothing_the_content_policy_forbids(size):
    source = render("{% temple measures size=size %}", measures=MEASURES, size=size)

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|url\(", source)


@pytest.mark.parametrize("language", ["fr", "ru", "ar"])
def test_coordinates_are_numbers_in_every_language(language):
    page = tree("{% temple measures %}", language, measures=MEASURES)

    assert all(
        re.fullmatch(r"-?\d+(\.\d+)?", x) for x in page.xpath("//text/@x | //text/@y | //text/@font-size")
    )
    assert all(re.fullmatch(r"[MLHVQAZhvaqlz0-9 .-]+", d) for d in page.xpath("//path/@d"))


def test_ids_are_told_apart_by_identity():
    source = '{% temple measures identity="before" %}{% temple measures identity="after" %}'
    ids = tree(source, measures=MEASURES).xpath("//@id")

    assert len(ids) == len(set(ids)) == 24


def test_one_part_can_be_pointed_out():
    page = tree('{% temple size="card" here="B5" %}')

    assert [part.find("title").text for part in page.xpath("//*[@data-here]")] == [
        "Families and communities (B)."
    ]


def test_the_key_explains_a_zero_only_where_there_is_one():
    with_zero = tree("{% temple measures %}", measures=MEASURES).xpath("//figcaption/span")
    without = tree("{% temple measures %}", measures={}).xpath("//figcaption/span")

    assert [len(with_zero), len(without), len(tree("{% temple %}").xpath("//figcaption"))] == [4, 3, 0]


def test_a_text_in_another_language_says_so():
    page = tree("{% temple measures %}", "de", measures=MEASURES)

    assert {name.get("lang") for name in page.xpath("//p[@class='temple-kind']")} == {"en"}
