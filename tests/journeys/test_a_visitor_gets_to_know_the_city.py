"""A visitor gets to know a city and its temple, in another language and another light; and what errors look like."""

import pytest

from .conftest import PHONE

OTHER = {"en": "fr", "es": "zh-hans", "ar": "ru"}


def test_a_visitor_reads_the_city_and_the_temple(browser_page, seat):
    visitor = browser_page(*seat)
    page, story = visitor.page, visitor.story
    visitor.open("cities/")
    visitor.follow(page.locator(f"#results a[href$='/cities/{story.city}/']").or_(city_found(visitor)).first)
    assert visitor.path == f"cities/{story.city}/"
    assert page.locator("a.door").count() == 6
    visitor.follow(page.locator(f"main .section-head a[href$='/cities/{story.city}/temple/']"))
    assert visitor.path == f"cities/{story.city}/temple/"
    visitor.follow(page.locator(f"main a[href*='/cities/{story.city}/temple/']:not(svg a):visible").first)
    assert visitor.path.startswith(f"cities/{story.city}/temple/")
    visitor.open("temple/")
    assert visitor.path.startswith("temple/")
    visitor.follow(page.locator("main a[href*='/temple/']:not(svg a):visible").first)
    assert visitor.path.count("/") >= 2


def test_a_visitor_changes_language_and_light(browser_page, story):
    visitor = browser_page(story.language, PHONE)
    page, other = visitor.page, OTHER[story.language]
    visitor.open(f"cities/{story.city}/")
    page.locator("header details.menu:has(a[hreflang]) > summary").click()
    with page.expect_navigation():
        page.locator(f"header a[hreflang={other}]").click()
    assert page.locator("html").get_attribute("lang") == other
    assert page.url.endswith(f"/{other}/cities/{story.city}/")
    visitor.check_access()
    for theme in ("dark", "contrast"):
        page.locator("[data-theme-menu] > summary").click()
        page.locator(f"[data-theme-choice={theme}]").click()
        page.reload()
        assert page.locator("html").get_attribute("data-theme") == theme
        visitor.check_access()


@pytest.mark.parametrize(
    ("language", "theme"), [("en", "light"), ("es", "dark"), ("ar", "contrast"), ("ar", "dark")]
)
def test_the_gallery_is_sound_in_every_light(browser_page, language, theme):
    visitor = browser_page(language, PHONE)
    visitor.open(f"design/?theme={theme}")
    assert visitor.page.locator("html").get_attribute("data-theme") == theme


def test_a_page_that_is_not_there_says_so(browser_page, story):
    visitor = browser_page(story.language, PHONE)
    for nowhere in ("nothing/here/", "cities/atlantis/", "offers/00000000-0000-4000-8000-000000000000/"):
        visitor.open(nowhere, status=404)
        assert visitor.page.locator("main a[href='/" + story.language + "/']").count() == 1


def city_found(visitor):
    """The city where the list goes on over several pages: looked up by its name."""
    visitor.page.locator("form[role=search] input[type=search]").fill(visitor.story.city.split("-")[0])
    visitor.follow(visitor.page.locator("form[role=search] button[type=submit]"))
    return visitor.page.locator(f"main a[href$='/cities/{visitor.story.city}/']")
