"""A call is written, dated, published, extended and copied by a secretariat, without a developer."""

from datetime import UTC, datetime, timedelta

import pytest

from colonnade.network.charter.actions import calls as actions
from colonnade.network.charter.actions.past_calls import ship_past_calls
from colonnade.network.charter.models import Call, Extension, Stage
from colonnade.network.charter.queries.calls import calls_shown, clock, open_calls, stage_of
from colonnade.network.charter.tests.factories import DEADLINE, NOON, QUESTIONS, make_application, make_call
from colonnade.plumbing.permissions import NotAllowed

RULES = [{"kind": "NOT_MEMBER", "severity": "REFUSAL"}]
QUOTAS = [{"per": "COUNTRY", "stage": "ENDORSEMENT", "most": 3}]


def test_strangers_open_no_calls(network, charlie, bruno):
    for person in (charlie, bruno):
        with pytest.raises(NotAllowed):
            actions.draft_call(
                network=network, slug="x", kind="AWARD", titles={"en": "X"}, by=person, at=NOON
            )

    assert not Call.objects.exists()


def test_a_call_whose_conditions_cannot_be_used_is_not_kept(network, sefa):
    with pytest.raises(actions.CallInvalid) as problem:
        actions.draft_call(
            network=network, slug="x", kind="AWARD", titles={}, rules=[{"kind": "MAGIC"}], by=sefa, at=NOON
        )

    assert [each.where for each in problem.value.wrong] == ["condition 1"]
    assert not Call.objects.exists()


def test_two_calls_at_one_address(network, sefa, call):
    with pytest.raises(actions.AddressTaken):
        actions.draft_call(network=network, slug=call.slug, kind="AWARD", titles={}, by=sefa, at=NOON)


def test_a_draft_is_shown_to_nobody_until_it_is_published(network, sefa):
    call = make_call(network, state="DRAFT")
    assert list(calls_shown()) == []

    actions.publish_call(call=call, by=sefa, at=NOON)

    assert list(calls_shown()) == [call]
    assert call.published_at == NOON


def test_a_call_without_questions_or_days_is_not_published(network, sefa):
    call = make_call(network, state="DRAFT", questions=None, stages={})

    with pytest.raises(actions.NotReady) as problem:
        actions.publish_call(call=call, by=sefa, at=NOON)

    assert problem.value.missing == ["dates", "questions"]


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (DEADLINE, True),
        (DEADLINE + timedelta(seconds=1), False),
        (NOON - timedelta(days=11), False),
        (datetime(2026, 5, 31, 23, 59, 30, tzinfo=UTC), False),  # 23:59 in London is too late for Berlin
    ],
)
def test_the_clock_of_the_call_decides(call, at, is_open):
    assert clock(call, "OPEN", at).is_open is is_open


def test_the_clock_says_in_which_zone(call):
    told = clock(call, "OPEN", DEADLINE + timedelta(minutes=1)).told

    assert told == (
        "Closed 31 May 2026, 23:59 (Europe/Berlin). It is now 1 June 2026, 00:00 (Europe/Berlin)."
    )


def test_stages_come_one_after_the_other(network, sefa):
    call = make_call(network, state="DRAFT", stages={})
    dates = {"OPEN": (None, DEADLINE), "REVIEW": (None, DEADLINE - timedelta(days=1))}

    with pytest.raises(actions.StagesOutOfOrder):
        actions.date_stages(call=call, dates=dates, by=sefa, at=NOON)

    assert not Stage.objects.filter(call=call).exists()


def test_a_published_call_is_not_dated_anew(call, sefa):
    with pytest.raises(actions.CallIsClosed):
        actions.date_stages(call=call, dates={}, by=sefa, at=NOON)


def test_an_extension_keeps_what_was_said_and_moves_what_follows(call, sefa):
    later = DEADLINE + timedelta(days=45)

    actions.extend_stage(stage=stage_of(call, "OPEN"), closes_at=later, reason="Floods", by=sefa, at=NOON)

    kept = Extension.objects.get()
    assert (kept.closed_at, kept.closes_at, kept.reason, kept.by) == (DEADLINE, later, "Floods", sefa)
    assert Stage.objects.get(call=call, kind="ENDORSEMENT").closes_at == later
    assert Stage.objects.get(call=call, kind="REVIEW").closes_at == DEADLINE + timedelta(days=60)


@pytest.mark.parametrize("closes", [DEADLINE, DEADLINE - timedelta(days=1)])
def test_a_stage_is_never_made_shorter(call, sefa, closes):
    with pytest.raises(actions.OnlyLonger):
        actions.extend_stage(stage=stage_of(call, "OPEN"), closes_at=closes, reason="", by=sefa, at=NOON)


def test_next_years_call_is_a_copy(network, call, sefa, django_assert_num_queries):
    call.rules, call.quotas = RULES, QUOTAS
    call.save()

    made = actions.copy_call(call=call, slug="membership-2028", titles={}, years=2, by=sefa, at=NOON)

    assert (made.state, made.rules, made.quotas, made.copied_from) == ("DRAFT", RULES, QUOTAS, call)
    assert made.questionnaires.get().definition == QUESTIONS
    closes = Stage.objects.get(call=made, kind="OPEN").closes_at
    assert closes.astimezone(call.zone).isoformat() == "2028-05-31T23:59:59+02:00"


def test_the_29th_of_february_is_copied_to_the_28th(network, sefa):
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    call = make_call(network, stages={"OPEN": (None, leap)})

    made = actions.copy_call(call=call, slug="next", titles={}, years=1, by=sefa, at=NOON)

    assert Stage.objects.get(call=made).closes_at == datetime(2029, 2, 28, 12, tzinfo=UTC)


def test_a_quota_of_the_copy_can_be_changed_and_the_old_call_stays(call, sefa):
    call.quotas = QUOTAS
    call.save()
    made = actions.copy_call(call=call, slug="next", titles={}, years=1, by=sefa, at=NOON)

    actions.describe_call(
        call=made, language="en", title="Next", about="", quotas=[{**QUOTAS[0], "most": 2}], by=sefa, at=NOON
    )

    call.refresh_from_db()
    assert (made.quotas[0]["most"], call.quotas[0]["most"]) == (2, 3)


def test_a_cancelled_call_takes_nothing_and_loses_nothing(call, sefa, city):
    application = make_application(call, city)

    actions.cancel_call(call=call, by=sefa, at=NOON)

    assert open_calls(NOON) == []
    application.refresh_from_db()
    assert application.answers.get().value == "Because"
    with pytest.raises(actions.CallIsClosed):
        actions.cancel_call(call=call, by=sefa, at=NOON)


def test_the_calls_of_the_past_are_shipped_once(network, dora):
    assert ship_past_calls(network=network, by=dora, at=NOON) == 11
    assert ship_past_calls(network=network, by=dora, at=NOON) == 0

    award = Call.objects.get(slug="award-2024")
    assert [quota["most"] for quota in award.quotas] == [2, 1]
    assert len(award.criteria) == 8
    membership = Call.objects.get(slug="membership-2021")
    extended = Extension.objects.get(stage__call=membership)
    assert (extended.closed_at.date().isoformat(), extended.closes_at.date().isoformat()) == (
        "2021-11-30",
        "2022-02-28",
    )
    assert Extension.objects.count() == 1
    assert all(call.is_record for call in Call.objects.all())


def test_every_sentence_of_a_record_is_there_in_six_languages(network, dora):
    ship_past_calls(network=network, by=dora, at=NOON)
    languages = {"en", "es", "fr", "ru", "ar", "zh-Hans"}

    for call in Call.objects.all():
        texts = [
            call.titles,
            *(fact["texts"] for fact in call.facts),
            *(each["titles"] for each in call.criteria),
        ]
        assert [set(each) for each in texts] == [languages] * len(texts)


def test_a_record_takes_no_applications_and_does_not_change(network, dora, sefa):
    ship_past_calls(network=network, by=dora, at=NOON)
    record = Call.objects.get(slug="award-2024")

    assert open_calls(datetime(2024, 5, 1, tzinfo=UTC)) == []
    with pytest.raises(actions.CallIsClosed):
        actions.describe_call(call=record, language="en", title="Mine", about="", by=sefa, at=NOON)
