"""The team writes together, opens the text, answers, and makes it final."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from colonnade.drafting import actions, queries
from colonnade.drafting.actions import SectionFacts
from colonnade.drafting.models import Draft
from colonnade.drafting.tests.factories import NOON, make_consultation, make_draft, make_section, say
from colonnade.drafting.vocabulary import DraftState, Origin

pytestmark = pytest.mark.django_db
QUIET = {"X-Quiet": "1"}


def url(name, *args):
    with override("en"):
        return reverse(f"drafting:{name}", args=args)


@pytest.fixture
def draft(place):
    """A text with two sections."""
    return make_draft(place)


@pytest.fixture
def his(client, bruno):
    """Bruno's browser."""
    client.force_login(bruno)
    return client


def page(client, name, *args, query=""):
    answer = client.get(url(name, *args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, name, *args, headers=None, **values):
    return client.post(url(name, *args), values, headers=headers or {}, follow=True)


# --- doors ---------------------------------------------------------------------------------------------

PAGES = ["write", "open", "answers"]
DEEDS = ["retitle", "add-section", "close", "outcome", "freeze", "discard", "bring-back"]
SECTION_DEEDS = ["write-section", "rename-section", "move-section", "drop-section"]


@pytest.mark.parametrize("name", PAGES)
def test_strangers_do_not_work_here(client, draft, asked, charlie, name):
    assert client.get(url(name, asked.uuid)).url.startswith("/en/account/login/")
    client.force_login(charlie)
    assert client.get(url(name, asked.uuid)).status_code == 403
    assert client.get(url(name, draft.uuid)).status_code == 404
    assert client.get(url(name, uuid4())).status_code == 404


@pytest.mark.parametrize("name", DEEDS)
def test_strangers_do_nothing_here(client, draft, asked, charlie, name):
    client.force_login(charlie)

    assert client.post(url(name, asked.uuid)).status_code == 403
    assert client.post(url(name, draft.uuid)).status_code == 404


@pytest.mark.parametrize("name", SECTION_DEEDS)
def test_strangers_do_nothing_to_sections(client, asked, charlie, bruno, name):
    client.force_login(charlie)
    assert client.post(url(name, asked.uuid, "one")).status_code == 403
    client.force_login(bruno)
    values = {"text": "x", "based_on": 0, "heading": "X", "language": "en"}
    assert client.post(url(name, asked.uuid, "nine"), values).status_code == 404


@pytest.mark.parametrize("name", ["answer", "look"])
def test_strangers_answer_nothing(client, asked, charlie, name):
    client.force_login(charlie)

    assert client.post(url(name, say(asked).uuid)).status_code == 403
    assert client.post(url(name, uuid4())).status_code == 404


# --- writing -------------------------------------------------------------------------------------------


def test_the_working_page_shows_what_is_missing(his, place):
    draft = make_draft(
        place,
        [
            SectionFacts("a", {"en": "Aims"}, {"en": "Say what for."}, is_required=True),
            SectionFacts("b", {"fr": "Buts"}, text="one two three", word_limit=2),
        ],
    )

    shown = page(his, "write", draft.uuid)
    for said in ("Say what for.", "still empty", "too long", "2 things are missing", "1 of 2", 'lang="fr"'):
        assert said in shown
    assert '<input type="hidden" name="based_on" value="0"' in shown


def test_writing_keeps_and_leads_back(his, draft):
    answer = sent(his, "write-section", draft.uuid, "one", text="new", based_on=1)

    assert answer.redirect_chain[0][0] == f"{url('write', draft.uuid)}#section-one"
    assert "Kept." in answer.content.decode()
    assert draft.sections.get(key="one").text == "new"


def test_writing_says_how_many_words_are_too_many(his, place):
    section = make_section(place, word_limit=1)
    answer = sent(his, "write-section", section.draft.uuid, "one", text="a b c", based_on=1)

    assert "Kept. 2 words too many." in answer.content.decode()


def test_a_text_that_is_far_too_long_comes_back(his, draft):
    answer = his.post(url("write-section", draft.uuid, "one"), {"text": "x" * 100_001, "based_on": 1})

    assert answer.status_code == 422
    assert "at most 100000 characters" in answer.content.decode()
    assert "xxxx" in answer.content.decode()


def test_two_write_and_both_texts_stand_side_by_side(his, draft, amina):
    section = draft.sections.get(key="one")
    actions.write_section(section=section, text="hers", based_on=1, by=amina, at=NOON)
    answer = sent(his, "write-section", draft.uuid, "one", text="his", based_on=1)

    shown = answer.content.decode()
    assert answer.resolver_match.view_name == "drafting:settle"
    assert "Both texts are kept" in shown
    assert "hers\n\nhis</textarea>" in shown
    settle = answer.redirect_chain[-1][0]
    assert his.post(settle, {"text": "x"}).status_code == 422
    his.post(settle, {"text": "both", "based_on": 2})
    section.refresh_from_db()
    assert section.text == "both"
    assert "Somebody has settled this already." in his.get(settle, follow=True).content.decode()


def test_what_stands_there_can_be_left(his, draft, amina):
    section = draft.sections.get(key="one")
    actions.write_section(section=section, text="hers", based_on=1, by=amina, at=NOON)
    aside = sent(his, "write-section", draft.uuid, "one", text="his", based_on=1).redirect_chain[-1][0]
    assert "waits here since" in page(his, "write", draft.uuid)
    his.post(aside, {"drop": "1"})

    section.refresh_from_db()
    assert section.text == "hers"
    assert "waits here since" not in page(his, "write", draft.uuid)


def test_what_does_not_touch_is_merged_and_said(his, place, amina):
    section = make_section(place, "a\n\nb")
    actions.write_section(section=section, text="A\n\nb", based_on=1, by=amina, at=NOON)
    answer = sent(his, "write-section", section.draft.uuid, "one", text="a\n\nB", based_on=1)

    assert "Both changes are in the text." in answer.content.decode()
    section.refresh_from_db()
    assert section.text == "A\n\nB"


# --- the quiet way -------------------------------------------------------------------------------------


def quietly(client, draft, **values):
    return client.post(url("write-section", draft.uuid, "one"), values, headers=QUIET)


def test_a_quiet_saving_is_answered_with_facts(his, draft):
    said = quietly(his, draft, text="new", based_on=1).json()

    assert said.pop("say").startswith("Saved at ")
    assert said == {"saved": "kept", "number": 2, "text": None, "url": None}


def test_a_quiet_saving_brings_the_merged_text(his, place, amina):
    section = make_section(place, "a\n\nb")
    actions.write_section(section=section, text="A\n\nb", based_on=1, by=amina, at=NOON)

    said = quietly(his, section.draft, text="a\n\nB", based_on=1).json()
    assert (said["saved"], said["number"], said["text"]) == ("merged", 3, "A\n\nB")


def test_a_quiet_saving_says_where_to_settle(his, draft, amina):
    section = draft.sections.get(key="one")
    actions.write_section(section=section, text="hers", based_on=1, by=amina, at=NOON)

    said = quietly(his, draft, text="his", based_on=1).json()
    assert said["saved"] == "aside"
    assert his.get(said["url"]).status_code == 200


def test_a_quiet_saving_says_what_is_wrong(his, draft, bruno):
    assert quietly(his, draft, text="x").status_code == 422
    actions.freeze_draft(draft=draft, by=bruno, at=NOON)
    assert quietly(his, draft, text="x", based_on=1).status_code == 409


# --- history -------------------------------------------------------------------------------------------


def test_history_compares_and_brings_back(his, draft, bruno):
    section = draft.sections.get(key="one")
    for number, text in ((1, "two"), (2, "three")):
        at = NOON + timedelta(hours=number)
        actions.write_section(section=section, text=text, based_on=number, by=bruno, at=at)

    shown = page(his, "history", draft.uuid, "one")
    assert "two<span" in shown
    assert "Bruno" in shown
    assert "one<span" in page(his, "history", draft.uuid, "one", query="?from=1&to=3")
    assert his.get(url("history", draft.uuid, "one") + "?from=77").status_code == 404
    assert page(his, "history", draft.uuid, "one", query="?from=x&to=-1")

    answer = sent(his, "restore", draft.uuid, "one", 1, based_on=3)
    assert "Kept." in answer.content.decode()
    section.refresh_from_db()
    assert (section.text, section.number) == ("one", 4)
    assert his.post(url("restore", draft.uuid, "one", 9), {"based_on": 4}).status_code == 404


def test_the_history_of_nothing(his, place):
    draft = make_section(place, "").draft

    assert "Nothing was written yet" in page(his, "history", draft.uuid, "one")


# --- building ------------------------------------------------------------------------------------------


def test_the_text_is_built_here(his, draft):
    values = {"language": "en", "heading": "Outlook", "guidance": "Look ahead.", "word_limit": "300"}
    sent(his, "add-section", draft.uuid, **values)
    sent(his, "move-section", draft.uuid, "outlook", way="up")
    sent(his, "rename-section", draft.uuid, "outlook", language="en", heading="What comes", is_required="on")
    sent(his, "retitle", draft.uuid, language="en", title="Our charter")

    draft.refresh_from_db()
    found = [(each.key, str(each.heading)) for each in queries.sections_of(draft)]
    assert found == [("one", "One"), ("outlook", "What comes"), ("two", "Two")]
    assert str(draft.title) == "Our charter"
    sent(his, "rename-section", draft.uuid, "outlook", language="en", heading="What comes")
    sent(his, "drop-section", draft.uuid, "outlook")
    answer = sent(his, "drop-section", draft.uuid, "one")
    assert "so the section stays" in answer.content.decode()
    assert draft.sections.count() == 2


def test_what_has_no_name_comes_back(his, draft):
    assert his.post(url("add-section", draft.uuid), {"language": "en"}).status_code == 422
    assert his.post(url("retitle", draft.uuid), {"language": "en"}).status_code == 422
    answer = sent(his, "rename-section", draft.uuid, "one", language="en")
    assert "Give the section a heading" in answer.content.decode()


def test_figures_stand_beside_what_was_drafted_from_them(his, place):
    figures = [{"label": "Libraries", "value": "12", "evidence": "/en/offers/", "when": "2026"}]
    section = make_section(place, origin=Origin.COMPUTED, facts=figures)

    shown = page(his, "write", section.draft.uuid)
    assert "Libraries" in shown
    assert '<a href="/en/offers/">Evidence</a>' in shown


# --- the way of a text ---------------------------------------------------------------------------------


def test_opening_and_closing(his, draft):
    today = timezone.localdate()
    wrong = {"opens_on": today, "closes_on": today - timedelta(days=1)}
    assert his.post(url("open", draft.uuid), wrong).status_code == 422
    past = {"opens_on": "2020-01-01", "closes_on": "2020-01-02"}
    assert "This day has passed." in his.post(url("open", draft.uuid), past).content.decode()

    answer = sent(his, "open", draft.uuid, intro="Well?", opens_on=today, closes_on=today)
    assert "Everybody can read the text now." in answer.content.decode()
    assert "Close for comments" in page(his, "open", draft.uuid)
    assert "can be answered now" in sent(his, "close", draft.uuid).content.decode()
    assert "is not open for comments" in sent(his, "close", draft.uuid).content.decode()
    draft.refresh_from_db()
    assert draft.state == DraftState.CLOSED


def test_an_empty_text_is_not_opened(his, place):
    draft, today = make_section(place, "").draft, timezone.localdate()
    answer = his.post(url("open", draft.uuid), {"opens_on": today, "closes_on": today})

    assert answer.status_code == 422
    assert "No section has a text yet." in answer.content.decode()


def test_a_consultation_that_is_over_says_so(his, asked):
    Draft.objects.update(closes_on=timezone.localdate() - timedelta(days=1))

    assert "The last day has passed." in page(his, "open", asked.uuid)


def test_answering_to_the_end(his, asked, charlie):
    waiting, shown = say(asked, text="Waiting."), say(asked, charlie, text="Shown.")
    assert "Waiting." in page(his, "answers", asked.uuid)
    sent(his, "look", waiting.uuid, shown="no")
    assert "Waiting." in page(his, "answers", asked.uuid, query="?show=hidden")
    assert "Shown." in page(his, "answers", asked.uuid)

    failed = his.post(url("answer", shown.uuid), {"outcome": "TAKEN", "answer": " "})
    assert failed.status_code == 422
    answer = sent(his, "answer", shown.uuid, outcome="TAKEN", answer="We do.", show="open")
    assert answer.redirect_chain[0][0].endswith("?show=open")
    assert "We do." in page(his, "answers", asked.uuid, query="?show=answered")

    assert "This can be said while" in sent(his, "outcome", asked.uuid, outcome="x").content.decode()
    assert "Something is still missing" in sent(his, "freeze", asked.uuid).content.decode()
    sent(his, "close", asked.uuid)
    assert his.post(url("outcome", asked.uuid), {"outcome": ""}).status_code == 422
    sent(his, "outcome", asked.uuid, outcome="One change.")
    assert "The text is final now." in sent(his, "freeze", asked.uuid).content.decode()
    assert "This text is final." in page(his, "write", asked.uuid)
    assert "This text is final." in sent(his, "freeze", asked.uuid).content.decode()
    assert "We do." in page(his, "answers", asked.uuid, query="?show=answered")
    for name, values in (
        ("answer", {"outcome": "NOTED", "answer": "x"}),
        ("look", {"shown": "yes"}),
    ):
        assert sent(his, name, shown.uuid, **values).status_code == 200
    shown.refresh_from_db()
    assert shown.answer == "We do."


@pytest.mark.parametrize(
    ("name", "args", "values"),
    [
        ("retitle", (), {"language": "en", "title": "X"}),
        ("add-section", (), {"language": "en", "heading": "X"}),
        ("rename-section", ("one",), {"language": "en", "heading": "X"}),
        ("move-section", ("one",), {"way": "down"}),
        ("write-section", ("one",), {"text": "X", "based_on": 1}),
        ("restore", ("one", 1), {"based_on": 1}),
        ("open", (), {"opens_on": "2036-01-01", "closes_on": "2036-01-01"}),
    ],
)
def test_a_final_text_stays_as_it_is(his, draft, bruno, name, args, values):
    actions.freeze_draft(draft=draft, by=bruno, at=NOON)
    answer = sent(his, name, draft.uuid, *args, **values)

    assert "This text is final. Nothing in it can be changed." in answer.content.decode()
    assert [str(each.heading) for each in queries.sections_of(draft)] == ["One", "Two"]


def test_an_aside_of_a_final_text_stays_as_it_is(his, draft, bruno):
    section = draft.sections.get(key="one")
    aside = actions.write_section(section=section, text="x", based_on=9, by=bruno, at=NOON).version
    Draft.objects.update(state=DraftState.FROZEN)
    answer = sent(his, "settle", draft.uuid, "one", aside.pk, text="y", based_on=1)

    assert "This text is final." in answer.content.decode()


def test_a_text_is_put_away_and_brought_back(his, draft, asked):
    assert "This text was put away" in sent(his, "discard", draft.uuid).content.decode()
    assert "The text is back." in sent(his, "bring-back", draft.uuid).content.decode()
    assert "cannot be put away" in sent(his, "discard", asked.uuid).content.decode()


# --- numbers of queries --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_writing_asks_as_often_for_three_as_for_one(his, place, bruno, number, django_assert_num_queries):
    draft = make_draft(place, number)
    for section in draft.sections.all():
        actions.write_section(section=section, text="x", based_on=9, by=bruno, at=NOON)

    with django_assert_num_queries(14):
        his.get(url("write", draft.uuid))


@pytest.mark.parametrize("number", [1, 3])
def test_history_asks_as_often_for_three_as_for_one(his, place, bruno, number, django_assert_num_queries):
    section = make_section(place)
    for turn in range(1, number + 1):
        at = NOON + timedelta(hours=turn)
        actions.write_section(section=section, text=str(turn), based_on=turn, by=bruno, at=at)

    with django_assert_num_queries(9):
        his.get(url("history", section.draft.uuid, "one"))


@pytest.mark.parametrize("number", [1, 3])
def test_answering_asks_as_often_for_three_as_for_one(his, place, charlie, number, django_assert_num_queries):
    draft = make_consultation(place)
    for _turn in range(number):
        say(draft, charlie, section=draft.sections.first())

    with django_assert_num_queries(13):
        his.get(url("answers", draft.uuid))
