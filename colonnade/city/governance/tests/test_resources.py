"""What the city shares and needs: kept by the team, offered by anybody, used no more than offered, met in the end."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from colonnade.city.governance.actions.commitments import match_commitment, report_commitment
from colonnade.city.governance.actions.money import FromAnotherCity
from colonnade.city.governance.actions.resources import (
    AlreadyWithdrawn,
    LessThanUsed,
    MoreThanOffered,
    NotShared,
    NotWaiting,
    TooManyWaiting,
    answer_offer,
    change_need,
    change_resource,
    note_use,
    offer_resource,
    post_need,
    renew_need,
    share_resource,
    strike_use,
    withdraw_need,
    withdraw_resource,
)
from colonnade.city.governance.models import Need, Resource, ResourceUse
from colonnade.city.governance.queries.resources import (
    met_needs,
    open_needs,
    past_resources,
    resources_on_show,
    volunteer_facts,
)
from colonnade.city.governance.tests.factories_resources import (
    NOON,
    TODAY,
    make_action,
    make_commitment,
    make_giver,
    make_need,
    make_resource,
)
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_place
from colonnade.people.tests.factories import make_person
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def amina(db):
    """Has an account and keeps offers."""
    return make_person("Amina")


def page(client, name, /, *args, **query):
    """The text of a page that must be there."""
    answer = client.get(reverse(f"governance:{name}", args=["aubrelle", *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, /, *args, **given):
    """What a form sends."""
    return client.post(reverse(f"governance:{name}", args=["aubrelle", *args]), given)


# -- sharing and using -----------------------------------------------------------------------------------


def test_share_resource(city, bruno):
    giver = make_giver(city)

    made = share_resource(
        territory=city, by=bruno, at=NOON, kind="ROOM", title=" Hall ", offered_by=giver, quantity=Decimal(40)
    )

    assert (made.title, made.state, made.offered_by) == ("Hall", "SHARED", giver)
    assert list(resources_on_show(city, TODAY)) == [made]


def test_share_resource_refuses_a_giver_of_another_city(city, bruno):
    with pytest.raises(FromAnotherCity):
        share_resource(
            territory=city,
            by=bruno,
            at=NOON,
            kind="ROOM",
            title="Hall",
            offered_by=make_giver(make_city("b")),
        )


def test_uses_never_exceed_what_was_offered(city, bruno):
    hall = make_resource(city, quantity=10, unit="evenings")
    note_use(resource=hall, used_on=TODAY, quantity=Decimal(7), used_for="Choir", by=bruno, at=NOON)

    with pytest.raises(MoreThanOffered) as problem:
        note_use(resource=hall, used_on=TODAY, quantity=Decimal("3.5"), used_for="Chess", by=bruno, at=NOON)
    assert problem.value.left == 3
    note_use(resource=hall, used_on=TODAY, quantity=Decimal(3), used_for="Chess", by=bruno, at=NOON)
    with pytest.raises(LessThanUsed):
        change_resource(resource=hall, quantity=Decimal(9), by=bruno, at=NOON)

    assert resources_on_show(city, TODAY).get().used == 10


def test_what_has_no_limit_can_be_used_without_end(city, bruno):
    hall = make_resource(city)

    for _each in range(3):
        note_use(resource=hall, used_on=TODAY, quantity=Decimal(500), used_for="Choir", by=bruno, at=NOON)

    assert resources_on_show(city, TODAY).get().used == 1500


def test_a_use_written_down_by_mistake_is_struck(city, bruno):
    hall = make_resource(city, quantity=1)
    use = note_use(resource=hall, used_on=TODAY, quantity=Decimal(1), used_for="Choir", by=bruno, at=NOON)

    strike_use(use=use, by=bruno, at=NOON)

    assert not ResourceUse.objects.exists()


def test_withdraw_resource_and_share_it_again(city, bruno):
    hall = make_resource(city)

    withdraw_resource(resource=hall, on=TODAY, by=bruno, at=NOON)
    assert list(resources_on_show(city, TODAY)) == []
    assert list(past_resources(city, TODAY)) == [hall]

    withdraw_resource(resource=hall, on=None, by=bruno, at=NOON)
    assert list(resources_on_show(city, TODAY)) == [hall]


@pytest.mark.parametrize(
    "fields",
    [{"is_public": False}, {"state": "OFFERED"}, {"state": "DECLINED"}, {"until_on": date(2026, 11, 21)}, {"withdrawn_on": TODAY}],
)  # fmt: skip
def test_what_is_not_on_show(city, fields):
    make_resource(city, **fields)

    assert list(resources_on_show(city, TODAY)) == []


# -- offering --------------------------------------------------------------------------------------------


def test_an_offer_waits_for_the_team(city, amina, bruno):
    made = offer_resource(territory=city, by=amina, at=NOON, kind="TALENT", title="Arabic")
    assert list(resources_on_show(city, TODAY)) == []
    with pytest.raises(NotShared):
        note_use(resource=made, used_on=TODAY, quantity=Decimal(1), used_for="Class", by=bruno, at=NOON)
    with pytest.raises(NotShared):
        withdraw_resource(resource=made, on=TODAY, by=bruno, at=NOON)

    answer_offer(resource=made, is_taken=True, answer="Welcome.", by=bruno, at=NOON)
    assert list(resources_on_show(city, TODAY)) == [made]
    with pytest.raises(NotWaiting):
        answer_offer(resource=made, is_taken=False, by=bruno, at=NOON)


def test_a_declined_offer_stays_out_of_sight(city, amina, bruno):
    made = offer_resource(territory=city, by=amina, at=NOON, kind="TALENT", title="Arabic")

    answer_offer(resource=made, is_taken=False, answer="Not now.", by=bruno, at=NOON)

    made.refresh_from_db()
    assert (made.state, made.is_public, made.answer) == ("DECLINED", False, "Not now.")


def test_nobody_floods_the_team_with_offers(city, amina):
    for each in range(10):
        offer_resource(territory=city, by=amina, at=NOON, kind="TALENT", title=f"Talent {each}")

    with pytest.raises(TooManyWaiting):
        offer_resource(territory=city, by=amina, at=NOON, kind="TALENT", title="One more")


# -- needs -----------------------------------------------------------------------------------------------


def test_a_need_is_met_once_what_was_kept_reaches_it(city, bruno):
    need = make_need(city, kind="VOLUNTEER_HOURS", quantity=10, unit="hours")
    first = make_commitment(city, kind="VOLUNTEER_HOURS", quantity=6, unit="hours")
    second = make_commitment(city, kind="VOLUNTEER_HOURS", quantity=4, unit="Hours")
    for each in (first, second):
        match_commitment(commitment=each, need=need, by=bruno, at=NOON)

    report_commitment(commitment=first, status="FULFILLED", by=bruno, at=NOON)
    assert Need.objects.get().met_on is None
    report_commitment(commitment=second, status="FULFILLED", by=bruno, at=NOON)
    assert Need.objects.get().met_on == TODAY
    assert (list(open_needs(city)), list(met_needs(city))) == ([], [need])

    report_commitment(commitment=second, status="RUNNING", note="Not quite.", by=bruno, at=NOON)
    assert Need.objects.get().met_on is None


def test_a_need_without_a_quantity_is_met_by_one_kept_promise(city, bruno):
    need = make_need(city)
    made = make_commitment(city)
    match_commitment(commitment=made, need=need, by=bruno, at=NOON)

    report_commitment(commitment=made, status="FULFILLED", by=bruno, at=NOON)

    assert Need.objects.get().met_on == TODAY


def test_a_need_that_shrinks_may_be_met(city, bruno):
    need = make_need(city, kind="MONEY", quantity=100, currency="EUR")
    make_commitment(city, kind="MONEY", quantity=60, currency="EUR", status="FULFILLED", need=need)
    make_commitment(city, kind="MONEY", quantity=60, currency="USD", status="FULFILLED", need=need)

    change_need(need=need, quantity=Decimal(60), by=bruno, at=NOON)

    assert Need.objects.get().met_on == TODAY


def test_withdraw_and_renew_a_need(city, bruno):
    need = post_need(territory=city, by=bruno, at=NOON, kind="ROOM", title="Room")

    withdraw_need(need=need, by=bruno, at=NOON)
    assert list(open_needs(city)) == []
    with pytest.raises(AlreadyWithdrawn):
        withdraw_need(need=need, by=bruno, at=NOON)

    renew_need(need=need, by=bruno, at=NOON)
    assert list(open_needs(city)) == [need]


def test_resources_and_needs_refuse_strangers(city, charlie, amina):
    hall, need = make_resource(city), make_need(city)
    offered = offer_resource(territory=city, by=amina, at=NOON, kind="TALENT", title="Arabic")
    use = ResourceUse.objects.create(resource=hall, used_on=TODAY, quantity=1, used_for="Choir")
    for act in (
        lambda: share_resource(territory=city, by=charlie, at=NOON, kind="ROOM", title="x"),
        lambda: change_resource(resource=hall, by=charlie, at=NOON, title="x"),
        lambda: withdraw_resource(resource=hall, on=TODAY, by=charlie, at=NOON),
        lambda: answer_offer(resource=offered, is_taken=True, by=charlie, at=NOON),
        lambda: note_use(resource=hall, used_on=TODAY, quantity=1, used_for="x", by=charlie, at=NOON),
        lambda: strike_use(use=use, by=charlie, at=NOON),
        lambda: post_need(territory=city, by=charlie, at=NOON, kind="ROOM", title="x"),
        lambda: change_need(need=need, by=charlie, at=NOON, title="x"),
        lambda: withdraw_need(need=need, by=charlie, at=NOON),
        lambda: renew_need(need=need, by=charlie, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert (Resource.objects.count(), Need.objects.count(), ResourceUse.objects.count()) == (2, 1, 1)


# -- facts -----------------------------------------------------------------------------------------------


def test_volunteer_facts_name_the_records(city, amina, bruno, django_assert_num_queries):
    giver = make_giver(city)
    hours = make_resource(city, kind="VOLUNTEER_HOURS", quantity=40, unit="hours")
    endless = make_resource(city, "Endless", kind="VOLUNTEER_HOURS")
    make_resource(city, "Over", kind="VOLUNTEER_HOURS", quantity=9, until_on=date(2025, 12, 31))
    make_resource(city, "Waits", kind="VOLUNTEER_HOURS", quantity=9, state="OFFERED")
    talents = [
        make_resource(city, "Arabic", kind="TALENT", offered_by=giver),
        make_resource(city, "Cooking", kind="TALENT", offered_by=giver),
        make_resource(city, "Chess", kind="TALENT", offered_here_by=amina),
    ]
    for day in (date(2026, 3, 1), date(2025, 3, 1)):
        note_use(resource=hours, used_on=day, quantity=Decimal(5), used_for="Class", by=bruno, at=NOON)

    with django_assert_num_queries(2):
        facts = volunteer_facts(city, 2026)

    assert (facts.hours_offered, facts.hours_offered_by) == (40, (hours.uuid,))
    assert facts.without_limit == (endless.uuid,)
    assert (facts.hours_used, facts.hours_used_of) == (5, (hours.uuid,))
    assert (facts.people_with_talents, facts.talents) == (2, tuple(each.uuid for each in talents))


def test_volunteer_facts_of_nothing_are_missing_and_not_zero(city):
    assert volunteer_facts(city, 2026).hours_offered is None


# -- pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_shared_and_needed_in_six_languages(client, city, language):
    make_resource(city, "Reading room", quantity=40, unit="hours", offered_by=make_giver(city))
    make_need(city, "A projector", kind="EQUIPMENT")

    assert "Reading room" in client.get(f"/{language}/cities/aubrelle/resources/").content.decode()
    assert "A projector" in client.get(f"/{language}/cities/aubrelle/needs/").content.decode()


def test_what_is_offered_and_used_stands_on_the_page(client, city):
    hall = make_resource(city, quantity=40, unit="hours", offered_by=make_giver(city), place=make_place(city))
    ResourceUse.objects.create(resource=hall, used_on=TODAY, quantity=5, used_for="Choir")
    make_resource(city, "Secret", is_public=False)

    text = page(client, "resources")

    assert "Offered: 40 hours" in text
    assert "used: 5 hours" in text
    assert "Harbour Library" in text
    assert "Secret" not in text
    assert "Choir" in page(client, "resource", hall.uuid)


def test_who_did_not_agree_is_not_named(client, city, bruno):
    hall = make_resource(city, offered_by=make_giver(city, is_public=False))

    assert "Harbour Library" not in page(client, "resources") + page(client, "resource", hall.uuid)


@pytest.mark.parametrize("fields", [{"is_public": False}, {"state": "OFFERED"}])
def test_what_is_not_public_is_not_found(client, city, charlie, fields):
    hall = make_resource(city, **fields)
    client.force_login(charlie)

    assert client.get(reverse("governance:resource", args=["aubrelle", hall.uuid])).status_code == 404


def test_a_need_that_is_not_public_is_not_found(client, city):
    need = make_need(city, is_public=False)

    assert client.get(reverse("governance:need", args=["aubrelle", need.uuid])).status_code == 404
    assert need.title not in page(client, "needs")


@pytest.mark.parametrize("number", [1, 3])
def test_public_pages_ask_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for each in range(number):
        place = make_place(city, f"Place {each}")
        hall = make_resource(city, f"Hall {each}", offered_by=make_giver(city, f"Giver {each}"), place=place)
        ResourceUse.objects.create(resource=hall, used_on=TODAY, quantity=1, used_for="Choir")
        ResourceUse.objects.create(
            resource=Resource.objects.first(),
            used_on=TODAY,
            quantity=1,
            used_for="Choir",
            used_by=hall.offered_by,
        )
        need = make_need(city, f"Need {each}", quantity=3, action=make_action(city))
        make_commitment(city, need=need, quantity=1, stakeholder=hall.offered_by)
        make_commitment(city, need=Need.objects.first(), stakeholder=hall.offered_by)
    first, need = Resource.objects.first(), Need.objects.first()

    with django_assert_num_queries(3):
        page(client, "resources")
    with django_assert_num_queries(4):
        page(client, "resource", first.uuid)
    with django_assert_num_queries(4):
        page(client, "needs")
    with django_assert_num_queries(4):
        page(client, "need", need.uuid)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_the_team_ask_as_often_for_three_as_for_one(
    client, city, bruno, amina, number, django_assert_num_queries
):
    client.force_login(bruno)
    for each in range(number):
        make_resource(city, f"Offer {each}", state="OFFERED", offered_here_by=amina)
        make_commitment(city, f"Promise {each}", stakeholder=make_giver(city, f"Giver {each}"))
    need = make_need(city)
    page(client, "resources-waiting")

    with django_assert_num_queries(7):
        page(client, "resources-waiting")
    with django_assert_num_queries(10):
        page(client, "need", need.uuid)


def test_anybody_with_an_account_offers_something(client, city, amina, bruno):
    client.force_login(amina)

    answer = post(
        client, "resource-offer", kind="TALENT", title="Arabic for beginners", quantity="20", unit="hours"
    )

    assert answer.status_code == 302
    assert "waits for the team" in page(client, "resource-offer")
    made = Resource.objects.get()
    assert (made.state, made.offered_here_by, made.quantity) == ("OFFERED", amina, 20)

    client.force_login(bruno)
    assert "1 offer waits" in page(client, "resources")
    assert "Amina" in page(client, "resources-waiting")
    assert "amina@example.org" in page(client, "resource-answer", made.uuid)
    post(client, "resource-answer", made.uuid, deed="take", is_public="on", answer="Welcome.")
    assert "Arabic for beginners" in page(client, "resources")

    client.force_login(amina)
    assert "Welcome." in page(client, "resource-offer")


def test_who_has_no_account_is_asked_to_sign_in(client, city):
    assert client.get(reverse("governance:resource-offer", args=["aubrelle"])).status_code == 302


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"title": ""}, "One answer needs another look"),
        ({"quantity": "0"}, "Write more than zero"),
        ({"from_on": "2026-05-02", "until_on": "2026-05-01"}, "The last day is before the first."),
        ({"kind": "MONEY"}, "One answer needs another look"),
    ],
)
def test_an_offer_that_cannot_be_kept_says_why(client, city, amina, given, told):
    client.force_login(amina)

    answer = post(client, "resource-offer", **{"kind": "ROOM", "title": "Room", **given})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_team_shares_uses_and_withdraws(client, city, bruno):
    client.force_login(bruno)
    giver = make_giver(city)
    post(client, "resource-add", kind="ROOM", title="Hall", quantity="2", offered_by=giver.pk, is_public="on")
    hall = Resource.objects.get()

    post(client, "resource-use", hall.uuid, used_on="2026-11-01", quantity="2", used_for="Choir")
    answer = post(client, "resource-use", hall.uuid, used_on="2026-11-02", quantity="1", used_for="Chess")
    assert answer.status_code == 422
    assert "Only 0 are left of what was offered." in answer.content.decode()
    answer = post(client, "resource-edit", hall.uuid, kind="ROOM", title="Hall", quantity="1")
    assert "2 of it have been used already." in answer.content.decode()

    use = ResourceUse.objects.get()
    post(client, "resource-use-strike", hall.uuid, use.pk)
    post(client, "resource-edit", hall.uuid, kind="ROOM", title="Big hall", quantity="1")
    post(client, "resource-withdraw", hall.uuid)
    assert "Big hall" not in page(client, "resources")
    assert "Big hall" in page(client, "resources", over="yes")


def test_the_team_posts_a_need_and_matches_it(client, city, bruno):
    client.force_login(bruno)
    post(
        client,
        "need-add",
        kind="MONEY",
        title="Books",
        quantity="1 000",
        currency="EUR",
        area="B5",
        is_public="on",
    )
    need = Need.objects.get()
    made = make_commitment(city, "We pay.", kind="MONEY", quantity=400, currency="EUR", feature="KF5.1")
    odd = make_commitment(city, "We pay in dollars.", kind="MONEY", quantity=400, currency="USD")

    text = page(client, "need", need.uuid)
    assert "same kind, covers 40% of it, same area" in text
    assert "We pay in dollars." not in text

    post(client, "need-match", need.uuid, uuid=made.uuid)
    assert "promised: €400" in page(client, "need", need.uuid)
    assert (
        "The two are of different kinds"
        in post(client, "need-match", need.uuid, uuid=odd.uuid)
        .wsgi_request._messages._queued_messages[0]
        .message
    )
    assert post(client, "need-match", need.uuid, uuid="x").status_code == 404


def test_money_without_a_currency_asks_for_it(client, city, bruno):
    client.force_login(bruno)

    answer = post(client, "need-add", kind="MONEY", title="Books", quantity="1000", currency="")

    assert answer.status_code == 422
    assert "Say in which currency." in answer.content.decode()


def test_the_team_withdraws_a_need_and_takes_it_back(client, city, bruno):
    client.force_login(bruno)
    need = make_need(city)

    post(client, "need-withdraw", need.uuid)
    assert "No longer needed since" in page(client, "need", need.uuid)
    post(client, "need-withdraw", need.uuid)
    assert "No longer needed since" not in page(client, "need", need.uuid)
    post(client, "need-edit", need.uuid, kind="ROOM", title="Two rooms", is_public="on")
    assert "Two rooms" in page(client, "needs")


def test_pages_of_the_team_refuse_strangers(client, city, charlie):
    hall, need, made = make_resource(city), make_need(city), make_commitment(city)
    use = ResourceUse.objects.create(resource=hall, used_on=TODAY, quantity=1, used_for="Choir")
    client.force_login(charlie)
    for name, args in (
        ("resource-add", []), ("resource-edit", [hall.uuid]), ("resource-use", [hall.uuid]), ("resource-withdraw", [hall.uuid]),
        ("resource-answer", [hall.uuid]), ("resource-use-strike", [hall.uuid, use.pk]), ("need-add", []),
        ("need-edit", [need.uuid]), ("need-withdraw", [need.uuid]), ("need-match", [need.uuid]),
    ):  # fmt: skip
        assert post(client, name, *args, uuid=made.uuid).status_code == 403
    assert client.get(reverse("governance:resources-waiting", args=["aubrelle"])).status_code == 403
