"""Requests to draw pages for, without any other module's addresses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override


@pytest.fixture
def get():
    """``get("/en/design/", theme="dark")`` -> a request by somebody who is not signed in."""

    def make(path="/en/design/", **query):
        request = RequestFactory().get(path, query)
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def draw(get):
    """``draw('<c-tag>free</c-tag>')`` -> the HTML a page would hold."""

    def make(source, language="en", **context):
        template = engines["django"].from_string(_compiled(source))
        with override(language):
            return template.render(context, get(f"/{language}/design/"))

    return make


def _compiled(source: str) -> str:
    """Cotton compiles templates as it loads them; a template from a string is compiled here."""
    from django_cotton.compiler_regex import CottonCompiler  # noqa: PLC0415 - needs configured settings

    return CottonCompiler().process(source)
