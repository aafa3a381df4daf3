"""Several people write one text, and nobody's words are lost."""

from datetime import timedelta

import pytest

from colonnade.drafting import actions, queries
from colonnade.drafting.models import Version
from colonnade.drafting.tests.factories import BY, NOON, make_section
from colonnade.drafting.vocabulary import LONGEST_TEXT, Origin, Saved, words_in
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
PARAGRAPHS = "first\n\nsecond\n\nthird"


@pytest.fixture
def section(place):
    """A section that says "one", as version 1."""
    return make_section(place)


def write(section, text, based_on, by, at=LATER):
    return actions.write_section(section=section, text=text, based_on=based_on, by=by, at=at)


def texts(section):
    return list(queries.kept_versions(section).values_list("number", "text"))


# --- one writes ----------------------------------------------------------------------------------------


def test_write_section_makes_the_next_version(section, bruno):
    written = write(section, "new\r\nlines  \n\n", 1, bruno)

    section.refresh_from_db()
    assert (written.saved, section.text, section.number, section.modified_at) == (
        Saved.KEPT,
        "new\nlines",
        2,
        LATER,
    )
    assert texts(section) == [(1, "one"), (2, "new\nlines")]
    assert (written.version.written_by, written.version.based_on) == (bruno, 1)
    assert section.draft.modified_at == LATER


def test_write_section_brings_the_caller_s_row_up_to_date(section, bruno):
    assert write(section, "new", 1, bruno).section is section
    assert (section.text, section.number) == ("new", 2)


def test_write_section_changes_nothing_where_the_text_is_the_same(section, bruno):
    assert write(section, "one\n", 1, bruno).saved == Saved.UNCHANGED
    assert texts(section) == [(1, "one")]


def test_write_section_keeps_an_emptied_section_s_history(section, bruno):
    write(section, "", 1, bruno)

    assert texts(section) == [(1, "one"), (2, "")]


def test_write_section_says_where_a_text_comes_from(section, bruno):
    figures = [{"label": "Libraries", "value": "12", "evidence": "/en/x/"}]
    actions.write_section(
        section=section,
        text="12 libraries",
        based_on=1,
        origin=Origin.COMPUTED,
        facts=figures,
        by=bruno,
        at=LATER,
    )

    version = section.versions.get(number=2)
    assert (version.origin, version.facts) == (Origin.COMPUTED, figures)


def test_write_section_refuses_strangers(section, charlie):
    with pytest.raises(NotAllowed):
        write(section, "x", 1, charlie)

    assert texts(section) == [(1, "one")]


def test_write_section_refuses_what_is_too_long(section, bruno):
    with pytest.raises(actions.TextIsTooLong):
        write(section, "x" * (LONGEST_TEXT + 1), 1, bruno)


def test_write_section_refuses_a_final_text(section, bruno):
    actions.freeze_draft(draft=section.draft, by=bruno, at=NOON)

    with pytest.raises(actions.TextIsFixed):
        write(section, "x", 1, bruno)


# --- two write at the same time ------------------------------------------------------------------------


def test_write_section_merges_what_does_not_touch(place, bruno, amina):
    section = make_section(place, PARAGRAPHS)
    write(section, "FIRST\n\nsecond\n\nthird", 1, amina)
    written = write(section, "first\n\nsecond\n\nTHIRD", 1, bruno)

    assert (written.saved, section.text) == (Saved.MERGED, "FIRST\n\nsecond\n\nTHIRD")
    assert (written.version.number, written.version.based_on) == (3, 1)


def test_write_section_never_overwrites(section, bruno, amina):
    write(section, "hers", 1, amina)
    written = write(section, "his", 1, bruno)

    section.refresh_from_db()
    assert (written.saved, section.text, section.number) == (Saved.ASIDE, "hers", 2)
    assert (written.version.text, written.version.origin, written.version.based_on) == (
        "his",
        Origin.ASIDE,
        1,
    )
    assert written.section.text == "hers"
    assert [each.pk for each in queries.open_asides(section.draft)] == [written.version.pk]


def test_write_section_sets_the_same_text_aside_once(section, bruno, amina):
    write(section, "hers", 1, amina)
    first = write(section, "his", 1, bruno)

    assert write(section, "his", 1, bruno).version == first.version


def test_write_section_gives_back_the_new_text_to_who_changed_nothing(section, bruno, amina):
    write(section, "hers", 1, amina)
    written = write(section, "one", 1, bruno)

    assert (written.saved, written.version, section.text) == (Saved.MERGED, None, "hers")


def test_write_section_sets_aside_where_nobody_knows_what_the_writer_saw(section, bruno):
    assert write(section, "x", 99, bruno).saved == Saved.ASIDE


def test_two_first_texts_are_both_kept(place, bruno, amina):
    section = make_section(place, "")
    write(section, "hers", 0, amina)

    assert write(section, "his", 0, bruno).saved == Saved.ASIDE
    assert section.text == "hers"


# --- saving in one go ----------------------------------------------------------------------------------


def go(section, by, *steps, start=LATER):
    """Somebody saves every minute."""
    for minute, text in enumerate(steps):
        write(section, text, section.number, by, start + timedelta(minutes=minute))


def test_savings_in_one_go_count_as_one_version(section, bruno):
    go(section, bruno, "a", "ab", "abc")

    assert [each.number for each in queries.history(section)] == [4, 1]
    assert Entry.objects.filter(thing_type="drafting.section").count() == 1


def test_savings_in_one_go_are_still_merged_exactly(place, bruno, amina):
    section = make_section(place, PARAGRAPHS)
    go(section, amina, PARAGRAPHS + "\n\nfourth", PARAGRAPHS)
    written = write(section, "first!\n\nsecond\n\nthird\n\nfourth", 2, bruno, LATER + timedelta(minutes=3))

    assert (written.saved, section.text) == (Saved.MERGED, "first!\n\nsecond\n\nthird")


def test_savings_become_one_version_after_a_day(section, bruno, amina):
    go(section, bruno, "a", "ab", "abc")
    go(section, amina, "hers", start=LATER + timedelta(minutes=3))
    write(section, "later", 5, bruno, LATER + timedelta(days=2))

    assert texts(section) == [(1, "one"), (4, "abc"), (5, "hers"), (6, "later")]


def test_what_the_public_was_asked_about_is_never_folded(section, bruno):
    write(section, "a", 1, bruno)
    day = LATER.date()
    actions.open_consultation(draft=section.draft, intro="", opens_on=day, closes_on=day, by=bruno, at=LATER)
    go(section, bruno, "ab", start=LATER + timedelta(minutes=1))
    write(section, "later", 3, bruno, LATER + timedelta(days=2))

    assert [number for number, _text in texts(section)] == [1, 2, 3, 4]


@pytest.mark.parametrize("who", ["nobody", "somebody else", "much later"])
def test_other_savings_stay_apart(section, bruno, amina, who):
    write(section, "a", 1, bruno)
    write(
        section,
        "ab",
        2,
        {"nobody": BY, "somebody else": amina, "much later": bruno}[who],
        LATER + timedelta(minutes=6 if who == "much later" else 1),
    )

    assert [each.number for each in queries.history(section)] == [3, 2, 1]


# --- settling ------------------------------------------------------------------------------------------


@pytest.fixture
def aside(section, bruno, amina):
    """His text, beside hers."""
    write(section, "hers", 1, amina)
    return write(section, "his", 1, bruno).version


def test_settle_aside_lets_one_text_stand(section, aside, bruno):
    written = actions.settle_aside(version=aside, text="hers and his", based_on=2, by=bruno, at=LATER)

    section.refresh_from_db()
    assert (written.saved, section.text, section.number) == (Saved.KEPT, "hers and his", 3)
    aside.refresh_from_db()
    assert (aside.settled_at, aside.text) == (LATER, "his")
    assert queries.missing(section.draft) == []


def test_settle_aside_drops(section, aside, bruno):
    actions.settle_aside(version=aside, text=None, by=bruno, at=LATER)

    section.refresh_from_db()
    assert (section.text, section.number) == ("hers", 2)
    assert not queries.open_asides(section.draft).exists()


def test_settle_aside_takes_care_of_who_writes_meanwhile(section, aside, bruno, amina):
    write(section, "hers, again", 2, amina, LATER + timedelta(hours=1))
    written = actions.settle_aside(version=aside, text="both", based_on=2, by=bruno, at=LATER)

    section.refresh_from_db()
    assert (written.saved, section.text) == (Saved.ASIDE, "hers, again")
    assert [each.pk for each in queries.open_asides(section.draft)] == [written.version.pk]


def test_settle_aside_only_once(aside, bruno):
    actions.settle_aside(version=aside, text=None, by=bruno, at=LATER)

    with pytest.raises(actions.AlreadySettled):
        actions.settle_aside(version=aside, text="x", by=bruno, at=LATER)


def test_settle_aside_refuses_strangers(aside, charlie):
    with pytest.raises(NotAllowed):
        actions.settle_aside(version=aside, text=None, by=charlie, at=LATER)


def test_proposal_holds_both_wordings(aside):
    proposal = queries.proposal(Version.objects.get(pk=aside.pk))

    assert (proposal.text, proposal.conflicts) == ("hers\n\nhis", 1)


def test_restore_version_says_it_again(section, bruno):
    write(section, "new", 1, bruno)
    written = actions.restore_version(
        version=section.versions.get(number=1), based_on=2, by=bruno, at=LATER + timedelta(hours=1)
    )

    assert (written.section.text, written.section.number) == ("one", 3)
    assert texts(section) == [(1, "one"), (2, "new"), (3, "one")]


def test_restore_version_refuses_strangers(section, charlie):
    with pytest.raises(NotAllowed):
        actions.restore_version(version=section.versions.get(), based_on=1, by=charlie, at=LATER)


# --- erasure -------------------------------------------------------------------------------------------


def test_what_somebody_wrote_stays_when_their_account_is_erased(section, bruno):
    write(section, "new", 1, bruno)
    bruno.delete()

    version = section.versions.get(number=2)
    assert (version.text, version.written_by) == ("new", None)
    assert [each.name for each in queries.contributors(section.draft)] == [""]


# --- merging and comparing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "conflicts"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", 0),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd", 0),
        ("a", "b", "c", "c\n\nb", 1),
        ("a", "b", "b", "b", 0),
        ("a", "a", "b", "b", 0),
        ("", "a", "a", "a", 0),
        ("", "a", "b", "b\n\na", 1),
        ("a\nb", "a\nx\nb", "a\ny\nb", "a\ny\n\nx\nb", 1),
        ("a\nb", "A\nb", "a\nB", "a\nB\n\nA\nb", 1),
        ("a\nb\nc\nd\ne", "X\nb\nc\nd\nY", "a\nb\nC\nd\ne", "X\nb\nC\nd\nY", 0),
        ("a\nb\nc", "", "a\nb\nc!", "a\nb\nc!", 1),
        (None, "a\nb", "a\nc", "a\nc\n\nb", 1),
        (None, "a", "a", "a", 0),
    ],
)
def test_merged(base, mine, theirs, text, conflicts):
    merge = queries.merged(base, mine, theirs)

    assert (merge.text.strip("\n"), merge.conflicts) == (text, conflicts)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "one old text",
            "one new text",
            [("same", "one"), ("removed", " old"), ("added", " new"), ("same", " text")],
        ),
        ("a\nb\n", "a\nb\n", [("same", "a\nb\n")]),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("On Sundays.", "On Sundays, too.", [("same", "On Sundays"), ("added", ", too"), ("same", ".")]),
        ("", "", []),
        (
            "学习型城市",
            "学习城市",
            [("same", "学习"), ("removed", "型"), ("same", "城市")],
        ),
        ("abc学", "abc习", [("same", "abc"), ("removed", "学"), ("added", "习")]),
    ],
)
def test_difference(before, after, pieces):
    found = [(each.kind, each.text) for each in queries.difference(before, after)]

    assert found == pieces


def test_difference_loses_no_sign():
    before = "# A  b\n\n- c, d\t e\n<script>f</script> 学 g"
    after = "# A b\n\n- c; d\n\nh 学习 g\n"
    pieces = queries.difference(before, after)

    assert "".join(each.text for each in pieces if each.kind != "added") == before
    assert "".join(each.text for each in pieces if each.kind != "removed") == after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("# One  two\n- three", 3),
        ("it’s e-mail, 12.5 %", 3),
        ("学习 city 市", 4),
        ("مدينة التعلّم", 2),
    ],
)
def test_words_in(text, words):
    assert words_in(text) == words
