"""What was promised: written down, reported on, matched, counted; late ones reach somebody's desk."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import RequestFactory
from django.urls import reverse

from colonnade.city.governance.actions.commitments import (
    DoesNotFit,
    NeedIsWithdrawn,
    NobodyPromised,
    NotForTheGiver,
    NothingSaid,
    change_commitment,
    forget_giver,
    make_commitment,
    match_commitment,
    part_commitment,
    report_commitment,
)
from colonnade.city.governance.actions.money import FromAnotherCity
from colonnade.city.governance.events.resources import CommitmentReported, NeedMet
from colonnade.city.governance.models import Commitment, CommitmentStep
from colonnade.city.governance.queries.commitments import (
    commitment_facts,
    commitments_that_fit,
    counts_by_standing,
    needs_that_fit,
    standing,
    standing_filter,
    waiting_for,
)
from colonnade.city.governance.tests import factories_resources as made_up
from colonnade.city.governance.tests.factories_resources import (
    NOON,
    TODAY,
    make_action,
    make_giver,
    make_line,
    make_need,
    make_resource,
)
from colonnade.city.governance.views.resource_panels import chain_panel, money_panel
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.people.tests.factories import make_person
from colonnade.plumbing import events
from colonnade.plumbing.permissions import NotAllowed

YESTERDAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 23)
FACTS = {"text": "We open our hall.", "kind": "ROOM", "made_on": TODAY}


@pytest.fixture
def amina(db):
    """Promised something for the Harbour Library."""
    return make_person("Amina")


@pytest.fixture
def library(city, amina):
    """Amina answers for it."""
    return make_giver(city, person=amina)


def promised(city, text="We open our hall.", **fields):
    """A commitment as the factory makes it."""
    return made_up.make_commitment(city, text, **fields)


def page(client, name, /, *args, **query):
    """The text of a page that must be there."""
    answer = client.get(reverse(f"governance:{name}", args=["aubrelle", *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, /, *args, **given):
    """What a form sends."""
    return client.post(reverse(f"governance:{name}", args=["aubrelle", *args]), given)


# -- writing down and reporting --------------------------------------------------------------------------


def test_make_commitment(city, bruno, library):
    made = make_commitment(
        territory=city, by=bruno, at=NOON, stakeholder=library, name="ignored", note="By phone.", **FACTS
    )

    assert (made.name, made.status) == ("", "OFFERED")
    (step,) = made.steps.all()
    assert (step.status, step.note, step.is_from_giver) == ("OFFERED", "By phone.", False)


def test_make_commitment_refuses_to_name_nobody(city, bruno):
    with pytest.raises(NobodyPromised):
        make_commitment(territory=city, by=bruno, at=NOON, **FACTS)

    assert not Commitment.objects.exists()


def test_make_commitment_for_a_need(city, bruno):
    need = make_need(city)
    with pytest.raises(DoesNotFit):
        make_commitment(territory=city, by=bruno, at=NOON, name="A", **{**FACTS, "kind": "TALENT"}, need=need)

    make_commitment(territory=city, by=bruno, at=NOON, name="A", **FACTS, need=need, status="FULFILLED")

    need.refresh_from_db()
    assert need.met_on == TODAY


def test_report_commitment_by_the_giver(city, amina, library):
    made = promised(city, stakeholder=library)

    report_commitment(
        commitment=made, status="FULFILLED", note=" Open since May. ", evidence_url="https://a.example/", by=amina, at=NOON
    )  # fmt: skip

    made.refresh_from_db()
    assert (made.status, made.evidence_url) == ("FULFILLED", "https://a.example/")
    assert list(made.steps.values_list("status", "note", "is_from_giver")) == [
        ("AGREED", "", False), ("FULFILLED", "Open since May.", True),
    ]  # fmt: skip


def test_the_giver_does_not_agree_for_the_team(city, amina, bruno, library):
    made = promised(city, stakeholder=library, status="OFFERED")

    with pytest.raises(NotForTheGiver):
        report_commitment(commitment=made, status="AGREED", by=amina, at=NOON)
    report_commitment(commitment=made, status="OFFERED", note="Still good.", by=amina, at=NOON)
    report_commitment(commitment=made, status="AGREED", by=bruno, at=NOON)

    assert made.steps.last().is_from_giver is False


def test_a_report_says_something(city, bruno):
    made = promised(city, status="RUNNING")

    with pytest.raises(NothingSaid):
        report_commitment(commitment=made, status="RUNNING", note=" ", by=bruno, at=NOON)

    assert CommitmentStep.objects.count() == 1


def test_change_commitment(city, bruno, library):
    made = promised(city)

    change_commitment(commitment=made, stakeholder=library, quantity=Decimal(4), by=bruno, at=NOON)

    made.refresh_from_db()
    assert (made.stakeholder, made.name, made.quantity) == (library, "", 4)
    assert made.steps.count() == 1


def test_change_commitment_keeps_it_fitting_its_need(city, bruno):
    made = promised(city, need=make_need(city, withdrawn_on=TODAY))

    change_commitment(commitment=made, text="We open it longer.", by=bruno, at=NOON)
    with pytest.raises(DoesNotFit):
        change_commitment(commitment=made, kind="MONEY", by=bruno, at=NOON)


def test_match_and_part(city, bruno):
    action = make_action(city)
    need, made = make_need(city, action=action), promised(city, status="FULFILLED")

    match_commitment(commitment=made, need=need, by=bruno, at=NOON)
    need.refresh_from_db()
    assert (made.need, made.action, need.met_on) == (need, action, TODAY)

    part_commitment(commitment=Commitment.objects.get(), by=bruno, at=NOON)
    part_commitment(commitment=Commitment.objects.get(), by=bruno, at=NOON)
    need.refresh_from_db()
    assert (Commitment.objects.get().need, need.met_on) == (None, None)


def test_match_moves_a_promise_from_one_need_to_another(city, bruno):
    first, second = make_need(city, "First"), make_need(city, "Second")
    made = promised(city, status="FULFILLED")
    match_commitment(commitment=made, need=first, by=bruno, at=NOON)

    match_commitment(commitment=made, need=second, by=bruno, at=NOON)

    for each in (first, second):
        each.refresh_from_db()
    assert (first.met_on, second.met_on) == (None, TODAY)


def test_match_refuses_what_does_not_fit(city, bruno):
    made = promised(city)

    for need, problem in (
        (make_need(city, "a", kind="MONEY"), DoesNotFit),
        (make_need(city, "b", withdrawn_on=TODAY), NeedIsWithdrawn),
        (make_need(make_city("elsewhere"), "c"), FromAnotherCity),
    ):
        with pytest.raises(problem):
            match_commitment(commitment=made, need=need, by=bruno, at=NOON)


def test_commitments_refuse_strangers(city, charlie, amina, library):
    made, need = promised(city), make_need(city)
    for act in (
        lambda: make_commitment(territory=city, by=charlie, at=NOON, name="C", **FACTS),
        lambda: change_commitment(commitment=made, by=charlie, at=NOON, text="x"),
        lambda: report_commitment(commitment=made, status="FULFILLED", by=charlie, at=NOON),
        lambda: report_commitment(commitment=made, status="FULFILLED", by=amina, at=NOON),
        lambda: match_commitment(commitment=made, need=need, by=charlie, at=NOON),
        lambda: part_commitment(commitment=made, by=charlie, at=NOON),
        lambda: forget_giver(commitment=made, by=charlie, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert (Commitment.objects.get().status, CommitmentStep.objects.count()) == ("AGREED", 1)


def test_what_happened_is_announced(city, bruno, monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    for kind in (CommitmentReported, NeedMet):
        monkeypatch.setitem(events._subscribers, kind, [heard.append])
    made = promised(city, need=make_need(city))

    with django_capture_on_commit_callbacks(execute=True):
        report_commitment(commitment=made, status="FULFILLED", by=bruno, at=NOON)

    assert sorted(type(each).__name__ for each in heard) == ["CommitmentReported", "NeedMet"]


# -- standing and fitting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "due_on", "counted"),
    [
        ("OFFERED", None, "due"), ("AGREED", TODAY, "due"), ("RUNNING", YESTERDAY, "late"), ("FULFILLED", YESTERDAY, "kept"),
        ("MISSED", TOMORROW, "missed"), ("WITHDRAWN", YESTERDAY, "withdrawn"),
    ],
)  # fmt: skip
def test_how_a_commitment_is_counted(city, status, due_on, counted):
    made = promised(city, status=status, due_on=due_on)

    assert standing(made, TODAY) == counted
    assert counts_by_standing(Commitment.objects.all(), TODAY)[counted] == 1
    for word in ("kept", "due", "late", "missed", "withdrawn"):
        assert Commitment.objects.filter(standing_filter(word, TODAY)).exists() == (word == counted)


def test_the_best_fitting_stand_first(city, django_assert_num_queries):
    need = make_need(city, kind="VOLUNTEER_HOURS", quantity=10, unit="hours", needed_by=TODAY, area="B5")
    hours = {"kind": "VOLUNTEER_HOURS", "unit": "hours"}
    part = promised(city, "part", **hours, quantity=4)
    late = promised(city, "late", **hours, quantity=10, due_on=TOMORROW)
    best = promised(city, "best", **hours, quantity=12, due_on=YESTERDAY, feature="KF5.1")
    promised(city, "other kind", quantity=10)
    promised(city, "other unit", **{**hours, "unit": "days"}, quantity=10)
    promised(city, "kept", **hours, status="FULFILLED", quantity=10)
    promised(city, "taken", **hours, need=make_need(city, "Other", kind="VOLUNTEER_HOURS"))
    promised(make_city("elsewhere"), "elsewhere", **hours, quantity=10)

    with django_assert_num_queries(1):
        found = commitments_that_fit(need)

    assert [each.commitment for each in found] == [best, part, late]
    assert found[0].reasons == ("same kind", "covers all of it", "in time", "same area")
    assert found[1].reasons == ("same kind", "covers 40% of it")
    assert [each.need for each in needs_that_fit(best)][0] == need


# -- facts -----------------------------------------------------------------------------------------------


def test_commitment_facts_as_it_stood_then(city, django_assert_num_queries):
    culture = make_giver(city)
    kept = promised(city, "kept", stakeholder=culture, due_on=date(2026, 6, 1))
    CommitmentStep.objects.create(commitment=kept, status="FULFILLED", at=datetime(2026, 12, 1, tzinfo=UTC))
    late = promised(city, "late", due_on=date(2026, 12, 1))
    old = promised(city, "old", made_on=date(2025, 1, 1), status="MISSED")
    promised(city, "next year", made_on=date(2027, 1, 1))

    with django_assert_num_queries(2):
        facts = commitment_facts(city, 2026)
    assert (set(facts.made), facts.kept, facts.late) == ({kept.uuid, late.uuid}, (kept.uuid,), (late.uuid,))
    assert [(each.sector, len(each.made), len(each.kept), len(each.late)) for each in facts.by_sector] == [
        ("CULTURE", 1, 1, 0), ("", 1, 0, 1),
    ]  # fmt: skip

    before = commitment_facts(city, 2026, TODAY)
    assert (before.kept, before.late) == ((), (kept.uuid,))
    assert commitment_facts(city, 2025).made == (old.uuid,)


# -- desks -----------------------------------------------------------------------------------------------


def test_what_waits_for_who_promised(city, amina, library):
    late = promised(city, "Late", stakeholder=library, due_on=YESTERDAY)
    promised(city, "Soon", stakeholder=library, due_on=date(2026, 12, 1))
    promised(city, "Far", stakeholder=library, due_on=date(2027, 6, 1))
    promised(city, "Kept", stakeholder=library, due_on=YESTERDAY, status="FULFILLED")

    items = waiting_for(amina, NOON)

    assert [item.title for item in items] == [
        "Say how your commitment stands: Late", "Say how your commitment stands: Soon",
    ]  # fmt: skip
    assert items[0].url == reverse("governance:commitment-report", args=["aubrelle", late.uuid])


def test_what_waits_for_the_team(city, bruno, charlie):
    promised(city, "Late", due_on=YESTERDAY)
    promised(city, "Later", due_on=YESTERDAY)
    make_resource(city, state="OFFERED")

    titles = [item.title for item in waiting_for(bruno, NOON)]

    assert titles == ["2 commitments are late, Aubrelle", "1 offer of a resource to answer, Aubrelle"]
    assert waiting_for(charlie, NOON) == []


@pytest.mark.parametrize("number", [1, 3])
def test_desks_ask_as_often_for_three_as_for_one(city, bruno, number, django_assert_num_queries):
    giver = make_giver(city, person=bruno)
    for each in range(number):
        promised(city, f"Late {each}", stakeholder=giver, due_on=YESTERDAY)
        make_resource(city, f"Offer {each}", state="OFFERED")

    with django_assert_num_queries(5):
        waiting_for(bruno, NOON)


# -- pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_commitments_in_six_languages(client, city, language):
    promised(city, "We open our hall.")

    assert "We open our hall." in client.get(f"/{language}/cities/aubrelle/commitments/").content.decode()


def test_the_page_counts_and_filters(client, city):
    promised(city, "Kept one", status="FULFILLED")
    promised(city, "Late one", due_on=date(2020, 1, 1))
    promised(city, "Secret one", is_public=False)

    text = page(client, "commitments")
    assert "Kept: 1" in text
    assert "Late: 1" in text
    assert "Secret one" not in text
    kept = page(client, "commitments", standing="kept")
    assert "Kept one" in kept
    assert "Late one" not in kept
    assert "None stands here." in page(client, "commitments", standing="missed")
    assert "Kept one" in page(client, "commitments", standing="<b>", page="x")


def test_one_commitment_with_all_that_was_said(client, city, bruno):
    made = promised(
        city, "We open our hall. " * 9, feature="KF5.1", action=make_action(city), quantity=3, unit="evenings"
    )
    report_commitment(
        commitment=made, status="FULFILLED", note="Open since May.", evidence_note="Photo", by=bruno, at=NOON
    )

    text = page(client, "commitment", made.uuid)

    for words in (
        "Open since May.",
        "Photo",
        "by the city’s team",
        "KF5.1",
        "Open the school libraries",
        "3 evenings",
    ):
        assert words in text
    assert "Say how it stands" not in text


def test_who_did_not_agree_is_not_named(client, city, bruno):
    made = promised(city, stakeholder=make_giver(city, is_public=False))

    text = page(client, "commitment", made.uuid) + page(client, "commitments")
    assert "Harbour Library" not in text
    assert "did not agree to be named" in text

    client.force_login(bruno)
    assert "Harbour Library" in page(client, "commitment", made.uuid)


def test_what_is_not_public_is_seen_by_giver_and_team_alone(client, city, amina, bruno, charlie, library):
    made = promised(city, stakeholder=library, is_public=False)
    address = reverse("governance:commitment", args=["aubrelle", made.uuid])

    assert client.get(address).status_code == 404
    for person, status in ((charlie, 404), (amina, 200), (bruno, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_the_giver_reports(client, city, amina, library):
    made = promised(city, stakeholder=library, status="OFFERED")
    client.force_login(amina)

    text = page(client, "commitment-report", made.uuid)
    assert 'value="FULFILLED"' in text
    assert 'value="AGREED"' not in text
    answer = post(client, "commitment-report", made.uuid, status="OFFERED")
    assert answer.status_code == 422
    assert "Say what is new" in answer.content.decode()

    post(
        client,
        "commitment-report",
        made.uuid,
        status="FULFILLED",
        note="Done in May.",
        evidence_url="a.example",
    )
    text = page(client, "commitment", made.uuid)
    assert "by who promised it" in text
    assert "https://a.example" in text


def test_the_team_writes_down_changes_and_matches(client, city, bruno, library):
    client.force_login(bruno)
    need = make_need(city, "A room", needed_by=TOMORROW)
    odd = make_need(city, "A bus", kind="TRANSPORT")
    given = {"stakeholder": library.pk, "text": "We open our hall.", "kind": "ROOM", "made_on": "2026-11-01", "due_on": "2026-11-20", "status": "AGREED"}  # fmt: skip

    answer = post(client, "commitment-add", **given, need=odd.pk)
    assert "The two are of different kinds" in answer.content.decode()
    post(client, "commitment-add", **given)
    made = Commitment.objects.get()
    text = page(client, "commitment", made.uuid)
    assert "same kind, in time" in text

    post(client, "commitment-match", made.uuid, uuid=need.uuid)
    assert "A room" in page(client, "commitment", made.uuid)
    answer = post(client, "commitment-edit", made.uuid, **{**given, "kind": "TALENT"})
    assert "It would no longer fit" in answer.content.decode()
    post(client, "commitment-edit", made.uuid, **{**given, "text": "We open two halls."})
    assert "We open two halls." in page(client, "commitments")

    post(client, "commitment-match", made.uuid, uuid=odd.uuid)
    assert Commitment.objects.get().need == need
    post(client, "commitment-match", made.uuid)
    assert Commitment.objects.get().need is None
    assert post(client, "commitment-match", made.uuid, uuid="x").status_code == 404


def test_a_giver_in_no_register_is_forgotten_when_they_ask(client, city, bruno):
    client.force_login(bruno)
    made = promised(city)

    post(client, "commitment-forget", made.uuid)

    assert Commitment.objects.get().name == ""
    assert "Dora’s bakery" not in page(client, "commitment", made.uuid)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "Say who promises it."),
        ({"due_on": "2025-01-01"}, "This day is before the promise."),
        ({"kind": "MONEY", "quantity": "5", "currency": ""}, "Say in which currency."),
    ],
)
def test_a_commitment_that_cannot_be_kept_says_why(client, city, bruno, given, told):
    client.force_login(bruno)
    whole = {"name": "Dora", "text": "We pay.", "kind": "ROOM", "made_on": "2026-11-01", "status": "OFFERED"}

    answer = post(client, "commitment-add", **{**whole, **given})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_pages_of_the_team_refuse_strangers(client, city, charlie):
    made = promised(city)
    client.force_login(charlie)
    for name, args in (
        ("commitment-add", []), ("commitment-edit", [made.uuid]), ("commitment-report", [made.uuid]), ("commitment-match", [made.uuid]), ("commitment-forget", [made.uuid]),
    ):  # fmt: skip
        assert post(client, name, *args).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_public_pages_ask_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for each in range(number):
        promised(city, f"Promise {each}", stakeholder=make_giver(city, f"Giver {each}"), need=make_need(city))
    made = Commitment.objects.first()
    for _each in range(number):
        CommitmentStep.objects.create(commitment=made, status="RUNNING", at=NOON)

    with django_assert_num_queries(4):
        page(client, "commitments")
    with django_assert_num_queries(3):
        page(client, "commitment", made.uuid)


@pytest.mark.parametrize("number", [1, 3])
def test_the_teams_page_asks_as_often_for_three_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    client.force_login(bruno)
    made = promised(city)
    for each in range(number):
        make_need(city, f"Need {each}", action=make_action(city))
        promised(city, f"Promise {each}", stakeholder=make_giver(city, f"Giver {each}"))
    page(client, "commitments")

    with django_assert_num_queries(8):
        page(client, "commitments")
    with django_assert_num_queries(9):
        page(client, "commitment", made.uuid)


# -- panels ----------------------------------------------------------------------------------------------


def test_an_action_shows_its_money_needs_and_commitments(city, django_assert_num_queries):
    action = make_action(city)
    request = RequestFactory().get("/")
    assert chain_panel(request, action) is None
    for each in range(3):
        make_line(city, f"Line {each}", planned=5, action=action)
        make_need(city, f"Need {each}", action=action, quantity=2)
        promised(city, f"Promise {each}", action=action, stakeholder=make_giver(city, f"Giver {each}"))
    make_need(city, "Secret", action=action, is_public=False)
    promised(city, "Secret", action=action, is_public=False)

    with django_assert_num_queries(3):
        found = chain_panel(request, action)

    assert [len(found[name]) for name in ("lines", "needs", "commitments")] == [3, 3, 3]
    assert found["lines"][0]["figures"] == ["€5", "", ""]


def test_the_action_page_shows_them(client, city):
    action = make_action(city)
    action.goal.plan.state = "ADOPTED"
    action.goal.plan.save()
    make_line(city, "Evening classes", planned=5, action=action)
    promised(city, "We open our hall.", action=action)

    text = client.get(f"/en/cities/aubrelle/plan/actions/{action.uuid}/", follow=True).content.decode()

    assert "Evening classes" in text
    assert "We open our hall." in text


def test_the_city_shows_money_and_kept_commitments(client, city, django_assert_num_queries):
    request = RequestFactory().get("/")
    assert money_panel(request, city) is None
    for each in range(3):
        make_line(city, f"Line {each}", planned=5)
        promised(city, f"Promise {each}", status="FULFILLED" if each else "RUNNING")

    with django_assert_num_queries(2):
        found = money_panel(request, city)
    assert (found["kept"], found["made"], found["purses"]) == (
        2,
        3,
        [{"text": "€15", "of": "planned for learning"}],
    )

    text = client.get("/en/cities/aubrelle/").content.decode()
    assert "Money and commitments" in text
    assert "kept of 3 commitments" in text
