"""The pages open for everyone, in six languages, without asking the database anything."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from lxml import html

from colonnade.temple import queries, urls

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PAGES: list[tuple[str, list[str]]] = [("temple:index", [])]
for _framework in queries.frameworks():
    PAGES.append(("temple:framework", [_framework.code]))
    PAGES.extend(("temple:area", [_framework.code, area.code]) for area in _framework.areas)


def address(language, name, arguments):
    with translation.override(language):
        return reverse(name, args=arguments)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_without_a_query(client, language, django_assert_num_queries):
    for name, arguments in PAGES:
        with django_assert_num_queries(0):
            response = client.get(address(language, name, arguments))
        page = html.fromstring(response.content)
        assert response.status_code == 200
        assert page.get("lang") == language
        assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize(
    "name", ["/en/temple/nowhere/", "/en/temple/gnlc-key-features/B99/", "/en/temple/nowhere/B4/"]
)
@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client, name):
    assert client.get(name).status_code == 404


def test_every_door_has_a_sign():
    assert {pattern.callback.door for pattern in urls.urlpatterns} == {"public"}


@pytest.mark.django_db
def test_the_index_leads_to_every_area_and_to_the_other_framework(client):
    page = html.fromstring(client.get("/en/temple/").content)
    links = set(page.xpath("//main//a/@href"))

    assert {
        f"/en/temple/gnlc-key-features/{area.code}/" for area in queries.default_framework().areas
    } <= links
    assert {"/en/temple/gnlc-key-features/", "/en/temple/sdg4/"} <= links


@pytest.mark.django_db
def test_an_area_page_says_unit_direction_source_badge_and_crosswalk(client):
    page = html.fromstring(client.get("/en/temple/gnlc-key-features/B8/").content)
    entry = " ".join(page.xpath("//li[@id='KF8.3-b']")[0].text_content().split())

    assert entry.startswith("Children per trained educator in early childhood education ratio")
    assert "lower is better" in entry
    assert "usually from official figures" in entry
    assert "Sustainable Development Goals, target 4.c: a related measure" in entry
    assert entry.endswith("KF8.3-b wording reconstructed, doubtful")


@pytest.mark.django_db
def test_an_area_page_leads_on_to_its_neighbours(client):
    first = html.fromstring(client.get("/en/temple/gnlc-key-features/W1/").content)
    last = html.fromstring(client.get("/en/temple/gnlc-key-features/F12/").content)

    assert first.xpath("//a[@rel]/@rel") == ["next"]
    assert last.xpath("//a[@rel]/@rel") == ["prev"]
