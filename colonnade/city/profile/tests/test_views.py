"""The directory, a city's page, and the pages it owes its visitors."""

from collections import defaultdict

import pytest

from colonnade.city.profile.models import Statement, Territory
from colonnade.city.profile.queries.directory import directory
from colonnade.city.profile.queries.statements import rendered, statement
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_contact, make_district
from colonnade.plumbing import panels
from colonnade.plumbing.search import outbox

KINDS = ("imprint", "privacy", "accessibility")


def page(client, path, **query):
    """The text of a page that must be there."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


# -- directory -----------------------------------------------------------------------------------------


@pytest.fixture
def cities(db):
    """Three cities in two countries, one of them without a point."""
    make_city("aubrelle")
    make_city(
        "rihana",
        country="TN",
        region="Arab States",
        names={"ar": "ريحانة", "fr": "Rihana"},
        default_language="ar",
    )
    make_city("nowhere", latitude=None, longitude=None, region="", joined_year=2019)
    outbox.rebuild()


def slugs(text="", region="", country="", language="en"):
    return [row.slug for row in directory(text, region, country, language).rows]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["aubrelle", "nowhere", "rihana"]),
        ({"text": "rihana"}, ["rihana"]),
        ({"text": "ريحانة"}, ["rihana"]),
        ({"text": "Tunisia"}, ["rihana"]),
        ({"text": "Tunisie", "language": "fr"}, ["rihana"]),
        ({"text": "突尼斯"}, ["rihana"]),
        ({"region": "Arab States"}, ["rihana"]),
        ({"country": "DE"}, ["aubrelle", "nowhere"]),
        ({"country": "DE", "region": "Arab States"}, []),
        ({"text": "zeppelin"}, []),
    ],
)
def test_cities_are_found_by_words_region_and_country(cities, wish, found):
    assert slugs(**wish) == found


def test_the_directory_counts_what_each_filter_would_leave(cities):
    held = directory("", "", "DE", "en")

    assert held.regions == [("Europe and North America", 1)]
    assert held.countries == [("DE", "Germany", 2), ("TN", "Tunisia", 1)]
    assert held.unplaced == 1


def test_a_row_has_the_name_in_both_languages(cities):
    row = directory("rihana", "", "", "fr").rows[0]

    assert (row.name.text, row.own_name.text, row.direction) == ("Rihana", "ريحانة", "rtl")
    assert row.x is not None


def test_parts_of_a_city_are_not_listed_beside_it(cities):
    make_city("nord", parent=Territory.objects.get(slug="aubrelle"))

    assert slugs() == ["aubrelle", "nowhere", "rihana"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_directory_in_six_languages(client, cities, language):
    text = page(client, f"/{language}/cities/")

    assert f"/{language}/cities/aubrelle/" in text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "rihana"},
        {"region": "Arab States"},
        {"country": "TN"},
        {"region": "Atlantis"},
        {"page": "99"},
        {"q": "zeppelin"},
    ],
)
def test_every_filter_is_an_address(client, cities, query):
    page(client, "/en/cities/", **query)


@pytest.mark.parametrize("number", [1, 3])
def test_the_directory_asks_as_often_for_three_as_for_one(client, db, number, django_assert_num_queries):
    for index in range(number):
        make_city(f"city-{index}")
    page(client, "/en/cities/")

    with django_assert_num_queries(1):
        text = page(client, "/en/cities/")

    assert text.count('<li><a href="/en/cities/city-') == number


# -- a city --------------------------------------------------------------------------------------------


@pytest.fixture
def whole(city):
    """A city of which everything is known."""
    Territory.objects.filter(pk=city.pk).update(
        about={"de": "Am Fluss"}, population=1234567, population_year=2024, population_source="Census", joined_year=2019, is_demo=True,
        membership_source="https://example.org/", url="https://aubrelle.example.org/", parent=make_city("land", kind="PROVINCE"),
    )  # fmt: skip
    make_city("nordstadt", parent=city, kind="DISTRICT")
    make_district(city)
    make_contact(city, "Amina", email="amina@example.org")
    make_contact(city, "Unasked", agreed_at=None)
    outbox.rebuild()
    return city


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_in_six_languages(client, whole, language):
    text = page(client, f"/{language}/cities/aubrelle/")

    for words in (
        "Aubrelle",
        "Am Fluss",
        "Nordstadt",
        "amina@example.org",
        "https://aubrelle.example.org/",
        "2019",
        "2024",
    ):
        assert words in text
    assert "Unasked" not in text


def test_a_city_of_which_little_is_known(client, db):
    make_city(
        "bare",
        latitude=None,
        longitude=None,
        region="",
        timezone="",
        languages=[],
        default_language="und",
        names={"und": "Bare"},
    )

    assert "<h1>Bare</h1>" in page(client, "/en/cities/bare/")


def test_a_city_nobody_founded_is_not_there(client, db):
    assert client.get("/en/cities/atlantis/").status_code == 404


def test_a_city_asks_its_own_tables_few_times(client, whole, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(panels, "_panels", defaultdict(list))

    with django_assert_num_queries(4):
        page(client, "/en/cities/aubrelle/")


def test_the_team_finds_its_tools(client, whole, bruno, charlie):
    link = "/en/cities/aubrelle/edit/"
    assert link not in page(client, "/en/cities/aubrelle/")

    client.force_login(charlie)
    assert link not in page(client, "/en/cities/aubrelle/")

    client.force_login(bruno)
    assert link in page(client, "/en/cities/aubrelle/")


# -- writing -------------------------------------------------------------------------------------------


def test_writing_is_for_the_team(client, city, bruno, charlie):
    addresses = ["/en/cities/aubrelle/edit/", "/en/cities/aubrelle/about/imprint/edit/"]
    assert [client.get(path).url for path in addresses] == [
        f"/en/account/login/?next={path}" for path in addresses
    ]

    client.force_login(charlie)
    assert [client.get(path).status_code for path in addresses] == [403, 403]
    assert [client.post(path, {}).status_code for path in addresses] == [403, 403]

    client.force_login(bruno)
    assert [client.get(path).status_code for path in addresses] == [200, 200]


def test_what_the_team_writes_is_shown(client, city, bruno):
    client.force_login(bruno)

    answer = client.post(
        "/en/cities/aubrelle/edit/", {"language": "zh-hans", "about": "河边", "url": "https://a.example/"}
    )

    assert answer.url == "/en/cities/aubrelle/"
    assert "河边" in page(client, "/zh-hans/cities/aubrelle/")
    assert "河边" in page(client, "/en/cities/aubrelle/edit/", language="zh-hans")


@pytest.mark.parametrize(
    "data",
    [{}, {"language": "xx", "about": "x"}, {"language": "en", "about": "x", "url": "javascript:alert(1)"}],
)
def test_what_cannot_be_kept_is_shown_again(client, city, bruno, data):
    client.force_login(bruno)

    assert client.post("/en/cities/aubrelle/edit/", data).status_code == 200
    city.refresh_from_db()
    assert (city.about, city.url) == ({}, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_pages_that_nobody_wrote_say_what_is_true_anyway(client, city, kind, language):
    assert "<h1>" in page(client, f"/{language}/cities/aubrelle/about/{kind}/")


def test_the_privacy_page_names_what_is_kept(client, city):
    text = page(client, "/en/cities/aubrelle/about/privacy/")

    assert "named in public with consent; erased on request" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_the_team_wrote_is_shown(client, city, bruno, kind):
    client.force_login(bruno)
    address = f"/en/cities/aubrelle/about/{kind}/"

    answer = client.post(
        f"{address}edit/",
        {"language": "en", "text": "# We\n\n<script>alert(1)</script> [x](javascript:alert(1))"},
    )
    text = page(client, address)

    assert answer.url == address
    assert "<h1>We</h1>" in text
    assert "<script>alert" not in text
    assert "javascript:" not in text.split("<h1>We</h1>")[1].split("</div>")[0].replace(
        "(javascript:alert(1))", ""
    )
    assert "# We" in page(client, f"{address}edit/")


def test_a_page_in_the_reader_s_language_comes_first(city):
    for language in ("de", "fr"):
        Statement.objects.create(territory=city, kind="IMPRINT", language=language, text=language)

    assert [statement(city, "IMPRINT", language).language for language in ("fr", "de", "es")] == [
        "fr",
        "de",
        "de",
    ]


@pytest.mark.parametrize("path", ["/en/cities/aubrelle/about/terms/", "/en/cities/nowhere/about/imprint/"])
def test_other_pages_are_not_there(client, city, path):
    assert client.get(path).status_code == 404


def test_markdown_does_no_harm():
    assert rendered("<b onclick=x()>a</b>") == "<p>&lt;b onclick=x()&gt;a&lt;/b&gt;</p>\n"
    assert (
        rendered("[a](https://example.org)")
        == '<p><a href="https://example.org" rel="nofollow noopener noreferrer">a</a></p>\n'
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_statement_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for language in ("de", "en", "fr")[:number]:
        Statement.objects.create(territory=city, kind="IMPRINT", language=language, text="x")

    with django_assert_num_queries(2):
        page(client, "/en/cities/aubrelle/about/imprint/")
