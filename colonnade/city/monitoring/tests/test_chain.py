"""From a promise down to what people can learn, and from an offer back up."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from colonnade.city.catalogue.queries import offer_shown
from colonnade.city.catalogue.tests.factories import indexed, make_offer, make_provider, make_session
from colonnade.city.monitoring.actions.reach import NothingIsSaid, NotOfThisCity, drop_reach, say_reach
from colonnade.city.monitoring.models import ActionReach
from colonnade.city.monitoring.queries.chain import chain_of_action, chain_of_offer, chain_of_pledge
from colonnade.city.monitoring.tests.factories_computing import (
    NOON,
    make_action,
    make_coming,
    make_line,
    make_pledge,
    make_reach,
)
from colonnade.city.profile.tests.factories import make_city, make_district, make_place
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def action(city):
    """An action of the plan in force."""
    return make_action(city)


@pytest.fixture
def pledge(city, action):
    """A promise that the action fulfils."""
    return make_pledge(city, action)


def told(thing, of=chain_of_action, **options):
    """The chain, read in English."""
    indexed()
    return of(thing, "en", NOON, **options)


def titles(offer):
    """Titles of the actions that an offer serves, as its page asks for them."""
    indexed()
    return [str(each.title) for each in chain_of_offer(offer_shown(offer.uuid))]


# -- down ----------------------------------------------------------------------------------------------


def test_a_promise_leads_to_plan_money_offers_and_missing_learners(city, action, pledge):
    make_line(city, "100.10", action=action, planned="200")
    make_line(city, "0.20", action=action)
    make_reach(action, block="B5")
    make_coming(city, "Sewing", building_blocks=["B5"])
    make_coming(city, "Coding", building_blocks=["B7"])

    chain = told(pledge, chain_of_pledge)

    assert [str(title) for title, _ in chain.plans] == ["Plan ADOPTED"]
    assert [
        (each.currency, each.planned, each.committed, each.spent, each.lines) for each in chain.money
    ] == [("EUR", "€200", "", "€100.30", 2)]
    assert chain.offers == 1
    assert [str(card.title) for card in chain.next_offers] == ["Sewing"]
    assert chain.learners is None


def test_money_is_added_by_currency_to_the_cent(city, action):
    for _ in range(3):
        make_line(city, "0.10", action=action)
    make_line(city, "7", action=action, currency="USD")
    make_line(city, "9", action=action, removed_at=NOON)
    make_line(city, "9")

    assert [(each.currency, each.spent) for each in told(action).money] == [("EUR", "€0.30"), ("USD", "US$7")]


def test_an_offer_that_fits_twice_counts_once(city, action):
    make_reach(action, block="B5")
    make_reach(action, words="sewing")
    make_coming(city, "Sewing", building_blocks=["B5"])
    make_coming(city, "Sewing for work", building_blocks=["B6"])

    chain = told(action)

    assert (chain.offers, [each.offers for each in chain.said]) == (2, [1, 2])


def test_everything_said_at_once_must_fit(city, action):
    north, library = make_district(city), make_provider(city)
    hall = make_place(city, "Hall", district=north)
    make_reach(action, block="B5", provider=library, district=north, words="sewing")
    make_coming(city, "Sewing", building_blocks=["B5"], provider=library, place=hall)
    make_coming(city, "Sewing", building_blocks=["B5"], provider=library)
    make_coming(city, "Choir", building_blocks=["B5"], provider=library, place=hall)

    chain = told(action)

    assert chain.offers == 1
    assert (
        chain.said[0].url
        == f"/en/search/?city=aubrelle&q=sewing&block=B5&provider={library.pk}&district={north.pk}"
    )


def test_words_that_nothing_has_bring_nothing_similar(city, action):
    make_reach(action, words="fotography")
    make_coming(city, "Photography")

    assert told(action).offers == 0


def test_one_offer_is_named_and_said_to_be_gone_once_it_is(city, action):
    offer = make_coming(city, "Sewing")
    make_reach(action, offer=offer.uuid)
    assert [(said.words, said.offers) for said in told(action).said] == [("Sewing", 1)]

    offer.status = "WITHDRAWN"
    offer.save()

    assert [(said.words, said.url, said.offers) for said in told(action).said] == [
        ("an offer that is gone", "", 0)
    ]


def test_offers_of_another_city_do_not_belong(city, action):
    make_reach(action, block="B5")
    make_coming(make_city("elsewhere"), building_blocks=["B5"])

    assert told(action).offers == 0


def test_actions_of_a_draft_are_for_the_team(city, pledge):
    pledge.actions.add(make_action(city, "Not yet", state="DRAFT"))

    assert len(told(pledge, chain_of_pledge).plans) == 1
    assert len(told(pledge, chain_of_pledge, team=True).plans) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_a_chain_asks_as_often_for_three_as_for_one(city, pledge, number, django_assert_num_queries):
    for index in range(number):
        action = make_action(city, f"Action {index}")
        pledge.actions.add(action)
        make_line(city, "5", action=action)
        make_reach(
            action,
            block="B5",
            provider=make_provider(city, f"P{index}"),
            district=make_district(city, f"d{index}"),
        )
        make_reach(action, offer=make_coming(city, f"Offer {index}").uuid)
    indexed()

    with django_assert_num_queries(6):
        chain = chain_of_pledge(pledge, "en", NOON)

    assert chain.offers == number


# -- up ------------------------------------------------------------------------------------------------


def test_an_offer_leads_up_to_actions_and_promises(city, action, pledge):
    make_reach(action, block="B5")
    make_reach(action, words="sewing")
    hidden = make_pledge(city, action, text="Secret", is_public=False)

    served = chain_of_offer(offer_shown(make_coming(city, building_blocks=["B5"]).uuid))

    assert [(str(text), url) for text, url in served[0].pledges] == [
        ("Learning in every district", f"/en/cities/aubrelle/promises/{pledge.uuid}/")
    ]
    assert served[0].url == f"/en/cities/aubrelle/plan/actions/{action.uuid}/"
    assert str(hidden.text) == "Secret"


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"block": "B5"}, True), ({"block": "B6"}, False), ({"words": "sewing"}, True), ({"words": "choir"}, False),
        ({"words": "sewing", "block": "B6"}, False),
    ],
)  # fmt: skip
def test_an_offer_serves_what_fits(city, action, said, fits):
    make_reach(action, **said)

    assert titles(make_coming(city, "Sewing", building_blocks=["B5"])) == (["Open the halls"] if fits else [])


def test_an_offer_serves_by_provider_district_or_itself(city):
    north, library = make_district(city), make_provider(city)
    offer = make_coming(city, provider=library, place=make_place(city, district=north))
    make_reach(make_action(city, "By provider"), provider=library)
    make_reach(make_action(city, "By district"), district=north)
    make_reach(make_action(city, "Itself"), offer=offer.uuid)
    make_reach(make_action(city, "Another"), offer=make_coming(city).uuid)
    make_reach(make_action(city, "Another district"), district=make_district(city, "sued"))

    assert titles(offer) == ["By provider", "By district", "Itself"]


def test_an_offer_does_not_lead_to_drafts(city):
    make_reach(make_action(city, state="DRAFT"), block="B5")

    assert titles(make_coming(city, building_blocks=["B5"])) == []


def test_both_directions_agree(city, action):
    make_reach(action, block="B5", words="sewing")
    offers = [
        make_coming(city, name, building_blocks=[block])
        for name in ("Sewing", "Choir")
        for block in ("B5", "B6")
    ]

    assert told(action).offers == sum(1 for offer in offers if titles(offer))


@pytest.mark.parametrize(("number", "questions"), [(0, 1), (1, 2), (3, 2)])
def test_an_offer_asks_once_more_only_where_it_serves_something(
    city, number, questions, django_assert_num_queries
):
    for index in range(number):
        action = make_action(city, f"Action {index}")
        make_pledge(city, action)
        make_reach(action, block="B5")
    offer = offer_shown(make_coming(city, building_blocks=["B5"]).uuid)

    with django_assert_num_queries(questions):
        assert len(chain_of_offer(offer)) == number


# -- saying it -----------------------------------------------------------------------------------------


def test_bruno_says_which_offers_an_action_brings_about(action, bruno):
    reach = say_reach(action=action, block="B5", words="  sewing   circle ", by=bruno, at=NOON)

    assert (reach.block, reach.words) == ("B5", "sewing circle")
    assert Entry.objects.get(verb="monitoring:reach:set").details["said"] is True


def test_said_twice_it_is_kept_once(action, bruno):
    say_reach(action=action, block="B5", by=bruno, at=NOON)
    say_reach(action=action, block="B5", by=bruno, at=NOON)

    assert ActionReach.objects.count() == 1


def test_something_must_be_said(city, action, bruno):
    offer = make_coming(city)
    for said in ({}, {"words": "  "}, {"offer": offer.uuid, "block": "B5"}, {"block": "B1"}):
        with pytest.raises(NothingIsSaid):
            say_reach(action=action, by=bruno, at=NOON, **said)


def test_offers_and_districts_of_other_cities_are_refused(action, bruno):
    other = make_city("elsewhere")
    for said in ({"offer": make_coming(other).uuid}, {"offer": uuid4()}, {"district": make_district(other)}):
        with pytest.raises(NotOfThisCity):
            say_reach(action=action, by=bruno, at=NOON, **said)


def test_say_reach_refuses_strangers(action, charlie):
    with pytest.raises(NotAllowed):
        say_reach(action=action, block="B5", by=charlie, at=NOON)

    assert not ActionReach.objects.exists()


def test_drop_reach_takes_it_back(action, bruno):
    drop_reach(reach=make_reach(action, block="B5"), by=bruno, at=NOON)

    assert not ActionReach.objects.exists()
    assert Entry.objects.get(verb="monitoring:reach:set").details["said"] is False


def test_drop_reach_refuses_strangers(action, charlie):
    reach = make_reach(action, block="B5")

    with pytest.raises(NotAllowed):
        drop_reach(reach=reach, by=charlie, at=NOON)

    assert ActionReach.objects.exists()


def test_a_reach_is_one_offer_or_says_which(action):
    for said in ({}, {"offer": uuid4(), "block": "B5"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_reach(action, **said)


# -- pages ---------------------------------------------------------------------------------------------


def reach_url(action):
    return reverse("monitoring:reach", args=[action.territory.slug, action.uuid])


def test_the_page_of_a_promise_shows_the_chain(client, city, action, pledge):
    make_reach(action, block="B5")
    make_coming(city, "Sewing", building_blocks=["B5"])
    indexed()

    text = client.get(reverse("governance:pledge", args=[city.slug, pledge.uuid])).content.decode()

    assert "What follows from it" in text
    assert "1 offer is coming" in text
    assert "Sewing" in text
    assert "Learners are counted once people can sign up here." in text
    assert reach_url(action) not in text


def test_the_page_of_an_action_leads_the_team_to_the_form(client, city, action, bruno):
    client.force_login(bruno)

    text = client.get(reverse("governance:action", args=[city.slug, action.uuid])).content.decode()

    assert "Nobody has said yet which offers it brings about." in text
    assert reach_url(action) in text


def test_the_page_of_an_offer_leads_up(client, city, action, pledge):
    make_reach(action, block="B5")
    offer, other = make_coming(city, building_blocks=["B5"]), make_offer(city)
    indexed()

    assert "Part of what the city has promised" in client.get(offer.get_absolute_url()).content.decode()
    assert "Part of what the city has promised" not in client.get(other.get_absolute_url()).content.decode()


def test_bruno_says_it_on_the_page_and_takes_it_back(client, city, action, bruno):
    make_coming(city, "Sewing", building_blocks=["B5"])
    indexed()
    client.force_login(bruno)

    text = client.post(reach_url(action), {"block": "B5"}, follow=True).content.decode()
    assert "Together 1 offer that is coming" in text

    reach = ActionReach.objects.get()
    client.post(reverse("monitoring:reach-drop", args=[city.slug, action.uuid, reach.uuid]))
    assert not ActionReach.objects.exists()


def test_one_offer_is_given_by_the_address_of_its_page(client, city, action, bruno):
    offer = make_coming(city)
    client.force_login(bruno)

    client.post(reach_url(action), {"offer": f"https://example.org{offer.get_absolute_url()}"})

    assert ActionReach.objects.get().offer == offer.uuid


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Say at least one thing about the offers."),
        ({"offer": "https://example.org/"}, "This is not the address of an offer’s page."),
        ({"offer": f"/offers/{uuid4()}/"}, "This offer is not on show in this city."),
        (
            {"offer": f"/offers/{uuid4()}/", "block": "B5"},
            "Give the address of one offer, or say which offers; not both.",
        ),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_sentence(client, action, bruno, given, sentence):
    client.force_login(bruno)

    answer = client.post(reach_url(action), given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_charlie_says_nothing(client, city, action, charlie):
    reach = make_reach(action, block="B5")
    client.force_login(charlie)

    assert client.get(reach_url(action)).status_code == 403
    assert client.post(reach_url(action), {"block": "B6"}).status_code == 403
    assert (
        client.post(reverse("monitoring:reach-drop", args=[city.slug, action.uuid, reach.uuid])).status_code
        == 403
    )
    assert ActionReach.objects.count() == 1


def test_an_action_of_another_city_is_not_there(client, action, bruno):
    client.force_login(bruno)

    assert client.get(reverse("monitoring:reach", args=["nowhere", action.uuid])).status_code == 404
    assert client.get(reverse("monitoring:reach", args=["aubrelle", uuid4()])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_form_asks_as_often_for_three_as_for_one(
    client, city, action, bruno, number, django_assert_num_queries
):
    for index in range(number):
        provider, district = make_provider(city, f"P{index}"), make_district(city, f"d{index}")
        make_session(
            make_offer(city, provider=provider), place=make_place(city, f"H{index}", district=district)
        )
        make_reach(action, provider=provider, district=district)
    indexed()
    client.force_login(bruno)
    client.get(reach_url(action))

    with django_assert_num_queries(12):
        client.get(reach_url(action))
