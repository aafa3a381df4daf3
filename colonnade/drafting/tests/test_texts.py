"""A text begins, is built, put away, brought back and made final."""

from datetime import timedelta
from uuid import uuid4

import pytest

from colonnade.drafting import actions, events, queries
from colonnade.drafting.actions import SectionFacts
from colonnade.drafting.models import Draft
from colonnade.drafting.tests.factories import NOON, make_draft, make_section, say
from colonnade.drafting.vocabulary import DraftState, Origin
from colonnade.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def keys(draft):
    return list(draft.sections.order_by("position").values_list("key", flat=True))


# --- beginning -----------------------------------------------------------------------------------------


def test_open_draft_begins_with_what_is_known(place, bruno):
    figures = [{"label": "Libraries", "value": "12", "evidence": "/en/x/"}]
    draft = actions.open_draft(
        scope_id=place,
        kind="report",
        titles={"en": "Report"},
        language="zh_hans",
        sections=[
            SectionFacts("a", {"en": "A"}, text="12\r\n", origin=Origin.COMPUTED, facts=figures),
            SectionFacts("b", {"en": "B"}, {"en": "Say it."}, word_limit=0, is_required=True),
        ],
        subject_id=(subject := uuid4()),
        by=bruno,
        at=NOON,
    )

    first, second = queries.sections_of(draft)
    assert (draft.language, draft.state, draft.subject_id) == ("zh-Hans", DraftState.WRITING, subject)
    assert (first.text, first.number, second.number, second.word_limit) == ("12", 1, 0, None)
    version = first.versions.get()
    assert (version.number, version.origin, version.facts, version.written_by) == (
        1,
        Origin.COMPUTED,
        figures,
        bruno,
    )
    assert not second.versions.exists()


def test_open_draft_refuses_strangers(place, charlie):
    with pytest.raises(NotAllowed):
        actions.open_draft(
            scope_id=place, kind="x", titles={}, language="en", sections=[], by=charlie, at=NOON
        )

    assert not Draft.objects.exists()


def test_open_draft_is_done_by_operators(place, dora):
    draft = actions.open_draft(
        scope_id=place, kind="x", titles={}, language="en", sections=[], by=dora, at=NOON
    )

    assert list(queries.drafts_of(place)) == [draft]


def test_retitle_draft_one_language_at_a_time(place, bruno):
    draft = make_draft(place)
    actions.retitle_draft(draft=draft, language="fr", title=" Charte ", by=bruno, at=LATER)
    actions.retitle_draft(draft=draft, language="en", title="", by=bruno, at=LATER)
    actions.retitle_draft(draft=draft, language="fr", title="", by=bruno, at=LATER)

    draft.refresh_from_db()
    assert draft.titles == {"fr": "Charte"}


def test_retitle_draft_refuses_strangers(place, charlie):
    with pytest.raises(NotAllowed):
        actions.retitle_draft(draft=make_draft(place), language="en", title="x", by=charlie, at=LATER)


# --- building ------------------------------------------------------------------------------------------


def test_add_section_finds_a_key_of_its_own(place, bruno):
    draft = make_draft(place)
    for heading in ({"en": "One"}, {"ar": "مقدمة"}, {"en": "Outlook"}):
        actions.add_section(draft=draft, headings=heading, by=bruno, at=LATER)

    assert keys(draft) == ["one", "two", "one-2", "part-4", "outlook"]


def test_rename_section_says_what_belongs_in_it(place, bruno):
    section = make_section(place, word_limit=5)
    actions.rename_section(
        section=section,
        language="fr",
        heading="Un",
        guidance="Bref.",
        is_required=True,
        by=bruno,
        at=LATER,
    )

    section.refresh_from_db()
    assert (section.headings, section.guidance) == ({"en": "One", "fr": "Un"}, {"fr": "Bref."})
    assert (section.word_limit, section.is_required, section.key) == (None, True, "one")


def test_move_section_up_and_down_and_no_further(place, bruno):
    draft = make_draft(place, 3)
    section = draft.sections.get(key="three")
    for expected in (["one", "three", "two"], ["three", "one", "two"], ["three", "one", "two"]):
        actions.move_section(section=section, is_up=True, by=bruno, at=LATER)
        assert keys(draft) == expected
    actions.move_section(section=section, is_up=False, by=bruno, at=LATER)
    assert keys(draft) == ["one", "three", "two"]


def test_drop_section_only_where_nobody_wrote(place, bruno):
    draft = make_draft(place)
    empty = actions.add_section(draft=draft, headings={"en": "New"}, by=bruno, at=LATER)

    actions.drop_section(section=empty, by=bruno, at=LATER)
    with pytest.raises(actions.SectionIsInUse):
        actions.drop_section(section=draft.sections.get(key="one"), by=bruno, at=LATER)
    assert keys(draft) == ["one", "two"]


@pytest.mark.parametrize(
    "deed",
    [
        lambda draft, by: actions.add_section(draft=draft, headings={"en": "X"}, by=by, at=LATER),
        lambda draft, by: actions.rename_section(
            section=draft.sections.first(), language="en", heading="X", by=by, at=LATER
        ),
        lambda draft, by: actions.move_section(section=draft.sections.first(), is_up=True, by=by, at=LATER),
        lambda draft, by: actions.drop_section(section=draft.sections.first(), by=by, at=LATER),
    ],
)
def test_building_refuses_strangers_and_final_texts(place, bruno, charlie, deed):
    draft = make_draft(place)
    with pytest.raises(NotAllowed):
        deed(draft, charlie)
    actions.freeze_draft(draft=draft, by=bruno, at=LATER)
    with pytest.raises(actions.TextIsFixed):
        deed(draft, bruno)


# --- putting away --------------------------------------------------------------------------------------


def test_discard_draft_can_be_undone(place, bruno):
    draft = make_draft(place)
    actions.discard_draft(draft=draft, by=bruno, at=NOON)

    assert list(queries.drafts_of(place)) == []
    assert list(queries.drafts_put_away(place)) == [draft]
    with pytest.raises(actions.TextIsFixed):
        actions.write_section(section=draft.sections.first(), text="x", based_on=1, by=bruno, at=NOON)

    actions.bring_back_draft(draft=draft, by=bruno, at=LATER)
    assert list(queries.drafts_of(place)) == [draft]


def test_discard_draft_leaves_what_was_public(asked, bruno):
    with pytest.raises(actions.StillNeeded):
        actions.discard_draft(draft=asked, by=bruno, at=NOON)


def test_discard_draft_refuses_strangers(place, charlie):
    draft = make_draft(place)
    for deed in (actions.discard_draft, actions.bring_back_draft):
        with pytest.raises(NotAllowed):
            deed(draft=draft, by=charlie, at=NOON)


def test_forget_discarded_after_thirty_days(place, bruno):
    old, young = make_draft(place), make_draft(place)
    actions.discard_draft(draft=old, by=bruno, at=NOON)
    actions.discard_draft(draft=young, by=bruno, at=NOON + timedelta(days=2))

    assert actions.forget_discarded(at=NOON + timedelta(days=31)) == 1
    assert list(Draft.objects.all()) == [young]


# --- final ---------------------------------------------------------------------------------------------


def test_freeze_draft_makes_final_and_tells(place, bruno, heard, django_capture_on_commit_callbacks):
    draft = make_draft(place)
    with django_capture_on_commit_callbacks(execute=True):
        actions.freeze_draft(draft=draft, by=bruno, at=LATER)

    draft.refresh_from_db()
    assert (draft.state, draft.frozen_at) == (DraftState.FROZEN, LATER)
    assert heard == [events.DraftFrozen(draft.uuid, place, "consultation", None)]
    with pytest.raises(actions.TextIsFixed):
        actions.freeze_draft(draft=draft, by=bruno, at=LATER)


def test_freeze_draft_says_all_that_is_missing(place, bruno):
    draft = make_draft(
        place,
        [
            SectionFacts("a", {"en": "A"}, is_required=True),
            SectionFacts("b", {"en": "B"}, text="one two three", word_limit=1),
            SectionFacts("c", {"en": "C"}, text="said"),
        ],
    )
    section = draft.sections.get(key="c")
    actions.write_section(section=section, text="beside", based_on=7, by=bruno, at=LATER)

    with pytest.raises(actions.NotReady) as refused:
        actions.freeze_draft(draft=draft, by=bruno, at=LATER)

    assert [each.sentence for each in refused.value.missing] == [
        "“A” is still empty.",
        "“B” has 2 words too many.",
        "“C”: 1 text was written at the same time and waits to be merged.",
    ]
    draft.refresh_from_db()
    assert draft.state == DraftState.WRITING


def test_freeze_draft_owes_the_public_an_answer(asked, bruno, charlie):
    say(asked)
    comment = say(asked, charlie)

    with pytest.raises(actions.NotReady) as refused:
        actions.freeze_draft(draft=asked, by=bruno, at=LATER)
    assert [each.code for each in refused.value.missing] == [
        "consulting",
        "waiting",
        "unanswered",
        "outcome",
    ]
    assert all(each.sentence for each in refused.value.missing)

    actions.close_consultation(draft=asked, by=bruno, at=LATER)
    actions.hide_comment(comment=asked.comments.get(person=None), by=bruno, at=LATER)
    actions.answer_comment(comment=comment, outcome="NOTED", answer="Thank you.", by=bruno, at=LATER)
    actions.summarise_outcome(draft=asked, outcome="Nothing changed.", by=bruno, at=LATER)
    assert actions.freeze_draft(draft=asked, by=bruno, at=LATER).state == DraftState.FROZEN


def test_freeze_draft_refuses_strangers(place, charlie):
    with pytest.raises(NotAllowed):
        actions.freeze_draft(draft=make_draft(place), by=charlie, at=LATER)


# --- reading -------------------------------------------------------------------------------------------


def test_drafts_of_a_place_and_kind(place, bruno):
    first = make_draft(place, kind="plan")
    second = make_draft(place, [SectionFacts("a", {}), SectionFacts("b", {}, text="x")], kind="report")
    make_draft(uuid4())

    assert list(queries.drafts_of(place)) == [second, first]
    found = queries.drafts_of(place, "report").get()
    assert (found.parts, found.filled) == (2, 1)


def test_progress_counts_sections_and_words(place):
    draft = make_draft(place, [SectionFacts("a", {}, text="one two"), SectionFacts("b", {})], kind="report")

    assert queries.progress(queries.sections_of(draft)) == queries.Progress(1, 2, 2)


def test_contributors_leave_out_the_machine(place, bruno, amina):
    section = make_section(place, origin=Origin.COMPUTED)
    actions.write_section(section=section, text="a", based_on=1, by=amina, at=NOON)
    actions.write_section(section=section, text="b", based_on=2, by=bruno, at=LATER)
    actions.write_section(section=section, text="c", based_on=3, by=bruno, at=LATER)

    found = queries.contributors(section.draft)
    assert [(each.name, each.versions, each.last_at) for each in found] == [
        ("Bruno", 2, LATER),
        ("Amina", 1, NOON),
    ]


def test_facts_of_tells_addresses_from_names(place):
    figures = [
        {"label": "Libraries", "value": "12", "evidence": "/en/x/", "source": "Register", "when": "2026"},
        {"label": "Learners", "value": "30", "evidence": "javascript:alert(1)"},
    ]
    section = make_section(place, origin=Origin.COMPUTED, facts=figures)

    first, second = queries.facts_of(section.draft)[section.pk]
    assert (first.url, first.source, first.when) == ("/en/x/", "Register", "2026")
    assert (second.url, second.source) == ("", "javascript:alert(1)")
