"""Everything about a person can be taken away by them, and forgotten; and what has expired is forgotten anyway."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import PROTECT, RESTRICT, ForeignKey

from colonnade.people import actions, events, queries
from colonnade.people.models import Concern, Invitation, OneTimeLink, Organisation, Person, RoleHolding
from colonnade.people.tests.factories import (
    NOON,
    make_concern,
    make_holding,
    make_invitation,
    make_organisation,
    make_person,
)
from colonnade.people.vocabulary import ConcernState
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruno_with_a_past(bruno, client):
    """Bruno has left traces wherever a person can."""
    TOTP.activate(bruno, "TOTPSECRET")
    client.force_login(bruno)
    UserSession.objects.create(
        user=bruno, ip="192.0.2.1", session_key=client.session.session_key, user_agent="Lynx"
    )
    actions.make_sign_in_link(email=bruno.email, language="en", at=NOON)
    make_invitation(bruno.email)
    make_invitation("somebody@example.org", by=bruno)
    make_concern(reply_to="Bruno@Example.org", note="I was there")
    make_organisation("Bruno teaches", email=bruno.email, phone="123")
    actions.describe_oneself(by=bruno, name="Bruno", language="en", at=NOON)
    return bruno


def tables(person: Person) -> dict[str, list[dict]]:
    return {each["table"]: each["rows"] for each in queries.export_person(person)["tables"]}


def test_export_person_finds_every_trace(bruno_with_a_past):
    found = tables(bruno_with_a_past)

    assert set(found) == {
        "account.emailaddress", "audit.entry", "mfa.authenticator", "people.concern", "people.invitation",
        "people.onetimelink", "people.organisation", "people.person", "people.roleholding", "usersessions.usersession",
    }  # fmt: skip
    assert found["people.person"][0]["email"] == "bruno@example.org"
    assert found["people.concern"][0]["note"] == "I was there"
    assert found["usersessions.usersession"][0]["ip"] == "192.0.2.1"


def test_export_person_is_json_without_secrets_or_other_people(bruno_with_a_past, dora):
    RoleHolding.objects.filter(person=bruno_with_a_past).update(granted_by=dora)

    text = json.dumps(queries.export_person(bruno_with_a_past))

    assert "TOTPSECRET" not in text
    assert "secret_hash" not in text
    assert "password" not in json.dumps(tables(bruno_with_a_past)["people.person"])
    assert "somebody@example.org" not in text
    assert "granted_by" not in tables(bruno_with_a_past)["people.roleholding"][0]


def test_export_person_says_why(amina):
    person = queries.export_person(amina)["tables"][0]

    assert person["why"]["email"] == "to sign in and to be written to; erased with the account"


def test_export_person_is_about_nobody_else(bruno_with_a_past, amina):
    assert set(tables(amina)) == {"people.person", "account.emailaddress"}


def test_erase_person_leaves_only_a_number(bruno_with_a_past, heard, django_capture_on_commit_callbacks):
    number, uuid = bruno_with_a_past.pk, bruno_with_a_past.uuid

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person=bruno_with_a_past, by=bruno_with_a_past, at=NOON)

    assert not Person.objects.exists()
    for model in (EmailAddress, RoleHolding, OneTimeLink, UserSession, Session):
        assert not model.objects.exists()
    concern, organisation = Concern.objects.get(), Organisation.objects.get()
    assert (concern.reply_to, concern.note, concern.thing_title) == ("", "", "Pottery")
    assert (organisation.email, organisation.phone, organisation.names) == ("", "", {"en": "Bruno teaches"})
    assert [each.email for each in Invitation.objects.all()] == ["somebody@example.org"]
    assert Entry.objects.filter(person_id=number).last().verb == "people:person:erase"
    assert "bruno" not in json.dumps(list(Entry.objects.values()), default=str).lower()
    assert heard == [events.PersonErased(person_id=number, person_uuid=uuid)]


def test_erase_person_leaves_others_alone(bruno_with_a_past, amina):
    actions.erase_person(person=amina, by=amina, at=NOON)

    assert list(Person.objects.all()) == [bruno_with_a_past]
    assert Concern.objects.get().note == "I was there"


def test_erase_person_refuses_strangers(bruno, charlie):
    with pytest.raises(NotAllowed):
        actions.erase_person(person=bruno, by=charlie, at=NOON)


def test_erase_person_is_done_by_operators_on_request(bruno, dora):
    number = bruno.pk

    actions.erase_person(person=bruno, by=dora, at=NOON)

    assert Entry.objects.get(verb="people:person:erase", thing_id=str(number)).person_id == dora.pk


def test_erase_person_keeps_the_last_operator(dora):
    with pytest.raises(actions.LastOperator):
        actions.erase_person(person=dora, by=dora, at=NOON)


def test_every_link_to_a_person_lets_go():
    """A table that protects its person would make erasure fail; it must cascade or set null."""
    holding_on = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Person
        if field.remote_field.on_delete in (PROTECT, RESTRICT)
    ]

    assert holding_on == []


def test_forget_expired_forgets_after_thirty_days(amina):
    later = NOON + timedelta(days=31)
    actions.make_sign_in_link(email=amina.email, language="en", at=NOON)
    make_invitation(expires_at=NOON)
    closed = {"reply_to": "v@example.org", "note": "N", "answer": "A", "state": ConcernState.UPHELD}
    make_concern(closed_at=NOON, **closed)
    make_person("Squatter", is_verified=False, joined_at=NOON)
    UserSession.objects.create(user=amina, ip="192.0.2.1", session_key="gone", user_agent="Lynx")

    assert actions.forget_expired(at=later) == {"links": 1, "invitations": 1, "concerns": 1, "accounts": 1}

    concern = Concern.objects.get()
    assert (concern.reply_to, concern.note, concern.answer) == ("", "", "")
    assert list(Person.objects.all()) == [amina]
    assert not UserSession.objects.exists()
    assert actions.forget_expired(at=later) == {"links": 0, "invitations": 0, "concerns": 0, "accounts": 0}


def test_forget_expired_keeps_what_is_young(amina):
    soon = NOON + timedelta(days=29)
    actions.make_sign_in_link(email=amina.email, language="en", at=NOON)
    make_invitation(expires_at=NOON)
    make_concern(closed_at=NOON, state=ConcernState.DISMISSED, note="N")
    make_concern(note="open")
    make_person("Newcomer", is_verified=False, joined_at=NOON)
    make_holding(amina)

    assert actions.forget_expired(at=soon) == {"links": 0, "invitations": 0, "concerns": 0, "accounts": 0}
    assert Invitation.objects.get().email == ""
    assert sorted(Concern.objects.values_list("note", flat=True)) == ["N", "open"]
