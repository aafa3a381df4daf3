"""A coordinator brings a calendar of offers, sees what becomes of it, sets one thing right, and it stays right."""

from datetime import timedelta

from django.utils import timezone

from colonnade.city.catalogue.models import HarvestRun, Opportunity, Source

from .conftest import PHONE
from .visitor import Visitor
from .world import Story, indexer_passes

NAME = "Customs Shed calendar"
SET_RIGHT = {"B7", "B9"}


def test_a_coordinator_brings_a_calendar_and_sets_an_offer_right(browser_page, seat):
    coordinator = browser_page(*seat)
    page, story = coordinator.page, coordinator.story
    coordinator.sign_in(story.coordinator)
    coordinator.follow(page.locator(f"main a[href$='/cities/{story.city}/sources/']"))
    bring_nothing(coordinator)

    bring(coordinator, "It takes a needle and some patience.")
    assert story.brought in page.locator("main table").inner_text()
    assert not kept(story)  # only looked at so far
    keep(coordinator)
    run = HarvestRun.objects.latest("pk")
    assert (run.read, run.created, run.rejected) == (3, 2, 1)
    books = [fact.strip() for fact in page.locator("#run dd").all_inner_texts()]
    assert [str(run.read), str(run.created)] == books[:2]
    assert page.locator("#run .tag-warn").count() == 1  # the refusal, with its reason and cure
    assert page.locator("#run tbody tr td:last-child").first.inner_text().strip()

    coordinator.open(f"search/?city={story.city}&q={story.brought}")
    coordinator.follow(page.locator("#results a").filter(has_text=story.brought).first)
    coordinator.follow(page.locator("main a[href$='/correct/']"))
    for box in page.locator("main [name=building_blocks]").all():
        box.set_checked(box.get_attribute("value") in SET_RIGHT)
    coordinator.follow(page.locator("main form button[type=submit]"))
    assert blocks_shown(coordinator) == SET_RIGHT
    indexer_passes()

    coordinator.open(f"cities/{story.city}/sources/")
    bring(coordinator, "It takes a needle, some patience and a calm day.")
    keep(coordinator)
    assert HarvestRun.objects.latest("pk").updated == 1
    assert Source.objects.filter(name=NAME).count() == 1
    [offer] = kept(story)
    assert "calm day" in str(offer.description)
    assert set(offer.building_blocks) == SET_RIGHT
    coordinator.open(f"search/?city={story.city}&q={story.brought}&block=B7")
    coordinator.follow(page.locator("#results a").filter(has_text=story.brought).first)
    assert blocks_shown(coordinator) == SET_RIGHT
    coordinator.open(f"cities/{story.city}/sources/{Source.objects.get(name=NAME).pk}/")
    assert page.locator("main tbody tr").count() == 2


def test_a_stranger_does_not_get_to_the_feeds(browser_page, story):
    stranger = browser_page(story.language, PHONE)
    stranger.page.goto(stranger.address(f"cities/{story.city}/sources/"))
    stranger.look()
    assert stranger.path == "account/login/"
    stranger.sign_in("coordinator-en@example.org" if story.language != "en" else "coordinator-es@example.org")
    stranger.open(f"cities/{story.city}/sources/", status=403)


def bring_nothing(coordinator: Visitor) -> None:
    """A form without address and file comes back with a sentence."""
    coordinator.expected.add(422)
    coordinator.fill_and_send("#add form", name=NAME)
    assert coordinator.page.locator("main .errorlist, main [role=alert]").count() >= 1


def bring(coordinator: Visitor, description: str) -> None:
    """Choose the file, and come to the preview."""
    page = coordinator.page
    page.locator("#add [name=name]").fill(NAME)
    page.locator("#add [name=licence]").fill("CC BY 4.0")
    calendar = {
        "name": "shed.ics",
        "mimeType": "text/calendar",
        "buffer": ics(coordinator.story, description),
    }
    page.locator("#add [name=file]").set_input_files(calendar)
    coordinator.follow(page.locator("#add form button[type=submit]"))
    assert coordinator.path.endswith("/preview/")


def keep(coordinator: Visitor) -> None:
    """Press the button of the preview."""
    coordinator.follow(coordinator.page.locator("main form button[type=submit]"))
    assert "/harvests/" in coordinator.path


def blocks_shown(coordinator: Visitor) -> set[str]:
    """The building blocks that the page of an offer names."""
    marks = coordinator.page.locator(".offer-aside .block-mark[data-block]").all()
    return {mark.get_attribute("data-block") for mark in marks}


def kept(story: Story) -> list[Opportunity]:
    """The offer in the database, whatever language its title was taken for."""
    offers = Opportunity.objects.filter(city__slug=story.city)
    return [offer for offer in offers if story.brought in offer.title.values()]


def ics(story: Story, description: str) -> bytes:
    """A calendar of three: one that matters, one beside it, one without a title."""
    start = (timezone.now() + timedelta(days=9)).replace(hour=15, minute=0, second=0)
    events = [
        ("one", f"SUMMARY:{story.brought}", description),
        ("two", "SUMMARY:Knots", "Seven knots and a story."),
        ("three", "COMMENT:nobody named this", "No title."),
    ]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Customs Shed//EN"]
    for uid, title, text in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@shed.example.org",
            "DTSTAMP:20261101T090000Z",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(hours=2):%Y%m%dT%H%M%SZ}",
            title,
            f"DESCRIPTION:{text}",
            f"LOCATION:{story.place}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
