"""Core pages stay under 50 kB: markup, styles and scripts together, as they travel."""

import gzip

from playwright.sync_api import Response

from colonnade.city.catalogue.models import Opportunity

from .conftest import PHONE
from .visitor import Visitor

BUDGET = 50_000
COUNTED = {"document", "stylesheet", "script"}


def test_core_pages_are_light(browser_page, story):
    offer = Opportunity.objects.filter(city__slug=story.city, sessions__isnull=False).order_by("pk").first()
    for place in (
        "",
        f"search/?city={story.city}",
        f"offers/{offer.uuid}/",
        f"cities/{story.city}/",
        "cities/",
        "temple/",
    ):
        weights = weigh(browser_page(story.language, PHONE), place)
        assert len(weights) >= 3, weights
        assert sum(weights.values()) < BUDGET, f"{place}: {sum(weights.values())} bytes: {weights}"


def weigh(visitor: Visitor, place: str) -> dict[str, int]:
    """Open a page as somebody who has never been here; how many bytes each part of it takes."""
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))
    visitor.page.goto(visitor.address(place), wait_until="load")
    return {
        answer.url: len(gzip.compress(answer.body(), 6))
        for answer in answers
        if answer.request.resource_type in COUNTED
    }
