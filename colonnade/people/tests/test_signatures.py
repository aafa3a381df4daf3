"""A signature stands under one wording, is given by whom it belongs to, and leaves no address behind."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from colonnade.people import actions, queries
from colonnade.people.actions import signatures
from colonnade.people.events import SignatureAsked, SignatureGiven
from colonnade.people.models import Signature
from colonnade.people.queries import signatures as asked
from colonnade.people.queries.signatures import Signable
from colonnade.people.tests.factories import CITY, NOON
from colonnade.people.vocabulary import SIGNATURE_LIVES, SignatureState
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.languages import Text
from colonnade.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db

SECRET = "one-secret"
DECLARATION = uuid4()
WORDING, OTHER_WORDING = "a" * 64, "b" * 64


@pytest.fixture
def wording(monkeypatch):
    """The declaration as it reads now; a test may change it."""
    now = {"digest": WORDING}

    def resolver(thing_id):
        if thing_id != DECLARATION:
            return None
        return Signable(Text("We learn", "en", False), Text("All of us, always.", "en", False), now["digest"])

    monkeypatch.setattr(asked, "_resolvers", [resolver])
    return now


def make_request(**fields) -> Signature:
    """The mayor is asked to sign the declaration."""
    values = {
        "scope_id": CITY, "thing_id": DECLARATION, "digest": WORDING, "title": "We learn", "url": "/en/",
        "name": "Mara", "office": "Mayor", "email": "mara@example.org", "secret_hash": queries.secret_hash(SECRET),
        "asked_at": NOON, "expires_at": timezone.now() + SIGNATURE_LIVES,
    }  # fmt: skip
    return Signature.objects.create(**{**values, **fields})


def ask(by, **fields) -> Signature:
    values = {
        "scope_id": CITY, "thing_id": DECLARATION, "digest": WORDING, "title": "We learn", "url": "/en/",
        "name": "Mara", "office": "Mayor", "email": "Mara@Example.org", "language": "en", "at": NOON,
    }  # fmt: skip
    return signatures.ask_for_signature(**{**values, **fields}, by=by)


def sign(by, **fields) -> Signature:
    values = {
        "scope_id": CITY, "thing_id": DECLARATION, "digest": WORDING, "title": "We learn", "url": "/en/",
        "name": "Amina", "organisation": "", "office": "", "is_public": False, "at": NOON,
    }  # fmt: skip
    return signatures.sign(**{**values, **fields}, by=by)


# -- asking ----------------------------------------------------------------------------------------------


def test_ask_for_signature_keeps_only_a_hash(bruno, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signature = ask(bruno)

    [event] = heard
    assert event == SignatureAsked(signature_id=signature.pk, secret=event.secret)
    assert signature.secret_hash == queries.secret_hash(event.secret)
    assert event.secret not in repr(event)
    assert signature.email == "mara@example.org"
    entry = Entry.objects.get(verb="people:signature:ask")
    assert "mara" not in json.dumps(entry.details).lower()


def test_ask_for_signature_refuses_strangers(charlie):
    with pytest.raises(NotAllowed):
        ask(charlie)

    assert not Signature.objects.exists()


def test_ask_for_signature_refuses_the_team_of_another_city(bruno):
    with pytest.raises(NotAllowed):
        ask(bruno, scope_id=uuid4())


def test_asking_again_replaces_the_older_request(bruno):
    first, second = ask(bruno), ask(bruno)

    first.refresh_from_db()
    assert (first.state, first.email) == (SignatureState.WITHDRAWN, "")
    assert second.is_open(NOON)


def test_the_mail_holds_the_link_and_the_title(bruno, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(bruno, language="fr")

    [message] = mail.outbox
    assert message.to == ["mara@example.org"]
    assert "We learn" in message.subject
    secret = re.search(r"/fr/account/sign/([\w-]+)/", message.body).group(1)
    assert asked.signature_behind(secret) == Signature.objects.get()


# -- answering by link -------------------------------------------------------------------------------------


def test_sign_by_link_forgets_the_address(wording, heard, django_capture_on_commit_callbacks):
    signature = make_request()

    with django_capture_on_commit_callbacks(execute=True):
        signatures.sign_by_link(
            signature=signature, secret=SECRET, name="Mara M.", is_public=True, at=timezone.now()
        )

    signature.refresh_from_db()
    assert (signature.state, signature.email, signature.name) == ("SIGNED", "", "Mara M.")
    assert (signature.office, signature.is_public) == ("Mayor", True)
    assert heard == [SignatureGiven(signature_id=signature.pk, thing_id=DECLARATION)]


def test_sign_by_link_refuses_strangers(wording):
    signature = make_request()

    for guess in ("", "another-secret"):
        with pytest.raises(NotAllowed):
            signatures.sign_by_link(signature=signature, secret=guess, name="C", is_public=True, at=NOON)

    signature.refresh_from_db()
    assert signature.state == SignatureState.ASKED


def test_a_later_text_cannot_borrow_the_signature(wording):
    signature = make_request()
    wording["digest"] = OTHER_WORDING

    with pytest.raises(signatures.TextHasChanged):
        signatures.sign_by_link(signature=signature, secret=SECRET, name="M", is_public=True, at=NOON)

    signature.refresh_from_db()
    assert signature.state == SignatureState.ASKED


def test_sign_by_link_works_once(wording):
    signature = make_request()
    stale = Signature.objects.get(pk=signature.pk)
    signatures.sign_by_link(signature=signature, secret=SECRET, name="M", is_public=True, at=NOON)

    for held in (signature, stale):  # the second as if both had been opened at the same moment
        with pytest.raises(signatures.RequestIsClosed):
            signatures.sign_by_link(signature=held, secret=SECRET, name="X", is_public=True, at=NOON)

    assert Signature.objects.get().name == "M"


def test_sign_by_link_comes_too_late(wording):
    signature = make_request(expires_at=NOON)

    with pytest.raises(signatures.RequestIsClosed):
        signatures.sign_by_link(signature=signature, secret=SECRET, name="M", is_public=True, at=NOON)


def test_decline_signature_tells_the_team(wording):
    signature = make_request()

    signatures.decline_signature(signature=signature, secret=SECRET, at=NOON)

    signature.refresh_from_db()
    assert (signature.state, signature.email) == ("DECLINED", "")
    assert [each.state for each in asked.asked_for(DECLARATION)] == ["DECLINED"]


def test_decline_signature_refuses_strangers_and_second_thoughts(wording):
    signature = make_request()
    with pytest.raises(NotAllowed):
        signatures.decline_signature(signature=signature, secret="guess", at=NOON)

    signatures.decline_signature(signature=signature, secret=SECRET, at=NOON)

    with pytest.raises(signatures.RequestIsClosed):
        signatures.decline_signature(signature=signature, secret=SECRET, at=NOON)


# -- signing while signed in ------------------------------------------------------------------------------


def test_sign_once_per_wording(amina):
    sign(amina)

    with pytest.raises(signatures.SignedAlready):
        sign(amina)

    assert sign(amina, digest=OTHER_WORDING).state == SignatureState.SIGNED


def test_the_database_too_lets_one_person_sign_a_wording_once(amina):
    sign(amina)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(person=amina, state="SIGNED", email="", secret_hash="", signed_at=NOON)


def test_withdraw_signature_lets_one_sign_again(amina):
    signature = sign(amina)

    signatures.withdraw_signature(signature=signature, by=amina, at=NOON)

    assert not asked.signatures_of(DECLARATION).exists()
    with pytest.raises(signatures.RequestIsClosed):
        signatures.withdraw_signature(signature=signature, by=amina, at=NOON)
    assert sign(amina).state == SignatureState.SIGNED


def test_withdraw_signature_is_done_by_the_team_too(bruno, amina):
    signatures.withdraw_signature(signature=sign(amina), by=bruno, at=NOON)

    assert not asked.signatures_of(DECLARATION).exists()


def test_withdraw_signature_refuses_strangers(amina, charlie):
    with pytest.raises(NotAllowed):
        signatures.withdraw_signature(signature=sign(amina), by=charlie, at=NOON)

    assert asked.signatures_of(DECLARATION).exists()


# -- forgetting ----------------------------------------------------------------------------------------------


def test_an_expired_request_forgets_its_address():
    make_request(expires_at=NOON)

    actions.forget_expired(at=NOON + timedelta(days=1))

    signature = Signature.objects.get()
    assert (signature.email, signature.secret_hash) == ("", "")


def test_what_came_to_nothing_is_forgotten_after_thirty_days(amina):
    sign(amina)
    make_request(expires_at=NOON)
    make_request(state="DECLINED", email="", secret_hash="d", closed_at=NOON)
    make_request(state="WITHDRAWN", email="", secret_hash="w", closed_at=NOON)

    actions.forget_expired(at=NOON + timedelta(days=29))
    assert Signature.objects.count() == 4

    actions.forget_expired(at=NOON + timedelta(days=31))
    assert [each.state for each in Signature.objects.all()] == ["SIGNED"]


def test_erase_person_takes_their_signatures_and_requests_along(amina):
    sign(amina)
    make_request(email=amina.email)
    make_request(secret_hash="other")

    actions.erase_person(person=amina, by=amina, at=NOON)

    assert [each.email for each in Signature.objects.all()] == ["mara@example.org"]


# -- pages ---------------------------------------------------------------------------------------------------


def address(secret=SECRET):
    return f"/en/account/sign/{secret}/"


def test_opening_the_link_shows_the_text_and_signs_nothing(client, wording):
    make_request()

    answer = client.get(address())

    assert answer.status_code == 200
    assert "All of us, always." in answer.content.decode()
    assert Signature.objects.get().state == SignatureState.ASKED


def test_the_button_signs_and_the_page_says_so(client, wording):
    make_request()

    answer = client.post(address(), {"name": "Mara", "is_public": "on"}, follow=True)

    assert "You have signed" in answer.content.decode()
    assert asked.signatures_of(DECLARATION).get().is_public


def test_the_other_button_declines(client, wording):
    make_request()

    answer = client.post(address(), {"decline": "1"}, follow=True)

    assert "You have declined to sign" in answer.content.decode()


def test_a_signature_needs_a_name(client, wording):
    make_request()

    assert client.post(address(), {"name": " "}).status_code == 422
    assert Signature.objects.get().state == SignatureState.ASKED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"expires_at": NOON}, "This request is closed"),
        ({"state": "WITHDRAWN", "email": ""}, "This request is closed"),
        ({"digest": OTHER_WORDING}, "The text has changed"),
    ],
)
def test_a_link_that_no_longer_works_says_why(client, wording, fields, said):
    make_request(**fields)

    for answer in (client.get(address()), client.post(address(), {"name": "M"}, follow=True)):
        assert said in answer.content.decode()
    assert not asked.signatures_of(DECLARATION).exists()


def test_an_unknown_link_leads_nowhere(client):
    assert client.get(address("guess")).status_code == 404


def test_a_request_can_be_withdrawn_on_the_page(client, bruno, charlie):
    signature = make_request()
    path = f"/en/account/signatures/{signature.uuid}/withdraw/"

    client.force_login(charlie)
    assert client.post(path).status_code == 403
    client.force_login(bruno)
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 302  # said to be closed
    assert client.post(f"/en/account/signatures/{uuid4()}/withdraw/").status_code == 404
    signature.refresh_from_db()
    assert signature.state == SignatureState.WITHDRAWN


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(client, wording, number, django_assert_num_queries):
    for each in range(number):
        make_request(secret_hash=queries.secret_hash(f"{SECRET}-{each}"))

    with django_assert_num_queries(1):
        client.get(address(f"{SECRET}-0"))
