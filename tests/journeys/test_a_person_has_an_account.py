"""A person makes an account, comes in by password or by link, and leaves for good."""

import re
from urllib.parse import urlsplit

from django.core import mail

from colonnade.people.models import Person

from .conftest import PHONE
from .world import PASSWORD


def test_a_person_signs_in_by_password_and_out_again(browser_page, story):
    person = browser_page(story.language, PHONE)
    person.sign_in(story.coordinator, "not the password")
    assert person.path == "account/login/"
    assert person.page.locator("[role=alert]").count() >= 1
    person.sign_in(story.coordinator)
    assert person.path == "desk/"
    person.open("account/")
    person.open("account/logout/")
    person.follow(person.page.locator("main form button[type=submit]"))
    person.page.goto(person.address("desk/"))
    assert person.path == "account/login/"


def test_a_person_signs_in_by_a_link_in_a_mail(browser_page, story):
    person = browser_page(story.language, PHONE)
    person.open("account/login/")
    person.page.locator("#link-email").fill(story.coordinator)
    person.follow(person.page.locator("form:has(#link-email) button[type=submit]"))
    assert person.path == "account/link/sent/"
    [message] = mail.outbox
    assert message.to == [story.coordinator]
    person.open(link_in(message))
    person.follow(person.page.locator("main form button[type=submit]"))
    assert person.path == "desk/"


def test_a_person_signs_up_and_erases_the_account(browser_page, story):
    person, page = (visitor := browser_page(story.language, PHONE)), visitor.page
    address = f"new-{story.language}@example.org"
    person.open("account/signup/")
    person.fill_and_send("main form", name="Noor", email=address, password1=PASSWORD)
    [message] = mail.outbox
    assert message.to == [address]
    person.open(link_in(message))
    person.follow(page.locator("main form button[type=submit]"))
    if person.path == "account/login/":
        person.sign_in(address)
    person.open("account/")
    person.follow(page.locator("main a[href$='/account/erase/']"))
    person.fill_and_send("main form", email="somebody.else@example.org")
    assert Person.objects.filter(email=address).exists()
    person.fill_and_send("main form", email=address)
    assert person.path == "account/erased/"
    assert not Person.objects.filter(email=address).exists()


def link_in(message) -> str:
    """The path that a mail leads to."""
    return urlsplit(re.search(r"https?://\S+", message.body).group()).path
