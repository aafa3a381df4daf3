"""The public is asked, says something, and is answered."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from colonnade.drafting import actions, events, queries
from colonnade.drafting.actions import SectionFacts
from colonnade.drafting.models import Comment, Support
from colonnade.drafting.tests.factories import NOON, TODAY, make_consultation, make_draft, say
from colonnade.drafting.vocabulary import (
    LONGEST_COMMENT,
    MOST_COMMENTS_AN_HOUR,
    MOST_WAITING,
    CommentKind,
    DraftState,
    Outcome,
    Visibility,
)
from colonnade.people.actions import erase_person
from colonnade.people.queries import export_person
from colonnade.people.tests.factories import make_person
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
TOMORROW = TODAY + timedelta(days=1)


def open_it(draft, by, first=TODAY, last=TOMORROW, at=NOON):
    return actions.open_consultation(draft=draft, intro="Well?", opens_on=first, closes_on=last, by=by, at=at)


# --- opening and closing -------------------------------------------------------------------------------


def test_open_consultation_puts_the_text_to_the_public(
    place, bruno, heard, django_capture_on_commit_callbacks
):
    draft = make_draft(place)
    assert not draft.is_public
    with django_capture_on_commit_callbacks(execute=True):
        open_it(draft, bruno)

    draft.refresh_from_db()
    assert (draft.state, draft.intro, draft.closes_on) == (DraftState.CONSULTING, "Well?", TOMORROW)
    assert draft.is_public
    assert list(draft.sections.values_list("public_number", flat=True)) == [1, 1]
    assert heard == [events.ConsultationOpened(draft.uuid, place, "consultation", TODAY, TOMORROW)]


def test_open_consultation_again_changes_only_the_days(
    asked, bruno, heard, django_capture_on_commit_callbacks
):
    actions.write_section(section=asked.sections.get(key="one"), text="new", based_on=1, by=bruno, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        open_it(asked, bruno)

    assert asked.closes_on == TOMORROW
    assert asked.sections.get(key="one").public_number == 1
    assert heard == []


def test_a_second_round_shows_the_text_as_it_is_then(asked, bruno):
    actions.close_consultation(draft=asked, by=bruno, at=NOON)
    actions.write_section(section=asked.sections.get(key="one"), text="new", based_on=1, by=bruno, at=NOON)
    open_it(asked, bruno)

    sections = queries.sections_of(asked)
    assert queries.texts_put_to_the_public(sections) == {sections[0].pk: "new", sections[1].pk: "two"}


def test_the_public_goes_on_reading_what_it_was_asked_about(asked, bruno):
    actions.write_section(section=asked.sections.get(key="one"), text="new", based_on=1, by=bruno, at=NOON)
    added = actions.add_section(draft=asked, headings={"en": "New"}, by=bruno, at=NOON)

    shown = queries.texts_put_to_the_public(queries.sections_of(asked))
    assert sorted(shown.values()) == ["one", "two"]
    assert added.pk not in shown


@pytest.mark.parametrize(
    ("first", "last"), [(TOMORROW, TODAY), (TODAY - timedelta(days=9), TODAY - timedelta(days=1))]
)
def test_open_consultation_refuses_days_that_are_over(place, bruno, first, last):
    with pytest.raises(actions.ClosesTooEarly):
        open_it(make_draft(place), bruno, first, last)


def test_open_consultation_refuses_an_empty_text(place, bruno):
    with pytest.raises(actions.NothingToRead):
        open_it(make_draft(place, [SectionFacts("a", {"en": "A"})]), bruno)


def test_open_consultation_refuses_a_final_text(place, bruno):
    draft = actions.freeze_draft(draft=make_draft(place), by=bruno, at=NOON)

    with pytest.raises(actions.TextIsFixed):
        open_it(draft, bruno)


def test_close_consultation_ends_it_today(asked, bruno, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_consultation(draft=asked, by=bruno, at=NOON)

    asked.refresh_from_db()
    assert (asked.state, asked.closes_on) == (DraftState.CLOSED, TODAY)
    assert heard == [events.ConsultationClosed(asked.uuid, asked.scope_id, "consultation")]
    with pytest.raises(actions.ConsultationIsNotOpen):
        actions.close_consultation(draft=asked, by=bruno, at=NOON)


def test_close_consultation_before_its_first_day(place, bruno):
    draft = open_it(make_draft(place), bruno, TOMORROW, TOMORROW)

    actions.close_consultation(draft=draft, by=bruno, at=NOON)

    draft.refresh_from_db()
    assert (draft.opens_on, draft.closes_on) == (TODAY, TODAY)


def test_summarise_outcome_while_comments_are_answered(asked, bruno):
    with pytest.raises(actions.WasNotPutToThePublic):
        actions.summarise_outcome(draft=asked, outcome="Two changes.", by=bruno, at=NOON)
    actions.close_consultation(draft=asked, by=bruno, at=NOON)
    actions.summarise_outcome(draft=asked, outcome="Two changes.", by=bruno, at=NOON)

    asked.refresh_from_db()
    assert asked.outcome == "Two changes."


@pytest.mark.parametrize("name", ["open", "close", "summarise", "answer", "show", "hide"])
def test_the_team_s_deeds_refuse_strangers(asked, charlie, name):
    comment = say(asked)
    deeds = {
        "open": lambda: open_it(asked, charlie),
        "close": lambda: actions.close_consultation(draft=asked, by=charlie, at=NOON),
        "summarise": lambda: actions.summarise_outcome(draft=asked, outcome="x", by=charlie, at=NOON),
        "answer": lambda: actions.answer_comment(
            comment=comment, outcome="TAKEN", answer="x", by=charlie, at=NOON
        ),
        "show": lambda: actions.show_comment(comment=comment, by=charlie, at=NOON),
        "hide": lambda: actions.hide_comment(comment=comment, by=charlie, at=NOON),
    }

    with pytest.raises(NotAllowed):
        deeds[name]()


# --- commenting ----------------------------------------------------------------------------------------


def test_make_comment_without_an_account_waits(asked, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        comment = say(asked, text=" Good.\r\nBut. ", name="A <b>neighbour</b>")

    assert (comment.visibility, comment.text, comment.person) == (Visibility.WAITING, "Good.\nBut.", None)
    assert comment.name == "A neighbour"
    assert heard == [events.CommentMade(comment.uuid, asked.uuid, asked.scope_id, is_shown=False)]
    assert Entry.objects.last().actor == "visitor"


def test_make_comment_with_an_account_is_shown(asked, charlie):
    section = asked.sections.get(key="one")
    comment = say(asked, charlie, section=section, kind=CommentKind.AMENDMENT, proposal="One and a half.")

    assert (comment.visibility, comment.section, comment.proposal) == (
        Visibility.SHOWN,
        section,
        "One and a half.",
    )
    assert list(queries.comments_on_show(asked)) == [comment]


def test_make_comment_keeps_no_proposal_with_a_question(asked):
    assert say(asked, kind=CommentKind.QUESTION, proposal="x").proposal == ""


@pytest.mark.parametrize("given", [{"text": "  "}, {"kind": CommentKind.AMENDMENT}])
def test_make_comment_wants_words(asked, given):
    with pytest.raises(actions.NothingSaid):
        say(asked, **given)


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * (LONGEST_COMMENT + 1)},
        {"kind": CommentKind.AMENDMENT, "proposal": "x" * (LONGEST_COMMENT + 1)},
    ],
)
def test_make_comment_refuses_books(asked, given):
    with pytest.raises(actions.CommentIsTooLong):
        say(asked, **given)


@pytest.mark.parametrize("today", [date(2025, 12, 31), date(2036, 1, 2)])
def test_make_comment_only_on_the_days(asked, today):
    with pytest.raises(actions.ConsultationIsNotOpen):
        say(asked, today=today)


def test_make_comment_only_to_what_is_open(place):
    with pytest.raises(actions.ConsultationIsNotOpen):
        say(make_draft(place))


def test_make_comment_has_a_measure_for_a_person(asked, charlie):
    for _turn in range(MOST_COMMENTS_AN_HOUR):
        say(asked, charlie)

    with pytest.raises(actions.TooManyComments):
        say(asked, charlie)
    assert say(asked, charlie, at=NOON + timedelta(hours=2))


def test_make_comment_has_a_measure_for_what_waits(asked, charlie):
    Comment.objects.bulk_create(
        Comment(draft=asked, text="x", language="en", visibility=Visibility.WAITING, made_at=NOON)
        for _turn in range(MOST_WAITING)
    )

    with pytest.raises(actions.TooManyComments):
        say(asked)
    assert say(asked, charlie)


def test_support_comment_once_each(asked, charlie, bruno):
    comment = say(asked, bruno)
    for _turn in range(2):
        actions.support_comment(comment=comment, by=charlie, at=NOON)

    shown = queries.comments_on_show(asked, charlie).get()
    assert (shown.supporters, shown.is_supported) == (1, True)
    assert not queries.comments_on_show(asked, bruno).get().is_supported
    actions.withdraw_support(comment=comment, by=charlie, at=NOON)
    actions.withdraw_support(comment=comment, by=charlie, at=NOON)
    assert not Support.objects.exists()


def test_support_comment_not_one_s_own(asked, charlie):
    with pytest.raises(actions.NotTheirs):
        actions.support_comment(comment=say(asked, charlie), by=charlie, at=NOON)


@pytest.mark.parametrize("why", ["waits", "hidden", "withdrawn", "closed"])
def test_support_comment_only_what_is_shown_and_open(asked, charlie, bruno, why):
    comment = say(asked, None if why == "waits" else charlie)
    if why == "hidden":
        actions.hide_comment(comment=comment, by=bruno, at=NOON)
    elif why == "withdrawn":
        actions.withdraw_comment(comment=comment, by=charlie, at=NOON)
    elif why == "closed":
        comment.draft = actions.close_consultation(draft=asked, by=bruno, at=NOON)

    for deed in (actions.support_comment, actions.withdraw_support):
        with pytest.raises(actions.ConsultationIsNotOpen):
            deed(comment=comment, by=bruno, at=NOON)


def test_withdraw_comment_erases_the_words(asked, charlie):
    comment = say(asked, charlie, name="Charlie", kind=CommentKind.AMENDMENT, proposal="x")
    actions.withdraw_comment(comment=comment, by=charlie, at=NOON)

    comment.refresh_from_db()
    assert (comment.text, comment.proposal, comment.name, comment.person) == ("", "", "", None)
    assert comment.is_withdrawn
    assert queries.comment_counts(asked).shown == 1
    assert list(queries.comments_to_answer(asked)) == []


def test_withdraw_comment_only_one_s_own(asked, charlie, bruno):
    for comment in (say(asked), say(asked, bruno)):
        with pytest.raises(actions.NotTheirs):
            actions.withdraw_comment(comment=comment, by=charlie, at=NOON)


def test_withdraw_comment_not_once_it_is_answered(asked, charlie, bruno):
    comment = say(asked, charlie)
    actions.answer_comment(comment=comment, outcome="NOTED", answer="Thanks.", by=bruno, at=NOON)

    with pytest.raises(actions.AlreadyAnswered):
        actions.withdraw_comment(comment=comment, by=charlie, at=NOON)


# --- answering -----------------------------------------------------------------------------------------


def test_show_and_hide_comment(asked, bruno):
    comment = say(asked)
    assert list(queries.comments_to_look_at(asked)) == [comment]
    actions.show_comment(comment=comment, by=bruno, at=NOON)
    assert list(queries.comments_on_show(asked)) == [comment]
    actions.hide_comment(comment=comment, by=bruno, at=NOON)
    assert list(queries.comments_on_show(asked)) == []
    assert list(queries.comments_hidden(asked)) == [comment]


def test_answer_comment_says_what_becomes_of_it(
    asked, charlie, bruno, heard, django_capture_on_commit_callbacks
):
    comment = say(asked, charlie)
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_comment(comment=comment, outcome=Outcome.TAKEN, answer=" We do. ", by=bruno, at=LATER)

    comment.refresh_from_db()
    assert (comment.outcome, comment.answer, comment.answered_at) == (Outcome.TAKEN, "We do.", LATER)
    assert heard == [events.CommentAnswered(comment.uuid, asked.uuid, asked.scope_id, "TAKEN")]


@pytest.mark.parametrize(("outcome", "answer"), [("TAKEN", " "), ("OPEN", "x"), ("PERHAPS", "x")])
def test_answer_comment_explains(asked, charlie, bruno, outcome, answer):
    with pytest.raises(actions.AnswerIsMissing):
        actions.answer_comment(comment=say(asked, charlie), outcome=outcome, answer=answer, by=bruno, at=NOON)


def test_answer_comment_can_be_mended_until_the_text_is_final(asked, charlie, bruno):
    comment = say(asked, charlie)
    for answer in ("We do.", "We do it in May."):
        actions.answer_comment(comment=comment, outcome="TAKEN", answer=answer, by=bruno, at=NOON)
    draft = actions.close_consultation(draft=asked, by=bruno, at=NOON)
    actions.summarise_outcome(draft=draft, outcome="x", by=bruno, at=NOON)
    comment.draft = actions.freeze_draft(draft=draft, by=bruno, at=NOON)

    with pytest.raises(actions.TextIsFixed):
        actions.answer_comment(comment=comment, outcome="TAKEN", answer="x", by=bruno, at=NOON)


# --- erasure -------------------------------------------------------------------------------------------


def test_erasing_an_account_takes_its_words_and_leaves_the_answer(asked, charlie, bruno, dora):
    comment = say(asked, charlie, name="Charlie", kind=CommentKind.AMENDMENT, proposal="x")
    other = say(asked, bruno, name="Bruno")
    actions.support_comment(comment=other, by=charlie, at=NOON)
    actions.answer_comment(comment=comment, outcome="NOTED", answer="Thanks.", by=bruno, at=NOON)
    exported = {each["table"] for each in export_person(charlie)["tables"]}
    erase_person(person=charlie, by=charlie, at=NOON)

    comment.refresh_from_db()
    other.refresh_from_db()
    assert {"drafting.comment", "drafting.support"} <= exported
    assert (comment.text, comment.proposal, comment.name, comment.person) == ("", "", "", None)
    assert (comment.answer, other.text, other.name) == ("Thanks.", "Good.", "Bruno")
    assert not Support.objects.exists()


# --- counting ------------------------------------------------------------------------------------------


def test_comment_counts(asked, charlie, bruno):
    section = asked.sections.get(key="one")
    taken = say(asked, charlie, section=section)
    say(asked, charlie)
    say(asked)
    actions.hide_comment(comment=say(asked), by=bruno, at=NOON)
    actions.answer_comment(comment=taken, outcome="TAKEN", answer="Yes.", by=bruno, at=NOON)

    counts = queries.comment_counts(asked)
    assert (counts.shown, counts.waiting, counts.hidden, counts.answered) == (2, 1, 1, 1)
    assert counts.by_section == {section.pk: 1, None: 1}
    assert [(code, number) for code, _words, number in counts.outcomes] == [
        ("TAKEN", 1),
        ("PARTLY", 0),
        ("NOT_TAKEN", 0),
        ("NOTED", 0),
        ("OPEN", 1),
    ]


def test_leading_comments_are_the_most_supported(asked, charlie, bruno):
    section = asked.sections.get(key="one")
    made = [say(asked, charlie, section=section, text=text) for text in "abcd"]
    actions.support_comment(comment=made[3], by=bruno, at=NOON)
    whole = say(asked, charlie)

    leading = queries.leading_comments(asked, bruno, each=2)
    assert [each.text for each in leading[section.pk]] == ["d", "a"]
    assert leading[section.pk][0].is_supported
    assert leading[None] == [whole]


def test_consultations_of_a_place(place, asked, charlie, bruno):
    actions.support_comment(comment=say(asked, charlie), by=bruno, at=NOON)
    comment = say(asked, charlie)
    actions.support_comment(comment=comment, by=bruno, at=NOON)
    actions.answer_comment(comment=comment, outcome="TAKEN", answer="Yes.", by=bruno, at=NOON)
    say(asked)
    make_draft(place)
    make_consultation(uuid4())
    over = actions.close_consultation(draft=make_consultation(place), by=bruno, at=NOON)

    first, second = queries.consultations(place)
    assert (first.draft, first.is_open, second.draft, second.is_open) == (asked, True, over, False)
    assert (first.comments, first.supports, first.answered) == (2, 2, 1)
    assert (first.url, str(first.title)) == (f"/en/drafts/{asked.uuid}/", "Charter")
    assert second.state_words == "comments are being answered"


@pytest.mark.parametrize("number", [1, 3])
def test_consultations_ask_once(place, number, django_assert_num_queries):
    for _turn in range(number):
        make_consultation(place)

    with django_assert_num_queries(1):
        queries.consultations(place)


# --- the desk ------------------------------------------------------------------------------------------


def test_waiting_for_tells_what_to_do(place, asked, charlie, bruno):
    say(asked)
    say(asked, charlie)
    say(asked, charlie)
    open_it(make_draft(place, titles={"en": "Festival"}), bruno)
    torn = make_draft(place, titles={"en": "Report"}, kind="report").sections.first()
    actions.write_section(section=torn, text="x", based_on=9, by=bruno, at=NOON)

    items = queries.waiting_for(bruno, NOON)
    assert [(each.title, each.url.split("/")[-2]) for each in items] == [
        ("1 comment to look at: Charter", "answers"),
        ("2 comments to answer: Charter", "answers"),
        ("Comments are taken for a few more days: Festival", "open"),
        ("1 text to merge: Report", "write"),
    ]
    assert items[0].since == NOON
    assert items[2].by_when.date() == TOMORROW


def test_waiting_for_says_when_the_time_is_over(place, bruno):
    open_it(make_draft(place), bruno)

    (item,) = queries.waiting_for(bruno, NOON + timedelta(days=9))
    assert item.title == "Close for comments, the time is over: Charter"


def test_waiting_for_is_about_one_s_own_places(asked, charlie, dora):
    say(asked)

    assert queries.waiting_for(charlie, NOON) == []
    assert queries.waiting_for(dora, NOON) == []


def test_waiting_for_asks_no_more_for_many(asked, charlie, place, bruno, django_assert_num_queries):
    for _turn in range(3):
        say(asked, charlie)
        say(make_consultation(place), charlie)

    with django_assert_num_queries(7):
        queries.waiting_for(bruno, NOON)


def test_hidden_comments_do_not_wait(asked, bruno):
    actions.hide_comment(comment=say(asked), by=bruno, at=NOON)

    assert queries.waiting_for(bruno, NOON) == []


def test_comment_with_knows_its_reader(asked, charlie):
    comment, stranger = say(asked, charlie), make_person("Somebody")

    assert queries.comment_with(comment.uuid, stranger) == comment
    assert queries.comment_with(uuid4(), stranger) is None
