"""Who takes part, with their consent, and who is missing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from colonnade.city.governance.actions.register import (
    ConsentIsMissing,
    NameIsTaken,
    StakeholderFacts,
    erase_stakeholder,
    keep_stakeholder,
    leave_register,
)
from colonnade.city.governance.models import Stakeholder
from colonnade.city.governance.queries.register import participation, participation_facts
from colonnade.city.governance.tests.factories_participation import (
    NOON,
    TODAY,
    make_body,
    make_meeting,
    make_stakeholder,
)
from colonnade.city.profile.tests.factories import make_district
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed


def test_keep_stakeholder_writes_and_changes(city, bruno):
    row = keep_stakeholder(territory=city, facts=StakeholderFacts("Library", "CULTURE"), by=bruno, at=NOON)
    keep_stakeholder(
        territory=city, facts=StakeholderFacts("City library"), stakeholder=row, by=bruno, at=NOON
    )

    assert Stakeholder.objects.get().name == "City library"
    assert Entry.objects.filter(verb="governance:register:keep").count() == 2


@pytest.mark.parametrize(
    "given", [{"is_individual": True}, {"email": "a@example.org"}, {"contact_name": "A"}]
)
def test_no_contact_and_no_person_without_consent(city, bruno, given):
    with pytest.raises(ConsentIsMissing):
        keep_stakeholder(territory=city, facts=StakeholderFacts("A", **given), by=bruno, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_stakeholder(city, **given)

    kept = keep_stakeholder(
        territory=city, facts=StakeholderFacts("A", consent_at=NOON, **given), by=bruno, at=NOON
    )
    assert kept.consent_at == NOON


def test_a_name_stands_once(city, bruno):
    make_stakeholder(city)

    with pytest.raises(NameIsTaken):
        keep_stakeholder(territory=city, facts=StakeholderFacts("Library"), by=bruno, at=NOON)


def test_who_leaves_leaves_no_contact(city, bruno):
    row = make_stakeholder(city, email="a@example.org", consent_at=NOON)

    leave_register(stakeholder=row, on=TODAY, by=bruno, at=NOON)

    row.refresh_from_db()
    assert (row.left_on, row.email, row.name) == (TODAY, "", "Library")


def test_erasing_leaves_nothing(city, bruno):
    erase_stakeholder(stakeholder=make_stakeholder(city), by=bruno, at=NOON)

    assert not Stakeholder.objects.exists()


def test_strangers_keep_no_register(city, charlie):
    row = make_stakeholder(city)
    deeds = (
        lambda: keep_stakeholder(territory=city, facts=StakeholderFacts("X"), by=charlie, at=NOON),
        lambda: leave_register(stakeholder=row, on=TODAY, by=charlie, at=NOON),
        lambda: erase_stakeholder(stakeholder=row, by=charlie, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_missing_sectors_and_districts_are_named(city):
    north, _south = make_district(city, "nord"), make_district(city, "sued")
    make_stakeholder(city, district=north)
    make_stakeholder(city, "Gone", left_on=TODAY, sector="HEALTH")

    found = participation(city)

    assert found.total == 1
    assert [code for code, _label, _number in found.by_sector] == ["CULTURE"]
    assert "health and social care" in found.missing_sectors
    assert (found.by_district, found.missing_districts) == ([("Nord", 1)], ["Sued"])


def test_participation_facts_name_the_records(city):
    row = make_stakeholder(city)
    make_stakeholder(city, "Later", joined_on=date(2027, 1, 1))
    meeting = make_meeting(make_body(city), state="HELD")
    meeting.attendance.create(stakeholder=row, presence="PRESENT")

    found = participation_facts(city, 2026)

    assert found["stakeholders"] == {"value": 1, "records": [str(row.uuid)]}
    assert found["meetings"] == {"value": 1, "records": [str(meeting.uuid)]}
    assert found["attendance"]["value"] == 1
    assert participation_facts(city, 2020)["attendance"]["value"] is None


def test_everybody_sees_counts_and_only_public_names(client, city):
    make_stakeholder(city)
    make_stakeholder(city, "Secret club", is_public=False)

    text = client.get(reverse("governance:participation", args=[city.slug])).content.decode()

    assert "2 organisations and people" in text
    assert "Library" in text
    assert "Secret club" not in text


def test_the_team_adds_somebody(client, city, bruno):
    client.force_login(bruno)
    address = reverse("governance:stakeholder-add", args=[city.slug])

    assert (
        client.post(address, {"name": "Amina", "sector": "RESIDENTS", "is_individual": "on"}).status_code
        == 422
    )
    answer = client.post(
        address,
        {
            "name": "Amina",
            "sector": "RESIDENTS",
            "is_individual": "on",
            "consent_on": "2026-11-01",
            "account": bruno.email,
        },
    )

    assert answer.url == reverse("governance:register", args=[city.slug])
    assert Stakeholder.objects.get().person == bruno


def test_an_account_must_be_there(client, city, bruno):
    client.force_login(bruno)
    answer = client.post(
        reverse("governance:stakeholder-add", args=[city.slug]),
        {"name": "A", "sector": "RESIDENTS", "account": "nobody@example.org"},
    )

    assert answer.status_code == 422


def test_changing_leaving_and_erasing_by_page(client, city, bruno):
    row = make_stakeholder(city)
    client.force_login(bruno)
    client.post(
        reverse("governance:stakeholder", args=[city.slug, row.uuid]), {"name": "New", "sector": "MEDIA"}
    )
    row.refresh_from_db()
    assert row.name == "New"
    client.post(reverse("governance:stakeholder-leave", args=[city.slug, row.uuid]))
    row.refresh_from_db()
    assert row.left_on
    client.post(reverse("governance:stakeholder-erase", args=[city.slug, row.uuid]))
    assert not Stakeholder.objects.exists()


def test_the_table_holds_no_formulas(client, city, bruno):
    make_stakeholder(city, "=1+1")
    client.force_login(bruno)

    text = client.get(reverse("governance:register-csv", args=[city.slug])).content.decode()

    assert "'=1+1,CULTURE" in text


@pytest.mark.parametrize("name", ["register", "register-csv", "stakeholder-add"])
def test_strangers_do_not_see_the_register(client, city, charlie, name):
    client.force_login(charlie)

    assert client.get(reverse(f"governance:{name}", args=[city.slug])).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_as_often_for_three_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    for each in range(number):
        make_stakeholder(city, f"Name {each}", district=make_district(city, f"d{each}"))
    client.force_login(bruno)

    with django_assert_num_queries(7):
        client.get(reverse("governance:register", args=[city.slug]))


@pytest.mark.parametrize("number", [1, 3])
def test_participation_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for each in range(number):
        make_stakeholder(city, f"Name {each}", district=make_district(city, f"d{each}"))

    with django_assert_num_queries(6):
        client.get(reverse("governance:participation", args=[city.slug]))
