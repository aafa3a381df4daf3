"""Core pages stay under 50 kB: markup, styles and scripts together, as they travel."""

import gzip

import pytest
from playwright.sync_api import Response

from colonnade.city.catalogue.models import Opportunity

from .conftest import PHONE

BUDGET = 50_000
COUNTED = {"document", "stylesheet", "script"}


@pytest.mark.parametrize("place", ["home", "search", "offer", "city", "directory", "temple"])
def test_a_core_page_is_light(browser_page, story, place):
    visitor = browser_page(story.language, PHONE)
    offer = Opportunity.objects.filter(city__slug=story.city, sessions__isnull=False).order_by("pk").first()
    address = {
        "home": "",
        "search": f"search/?city={story.city}",
        "offer": f"offers/{offer.uuid}/",
        "city": f"cities/{story.city}/",
        "directory": "cities/",
        "temple": "temple/",
    }[place]
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))
    visitor.page.goto(visitor.address(address), wait_until="networkidle")
    weights = {
        answer.url: len(gzip.compress(answer.body(), 6))
        for answer in answers
        if answer.request.resource_type in COUNTED
    }
    assert len(weights) >= 3, weights
    assert sum(weights.values()) < BUDGET, f"{place}: {sum(weights.values())} bytes: {weights}"
