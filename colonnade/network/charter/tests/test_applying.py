"""From the first answer to the secretariat: who may do what, in time, within the quota, and nothing is lost."""

from datetime import timedelta

import pytest

from colonnade.city.profile.tests.factories import make_city
from colonnade.network.charter.actions import applying, endorsing
from colonnade.network.charter.actions.steps import NotThatWay
from colonnade.network.charter.models import Application, Step
from colonnade.network.charter.queries import applications as queries
from colonnade.network.charter.queries.readiness import digest_of, missing_signature
from colonnade.network.charter.tests.factories import (
    DEADLINE,
    NOON,
    make_application,
    make_call,
    make_commission,
)
from colonnade.people.actions.signatures import ask_for_signature, sign, sign_by_link
from colonnade.people.queries.signatures import signable
from colonnade.plumbing.permissions import NotAllowed

QUOTA = [{"per": "COUNTRY", "stage": "ENDORSEMENT", "most": 1}]
LATE = DEADLINE + timedelta(minutes=1)


@pytest.fixture
def submitted(call, city, commission):
    """Handed in, waiting at the Commission."""
    return make_application(call, city, "SUBMITTED")


def begin(call, city, person, at=NOON):
    """The city begins."""
    return applying.begin_application(call=call, territory=city, by=person, at=at)


def answered(application):
    """With its required answer."""
    application.answers.create(question="why", value="Because", edited_at=NOON)
    return application


def test_a_colleague_who_comes_second_gets_the_same_application(call, city, bruno):
    first = begin(call, city, bruno)

    assert begin(call, city, bruno) == first
    assert Step.objects.get(application=first).after == "DRAFT"


@pytest.mark.parametrize("who", ["charlie", "chidi", "sefa", "dora"])
def test_nobody_writes_for_a_city(call, city, who, request):
    with pytest.raises(NotAllowed):
        begin(call, city, request.getfixturevalue(who))


def test_a_minute_too_late_to_begin(call, city, bruno):
    with pytest.raises(applying.StageIsClosed) as closed:
        begin(call, city, bruno, at=LATE)

    assert closed.value.told.startswith("Closed 31 May 2026, 23:59 (Europe/Berlin).")


def test_a_city_that_the_conditions_refuse_does_not_begin(network, city, bruno):
    call = make_call(network, rules=[{"kind": "COUNTRY", "countries": ["FR"]}])

    with pytest.raises(applying.NotEligible) as refused:
        begin(call, city, bruno)

    assert refused.value.verdict.text == "Not eligible: the call is for cities in: France."


def test_handing_in_goes_to_the_commission(call, city, bruno, commission):
    application = answered(begin(call, city, bruno))

    applying.submit_application(application=application, by=bruno, at=NOON)

    application.refresh_from_db()
    assert (application.state, application.submitted_at, application.commission) == (
        "SUBMITTED",
        NOON,
        commission,
    )
    with pytest.raises(NotThatWay):
        applying.submit_application(application=application, by=bruno, at=NOON)


def test_without_a_commission_it_goes_to_the_secretariat(network, city, bruno):
    application = answered(begin(make_call(network, needs_commission=False), city, bruno))

    applying.submit_application(application=application, by=bruno, at=NOON)

    assert application.state == "RECEIVED"


def test_no_commission_of_the_country(call, city, bruno):
    application = answered(begin(call, city, bruno))

    with pytest.raises(applying.NoCommission):
        applying.submit_application(application=application, by=bruno, at=NOON)

    application.refresh_from_db()
    assert application.state == "DRAFT"


def test_something_is_missing(call, city, bruno, commission):
    application = begin(call, city, bruno)

    with pytest.raises(applying.Incomplete) as lacking:
        applying.submit_application(application=application, by=bruno, at=NOON)

    assert len(lacking.value.problems) == 1


def test_two_colleagues_hand_in_at_once(call, city, bruno, mara, commission):
    application = answered(begin(call, city, bruno))
    same = Application.objects.get(pk=application.pk)
    applying.submit_application(application=application, by=bruno, at=NOON)

    with pytest.raises(NotThatWay):
        applying.submit_application(application=same, by=mara, at=NOON)

    assert Step.objects.filter(application=application, after="SUBMITTED").count() == 1


def test_a_minute_too_late_to_hand_in_and_nothing_is_lost(call, city, bruno, commission):
    application = answered(begin(call, city, bruno))

    with pytest.raises(applying.StageIsClosed):
        applying.submit_application(application=application, by=bruno, at=LATE)

    application.refresh_from_db()
    assert (application.state, application.answers.get().value) == ("DRAFT", "Because")


def test_what_was_returned_may_come_again_while_commissions_endorse(call, city, bruno, commission):
    application = make_application(call, city, "RETURNED")

    applying.submit_application(application=application, by=bruno, at=LATE)

    assert application.state == "SUBMITTED"


def test_the_mayor_signs_by_a_link_and_a_changed_answer_needs_a_new_signature(
    network, city, bruno, commission, mailoutbox, django_capture_on_commit_callbacks
):
    call = make_call(network, needs_signature=True)
    application = answered(begin(call, city, bruno))
    with pytest.raises(applying.Incomplete) as lacking:
        applying.submit_application(application=application, by=bruno, at=NOON)
    assert lacking.value.problems == ["The mayor has not signed yet."]
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_for_signature(
            scope_id=city.uuid, thing_id=application.uuid, digest=digest_of(application), title="Join us", url="/",
            name="Mara", office="Mayor", email="mara@example.org", language="en", by=bruno, at=NOON,
        )  # fmt: skip
    secret = mailoutbox[-1].body.split("/sign/")[1].split("/")[0]
    sign_by_link(signature=asked, secret=secret, name="Mara", is_public=False, at=NOON)
    assert missing_signature(application) == ""

    application.answers.update(value="Another reason")

    assert missing_signature(application) == (
        "The answers have changed since they were signed. They need to be signed again."
    )
    assert "Another reason" in signable(application.uuid).text.text


def test_the_mayor_signs_with_an_account_and_it_is_handed_in(network, city, bruno, mara, commission):
    application = answered(begin(make_call(network, needs_signature=True), city, bruno))
    sign(
        scope_id=city.uuid, thing_id=application.uuid, digest=digest_of(application), title="Join us", url="/",
        name="Mara", organisation="", office="Mayor", is_public=False, by=mara, at=NOON,
    )  # fmt: skip

    applying.submit_application(application=application, by=mara, at=NOON)

    assert application.state == "SUBMITTED"


def test_an_officer_endorses_within_the_quota(network, city, commission, chidi):
    call = make_call(network, quotas=QUOTA)
    first = make_application(call, city, "SUBMITTED")
    second = make_application(call, make_city("brunnthal"), "SUBMITTED")
    endorsing.endorse_application(application=first, by=chidi, at=LATE)

    with pytest.raises(endorsing.OverQuota) as full:
        endorsing.endorse_application(application=second, by=chidi, at=LATE)

    assert (full.value.quota.used, full.value.quota.most) == (1, 1)
    second.refresh_from_db()
    assert second.state == "SUBMITTED"
    endorsing.take_back_endorsement(application=first, reason="", by=chidi, at=LATE)
    endorsing.endorse_application(application=second, by=chidi, at=LATE)


@pytest.mark.parametrize("who", ["bruno", "sefa", "dora", "charlie"])
def test_nobody_stands_in_for_the_commission(submitted, who, request):
    with pytest.raises(NotAllowed):
        endorsing.endorse_application(application=submitted, by=request.getfixturevalue(who), at=NOON)


def test_an_officer_of_another_country_endorses_nothing_here(submitted):
    from colonnade.people.tests.factories import make_holding, make_person  # noqa: PLC0415

    person = make_person("Chloé")
    make_holding(person, "commission_officer", make_commission("FR").uuid)

    with pytest.raises(NotAllowed):
        endorsing.endorse_application(application=submitted, by=person, at=NOON)


def test_endorsing_after_the_last_moment(submitted, chidi):
    with pytest.raises(applying.StageIsClosed):
        endorsing.endorse_application(application=submitted, by=chidi, at=DEADLINE + timedelta(days=31))


@pytest.mark.parametrize("deed", [endorsing.refuse_endorsement, endorsing.return_application])
def test_who_refuses_says_why(submitted, chidi, deed):
    with pytest.raises(endorsing.ReasonNeeded):
        deed(application=submitted, reason=" ", by=chidi, at=NOON)

    deed(application=submitted, reason="The plan is missing.", by=chidi, at=NOON)
    assert submitted.steps.get().reason == "The plan is missing."


def test_ranks_and_forwarding_all_at_once(network, city, commission, chidi):
    call = make_call(network)
    rows = [make_application(call, make_city(f"town-{n}"), "ENDORSED") for n in range(3)]
    waiting = make_application(call, city, "SUBMITTED")
    endorsing.rank_applications(
        call=call, commission=commission, order=[rows[2].pk, rows[0].pk, waiting.pk], by=chidi, at=NOON
    )

    sent = endorsing.forward_applications(call=call, commission=commission, by=chidi, at=LATE)

    assert {each.pk: each.rank for each in sent} == {rows[2].pk: 1, rows[0].pk: 2, rows[1].pk: None}
    assert set(Application.objects.values_list("state", flat=True)) == {"RECEIVED", "SUBMITTED"}


def test_a_city_withdraws_under_review(network, city, bruno, commission):
    application = make_application(make_call(network), city, "UNDER_REVIEW", rank=1)

    applying.withdraw_application(application=application, reason="Elections", by=bruno, at=NOON)

    application.refresh_from_db()
    assert (application.state, application.rank, application.answers.get().value) == (
        "WITHDRAWN",
        None,
        "Because",
    )


def test_a_decision_is_not_withdrawn(network, city, bruno):
    application = make_application(make_call(network), city, "ACCEPTED")

    with pytest.raises(NotThatWay):
        applying.withdraw_application(application=application, reason="", by=bruno, at=NOON)


def test_review_begins_and_says_who_is_not_eligible(network, city, commission, sefa):
    call = make_call(network, rules=[{"kind": "COUNTRY", "countries": ["DE"]}])
    ours = make_application(call, city, "RECEIVED")
    theirs = make_application(call, make_city("lyrette", country="FR"), "RECEIVED")

    endorsing.begin_review(call=call, by=sefa, at=NOON)

    ours.refresh_from_db(), theirs.refresh_from_db()
    assert (ours.state, theirs.state) == ("UNDER_REVIEW", "INELIGIBLE")
    assert theirs.steps.get().reason == "Not eligible: the call is for cities in: Germany."


def test_a_report_is_acknowledged_and_may_be_shared(network, city, bruno, sefa):
    report = make_application(make_call(network, kind="REPORT", needs_commission=False), city, "RECEIVED")

    endorsing.acknowledge_report(application=report, by=sefa, at=NOON)
    applying.share_application(application=report, is_shared=True, by=bruno, at=NOON)

    report.refresh_from_db()
    assert (report.state, report.decided_at, report.is_shared) == ("ACCEPTED", NOON, True)


def test_internal_remarks_stay_on_their_side(submitted, chidi, bruno):
    endorsing.remark_on(
        application=submitted, text="Weak", side="COMMISSION", is_internal=True, by=chidi, at=NOON
    )
    endorsing.remark_on(
        application=submitted, text="Please add figures", side="COMMISSION", by=chidi, at=NOON
    )

    assert [each.text for each in queries.remarks_for(submitted, "CITY")] == ["Please add figures"]
    assert queries.remarks_for(submitted, "COMMISSION").count() == 2
    with pytest.raises(NotAllowed):
        endorsing.remark_on(application=submitted, text="I", side="COMMISSION", by=bruno, at=NOON)
    with pytest.raises(endorsing.ReasonNeeded):
        endorsing.remark_on(application=submitted, text=" ", side="CITY", by=bruno, at=NOON)


def test_desks(call, submitted, bruno, chidi, sefa, charlie):
    draft = make_application(make_call(call.network, "report-2026", kind="REPORT"), submitted.territory)
    make_application(call, make_city("brunnthal"), "RECEIVED")

    assert [item.url for item in queries.waiting_for(bruno, NOON)] == [draft.get_absolute_url()]
    assert [item.title for item in queries.waiting_for(chidi, NOON)] == [
        "1 application to check or forward: Join us"
    ]
    assert [item.title for item in queries.waiting_for(sefa, NOON)] == ["1 application to receive: Join us"]
    assert queries.waiting_for(charlie, NOON) == []


def test_the_city_and_the_commission_are_told(
    call, city, bruno, chidi, mailoutbox, django_capture_on_commit_callbacks
):
    application = answered(begin(call, city, bruno))

    with django_capture_on_commit_callbacks(execute=True):
        applying.submit_application(application=application, by=bruno, at=NOON)

    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        "bruno@example.org": "Aubrelle: Join us – with the National Commission",
        "chidi@example.org": "Waiting for you: Join us, Aubrelle",
    }
