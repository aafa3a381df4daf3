"""The temple as a drawing that needs no stylesheet."""

from xml.etree import ElementTree

import pytest
from django.utils import translation

from colonnade.temple.queries import Measure, as_svg, default_framework, draw

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-hans"])
def test_the_drawing_stands_alone_and_says_what_it_shows(language):
    with translation.override(language):
        drawing = draw(
            default_framework(), {"B4": Measure(level=0.5, evidence=0.3)}, language, "full", "", "X <&>", ""
        )
        found = ElementTree.fromstring(as_svg(drawing))

    assert found.find(f"{SPACE}title").text == "X <&>"
    assert found.find(f"{SPACE}desc").text == drawing.summary
    assert not [each for each in found.iter() if each.get("class")]
    assert all(each.get("fill") or each.get("stroke") for each in found.iter(f"{SPACE}path"))


def test_lines_turn_with_the_language():
    def anchors(language):
        with translation.override(language):
            drawing = draw(default_framework(), {"F10": Measure(level=0.5)}, language, "full", "", "X", "")
        return [
            each.get("text-anchor") for each in ElementTree.fromstring(as_svg(drawing)).iter(f"{SPACE}text")
        ]

    assert "start" in {*anchors("en"), *anchors("ar")}
    assert anchors("en") != anchors("ar")
