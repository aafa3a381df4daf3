"""A link in a mail signs in once, within twenty minutes, after the second factor."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from colonnade.people import actions
from colonnade.people.models import OneTimeLink
from colonnade.people.tests.factories import NOON, make_person

pytestmark = pytest.mark.django_db


def ask(client, email, language="en", **more):
    return client.post(f"/{language}/account/link/", {"email": email, **more})


def path_in(message) -> str:
    return re.search(r"http://localhost:8000(\S+)", message.body).group(1)


@pytest.fixture
def sent(client, django_capture_on_commit_callbacks, mailoutbox):
    """Ask for a link and return the address in the mail."""

    def send(email, **more):
        with django_capture_on_commit_callbacks(execute=True):
            response = ask(client, email, **more)
        assert (response.status_code, response.url) == (302, "/en/account/link/sent/")
        return path_in(mailoutbox[-1])

    return send


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_link_signs_in_by_the_button(client, amina, sent):
    path = sent(amina.email)

    page = client.get(path)
    assert page.status_code == 200
    assert b"Sign me in" in page.content
    assert not is_in(client)

    response = client.post(path)
    assert response.url == reverse("portal:desk")
    assert is_in(client)


def test_link_works_once(client, amina, sent):
    path = sent(amina.email)
    client.post(path)
    client.logout()

    assert b"has been used" in client.get(path).content
    assert client.post(path).status_code == 410
    assert not is_in(client)


def test_link_keeps_only_a_hash(amina, sent):
    path = sent(amina.email)

    assert path.rstrip("/").rsplit("/", 1)[1] not in str(vars(OneTimeLink.objects.get()))


def test_link_for_a_stranger_looks_the_same_and_says_so_by_mail(sent, mailoutbox):
    path = sent("nobody@example.org")

    assert path == "/en/account/signup/"
    assert mailoutbox[0].to == ["nobody@example.org"]
    assert not OneTimeLink.objects.exists()


def test_link_writes_in_the_persons_language(amina, sent, mailoutbox):
    amina.language = "ar"
    amina.save()

    assert sent(amina.email).startswith("/ar/account/link/")
    html = mailoutbox[0].alternatives[0].content
    assert 'dir="rtl"' in html
    assert "localhost:8000/ar/account/link/" in html


def test_link_goes_on_to_where_one_was(client, amina, sent):
    path = sent(amina.email, next="/en/account/devices/")

    assert b'value="/en/account/devices/"' in client.get(path).content
    assert client.post(path, {"next": "/en/account/devices/"}).url == "/en/account/devices/"


def test_link_does_not_lead_away(client, amina, sent):
    path = sent(amina.email, next="https://evil.example/")
    assert "evil" not in path

    assert client.post(path, {"next": "https://evil.example/"}).url == reverse("portal:desk")


def test_link_does_not_jump_over_the_second_factor(client, amina, sent):
    secret = generate_totp_secret()
    TOTP.activate(amina, secret)

    response = client.post(sent(amina.email))
    assert response.url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get(response.url).status_code == 200

    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("portal:desk")
    assert is_in(client)


def test_link_refuses_a_wrong_address_form(client):
    response = ask(client, "no address")

    assert response.status_code == 200
    assert b'aria-invalid="true"' in response.content


def test_link_form_is_limited(client, amina):
    answers = [ask(client, amina.email).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_link_is_not_for_closed_accounts(client, amina, django_capture_on_commit_callbacks):
    amina.is_active = False
    amina.save()
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, amina.email)

    assert mail.outbox == []


def test_make_sign_in_link_stops_after_five(amina):
    for _ in range(6):
        actions.make_sign_in_link(email=amina.email, language="en", at=NOON)

    assert OneTimeLink.objects.count() == 5


def test_sign_in_by_link_refuses_an_old_link(amina, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_sign_in_link(email=amina.email, language="en", at=NOON)
    secret = heard[0].secret

    with pytest.raises(actions.LinkNoLongerWorks):
        actions.sign_in_by_link(secret=secret, at=NOON + timedelta(minutes=20))
    assert actions.sign_in_by_link(secret=secret, at=NOON + timedelta(minutes=19)) == amina


def test_sign_in_by_link_shuts_out_whoever_registered_the_address_first(
    heard, django_capture_on_commit_callbacks
):
    """Somebody else registers my address with their password; my link must not make it theirs."""
    squatted = make_person("Amina", is_verified=False, password="their password")
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_sign_in_link(email=squatted.email, language="en", at=NOON)

    actions.sign_in_by_link(secret=heard[0].secret, at=NOON)

    squatted.refresh_from_db()
    assert not squatted.has_usable_password()
    assert EmailAddress.objects.get(user=squatted).verified


def test_sign_in_by_link_keeps_the_password_of_a_confirmed_account(heard, django_capture_on_commit_callbacks):
    person = make_person("Amina", password="my password")
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_sign_in_link(email=person.email, language="en", at=NOON)

    actions.sign_in_by_link(secret=heard[0].secret, at=NOON)

    person.refresh_from_db()
    assert person.check_password("my password")


def test_get_never_uses_a_link_up(client, amina, sent):
    path = sent(amina.email)
    client.get(path)
    client.head(path)

    assert OneTimeLink.objects.get().used_at is None
    assert OneTimeLink.objects.get().expires_at > timezone.now()
