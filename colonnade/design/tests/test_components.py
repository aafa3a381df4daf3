"""What the components promise to readers who do not see them, and what they keep out of a page."""

from html.parser import HTMLParser

import pytest
from django import forms


class _Ids(HTMLParser):
    """Collects the ids of a page and what points at them."""

    def __init__(self):
        super().__init__()
        self.ids, self.wanted = [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if attributes.get("id"):
            self.ids.append(attributes["id"])
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.wanted |= set((attributes.get(name) or "").split())


class Question(forms.Form):
    contact = forms.EmailField(label="E-mail", help_text="We answer here.")
    access = forms.MultipleChoiceField(
        choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    consent = forms.BooleanField(label="I agree")


def test_a_form_that_came_back_links_every_word_to_its_field(draw):
    html = draw("<c-error-summary :form='form' />{{ form }}", form=Question({"contact": "nobody"}))

    ids = _Ids()
    ids.feed(html)
    assert ids.wanted <= set(ids.ids)
    assert len(ids.ids) == len(set(ids.ids))
    assert 'href="#id_contact"' in html
    assert "2 answers need another look" in html
    assert 'aria-invalid="true"' in html


def test_a_form_without_faults_has_no_summary(draw):
    assert draw("<c-error-summary :form='form' />", form=Question()).strip() == ""


def test_optional_questions_say_so(draw):
    html = draw("{{ form }}", form=Question())

    assert html.count("(optional)") == 1


def test_a_button_with_an_address_is_a_link_and_passes_attributes(draw):
    assert '<a class="button button-quiet" href="/x/" data-dialog="d">' in draw(
        '<c-button kind="quiet" url="/x/" data-dialog="d">Go</c-button>'
    )
    assert '<button class="button button-primary" type="submit" name="go">' in draw(
        '<c-button name="go">Go</c-button>'
    )


def test_a_missing_number_is_never_zero(draw):
    html = draw('<c-stat of="Readers" sure="missing" value="0" unit="%" />')

    assert "Nobody has measured this yet" in html
    assert ">0<" not in html


def test_a_measured_zero_is_a_number(draw):
    assert '<span dir="ltr">0</span>' in draw('<c-stat of="Readers" sure="measured" value="0" unit="%" />')


def test_a_block_without_a_name_is_read_as_one(draw):
    assert "building block" in draw('<c-block-mark code="B4" />')
    assert "building block" not in draw('<c-block-mark code="B4" name="Inclusive learning" />')


def test_defaults_do_not_leak_from_the_page_around(draw):
    html = draw(
        "<c-tag>free</c-tag><c-notice><p>x</p></c-notice>", kind="bad", url="/leak/", title="leak", icon="bin"
    )

    assert "leak" not in html
    assert "tag-bad" not in html


def test_a_language_note_names_the_language(draw):
    assert "This text is in German." in draw('<c-language-note code="de" />')


@pytest.mark.parametrize("next_url", ["", "?after=20"])
def test_keyset_pagination_offers_only_what_is_there(draw, next_url):
    html = draw('<c-pagination previous="?before=1" :next="next" label="1–20" />', next=next_url)

    assert ('rel="next"' in html) is bool(next_url)
    assert 'rel="prev"' in html
