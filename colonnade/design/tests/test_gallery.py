"""The gallery draws in every language and theme, shows every component, and keeps the page's safety policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from colonnade.design import views

DESIGN = Path(__file__).parents[1]
TEMPLATES = sorted((DESIGN / "templates").rglob("*.html"))
STYLES = sorted((DESIGN / "styles").glob("*.css"))
COMPONENTS = sorted(path.stem for path in (DESIGN / "templates" / "cotton").glob("*.html"))
BUILT = DESIGN / "static" / "built" / "assets"

pytestmark = pytest.mark.urls("colonnade.design.tests.addresses")


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_page_draws_in_every_language(get, language):
    with override(language):
        pages = [
            views.gallery(get(f"/{language}/design/")),
            views.specimen(get(f"/{language}/design/page/")),
            *(
                views.fault(get(f"/{language}/design/fault/{status}/"), status)
                for status in (400, 403, 404, 500)
            ),
        ]
        direction = "rtl" if language == "ar" else "ltr"

        for page in pages:
            assert f'<html lang="{language}" dir="{direction}"' in page.content.decode()
            assert page.content.decode().count("<h1") == 1


def test_a_page_may_insist_on_a_theme(get):
    assert 'data-theme="contrast"' in views.gallery(get(theme="contrast")).content.decode()
    assert "data-theme=" not in views.gallery(get()).content.decode()


def test_every_component_is_in_the_gallery():
    shown = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)

    assert [name for name in COMPONENTS if f"<c-{name.replace('_', '-')}" not in shown] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_says_how_it_is_used(name):
    source = (DESIGN / "templates" / "cotton" / f"{name}.html").read_text(encoding="utf-8")

    assert f"<c-{name.replace('_', '-')}" in source.split("{% endcomment %}")[0]


def test_no_page_needs_what_the_safety_policy_forbids(get):
    html = views.gallery(get()).content.decode() + views.specimen(get()).content.decode()

    assert re.findall(r"<[^>]+\s(?:style|on\w+)=", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert "<style" not in html


def test_styles_are_written_for_both_directions():
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|max-width|min-height)\s*:"
    )
    lines = {
        f"{path.name}: {line.strip()}"
        for path in STYLES
        for line in re.sub(
            r"/\*.*?\*/|\([^()]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        ).splitlines()
        if physical.search(line)
    }

    assert lines == set()


def test_only_the_palette_names_colours():
    named = {
        f"{path.name}: {found}"
        for path in STYLES
        if path.name not in {"palette.css", "print.css"}
        for found in re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))
    }

    assert named == set()


@pytest.mark.parametrize(
    ("pattern", "budget"), [("main-*.css", 14_000), ("shell-*.js", 3_000), ("hypermedia-*.js", 16_000)]
)
def test_what_every_page_fetches_stays_small(pattern, budget):
    files = list(BUILT.glob(pattern))
    if not files:
        pytest.skip("the front end is not built here")

    assert [path.name for path in files if len(gzip.compress(path.read_bytes(), 9)) > budget] == []
