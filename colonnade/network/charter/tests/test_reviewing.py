"""Reviewers declare, read and score; nobody judges their own; every applicant is told, all on one day."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest

from colonnade.city.profile.tests.factories import make_city
from colonnade.network.charter.actions import letters as writing
from colonnade.network.charter.actions import reviewing as actions
from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.endorsing import OverQuota, ReasonNeeded
from colonnade.network.charter.actions.steps import NotThatWay
from colonnade.network.charter.models import Assignment, Decision, Reviewer, Score
from colonnade.network.charter.queries import letters as drafts
from colonnade.network.charter.queries import reviews as queries
from colonnade.network.charter.queries.assigning import propose_assignments
from colonnade.network.charter.tests.factories import DEADLINE, NOON, make_application
from colonnade.network.charter.tests.factories_review import (
    AFTER_REVIEW,
    IN_REVIEW,
    SCALE,
    make_assignment,
    make_jury_call,
    make_reviewer,
    under_review,
)
from colonnade.people.models import Invitation
from colonnade.people.tests.factories import make_person, make_role
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed

BY_HAND = {"languages": ["pt", "en"], "country": "pt", "most": 3, "language": "en"}
LETTER = {"en": "Dear city, yes."}


@pytest.fixture
def call(network):
    """An award with a jury."""
    return make_jury_call(network)


@pytest.fixture
def application(call, city):
    """Before the jury."""
    return under_review(call, city)


@pytest.fixture
def ines(call):
    """Reads for the call."""
    return make_reviewer(call)


@pytest.fixture
def given(ines, application):
    """Ines was given the application and has declared nothing."""
    return make_assignment(ines, application)


@pytest.fixture
def opened(given):
    """Ines has declared to have no tie."""
    return declare(given)


def declare(assignment, interest="NONE", note="", by=None, at=IN_REVIEW):
    """What a reviewer says first."""
    by = by or assignment.reviewer.person
    return actions.declare_interest(assignment=assignment, interest=interest, note=note, by=by, at=at)


def save(assignment, vision=None, reach=None, by=None, at=IN_REVIEW, **more):
    """A draft of the scores."""
    scores = {"vision": vision and Decimal(vision), "reach": reach and Decimal(reach), **more}
    by = by or assignment.reviewer.person
    return actions.save_scores(
        assignment=assignment, scores=scores, comments={"vision": "Clear."}, comment="Strong.",
        feedback="Write more about money.", by=by, at=at,
    )  # fmt: skip


def submit(assignment, at=IN_REVIEW):
    """Hand a review in."""
    return actions.submit_review(assignment=assignment, by=assignment.reviewer.person, at=at)


def decide(application, by, outcome="ACCEPTED", at=AFTER_REVIEW, reason="", letters=LETTER):
    """What the secretariat decides."""
    return writing.decide(
        application=application, outcome=outcome, reason=reason, letters=letters, by=by, at=at
    )


def cities(number, **fields):
    """Cities of Germany, or elsewhere."""
    return [make_city(f"city-{each}", **fields) for each in range(number)]


# -- reviewers -------------------------------------------------------------------------------------------


def test_a_reviewer_with_an_account_is_named(call, sefa):
    ines = make_person("Ines")

    made = actions.name_reviewer(call=call, email="INES@example.org", by=sefa, at=NOON, **BY_HAND)

    assert (made.person, made.country, made.languages, made.most) == (ines, "PT", ["pt", "en"], 3)
    assert Entry.objects.filter(verb="charter:call:keep", details__reviewer=made.pk).exists()


def test_somebody_without_an_account_is_invited_and_named_later(
    call, sefa, mailoutbox, django_capture_on_commit_callbacks
):
    make_role("juror")
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.name_reviewer(call=call, email="new@example.org", by=sefa, at=NOON, **BY_HAND)

    assert isinstance(made, Invitation)
    assert (made.role.code, made.scope_id) == ("juror", call.network.uuid)
    assert mailoutbox[0].to == ["new@example.org"]
    assert not Reviewer.objects.exists()


def test_naming_again_changes_and_begins_again(call, sefa, ines):
    actions.end_reviewer(reviewer=ines, by=sefa, at=NOON)

    made = actions.name_reviewer(call=call, email=ines.person.email, by=sefa, at=NOON, **BY_HAND)

    assert (made.pk, made.ended_at, made.most) == (ines.pk, None, 3)


@pytest.mark.parametrize("who", ["charlie", "bruno", "chidi"])
def test_only_the_secretariat_names_and_assigns(call, application, ines, who, request):
    person = request.getfixturevalue(who)
    for deed in (
        lambda: actions.name_reviewer(call=call, email="x@example.org", by=person, at=NOON, **BY_HAND),
        lambda: actions.end_reviewer(reviewer=ines, by=person, at=NOON),
        lambda: actions.assign(reviewer=ines, application=application, by=person, at=NOON),
        lambda: actions.assign_all(call=call, by=person, at=NOON),
        lambda: actions.open_deliberation(call=call, by=person, at=NOON),
        lambda: decide(application, person),
        lambda: writing.write_letter(application=application, letters=LETTER, by=person, at=NOON),
        lambda: writing.draft_letters(call=call, by=person, at=NOON),
        lambda: writing.publish_decisions(call=call, by=person, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            deed()


# -- who reads what --------------------------------------------------------------------------------------


def test_assign_tells_the_reviewer(
    call, application, ines, sefa, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.assign(reviewer=ines, application=application, by=sefa, at=NOON)

    assert Assignment.objects.get().reviewer == ines
    assert mailoutbox[0].to == ["ines@example.org"]
    assert "Join us" in mailoutbox[0].subject
    assert "/reviews/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"country": "DE"}, actions.OwnCountry),
        ({"country": "de"}, actions.OwnCountry),
        ({"ended_at": NOON}, actions.NoLongerReviews),
        ({"most": 0}, actions.HasEnough),
    ],
)
def test_who_is_not_given_an_application(call, application, sefa, fields, refusal):
    reviewer = make_reviewer(call, **fields)

    with pytest.raises(refusal):
        actions.assign(reviewer=reviewer, application=application, by=sefa, at=NOON)

    assert not Assignment.objects.exists()


@pytest.mark.parametrize("state", ["SUBMITTED", "ENDORSED", "INELIGIBLE", "ACCEPTED", "WITHDRAWN"])
def test_what_is_not_given_to_a_reviewer(call, city, ines, sefa, state):
    application = make_application(call, city, state)

    with pytest.raises(actions.NotToBeRead):
        actions.assign(reviewer=ines, application=application, by=sefa, at=NOON)


def test_a_reviewer_of_another_call_is_refused(network, application, sefa):
    stranger = make_reviewer(make_jury_call(network, "other"), "Olga")

    with pytest.raises(actions.NotToBeRead):
        actions.assign(reviewer=stranger, application=application, by=sefa, at=NOON)


def test_without_criteria_nobody_is_asked(network, city, sefa):
    call = make_jury_call(network, "bare", criteria=[])
    application = under_review(call, city)

    with pytest.raises(actions.NoCriteria):
        actions.assign(reviewer=make_reviewer(call), application=application, by=sefa, at=NOON)
    assert propose_assignments(call).shortfalls[0].text == "The call has no criteria yet."


def test_nobody_reads_the_same_twice(given, ines, application, sefa):
    with pytest.raises(actions.GivenAlready):
        actions.assign(reviewer=ines, application=application, by=sefa, at=NOON)


def test_a_tie_makes_room_for_another_application(call, application, sefa):
    ines = make_reviewer(call, most=1)
    declare(make_assignment(ines, application), "TIED", "My sister works there.")
    other = under_review(call, make_city("rihana", country="MA"))

    assert actions.assign(reviewer=ines, application=other, by=sefa, at=NOON)


def test_the_proposal_is_even_and_keeps_to_k(call, sefa):
    for city in cities(6):
        under_review(call, city)
    reviewers = [make_reviewer(call, name) for name in ("Ines", "Joao", "Kira")]

    actions.assign_all(call=call, by=sefa, at=NOON)

    assert [reviewer.assignments.count() for reviewer in reviewers] == [4, 4, 4]
    assert {row.assignments.count() for row in call.applications.all()} == {2}
    assert not propose_assignments(call).pairs


def test_the_proposal_tells_each_reviewer_once(call, sefa, mailoutbox, django_capture_on_commit_callbacks):
    for city in cities(3):
        under_review(call, city)
    make_reviewer(call)
    make_reviewer(call, "Joao")

    with django_capture_on_commit_callbacks(execute=True):
        actions.assign_all(call=call, by=sefa, at=NOON)

    assert sorted(mail.to[0] for mail in mailoutbox) == ["ines@example.org", "joao@example.org"]
    assert "3 applications" in mailoutbox[0].body


def test_the_proposal_gives_nobody_their_own_country_or_a_language_they_do_not_read(call):
    application = under_review(call, make_city("lyon", country="FR", languages=["fr"], default_language="fr"))
    call.network.languages = ["es"]
    call.network.save()
    make_reviewer(call, "Odile", country="FR", languages=["fr"])
    make_reviewer(call, "Gerd", country="AT", languages=["de"])
    make_reviewer(call, "Full", country="BE", languages=["fr"], most=0)
    reads = make_reviewer(call, "Marie", country="BE", languages=["fr"])

    found = propose_assignments(call)

    assert [(pair.reviewer, pair.application) for pair in found.pairs] == [(reads, application)]
    assert found.shortfalls[0].missing == 1
    assert found.shortfalls[0].text == (
        "Of the reviewers: 1 is from the same country; 1 does not read its language; 1 has no room left; "
        "1 has it already or is tied."
    )


def test_of_two_with_the_same_load_the_one_who_reads_the_citys_language_is_asked(call, application):
    call.reviews_each = 1
    call.save()
    make_reviewer(call, "Anna", languages=["en"])
    local = make_reviewer(call, "Berta", languages=["de"])

    assert [pair.reviewer for pair in propose_assignments(call).pairs] == [local]


def test_a_full_reviewer_hands_a_file_on_where_only_they_can_read_another(call):
    call.reviews_each = 1
    call.network.languages = []
    call.network.save()
    call.save()
    german = under_review(call, make_city("bonn"))
    french = under_review(call, make_city("lille", country="FR", languages=["fr"], default_language="fr"))
    both = make_reviewer(call, "Both", languages=["de", "fr"], most=1)
    other = make_reviewer(call, "Other", languages=["de"], most=1)
    make_reviewer(call, "Full", languages=["fr"], most=0)

    pairs = {(pair.application, pair.reviewer) for pair in propose_assignments(call).pairs}

    assert pairs == {(german, other), (french, both)}


def test_nobody_named_is_the_reason(call, application):
    assert propose_assignments(call).shortfalls[0].text == "No reviewer has been named."


def test_a_tied_reviewer_leaves_a_place_for_another(call, given, application):
    declare(given, "TIED", "I advised them.")
    joao = make_reviewer(call, "Joao")

    found = propose_assignments(call)

    assert [pair.reviewer for pair in found.pairs] == [joao]
    assert found.shortfalls[0].missing == 1


def test_who_ended_unread_leaves_a_place_and_who_read_does_not(call, ines, application, sefa):
    make_assignment(ines, application, (4, 4))
    joao = make_reviewer(call, "Joao")
    make_assignment(joao, application)
    kira = make_reviewer(call, "Kira")
    for reviewer in (ines, joao):
        actions.end_reviewer(reviewer=reviewer, by=sefa, at=NOON)

    assert [pair.reviewer for pair in propose_assignments(call).pairs] == [kira]


def test_unassign_needs_a_reason_and_keeps_it(opened, sefa):
    with pytest.raises(ReasonNeeded):
        actions.unassign(assignment=opened, reason=" ", by=sefa, at=NOON)

    actions.unassign(assignment=opened, reason="Illness.", by=sefa, at=NOON)

    assert not Assignment.objects.exists()
    assert Entry.objects.get(details__has_key="unassigned").details["reason"] == "Illness."


def test_what_is_handed_in_is_never_taken_back(call, ines, application, sefa):
    made = make_assignment(ines, application, (4, 4))

    with pytest.raises(actions.SubmittedAlready):
        actions.unassign(assignment=made, reason="No.", by=sefa, at=NOON)


# -- declaring, scoring ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["charlie", "sefa", "dora"])
def test_only_the_reviewer_declares_and_scores(opened, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        declare(opened, by=person)
    with pytest.raises(NotAllowed):
        save(opened, "3", by=person)
    with pytest.raises(NotAllowed):
        actions.submit_review(assignment=opened, by=person, at=IN_REVIEW)


def test_nothing_is_scored_before_interests_are_declared(given):
    with pytest.raises(actions.InterestFirst):
        save(given, "3")


def test_a_tie_is_explained_drops_the_draft_and_is_not_taken_back(opened):
    save(opened, "3")
    with pytest.raises(ReasonNeeded):
        declare(opened, "TIED")

    held = declare(opened, "TIED", "My sister works there.")

    assert (held.interest, held.comment, held.feedback) == ("TIED", "", "")
    assert not Score.objects.exists()
    with pytest.raises(actions.IsTied):
        declare(opened, "NONE")
    with pytest.raises(actions.InterestFirst):
        save(opened, "3")
    assert Entry.objects.filter(verb="charter:interest:declare").count() == 2


def test_a_draft_is_kept_and_may_be_incomplete(opened):
    save(opened, "3")

    score = Score.objects.get()
    assert (score.criterion, score.value, score.comment) == ("vision", 3, "Clear.")
    assert Assignment.objects.get().feedback == "Write more about money."

    save(opened, None, "2")
    assert list(Score.objects.values_list("criterion", flat=True)) == ["reach"]


@pytest.mark.parametrize("value", ["-1", "6", "3.5", "2.25"])
def test_scores_outside_the_scale_are_refused(opened, value):
    with pytest.raises(actions.OutsideScale) as refused:
        save(opened, value, "2")

    assert refused.value.criterion == "vision"
    assert not Score.objects.exists()


def test_a_score_for_no_criterion_is_refused(opened):
    with pytest.raises(actions.OutsideScale):
        save(opened, "3", charm=Decimal(5))


def test_decimals_only_where_the_scale_says_so(call, opened):
    call.scale = {**SCALE, "decimals": True}
    call.save()

    save(opened, "3.25", "2")
    with pytest.raises(actions.OutsideScale):
        save(opened, "3.255", "2")

    assert Score.objects.get(criterion="vision").value == Decimal("3.25")


def test_a_review_is_handed_in_whole_and_then_stays(opened):
    save(opened, "3")
    with pytest.raises(actions.ScoresMissing) as lacking:
        submit(opened)
    assert lacking.value.titles == ["Reach"]

    save(opened, "3", "4")
    submit(opened)

    for deed in (lambda: save(opened, "1", "1"), lambda: submit(opened), lambda: declare(opened)):
        with pytest.raises(actions.SubmittedAlready):
            deed()
    assert Score.objects.get(criterion="vision").value == 3


def test_a_score_that_no_longer_fits_a_changed_scale_is_missing(call, opened):
    save(opened, "5", "4")
    call.scale = {"min": 0, "max": 4}
    call.save()

    with pytest.raises(actions.ScoresMissing) as lacking:
        submit(opened)

    assert lacking.value.titles == ["Vision"]


def test_a_second_too_late_for_a_review(opened):
    last = DEADLINE + timedelta(days=60)
    save(opened, "3", "4", at=last)

    with pytest.raises(StageIsClosed) as closed:
        submit(opened, at=last + timedelta(seconds=1))

    assert "Europe/Berlin" in closed.value.told


def test_a_withdrawn_application_is_not_scored(opened, application):
    application.state = "WITHDRAWN"
    application.save()

    with pytest.raises(actions.NotToBeRead):
        save(opened, "3")


def test_whose_work_has_ended_scores_no_more(opened, ines, sefa):
    actions.end_reviewer(reviewer=ines, by=sefa, at=NOON)
    opened.refresh_from_db()

    with pytest.raises(NotAllowed):
        save(Assignment.objects.select_related("reviewer").get(), "3")


def test_the_secretariat_returns_a_review_with_a_reason(
    ines, application, sefa, mailoutbox, django_capture_on_commit_callbacks
):
    made = make_assignment(ines, application, (3, 4))
    with pytest.raises(ReasonNeeded):
        actions.return_review(assignment=made, reason="", by=sefa, at=IN_REVIEW)

    with django_capture_on_commit_callbacks(execute=True):
        actions.return_review(assignment=made, reason="Say more.", by=sefa, at=IN_REVIEW)

    assert "Say more." in mailoutbox[0].body
    save(made, "2", "2")
    with pytest.raises(actions.NotToBeRead):
        actions.return_review(assignment=made, reason="Again.", by=sefa, at=IN_REVIEW)


# -- what is seen ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blind", "own_in", "deliberating", "seen"),
    [
        (True, False, False, False),
        (True, False, True, False),
        (True, True, False, False),
        (True, True, True, True),
        (False, False, False, True),
        (False, True, False, True),
    ],
)
def test_who_sees_what_the_others_gave(call, ines, application, sefa, blind, own_in, deliberating, seen):
    call.is_blind = blind
    call.save()
    own = make_assignment(ines, application, (3, 4), **({} if own_in else {"submitted_at": None}))
    make_assignment(make_reviewer(call, "Joao"), application, (5, 5))
    make_assignment(make_reviewer(call, "Kira"), application, (0, 0), submitted_at=None)
    if deliberating:
        actions.open_deliberation(call=call, by=sefa, at=IN_REVIEW)
    own = queries.assignment_of(ines.person, own.pk)

    found = queries.others_seen_by(own)

    if seen:
        assert [[cell.value for _criterion, cell in each.cells] for each in found] == [[5, 5]]  # no drafts
    else:
        assert found is None


def test_a_tied_reviewer_sees_no_scores(call, given, application):
    make_assignment(make_reviewer(call, "Joao"), application, (5, 5))

    assert queries.others_seen_by(declare(given, "TIED", "My sister.")) is None


def test_the_table_shows_raw_scores_mean_spread_and_what_is_missing(call, ines, application):
    make_assignment(ines, application, (5, 2))
    make_assignment(make_reviewer(call, "Joao"), application, (2, 2))
    declare(make_assignment(make_reviewer(call, "Kira"), application), "TIED", "Friends.")
    lonely = under_review(call, make_city("rihana", country="MA"))

    first, second = queries.jury_table(call, queries.before_jury(call))

    assert [[cell.value for _c, cell in each.cells] for each in first.readings] == [[5, 2], [2, 2]]
    assert (first.mean, first.spread, first.missing, first.tied) == (Decimal("3.00"), Decimal("2.00"), 0, 1)
    assert [str(title) for title in first.apart] == ["Vision"]  # 3 apart, more than half of 5
    assert (second.application, second.mean, second.spread, second.missing) == (lonely, None, None, 2)


def test_a_draft_counts_nowhere(call, ines, application):
    make_assignment(ines, application, (5, 5), submitted_at=None)

    (row,) = queries.jury_table(call, queries.before_jury(call))

    assert (row.mean, row.missing, row.readings[0].counts) == (None, 2, False)


def test_the_share_of_disagreement_is_the_calls(call, ines, application):
    call.scale = {**SCALE, "disagreement": 0.6}
    call.save()
    make_assignment(ines, application, (5, 2))
    make_assignment(make_reviewer(call, "Joao"), application, (2, 2))

    (row,) = queries.jury_table(call, queries.before_jury(call))

    assert row.apart == []


def test_the_export_has_a_line_for_each_review(call, ines, application):
    ines.person.name = "=HYPERLINK()"
    ines.person.save()
    make_assignment(ines, application, (5, 2))
    make_assignment(make_reviewer(call, "Joao"), application, (4, 4), submitted_at=None)
    under_review(call, make_city("rihana", country="MA"))
    file = io.StringIO()
    csv.writer(file).writerows(queries.jury_lines(call))
    lines = list(csv.DictReader(io.StringIO(file.getvalue())))

    assert [line["city"] for line in lines] == ["Aubrelle", "Aubrelle", "Rihana"]
    assert (lines[0]["reviewer"], lines[0]["vision"], lines[0]["reach"]) == ("'=HYPERLINK()", "5", "2")
    assert (lines[0]["review_mean"], lines[0]["mean"], lines[0]["missing"]) == ("4", "4", "1")
    assert (lines[1]["vision"], lines[1]["submitted_at"]) == ("", "")  # a draft stays the reviewer's
    assert lines[2]["reviewer"] == ""


def test_what_waits_for_a_reviewer(call, ines, given, application, network, django_assert_num_queries):
    under = under_review(call, make_city("rihana", country="MA"))
    make_assignment(ines, under, (3, 3))
    for city in cities(2, country="FR"):
        make_assignment(ines, under_review(call, city))

    with django_assert_num_queries(2):
        (item,) = queries.waiting_for(ines.person, IN_REVIEW)

    assert item.title == "3 applications to review: Join us"
    assert item.by_when == DEADLINE + timedelta(days=60)
    assert queries.waiting_for(ines.person, AFTER_REVIEW) == []


def test_what_is_tied_or_withdrawn_waits_for_nobody(ines, given, application):
    declare(given, "TIED", "My sister.")
    assert queries.waiting_for(ines.person, IN_REVIEW) == []


# -- decisions and letters -------------------------------------------------------------------------------


def test_a_decision_is_kept_back_until_publication(application, sefa, bruno):
    decide(application, sefa)

    application.refresh_from_db()
    assert (application.state, application.decided_at) == ("UNDER_REVIEW", None)
    assert application.decision.outcome == "ACCEPTED"
    assert application.letters == LETTER
    assert not application.steps.exists()


def test_a_decision_before_the_end_of_the_review_needs_a_reason(application, sefa):
    with pytest.raises(StageIsClosed):
        decide(application, sefa, at=IN_REVIEW)

    assert decide(application, sefa, at=IN_REVIEW, reason="All have read.").reason == "All have read."


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "INELIGIBLE", "ACCEPTED", "WITHDRAWN"])
def test_only_what_is_before_the_jury_is_decided(call, city, sefa, state):
    with pytest.raises(NotThatWay):
        decide(make_application(call, city, state), sefa)


def test_only_three_things_can_be_decided(application, sefa):
    with pytest.raises(NotThatWay):
        decide(application, sefa, "WITHDRAWN")


@pytest.mark.parametrize(
    ("per", "other", "refused"),
    [
        ("COUNTRY", {}, True),
        ("COUNTRY", {"country": "MA"}, False),
        ("REGION", {"country": "FR"}, True),
        ("REGION", {"country": "MA", "region": "Arab States"}, False),
        ("ROUND", {"country": "MA", "region": "Arab States"}, True),
    ],
)
@pytest.mark.parametrize("published", [False, True])
def test_the_quota_of_decisions_counts_what_is_not_published_yet(
    call, application, sefa, per, other, refused, published
):
    call.quotas = [{"per": per, "stage": "DECISION", "most": 1}]
    call.save()
    decide(application, sefa)
    decide(application, sefa)  # deciding the same again is not a second city
    if published:
        writing.publish_decisions(call=call, by=sefa, at=AFTER_REVIEW)
    second = under_review(call, make_city("second", **other))

    decide(second, sefa, "DECLINED")  # a refusal needs no room
    if refused:
        with pytest.raises(OverQuota) as full:
            decide(second, sefa)
        assert (full.value.quota.used, full.value.quota.most) == (1, 1)
        assert Decision.objects.get(application=second).outcome == "DECLINED"
    else:
        assert decide(second, sefa).outcome == "ACCEPTED"


def test_a_draft_has_the_decision_the_criteria_and_the_feedback_and_no_names(call, ines, application):
    make_assignment(ines, application, (5, 2), feedback="Write more about money.", comment="I doubt it.")
    make_assignment(make_reviewer(call, "Joao"), application, (4, 4), feedback="A draft.", submitted_at=None)

    text = drafts.draft_letter(application, "en", "DEFERRED")

    assert "Your application to “Join us” was deferred." in text
    assert "Vision; Reach" in text
    assert "– Write more about money." in text
    for secret in ("I doubt it.", "Ines", "Joao", "A draft.", "5"):
        assert secret not in text
    assert drafts.draft_letter(application, "en") == ""  # nothing was decided


def test_a_draft_for_who_was_refused_by_the_conditions_says_why(call, city, sefa):
    application = make_application(call, city, "INELIGIBLE")
    application.steps.create(after="INELIGIBLE", at=NOON, reason="Not eligible: awarded in 2021.")

    text = drafts.draft_letter(application, "en")

    assert "does not meet the conditions" in text
    assert "awarded in 2021" in text


@pytest.mark.parametrize(
    ("city_speaks", "network_speaks", "language"),
    [("es", "fr", "es"), ("de", "fr", "fr"), ("zh-Hant", "fr", "zh-hans"), ("und", "de", "en")],
)
def test_the_letter_is_in_the_citys_language(call, application, city_speaks, network_speaks, language):
    application.territory.default_language, application.territory.languages = city_speaks, []
    call.network.default_language = network_speaks
    application.call = call

    assert drafts.letter_language(application) == language


def test_missing_letters_are_drafted_for_all_and_none_is_overwritten(call, application, sefa):
    decide(application, sefa, letters={"en": "Written by hand."})
    second = under_review(call, make_city("second"))
    undecided = under_review(call, make_city("third"))
    decide(second, sefa, "DECLINED", letters={})

    assert writing.draft_letters(call=call, by=sefa, at=NOON) == 1

    application.refresh_from_db()
    undecided.refresh_from_db()
    second.refresh_from_db()
    assert application.letters == {"en": "Written by hand."}
    assert "not accepted this time" in second.letters["en"]
    assert undecided.letters == {}


def test_publication_is_refused_while_somebody_would_go_without(call, application, sefa):
    decide(application, sefa)
    undecided = under_review(call, make_city("second"))
    without = under_review(call, make_city("third"))
    decide(without, sefa, "DECLINED", letters={"en": "  "})
    ineligible = make_application(call, make_city("fourth"), "INELIGIBLE")

    with pytest.raises(writing.LettersMissing) as missing:
        writing.publish_decisions(call=call, by=sefa, at=AFTER_REVIEW)

    assert set(missing.value.applications) == {undecided, without, ineligible}
    application.refresh_from_db()
    assert application.state == "UNDER_REVIEW"


def test_publication_tells_every_applicant_once(
    call, application, sefa, bruno, mara, mailoutbox, django_capture_on_commit_callbacks
):
    decide(application, sefa, letters={"en": "Dear city, welcome."})
    declined = under_review(call, make_city("second"))
    decide(declined, sefa, "DECLINED", letters={"en": "Not this time."})
    ineligible = make_application(call, make_city("third"), "INELIGIBLE", letters={"en": "Too small."})
    withdrawn = make_application(call, make_city("fourth"), "WITHDRAWN")

    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            writing.publish_decisions(call=call, by=sefa, at=AFTER_REVIEW)

    for row in (application, declined, ineligible, withdrawn):
        row.refresh_from_db()
    assert [application.state, declined.state, ineligible.state] == ["ACCEPTED", "DECLINED", "INELIGIBLE"]
    assert {application.decided_at, declined.decided_at, ineligible.decided_at} == {AFTER_REVIEW}
    assert (withdrawn.state, withdrawn.decided_at) == ("WITHDRAWN", None)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["bruno@example.org", "mara@example.org"]
    assert all("Dear city, welcome." in mail.body for mail in mailoutbox)
    assert application.decision.published_at == AFTER_REVIEW


def test_a_letter_that_was_sent_does_not_change(call, application, sefa):
    decide(application, sefa)
    writing.publish_decisions(call=call, by=sefa, at=AFTER_REVIEW)

    with pytest.raises(writing.LetterIsSent):
        writing.write_letter(application=application, letters={"en": "Other."}, by=sefa, at=AFTER_REVIEW)


def test_a_letter_is_written_in_several_languages(application, sefa):
    writing.write_letter(application=application, letters={"en": "Yes.", "zh-hans": "好。"}, by=sefa, at=NOON)
    writing.write_letter(application=application, letters={"en": "", "fr": "Oui."}, by=sefa, at=NOON)

    application.refresh_from_db()
    assert application.letters == {"zh-Hans": "好。", "fr": "Oui."}


def test_a_city_that_withdraws_after_the_decision_stops_nobody(call, application, sefa):
    decide(application, sefa)
    other = under_review(call, make_city("second"))
    decide(other, sefa)
    application.state = "WITHDRAWN"
    application.save()

    sent = writing.publish_decisions(call=call, by=sefa, at=AFTER_REVIEW)

    assert sent == [other]


def test_criteria_without_any_weight_count_alike(call, ines, application):
    call.criteria = [{**each, "weight": 0} for each in call.criteria]
    call.save()
    make_assignment(ines, application, (5, 2))

    (row,) = queries.jury_table(call, queries.before_jury(call))

    assert row.mean == Decimal("3.50")
