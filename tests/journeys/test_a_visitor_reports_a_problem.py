"""A visitor reports what is wrong with an offer; the coordinator finds it on the desk and answers."""

from django.core import mail

from colonnade.city.profile.models import Territory
from colonnade.people.models import Concern

from .conftest import DESK, PHONE


def test_a_report_reaches_the_coordinator_and_is_answered(browser_page, story):
    visitor = browser_page(story.language, PHONE)
    page = visitor.page
    visitor.open(f"search/?city={story.city}&q={story.words}")
    visitor.follow(page.locator("#results a").first)
    title = page.locator("h1").inner_text()
    visitor.follow(page.locator(".report-link"))
    page.locator("main form [name=kind]").first.check()
    visitor.fill_and_send("main form", note="The door is locked on Mondays.", reply_to="visitor@example.org")
    concern = Concern.objects.get()
    assert concern.scope_id == Territory.objects.get(slug=story.city).uuid

    coordinator = browser_page(story.language, DESK)
    page = coordinator.page
    coordinator.sign_in(story.coordinator)
    assert coordinator.path == "desk/"
    coordinator.follow(page.locator(f"main h3 a[href$='/account/reports/{concern.scope_id}/']"))
    assert title in page.locator("main h2").first.inner_text()
    assert "locked on Mondays" in page.locator("main").inner_text()
    page.locator("main form [name$=outcome][value=upheld]").check()
    page.locator("main form [name$=answer]").fill("We have put up a sign.")
    coordinator.follow(page.locator("main form button[type=submit]"))
    assert page.locator("main form").count() == 0
    concern.refresh_from_db()
    assert concern.closed_at is not None
    [answer] = mail.outbox
    assert answer.to == ["visitor@example.org"]
    assert "put up a sign" in answer.body
