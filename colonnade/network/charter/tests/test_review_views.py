"""The reviewer's desk and the secretariat's jury, as people see them."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from colonnade.city.profile.tests.factories import make_city
from colonnade.network.charter.models import Assignment, Decision, Reviewer, Score
from colonnade.network.charter.tests.factories import NOON, make_application
from colonnade.network.charter.tests.factories_review import (
    make_assignment,
    make_jury_call,
    make_reviewer,
    under_review,
)
from colonnade.people.tests.factories import make_holding, make_person, make_role

SECRET = "Nobody but readers"
OPEN = {"OPEN": (NOON, NOON), "REVIEW": (NOON, None)}
OVER = {"OPEN": (NOON, NOON), "REVIEW": (NOON, NOON)}


@pytest.fixture
def call(network):
    """An award whose review is open."""
    return make_jury_call(network, stages=OPEN)


@pytest.fixture
def application(call, city):
    """Before the jury."""
    return under_review(call, city, answers={"why": SECRET})


@pytest.fixture
def ines(call):
    """Reads for the call."""
    return make_reviewer(call)


@pytest.fixture
def given(ines, application):
    """Ines was given the application and has declared nothing."""
    return make_assignment(ines, application)


@pytest.fixture
def opened(ines, application):
    """Ines has declared to have no tie."""
    return make_assignment(ines, application, interest="NONE", declared_at=NOON)


def at(name, *args):
    """Where a page is."""
    return reverse(f"charter:{name}", args=args)


def jury(call, name="jury", *args):
    """Where a page of the jury is."""
    return at(name, call.network.slug, call.slug, *args)


def page(client, person, url, status=200):
    """The text of a page, as this person sees it, from its main part on."""
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode().split("<main")[-1]


def upload(application, name="plan.pdf"):
    """A file handed in with the application."""
    row = application.uploads.create(
        question="why", name=name, media_type="application/pdf", size=3, digest="0" * 64, at=NOON
    )
    row.file.save(name, ContentFile(b"PDF"))
    return row


# -- the reviewer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, call, ines, number, django_assert_num_queries):
    for each in range(number):
        make_assignment(ines, under_review(call, make_city(f"city-{each}")))
    client.force_login(ines.person)

    with django_assert_num_queries(4):
        text = client.get(at("reviews")).content.decode()

    assert text.count("declare your interests first") == number


def test_the_list_is_only_ones_own(client, given, charlie, sefa):
    for person in (charlie, sefa):
        assert "Aubrelle" not in page(client, person, at("reviews"))
        page(client, person, at("review", given.pk), status=404)
    client.logout()
    assert client.get(at("reviews")).status_code == 302


def test_the_file_is_closed_until_interests_are_declared(client, given, application):
    file = upload(application)

    text = page(client, given.reviewer.person, at("review", given.pk))

    assert SECRET not in text
    assert "plan.pdf" not in text
    assert client.get(at("review-file", given.pk, file.uuid)).status_code == 404


def test_declaring_opens_the_file(client, given, application):
    file = upload(application)
    client.force_login(given.reviewer.person)

    client.post(at("review", given.pk), {"deed": "declare", "interest": "NONE"})

    text = page(client, given.reviewer.person, at("review", given.pk))
    assert SECRET in text
    assert "plan.pdf" in text
    answer = client.get(at("review-file", given.pk, file.uuid))
    assert b"".join(answer.streaming_content) == b"PDF"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_tied_reviewer_never_sees_the_file(client, given, application):
    file = upload(application)
    client.force_login(given.reviewer.person)
    empty = client.post(at("review", given.pk), {"deed": "declare", "interest": "TIED"})
    assert empty.status_code == 422

    client.post(at("review", given.pk), {"deed": "declare", "interest": "TIED", "note": "My sister."})

    text = page(client, given.reviewer.person, at("review", given.pk))
    assert SECRET not in text
    assert "plan.pdf" not in text
    assert client.get(at("review-file", given.pk, file.uuid)).status_code == 404
    client.post(at("review", given.pk), {"deed": "save", "score-vision": "3"})
    assert not Score.objects.exists()
    page(client, given.reviewer.person, application.get_absolute_url(), status=404)


def test_a_draft_is_kept_then_handed_in(client, opened):
    client.force_login(opened.reviewer.person)
    url = at("review", opened.pk)

    client.post(url, {"deed": "save", "score-vision": "3", "note-vision": "Clear.", "comment": "Strong."})
    text = page(client, opened.reviewer.person, url)
    assert "Clear." in text
    assert '<option value="3" selected>3</option>' in text
    assert "0 – not at all" in text

    client.post(url, {"deed": "submit", "score-vision": "3"})
    assert Assignment.objects.get().submitted_at is None  # one score is missing
    client.post(url, {"deed": "submit", "score-vision": "3", "score-reach": "4", "feedback": "Go on."})
    assert Assignment.objects.get().submitted_at is not None
    text = page(client, opened.reviewer.person, url)
    assert "does not change any more" in text
    assert 'name="score-vision"' not in text


def test_what_was_typed_stays_where_a_score_is_wrong(client, opened):
    client.force_login(opened.reviewer.person)

    answer = client.post(
        at("review", opened.pk), {"deed": "save", "score-vision": "9", "comment": "A long thought."}
    )

    assert answer.status_code == 422
    assert "A long thought." in answer.content.decode()
    assert not Score.objects.exists()


def test_a_remark_without_a_score_is_asked_for_one(client, opened):
    client.force_login(opened.reviewer.person)

    answer = client.post(at("review", opened.pk), {"deed": "save", "note-vision": "Hm."})

    assert answer.status_code == 422
    assert "Give a score beside your remark." in answer.content.decode()


def test_decimals_are_typed_where_the_scale_has_them(client, call, opened):
    call.scale = {"min": 0, "max": 5, "decimals": True}
    call.save()
    client.force_login(opened.reviewer.person)

    assert client.post(at("review", opened.pk), {"score-vision": "5.5"}).status_code == 422
    client.post(at("review", opened.pk), {"score-vision": "4.25"})

    assert str(Score.objects.get().value) == "4.25"
    assert 'step="0.01"' in page(client, opened.reviewer.person, at("review", opened.pk))


def test_after_the_review_is_over_what_was_typed_is_shown_and_not_kept(client, call, opened):
    call.stages.filter(kind="REVIEW").update(closes_at=datetime(2026, 6, 1, tzinfo=UTC))
    client.force_login(opened.reviewer.person)

    answer = client.post(at("review", opened.pk), {"score-vision": "3", "comment": "Too late."})

    assert "Too late." in answer.content.decode()
    assert not Score.objects.exists()


def test_blind_reviewers_do_not_see_each_other(client, call, application, ines):
    call.is_blind = True
    call.save()
    own = make_assignment(ines, application, (3, 4))
    make_assignment(make_reviewer(call, "Joao"), application, (5, 1), comment="Wonderful.")

    text = page(client, ines.person, at("review", own.pk))

    assert "Wonderful." not in text
    assert "Hidden, so that everybody judges alone." in text


def test_others_are_shown_without_names_where_it_is_not_blind(client, call, application, ines):
    own = make_assignment(ines, application, (3, 4))
    make_assignment(make_reviewer(call, "Joao"), application, (5, 1), comment="Wonderful.")

    text = page(client, ines.person, at("review", own.pk))

    assert "Wonderful." in text
    assert "Joao" not in text
    assert "Mean" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_a_review_asks_as_often_for_three_as_for_one(
    client, call, application, ines, number, django_assert_num_queries
):
    own = make_assignment(ines, application, (3, 4))
    for each in range(number):
        make_assignment(make_reviewer(call, f"Reader {each}"), application, (5, 1))
        upload(application, f"file-{each}.pdf")
    client.force_login(ines.person)

    with django_assert_num_queries(9):
        client.get(at("review", own.pk))


# -- the secretariat -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["charlie", "bruno", "chidi"])
def test_nobody_else_sees_the_jury(client, call, application, given, who, request):
    person = request.getfixturevalue(who)
    for url in (jury(call), jury(call, "jury-application", application.uuid), jury(call, "jury-reviewer")):
        page(client, person, url, status=403)
    assert client.get(jury(call), {"format": "csv"}).status_code == 403
    for name in ("jury-assign", "jury-deliberate", "jury-letters", "jury-publish"):
        assert client.post(jury(call, name)).status_code == 403
    for name in ("jury-reader", "jury-decide", "jury-letter"):
        assert client.post(jury(call, name, application.uuid)).status_code == 403


def test_a_reviewer_does_not_see_the_table(client, call, given):
    page(client, given.reviewer.person, jury(call), status=403)


@pytest.mark.parametrize("number", [1, 3])
def test_the_jury_asks_as_often_for_three_as_for_one(client, call, sefa, number, django_assert_num_queries):
    for each in range(number):
        reviewer = make_reviewer(call, f"Reader {each}")
        application = under_review(call, make_city(f"city-{each}"))
        make_assignment(reviewer, application, (3, 4))
        juror = make_person(f"Juror {each}", email=f"juror{each}@example.org")
        make_holding(juror, "juror", call.network.uuid)
        Decision.objects.create(application=application, outcome="ACCEPTED", at=NOON)
    client.force_login(sefa)

    with django_assert_num_queries(22):
        text = client.get(jury(call), {"propose": "1"}).content.decode()

    assert text.count("3 · 4") == number


def test_a_reviewer_is_named_and_ended(client, call, sefa):
    make_person("Ines")
    client.force_login(sefa)
    values = {
        "email": "ines@example.org",
        "languages": "pt, en",
        "country": "pt",
        "most": "4",
        "language": "en",
    }

    client.post(jury(call, "jury-reviewer"), values)

    made = Reviewer.objects.get()
    assert (made.languages, made.country, made.most) == (["pt", "en"], "PT", 4)
    assert "ines@example.org" in page(client, sefa, jury(call, "jury-reviewer-change", made.pk))
    client.post(jury(call, "jury-reviewer-end", made.pk))
    made.refresh_from_db()
    assert made.ended_at is not None


@pytest.mark.parametrize(
    "wrong", [{"languages": "klingon!"}, {"country": "9"}, {"email": "nobody"}, {"most": "0"}]
)
def test_a_reviewer_typed_wrongly_comes_back(client, call, sefa, wrong):
    client.force_login(sefa)
    values = {"email": "ines@example.org", "languages": "", "country": "", "most": "4", "language": "en"}

    assert client.post(jury(call, "jury-reviewer"), values | wrong).status_code == 422
    assert not Reviewer.objects.exists()


def test_somebody_without_an_account_is_invited_then_named(client, call, sefa):
    make_role("juror")
    client.force_login(sefa)
    values = {"email": "new@example.org", "languages": "", "country": "", "most": "4", "language": "en"}

    for _time in range(2):
        client.post(jury(call, "jury-reviewer"), values)
    text = page(client, sefa, jury(call))
    assert text.count("new@example.org") == 1  # the second invitation replaced the first

    make_holding(make_person("New"), "juror", call.network.uuid)
    text = page(client, sefa, jury(call))
    assert "?email=new%40example.org" in text or "?email=new@example.org" in text


def test_a_proposal_is_shown_with_its_reasons_before_anything_is_given(client, call, application, ines, sefa):
    text = page(client, sefa, jury(call) + "?propose=1")

    assert "Ines" in text
    assert "1 missing. " in text
    assert not Assignment.objects.exists()
    client.post(jury(call, "jury-assign"))
    assert Assignment.objects.get().reviewer == ines


def test_by_hand_with_a_clear_refusal(client, call, application, sefa):
    own = make_reviewer(call, "Odile", country="DE")
    client.force_login(sefa)

    answer = client.post(jury(call, "jury-reader", application.uuid), {"reviewer": own.pk}, follow=True)
    assert "The city lies in their own country." in answer.content.decode()
    answer = client.post(jury(call, "jury-reader", application.uuid), {}, follow=True)
    assert "Choose a reviewer." in answer.content.decode()
    ines = make_reviewer(call)
    client.post(jury(call, "jury-reader", application.uuid), {"reviewer": ines.pk})

    assert Assignment.objects.get().reviewer == ines


def test_taken_back_and_returned_with_a_reason(client, call, application, ines, sefa):
    draft = make_assignment(ines, application)
    done = make_assignment(make_reviewer(call, "Joao"), application, (3, 3))
    client.force_login(sefa)
    answer = client.post(
        jury(call, "jury-reader-back", application.uuid, draft.pk), {"deed": "unassign"}, follow=True
    )
    assert "Say why." in answer.content.decode()

    client.post(
        jury(call, "jury-reader-back", application.uuid, draft.pk), {"deed": "unassign", "reason": "Ill."}
    )
    client.post(
        jury(call, "jury-reader-back", application.uuid, done.pk), {"deed": "return", "reason": "More."}
    )

    assert Assignment.objects.get().submitted_at is None


def test_one_application_shows_every_review_raw(client, call, application, ines, sefa):
    make_assignment(ines, application, (5, 1), comment="Hm.", feedback="Go on.")
    make_assignment(make_reviewer(call, "Joao"), application, (1, 1))
    tied = make_reviewer(call, "Kira")
    make_assignment(tied, application, interest="TIED", interest_note="My sister.", declared_at=NOON)

    text = page(client, sefa, jury(call, "jury-application", application.uuid))

    for said in ("Ines", "Joao", "Hm.", "Go on.", "My sister.", "far apart", "Vision"):
        assert said in text
    page(client, sefa, jury(call, "jury-application", uuid4()), status=404)


@pytest.mark.parametrize("number", [1, 3])
def test_one_application_asks_as_often_for_three_as_for_one(
    client, call, application, sefa, number, django_assert_num_queries
):
    for each in range(number):
        make_assignment(make_reviewer(call, f"Reader {each}"), application, (3, 4))
    client.force_login(sefa)

    with django_assert_num_queries(13):
        client.get(jury(call, "jury-application", application.uuid))


def test_from_decision_to_publication(client, network, city, sefa, bruno):
    call = make_jury_call(network, "done", stages=OVER)
    application = under_review(call, city)
    client.force_login(sefa)
    here = [call, "jury-application", application.uuid]
    assert client.post(jury(call, "jury-decide", application.uuid), {}).status_code == 422

    client.post(jury(call, "jury-decide", application.uuid), {"outcome": "ACCEPTED", "reason": "Clear."})
    assert "was accepted" in page(client, sefa, jury(*here))  # a draft, not kept yet
    answer = client.post(jury(call, "jury-publish"), follow=True)
    assert "no decision or no letter yet for Aubrelle" in answer.content.decode()

    values = {"language": "en", "text": "Dear Aubrelle, welcome."}
    preview = client.post(jury(call, "jury-letter", application.uuid), values | {"deed": "preview"})
    assert "As the city will read it" in preview.content.decode()
    application.refresh_from_db()
    assert application.letters == {}
    client.post(jury(call, "jury-letter", application.uuid), values | {"deed": "keep"})
    assert "welcome" not in page(
        client, bruno, application.get_absolute_url()
    )  # the city does not see it yet
    assert "accepted" not in page(client, bruno, application.get_absolute_url())

    client.force_login(sefa)
    client.post(jury(call, "jury-publish"))

    text = page(client, bruno, application.get_absolute_url())
    assert "Dear Aubrelle, welcome." in text
    assert "Dear Aubrelle, welcome." in page(client, sefa, jury(*here))
    answer = client.post(jury(call, "jury-letter", application.uuid), values | {"deed": "keep"}, follow=True)
    assert "does not change any more" in answer.content.decode()


def test_missing_letters_are_drafted_by_one_button(client, call, application, sefa):
    Decision.objects.create(application=application, outcome="DECLINED", at=NOON)
    client.force_login(sefa)

    client.post(jury(call, "jury-letters"))

    application.refresh_from_db()
    assert "not accepted this time" in application.letters["en"]


def test_early_and_over_quota_are_told(client, call, application, sefa):
    client.force_login(sefa)
    url = jury(call, "jury-decide", application.uuid)
    answer = client.post(url, {"outcome": "ACCEPTED"}, follow=True)
    assert "The review is not over." in answer.content.decode()

    call.quotas = [{"per": "COUNTRY", "stage": "DECISION", "most": 1}]
    call.save()
    make_application(call, make_city("bonn"), "ACCEPTED")
    answer = client.post(url, {"outcome": "ACCEPTED", "reason": "All have read."}, follow=True)

    assert "The quota is full: 1 of 1 for each country." in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_deliberation_is_opened(client, call, application, ines, sefa):
    call.is_blind = True
    call.save()
    own = make_assignment(ines, application, (3, 4))
    make_assignment(make_reviewer(call, "Joao"), application, (5, 1), comment="Wonderful.")
    client.force_login(sefa)

    client.post(jury(call, "jury-deliberate"))

    assert "Wonderful." in page(client, ines.person, at("review", own.pk))
    assert "The deliberation is open" in page(client, sefa, jury(call))


def test_the_table_is_downloaded(client, call, application, ines, sefa):
    make_assignment(ines, application, (5, 2))
    client.force_login(sefa)

    answer = client.get(jury(call), {"format": "csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "Ines" in answer.content.decode()


def test_the_desk_knows(client, given):
    text = page(client, given.reviewer.person, reverse("portal:desk"))

    assert "1 application to review: Join us" in text
