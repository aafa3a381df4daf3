"""What a plan tells whom, how it is written in several languages, and what stays out of reach."""

import csv
import io
import json
from collections import defaultdict
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from colonnade.city.governance.actions import plan as actions
from colonnade.city.governance.actions.restoring import restore_plan
from colonnade.city.governance.models import Action, Plan, Review, Risk
from colonnade.city.governance.queries.plan_export import plan_as_data
from colonnade.city.governance.queries.plan_templates import plan_template, plan_templates
from colonnade.city.governance.queries.timeline import timeline
from colonnade.city.governance.queries.will import told
from colonnade.city.governance.tests.factories_participation import NOON, TODAY, make_stakeholder
from colonnade.city.governance.tests.factories_plan import (
    FIRST,
    LAST,
    adopt,
    begin,
    make_goal,
    promise,
    risk,
    step,
)
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing import panels
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def goal(city, bruno):
    """A goal of a draft."""
    return make_goal(begin(city, bruno), bruno)


@pytest.fixture
def full(city, goal, bruno):
    """A plan in force with an owner, a partner that is not public, a hidden promise and a risk."""
    hidden = promise(city, bruno, text="Secret", is_public=False)
    shown = promise(city, bruno, text="Shown")
    partner = make_stakeholder(city, "Quiet partner", is_public=False)
    step(goal, bruno, owner=bruno, led_by=partner, pledges=[hidden, shown], due_on=TODAY, indicators=["KF5.1-a"])  # fmt: skip
    risk(goal.plan, bruno)
    return adopt(goal.plan, bruno)


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"governance:{name}", args=[city.slug, *args])


def page(client, name, city, *args):
    """The text of a page that must be there, from its main part on."""
    answer = client.get(address(name, city, *args))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


# -- what is told to whom ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Bruno", "Quiet partner", "Secret", "Money ends"])
def test_everybody_else_is_not_told(client, city, full, word):
    action = Action.objects.get()
    for text in (
        page(client, "plan", city),
        page(client, "action", city, action.uuid),
        client.get(address("plan-csv", city, full.uuid)).content.decode(),
        client.get(address("plan-json", city, full.uuid)).content.decode(),
    ):
        assert word not in text


def test_the_team_is_told(client, city, bruno, full):
    client.force_login(bruno)

    data = client.get(address("plan-json", city, full.uuid)).json()

    assert data["goals"][0]["actions"][0]["owner"] == "Bruno"
    assert data["goals"][0]["actions"][0]["led_by"] == "Quiet partner"
    assert [each["texts"]["en"] for each in data["pledges"]] == ["Secret", "Shown"]
    assert "Money ends" in page(client, "plan", city)
    assert "Secret" in page(client, "action", city, Action.objects.get().uuid)


def test_public_data_still_point_to_the_right_promise(client, city, full):
    data = client.get(address("plan-json", city, full.uuid)).json()

    assert [each["texts"] for each in data["pledges"]] == [{"en": "Shown"}]
    assert data["goals"][0]["actions"][0]["pledges"] == [0]


def test_the_table_holds_no_formulas_and_no_stray_marks(client, city, goal, bruno):
    step(goal, bruno, "=HYPERLINK(1)", description="@sum")
    adopt(goal.plan, bruno)

    text = client.get(address("plan-csv", city, goal.plan.uuid)).content.decode("utf-8-sig")

    heads, row = list(csv.reader(io.StringIO(text)))
    assert dict(zip(heads, row, strict=True)) == {
        "goal": "Reach all", "action": "'=HYPERLINK(1)", "description": "'@sum", "features": "", "indicators": "",
        "led_by": "", "starts_on": "", "due_on": "", "status": "PLANNED", "note": "", "done_on": "",
    }  # fmt: skip


# -- rebuilt elsewhere -----------------------------------------------------------------------------------


def test_restore_plan_loses_nothing_but_owners(full, bruno, dora):
    actions.review_plan(plan=full, year=2026, text="Half way.", on=TODAY, by=bruno, at=NOON)
    data = json.loads(json.dumps(plan_as_data(full)))
    other = make_city("rihana")
    make_stakeholder(other, "Quiet partner")

    rebuilt = plan_as_data(restore_plan(other, data, by=dora, at=NOON))

    data["goals"][0]["actions"][0]["owner"] = ""
    assert rebuilt == data


def test_restore_plan_refuses_strangers(city, full, charlie):
    with pytest.raises(NotAllowed):
        restore_plan(city, plan_as_data(full), by=charlie, at=NOON)

    assert Plan.objects.count() == 1


def test_restore_plan_leaves_the_plan_in_force_alone(city, full, bruno):
    second = restore_plan(city, plan_as_data(full), by=bruno, at=NOON)

    full.refresh_from_db()
    assert (full.state, second.state) == ("ADOPTED", "DRAFT")


# -- in force, reviewed, closed ------------------------------------------------------------------------------


def test_close_plan_never_shows_a_draft(client, city, goal, bruno):
    step(goal, bruno)
    with pytest.raises(actions.NotInForce):
        actions.close_plan(plan=goal.plan, by=bruno, at=NOON)
    client.force_login(bruno)
    client.post(address("plan-close", city, goal.plan.uuid))
    client.logout()

    assert client.get(address("plan-shown", city, goal.plan.uuid)).status_code == 404


def test_a_draft_is_not_reviewed(goal, bruno):
    with pytest.raises(actions.NotInForce):
        actions.review_plan(plan=goal.plan, year=2026, text="x", on=TODAY, by=bruno, at=NOON)


def test_review_plan_freezes_the_counts(full, bruno):
    actions.review_plan(plan=full, year=2026, text="One is planned.", on=TODAY, by=bruno, at=NOON)
    action = Action.objects.get()
    actions.report_action(action=action, status="DONE", note="", on=TODAY, by=bruno, at=NOON)

    actions.review_plan(plan=full, year=2026, text="Said better.", on=TODAY + timedelta(9), by=bruno, at=NOON)

    review = Review.objects.get()
    assert (review.text, review.counts, review.reviewed_on) == ("Said better.", {"PLANNED": 1}, TODAY)


def test_a_review_shows_what_it_counted(client, city, full, bruno):
    actions.review_plan(plan=full, year=2026, text="Half way.", on=TODAY, by=bruno, at=NOON)

    assert "1 action: 1 planned" in page(client, "plan", city).split("Yearly reviews")[1]


def test_a_closed_plan_has_no_pages_to_write_it(client, city, full, bruno):
    action, held = Action.objects.get(), Risk.objects.get()
    actions.close_plan(plan=full, by=bruno, at=NOON)
    client.force_login(bruno)

    for path in (
        address("plan-edit", city, full.uuid),
        address("goal-add", city, full.uuid),
        address("goal-edit", city, action.goal.uuid),
        address("action-add", city, full.uuid),
        address("action-edit", city, action.uuid),
        address("risk-edit", city, full.uuid, held.pk),
    ):
        assert client.get(path).status_code == 404
    assert "/edit/" not in page(client, "plan-shown", city, full.uuid)
    assert "<textarea" not in page(client, "action", city, action.uuid)


def test_an_action_says_from_which_plan_it_was_carried_over(client, city, full, bruno):
    fresh = actions.carry_over(plan=full, starts_on=LAST, ends_on=date(2031, 12, 31), by=bruno, at=NOON)
    client.force_login(bruno)

    text = page(client, "action", city, Action.objects.get(goal__plan=fresh).uuid)

    assert "Carried over from the plan “Plan”." in text


# -- writing -----------------------------------------------------------------------------------------------


def test_a_plan_is_written_in_the_language_of_the_city_too(client, city, goal, bruno):
    client.force_login(bruno)
    values = {"language": "de", "title": "Der Plan", "vision": "Alle lernen.", "starts_on": FIRST, "ends_on": LAST}  # fmt: skip

    assert client.post(address("plan-edit", city, goal.plan.uuid), values).status_code == 302

    goal.plan.refresh_from_db()
    assert goal.plan.titles == {"en": "Plan", "de": "Der Plan"}
    text = client.get(address("plan-edit", city, goal.plan.uuid), {"language": "de"}).content.decode()
    assert "Alle lernen." in text


def test_a_goal_is_named_anew(client, city, goal, bruno):
    client.force_login(bruno)

    client.post(address("goal-edit", city, goal.uuid), {"language": "fr", "title": "Atteindre tous"})

    goal.refresh_from_db()
    assert goal.titles == {"en": "Reach all", "fr": "Atteindre tous"}


def test_a_goal_of_another_city_is_not_there(client, city, goal, bruno, dora):
    make_city("rihana")
    client.force_login(dora)

    assert client.get(reverse("governance:goal-edit", args=["rihana", goal.uuid])).status_code == 404
    assert client.get(address("goal-edit", city, uuid4())).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"indicators": "KF5.1-a KF99"}, "There is no indicator KF99."),
        ({"features": ["KF99"]}, "KF99 is not one of the available choices"),
        ({"starts_on": "2027-02-01", "due_on": "2027-01-01"}, "It is due before it begins."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_an_action_is_checked_against_the_framework(client, city, goal, bruno, wrong, said):
    client.force_login(bruno)
    values = {"language": "en", "goal": goal.pk, "title": "Open a library", "features": ["KF5.1"]}

    answer = client.post(address("action-add", city, goal.plan.uuid), {**values, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Action.objects.exists()


def test_features_are_ticked_by_area(client, city, goal, bruno):
    action = step(goal, bruno, features=["KF5.1"])
    client.force_login(bruno)

    text = page(client, "action-edit", city, action.uuid)

    assert text.count("<details open>") == 1
    assert text.count('name="features"') == 42


def test_a_risk_is_rated_anew_and_put_to_rest(client, city, full, bruno):
    held = Risk.objects.get()
    client.force_login(bruno)
    values = {"text": "Money ends", "likelihood": 1, "impact": 2, "response": "", "closed_on": "2026-11-20"}

    assert client.post(address("risk-edit", city, full.uuid, held.pk), values).status_code == 302
    assert "Money ends" not in page(client, "plan", city)
    assert client.post(address("risk-edit", city, full.uuid, held.pk), {"text": ""}).status_code == 422


@pytest.mark.parametrize("name", ["goal-edit", "risk-edit"])
def test_strangers_write_nothing(client, city, full, charlie, name):
    client.force_login(charlie)
    args = {"goal-edit": [full.goals.get().uuid], "risk-edit": [full.uuid, Risk.objects.get().pk]}[name]

    assert client.get(address(name, city, *args)).status_code == 403


def test_council_members_read_a_draft_and_write_nothing(client, city, goal, bruno):
    step(goal, bruno)
    mara = make_person("Mara")
    make_holding(mara, "mayor", city.uuid)
    client.force_login(mara)

    assert "/edit/" not in page(client, "plan-shown", city, goal.plan.uuid)
    assert client.get(address("plan-edit", city, goal.plan.uuid)).status_code == 403


# -- templates, the line of time, the city's page ----------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_speak_six_languages(language):
    for template in plan_templates():
        texts = [template.names, template.about]
        for goal in template.goals:
            texts.append(goal.titles)
            for each in goal.actions:
                texts += [each.titles, each.descriptions]
        assert all(text.get(tag(language), "").strip() for text in texts)
        assert 12 <= template.size <= 20


def test_a_template_brings_its_months(city, bruno):
    plan = begin(city, bruno, template=plan_template("beginning"), ends_on=date(2026, 9, 30))

    rows = list(Action.objects.filter(goal__plan=plan).order_by("goal__position", "position"))

    assert (rows[0].starts_on, rows[0].due_on) == (FIRST, date(2026, 5, 1))
    assert all(FIRST <= each.starts_on <= each.due_on <= date(2026, 9, 30) for each in rows)
    assert all(each.descriptions["ar"] for each in rows)


def test_the_line_of_time_runs_as_one_reads(city, goal, bruno):
    action = step(goal, bruno, starts_on=FIRST, due_on=date(2026, 7, 2))
    undated = step(goal, bruno, "Some day")

    there = timeline(goal.plan, [action, undated], TODAY)
    back = timeline(goal.plan, [action, undated], TODAY, right_to_left=True)

    assert (there.bars[0].x, there.anchor, there.undated) == ("0.0%", "start", 1)
    assert float(back.bars[0].x[:-1]) + float(back.bars[0].width[:-1]) == pytest.approx(100, abs=0.1)
    assert back.anchor == "end"


@pytest.mark.parametrize(
    ("begins", "due"),
    [(None, date(2020, 1, 1)), (date(2030, 1, 1), date(2031, 1, 1)), (LAST, LAST), (FIRST, FIRST)],
)
def test_what_lies_outside_is_drawn_at_the_edge(goal, bruno, begins, due):
    [bar] = timeline(goal.plan, [step(goal, bruno, starts_on=begins, due_on=due)], TODAY).bars

    start, width = float(bar.x[:-1]), float(bar.width[:-1])
    assert width >= 1.4
    assert start >= 0
    assert start + width <= 100.1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_reads_in_six_languages(client, city, bruno, language):
    plan = begin(city, bruno, template=plan_template("leading"))
    adopt(plan, bruno)

    text = client.get(f"/{language}/cities/{city.slug}/plan/").content.decode()

    first = plan_template("leading").goals[0].actions[0].titles[tag(language)]
    assert first in text
    assert "plan-row-line" in text


def test_told_says_nothing_of_nothing():
    assert told({}) == ""
    assert told({"DONE": 3, "RUNNING": 5, "PLANNED": 4}) == "12 actions: 4 planned, 5 under way, 3 done"


def test_the_page_of_the_city_shows_only_a_plan_in_force(client, city, goal, bruno):
    step(goal, bruno)
    home = reverse("profile:city", args=[city.slug])
    assert "All learn." not in client.get(home).content.decode()

    adopt(goal.plan, bruno)

    text = client.get(home).content.decode()
    assert "All learn." in text
    assert "1 action: 1 planned" in text


@pytest.mark.parametrize("number", [1, 3])
def test_an_action_asks_as_often_for_three_as_for_one(
    client, city, goal, bruno, number, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(panels, "_panels", defaultdict(list))  # what others add, they count themselves
    pledges = [promise(city, bruno, text=f"P{turn}") for turn in range(number)]
    action = step(goal, bruno, pledges=pledges)
    adopt(goal.plan, bruno)

    with django_assert_num_queries(3):
        client.get(address("action", city, action.uuid))
