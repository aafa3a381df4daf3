"""Account, team, invitations and reports as pages: who gets in, what they can do, and that reading never writes."""

import json
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from colonnade.people import queries
from colonnade.people.models import Concern, Invitation, Person, RoleHolding
from colonnade.people.tests.factories import (
    CITY,
    NOON,
    OTHER_CITY,
    make_concern,
    make_holding,
    make_invitation,
    make_organisation,
    make_person,
    make_role,
)
from colonnade.people.vocabulary import ConcernState

pytestmark = pytest.mark.django_db


def url(name: str, *args, **kwargs) -> str:
    with override("en"):
        return reverse(name, args=args, kwargs=kwargs)


def link_path(message) -> str:
    return re.search(r"http://localhost:8000(\S+)", message.body).group(1)


@pytest.fixture
def as_(client):
    """Sign somebody in."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


# --- my account ----------------------------------------------------------------------------------------


def test_account_is_for_those_signed_in(client):
    response = client.get(url("people:account"))

    assert response.url == f"{url('account_login')}?next={url('people:account')}"


def test_account_shows_roles_and_invitations(as_, bruno):
    make_invitation(bruno.email, role=make_role("mayor"))

    page = as_(bruno).get(url("people:account")).content.decode()

    assert "City coordinator" in page
    assert 'href="/en/cities/aubrelle/"' in page
    assert "You are invited: Mayor, Aubrelle" in page


def test_account_saves_name_and_language(as_, amina):
    response = as_(amina).post(url("people:account"), {"name": "Amina K.", "language": "fr"})

    amina.refresh_from_db()
    assert response.status_code == 302
    assert (amina.name, amina.language) == ("Amina K.", "fr")


def test_account_refuses_a_language_we_do_not_speak(as_, amina):
    page = as_(amina).post(url("people:account"), {"name": "A", "language": "tlh"})

    amina.refresh_from_db()
    assert (page.status_code, amina.language) == (200, "en")


def test_account_asks_the_database_no_more_for_three_roles(as_, amina, django_assert_num_queries):
    client = as_(amina)
    make_holding(amina, "coordinator", CITY)
    client.get(url("people:account"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("people:account"))
    make_holding(amina, "mayor", CITY)
    make_holding(amina, "coordinator", OTHER_CITY)

    with django_assert_num_queries(len(one)):
        client.get(url("people:account"))


def test_export_is_a_file(as_, bruno):
    response = as_(bruno).get(url("people:export"))

    content = json.loads(response.content)
    assert response["Content-Disposition"].startswith("attachment")
    assert content["person"] == str(bruno.uuid)
    assert [each["table"] for each in content["tables"]][:1] == ["people.person"]


def test_erase_asks_before_it_does(as_, amina):
    client = as_(amina)

    assert "This cannot be undone." in client.get(url("people:erase")).content.decode()
    page = client.post(url("people:erase"), {"email": "somebody@example.org"})
    assert "This is not the address of your account" in page.content.decode()
    assert Person.objects.filter(pk=amina.pk).exists()


def test_erase_deletes_and_says_goodbye(as_, amina):
    client = as_(amina)

    response = client.post(url("people:erase"), {"email": "AMINA@example.org"}, follow=True)

    assert "Your account is erased" in response.content.decode()
    assert not Person.objects.filter(pk=amina.pk).exists()
    assert client.get(url("people:account")).status_code == 302


def test_erase_keeps_the_last_operator(as_, dora):
    client = as_(dora)

    client.post(url("people:erase"), {"email": dora.email})

    assert "Nobody else runs this platform" in client.get(url("people:erase")).content.decode()
    assert Person.objects.filter(pk=dora.pk).exists()


def test_devices_lists_and_ends_the_others(client, db, django_user_model):
    person = make_person("Amina", password="a long password")
    other = type(client)()
    for browser in (client, other):
        browser.post(url("account_login"), {"login": person.email, "password": "a long password"})

    page = client.get(url("people:devices")).content.decode()
    assert page.count("<tr><td>") == 2
    assert "this one" in page

    client.post(url("people:devices"))
    assert client.get(url("people:devices")).content.decode().count("<tr><td>") == 1
    assert other.get(url("people:devices")).status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Lynx/2.8", "Lynx/2.8"),
    ],
)
def test_devices_are_named_in_plain_words(client, user_agent, said):
    person = make_person("Amina", password="a long password")
    data = {"login": person.email, "password": "a long password"}
    client.post(url("account_login"), data, headers={"user-agent": user_agent})

    assert f"<bdi>{said}</bdi>" in client.get(url("people:devices")).content.decode()


# --- team ----------------------------------------------------------------------------------------------


def test_team_is_for_those_who_may_invite(as_, charlie, bruno):
    assert as_(charlie).get(url("people:team", CITY)).status_code == 403
    assert as_(bruno).get(url("people:team", OTHER_CITY)).status_code == 403


def test_team_of_no_known_place_is_not_here(as_, dora, amina):
    assert as_(dora).get(url("people:team", amina.uuid)).status_code == 404


def test_team_shows_holders_and_invitations(as_, bruno):
    make_invitation("new@example.org")

    page = as_(bruno).get(url("people:team", CITY)).content.decode()

    assert "Team: Aubrelle" in page
    assert "bruno@example.org" in page
    assert "new@example.org" in page


def test_team_asks_the_database_no_more_for_three_holders(as_, bruno, django_assert_num_queries):
    client = as_(bruno)
    client.get(url("people:team", CITY))
    make_invitation("one@example.org")
    with CaptureQueriesContext(connection) as one:
        client.get(url("people:team", CITY))
    for name in ("Two", "Three"):
        make_holding(make_person(name), "mayor")
        make_invitation(f"{name}@example.org")

    with django_assert_num_queries(len(one)):
        client.get(url("people:team", CITY))


def test_invite_sends_the_mail_in_its_language(as_, bruno, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = as_(bruno).post(
            url("people:team-invite", CITY), {"email": "new@example.org", "role": "mayor", "language": "ar"}
        )

    assert response.url == url("people:team", CITY)
    assert mailoutbox[0].to == ["new@example.org"]
    assert link_path(mailoutbox[0]).startswith("/ar/account/invitation/")


def test_invite_shows_what_is_wrong(as_, bruno):
    client = as_(bruno)
    wrong = {"email": "new@example.org", "role": "operator", "language": "en"}
    held = {"email": bruno.email, "role": "coordinator", "language": "en"}

    assert client.post(url("people:team-invite", CITY), wrong).status_code == 422
    page = client.post(url("people:team-invite", CITY), held)
    assert "This person holds the role already." in page.content.decode()
    assert not Invitation.objects.exists()


def test_invite_refuses_strangers(as_, charlie):
    make_role()
    data = {"email": "charlie@example.org", "role": "coordinator", "language": "en"}

    assert as_(charlie).post(url("people:team-invite", CITY), data).status_code == 403
    assert as_(charlie).post(url("people:operator-invite"), {**data, "role": "operator"}).status_code == 403
    assert not Invitation.objects.exists()


def test_invite_to_run_the_platform(as_, dora):
    data = {"email": "new@example.org", "role": "operator", "language": "en"}

    assert as_(dora).get(url("people:operators")).status_code == 200
    assert as_(dora).post(url("people:operator-invite"), data).url == url("people:operators")
    assert Invitation.objects.get().scope_id is None


def test_withdraw_closes_the_invitation(as_, bruno, charlie):
    invitation, _secret = make_invitation()
    path = url("people:invitation-withdraw", invitation.uuid)

    assert as_(charlie).post(path).status_code == 403
    assert as_(bruno).post(path).url == url("people:team", CITY)
    assert as_(bruno).post(path).status_code == 302
    assert as_(bruno).get(path).status_code == 405
    assert not queries.invitations_to(CITY, NOON).exists()


def test_revoke_ends_the_role(as_, bruno, amina, charlie):
    held = make_holding(amina, "mayor")
    path = url("people:role-revoke", held.pk)

    assert as_(charlie).post(path).status_code == 403
    assert as_(bruno).post(path).url == url("people:team", CITY)
    assert as_(bruno).post(path).status_code == 404
    assert RoleHolding.objects.get(pk=held.pk).until is not None


def test_revoke_of_ones_own_role_leads_home(as_, amina):
    held = make_holding(amina, "mayor")

    assert as_(amina).post(url("people:role-revoke", held.pk)).url == url("people:account")


def test_revoke_keeps_the_last_operator(as_, dora):
    response = as_(dora).post(url("people:role-revoke", dora.role_holdings.get().pk), follow=True)

    assert "Nobody else runs this platform" in response.content.decode()


def test_a_provider_has_a_team_too(as_, bruno):
    library = make_organisation()

    page = as_(bruno).get(url("people:team", library.uuid)).content.decode()

    assert "Team: Harbour Library" in page
    assert "provider_keeper" in page


# --- invitations ---------------------------------------------------------------------------------------


def test_invitation_makes_an_account_and_signs_in(client):
    invitation, secret = make_invitation("new@example.org")
    path = url("people:invitation", secret)

    assert "City coordinator" in client.get(path).content.decode()
    response = client.post(path, {"name": "Newcomer"})

    person = Person.objects.get(email="new@example.org")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.role_holdings.get().scope_id == CITY
    assert "closed" in client.get(path).content.decode()


def test_invitation_sends_those_with_an_account_to_sign_in(client, amina):
    _invitation, secret = make_invitation(amina.email)
    path = url("people:invitation", secret)

    page = client.get(path).content.decode()
    assert f"{url('account_login')}?next={path}" in page
    client.post(path, {"name": "Somebody"})
    assert "_auth_user_id" not in client.session
    assert not RoleHolding.objects.exists()


def test_invitation_is_accepted_by_whoever_is_signed_in(as_, amina):
    _invitation, secret = make_invitation("work@example.org")
    client = as_(amina)

    assert b"Decline" not in client.get(url("people:invitation", secret)).content
    response = client.post(url("people:invitation", secret))

    assert response.url == "/en/cities/aubrelle/"
    assert amina.role_holdings.get().role.code == "coordinator"


def test_invitation_can_be_declined(as_, amina):
    invitation, _secret = make_invitation(amina.email)

    response = as_(amina).post(url("people:my-invitation", invitation.uuid), {"decline": ""})

    assert response.url == url("people:account")
    assert not amina.role_holdings.exists()


def test_my_invitation_is_mine(as_, amina, charlie):
    invitation, _secret = make_invitation(amina.email)
    path = url("people:my-invitation", invitation.uuid)

    assert as_(charlie).get(path).status_code == 404
    assert as_(amina).get(path).status_code == 200
    assert as_(amina).post(path).status_code == 302


def test_unknown_and_late_invitations(client):
    _invitation, secret = make_invitation(expires_at=NOON)

    assert client.get(url("people:invitation", "guess")).status_code == 404
    assert "closed" in client.get(url("people:invitation", secret)).content.decode()
    assert "closed" in client.post(url("people:invitation", secret), {"name": "X"}).content.decode()


# --- reports -------------------------------------------------------------------------------------------


def report_path(thing, **more) -> str:
    template = Template("{% load people %}{% report_link thing title=title scope=scope %}")
    html = template.render(Context({"thing": thing, "title": "Library", "scope": CITY, **more}))
    return re.search(r'href="([^"]+)"', html).group(1).replace("&amp;", "&")


def test_report_link_stays_the_same():
    library = make_organisation()

    assert report_path(library) == report_path(library)


@pytest.mark.parametrize("name", ["city", "territory", "scope_id", "nothing"])
def test_report_goes_to_the_team_of_the_things_place(client, name):
    """An offer knows its city, a place its territory; what knows neither is for the operators."""
    library = make_organisation()
    setattr(library, name, CITY if name == "scope_id" else SimpleNamespace(uuid=CITY))
    with override("en"):
        path = report_path(library, scope=None)

    client.post(path, {"kind": "SPAM"})

    assert Concern.objects.get().scope_id == (None if name == "nothing" else CITY)


def test_concern_is_raised_without_an_account(client):
    library = make_organisation()
    with override("en"):
        path = report_path(library)

    assert b"Library" in client.get(path).content
    signed = path.split("thing=")[1].replace("%3A", ":")
    response = client.post(
        url("people:concern"),
        {"thing": signed, "kind": "HARMFUL", "note": "Look", "reply_to": "v@example.org"},
    )

    concern = Concern.objects.get()
    assert "Your report has arrived" in response.content.decode()
    assert (concern.thing_type, concern.thing_id, concern.scope_id) == (
        "people.organisation",
        library.uuid,
        CITY,
    )
    assert (concern.thing_title, concern.reply_to, concern.language) == ("Library", "v@example.org", "en")


def test_concern_is_only_about_real_things(client):
    assert client.get(url("people:concern"), {"thing": "made-up"}).status_code == 404
    assert client.get(url("people:concern")).status_code == 404


def test_concern_wants_a_reason(client):
    with override("en"):
        path = report_path(make_organisation())

    page = client.post(path, {"note": "Look"})

    assert page.status_code == 200
    assert not Concern.objects.exists()
    assert 'role="alert"' in page.content.decode()


def test_concerns_are_limited(client):
    with override("en"):
        path = report_path(make_organisation())

    answers = [client.post(path, {"kind": "SPAM"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_concerns_wait_for_the_team(as_, bruno, charlie, dora):
    make_concern(thing_title="Pottery", note="It is cancelled")
    make_concern(scope_id=OTHER_CITY, thing_title="Elsewhere")

    page = as_(bruno).get(url("people:concerns", CITY)).content.decode()
    assert "It is cancelled" in page
    assert "Elsewhere" not in page
    assert as_(charlie).get(url("people:concerns", CITY)).status_code == 403
    assert as_(bruno).get(url("people:concerns-everywhere")).status_code == 403
    assert "Elsewhere" in as_(dora).get(url("people:concerns-everywhere")).content.decode()


def test_concerns_ask_the_database_no_more_for_three(as_, bruno, django_assert_num_queries):
    client = as_(bruno)
    make_concern()
    client.get(url("people:concerns", CITY))
    with CaptureQueriesContext(connection) as one:
        client.get(url("people:concerns", CITY))
    make_concern()
    make_concern()

    with django_assert_num_queries(len(one)):
        client.get(url("people:concerns", CITY))


def test_close_answers_and_leaves_the_queue(as_, bruno, mailoutbox, django_capture_on_commit_callbacks):
    concern = make_concern(reply_to="v@example.org", language="es")
    data = {f"{concern.uuid}-outcome": "upheld", f"{concern.uuid}-answer": "Gracias"}

    with django_capture_on_commit_callbacks(execute=True):
        response = as_(bruno).post(url("people:concern-close", concern.uuid), data)

    concern.refresh_from_db()
    assert response.url == url("people:concerns", CITY)
    assert concern.state == ConcernState.UPHELD
    assert mailoutbox[0].to == ["v@example.org"]
    assert "Gracias" in mailoutbox[0].body
    assert as_(bruno).post(url("people:concern-close", concern.uuid), data).status_code == 302


def test_close_wants_an_outcome_and_refuses_strangers(as_, bruno, charlie):
    concern = make_concern(scope_id=None)
    path = url("people:concern-close", concern.uuid)

    assert as_(charlie).post(path, {f"{concern.uuid}-outcome": "upheld"}).status_code == 403
    assert as_(charlie).post(path).status_code == 403
    assert as_(bruno).post(path).status_code == 403
    assert as_(bruno).post(url("people:concern-close", bruno.uuid)).status_code == 404

    here = make_concern()
    assert as_(bruno).post(url("people:concern-close", here.uuid)).status_code == 422
