"""A round of self-assessment: who may open, score, agree and close it, and what each of them leaves behind."""

import pytest

from colonnade.city.monitoring.actions.assessing import (
    FeaturesAreUnsettled,
    LeftOpen,
    OthersHaveScored,
    ReasonIsMissing,
    RoundIsFrozen,
    RoundIsOpenAlready,
    Said,
    adopt_own_scores,
    agree_assessment,
    agree_features,
    carry_over,
    drop_assessment,
    give_scores,
    open_assessment,
)
from colonnade.city.monitoring.events.assessing import AssessmentAgreed, AssessmentOpened
from colonnade.city.monitoring.models import Agreement, Assessment, Score
from colonnade.city.monitoring.queries.assessments import (
    area_of,
    framework_of,
    progress,
    round_before,
    unsettled,
    waiting_for,
)
from colonnade.city.monitoring.queries.spread import findings, spreads
from colonnade.city.monitoring.queries.standing import facts_of, reckon
from colonnade.city.monitoring.tests.factories_assessing import (
    CODES,
    GNLC,
    LATER,
    NOON,
    listen,
    make_agreed_round,
    make_evidence,
    make_member,
    make_round,
    make_score,
    settle,
)
from colonnade.city.profile.tests.factories import make_city, make_coordinator
from colonnade.people.tests.factories import make_holding
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple.queries import UnknownFramework, UnknownPart, default_framework


@pytest.fixture
def heard(monkeypatch):
    """Every event that reaches its listeners, after commit."""
    return listen(monkeypatch)


@pytest.fixture
def amina(city):
    """Sits in the council of the city."""
    return make_member(city)


@pytest.fixture
def round_(city, bruno):
    """An open round of a group."""
    return make_round(city, bruno)


def opened(city, by, **fields):
    """Open a round the way the page does."""
    values = {"framework": GNLC, "year": 2026, "title": " Round ", "is_group": True}
    return open_assessment(territory=city, by=by, at=NOON, **{**values, **fields})


# -- opening ---------------------------------------------------------------------------------------------


def test_open_assessment_begins_a_round(city, bruno, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        round_ = opened(city, bruno, shows_names=True)

    assert (round_.title, round_.year, round_.is_open, round_.is_group, round_.shows_names) == (
        "Round", 2026, True, True, True,
    )  # fmt: skip
    assert round_.opened_by == bruno
    assert heard == [AssessmentOpened(round_.uuid, city.uuid)]
    assert Entry.objects.latest("pk").verb == "monitoring:assessment:lead"


def test_a_round_done_alone_has_no_names_to_show(city, bruno):
    assert opened(city, bruno, is_group=False, shows_names=True).shows_names is False


def test_open_assessment_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        opened(city, charlie)

    assert not Assessment.objects.exists()


def test_open_assessment_refuses_members_who_only_score(city, amina):
    with pytest.raises(NotAllowed):
        opened(city, amina)


def test_open_assessment_refuses_a_second_open_round(city, bruno):
    opened(city, bruno)

    with pytest.raises(RoundIsOpenAlready):
        opened(city, bruno, year=2027)


def test_another_framework_may_be_scored_at_the_same_time(city, bruno):
    opened(city, bruno)

    assert opened(city, bruno, framework="sdg4-2015").framework == "sdg4-2015"


def test_open_assessment_refuses_an_unknown_framework(city, bruno):
    with pytest.raises(UnknownFramework):
        opened(city, bruno, framework="nothing-1999")


# -- scoring ---------------------------------------------------------------------------------------------


def test_give_scores_keeps_level_reason_and_evidence(city, round_, amina):
    plan, foreign = make_evidence(city), make_evidence(make_city("rihana"))

    kept = give_scores(
        assessment=round_, by=amina, at=NOON,
        said={"KF4.2": Said(3, " Every district has one. ", [plan.uuid, foreign.uuid]), "KF4.3": Said(None)},
    )  # fmt: skip

    assert kept == 2
    score = Score.objects.get(feature="KF4.2")
    assert (score.person, score.level, score.reason, score.kind) == (
        amina,
        3,
        "Every district has one.",
        "MEMBER",
    )
    assert list(score.evidence.all()) == [plan]
    assert Score.objects.get(feature="KF4.3").level is None


def test_scores_can_be_changed_and_taken_back(round_, amina):
    give_scores(assessment=round_, said={"KF4.2": Said(3), "KF4.3": Said(1)}, by=amina, at=NOON)

    give_scores(assessment=round_, said={"KF4.2": Said(2, "No."), "KF4.3": None}, by=amina, at=LATER)

    score = Score.objects.get()
    assert (score.feature, score.level, score.given_at) == ("KF4.2", 2, LATER)


def test_give_scores_refuses_strangers(round_, charlie):
    with pytest.raises(NotAllowed):
        give_scores(assessment=round_, said={"KF4.2": Said(3)}, by=charlie, at=NOON)

    assert not Score.objects.exists()


def test_a_round_done_alone_refuses_the_council(city, bruno, amina):
    alone = make_round(city, bruno, is_group=False)

    with pytest.raises(NotAllowed):
        give_scores(assessment=alone, said={"KF4.2": Said(3)}, by=amina, at=NOON)
    assert give_scores(assessment=alone, said={"KF4.2": Said(3)}, by=bruno, at=NOON) == 1


def test_give_scores_refuses_an_agreed_round(city, amina):
    with pytest.raises(RoundIsFrozen):
        give_scores(assessment=make_agreed_round(city), said={"KF4.2": Said(3)}, by=amina, at=NOON)


def test_give_scores_refuses_a_feature_nobody_knows(round_, amina):
    with pytest.raises(UnknownPart):
        give_scores(assessment=round_, said={"KF99.9": Said(3)}, by=amina, at=NOON)


@pytest.mark.parametrize("level", [-1, 5])
def test_a_level_runs_from_0_to_4(level):
    with pytest.raises(ValueError, match="from 0 to 4"):
        Said(level)


# -- seeing ----------------------------------------------------------------------------------------------


def spread_of(round_, person, feature="KF4.2"):
    """What a person sees of one feature."""
    area = area_of(round_, default_framework().area_of(feature).code, "en")
    return next(each for each in spreads(round_, area, person) if each.guide.feature.code == feature)


def test_nobody_sees_scores_before_giving_their_own(round_, bruno, amina):
    make_score(round_, amina, level=3, reason="Everywhere.")

    before = spread_of(round_, bruno)
    make_score(round_, bruno, level=1)
    after = spread_of(round_, bruno)

    assert (before.is_seen, before.given, before.voices, before.low) == (False, 1, (), None)
    assert (after.is_seen, after.low, after.high, after.is_split) == (True, 1, 3, True)
    assert [rung.count for rung in after.rungs] == [0, 1, 0, 1, 0]


def test_scores_are_shown_without_names(round_, bruno, amina):
    make_score(round_, amina, level=3)
    make_score(round_, bruno, level=1)

    assert [voice.who for voice in spread_of(round_, bruno).voices] == ["Person 1", "Person 2"]


def test_a_group_that_wishes_so_sees_names(city, bruno, amina):
    round_ = make_round(city, bruno, shows_names=True)
    make_score(round_, amina, level=3)
    make_score(round_, bruno, level=None)

    spread = spread_of(round_, bruno)

    assert [(voice.who, voice.level) for voice in spread.voices] == [("Bruno", None), ("Amina", 3)]
    assert spread.not_applying == 1


def test_progress_says_what_is_missing(round_, bruno, amina):
    for code in ("KF4.1", "KF4.2"):
        make_score(round_, amina, code)
    make_score(round_, bruno, "KF4.1")

    found = progress(round_, amina, "en")
    block = next(area for area in found.areas if area.guide.area.code == "B4")

    assert (found.scored, found.total, found.scorers, found.agreed) == (2, 42, 2, 0)
    assert (block.scored, block.total, len(block.missing)) == (2, 4, 2)
    assert found.to_score is found.areas[0]


# -- agreeing --------------------------------------------------------------------------------------------


def test_agree_features_keeps_level_reason_and_evidence(city, round_, bruno):
    plan = make_evidence(city)

    settled = agree_features(
        assessment=round_, by=bruno, at=NOON,
        said={"KF4.2": Said(2, "Two of six districts.", [plan.uuid]), "KF4.3": LeftOpen("No figures."), "KF4.1": None},
    )  # fmt: skip

    round_.refresh_from_db()
    agreement = Agreement.objects.get()
    assert settled == 2
    assert (agreement.feature, agreement.level, agreement.reason) == ("KF4.2", 2, "Two of six districts.")
    assert list(agreement.evidence.all()) == [plan]
    assert round_.left_open == {"KF4.3": "No figures."}


def test_an_agreed_score_needs_a_reason(round_, bruno):
    with pytest.raises(ReasonIsMissing) as missing:
        agree_features(assessment=round_, said={"KF4.2": Said(2, " ")}, by=bruno, at=NOON)

    assert missing.value.features == ["KF4.2"]
    assert not Agreement.objects.exists()


def test_what_was_left_open_can_be_agreed_and_opened_again(round_, bruno):
    agree_features(assessment=round_, said={"KF4.2": LeftOpen()}, by=bruno, at=NOON)
    agree_features(assessment=round_, said={"KF4.2": Said(1, "Now we know.")}, by=bruno, at=NOON)
    round_.refresh_from_db()
    assert round_.left_open == {}

    agree_features(assessment=round_, said={"KF4.2": None}, by=bruno, at=NOON)

    assert not Agreement.objects.exists()
    assert "KF4.2" in unsettled(round_)


def test_agree_features_refuses_strangers(round_, charlie, amina):
    for person in (charlie, amina):
        with pytest.raises(NotAllowed):
            agree_features(assessment=round_, said={"KF4.2": Said(2, "So.")}, by=person, at=NOON)


def test_agree_features_refuses_an_agreed_round(city, bruno):
    with pytest.raises(RoundIsFrozen):
        agree_features(assessment=make_agreed_round(city), said={"KF4.2": Said(4, "So.")}, by=bruno, at=NOON)


def test_one_person_alone_takes_scores_with_reasons_as_agreed(city, bruno):
    alone = make_round(city, bruno, is_group=False)
    score = make_score(alone, bruno, "KF4.2", 2, reason="Two of six districts.")
    score.evidence.add(make_evidence(city))
    make_score(alone, bruno, "KF4.3", 1)

    silent = adopt_own_scores(assessment=alone, by=bruno, at=NOON)

    agreement = Agreement.objects.get()
    assert silent == ["KF4.3"]
    assert (agreement.level, agreement.reason, agreement.evidence.count()) == (2, "Two of six districts.", 1)


def test_adopt_own_scores_refuses_strangers(round_, charlie):
    with pytest.raises(NotAllowed):
        adopt_own_scores(assessment=round_, by=charlie, at=NOON)


# -- carrying over ---------------------------------------------------------------------------------------


def test_carry_over_gives_a_starting_point_that_does_not_count_yet(city, bruno):
    old = make_agreed_round(city, {"KF4.1": 1, "KF4.2": 2}, year=2024, title="Round 2024")
    old.agreements.get(feature="KF4.2").evidence.add(make_evidence(city))
    new = make_round(city, bruno)
    agree_features(assessment=new, said={"KF4.1": Said(3, "Much better.")}, by=bruno, at=NOON)

    number = carry_over(assessment=new, by=bruno, at=NOON)

    copy = new.agreements.get(feature="KF4.2")
    assert number == 1
    assert (copy.level, copy.agreed_at, copy.copied_from.assessment) == (2, None, old)
    assert copy.evidence.count() == 1
    assert "KF4.2" in unsettled(new)
    assert new.agreements.get(feature="KF4.1").level == 3


def test_a_confirmed_copy_stays_marked(city, bruno):
    make_agreed_round(city, {"KF4.2": 2}, year=2024)
    new = make_round(city, bruno)
    carry_over(assessment=new, by=bruno, at=NOON)

    agree_features(assessment=new, said={"KF4.2": Said(2, "Still so.")}, by=bruno, at=LATER)

    finding = next(
        each for area in findings(new, "en") for each in area.findings if each.guide.feature.code == "KF4.2"
    )
    assert finding.agreement.agreed_at == LATER
    assert finding.was_carried_over


def test_carry_over_takes_the_newest_agreed_round_of_the_same_framework(city, bruno):
    make_agreed_round(city, year=2022)
    newest = make_agreed_round(city, year=2025)
    make_agreed_round(city, {}, year=2026, framework="sdg4-2015", left_open={})
    make_agreed_round(make_city("rihana"), year=2026)

    assert round_before(make_round(city, bruno)) == newest


def test_carry_over_without_an_earlier_round_does_nothing(round_, bruno):
    assert carry_over(assessment=round_, by=bruno, at=NOON) == 0


def test_carry_over_refuses_strangers(round_, charlie):
    with pytest.raises(NotAllowed):
        carry_over(assessment=round_, by=charlie, at=NOON)


# -- closing ---------------------------------------------------------------------------------------------


def test_a_round_closes_when_everything_is_settled(
    city, round_, bruno, heard, django_capture_on_commit_callbacks
):
    settle(round_, bruno)
    agree_features(assessment=round_, said={"KF4.2": LeftOpen()}, by=bruno, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        agree_assessment(assessment=round_, by=bruno, at=LATER)

    round_.refresh_from_db()
    assert (round_.state, round_.agreed_at) == ("AGREED", LATER)
    assert heard == [AssessmentAgreed(round_.uuid, city.uuid)]


def test_a_feature_left_open_is_missing_in_the_temple_and_not_zero(city, round_, bruno):
    settle(round_, bruno, level=4)
    agree_features(assessment=round_, said={"KF4.2": LeftOpen()}, by=bruno, at=NOON)
    agree_assessment(assessment=round_, by=bruno, at=NOON)

    facts = facts_of([city], default_framework())[city.pk]
    block = reckon(facts, default_framework(), 2026, LATER.date()).area("B4")

    assert [(member.code, member.level) for member in block.members if member.level is None] == [
        ("KF4.2", None)
    ]
    assert block.level == 1


def test_a_round_does_not_close_while_something_is_unsettled(round_, bruno):
    settle(round_, bruno)
    agree_features(assessment=round_, said={"KF4.2": None}, by=bruno, at=NOON)

    with pytest.raises(FeaturesAreUnsettled) as unsettled_:
        agree_assessment(assessment=round_, by=bruno, at=NOON)

    round_.refresh_from_db()
    assert unsettled_.value.features == ["KF4.2"]
    assert round_.is_open


def test_agree_assessment_refuses_strangers(round_, charlie):
    with pytest.raises(NotAllowed):
        agree_assessment(assessment=round_, by=charlie, at=NOON)


def test_a_round_closes_once(city, bruno):
    with pytest.raises(RoundIsFrozen):
        agree_assessment(assessment=make_agreed_round(city), by=bruno, at=NOON)


def test_drop_assessment_throws_a_mistake_away(round_, bruno):
    make_score(round_, bruno)

    drop_assessment(assessment=round_, by=bruno, at=NOON)

    assert not Assessment.objects.exists()


def test_drop_assessment_keeps_what_others_did(round_, bruno, amina):
    make_score(round_, amina)

    with pytest.raises(OthersHaveScored):
        drop_assessment(assessment=round_, by=bruno, at=NOON)


def test_drop_assessment_refuses_strangers(round_, charlie):
    with pytest.raises(NotAllowed):
        drop_assessment(assessment=round_, by=charlie, at=NOON)


# -- the desk --------------------------------------------------------------------------------------------


def test_a_round_waits_on_the_desk_until_everything_is_scored(round_, amina, bruno):
    (item,) = waiting_for(amina, NOON)
    assert "42 features are left, Aubrelle" in item.title
    assert str(round_.uuid) in item.url

    give_scores(assessment=round_, said={code: Said(2) for code in CODES}, by=amina, at=NOON)

    assert waiting_for(amina, NOON) == []
    assert "42 features" in waiting_for(bruno, NOON)[0].title


def test_who_leads_is_asked_to_write_down_what_was_agreed(round_, bruno):
    give_scores(assessment=round_, said={code: Said(2) for code in CODES}, by=bruno, at=NOON)

    (item,) = waiting_for(bruno, NOON)

    assert item.title == "Write down what was agreed in “Round 2026”, Aubrelle"


def test_a_round_done_alone_waits_for_who_opened_it(city, bruno, amina):
    make_round(city, bruno, is_group=False)
    other = make_coordinator(city, "Berta")

    assert len(waiting_for(bruno, NOON)) == 1
    assert waiting_for(amina, NOON) == waiting_for(other, NOON) == []


def test_stale_evidence_waits_for_the_team(city, bruno, charlie):
    make_evidence(city, stale_on=NOON.date())
    make_evidence(city)
    make_evidence(city, stale_on=NOON.date(), withdrawn_at=NOON)

    (item,) = waiting_for(bruno, NOON)

    assert item.title == "1 item of evidence has grown old, Aubrelle"
    assert item.url == "/en/cities/aubrelle/evidence/?state=stale"
    assert waiting_for(charlie, NOON) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_often_for_three_rounds_as_for_one(number, bruno, django_assert_num_queries):
    for index in range(number):
        city = make_city(f"city-{index}")
        make_holding(bruno, "coordinator", city.uuid)
        make_round(city, bruno)
        make_evidence(city, stale_on=NOON.date())

    with django_assert_num_queries(7):
        assert len(waiting_for(bruno, NOON)) == 2 * number


def test_the_framework_of_a_round_is_found_by_its_key():
    assert framework_of(GNLC) == default_framework()
    with pytest.raises(UnknownFramework):
        framework_of("nothing")
