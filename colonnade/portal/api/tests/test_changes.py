"""Keeping a copy: what changed since, and what is gone."""

from datetime import timedelta

import pytest

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.vocabulary import OfferStatus, RunState
from colonnade.portal.api import schemas
from colonnade.portal.api.tests.factories import (
    NOW,
    make_city,
    make_offer,
    make_run,
    make_session,
    make_source,
)

pytestmark = pytest.mark.django_db

SINCE = "opportunities?updated_since=2026-11-01T00:00:00Z"


def _page(client, path: str) -> dict:
    response = client.get(f"/api/v1/{path.removeprefix('https://learn.example/api/v1/')}")
    assert response.status_code == 200, response.content
    schemas.Page[schemas.Opportunity | schemas.Tombstone].model_validate_json(response.content)
    return response.json()


def _told(page: dict) -> list[tuple[str, str]]:
    return [(item["id"], item["state"]) for item in page["items"]]


def test_changes_come_in_their_order_with_tombstones(client):
    city = make_city()
    late = make_offer(city, modified_at=NOW - timedelta(days=1))
    gone = make_offer(
        city,
        modified_at=NOW - timedelta(days=3),
        status=OfferStatus.WITHDRAWN,
        deleted_at=NOW - timedelta(days=3),
    )
    early = make_offer(city, modified_at=NOW - timedelta(days=4))
    make_offer(city, modified_at=NOW - timedelta(days=60))

    page = _page(client, SINCE)

    assert _told(page) == [
        (str(early.uuid), "updated"),
        (str(gone.uuid), "deleted"),
        (str(late.uuid), "updated"),
    ]
    assert page["items"][1] == {"id": str(gone.uuid), "state": "deleted", "modified": "2026-11-19T09:00:00Z"}


def test_who_follows_next_for_ever_sees_every_change_once(client):
    city = make_city()
    offers = [
        make_offer(city, modified_at=NOW - timedelta(days=2)) for _ in range(5)
    ]  # one harvest, one moment
    page, seen = _page(client, f"{SINCE}&limit=2"), []
    while page["items"]:
        seen += [item["id"] for item in page["items"]]
        page = _page(client, page["next"])
    Opportunity.objects.filter(pk=offers[0].pk).update(modified_at=NOW - timedelta(hours=1))

    assert seen == [str(offer.uuid) for offer in offers]
    assert _told(_page(client, page["next"])) == [(str(offers[0].uuid), "updated")]


def test_where_nothing_has_changed_one_may_ask_again(client):
    page = _page(client, SINCE)

    assert page["items"] == []
    make_offer(make_city())
    assert len(_page(client, page["next"])["items"]) == 1


def test_what_left_the_block_is_gone_from_its_copy(client):
    offer = make_offer(make_city(), building_blocks=["B6"])

    assert _told(_page(client, f"{SINCE}&block=B5")) == [(str(offer.uuid), "deleted")]
    assert _told(_page(client, f"{SINCE}&block=B6")) == [(str(offer.uuid), "updated")]


def test_changes_of_one_city_with_their_dates(client):
    offer = make_offer(make_city())
    make_session(offer)
    make_offer(make_city("there"))

    (item,) = _page(client, f"{SINCE}&city=aubrelle&include=sessions")["items"]

    assert len(item["sessions"]) == 1


def test_changes_wait_for_a_harvest_under_way(client):
    city = make_city()
    before = make_offer(city, modified_at=NOW - timedelta(hours=2))
    make_offer(city, modified_at=NOW - timedelta(hours=1))
    make_run(make_source(city), started_at=NOW - timedelta(hours=1))

    assert _told(_page(client, SINCE)) == [(str(before.uuid), "updated")]


def test_changes_do_not_wait_for_a_harvest_that_died(client):
    city = make_city()
    make_offer(city)
    make_run(make_source(city), started_at=NOW - timedelta(days=5))
    make_run(make_source(city), started_at=NOW - timedelta(hours=1), state=RunState.DONE)

    assert len(_page(client, SINCE)["items"]) == 1


def test_a_bare_plus_sign_is_understood(client):
    make_offer(make_city())

    assert len(_page(client, "opportunities?updated_since=2026-11-20T11:00:00+02:00")["items"]) == 1
    assert _page(client, "opportunities?updated_since=2026-11-20T09:00:01")["items"] == []


@pytest.mark.parametrize("filter_", ["q=x", "from=2026-01-01", "to=2026-01-01"])
def test_filters_that_cannot_be_kept_up_to_date_are_refused(client, filter_):
    response = client.get(f"/api/v1/{SINCE}&{filter_}")

    assert response.status_code == 400
    assert response.json()["error"]["code"] == "filters_exclude"
