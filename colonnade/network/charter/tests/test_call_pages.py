"""What visitors, cities, Commissions and secretariats see of networks and calls."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_coordinator
from colonnade.network.charter.models import Call, Network, Office, Stage
from colonnade.network.charter.tests.factories import (
    make_application,
    make_call,
    make_commission,
    make_network,
)
from colonnade.people.tests.factories import make_holding, make_person


@pytest.fixture
def open_call(network):
    """A call that is open now."""
    now = timezone.now()
    return make_call(
        network,
        stages={
            "OPEN": (now - timedelta(days=1), now + timedelta(days=9)),
            "ENDORSEMENT": (None, now + timedelta(days=20)),
        },
        rules=[
            {"kind": "COUNTRY", "countries": ["DE"]},
            {"kind": "POPULATION", "least": 10_000, "severity": "WARNING"},
        ],
        quotas=[{"per": "COUNTRY", "stage": "ENDORSEMENT", "most": 3}],
    )


def at(name, *args):
    """An address of the charter."""
    return reverse(f"charter:{name}", args=args)


def main(answer):
    """The text of a page from its main part on."""
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def of(call):
    """The arguments of a call's address."""
    return call.network.slug, call.slug


def test_networks_nest_and_open_calls_stand_on_top(client, network, open_call):
    make_network("harbours", kind="THEMATIC", parent=network)

    page = main(client.get(at("networks")))

    assert "Join us" in page
    assert page.index("Learners") < page.index("Harbours")


def test_a_network_page(client, network, open_call, sefa):
    Office.objects.create(
        network=network, kind="PRESIDENT", holder="Ada Example", since=datetime(2025, 1, 1, tzinfo=UTC)
    )
    make_call(network, "draft", state="DRAFT", titles={"en": "Not yet"})

    page = main(client.get(network.get_absolute_url()))
    assert "Ada Example" in page
    assert "Not yet" not in page

    client.force_login(sefa)
    assert "Not yet" in main(client.get(network.get_absolute_url()))


def test_a_draft_is_not_there_for_strangers(client, network, bruno):
    call = make_call(network, "draft", state="DRAFT")
    client.force_login(bruno)

    assert client.get(call.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_page_in_every_language(client, open_call, city, language):
    address = open_call.get_absolute_url().replace("/en/", f"/{language}/")

    assert city.name.text in main(client.get(address, {"city": city.slug}))


def test_a_call_says_whether_a_city_may_answer(client, open_call, city):
    make_city("lyrette", country="FR", names={"fr": "Lyrette"})

    page = main(client.get(open_call.get_absolute_url(), {"city": "aubrelle"}))
    assert "Cannot be told" not in page
    assert "its number of inhabitants is not known" in page.lower()

    page = main(client.get(open_call.get_absolute_url(), {"city": "Lyrette"}))
    assert "Not eligible: the call is for cities in: Germany." in page

    assert client.get(open_call.get_absolute_url(), {"city": "Nowhere"}).status_code == 422


def test_a_coordinator_begins_from_the_page_of_the_call(client, open_call, city, bruno, commission):
    client.force_login(bruno)
    assert at("begin", *of(open_call), city.slug) in main(client.get(open_call.get_absolute_url()))

    answer = client.post(at("begin", *of(open_call), city.slug))

    application = open_call.applications.get()
    assert answer.url == application.get_absolute_url()
    page = main(client.get(answer.url))
    assert "1 thing is missing." in page


def test_the_whole_way_from_draft_to_the_secretariat(client, open_call, city, bruno, chidi, sefa):
    application = make_application(open_call, city)
    client.force_login(bruno)
    client.post(at("submit", application.uuid))
    application.refresh_from_db()
    assert application.state == "SUBMITTED"

    client.force_login(chidi)
    commission = application.commission
    assert "0 of 3 endorsements used" in main(client.get(at("commission", commission.uuid)))
    client.post(at("endorse", application.uuid), {"deed": "endorse"})
    page = main(client.get(at("commission", commission.uuid)))
    assert "1 of 3 endorsements used" in page
    client.post(at("commission-rank", commission.uuid, open_call.pk), {f"rank-{application.pk}": "1"})
    client.post(at("commission-forward", commission.uuid, open_call.pk))
    application.refresh_from_db()
    assert (application.state, application.rank) == ("RECEIVED", 1)

    client.force_login(sefa)
    page = main(client.get(at("call-work", *of(open_call))))
    assert "number 1 of its Commission" in page
    table = client.get(at("call-work", *of(open_call)), {"format": "csv"}).content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("id,city,country,region,state,rank,submitted_at")
    assert ",Aubrelle,DE," in table


@pytest.mark.parametrize("who", ["bruno", "charlie", "chidi"])
def test_the_secretariats_pages_are_closed_to_others(client, open_call, who, request):
    client.force_login(request.getfixturevalue(who))

    for name in ("call-work", "call-edit", "call-dates", "call-copy", "call-dry-run"):
        assert client.get(at(name, *of(open_call))).status_code == 403
    for name in ("call-publish", "call-cancel", "review-begin"):
        assert client.post(at(name, *of(open_call))).status_code == 403


def test_an_application_is_read_by_those_concerned_only(client, open_call, city, bruno, chidi, sefa, charlie):
    draft = make_application(open_call, city)
    answers = {}
    for state in ("DRAFT", "SUBMITTED", "RECEIVED"):
        type(draft).objects.update(state=state, submitted_at=None if state == "DRAFT" else timezone.now())
        for person in (bruno, chidi, sefa, charlie):
            client.force_login(person)
            answers[state, person.name] = client.get(draft.get_absolute_url()).status_code

    assert {key for key, code in answers.items() if code == 200} == {
        ("DRAFT", "Bruno"), ("SUBMITTED", "Bruno"), ("RECEIVED", "Bruno"),
        ("SUBMITTED", "Chidi"), ("RECEIVED", "Chidi"), ("SUBMITTED", "Sefa"), ("RECEIVED", "Sefa"),
    }  # fmt: skip


def test_peers_read_what_a_city_lets_them(client, open_call, city):
    accepted = make_application(
        open_call, city, "ACCEPTED", is_shared=True, answers={"why": "Because we can"}
    )

    assert "Because we can" in main(client.get(accepted.get_absolute_url()))
    assert "What others handed in" in main(client.get(open_call.get_absolute_url()))

    type(accepted).objects.update(is_shared=False)
    assert client.get(accepted.get_absolute_url()).status_code == 404


def test_a_secretariat_makes_next_years_call_without_a_developer(client, open_call, sefa):
    client.force_login(sefa)
    client.post(
        at("call-copy", *of(open_call)), {"title": "Join us 2027", "slug": "membership-2027", "years": 1}
    )
    made = Call.objects.get(slug="membership-2027")
    values = {
        "language": "en", "title": "Join us 2027", "about": "Read this first.", "timezone": "Africa/Nairobi",
        "needs_commission": "on", "reviews_each": 3,
        "rules-TOTAL_FORMS": 3, "rules-INITIAL_FORMS": 2,
        "rules-0-kind": "MEMBER_FOR", "rules-0-number": 12, "rules-0-severity": "REFUSAL",
        "rules-1-kind": "", "rules-2-kind": "REGION", "rules-2-places": "Africa; Arab States", "rules-2-severity": "REFUSAL",
        "quotas-TOTAL_FORMS": 1, "quotas-INITIAL_FORMS": 1,
        "quotas-0-most": 2, "quotas-0-per": "COUNTRY", "quotas-0-stage": "ENDORSEMENT",
        "criteria-TOTAL_FORMS": 1, "criteria-INITIAL_FORMS": 0, "criteria-0-title": "Access for all", "criteria-0-weight": "2",
        "scale-low": 0, "scale-high": 4,
    }  # fmt: skip

    answer = client.post(at("call-edit", *of(made)), values)

    assert answer.status_code == 302, answer.content.decode()
    made.refresh_from_db()
    assert made.quotas == [{"per": "COUNTRY", "stage": "ENDORSEMENT", "most": 2}]
    assert made.rules == [
        {"kind": "MEMBER_FOR", "severity": "REFUSAL", "months": 12},
        {"kind": "REGION", "severity": "REFUSAL", "regions": ["Africa", "Arab States"]},
    ]
    assert made.criteria == [{"code": "access-for-all", "titles": {"en": "Access for all"}, "weight": 2.0}]
    assert (made.scale, made.reviews_each, made.timezone) == ({"min": 0, "max": 4}, 3, "Africa/Nairobi")
    client.post(at("call-dates", *of(made)), {"OPEN-closes_at": "2027-06-30T23:59"})
    client.post(at("call-publish", *of(made)))
    made.refresh_from_db()
    assert made.state == "PUBLISHED"
    assert Stage.objects.get(call=made).closes_at == datetime(2027, 6, 30, 20, 59, 59, tzinfo=UTC)
    open_call.refresh_from_db()
    assert open_call.quotas[0]["most"] == 3


def test_a_condition_that_lacks_its_number_is_said(client, open_call, sefa):
    client.force_login(sefa)
    values = {
        "language": "en", "title": "T", "timezone": "UTC", "reviews_each": 1, "scale-low": 0, "scale-high": 5,
        "rules-TOTAL_FORMS": 1, "rules-INITIAL_FORMS": 0, "rules-0-kind": "POPULATION",
        "quotas-TOTAL_FORMS": 0, "quotas-INITIAL_FORMS": 0, "criteria-TOTAL_FORMS": 0, "criteria-INITIAL_FORMS": 0,
    }  # fmt: skip

    answer = client.post(at("call-edit", *of(open_call)), values)

    assert answer.status_code == 422
    assert "Say a number." in answer.content.decode()


def test_extending_a_stage_is_seen_by_everybody(client, open_call, sefa):
    client.force_login(sefa)
    later = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")

    client.post(
        at("stage-extend", *of(open_call), "OPEN"), {"closes_at": later, "reason": "Floods in the north"}
    )

    client.logout()
    assert "Floods in the north" in main(client.get(open_call.get_absolute_url()))


def test_the_conditions_are_tried_on_the_past(client, network, open_call, sefa, city):
    past = make_call(
        network, "past", stages={"OPEN": (None, datetime(2024, 5, 31, tzinfo=UTC))}, questions=None
    )
    make_application_of_the_past(past, city)
    client.force_login(sefa)
    Call.objects.filter(pk=open_call.pk).update(rules=[{"kind": "COUNTRY", "countries": ["FR"]}])

    page = main(client.get(at("call-dry-run", *of(open_call))))

    assert "Not eligible: the call is for cities in: France." in page


def make_application_of_the_past(call, city):
    """A city that was accepted then."""
    from colonnade.network.charter.models import Application, Questionnaire  # noqa: PLC0415

    questions = Questionnaire.objects.create(call=call, version=1, made_at=timezone.now())
    Application.objects.create(
        call=call, territory=city, questionnaire=questions, state="ACCEPTED", started_at=timezone.now()
    )


def test_the_network_is_described_by_its_secretariat(client, network, sefa, charlie):
    client.force_login(charlie)
    assert client.get(at("network-edit", network.slug)).status_code == 403
    client.force_login(sefa)

    client.post(
        at("network-edit", network.slug),
        {"language": "fr", "name": "Les apprenants", "charter": "Nous apprenons."},
    )
    client.post(at("office-add", network.slug), {"kind": "PRESIDENT", "holder": "Ada Example"})

    network.refresh_from_db()
    assert network.names == {"en": "Learners", "fr": "Les apprenants"}
    office = Office.objects.get(network=network)
    client.post(at("office-end", network.slug, office.pk))
    office.refresh_from_db()
    assert office.until == timezone.localdate()


def test_comments_and_internal_ones(client, open_call, city, bruno, chidi):
    application = make_application(open_call, city, "SUBMITTED")
    client.force_login(chidi)
    client.post(at("remark", application.uuid), {"text": "Add a budget, please"})
    client.post(at("remark", application.uuid), {"text": "Rather weak", "is_internal": "on"})

    client.force_login(bruno)
    page = main(client.get(application.get_absolute_url()))

    assert "Add a budget, please" in page
    assert "Rather weak" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_network_pages(client, db, number, django_assert_num_queries):
    network = make_network()
    for each in range(number):
        make_network(f"part-{each}", parent=network, kind="NATIONAL")
        make_call(network, f"call-{each}")
    client.get(at("networks"))

    with django_assert_num_queries(3):
        client.get(at("networks"))
    with django_assert_num_queries(7):
        client.get(network.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_desks(
    client, open_call, commission, chidi, sefa, number, django_assert_num_queries
):
    for each in range(number):
        make_application(open_call, make_city(f"town-{each}"), "SUBMITTED")
        make_application(open_call, make_city(f"place-{each}"), "RECEIVED")
    client.force_login(chidi)
    client.get(at("commission", commission.uuid))
    with django_assert_num_queries(7):
        client.get(at("commission", commission.uuid))
    client.force_login(sefa)
    client.get(at("call-work", *of(open_call)))
    with django_assert_num_queries(9):
        client.get(at("call-work", *of(open_call)))


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_a_citys_applications(client, network, number, django_assert_num_queries):
    city = make_city()
    bruno = make_coordinator(city)
    for each in range(number):
        make_application(make_call(network, f"call-{each}"), city)
    client.force_login(bruno)
    client.get(at("city-applications", city.slug))

    with django_assert_num_queries(10):
        client.get(at("city-applications", city.slug))


def test_invented_networks_say_so(client, db):
    network = Network.objects.create(slug="demo", kind="GLOBAL", names={"en": "Demo"}, is_demo=True)

    assert "Everything on this page is invented." in main(client.get(network.get_absolute_url()))


def test_the_commission_of_another_country_is_closed(client, chidi):
    other = make_commission("FR")
    client.force_login(chidi)

    assert client.get(at("commission", other.uuid)).status_code == 403


def test_what_waits_stands_on_the_desk(client, open_call, city, commission):
    make_application(open_call, city, "SUBMITTED")
    person = make_person("Nkechi")
    make_holding(person, "commission_officer", commission.uuid)
    client.force_login(person)

    assert "1 application to check or forward" in client.get(reverse("portal:desk")).content.decode()
