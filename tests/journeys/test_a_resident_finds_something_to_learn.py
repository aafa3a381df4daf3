"""A resident finds something to learn: by words and filters, without script, by keyboard alone."""

from icalendar import Calendar

from .conftest import DESK, PHONE
from .visitor import Visitor

FILTERS = ("block=B4", "free=YES")


def test_a_resident_takes_an_offer_into_the_calendar(browser_page, seat):
    resident = browser_page(*seat)
    find_and_take(resident)


def test_a_resident_without_script_takes_an_offer_into_the_calendar(browser_page, story):
    resident = browser_page(story.language, PHONE, scripted=False)
    find_and_take(resident)


def test_a_resident_without_a_mouse_takes_an_offer_into_the_calendar(browser_page, story):
    resident = browser_page(story.language, DESK)
    page = resident.page
    resident.open("")
    page.keyboard.press("Tab")
    assert resident.focus()["href"] == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    resident.tab_to(lambda held: held["id"] == "search")
    page.keyboard.type(story.words)
    resident.press("Enter")
    assert resident.path == "search/"
    resident.tab_to(lambda held: held["inResults"])
    resident.press("Enter")
    assert story.title in page.locator("h1").inner_text()
    resident.tab_to(lambda held: held["href"].endswith("/calendar.ics"))
    check_calendar(resident, resident.download(lambda: page.keyboard.press("Enter")))


def find_and_take(resident: Visitor) -> None:
    """Words, two filters, the offer, its calendar."""
    page, story = resident.page, resident.story
    resident.open("")
    page.locator("#search").fill(story.words)
    resident.press("Enter")
    assert page.locator("#search").input_value() == story.words
    for wanted in FILTERS:
        resident.unfold(".finder-fold")
        option = page.locator(f".facet a[href*='{wanted}']").first
        if not option.is_visible():
            page.locator(f".facet:has(a[href*='{wanted}']) > summary").first.click()
        resident.follow(option)
        assert wanted in page.url
    assert page.locator(".tag-chosen").count() == len(FILTERS)
    resident.follow(page.locator("#results a").filter(has_text=story.title).first)
    assert story.title in page.locator("h1").inner_text()
    way = page.locator("main a[href$='/calendar.ics']")
    check_calendar(resident, resident.download(way.click))


def check_calendar(resident: Visitor, body: bytes) -> None:
    """The file holds the offer, with a date."""
    events = Calendar.from_ical(body).walk("VEVENT")
    assert events
    assert {str(event["SUMMARY"]) for event in events} == {resident.story.title}
    assert all(event.get("DTSTART") and event.get("UID") for event in events)
