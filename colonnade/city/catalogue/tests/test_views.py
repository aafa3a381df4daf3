"""Pages of the catalogue: complete without script, few questions to the database, nothing written by looking."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from colonnade.city.catalogue.models import HarvestRun, Opportunity, Source
from colonnade.city.catalogue.tests.factories import (
    FakeReader,
    feed,
    harvested,
    indexed,
    make_offer,
    make_provider,
    make_session,
    make_source,
    record,
)
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_district, make_place

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)


def page(client, path, **query):
    """The text of a page that must be there."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def make_offers(city, number, source=None):
    """Offers with everything that a list shows."""
    for index in range(number):
        place = make_place(city, f"Place {index}", district=make_district(city, f"d{index}"))
        provider = make_provider(city, f"Provider {index}")
        offer = make_offer(
            city, f"Offer {index}", source=source, provider=provider, building_blocks=["B5"], audience=["families"],
            languages=["de"], prices=[{"amount": "5", "currency": "EUR"}], is_free="NO",
        )  # fmt: skip
        make_session(offer, SOON, place=place)
        make_session(offer, SOON + timedelta(days=7), place=place)
    indexed()


# -- search --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_page_in_six_languages(client, city, language):
    make_offers(city, 1)

    text = page(client, f"/{language}/search/", city="aubrelle")

    assert f'<html lang="{language}"' in text
    assert "Offer 0" in text


def test_every_filter_is_a_link_and_the_form_keeps_them(client, city):
    make_offers(city, 1)

    text = page(client, "/en/search/", q="offer", city="aubrelle", block="B5", when="month")

    assert "?q=offer&amp;city=aubrelle&amp;when=month&amp;block=B5&amp;free=NO" in text
    assert text.count('<input type="hidden" name="block" value="B5">') == 2
    assert '<input type="hidden" name="q" value="offer">' in text
    assert 'href="?q=offer&amp;city=aubrelle"' in text  # all filters away


def test_a_chosen_filter_leads_back(client, city):
    make_offers(city, 1)

    text = page(client, "/en/search/", city="aubrelle", age="7", near="52.5,13.4", km="5")

    assert 'href="?city=aubrelle&amp;near=52.5%2C13.4&amp;km=5"' in text
    assert 'href="?city=aubrelle&amp;age=7"' in text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "<script>alert(1)</script>"}, {"page": "x"}, {"page": "999"}, {"from": "yesterday"}, {"near": "a,b"}, {"near": "999,999"},
        {"age": "-1"}, {"km": "0"}, {"sort": "price"}, {"when": "never"}, {"district": "x"}, {"city": "nowhere"}, {"block": "B1"}, {"q": "\x00"},
    ],
)  # fmt: skip
def test_no_address_breaks_the_search_page(client, city, query):
    make_offers(city, 1)

    assert "<script>alert" not in page(client, "/en/search/", **query)


def test_the_search_page_without_an_index(client, db):
    assert "Nothing found" in page(client, "/en/search/", q="pottery")


def test_what_was_loosened_is_said(client, city):
    make_offer(city, "Photography")
    indexed()

    assert "Nothing is spelt exactly like that" in page(client, "/en/search/", q="fotography")


def test_pages_of_a_search_go_on(client, city):
    make_offers(city, 21)

    text = page(client, "/en/search/", city="aubrelle")

    assert "1–20 of 21" in text
    assert "?city=aubrelle&amp;page=2" in text
    assert "21–21 of 21" in page(client, "/en/search/", city="aubrelle", page="2")


@pytest.mark.parametrize("number", [1, 3])
def test_search_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    make_offers(city, number)
    page(client, "/en/search/", city="aubrelle")

    with django_assert_num_queries(6):
        page(client, "/en/search/", city="aubrelle")


def test_suggestions(client, city):
    make_offer(city, "Pottery & more")
    indexed()

    answer = client.get("/en/search/suggest/", {"q": "pot", "city": "aubrelle"})

    assert answer.json() == {
        "suggestions": [
            {"text": "Pottery & more", "note": "", "url": "/en/search/?q=Pottery+%26+more&city=aubrelle"}
        ]
    }
    assert client.get("/en/search/suggest/", {"q": "p"}).json() == {"suggestions": []}


@pytest.mark.parametrize("number", [1, 3])
def test_suggestions_take_one_question(client, city, number, django_assert_num_queries):
    make_offers(city, number)
    client.get("/en/search/suggest/", {"q": "off"})

    with django_assert_num_queries(1):
        assert len(client.get("/en/search/suggest/", {"q": "off"}).json()["suggestions"]) == number


# -- a city's page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_shows_what_comes_next_in_six_languages(client, city, language):
    make_offers(city, 1)

    text = page(client, f"/{language}/cities/aubrelle/")

    assert "Offer 0" in text
    assert f"/{language}/search/?city=aubrelle&amp;block=B5" in text


@pytest.mark.parametrize("number", [1, 3, 9])
def test_a_city_asks_as_often_for_many_offers_as_for_one(client, city, number, django_assert_num_queries):
    make_offers(city, number)
    page(client, "/en/cities/aubrelle/")

    with django_assert_num_queries(16):
        page(client, "/en/cities/aubrelle/")


def test_the_way_to_the_feeds_is_for_the_team(client, city, bruno, charlie):
    indexed()
    link = "/en/cities/aubrelle/sources/"
    assert link not in page(client, "/en/cities/aubrelle/")

    client.force_login(charlie)
    assert link not in page(client, "/en/cities/aubrelle/")

    client.force_login(bruno)
    assert link in page(client, "/en/cities/aubrelle/")


# -- one offer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_in_six_languages(client, city, source, language):
    make_offers(city, 1, source)
    offer = Opportunity.objects.get()

    text = page(client, f"/{language}/offers/{offer.uuid}/")

    assert "Offer 0" in text
    assert "Library calendar" in text


def test_an_offer_about_which_little_is_known(client, city):
    offer = make_offer(city)
    indexed()

    text = page(client, f"/en/offers/{offer.uuid}/")

    assert "No dates are stated" in text
    assert text.count("not stated") >= 2


def test_an_offer_with_everything(client, city, source):
    offer = make_offer(
        city, source=source, provider=make_provider(city), description={"en": "<p>Clay</p>"}, url="https://example.org/", mode="HYBRID",
        status="POSTPONED", age_min=3, age_max=9, audience=["families"], accessibility=["captions"], building_blocks=["B5", "B9"], is_demo=True,
        facts={
            "registration": {"needed": "YES", "url": "https://example.org/go", "note": {"en": "By phone"}, "contact": "info@example.org"},
            "outcomes": [{"en": "A jug"}], "awards": [{"name": {"en": "Badge"}}], "entry_requirements": {"en": "None"},
            "accessibility_note": {"en": "Lift"}, "duration": {"note": {"en": "Six weeks"}}, "image": {"url": "https://example.org/a.jpg"},
        },
    )  # fmt: skip
    make_session(offer, SOON, place=make_place(city, street="Mill Lane 1"), places_left=3, status="MOVED")
    make_session(offer, SOON + timedelta(days=1), schedule_note={"en": "Bring an apron"})
    indexed()

    text = page(client, f"/en/offers/{offer.uuid}/")

    for words in (
        "<p>Clay</p>",
        "A jug",
        "Badge",
        "By phone",
        "Lift",
        "3 places left",
        "Bring an apron",
        "Postponed",
        "3 to 9 years",
    ):
        assert words in text


def test_a_withdrawn_offer_is_gone_but_says_what_it_was(client, city, source):
    harvested(source, record("a"))
    uuid = Opportunity.objects.get().uuid
    harvested(source)

    answer = client.get(f"/en/offers/{uuid}/")

    assert answer.status_code == 410
    assert "Pottery for beginners" in answer.content.decode()


@pytest.mark.parametrize("status", ["DRAFT", None])
def test_what_is_not_shown_is_not_there(client, city, status):
    uuid = make_offer(city, status=status).uuid if status else uuid4()

    assert client.get(f"/en/offers/{uuid}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_an_offer_asks_as_often_for_three_dates_as_for_one(
    client, city, source, number, django_assert_num_queries
):
    make_offers(city, number, source)
    offer = Opportunity.objects.order_by("id").first()
    for index in range(number):
        make_session(offer, SOON + timedelta(days=index), place=make_place(city, f"Room {index}"))
    page(client, f"/en/offers/{offer.uuid}/")

    with django_assert_num_queries(7):
        page(client, f"/en/offers/{offer.uuid}/")


def test_the_provider_may_correct_what_others_may_not(client, city, bruno, charlie):
    offer = make_offer(city, building_blocks=["B5"])
    address = f"/en/offers/{offer.uuid}/correct/"
    assert client.get(address).status_code == 302

    client.force_login(charlie)
    assert client.get(address).status_code == 403
    assert client.post(address, {"building_blocks": ["B9"]}).status_code == 403
    assert Opportunity.objects.get().building_blocks == ["B5"]

    client.force_login(bruno)
    assert "Set this right" in page(client, address)
    answer = client.post(address, {"building_blocks": ["B9"], "audience": ["women"]})

    assert (answer.status_code, answer.url) == (302, f"/en/offers/{offer.uuid}/")
    offer.refresh_from_db()
    assert offer.by_hand == {"building_blocks": ["B9"], "placing": offer.placing, "audience": ["women"]}


def test_a_wrong_correction_is_shown_again(client, city, bruno):
    offer = make_offer(city)
    client.force_login(bruno)

    answer = client.post(f"/en/offers/{offer.uuid}/correct/", {"building_blocks": ["B1"]})

    assert answer.status_code == 200
    assert Opportunity.objects.get().by_hand == {}


# -- feeds ---------------------------------------------------------------------------------------------


@pytest.fixture
def pages(source):
    """Every page about feeds that can be looked at."""
    run = harvested(source, record("a"), {"refused": "no_title"})
    return [
        reverse("catalogue:sources", args=["aubrelle"]),
        reverse("catalogue:source", args=["aubrelle", source.pk]),
        reverse("catalogue:run", args=["aubrelle", run.pk]),
    ]


def test_feeds_are_for_the_team(client, pages, bruno, charlie):
    assert [client.get(path).url for path in pages] == [f"/en/account/login/?next={path}" for path in pages]

    client.force_login(charlie)
    assert [client.get(path).status_code for path in pages] == [403, 403, 403]

    client.force_login(bruno)
    assert [client.get(path).status_code for path in pages] == [200, 200, 200]


def test_feeds_of_another_city_are_not_there(client, source, dora):
    make_city("rihana")
    run = harvested(source, record("a"))
    client.force_login(dora)

    assert client.get(f"/en/cities/rihana/sources/{source.pk}/").status_code == 404
    assert client.get(f"/en/cities/rihana/harvests/{run.pk}/").status_code == 404
    assert client.post(f"/en/cities/rihana/sources/{source.pk}/run/").status_code == 404
    assert client.get("/en/cities/nowhere/sources/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_feeds_ask_as_often_for_three_as_for_one(client, city, bruno, number, django_assert_num_queries):
    for index in range(number):
        source = make_source(city, f"Feed {index}")
        harvested(source, record(f"{index}", f"Title {index}"))
        harvested(source, record(f"{index}", f"Title {index}"))
    client.force_login(bruno)
    page(client, "/en/cities/aubrelle/sources/")

    with django_assert_num_queries(6):
        page(client, "/en/cities/aubrelle/sources/")


@pytest.mark.parametrize("number", [1, 3])
def test_harvests_of_a_feed_ask_as_often_for_three_as_for_one(
    client, source, bruno, number, django_assert_num_queries
):
    for _ in range(number):
        harvested(source, record("a"))
    client.force_login(bruno)
    page(client, f"/en/cities/aubrelle/sources/{source.pk}/")

    with django_assert_num_queries(7):
        page(client, f"/en/cities/aubrelle/sources/{source.pk}/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_run_asks_as_often_for_three_notes_as_for_one(
    client, source, bruno, number, django_assert_num_queries
):
    run = harvested(source, *[{"refused": "no_title"}] * number)
    client.force_login(bruno)
    page(client, f"/en/cities/aubrelle/harvests/{run.pk}/")

    with django_assert_num_queries(7):
        text = page(client, f"/en/cities/aubrelle/harvests/{run.pk}/")

    assert text.count("It has no title. Give it one in the source.") == number


def bring(client, *records):
    """Bring a file and return the run that waits to be confirmed."""
    file = SimpleUploadedFile("feed.json", feed(*records).read())
    answer = client.post(
        "/en/cities/aubrelle/sources/add/", {"name": "Library", "file": file, "licence": "CC0-1.0"}
    )
    run = HarvestRun.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/en/cities/aubrelle/harvests/{run.pk}/preview/")
    return run


def test_a_new_feed_is_looked_at_before_anything_is_kept(
    client, city, bruno, django_capture_on_commit_callbacks
):
    client.force_login(bruno)
    run = bring(client, record("a", building_blocks=["B5"]), {"refused": "no_title"})
    address = f"/en/cities/aubrelle/harvests/{run.pk}/preview/"
    assert client.get(f"/en/cities/aubrelle/harvests/{run.pk}/").url == address
    text = page(client, address)
    assert "1 usable record, read as Fake." in text
    assert "It has no title" in text
    assert Opportunity.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address)
    run.refresh_from_db()

    assert (answer.status_code, answer.url) == (302, f"/en/cities/aubrelle/harvests/{run.pk}/")
    assert (run.state, run.created, run.source.name, run.source.licence) == ("DONE", 1, "Library", "CC0-1.0")


def test_a_file_that_cannot_be_read_is_not_offered_to_be_kept(client, city, bruno):
    client.force_login(bruno)
    run = bring(client, {"unusable": "not_json"})

    text = page(client, f"/en/cities/aubrelle/harvests/{run.pk}/preview/")

    assert "This could not be read" in text
    assert "Keep these offers" not in text


def test_strangers_neither_see_nor_confirm_a_preview(client, city, bruno, charlie):
    client.force_login(bruno)
    run = bring(client, record("a"))
    client.force_login(charlie)
    address = f"/en/cities/aubrelle/harvests/{run.pk}/preview/"

    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    run.refresh_from_db()
    assert run.state == "PREVIEW"


@pytest.mark.parametrize("number", [1, 3])
def test_a_preview_asks_as_often_for_three_as_for_one(client, city, bruno, number, django_assert_num_queries):
    client.force_login(bruno)
    run = bring(
        client, *[record(str(index), venue={"names": {"en": f"Mill {index}"}}) for index in range(number)]
    )
    address = f"/en/cities/aubrelle/harvests/{run.pk}/preview/"
    page(client, address)

    with django_assert_num_queries(5):
        page(client, address)


@pytest.mark.parametrize(
    "data",
    [{}, {"name": "Library"}, {"name": "Library", "address": "ftp://x"}, {"address": "https://example.org"}],
)
def test_a_feed_without_name_or_origin_is_shown_again(client, city, bruno, data):
    client.force_login(bruno)

    answer = client.post("/en/cities/aubrelle/sources/add/", data)

    assert (answer.status_code, Source.objects.count()) == (422, 0)


def test_strangers_add_and_run_nothing(client, city, source, charlie):
    client.force_login(charlie)

    assert (
        client.post(
            "/en/cities/aubrelle/sources/add/", {"name": "X", "address": "https://example.org/"}
        ).status_code
        == 403
    )
    assert client.post(f"/en/cities/aubrelle/sources/{source.pk}/run/").status_code == 403
    assert (Source.objects.count(), HarvestRun.objects.count()) == (1, 0)


def test_a_feed_with_nothing_to_read_says_so(client, source, bruno):
    client.force_login(bruno)

    answer = client.post(f"/en/cities/aubrelle/sources/{source.pk}/run/", follow=True)

    assert "neither an address nor a file" in answer.content.decode()


def test_looking_is_not_running(client, source, bruno):
    client.force_login(bruno)

    assert client.get(f"/en/cities/aubrelle/sources/{source.pk}/run/").status_code == 405
    assert client.get("/en/cities/aubrelle/sources/add/").status_code == 405


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("WAITING", "", "records so far"),
        ("RUNNING", "", "records so far"),
        ("REFUSED", "empty", "The file is empty"),
        ("INTERRUPTED", "", "This harvest was interrupted"),
        ("DONE", "", "The feed ended too early"),
    ],
)
def test_a_run_says_where_it_stands(client, source, bruno, state, reason, words):
    run = HarvestRun.objects.create(source=source, state=state, reason=reason)
    if reason:
        run.notes.create(where="", code=reason)
    client.force_login(bruno)

    assert words in page(client, f"/en/cities/aubrelle/harvests/{run.pk}/")


def test_a_running_harvest_is_asked_for_piece_by_piece(client, source, bruno):
    run = HarvestRun.objects.create(source=source, state="RUNNING")
    client.force_login(bruno)

    text = client.get(
        f"/en/cities/aubrelle/harvests/{run.pk}/", headers={"HX-Request": "true"}
    ).content.decode()

    assert text.strip().startswith('<div id="run"')
    assert "every 1s" in text


# -- tables --------------------------------------------------------------------------------------------


def test_columns_are_mapped_once_and_kept(
    client, source, bruno, settings, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(FakeReader, "columns", lambda self, stream: ["Kursname", "Tag"])
    monkeypatch.setattr(FakeReader, "fields", lambda self: [("title", "Title"), ("start", "Start")])
    monkeypatch.setattr(FakeReader, "suggested", lambda self, columns: {"start": "Tag"})
    run = HarvestRun.objects.create(
        source=source, state="REFUSED", reason="needs_mapping", upload="feeds/x.csv"
    )
    run.notes.create(where="", code="needs_mapping", details={"columns": "Kursname, Tag"})
    client.force_login(bruno)
    assert "Say which column is which" in page(client, f"/en/cities/aubrelle/harvests/{run.pk}/")
    (settings.MEDIA_ROOT / "feeds").mkdir(parents=True)
    (settings.MEDIA_ROOT / "feeds" / "x.csv").write_bytes(feed(record("a")).read())
    address = f"/en/cities/aubrelle/harvests/{run.pk}/columns/"
    assert '<option value="Tag" selected>' in page(client, address)

    assert client.post(address, {"start": "Tag"}).status_code == 200  # the title is missing
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"title": "Kursname", "start": "Tag"})
    source.refresh_from_db()

    assert answer.status_code == 302
    assert source.mapping == {"title": "Kursname", "start": "Tag"}
    assert source.runs.order_by("id").last().state == "DONE"


def test_what_is_no_table_has_no_columns_to_map(client, source, bruno):
    run = HarvestRun.objects.create(source=source)
    client.force_login(bruno)

    assert client.get(f"/en/cities/aubrelle/harvests/{run.pk}/columns/").status_code == 404
