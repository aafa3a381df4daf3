"""What a person sets right stays right."""

import pytest

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.actions import correcting
from colonnade.city.catalogue.actions.correcting import NotCorrectable
from colonnade.city.catalogue.events import OfferCorrected
from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.tests.factories import (
    LATER,
    NOON,
    books,
    harvested,
    make_offer,
    make_provider,
    record,
)
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.plumbing.search import outbox


def correct(offer, field, value, by, at=NOON):
    return actions.correct_offer(offer=offer, field=field, value=value, by=by, at=at)


def test_a_correction_survives_the_next_harvest(source, bruno):
    harvested(source, record("a", building_blocks=["B8"], is_free="NO"))
    correct(Opportunity.objects.get(), "building_blocks", ["B5"], bruno)
    correct(Opportunity.objects.get(), "is_free", "YES", bruno)

    run = harvested(source, record("a", "Pottery II", building_blocks=["B9"], is_free="NO"), at=LATER)
    offer = Opportunity.objects.get()

    assert books(run) == {"read": 1, "updated": 1}
    assert (offer.title, offer.building_blocks, offer.is_free) == ({"en": "Pottery II"}, ["B5"], "YES")
    assert offer.placing == [{"block": "B5", "score": None, "reasons": [["", "hand"]]}]


def test_a_correction_can_be_released(source, bruno):
    harvested(source, record("a", building_blocks=["B8"]))
    offer = correct(Opportunity.objects.get(), "building_blocks", ["B5"], bruno)
    actions.release_correction(offer=offer, field="building_blocks", by=bruno, at=NOON)

    run = harvested(source, record("a", building_blocks=["B8"]), at=LATER)
    offer = Opportunity.objects.get()

    assert books(run) == {"read": 1, "updated": 1}
    assert (offer.building_blocks, offer.by_hand) == (["B8"], {})
    assert offer.placing == [{"block": "B8", "score": None, "reasons": [["", "source"]]}]


def test_a_correction_is_recorded_indexed_and_announced(
    city, bruno, heard, django_capture_on_commit_callbacks
):
    offer = make_offer(city)

    with django_capture_on_commit_callbacks(execute=True):
        correct(offer, "age_min", 12, bruno)
    entry = Entry.objects.latest("id")

    assert (entry.person_id, entry.verb, entry.details) == (
        bruno.pk,
        "catalogue:offer:correct",
        {"field": "age_min"},
    )
    assert outbox.pending() == 1
    assert heard == [OfferCorrected(offer.uuid, "age_min")]


def test_a_correction_and_its_record_are_kept_together_or_not_at_all(city, bruno, monkeypatch):
    offer = make_offer(city)
    before = Entry.objects.count()

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(correcting.outbox, "changed", fails)
    with pytest.raises(RuntimeError):
        correct(offer, "age_min", 12, bruno)

    assert (Opportunity.objects.get().age_min, Entry.objects.count()) == (None, before)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", {"en": "x"}), ("building_blocks", ["B1"]), ("building_blocks", "B4"), ("is_free", ["YES"]), ("is_free", "yes"),
        ("mode", "ZOOM"), ("age_min", -1), ("age_max", 121), ("age_min", "12"), ("status", "GONE"), ("uuid", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_by_hand_is_refused(city, bruno, field, value):
    with pytest.raises(NotCorrectable):
        correct(make_offer(city), field, value, bruno)

    assert Opportunity.objects.get().by_hand == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("audience", []),
        ("audience", ["women"]),
        ("mode", ""),
        ("mode", "ONLINE"),
        ("age_max", None),
        ("status", "CANCELLED"),
    ],
)
def test_what_can_be_set_is_set(city, bruno, field, value):
    correct(make_offer(city), field, value, bruno)

    assert getattr(Opportunity.objects.get(), field) == value


def test_correcting_refuses_strangers(city, charlie):
    offer = make_offer(city)

    with pytest.raises(NotAllowed):
        correct(offer, "age_min", 12, charlie)
    with pytest.raises(NotAllowed):
        actions.release_correction(offer=offer, field="age_min", by=charlie, at=NOON)

    assert Opportunity.objects.get().by_hand == {}


def test_a_provider_corrects_its_own_offers_and_no_others(city):
    provider, amina = make_provider(city), make_person("Amina")
    make_holding(amina, "provider_keeper", provider.uuid)

    correct(make_offer(city, provider=provider), "age_min", 12, amina)
    with pytest.raises(NotAllowed):
        correct(make_offer(city), "age_min", 12, amina)


def test_the_operator_helps_out(city, dora):
    assert correct(make_offer(city), "age_min", 12, dora).age_min == 12
