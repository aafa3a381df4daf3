"""Finding: what is coming, when, for whom, how near, and what it is called."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from colonnade.city.catalogue.harvest import protocol
from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.queries import (
    Wish,
    cards,
    feeds_of,
    find,
    offer_shown,
    offers_on_show,
    suggestions,
)
from colonnade.city.catalogue.queries.cards import metres, price_words
from colonnade.city.catalogue.queries.drawing import city_map
from colonnade.city.catalogue.queries.finding import windows
from colonnade.city.catalogue.queries.measures import counts_by_block, free_count
from colonnade.city.catalogue.queries.showing import shown
from colonnade.city.catalogue.queries.wishing import wish_from
from colonnade.city.catalogue.search import passed_since
from colonnade.city.catalogue.tests.factories import (
    harvested,
    indexed,
    make_offer,
    make_provider,
    make_session,
    make_source,
    record,
)
from colonnade.city.profile.tests.factories import make_city, make_district, make_place

TODAY = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
DAY = timedelta(days=1)


def titles(language="en", **wish):
    """Titles that a wish finds, in the order of the answer."""
    return [card.title.text for card in find(Wish(**wish), language, TODAY).cards]


@pytest.fixture
def agenda(city):
    """Something past, two things coming, something without a date."""
    make_session(make_offer(city, "Past pottery"), TODAY - 9 * DAY)
    make_session(make_offer(city, "Later pottery"), TODAY + 20 * DAY)
    make_session(make_offer(city, "Soon pottery"), TODAY + 2 * DAY)
    make_offer(city, "Open pottery")
    indexed()


def test_coming_and_undated_offers_are_found_the_soonest_first(agenda):
    assert titles() == ["Soon pottery", "Later pottery", "Open pottery"]


def test_a_first_day_reaches_back(agenda):
    assert sorted(titles(first=(TODAY - 30 * DAY).date())) == [
        "Later pottery",
        "Open pottery",
        "Past pottery",
        "Soon pottery",
    ]
    assert titles(first=(TODAY - 10 * DAY).date(), last=(TODAY - 8 * DAY).date()) == ["Past pottery"]


def test_a_last_day_leaves_out_what_comes_after(agenda):
    assert titles(last=(TODAY + 5 * DAY).date()) == ["Soon pottery"]


def test_the_past_date_is_shown_to_whoever_looks_back(agenda):
    found = find(Wish(first=(TODAY - 30 * DAY).date(), last=(TODAY - 8 * DAY).date()), "en", TODAY)

    assert [card.when_iso[:10] for card in found.cards] == [str((TODAY - 9 * DAY).date())]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 25), ((25, 25), (28, 29), (25, 1), (25, 24))),  # a Wednesday
        (date(2026, 11, 28), ((28, 28), (28, 29), (28, 4), (28, 27))),  # a Saturday
        (date(2026, 11, 29), ((29, 29), (29, 29), (29, 5), (29, 28))),  # a Sunday
    ],
)
def test_windows_are_days_people_mean(today, expected):
    spans = windows(today)

    assert (
        tuple((spans[name][0].day, spans[name][1].day) for name in ("today", "weekend", "week", "month"))
        == expected
    )


def test_a_window_keeps_what_happens_in_it_and_is_counted(agenda, city):
    assert titles(when="week") == ["Soon pottery"]
    assert titles(when="month") == ["Soon pottery", "Later pottery"]
    assert titles(when="today") == []
    assert find(Wish(), "en", TODAY).windows["month"] == 2


def test_a_course_over_several_days_is_on_every_day(city):
    make_session(make_offer(city, "Summer school"), TODAY - 2 * DAY, hours=24 * 5)
    indexed()

    assert titles(when="today") == ["Summer school"]


def test_the_age_filter_keeps_unknown_ages(city):
    make_offer(city, "Toddlers", age_min=1, age_max=4)
    make_offer(city, "Grown-ups", age_min=18)
    make_offer(city, "Anybody")
    indexed()

    assert sorted(titles(age=3)) == ["Anybody", "Toddlers"]
    assert sorted(titles(age=18)) == ["Anybody", "Grown-ups"]
    assert sorted(titles(age=0)) == ["Anybody"]


def test_offers_of_one_city_only(city):
    make_offer(city, "Here")
    make_offer(make_city("rihana"), "There")
    indexed()

    assert titles(city="aubrelle") == ["Here"]
    assert titles(city="nowhere") == []


@pytest.mark.parametrize(
    ("status", "found"),
    [("PUBLISHED", 1), ("POSTPONED", 1), ("CANCELLED", 0), ("DRAFT", 0), ("WITHDRAWN", 0)],
)
def test_only_what_is_on_is_found(city, status, found):
    make_offer(city, status=status)
    indexed()

    assert len(titles()) == found
    assert offers_on_show().count() == (1 if status in {"PUBLISHED", "POSTPONED", "CANCELLED"} else 0)


def test_a_withdrawn_offer_can_no_longer_be_found(source):
    harvested(source, record("a"), record("b", "Chess"), index=True)
    assert sorted(titles()) == ["Chess", "Pottery for beginners"]

    harvested(source, record("b", "Chess"), index=True)

    assert titles() == ["Chess"]


@pytest.fixture
def spread(city):
    """Three offers at three distances, one without a place."""
    for name, latitude in (("Far", 52.9), ("Near", 52.501), ("Middle", 52.55)):
        place = make_place(city, name, latitude=latitude, longitude=13.4)
        make_session(make_offer(city, name), place=place)
    make_session(make_offer(city, "Nowhere"))
    indexed()


def test_the_nearest_comes_first(spread):
    found = find(Wish(near=(52.5, 13.4), sort="distance"), "en", TODAY)

    assert [(card.title.text, card.distance) for card in found.cards] == [
        ("Near", "100 m"),
        ("Middle", "5.6 km"),
        ("Far", "44.5 km"),
    ]


def test_nothing_beyond_the_distance_is_found(spread):
    assert titles(near=(52.5, 13.4), metres=10_000, sort="distance") == ["Near", "Middle"]


def test_the_pages_of_the_nearest_go_on(spread):
    assert titles(near=(52.5, 13.4), sort="distance", limit=2, page=2) == ["Far"]


def test_of_very_many_the_nearest_are_still_found(city, monkeypatch):
    monkeypatch.setattr("colonnade.city.catalogue.queries.finding.NEAREST", 5)
    for number in range(12):
        place = make_place(city, f"Place {number}", latitude=52.5 + (12 - number) / 1000, longitude=13.4)
        make_session(make_offer(city, f"Offer {number}"), place=place)
    indexed()

    assert titles(near=(52.5, 13.4), sort="distance", limit=2) == ["Offer 11", "Offer 10"]


def test_districts_and_providers_have_names(city):
    district, provider = make_district(city, "nord"), make_provider(city)
    place = make_place(city, district=district)
    make_session(make_offer(city, provider=provider), place=place)
    indexed()

    found = find(Wish(), "en", TODAY)

    assert found.facets["district"] == [(str(district.pk), 1)]
    assert {key: text.text for key, text in found.names["district"].items()} == {str(district.pk): "Nord"}
    assert {key: text.text for key, text in found.names["provider"].items()} == {
        str(provider.pk): "Harbour Library"
    }
    assert titles(chosen={"district": (str(district.pk),)}) == ["Pottery"]


@pytest.mark.parametrize("value", ["9" * 5000, "9" * 10, "-1", "²", "٣", "x", ""])
def test_a_number_out_of_range_is_no_wish(value):
    wish = wish_from(QueryDict(urlencode({"age": value, "page": value, "km": value})))

    assert (wish.age, wish.page, wish.metres) == (None, 1, 0)


def test_a_chosen_district_nobody_knows_finds_nothing(city):
    make_offer(city)
    indexed()

    found = find(Wish(chosen={"district": ("999", "x", "9" * 30, "9" * 5000, "²")}), "en", TODAY)

    assert (found.total, found.names["district"]) == (0, {})


def test_suggestions_go_on_where_the_typing_stopped(city):
    make_offer(city, {"en": "Pottery", "de": "Töpfern"})
    make_offer(city, "Pottery")
    make_offer(make_city("rihana"), "Potatoes")
    indexed()

    assert suggestions("pot", "aubrelle", "en") == ["Pottery"]
    assert suggestions("töp", "aubrelle", "de") == ["Töpfern"]
    assert sorted(suggestions("pot", "", "en")) == ["Potatoes", "Pottery"]


def test_pages_go_on(city):
    for number in range(5):
        make_session(make_offer(city, f"Offer {number}"), TODAY + (number + 1) * DAY)
    indexed()

    found = find(Wish(limit=2, page=3), "en", TODAY)

    assert ([card.title.text for card in found.cards], found.total, found.pages) == (["Offer 4"], 5, 3)


def test_an_offer_whose_date_passes_moves_to_its_next(city):
    offer = make_offer(city)
    make_session(offer, datetime.now(UTC) - timedelta(minutes=30), hours=0.25)

    assert passed_since(datetime.now(UTC) - timedelta(hours=1)) == [offer.pk]
    assert passed_since(datetime.now(UTC)) == []


# -- cards and maps ------------------------------------------------------------------------------------


def test_cards_come_in_the_order_asked_for_without_what_is_gone(city):
    first, second = make_offer(city, "First"), make_offer(city, "Second")
    gone = make_offer(city, "Gone", deleted_at=TODAY)

    assert [card.title.text for card in cards([second.pk, gone.pk, first.pk, 999], "en", TODAY)] == [
        "Second",
        "First",
    ]


def test_a_card_shows_the_next_date_that_takes_place(city):
    offer = make_offer(city)
    make_session(offer, TODAY + DAY, status="CANCELLED")
    make_session(offer, TODAY - DAY)
    make_session(offer, TODAY + 3 * DAY)
    make_session(offer, TODAY + 2 * DAY)
    card = cards([offer.pk], "en", TODAY)[0]

    assert (card.when_iso[:10], card.more_dates) == (str((TODAY + 2 * DAY).date()), 1)


def test_a_title_in_another_language_says_so(city):
    offer = make_offer(city, {"de": "Töpfern"}, default_language="de")

    assert cards([offer.pk], "fr", TODAY)[0].title == ("Töpfern", "de", True)


@pytest.mark.parametrize(
    ("is_free", "prices", "words"),
    [
        ("YES", [{"amount": "5", "currency": "EUR"}], ""),
        ("NO", [{"amount": "5.00", "currency": "EUR"}], "€5"),
        ("UNKNOWN", [{"label": {"en": "Pay what you can"}}], "Pay what you can"),
        ("NO", [{"condition": {"de": "Mitglieder"}}], "Mitglieder"),
        ("UNKNOWN", [], ""),
    ],
)
def test_prices_in_words(is_free, prices, words):
    assert price_words(is_free, prices, "en") == words


def test_distances_over_the_ground():
    assert round(metres((52.5, 13.4), (52.5, 13.4))) == 0
    assert round(metres((0, 0), (0, 180)) / 1000) == 20015


def test_a_map_has_what_has_a_place(city):
    make_district(city, outline=[[52.4, 13.3], [52.6, 13.3], [52.6, 13.5]])
    place = make_place(city)
    for title in ("One", "Two"):
        make_session(make_offer(city, title), place=place)
    make_session(make_offer(city, "Elsewhere"), place=make_place(city, "Moon", latitude=-50))
    ids = list(Opportunity.objects.order_by("id").values_list("id", flat=True))

    drawn = city_map(cards(ids, "en", TODAY), city, "en")

    assert [(spot.numbers, spot.title) for spot in drawn.spots] == [("1, 2", "Library: One · Two")]
    assert [shape.name for shape in drawn.districts] == ["Nord"]
    assert (drawn.unplaced, drawn.scale_words) == (1, "5 km")


def test_without_any_place_there_is_no_map(city):
    offer = make_offer(city)

    assert city_map(cards([offer.pk], "en", TODAY), city, "en") is None


# -- counts --------------------------------------------------------------------------------------------


def test_blocks_are_counted_with_their_reach(city):
    nord = make_district(city, "nord")
    make_district(city, "sued")
    make_session(
        make_offer(city, building_blocks=["B5"], is_free="YES"), place=make_place(city, district=nord)
    )
    make_session(make_offer(city, building_blocks=["B9"]), TODAY + DAY)
    indexed()

    counts = counts_by_block(city, TODAY)

    assert (counts["B5"].offers, counts["B5"].reach, free_count(city, TODAY)) == (1, 0.5, 1)
    assert (counts["B9"].offers, counts["B9"].reach) == (1, None)
    assert (counts["B4"].offers, counts["B4"].reach) == (0, 0.0)


def test_where_no_district_is_known_nothing_is_said_of_reach(city):
    indexed()

    assert counts_by_block(city, TODAY)["B4"].reach is None


def test_feeds_come_with_their_latest_harvest_in_two_queries(city, source, django_assert_num_queries):
    harvested(source, record("a"))
    latest = harvested(source, record("a"), record("b", "Chess"))
    make_source(city, "Zoo")

    with django_assert_num_queries(2):
        feeds = feeds_of(city)

    assert [(feed.name, feed.live, run) for feed, run in feeds] == [
        ("Library calendar", 2, latest),
        ("Zoo", 0, None),
    ]


# -- one offer -----------------------------------------------------------------------------------------


def test_everything_an_offer_says(city, source):
    offer = make_offer(
        city, source=source, building_blocks=["B5"], placing=[{"block": "B5", "score": 2, "reasons": [["famil*", "title"]]}],
        audience=["families"], age_min=6, languages=["de"], mode="ONSITE", is_free="NO", prices=[{"amount": "5", "currency": "EUR"}],
        facts={"registration": {"needed": "YES", "note": {"en": "By phone"}}, "awards": [{"name": {"en": "Badge"}, "credit": 2, "system": "ECTS"}]},
    )  # fmt: skip
    make_session(
        offer, TODAY + DAY, place=make_place(city, street="Mill Lane 1", accessibility=["wheelchair"])
    )
    told = shown(offer_shown(offer.uuid), "en", TODAY)

    assert (told.price, told.prices, told.ages, told.audience) == ("€5", ["€5"], "from 6 years", "families")
    assert (told.where, told.address, told.access) == ("Library", "Mill Lane 1", ["wheelchair access"])
    assert (told.registration["needed"], told.registration["note"], told.awards) == (
        "YES",
        "By phone",
        ["Badge (2 ECTS)"],
    )
    assert [(block.code, block.reasons) for block in told.blocks] == [("B5", ["“famil…” in the title"])]
    assert (told.past, told.status_words, [record.source for record in told.sources]) == (False, "", [source])


def test_an_offer_all_of_whose_dates_are_over_says_so(city):
    offer = make_offer(city)
    make_session(offer, TODAY - 9 * DAY)

    assert shown(offer_shown(offer.uuid), "en", TODAY).past is True


def test_a_draft_is_not_shown(city):
    assert offer_shown(make_offer(city, status="DRAFT").uuid) is None


def test_a_format_name_can_be_taken_once():
    class Other(protocol.Reader):
        name = "fake"

    with pytest.raises(ValueError):
        protocol.register(Other())
