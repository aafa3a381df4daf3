"""Letters of the blocks in each script, words for how sure a number is, icons, addresses."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.formats import localize
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


# -- filters of a search ----------------------------------------------------------------------------------


def _option(**facts):
    return {"label": "Free", "url": "?free=YES", "count": 3, "chosen": False, "lang": "", **facts}


def test_options_of_a_facet_are_links_with_their_count():
    drawn = design.facet_options([_option(), _option(count=None)])

    assert drawn.count('<a href="?free=YES" rel="nofollow">') == 2
    assert drawn.count('<span class="count">3</span>') == 1
    assert "aria-current" not in drawn
    assert "visually-hidden" not in drawn


def test_a_chosen_option_says_so():
    drawn = design.facet_options([_option(chosen=True)])

    assert ' aria-current="true"' in drawn
    assert '<span class="visually-hidden">Chosen, select to remove: </span>' in drawn


def test_counts_speak_the_reader_s_language():
    with override("es"):
        spanish = design.facet_options([_option(count=12345)])
    with override("en"):
        english = design.facet_options([_option(count=12345)])

    assert (spanish == english) == (localize(12345) == "12345")
    assert f'<span class="count">{localize(12345)}</span>' in english


def test_nothing_that_an_option_says_is_taken_for_markup():
    bad = '"><script>alert(1)</script>'
    drawn = design.facet_options([_option(label=bad, url=bad, lang=bad)])

    assert "<script" not in drawn
    assert drawn.count("&quot;&gt;&lt;script&gt;") == 3


# -- once -------------------------------------------------------------------------------------------------


def _written(body, **context):
    return Template("{% load i18n design %}" + body).render(Context(context))


def test_once_is_drawn_once_for_each_language():
    shape = Template(
        '{% load i18n design %}{% once %}{% translate "Search" %}{% icon "search" %}{% endonce %}'
    )
    drawn = {}
    for language in ("en", "es", "en", "es"):
        with override(language):
            drawn.setdefault(language, []).append(shape.render(Context()))

    assert drawn["en"][0] == drawn["en"][1] != drawn["es"][0] == drawn["es"][1]
    assert drawn["en"][0].startswith("Search<svg")


def test_once_knows_nothing_of_the_page():
    assert (
        _written('{% once %}{% translate "Search" %}{% endonce %} {{ name }}', name="Amina") == "Search Amina"
    )
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'name'"):
        _written("{% once %}{{ name }}{% endonce %}", name="Amina")
