"""The plan: begun from a template, adopted, followed, reviewed, carried over, rebuilt."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from colonnade.city.governance.actions import plan as actions
from colonnade.city.governance.actions.restoring import NotAPlan, restore_plan
from colonnade.city.governance.actions.will import keep_pledge
from colonnade.city.governance.models import Action, Plan
from colonnade.city.governance.queries.plan_export import plan_as_data
from colonnade.city.governance.queries.plan_templates import plan_template, plan_templates
from colonnade.city.governance.queries.timeline import timeline
from colonnade.city.governance.queries.will import waiting_for
from colonnade.city.governance.tests.factories_participation import NOON, TODAY, make_stakeholder
from colonnade.city.profile.tests.factories import make_city
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple.queries import default_framework


def begin(city, by, template="", **given):
    """Begin a plan of three years."""
    values = {
        "language": "en",
        "title": "Plan",
        "vision": "All learn.",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2028, 12, 31),
    }
    return actions.begin_plan(
        territory=city, template=plan_template(template), by=by, at=NOON, **{**values, **given}
    )


def step(goal, by, title="Open a library", **given):
    """Add an action."""
    return actions.keep_action(goal=goal, language="en", title=title, description="", by=by, at=NOON, **given)


@pytest.fixture
def goal(city, bruno):
    """A goal of a draft."""
    return actions.keep_goal(plan=begin(city, bruno), language="en", title="Reach all", by=bruno, at=NOON)


@pytest.fixture
def adopted(goal, bruno):
    """A plan in force with one action."""
    step(goal, bruno, due_on=TODAY + timedelta(days=20), owner=bruno, features=["KF5.1"])
    return actions.adopt_plan(plan=goal.plan, on=TODAY, by=bruno, at=NOON)


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"governance:{name}", args=[city.slug, *args])


def test_templates_speak_of_features_that_exist():
    known = {feature.code for feature in default_framework().features}

    assert [each.code for each in plan_templates()] == ["beginning", "growing", "leading"]
    assert all(each.size >= 10 for each in plan_templates())
    used = {
        code
        for each in plan_templates()
        for goal in each.goals
        for step in goal.actions
        for code in step.features
    }
    assert used <= known


def test_a_template_is_copied_in_all_its_languages(city, bruno):
    plan = begin(city, bruno, "growing")

    template = plan_template("growing")
    assert Action.objects.filter(goal__plan=plan).count() == template.size
    assert plan.goals.order_by("position").first().titles == template.goals[0].titles


def test_an_empty_plan_is_not_adopted(goal, bruno):
    with pytest.raises(actions.NothingToAdopt):
        actions.adopt_plan(plan=goal.plan, on=TODAY, by=bruno, at=NOON)


def test_one_plan_is_in_force(city, bruno, adopted):
    with pytest.raises(actions.AnotherIsInForce):
        actions.adopt_plan(plan=begin(city, bruno, "leading"), on=TODAY, by=bruno, at=NOON)
    with pytest.raises(actions.PlanIsClosed):
        actions.adopt_plan(plan=adopted, on=TODAY, by=bruno, at=NOON)


def test_the_owner_says_that_it_is_done(city, adopted, charlie):
    action = Action.objects.get()
    owner = make_person("Amina")
    Action.objects.update(owner=owner)
    action.refresh_from_db()

    actions.report_action(action=action, status="DONE", note="Opened.", on=TODAY, by=owner, at=NOON)
    assert (action.status, action.done_on) == ("DONE", TODAY)
    actions.report_action(action=action, status="RUNNING", note="", on=TODAY, by=owner, at=NOON)
    assert action.done_on is None
    with pytest.raises(NotAllowed):
        actions.report_action(action=action, status="DONE", note="", on=TODAY, by=charlie, at=NOON)


def test_only_a_draft_loses_an_action(adopted, bruno):
    with pytest.raises(actions.PlanIsClosed):
        actions.remove_action(action=Action.objects.get(), by=bruno, at=NOON)


def test_a_closed_plan_stays(adopted, goal, bruno):
    actions.close_plan(plan=adopted, by=bruno, at=NOON)

    goal.plan.refresh_from_db()
    with pytest.raises(actions.PlanIsClosed):
        step(goal, bruno)


def test_a_review_keeps_the_counts(adopted, bruno):
    for text in ("First.", "Better."):
        review = actions.review_plan(plan=adopted, year=2026, text=text, on=TODAY, by=bruno, at=NOON)

    assert (review.text, review.counts, adopted.reviews.count()) == ("Better.", {"PLANNED": 1}, 1)


def test_what_is_not_done_is_carried_over(city, goal, bruno):
    pledge = keep_pledge(territory=city, language="en", text="P", made_on=TODAY, by=bruno, at=NOON)
    kept = step(goal, bruno, pledges=[pledge], due_on=TODAY)
    done = step(goal, bruno, "Done")
    actions.adopt_plan(plan=goal.plan, on=TODAY, by=bruno, at=NOON)
    actions.report_action(action=done, status="DONE", note="", on=TODAY, by=bruno, at=NOON)
    actions.keep_risk(
        plan=goal.plan, text="Money", likelihood=2, impact=3, response="Ask", action=kept, by=bruno, at=NOON
    )
    actions.keep_risk(
        plan=goal.plan, text="Old", likelihood=1, impact=1, response="", action=done, by=bruno, at=NOON
    )

    fresh = actions.carry_over(
        plan=goal.plan, starts_on=date(2029, 1, 1), ends_on=date(2031, 12, 31), by=bruno, at=NOON
    )

    copy = Action.objects.get(goal__plan=fresh)
    assert (copy.carried_from, list(copy.pledges.all()), copy.due_on) == (kept, [pledge], TODAY)
    assert [risk.text for risk in fresh.risks.all()] == ["Money"]
    assert (fresh.state, fresh.carried_from) == ("DRAFT", goal.plan)


def test_a_plan_is_rebuilt_elsewhere(city, goal, bruno, dora):
    pledge = keep_pledge(territory=city, language="en", text="P", made_on=TODAY, by=bruno, at=NOON)
    action = step(
        goal, bruno, pledges=[pledge], led_by=make_stakeholder(city), starts_on=TODAY, indicators=["KF4.2-a"]
    )
    actions.keep_risk(
        plan=goal.plan, text="Money", likelihood=2, impact=3, response="Ask", action=action, by=bruno, at=NOON
    )
    plan = actions.adopt_plan(plan=goal.plan, on=TODAY, by=bruno, at=NOON)
    actions.review_plan(plan=plan, year=2026, text="R", on=TODAY, by=bruno, at=NOON)
    data = plan_as_data(plan)

    again = plan_as_data(restore_plan(make_city("elsewhere"), data, by=dora, at=NOON))

    for goal_data in data["goals"]:
        for each in goal_data["actions"]:
            each["owner"] = each["led_by"] = ""
    assert again == data


@pytest.mark.parametrize("data", [{}, {"format": "colonnade-plan-1"}, {"format": "colonnade-plan-1", "state": "DRAFT", "titles": {}, "visions": {}, "starts_on": "x", "ends_on": "y", "adopted_on": None, "template": ""}])  # fmt: skip
def test_what_is_no_plan_is_refused(city, dora, data):
    with pytest.raises(NotAPlan):
        restore_plan(city, data, by=dora, at=NOON)

    assert not Plan.objects.exists()


def test_strangers_plan_nothing(city, goal, bruno, charlie):
    action = step(goal, bruno)
    deeds = (
        lambda: begin(city, charlie),
        lambda: actions.describe_plan(
            plan=goal.plan,
            language="en",
            title="x",
            vision="",
            starts_on=TODAY,
            ends_on=TODAY,
            by=charlie,
            at=NOON,
        ),
        lambda: actions.keep_goal(plan=goal.plan, language="en", title="x", by=charlie, at=NOON),
        lambda: step(goal, charlie),
        lambda: actions.remove_action(action=action, by=charlie, at=NOON),
        lambda: actions.keep_risk(
            plan=goal.plan, text="x", likelihood=1, impact=1, response="", by=charlie, at=NOON
        ),
        lambda: actions.adopt_plan(plan=goal.plan, on=TODAY, by=charlie, at=NOON),
        lambda: actions.review_plan(plan=goal.plan, year=2026, text="x", on=TODAY, by=charlie, at=NOON),
        lambda: actions.carry_over(plan=goal.plan, starts_on=TODAY, ends_on=TODAY, by=charlie, at=NOON),
        lambda: actions.close_plan(plan=goal.plan, by=charlie, at=NOON),
        lambda: restore_plan(city, {}, by=charlie, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_the_line_of_time(city, goal, bruno):
    action = step(goal, bruno, starts_on=date(2026, 1, 1), due_on=date(2028, 12, 31))

    line = timeline(goal.plan, [action], TODAY)

    assert [(bar.x, bar.width) for bar in line.bars] == [("0.0%", "100.0%")]
    assert [year for year, _x in line.years] == ["2026", "2027", "2028"]
    assert timeline(goal.plan, [], date(2035, 1, 1)).today == ""


def test_own_actions_stand_on_the_desk(bruno, adopted):
    assert [item.title for item in waiting_for(bruno, NOON)] == [
        "Action of the plan: Open a library, Aubrelle"
    ]


def test_a_draft_is_for_team_mayor_and_council(client, city, goal):
    member = make_person("Amina")
    make_holding(member, "council_member", city.uuid)
    where = address("plan-shown", city, goal.plan.uuid)

    assert client.get(where).status_code == 404
    client.force_login(member)
    assert client.get(where).status_code == 200


def test_everybody_reads_the_plan_in_force(client, city, adopted):
    text = client.get(address("plan", city)).content.decode()

    assert "Open a library" in text
    assert "Owner" not in client.get(address("plan-csv", city, adopted.uuid)).content.decode()
    data = client.get(address("plan-json", city, adopted.uuid)).json()
    assert data["goals"][0]["actions"][0]["owner"] == ""
    action = Action.objects.get()
    assert client.get(address("action", city, action.uuid)).status_code == 200


def test_a_plan_from_first_click_to_carry_over(client, city, bruno):
    client.force_login(bruno)
    values = {
        "language": "en",
        "title": "Plan",
        "vision": "V",
        "starts_on": "2026-01-01",
        "ends_on": "2028-12-31",
    }
    assert client.post(address("plan-new", city), {**values, "ends_on": "2020-01-01"}).status_code == 422
    client.post(address("plan-new", city), {**values, "template": "beginning"})
    plan = Plan.objects.get()
    client.post(address("plan-edit", city, plan.uuid), {**values, "title": "Better"})
    client.post(address("goal-add", city, plan.uuid), {"language": "en", "title": "Goal"})
    goal = plan.goals.order_by("-position").first()
    new = {
        "language": "en",
        "goal": goal.pk,
        "title": "Act",
        "indicators": "KF4.2-a, KF1.1-a",
        "due_on": "2026-12-01",
    }
    assert (
        client.post(address("action-add", city, plan.uuid), {**new, "starts_on": "2027-01-01"}).status_code
        == 422
    )
    client.post(address("action-add", city, plan.uuid), new)
    action = goal.actions.get()
    assert action.indicators == ["KF4.2-a", "KF1.1-a"]
    client.post(address("action-edit", city, action.uuid), {**new, "title": "Acted"})
    client.post(
        address("risk-add", city, plan.uuid),
        {"text": "Money", "likelihood": "2", "impact": "3", "action": action.pk},
    )
    client.post(address("action-remove", city, Action.objects.order_by("pk").first().uuid))
    client.post(address("plan-adopt", city, plan.uuid))
    client.post(address("action-status", city, action.uuid), {"status": "RUNNING", "note": "On it."})
    client.post(address("plan-review", city, plan.uuid), {"year": "2026", "text": "Good."})
    text = client.get(address("plan", city)).content.decode()
    for expected in ("Better", "Acted", "Money", "Good."):
        assert expected in text
    assert "On it." in client.get(address("action", city, action.uuid)).content.decode()
    client.post(address("plan-carry", city, plan.uuid), {"starts_on": "2029-01-01", "ends_on": "2031-12-31"})
    client.post(address("plan-close", city, plan.uuid))
    plan.refresh_from_db()
    assert (plan.state, Plan.objects.count()) == ("CLOSED", 2)


@pytest.mark.parametrize("name", ["plan-edit", "goal-add", "action-add", "plan-carry"])
def test_strangers_do_not_plan(client, city, goal, charlie, name):
    client.force_login(charlie)

    assert client.get(address(name, city, goal.plan.uuid)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_asks_as_often_for_three_as_for_one(
    client, city, goal, bruno, number, django_assert_num_queries
):
    for turn in range(number):
        step(goal, bruno, f"A{turn}", due_on=TODAY, led_by=make_stakeholder(city, f"S{turn}"))
    actions.adopt_plan(plan=goal.plan, on=TODAY, by=bruno, at=NOON)

    with django_assert_num_queries(8):
        client.get(address("plan", city))
