"""Pages of self-assessment: area by area, to be continued later; the spread, the agreement, the outcome with its next step."""

from uuid import uuid4

import pytest
from django.urls import reverse

from colonnade.city.monitoring.actions.assessing import agree_assessment, carry_over
from colonnade.city.monitoring.models import Agreement, Assessment, Score
from colonnade.city.monitoring.tests.factories_assessing import (
    CODES,
    GNLC,
    NOON,
    make_agreed_round,
    make_evidence,
    make_member,
    make_round,
    make_score,
    settle,
)
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.people.tests.factories import make_holding, make_person


@pytest.fixture
def amina(city):
    """Sits in the council of the city."""
    return make_member(city)


@pytest.fixture
def round_(city, bruno):
    """An open round of a group."""
    return make_round(city, bruno)


def url(name, *more):
    """An address of self-assessment."""
    return reverse(f"monitoring:{name}", args=["aubrelle", *more])


def text_of(client, path):
    """The text of a page that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


OPEN = {"title": "Round 2026", "year": "2026", "framework": GNLC, "way": "group"}


# -- rounds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rounds_in_six_languages(client, city, bruno, language):
    make_agreed_round(city)
    client.force_login(bruno)

    text = text_of(client, f"/{language}/cities/aubrelle/assessments/")

    assert "Round 2026" in text
    assert {"ru": "ЮНЕСКО", "ar": "اليونسكو", "zh-hans": "联合国教科文组织"}.get(language, "UNESCO") in text


def test_the_scale_is_said_to_be_ours(client, city, bruno):
    client.force_login(bruno)

    assert "our own proposal, not an instrument of UNESCO" in text_of(client, url("assessments"))


def test_opening_by_form(client, city, bruno):
    client.force_login(bruno)

    answer = client.post(url("assessment-open"), {**OPEN, "shows_names": "on"})

    round_ = Assessment.objects.get()
    assert answer.url == url("assessment", round_.uuid)
    assert (round_.is_group, round_.shows_names) == (True, True)


@pytest.mark.parametrize("change", [{"title": ""}, {"year": "1066"}, {"framework": "x"}, {"way": ""}])
def test_a_form_that_lacks_something_comes_back(client, city, bruno, change):
    client.force_login(bruno)

    assert client.post(url("assessment-open"), {**OPEN, **change}).status_code == 422
    assert not Assessment.objects.exists()


def test_a_second_open_round_is_refused_with_a_sentence(client, round_, bruno):
    client.force_login(bruno)

    answer = client.post(url("assessment-open"), OPEN)

    assert answer.status_code == 422
    assert "is open already" in answer.content.decode()


def test_strangers_are_refused_everywhere(client, city, round_, charlie):
    paths = [url("assessments"), url("assessment", round_.uuid)]
    paths += [url(name, round_.uuid, "B4") for name in ("assessment-score", "assessment-agree")]
    assert [client.get(path).status_code for path in paths] == [302] * 4
    client.force_login(charlie)
    assert [client.get(path).status_code for path in paths] == [403] * 4
    for name in ("carry-over", "adopt", "close", "drop"):
        assert client.post(url(f"assessment-{name}", round_.uuid)).status_code == 403
    assert client.post(url("assessment-open"), OPEN).status_code == 403


def test_members_score_and_do_not_lead(client, round_, amina):
    client.force_login(amina)

    assert "Open a round" not in text_of(client, url("assessments"))
    assert "For who leads the round" not in text_of(client, url("assessment", round_.uuid))
    assert client.post(url("assessment-agree", round_.uuid, "B4"), {}).status_code == 403
    for name in ("carry-over", "adopt", "close", "drop"):
        assert client.post(url(f"assessment-{name}", round_.uuid)).status_code == 403


def test_the_mayor_looks_and_does_not_score(client, city, round_):
    mayor = make_person("Mahbub")
    make_holding(mayor, "mayor", city.uuid)
    client.force_login(mayor)

    assert "Begin to score" not in text_of(client, url("assessment", round_.uuid))
    assert client.get(url("assessment-score", round_.uuid, "B4")).status_code == 403


def test_what_is_not_there_is_not_found(client, city, round_, bruno):
    other = make_round(make_city("rihana"))
    client.force_login(bruno)

    for path in (
        url("assessment", uuid4()), url("assessment", other.uuid), url("assessment-score", round_.uuid, "B99"),
        "/en/cities/nowhere/assessments/",
    ):  # fmt: skip
        assert client.get(path).status_code == 404


# -- scoring ---------------------------------------------------------------------------------------------


def test_scoring_goes_on_where_it_stopped(client, city, round_, amina):
    plan = make_evidence(city, features=["KF4.1"])
    client.force_login(amina)
    page = url("assessment-score", round_.uuid, "B4")
    text = text_of(client, page)
    assert "0 of 42 features" in text
    assert f'value="{plan.uuid}"' in text

    answer = client.post(
        page,
        {
            "KF4.1-level": "3",
            "KF4.1-reason": "Everywhere.",
            "KF4.1-evidence": [plan.uuid],
            "KF4.2-level": "NA",
        },
    )

    assert answer.url == url("assessment", round_.uuid)
    text = text_of(client, answer.url)
    assert "2 of 42 features" in text
    assert "2 of 4 scored" in text
    assert "Missing:" in text
    assert "Flexible lifelong learning systems" in text
    assert "Go on scoring" in text
    text = text_of(client, page)
    assert "Everywhere." in text
    assert Score.objects.get(feature="KF4.1").evidence.get() == plan
    assert Score.objects.get(feature="KF4.2").level is None


def test_save_and_go_on_leads_to_the_next_area(client, round_, amina):
    client.force_login(amina)

    answer = client.post(url("assessment-score", round_.uuid, "W1"), {"KF1.1-level": "2", "next": "1"})

    assert answer.url == url("assessment-score", round_.uuid, "W2")


def test_the_last_area_leads_back_to_the_round(client, round_, amina):
    client.force_login(amina)

    assert "Save and go on" not in text_of(client, url("assessment-score", round_.uuid, "F12"))
    answer = client.post(url("assessment-score", round_.uuid, "F12"), {"KF12.1-level": "2", "next": "1"})
    assert answer.url == url("assessment", round_.uuid)


def test_an_answer_that_is_none_comes_back_and_keeps_the_rest_on_the_page(client, round_, amina):
    client.force_login(amina)

    answer = client.post(
        url("assessment-score", round_.uuid, "B4"), {"KF4.1-level": "7", "KF4.1-reason": "Everywhere."}
    )

    assert answer.status_code == 422
    assert "Everywhere." in answer.content.decode()
    assert not Score.objects.exists()


def test_an_agreed_round_cannot_be_scored(client, city, amina):
    client.force_login(amina)
    round_ = make_agreed_round(city)

    answer = client.post(url("assessment-score", round_.uuid, "B4"), {"KF4.1-level": "3"}, follow=True)

    assert "does not change any more" in answer.content.decode()
    assert not Score.objects.exists()


# -- agreeing --------------------------------------------------------------------------------------------


def test_the_spread_appears_after_ones_own_score(client, round_, bruno, amina):
    make_score(round_, amina, "KF4.1", 3, reason="I saw it in every district.")
    client.force_login(bruno)
    page = url("assessment-agree", round_.uuid, "B4")

    assert "I saw it in every district." not in text_of(client, page)
    assert "You see the scores once you have given yours." in text_of(client, page)
    make_score(round_, bruno, "KF4.1", 1)
    text = text_of(client, page)

    assert "I saw it in every district." in text
    assert "Scores run from 1 to 3." in text
    assert "You see this differently" in text
    assert text.count('class="score-dot"') == 2
    assert "Amina" not in text


def test_agreeing_needs_a_reason(client, round_, bruno):
    client.force_login(bruno)

    answer = client.post(url("assessment-agree", round_.uuid, "B4"), {"KF4.1-level": "3"})

    assert answer.status_code == 422
    assert "Write down why you agreed on this score." in answer.content.decode()
    assert not Agreement.objects.exists()


def test_agreeing_and_leaving_open_by_form(client, round_, bruno):
    client.force_login(bruno)

    client.post(
        url("assessment-agree", round_.uuid, "B4"),
        {"KF4.1-level": "3", "KF4.1-reason": "We counted.", "KF4.2-level": "OPEN", "KF4.2-reason": "No figures.",
         "KF4.3-level": "NA", "KF4.3-reason": "No such thing here."},
    )  # fmt: skip

    round_.refresh_from_db()
    assert dict(Agreement.objects.values_list("feature", "level")) == {"KF4.1": 3, "KF4.3": None}
    assert round_.left_open == {"KF4.2": "No figures."}
    assert "3 of 4 agreed" in text_of(client, url("assessment", round_.uuid))


def test_what_was_carried_over_counts_once_it_is_confirmed(client, city, bruno):
    make_agreed_round(city, {"KF4.1": 1, "KF4.2": 2}, year=2024, title="Round 2024")
    round_ = make_round(city, bruno)
    client.force_login(bruno)
    assert "Carry over from “Round 2024”" in text_of(client, url("assessment", round_.uuid))
    answer = client.post(url("assessment-carry-over", round_.uuid), follow=True)
    assert "2 agreed scores were carried over" in answer.content.decode()
    page = url("assessment-agree", round_.uuid, "B4")
    assert "It counts once you confirm or change it." in text_of(client, page)

    same = {
        "KF4.1-level": "1",
        "KF4.1-reason": "We counted.",
        "KF4.2-level": "2",
        "KF4.2-reason": "We counted.",
    }
    client.post(page, {**same, "KF4.2-confirmed": "on"})

    held = {each.feature: each.agreed_at is not None for each in round_.agreements.all()}
    assert held == {"KF4.1": False, "KF4.2": True}


def test_one_person_alone_takes_scores_over(client, city, bruno):
    alone = make_round(city, bruno, is_group=False)
    make_score(alone, bruno, "KF4.1", 3, reason="Everywhere.")
    make_score(alone, bruno, "KF4.2", 3)
    client.force_login(bruno)

    answer = client.post(url("assessment-adopt", alone.uuid), follow=True)

    assert "no reason yet: KF4.2." in answer.content.decode()
    assert Agreement.objects.get().feature == "KF4.1"


def test_closing_says_what_is_missing_and_then_closes(client, round_, bruno):
    client.force_login(bruno)
    answer = client.post(url("assessment-close", round_.uuid), follow=True)
    assert "neither agreed nor left open yet: KF1.1" in answer.content.decode()
    settle(round_, bruno)
    assert "Everything is settled." in text_of(client, url("assessment", round_.uuid))

    answer = client.post(url("assessment-close", round_.uuid), follow=True)

    round_.refresh_from_db()
    assert "It counts in the temple now" in answer.content.decode()
    assert not round_.is_open
    for name in ("close", "carry-over", "adopt", "drop"):
        answer = client.post(url(f"assessment-{name}", round_.uuid), follow=True)
        assert "does not change any more" in answer.content.decode()
    answer = client.post(url("assessment-agree", round_.uuid, "B4"), {}, follow=True)
    assert "does not change any more" in answer.content.decode()
    assert "We counted." in text_of(client, url("assessment-agree", round_.uuid, "B4"))


def test_throwing_a_round_away(client, round_, bruno, amina):
    client.force_login(bruno)
    score = make_score(round_, amina)
    answer = client.post(url("assessment-drop", round_.uuid), follow=True)
    assert "Others have scored" in answer.content.decode()
    score.delete()

    client.post(url("assessment-drop", round_.uuid))

    assert not Assessment.objects.exists()


# -- the outcome -----------------------------------------------------------------------------------------


def test_the_outcome_names_reasons_gaps_and_the_next_step(client, city, bruno, amina):
    make_agreed_round(city, {"KF4.1": 3, "KF4.2": 1}, year=2024)
    round_ = make_round(city, bruno)
    carry_over(assessment=round_, by=bruno, at=NOON)
    settle(round_, bruno, level=4)
    held = round_.agreements.get(feature="KF4.2")
    Agreement.objects.filter(pk=held.pk).update(level=1)
    round_.left_open = {"KF9.1": "We do not agree."}
    round_.save()
    round_.agreements.get(feature="KF9.1").delete()
    agree_assessment(assessment=round_, by=bruno, at=NOON)
    client.force_login(amina)

    text = text_of(client, url("assessment", round_.uuid))

    assert "The one next thing to do" in text
    assert "Publish all adult courses in one list" in text
    assert "left open" in text
    assert "We do not agree." in text
    assert "carried over from 2024" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_round_in_six_languages(client, city, bruno, language):
    round_ = make_round(city, bruno)
    make_score(round_, bruno, "KF4.2")
    client.force_login(bruno)
    base = f"/{language}/cities/aubrelle/assessments/{round_.uuid}/"

    for path in ("", "score/B4/", "agree/B4/"):
        assert f'<html lang="{language}"' in text_of(client, base + path)
    settle(round_, bruno)
    agree_assessment(assessment=round_, by=bruno, at=NOON)
    assert f'<html lang="{language}"' in text_of(client, base)


def test_another_framework_is_scored_the_same_way(client, city, bruno):
    round_ = make_round(city, bruno, framework="sdg4-2015")
    client.force_login(bruno)
    text = text_of(client, url("assessment", round_.uuid))
    code = text.split(f"/assessments/{round_.uuid}/score/")[1].split("/")[0]

    assert "Save" in text_of(client, url("assessment-score", round_.uuid, code))


# -- how often it asks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_rounds_ask_as_often_for_three_as_for_one(client, city, bruno, number, django_assert_num_queries):
    for year in range(number):
        make_agreed_round(city, year=2020 + year)
    client.force_login(bruno)
    client.get(url("assessments"))

    with django_assert_num_queries(7):
        client.get(url("assessments"))


@pytest.mark.parametrize("number", [1, 3])
def test_a_round_asks_as_often_for_three_scores_as_for_one(
    client, city, round_, bruno, number, django_assert_num_queries
):
    for index in range(number):
        make_score(round_, make_member(city, f"Member{index}"), CODES[index])
    client.force_login(bruno)
    client.get(url("assessment", round_.uuid))

    with django_assert_num_queries(12):
        client.get(url("assessment", round_.uuid))


@pytest.mark.parametrize("number", [1, 3])
def test_scoring_asks_as_often_for_three_items_as_for_one(
    client, city, round_, bruno, number, django_assert_num_queries
):
    for code in ("KF4.1", "KF4.2", "KF4.3")[:number]:
        score = make_score(round_, bruno, code)
        score.evidence.add(make_evidence(city, f"Plan {code}"))
    client.force_login(bruno)
    client.get(url("assessment-score", round_.uuid, "B4"))

    with django_assert_num_queries(13):
        client.get(url("assessment-score", round_.uuid, "B4"))


@pytest.mark.parametrize("shows_names", [True, False])
@pytest.mark.parametrize("number", [1, 3])
def test_the_spread_asks_as_often_for_three_voices_as_for_one(
    client, city, bruno, number, shows_names, django_assert_num_queries
):
    round_ = make_round(city, bruno, shows_names=shows_names)
    for index in range(number):
        make_score(round_, make_member(city, f"Member{index}"), "KF4.1", index).evidence.add(
            make_evidence(city)
        )
    make_score(round_, bruno, "KF4.1").evidence.add(make_evidence(city))
    client.force_login(bruno)
    client.get(url("assessment-agree", round_.uuid, "B4"))

    with django_assert_num_queries(13):
        client.get(url("assessment-agree", round_.uuid, "B4"))
