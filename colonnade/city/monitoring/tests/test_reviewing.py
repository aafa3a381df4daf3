"""The look from outside: no declaration, no score; an interest is shown and verifies nothing; the lowest level counts."""

import pytest
from django.urls import reverse

from colonnade.city.monitoring.actions.assessing import Said
from colonnade.city.monitoring.actions.reviewing import (
    AskedAlready,
    InterestIsNotDeclared,
    InterestIsNotNamed,
    NoReviewer,
    NotFromOutside,
    ReviewIsFinished,
    RoundIsStillOpen,
    SummaryIsMissing,
    ask_for_review,
    call_off_review,
    declare_interest,
    finish_review,
    give_review_scores,
)
from colonnade.city.monitoring.events.assessing import ReviewFinished, ReviewWanted
from colonnade.city.monitoring.models import Agreement, OutsideReview, Score
from colonnade.city.monitoring.queries.assessments import possible_reviewers, waiting_for
from colonnade.city.monitoring.queries.spread import findings
from colonnade.city.monitoring.tests.factories_assessing import (
    LATER,
    NOON,
    PDF,
    add_file,
    listen,
    make_agreed_round,
    make_evidence,
    make_member,
    make_reviewer,
    make_round,
    make_score,
)
from colonnade.people.tests.factories import make_holding
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple.queries import UnknownPart


@pytest.fixture
def heard(monkeypatch):
    """Every event that reaches its listeners, after commit."""
    return listen(monkeypatch)


@pytest.fixture
def chidi(city):
    """Reviews from outside."""
    return make_reviewer(city)


@pytest.fixture
def round_(city):
    """An agreed round: 3 for one feature, 2 for another, a third does not apply."""
    return make_agreed_round(city, {"KF4.1": 3, "KF4.2": 2, "KF4.3": None})


@pytest.fixture
def review(round_, chidi, bruno):
    """Chidi was asked."""
    return ask_for_review(assessment=round_, reviewer=chidi, by=bruno, at=NOON)


@pytest.fixture
def declared(review, chidi):
    """Chidi has declared that there is no interest."""
    return declare_interest(review=review, has_interest=False, interest="", by=chidi, at=NOON)


def reviewed(round_, feature="KF4.1"):
    """What outside reviewers found, as the temple takes it."""
    return Agreement.objects.get(assessment=round_, feature=feature).reviewed_level


# -- asking ----------------------------------------------------------------------------------------------


def test_ask_for_review_puts_it_on_the_desk(round_, chidi, bruno, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_review(assessment=round_, reviewer=chidi, by=bruno, at=NOON)

    (item,) = waiting_for(chidi, LATER)
    assert item.title == "Look at “Round 2026” from outside, Aubrelle"
    assert item.url == reverse("monitoring:review", args=["aubrelle", round_.uuid])
    assert heard == [ReviewWanted(round_.uuid, chidi.uuid)]


def test_ask_for_review_refuses_strangers(round_, chidi, charlie):
    with pytest.raises(NotAllowed):
        ask_for_review(assessment=round_, reviewer=chidi, by=charlie, at=NOON)


def test_only_an_agreed_round_is_reviewed(city, chidi, bruno):
    with pytest.raises(RoundIsStillOpen):
        ask_for_review(assessment=make_round(city, bruno), reviewer=chidi, by=bruno, at=NOON)


def test_a_reviewer_holds_the_role_in_the_city(round_, charlie, bruno):
    with pytest.raises(NoReviewer):
        ask_for_review(assessment=round_, reviewer=charlie, by=bruno, at=NOON)


def test_who_scored_in_the_round_is_not_outside(round_, chidi, bruno):
    make_score(round_, chidi)

    with pytest.raises(NotFromOutside):
        ask_for_review(assessment=round_, reviewer=chidi, by=bruno, at=NOON)


def test_who_sits_in_the_council_is_not_outside(city, round_, bruno):
    amina = make_member(city)
    make_holding(amina, "outside_reviewer", city.uuid)

    with pytest.raises(NotFromOutside):
        ask_for_review(assessment=round_, reviewer=amina, by=bruno, at=NOON)


def test_nobody_is_asked_twice(review, round_, chidi, bruno):
    assert possible_reviewers(round_) == []
    with pytest.raises(AskedAlready):
        ask_for_review(assessment=round_, reviewer=chidi, by=bruno, at=NOON)


def test_a_request_can_be_taken_back(declared, round_, chidi, bruno):
    give_review_scores(review=declared, said={"KF4.1": Said(3)}, by=chidi, at=NOON)

    call_off_review(review=declared, by=bruno, at=NOON)

    assert not OutsideReview.objects.exists()
    assert not Score.objects.exists()


def test_call_off_review_refuses_strangers_and_finished_reviews(declared, chidi, bruno, charlie):
    with pytest.raises(NotAllowed):
        call_off_review(review=declared, by=charlie, at=NOON)
    finish_review(review=declared, summary="Good.", by=chidi, at=NOON)
    with pytest.raises(ReviewIsFinished):
        call_off_review(review=declared, by=bruno, at=NOON)


# -- declaring and scoring -------------------------------------------------------------------------------


def test_no_declaration_no_score(review, chidi):
    with pytest.raises(InterestIsNotDeclared):
        give_review_scores(review=review, said={"KF4.1": Said(3)}, by=chidi, at=NOON)
    with pytest.raises(InterestIsNotDeclared):
        finish_review(review=review, summary="Good.", by=chidi, at=NOON)

    assert not Score.objects.exists()


def test_an_interest_has_a_name(review, chidi):
    with pytest.raises(InterestIsNotNamed):
        declare_interest(review=review, has_interest=True, interest=" ", by=chidi, at=NOON)


def test_only_the_reviewer_declares_scores_and_finishes(city, review, bruno, dora):
    other = make_reviewer(city, "Dayo")
    for person in (bruno, dora, other):
        with pytest.raises(NotAllowed):
            declare_interest(review=review, has_interest=False, interest="", by=person, at=NOON)
        with pytest.raises(NotAllowed):
            give_review_scores(review=review, said={"KF4.1": Said(3)}, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            finish_review(review=review, summary="Good.", by=person, at=NOON)


def test_a_reviewer_scores_what_was_agreed_and_nothing_else(declared, chidi):
    kept = give_review_scores(
        review=declared, said={"KF4.1": Said(2, "Two of six."), "KF4.2": None}, by=chidi, at=NOON
    )

    score = Score.objects.get()
    assert kept == 1
    assert (score.kind, score.level, score.reason) == ("REVIEWER", 2, "Two of six.")
    with pytest.raises(UnknownPart):
        give_review_scores(review=declared, said={"KF9.1": Said(2)}, by=chidi, at=NOON)


# -- finishing -------------------------------------------------------------------------------------------


def test_a_finished_review_without_interest_verifies(
    city, declared, round_, chidi, heard, django_capture_on_commit_callbacks
):
    give_review_scores(review=declared, said={"KF4.1": Said(2), "KF4.3": Said(None)}, by=chidi, at=NOON)
    assert reviewed(round_) is None

    with django_capture_on_commit_callbacks(execute=True):
        finish_review(review=declared, summary=" Good. ", by=chidi, at=LATER)

    declared.refresh_from_db()
    assert (declared.summary, declared.finished_at, declared.verifies) == ("Good.", LATER, True)
    assert (reviewed(round_), reviewed(round_, "KF4.2"), reviewed(round_, "KF4.3")) == (2, None, None)
    assert heard == [ReviewFinished(round_.uuid, city.uuid, True)]
    assert waiting_for(chidi, LATER) == []


def test_an_interest_is_shown_and_verifies_nothing(review, round_, chidi):
    declared = declare_interest(
        review=review, has_interest=True, interest="I worked there.", by=chidi, at=NOON
    )
    give_review_scores(review=declared, said={"KF4.1": Said(3)}, by=chidi, at=NOON)

    finish_review(review=declared, summary="Good.", by=chidi, at=NOON)

    assert reviewed(round_) is None
    shown = [each for area in findings(round_, "en") for each in area.findings if each.reviews]
    assert [score.level for each in shown for score in each.reviews] == [3]


def test_of_several_reviewers_the_lowest_counts(city, declared, round_, chidi, bruno):
    dayo = make_reviewer(city, "Dayo")
    second = ask_for_review(assessment=round_, reviewer=dayo, by=bruno, at=NOON)
    second = declare_interest(review=second, has_interest=False, interest="", by=dayo, at=NOON)
    give_review_scores(review=second, said={"KF4.1": Said(1), "KF4.2": Said(2)}, by=dayo, at=NOON)
    give_review_scores(review=declared, said={"KF4.1": Said(3), "KF4.2": Said(0)}, by=chidi, at=NOON)

    finish_review(review=second, summary="Weak.", by=dayo, at=NOON)
    finish_review(review=declared, summary="Good.", by=chidi, at=NOON)

    assert (reviewed(round_), reviewed(round_, "KF4.2")) == (1, 0)


def test_a_review_ends_with_a_summary_and_once(declared, chidi):
    with pytest.raises(SummaryIsMissing):
        finish_review(review=declared, summary=" ", by=chidi, at=NOON)
    finish_review(review=declared, summary="Good.", by=chidi, at=NOON)
    with pytest.raises(ReviewIsFinished):
        finish_review(review=declared, summary="Bad.", by=chidi, at=NOON)
    with pytest.raises(ReviewIsFinished):
        give_review_scores(review=declared, said={"KF4.1": Said(0)}, by=chidi, at=NOON)
    with pytest.raises(ReviewIsFinished):
        declare_interest(review=declared, has_interest=True, interest="Oh.", by=chidi, at=NOON)


def test_what_is_not_finished_is_not_shown(declared, round_, chidi):
    give_review_scores(review=declared, said={"KF4.1": Said(1)}, by=chidi, at=NOON)

    assert not [each for area in findings(round_, "en") for each in area.findings if each.reviews]


# -- pages -----------------------------------------------------------------------------------------------


def url(name, round_, *more):
    """An address of the reviewer's pages."""
    return reverse(f"monitoring:{name}", args=["aubrelle", round_.uuid, *more])


def test_the_whole_review_in_the_browser(client, round_, chidi, bruno):
    client.force_login(bruno)
    client.post(url("review-ask", round_), {"reviewer": chidi.uuid})
    client.force_login(chidi)
    assert client.get(url("review-area", round_, "B4")).url == url("review", round_)

    client.post(url("review-declare", round_), {"has_interest": "no"})
    client.post(url("review-area", round_, "B4"), {"KF4.1-level": "2", "KF4.1-reason": "Two of six."})
    answer = client.post(url("review-finish", round_), {"summary": "Good."}, follow=True)

    assert "Finished on" in answer.content.decode()
    assert reviewed(round_) == 2
    client.force_login(bruno)
    text = client.get(url("assessment", round_)).content.decode()
    assert "counts as verification" in text
    assert "Two of six." in text


def test_the_reviewer_sees_reason_and_evidence(client, city, bruno, declared, round_, chidi):
    file = add_file(city, bruno)
    gone = make_evidence(city, "Withdrawn plan", withdrawn_at=NOON)
    round_.agreements.get(feature="KF4.1").evidence.add(file, gone)
    client.force_login(chidi)

    text = client.get(url("review-area", round_, "B4")).content.decode()

    assert "We counted." in text
    assert reverse("monitoring:evidence-item", args=["aubrelle", file.uuid]) in text
    assert "Withdrawn plan" not in text
    answer = client.get(reverse("monitoring:evidence-file", args=["aubrelle", file.uuid]))
    assert b"".join(answer.streaming_content) == PDF


def test_forms_that_lack_something_come_back(client, declared, round_, chidi):
    client.force_login(chidi)

    assert client.post(url("review-declare", round_), {"has_interest": "yes"}).status_code == 422
    assert client.post(url("review-finish", round_), {"summary": ""}).status_code == 422
    assert client.post(url("review-area", round_, "B4"), {"KF4.1-level": "9"}).status_code == 422
    assert client.get(url("review-area", round_, "B99")).status_code == 404


def test_the_pages_refuse_everybody_else(client, city, review, round_, charlie, bruno):
    assert client.get(url("review", round_)).status_code == 302
    for person in (charlie, bruno):
        client.force_login(person)
        assert client.get(url("review", round_)).status_code == 403
        assert client.post(url("review-finish", round_), {"summary": "x"}).status_code == 403
    client.force_login(make_reviewer(city, "Dayo"))
    assert client.get(url("review", round_)).status_code == 404
    client.force_login(charlie)
    assert client.post(url("review-ask", round_), {}).status_code == 403
    assert client.post(url("review-call-off", round_, review.pk)).status_code == 403


def test_asking_somebody_who_is_not_on_the_list(client, round_, charlie, bruno):
    client.force_login(bruno)

    answer = client.post(url("review-ask", round_), {"reviewer": charlie.uuid}, follow=True)

    assert "Choose somebody from the list." in answer.content.decode()


def test_the_lead_takes_a_request_back(client, review, round_, bruno):
    client.force_login(bruno)

    client.post(url("review-call-off", round_, review.pk))

    assert not OutsideReview.objects.exists()
    assert client.post(url("review-call-off", round_, review.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_reviewed_area_asks_as_often_for_three_items_as_for_one(
    client, city, declared, round_, chidi, number, django_assert_num_queries
):
    agreement = round_.agreements.get(feature="KF4.1")
    for index in range(number):
        agreement.evidence.add(make_evidence(city, f"Plan {index}"))
    client.force_login(chidi)
    client.get(url("review-area", round_, "B4"))

    with django_assert_num_queries(10):
        client.get(url("review-area", round_, "B4"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_outcome_asks_as_often_for_three_reviews_as_for_one(
    client, city, round_, bruno, number, django_assert_num_queries
):
    for index in range(number):
        person = make_reviewer(city, f"Reviewer{index}")
        held = ask_for_review(assessment=round_, reviewer=person, by=bruno, at=NOON)
        held = declare_interest(review=held, has_interest=False, interest="", by=person, at=NOON)
        give_review_scores(review=held, said={"KF4.1": Said(2)}, by=person, at=NOON)
        finish_review(review=held, summary="Good.", by=person, at=NOON)
    client.force_login(bruno)
    client.get(url("assessment", round_))

    with django_assert_num_queries(17):
        client.get(url("assessment", round_))
