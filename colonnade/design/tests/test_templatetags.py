"""Letters of the blocks in each script, words for how sure a number is, icons, addresses."""

import pytest
from django.core.paginator import Paginator
from django.utils.translation import override

from colonnade.design.templatetags import design


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "ABCDEF"), ("es", "ABCDEF"), ("ru", "ABCDEF"), ("ar", "أبجدهو"), ("zh-hans", "甲乙丙丁戊己")],
)
def test_block_letters_follow_the_script(language, letters):
    with override(language):
        assert "".join(design.block_letter(code) for code in design.BLOCKS) == letters


def test_block_letter_leaves_other_frameworks_alone():
    assert design.block_letter("W1") == "W1"


def test_every_sureness_has_words():
    assert all(
        str(design.sureness(code)) for code in ("measured", "verified", "declared", "proxy", "missing")
    )
    assert design.sureness("guessed") == ""


def test_icon_without_label_is_an_ornament():
    assert 'aria-hidden="true"' in design.icon("search")


def test_icon_with_label_is_read_and_escaped():
    drawn = design.icon("search", label='say "hello"')

    assert 'role="img" aria-label="say &quot;hello&quot;"' in drawn


def test_icons_that_point_turn_with_the_script():
    assert "icon-turns" in design.icon("chevron")
    assert "icon-turns" not in design.icon("search")


def test_elided_names_the_pages_around():
    page = Paginator(range(412), 20).page(5)

    assert design.elided(page) == [1, page.paginator.ELLIPSIS, 4, 5, 6, page.paginator.ELLIPSIS, 21]


def test_querystring_keeps_the_other_filters(get):
    context = {"request": get(q="pottery", page="2")}

    assert design.querystring_for(context, "page", 3) == "?q=pottery&page=3"


def test_built_is_empty_where_nothing_was_built():
    assert design.built("nowhere/index.ts") == ""
    assert design.stylesheet("nowhere/main.css") == ""


def test_language_name_is_the_readers():
    with override("es"):
        assert design.language_name("de") == "alemán"
