"""Roles, invitations, accounts and reports: every way out, who is refused, what is recorded and announced."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from colonnade.people import actions, events, queries
from colonnade.people.models import Concern, Invitation, Organisation, Person, Role, RoleHolding
from colonnade.people.tests.factories import (
    CITY,
    NOON,
    OTHER_CITY,
    make_concern,
    make_invitation,
    make_organisation,
    make_person,
    make_role,
)
from colonnade.people.vocabulary import ConcernKind, ConcernState, OrganisationFacts, OrganisationType
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed, System

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


# --- roles ---------------------------------------------------------------------------------------------


def test_define_roles_can_be_run_twice():
    assert actions.define_roles() == 10
    assert actions.define_roles() == 0
    assert {len(role.names) for role in Role.objects.all()} == {6}


def test_define_roles_brings_a_changed_role_back():
    actions.define_roles()
    Role.objects.filter(code="juror").update(permissions=["people:role:grant"])

    assert actions.define_roles() == 1
    assert queries.role("juror").permissions == []


def test_grant_role_lets_the_team_lead_choose(bruno, amina, heard, django_capture_on_commit_callbacks):
    role = make_role("statistics_officer")

    with django_capture_on_commit_callbacks(execute=True):
        held = actions.grant_role(person=amina, role=role, scope_id=CITY, by=bruno, at=NOON)
        assert heard == []

    assert (held.granted_by, held.since, held.until) == (bruno, NOON, None)
    assert heard == [events.RoleGranted(person_id=amina.pk, role="statistics_officer", scope_id=CITY)]
    entry = Entry.objects.get(verb="people:role:grant")
    assert (entry.person_id, entry.details) == (
        bruno.pk,
        {"role": "statistics_officer", "scope": str(CITY), "person": amina.pk},
    )


def test_grant_role_refuses_strangers(charlie):
    with pytest.raises(NotAllowed):
        actions.grant_role(person=charlie, role=make_role(), scope_id=CITY, by=charlie, at=NOON)

    assert not RoleHolding.objects.exists()


def test_grant_role_refuses_the_lead_of_another_city(bruno, charlie):
    with pytest.raises(NotAllowed):
        actions.grant_role(person=charlie, role=make_role(), scope_id=OTHER_CITY, by=bruno, at=NOON)


@pytest.mark.parametrize(
    ("code", "scope_id"), [("operator", CITY), ("juror", CITY), ("provider_keeper", CITY)]
)
def test_grant_role_refuses_a_role_of_another_kind_of_place(bruno, code, scope_id):
    with pytest.raises(actions.RoleDoesNotFit):
        actions.grant_role(person=bruno, role=make_role(code), scope_id=scope_id, by=bruno, at=NOON)

    bruno.refresh_from_db()
    assert not bruno.is_operator


def test_grant_role_refuses_a_city_role_on_the_platform(dora, amina):
    with pytest.raises(actions.RoleDoesNotFit):
        actions.grant_role(person=amina, role=make_role(), scope_id=None, by=dora, at=NOON)


def test_grant_role_trusts_operators_with_places_nobody_knows(dora, amina):
    nowhere = amina.uuid

    held = actions.grant_role(person=amina, role=make_role("juror"), scope_id=nowhere, by=dora, at=NOON)

    assert held.scope_id == nowhere


def test_grant_role_refuses_to_give_it_twice(bruno, dora):
    with pytest.raises(actions.AlreadyHeld):
        actions.grant_role(person=bruno, role=make_role(), scope_id=CITY, by=dora, at=NOON)


def test_grant_role_makes_an_operator_of_whoever_gets_that_role(dora, amina):
    actions.grant_role(person=amina, role=make_role("operator"), scope_id=None, by=dora, at=NOON)

    amina.refresh_from_db()
    assert amina.is_operator


def test_grant_role_lets_the_city_choose_keepers_of_its_providers(bruno, amina):
    library = make_organisation()

    held = actions.grant_role(
        person=amina, role=make_role("provider_keeper"), scope_id=library.uuid, by=bruno, at=NOON
    )

    assert queries.holds(amina, "catalogue:offer:correct", library.uuid)
    assert held.scope_id == library.uuid


def test_revoke_role_ends_it_and_remembers(bruno, amina, heard, django_capture_on_commit_callbacks):
    held = actions.grant_role(person=amina, role=make_role("mayor"), scope_id=CITY, by=bruno, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        actions.revoke_role(holding=held, by=bruno, at=NOON + timedelta(days=1))

    held.refresh_from_db()
    assert held.until == NOON + timedelta(days=1)
    assert heard == [events.RoleRevoked(person_id=amina.pk, role="mayor", scope_id=CITY)]
    assert verbs()[-1] == "people:role:revoke"
    with pytest.raises(actions.HasEnded):
        actions.revoke_role(holding=held, by=bruno, at=NOON)


def test_revoke_role_lets_everybody_lay_down_their_own(amina, bruno):
    held = actions.grant_role(person=amina, role=make_role("mayor"), scope_id=CITY, by=bruno, at=NOON)

    actions.revoke_role(holding=held, by=amina, at=NOON)

    assert not queries.roles_held_by(amina).exists()


def test_revoke_role_refuses_strangers(bruno, charlie):
    with pytest.raises(NotAllowed):
        actions.revoke_role(holding=bruno.role_holdings.get(), by=charlie, at=NOON)


def test_revoke_role_keeps_the_last_operator(dora):
    with pytest.raises(actions.LastOperator):
        actions.revoke_role(holding=dora.role_holdings.get(), by=dora, at=NOON)


def test_revoke_role_takes_the_platform_away(dora, amina):
    held = actions.grant_role(person=amina, role=make_role("operator"), scope_id=None, by=dora, at=NOON)

    actions.revoke_role(holding=held, by=dora, at=NOON)

    amina.refresh_from_db()
    assert not amina.is_operator


# --- invitations ---------------------------------------------------------------------------------------


def invite(by, email="Dora@Example.org", role="statistics_officer", scope_id=CITY, **more) -> Invitation:
    return actions.invite_person(
        email=email, role=make_role(role), scope_id=scope_id, language="fr", by=by, at=NOON, **more
    )


def test_invite_person_sends_a_secret_and_keeps_only_its_hash(
    bruno, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(bruno)

    event = heard[0]
    assert invitation.email == "dora@example.org"
    assert invitation.scope_name == "Aubrelle"
    assert invitation.secret_hash == queries.secret_hash(event.secret)
    assert event.secret not in repr(event)
    assert verbs()[-1] == "people:person:invite"


def test_invite_person_refuses_strangers(charlie):
    with pytest.raises(NotAllowed):
        invite(charlie)


def test_invite_person_refuses_to_give_away_more_than_one_may(amina, dora):
    """A keeper may invite fellow keepers, but not to a role that was given more."""
    library = make_organisation()
    actions.grant_role(
        person=amina, role=make_role("provider_keeper"), scope_id=library.uuid, by=dora, at=NOON
    )
    Role.objects.create(code="chief_keeper", scope="PROVIDER", permissions=["people:role:grant"])

    assert invite(amina, role="provider_keeper", scope_id=library.uuid).scope_name == "Harbour Library"
    with pytest.raises(NotAllowed):
        invite(amina, role="chief_keeper", scope_id=library.uuid)


def test_invite_person_refuses_whoever_holds_the_role(bruno):
    with pytest.raises(actions.AlreadyHeld):
        invite(bruno, email="bruno@example.org", role="coordinator")


def test_invite_person_replaces_an_older_invitation(bruno):
    older = invite(bruno)
    newer = invite(bruno)

    older.refresh_from_db()
    assert (older.withdrawn_at, older.email) == (NOON, "")
    assert list(queries.invitations_to(CITY, NOON)) == [newer]


def test_accept_invitation_gives_the_role(bruno, amina, heard, django_capture_on_commit_callbacks):
    invitation, secret = make_invitation(by=bruno)

    with django_capture_on_commit_callbacks(execute=True):
        held = actions.accept_invitation(invitation=invitation, by=amina, at=NOON, secret=secret)

    assert (held.person, held.granted_by, held.scope_id) == (amina, bruno, CITY)
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.email) == (NOON, "")
    assert heard[-1] == events.InvitationAccepted(invitation_id=invitation.pk, person_id=amina.pk)
    assert verbs()[-1] == "people:invitation:accept"


def test_accept_invitation_knows_the_address_without_the_secret(amina):
    invitation, _secret = make_invitation("amina@example.org")

    assert actions.accept_invitation(invitation=invitation, by=amina, at=NOON) is not None


def test_accept_invitation_refuses_strangers(charlie):
    invitation, _secret = make_invitation()

    with pytest.raises(NotAllowed):
        actions.accept_invitation(invitation=invitation, by=charlie, at=NOON, secret="guess")


def test_accept_invitation_works_once(amina, charlie):
    invitation, secret = make_invitation()
    actions.accept_invitation(invitation=invitation, by=amina, at=NOON, secret=secret)

    with pytest.raises(actions.InvitationIsClosed):
        actions.accept_invitation(invitation=invitation, by=charlie, at=NOON, secret=secret)


def test_accept_invitation_refuses_a_race_for_it(amina, charlie):
    """Two browsers have read the open invitation; the second finds it taken."""
    invitation, secret = make_invitation()
    read_before = Invitation.objects.get(pk=invitation.pk)
    actions.accept_invitation(invitation=invitation, by=amina, at=NOON, secret=secret)

    with pytest.raises(actions.InvitationIsClosed):
        actions.accept_invitation(invitation=read_before, by=charlie, at=NOON, secret=secret)


def test_accept_invitation_does_not_mind_a_role_one_has(bruno):
    invitation, secret = make_invitation()

    assert actions.accept_invitation(invitation=invitation, by=bruno, at=NOON, secret=secret) is None


def test_join_by_invitation_makes_an_account_with_the_role(db):
    invitation, secret = make_invitation()

    person = actions.join_by_invitation(
        invitation=invitation, secret=secret, name="Dora", language="ru", at=NOON
    )

    assert (person.email, person.language, person.has_usable_password()) == ("dora@example.org", "ru", False)
    assert EmailAddress.objects.get(user=person).verified
    assert [each.role.code for each in queries.roles_held_by(person)] == ["coordinator"]


def test_join_by_invitation_does_not_open_an_existing_account(amina):
    invitation, secret = make_invitation("amina@example.org")

    with pytest.raises(actions.AddressIsTaken):
        actions.join_by_invitation(invitation=invitation, secret=secret, name="X", language="en", at=NOON)


def test_join_by_invitation_refuses_a_wrong_secret(db):
    invitation, _secret = make_invitation()

    with pytest.raises(NotAllowed):
        actions.join_by_invitation(invitation=invitation, secret="guess", name="X", language="en", at=NOON)


def test_join_by_invitation_refuses_an_old_one(db):
    invitation, secret = make_invitation(expires_at=NOON)

    with pytest.raises(actions.InvitationIsClosed):
        actions.join_by_invitation(invitation=invitation, secret=secret, name="X", language="en", at=NOON)


def test_withdraw_invitation_forgets_the_address(bruno):
    invitation, _secret = make_invitation()

    actions.withdraw_invitation(invitation=invitation, by=bruno, at=NOON)

    invitation.refresh_from_db()
    assert (invitation.withdrawn_at, invitation.email) == (NOON, "")
    assert verbs()[-1] == "people:invitation:withdraw"
    with pytest.raises(actions.InvitationIsClosed):
        actions.withdraw_invitation(invitation=invitation, by=bruno, at=NOON)


def test_withdraw_invitation_is_how_one_declines(amina):
    invitation, _secret = make_invitation("amina@example.org")

    actions.withdraw_invitation(invitation=invitation, by=amina, at=NOON)

    assert not queries.invitations_for(amina, NOON).exists()


def test_withdraw_invitation_refuses_strangers(charlie):
    invitation, _secret = make_invitation()

    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(invitation=invitation, by=charlie, at=NOON)


# --- accounts ------------------------------------------------------------------------------------------


def test_register_person_makes_an_account(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        person = actions.register_person(email=" New@Example.org", name="New", is_verified=True, at=NOON)

    assert (person.email, person.joined_at) == ("new@example.org", NOON)
    assert heard == [events.PersonRegistered(person_id=person.pk)]
    assert Entry.objects.get().person_id == person.pk


def test_register_person_refuses_an_address_in_use(amina):
    with pytest.raises(actions.AddressIsTaken):
        actions.register_person(email="AMINA@example.org", is_verified=True, at=NOON)


def test_create_operator_makes_an_account_and_can_be_run_twice():
    person = actions.create_operator(email="op@example.org", name="Op", password="a long password", at=NOON)
    again = actions.create_operator(email="OP@example.org", at=NOON)

    assert (again, person.is_operator) == (person, True)
    again.refresh_from_db()
    assert again.check_password("a long password")
    assert queries.roles_held_by(person).count() == 1
    assert Entry.objects.filter(verb="people:role:grant").get().actor == "colonnade admin create"


def test_create_operator_lifts_somebody_up(amina):
    actions.create_operator(email=amina.email, password="another password", at=NOON)

    amina.refresh_from_db()
    assert amina.is_operator
    assert amina.check_password("another password")


def test_describe_oneself_changes_name_and_language(amina):
    actions.describe_oneself(by=amina, name=" Amina K. ", language="ar", at=NOON)

    amina.refresh_from_db()
    assert (amina.name, amina.language) == ("Amina K.", "ar")
    assert verbs() == ["people:person:describe"]


# --- reports -------------------------------------------------------------------------------------------


def test_raise_concern_needs_no_account(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        concern = actions.raise_concern(
            thing_type="catalogue.opportunity",
            thing_id=CITY,
            thing_title="Pottery",
            kind=ConcernKind.SPAM,
            at=NOON,
        )

    assert (concern.state, concern.reply_to) == (ConcernState.OPEN, "")
    assert isinstance(heard[0], events.ConcernRaised)
    assert Entry.objects.get().actor == "visitor"


def test_raise_concern_does_not_write_the_account_beside_the_report(amina):
    concern = actions.raise_concern(
        thing_type="catalogue.opportunity",
        thing_id=CITY,
        thing_title="P",
        kind=ConcernKind.SPAM,
        by=amina,
        at=NOON,
    )

    assert amina.email not in str(vars(concern))


def test_close_concern_answers(bruno, heard, django_capture_on_commit_callbacks):
    concern = make_concern(reply_to="visitor@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        actions.close_concern(concern=concern, is_upheld=True, answer="Thank you", by=bruno, at=NOON)

    assert (concern.state, concern.closed_at, concern.closed_by_id) == (ConcernState.UPHELD, NOON, bruno.pk)
    assert heard[0].upheld
    assert verbs() == ["people:role:define"] * 10 + ["people:concern:close"]
    with pytest.raises(actions.AlreadyClosed):
        actions.close_concern(concern=concern, is_upheld=False, by=bruno, at=NOON)


def test_close_concern_refuses_strangers(charlie):
    concern = make_concern()

    with pytest.raises(NotAllowed):
        actions.close_concern(concern=concern, is_upheld=False, by=charlie, at=NOON)

    assert Concern.objects.get().state == ConcernState.OPEN


# --- organisations -------------------------------------------------------------------------------------


def facts(key: str, **more) -> OrganisationFacts:
    return OrganisationFacts(match_key=key, names={"en": key.title()}, **more)


def test_keep_organisations_makes_the_missing_and_finds_the_known(django_assert_num_queries):
    known = make_organisation("Library", match_key="library")
    drafts = [facts("library"), facts("club"), facts("school"), facts("club", phone="1")]

    with django_assert_num_queries(4):  # savepoint, select, insert, release
        ids = actions.keep_organisations(drafts=drafts, home_id=CITY)

    assert ids["library"] == known.pk
    assert set(ids) == {"library", "club", "school"}
    assert Organisation.objects.get(pk=ids["club"]).phone == "1"
    with django_assert_num_queries(3):
        assert actions.keep_organisations(drafts=drafts, home_id=CITY) == ids


def test_keep_organisations_knows_cities_apart():
    here = actions.keep_organisations(drafts=[facts("library")], home_id=CITY)
    there = actions.keep_organisations(drafts=[facts("library")], home_id=OTHER_CITY)

    assert here != there


def test_keep_organisations_fills_in_and_never_overwrites():
    make_organisation("Library", match_key="library", url="https://old.example")
    drafts = [
        facts("library", url="https://new.example", email="a@example.org", type=OrganisationType.LIBRARY)
    ]

    actions.keep_organisations(drafts=drafts, home_id=CITY)

    kept = Organisation.objects.get()
    assert (kept.url, kept.email, kept.type) == (
        "https://old.example",
        "a@example.org",
        OrganisationType.LIBRARY,
    )


def test_keep_organisations_leaves_out_what_is_too_long():
    drafts = [facts("x" * 300, phone="1" * 300)]

    ids = actions.keep_organisations(drafts=drafts, home_id=CITY)

    assert ids == {"x" * 300: Organisation.objects.get().pk}
    assert Organisation.objects.get().phone == ""


def test_keep_organisations_takes_very_many():
    drafts = [facts(f"club {number}") for number in range(1200)]

    assert len(actions.keep_organisations(drafts=drafts, home_id=CITY, is_demo=True)) == 1200
    assert len(actions.keep_organisations(drafts=drafts, home_id=CITY)) == 1200
    assert Organisation.objects.filter(is_demo=True).count() == 1200


def test_keep_organisations_has_nothing_to_do(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert actions.keep_organisations(drafts=[], home_id=CITY) == {}


def test_the_system_may_do_anything(amina):
    actions.grant_role(person=amina, role=make_role(), scope_id=CITY, by=System("demo"), at=NOON)

    assert Entry.objects.get(verb="people:role:grant").actor == "demo"
    assert Person.objects.get(pk=amina.pk).role_holdings.get().granted_by is None


def test_a_role_of_the_platform_is_held_once(dora):
    other = make_person("Op")
    actions.grant_role(person=other, role=make_role("operator"), scope_id=None, by=dora, at=NOON)

    with pytest.raises(actions.AlreadyHeld):
        actions.grant_role(person=other, role=make_role("operator"), scope_id=None, by=dora, at=NOON)
