"""The ways in and their upkeep, as allauth does them in our dress: password, passkey, app, mail."""

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from colonnade.people import queries
from colonnade.people.models import Person
from colonnade.people.tests.factories import make_person
from colonnade.people.tests.passkeys import Passkey
from colonnade.plumbing.audit.models import Entry

pytestmark = pytest.mark.django_db

PASSWORD = "a long and good password"


def url(name: str, *args) -> str:
    with override("en"):
        return reverse(name, args=args)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def path_in(message) -> str:
    return re.search(r"https?://(?:testserver|localhost:8000)(\S+)", message.body).group(1)


def options_in(response, key: str) -> dict:
    data = re.search(r'<script type="application/json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(data.group(1))[key]


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def person(db):
    return make_person("Amina", password=PASSWORD)


def sign_in(client, person, **more):
    return client.post(url("account_login"), {"login": person.email, "password": PASSWORD, **more})


OPEN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key_done", "account_email_verification_sent", "account_inactive",
        "people:link-request", "people:link-sent", "people:erased"]  # fmt: skip
OWN = ["account_logout", "account_email", "account_change_password", "mfa_index", "mfa_list_webauthn",
       "people:account", "people:erase", "people:devices"]  # fmt: skip


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("name", [*OPEN, *OWN])
def test_every_page_reads_in_every_language_and_writes_nothing(client, name, language, person):
    if name in OWN:
        client.force_login(person)
    with override(language):
        path = reverse(name)

    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert '<script type="application/json" data-' not in page
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page)
    assert " style=" not in page
    assert " onclick=" not in page


def test_sign_in_offers_three_ways(client):
    page = client.get(url("account_login") + "?next=/en/account/devices/").content.decode()

    assert [part in page for part in ("With your password", "With a link by e-mail", "With a passkey")] == [
        True
    ] * 3
    assert page.count('name="next" value="/en/account/devices/"') == 3


def test_sign_in_with_a_password(client, person):
    assert sign_in(client, person).url == url("portal:desk")
    assert is_in(client)


def test_sign_in_refuses_a_wrong_password_without_saying_which(client, person):
    wrong = client.post(url("account_login"), {"login": person.email, "password": "wrong"}).content.decode()
    nobody = client.post(
        url("account_login"), {"login": "nobody@example.org", "password": "wrong"}
    ).content.decode()

    message = "Address and password do not go together."
    assert message in wrong
    assert message in nobody


def test_sign_in_does_not_lead_away(client, person):
    assert sign_in(client, person, next="https://evil.example/").url == url("portal:desk")


def test_guessing_passwords_is_stopped(client, person):
    for _ in range(5):
        client.post(url("account_login"), {"login": person.email, "password": "wrong"})

    sign_in(client, person)

    assert not is_in(client)


def test_sign_up_confirms_the_address_and_is_recorded(client, mailoutbox):
    data = {"name": "Dora", "email": "Dora@example.org", "password1": PASSWORD}
    response = client.post("/fr/account/signup/", data)

    person = Person.objects.get()
    assert response.url == "/fr/account/confirm-email/"
    assert (person.email, person.name, person.language) == ("dora@example.org", "Dora", "fr")
    assert Entry.objects.get().verb == "people:person:register"
    assert not is_in(client)

    path = path_in(mailoutbox[0])
    assert client.get(path).status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(path)
    assert EmailAddress.objects.get().verified
    assert is_in(client)


def test_sign_up_does_not_tell_who_has_an_account(client, person, mailoutbox):
    data = {"name": "", "email": person.email, "password1": PASSWORD}

    response = client.post(url("account_signup"), data)

    assert response.url == url("account_email_verification_sent")
    assert "There is one already." in mailoutbox[0].body
    assert Person.objects.count() == 1


def test_sign_up_refuses_a_weak_password(client):
    page = client.post(url("account_signup"), {"email": "a@example.org", "password1": "short"})

    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Person.objects.exists()


def test_confirm_page_of_a_made_up_link(client):
    assert "too old" in client.get(url("account_confirm_email", "made-up")).content.decode()


def test_password_reset_by_mail(client, person, mailoutbox):
    client.post(url("account_reset_password"), {"email": person.email})
    page = client.get(path_in(mailoutbox[0]), follow=True)
    assert "A new password" in page.content.decode()

    client.post(
        page.redirect_chain[-1][0],
        {"password1": "another long password", "password2": "another long password"},
    )

    person.refresh_from_db()
    assert person.check_password("another long password")
    assert "Your password was set anew." in mailoutbox[1].body


def test_password_reset_of_a_made_up_link(client):
    page = client.get(url("account_reset_password_from_key", "1", "made-up"))

    assert "too old" in page.content.decode()


def test_password_reset_for_a_stranger_says_so_by_mail(client, mailoutbox):
    client.post(url("account_reset_password"), {"email": "nobody@example.org"})

    assert "There is no account with this address." in mailoutbox[0].body


def test_mails_speak_the_persons_language_in_text_and_html(client, person, mailoutbox):
    person.language = "ar"
    person.save()

    client.post(url("account_reset_password"), {"email": person.email})

    html, kind = mailoutbox[0].alternatives[0]
    assert kind == "text/html"
    assert '<html lang="ar" dir="rtl">' in html


def test_password_is_changed_and_the_owner_told(client, person, mailoutbox):
    sign_in(client, person)
    data = {
        "oldpassword": PASSWORD,
        "password1": "another long password",
        "password2": "another long password",
    }

    assert client.post(url("account_change_password"), data).url == url("people:account")
    assert "Your password was changed." in mailoutbox[0].subject
    assert is_in(client)


def test_password_is_set_where_there_was_none(client, amina):
    client.force_login(amina)
    assert client.get(url("account_set_password")).status_code == 200

    data = {"password1": "another long password", "password2": "another long password"}
    client.post(url("account_set_password"), data)

    amina.refresh_from_db()
    assert amina.has_usable_password()


def test_address_changes_once_confirmed(client, person, mailoutbox):
    sign_in(client, person)
    client.post(url("account_email"), {"email": "new@example.org", "action_add": ""})
    assert "new@example.org" in client.get(url("account_email")).content.decode()
    person.refresh_from_db()
    assert person.email == "amina@example.org"

    client.post(path_in(mailoutbox[0]))

    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert [each.email for each in EmailAddress.objects.all()] == ["new@example.org"]


def test_signing_out_takes_a_button(client, person):
    client.force_login(person)
    client.get(url("account_logout"))
    assert is_in(client)

    assert client.post(url("account_logout")).url == url("portal:home")
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_app_is_turned_on(client, amina, mailoutbox):
    client.force_login(amina)
    page = client.get(url("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page).group(1)
    assert 'src="data:image/svg+xml;base64,' in page

    response = client.post(url("mfa_activate_totp"), {"code": code_of(secret)})

    assert response.url == url("mfa_view_recovery_codes")
    assert client.get(response.url).status_code == 302, "the codes are behind one more proof"
    assert queries.ways_to_sign_in(amina).app
    assert "now asks for a code" in mailoutbox[0].subject


def test_second_step_is_asked_after_the_password(client, person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)

    assert sign_in(client, person).url == url("mfa_authenticate")
    wrong = client.post(url("mfa_authenticate"), {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert not is_in(client)

    client.post(url("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


def test_recovery_codes_are_shown_after_one_more_proof(client, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(url(name)).url.startswith(url("account_reauthenticate"))
    asked = client.get(url("account_reauthenticate"))
    assert "Is it you?" in asked.content.decode()
    assert client.get(url("mfa_reauthenticate")).status_code == 200

    client.post(url("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(url("mfa_generate_recovery_codes")).status_code == 200
    client.post(url("mfa_generate_recovery_codes"))
    page = client.get(url("mfa_view_recovery_codes")).content.decode()
    assert page.count("<li><code>") == 10
    assert client.get(url("mfa_download_recovery_codes")).content.count(b"\n") == 10
    assert client.get(url("mfa_index")).status_code == 200
    assert client.get(url("mfa_deactivate_totp")).status_code == 200
    client.post(url("mfa_deactivate_totp"))
    assert not queries.ways_to_sign_in(person).app


def test_passkey_is_added_named_and_removed(client, amina):
    client.force_login(amina)
    key = Passkey()
    credential = key.make(options_in(client.get(url("mfa_add_webauthn")), "creation_options"))
    client.post(url("mfa_add_webauthn"), {"name": "my phone", "passwordless": "on", "credential": credential})

    held = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert "my phone" in client.get(url("mfa_list_webauthn")).content.decode()
    rename, remove = url("mfa_edit_webauthn", held.pk), url("mfa_remove_webauthn", held.pk)
    assert client.get(rename).url.startswith(url("mfa_reauthenticate")), "behind one more proof"
    other_way = f"{url('mfa_reauthenticate_webauthn')}?next="
    assert other_way in client.get(f"{url('mfa_reauthenticate')}?next={rename}").content.decode()

    proof = key.prove(options_in(client.get(url("mfa_reauthenticate_webauthn")), "request_options"))
    client.post(url("mfa_reauthenticate_webauthn"), {"credential": proof, "next": rename})
    assert client.get(rename).status_code == 200
    client.post(rename, {"name": "old phone"})
    assert "old phone" in client.get(remove).content.decode()
    client.post(remove)
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@pytest.fixture
def passkey(client, amina):
    """Amina's passkey; she is signed out."""
    client.force_login(amina)
    key = Passkey()
    credential = key.make(options_in(client.get(url("mfa_add_webauthn")), "creation_options"))
    client.post(url("mfa_add_webauthn"), {"name": "", "passwordless": "on", "credential": credential})
    client.logout()
    return key


def test_passkey_signs_in_by_itself(client, amina, passkey):
    asked = client.get(url("mfa_login_webauthn"), headers={"accept": "application/json"}).json()[
        "request_options"
    ]

    response = client.post(url("mfa_login_webauthn"), {"credential": passkey.prove(asked)})

    assert response.url == url("portal:desk")
    assert client.session["_auth_user_id"] == str(amina.pk)


def test_passkey_of_somebody_else_does_not(client, passkey):
    stranger = Passkey()
    stranger.user = passkey.user
    asked = client.get(url("mfa_login_webauthn"), headers={"accept": "application/json"}).json()[
        "request_options"
    ]

    response = client.post(url("mfa_login_webauthn"), {"credential": stranger.prove(asked)})

    assert response.url == url("account_login")
    assert not is_in(client)


def test_passkey_is_a_second_step_too(client, amina, passkey):
    amina.set_password(PASSWORD)
    amina.save()
    response = sign_in(client, amina)
    assert response.url == url("mfa_authenticate")

    proof = passkey.prove(options_in(client.get(response.url), "request_options"))
    client.post(response.url, {"credential": proof})

    assert is_in(client)
