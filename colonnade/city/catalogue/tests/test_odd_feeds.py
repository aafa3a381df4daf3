"""Feeds whose every field is far too long and full of odd characters: nothing breaks, on either database."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.harvest import (
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Raw,
    Reader,
    SessionDraft,
    protocol,
)
from colonnade.city.catalogue.harvest.checking import key_of
from colonnade.city.catalogue.models import Note, Opportunity, Session, SourceRecord
from colonnade.city.catalogue.queries import Wish, find
from colonnade.city.catalogue.tests.factories import (
    BY,
    LATER,
    NOON,
    books,
    feed,
    harvested,
    indexed,
    make_source,
    record,
)
from colonnade.city.profile.models import District, Place
from colonnade.people.models import Organisation
from colonnade.plumbing.cleaning import keepable

# NUL, half a surrogate pair, a direction override, an emoji, and letters that grow when they are folded.
ODD = "\x00\ud83d\x07\u202e🏺ßŉﷺİ<b>&#0;\\u0000%s{}'\"\n"
LONG = ODD * 400
HUGE = 10**30


def _address(start="https://example.org/"):
    return start + "a" * 10_000


class OddReader(Reader):
    """Fills every field of a draft with the oddest values there are."""

    name = label = "odd"

    def recognise(self, head):
        return 1.0 if head.data.startswith(b'["fake"') else 0.0

    def read(self, stream, context, report):
        report.repaired(LONG, "text_mended", value=LONG, number=HUGE, nothing=None)
        report.rejected(LONG, "broken_record", LONG, detail=LONG)
        for number in range(3):
            yield Raw(LONG + str(number), {"title": LONG, "number": number})
        yield Raw(LONG, {"title": LONG, "number": None})

    def map(self, raw, context):
        number = raw.data["number"]
        if number is None:
            raise ValueError(LONG)
        texts = {LONG: LONG, "en": LONG, "": LONG}
        place = PlaceDraft(
            names=texts, street=LONG, postal_code=LONG, locality=LONG, country="ßß", latitude=float("nan"),
            longitude=1e308, district=f"{number}{LONG}", accessibility=[LONG], url=_address(),
        )  # fmt: skip
        return OfferDraft(
            external_id=f"{LONG}{number}", title=texts, description=texts, kind=LONG, status=LONG, url=_address(),
            provider=OrganisationDraft(
                names=texts, type=LONG, url=_address(), email=f"{'a' * 10_000}@example.org", phone=LONG,
                identifiers=[{LONG: LONG}],
            ),
            other_organisations=[{"name": texts, "role": LONG}], place=place,
            sessions=[
                SessionDraft(
                    start=datetime(2026, 12, 1, 18), timezone=LONG, external_id=LONG, precision=LONG, rule=LONG,
                    schedule_note=texts, place=place, online_url=_address(), capacity_max=HUGE, capacity_min=-HUGE,
                    places_left=2**31 - 1, status=LONG, overrides={LONG: [LONG, HUGE]},
                )
            ],
            keywords=[LONG] * 100, source_categories=[{"code": LONG, "label": LONG}], building_blocks=[LONG],
            audience=[LONG], age_min=HUGE, age_max=-1, languages=[LONG], mode=LONG, is_free=LONG,
            prices=[{"amount": LONG, "currency": LONG, "label": texts, "condition": LONG, "least": HUGE}],
            registration={"needed": LONG, "url": _address(), "contact": LONG, "note": texts, LONG: LONG},
            accessibility=[LONG], accessibility_note=texts, image={"url": _address(), "alt": LONG},
            duration={"iso": LONG, "note": texts}, workload_hours=float("inf"), level=LONG, entry_requirements=texts,
            outcomes=[texts], awards=[{"name": LONG, "credit": HUGE}], part_of=f"{LONG}0", default_language=LONG,
            external_url=_address(), modified=datetime(2026, 1, 1, tzinfo=UTC), licence=LONG, inferred=[LONG],
        )  # fmt: skip


@pytest.fixture
def odd(monkeypatch, source):
    """What became of the odd feed."""
    monkeypatch.setitem(protocol._readers, "odd", OddReader())
    return actions.harvest(source=source, stream=feed(), by=BY, at=NOON, index=False)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def test_every_field_may_be_too_long_and_odd(odd, source):
    second = actions.harvest(source=source, stream=feed(), by=BY, at=LATER, index=False)

    assert books(odd) == {"read": 5, "created": 3, "rejected": 2}
    assert books(second) == {"read": 5, "unchanged": 3, "rejected": 2}


def test_nothing_is_kept_that_a_database_refuses(odd):
    models = [Opportunity, Session, SourceRecord, Place, District, Organisation, Note]
    for model in models:
        assert model.objects.exists()
        for row in model.objects.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                assert not [each for each in _strings(value) if "\x00" in each or "\ud83d" in each]
                if field.max_length and isinstance(value, str):
                    assert len(value) <= field.max_length, f"{model.__name__}.{field.name}"


def test_odd_offers_are_found_and_shown(odd, client):
    indexed()

    assert find(Wish(), "en").total == 3
    for offer in Opportunity.objects.all():
        assert client.get(offer.get_absolute_url()).status_code == 200
    assert client.get(reverse("catalogue:search")).status_code == 200


def test_the_books_of_an_odd_feed_are_shown(odd, client, bruno, city, source):
    client.force_login(bruno)

    for name, key in (("run", odd.pk), ("source", source.pk)):
        assert client.get(reverse(f"catalogue:{name}", args=[city.slug, key])).status_code == 200


def test_long_identifiers_stay_different():
    first, second = key_of("a" * 300 + "1"), key_of("a" * 300 + "2")

    assert (len(first), len(second), first != second) == (200, 200, True)
    assert key_of("a" * 200) == "a" * 200


def test_half_an_address_is_none(source):
    harvested(source, record("a", url="https://example.org/" + "a" * 3000))

    assert Opportunity.objects.get().url == ""


def test_offers_that_two_records_share_come_back_together(city, source):
    other = make_source(city, "Other")
    harvested(other, record("z"))
    harvested(source, record("a"), record("b"))
    harvested(other)
    harvested(source, at=LATER)
    assert Opportunity.objects.get().deleted_at is not None

    harvested(source, record("b"), record("a"), at=LATER)

    assert (Opportunity.objects.get().deleted_at, Session.objects.count()) == (None, 1)
    assert SourceRecord.objects.filter(is_lead=True).count() == 1


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("sound", "sound"),
        ("a\x00b\ud800c", "abc"),
        ("a\\u0000b", "a\\u0000b"),
        ({"a\x00": ["\udfff", 1, 2**63, -(2**63), 2**63 - 1]}, {"a": ["", 1, None, None, 2**63 - 1]}),
        (True, True),
        (None, None),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (SessionDraft(rule="\x00", start=date(2026, 1, 1)), SessionDraft(start=date(2026, 1, 1))),
    ],
)
def test_what_no_database_keeps_is_taken_out(value, kept):
    assert keepable(value) == kept


def test_what_is_sound_is_not_copied():
    draft = OfferDraft("a", {"en": "Pottery"})

    assert keepable(draft) is draft
    assert fields(draft)


def test_texts_come_back_as_they_were_kept(source):
    harvested(source, record("a", title="Ça 🏺 \\u0000 %s", keywords=["\ud83c\udf31"]))

    offer = Opportunity.objects.get()
    assert offer.title == {"en": "Ça 🏺 \\u0000 %s"}
    assert connection.vendor in {"sqlite", "postgresql"}
