"""Everybody reads what is public, says something, and finds what became of it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from colonnade.drafting import actions
from colonnade.drafting.actions import SectionFacts
from colonnade.drafting.models import Comment, Support
from colonnade.drafting.tests.factories import NOON, make_consultation, make_draft, say
from colonnade.drafting.vocabulary import MOST_COMMENTS_AN_HOUR, DraftState, Visibility

pytestmark = pytest.mark.django_db


def url(name, *args):
    with override("en"):
        return reverse(f"drafting:{name}", args=args)


def page(client, name, *args, query=""):
    answer = client.get(url(name, *args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def close_and_freeze(draft, by):
    actions.close_consultation(draft=draft, by=by, at=NOON)
    actions.summarise_outcome(draft=draft, outcome="Two changes.", by=by, at=NOON)
    return actions.freeze_draft(draft=draft, by=by, at=NOON)


@pytest.fixture
def as_(client):
    """Sign somebody in."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


# --- reading -------------------------------------------------------------------------------------------


def test_a_text_being_written_is_there_only_for_the_team(client, place, bruno, charlie):
    draft = make_draft(place)

    assert client.get(url("draft", draft.uuid)).status_code == 404
    assert client.get(url("draft", uuid4())).status_code == 404
    client.force_login(charlie)
    assert client.get(url("draft", draft.uuid)).status_code == 404
    client.force_login(bruno)
    assert "Charter" in page(client, "draft", draft.uuid)


def test_a_final_text_that_was_never_put_to_the_public_stays_inside(client, place, bruno):
    draft = actions.freeze_draft(draft=make_draft(place), by=bruno, at=NOON)

    assert client.get(url("draft", draft.uuid)).status_code == 404


def test_everybody_reads_what_is_open(client, asked):
    shown = page(client, "draft", asked.uuid)

    assert "You can comment until 1 January 2036." in shown
    assert "What do you think?" in shown
    assert shown.count("<form") == 3
    assert "For the team" not in shown


def test_markdown_is_rendered_and_harmless(client, place):
    text = "# Aim\n\n**All** <script>alert(1)</script> [x](javascript:alert(1))\n\n- a point"
    draft = make_consultation(place, sections=[SectionFacts("a", {"en": "A"}, text=text)])

    shown = page(client, "draft", draft.uuid)
    assert "<h3>Aim</h3>" in shown
    assert "<strong>All</strong>" in shown
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown


def test_comments_are_text_and_never_markup(client, asked, charlie):
    say(asked, charlie, text="**bold** <img src=x>")

    shown = page(client, "draft", asked.uuid)
    assert "**bold** &lt;img src=x&gt;" in shown


def test_a_long_text_has_contents(client, place):
    draft = make_consultation(place, sections=3)

    assert '<a href="#three">Three</a>' in page(client, "draft", draft.uuid)


def test_the_language_of_the_text_is_said(client, place):
    draft = make_consultation(place, language="ar")

    shown = page(client, "draft", draft.uuid)
    assert "This text is in Arabic." in shown
    assert 'lang="ar" dir="rtl"' in shown


def test_before_the_first_day_nothing_is_taken(client, place, bruno):
    draft = make_draft(place)
    day = timezone.localdate().replace(year=2090)
    actions.open_consultation(draft=draft, intro="", opens_on=day, closes_on=day, by=bruno, at=NOON)

    shown = page(client, "draft", draft.uuid)
    assert "Comments are taken from" in shown
    assert "<form" not in shown


def test_readers_see_what_they_were_asked_about_until_it_is_final(client, asked, bruno):
    section = asked.sections.get(key="one")
    actions.write_section(section=section, text="changed", based_on=1, by=bruno, at=NOON)
    actions.close_consultation(draft=asked, by=bruno, at=NOON)

    shown = page(client, "draft", asked.uuid)
    assert "<p>one</p>" in shown
    assert "changed" not in shown
    assert client.get(url("changes", asked.uuid)).status_code == 404


def test_a_final_text_says_what_became_of_it_and_what_changed(client, asked, bruno, charlie):
    comment = say(asked, charlie, section=asked.sections.get(key="one"))
    actions.write_section(
        section=asked.sections.get(key="one"), text="one more", based_on=1, by=bruno, at=NOON
    )
    actions.answer_comment(comment=comment, outcome="TAKEN", answer="We do.", by=bruno, at=NOON)
    close_and_freeze(asked, bruno)

    shown = page(client, "draft", asked.uuid)
    for said in ("one more", "Two changes.", "We do.", "Official answer: taken up", "1 comment was made."):
        assert said in shown
    assert f"{url('comments', asked.uuid)}?outcome=TAKEN" in shown
    assert url("changes", asked.uuid) in shown
    changes = page(client, "changes", asked.uuid)
    assert "added:" in changes
    assert "more" in changes
    assert "Two</h2>" not in changes


def test_every_comment_has_its_page_and_a_way_to_report_it(client, asked, charlie):
    comment = say(asked, charlie)

    shown = page(client, "comment", comment.uuid)
    assert "Good." in shown
    assert "Report a problem" in shown


@pytest.mark.parametrize("visibility", [Visibility.WAITING, Visibility.HIDDEN])
def test_a_comment_that_is_not_shown_is_there_only_for_those_who_answer(client, asked, bruno, visibility):
    comment = say(asked)
    Comment.objects.update(visibility=visibility)

    assert client.get(url("comment", comment.uuid)).status_code == 404
    assert "Good." not in page(client, "draft", asked.uuid)
    client.force_login(bruno)
    assert "Show it" in page(client, "comment", comment.uuid)


def test_all_comments_by_section_and_by_outcome(client, asked, charlie, bruno):
    section = asked.sections.get(key="one")
    taken = say(asked, charlie, text="Taken.", section=section)
    say(asked, charlie, text="Open.")
    actions.answer_comment(comment=taken, outcome="TAKEN", answer="Yes.", by=bruno, at=NOON)

    both = page(client, "comments", asked.uuid)
    assert "Taken." in both
    assert "Open." in both
    of_section = page(client, "comments", asked.uuid, query="?section=one")
    assert "Comments on “One”" in of_section
    assert "Open." not in of_section
    assert "Taken." not in page(client, "comments", asked.uuid, query="?outcome=OPEN")
    assert "Open." in page(client, "comments", asked.uuid, query="?outcome=nonsense&section=none")


def test_below_a_section_stand_a_few_comments_and_the_way_to_all(client, asked, charlie):
    for number in range(4):
        say(asked, charlie, text=f"Voice {number}", section=asked.sections.get(key="one"))

    shown = page(client, "draft", asked.uuid)
    assert shown.count("Voice") == 3
    assert "Read all 4 comments" in shown


# --- saying --------------------------------------------------------------------------------------------


def given(**values):
    return {"kind": "COMMENT", "section": "one", "text": "Yes.", "language": "en", **values}


def test_anybody_comments_without_an_account(client, asked):
    answer = client.post(url("make-comment", asked.uuid), given(name="A neighbour"), follow=True)

    comment = Comment.objects.get()
    assert (comment.section.key, comment.name, comment.visibility) == (
        "one",
        "A neighbour",
        Visibility.WAITING,
    )
    assert "as soon as somebody has looked at it" in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("#one")


def test_somebody_with_an_account_is_shown_at_once(as_, asked, charlie):
    client = as_(charlie)
    assert 'value="Charlie"' in page(client, "draft", asked.uuid)
    client.post(url("make-comment", asked.uuid), given(section="", language="ar"))

    comment = Comment.objects.get()
    assert (comment.person, comment.section, comment.language) == (charlie, None, "ar")
    assert "Yes." in page(client, "draft", asked.uuid)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": " "}, "This field is required."),
        ({"kind": "AMENDMENT"}, "Write how it should read instead."),
        ({"text": "x" * 5001}, "at most 5000 characters"),
        ({"kind": "RANT"}, "Select a valid choice."),
    ],
)
def test_a_comment_that_cannot_be_taken_comes_back(client, asked, values, said):
    answer = client.post(url("make-comment", asked.uuid), given(**values))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert '<details class="draft-say no-print" open>' in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_machine_is_not_heard(client, asked):
    client.post(url("make-comment", asked.uuid), given(website="https://example.org"))

    assert not Comment.objects.exists()


def test_a_comment_on_a_closed_text_is_turned_away(client, asked, bruno):
    actions.close_consultation(draft=asked, by=bruno, at=NOON)
    answer = client.post(url("make-comment", asked.uuid), given(), follow=True)

    assert "This text is not open for comments." in answer.content.decode()


def test_too_many_comments_are_turned_away(as_, asked, charlie):
    client = as_(charlie)
    for _turn in range(MOST_COMMENTS_AN_HOUR):
        say(asked, charlie, at=timezone.now())
    answer = client.post(url("make-comment", asked.uuid), given(), follow=True)

    assert "Please come back in an hour." in answer.content.decode()


def test_a_text_that_is_not_public_takes_no_comment(client, place):
    assert client.post(url("make-comment", make_draft(place).uuid), given()).status_code == 404


def test_support_is_for_those_signed_in(client, asked, bruno, charlie):
    comment = say(asked, bruno)
    assert "Sign in to support this" in page(client, "draft", asked.uuid)
    assert client.post(url("support", comment.uuid)).url.startswith("/en/account/login/")

    client.force_login(charlie)
    assert "I support this" in page(client, "draft", asked.uuid)
    answer = client.post(url("support", comment.uuid))
    assert answer.url == f"{url('draft', asked.uuid)}#c-{comment.pk}"
    shown = page(client, "draft", asked.uuid)
    assert "1 person supports this" in shown
    assert "Take my support back" in shown
    client.post(url("withdraw-support", comment.uuid))
    assert not Support.objects.exists()


def test_support_ends_with_the_consultation(as_, asked, bruno, charlie):
    comment = say(asked, bruno)
    actions.close_consultation(draft=asked, by=bruno, at=NOON)
    answer = as_(charlie).post(url("support", comment.uuid), follow=True)

    assert "This text is not open for comments." in answer.content.decode()


def test_one_s_own_comment_can_be_taken_back_and_not_supported(as_, asked, charlie):
    comment, client = say(asked, charlie), as_(charlie)
    assert client.post(url("support", comment.uuid)).status_code == 403
    assert "Take my comment back" in page(client, "draft", asked.uuid)
    client.post(url("withdraw", comment.uuid))

    assert "Whoever wrote this has taken it back." in page(client, "draft", asked.uuid)


def test_a_comment_with_an_answer_is_not_taken_back(as_, asked, charlie, bruno):
    comment = say(asked, charlie)
    actions.answer_comment(comment=comment, outcome="NOTED", answer="Thanks.", by=bruno, at=NOON)
    answer = as_(charlie).post(url("withdraw", comment.uuid), follow=True)

    assert "has its official answer" in answer.content.decode()
    assert as_(bruno).post(url("withdraw", comment.uuid)).status_code == 403


# --- numbers of queries --------------------------------------------------------------------------------


def spoken_about(place, charlie, number):
    draft = make_consultation(place, sections=number)
    for section in draft.sections.all():
        say(draft, charlie, section=section)
    for _turn in range(number):
        say(draft, charlie)
    return draft


@pytest.mark.parametrize("number", [1, 3])
def test_reading_asks_as_often_for_three_as_for_one(
    client, place, charlie, number, django_assert_num_queries
):
    draft = spoken_about(place, charlie, number)

    with django_assert_num_queries(9):
        client.get(url("draft", draft.uuid))


@pytest.mark.parametrize("number", [1, 3])
def test_all_comments_ask_as_often_for_three_as_for_one(
    client, place, charlie, number, django_assert_num_queries
):
    draft = spoken_about(place, charlie, number)

    with django_assert_num_queries(9):
        client.get(url("comments", draft.uuid))


@pytest.mark.parametrize("number", [1, 3])
def test_changes_ask_as_often_for_three_as_for_one(client, place, bruno, number, django_assert_num_queries):
    draft = make_consultation(place, sections=number)
    for section in draft.sections.all():
        actions.write_section(section=section, text="changed", based_on=1, by=bruno, at=NOON)
    assert close_and_freeze(draft, bruno).state == DraftState.FROZEN

    with django_assert_num_queries(7):
        client.get(url("changes", draft.uuid))
