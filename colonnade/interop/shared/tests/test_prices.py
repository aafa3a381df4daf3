"""Cells of price columns."""

import pytest

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.shared.prices import currency_code, currency_of, read_amount, read_price


@pytest.mark.parametrize(
    "word",
    [
        "free",
        "Gratis!",
        "gratuito",
        "Entrée libre",
        "kostenlos",
        "Eintritt frei",
        "бесплатно",
        "مجاني",
        "免费",
        "0,00 €",
        "$0",
        "0.00",
    ],
)
def test_free(word):
    reading = read_price(word, "ES")
    assert (reading.is_free, reading.prices) == (Tri.YES, [])


@pytest.mark.parametrize("word", ["", "-", "TBC", "n/a", "0", "?"])
def test_unknown(word):
    reading = read_price(word, "ES")
    assert (reading.is_free, reading.prices) == (Tri.UNKNOWN, [])


@pytest.mark.parametrize(
    ("text", "amount", "currency", "inferred"),
    [
        ("12,50 €", "12.50", "EUR", False),
        ("€12.50", "12.50", "EUR", False),
        ("USD 12", "12.00", "USD", False),
        ("1.234,50 EUR", "1234.50", "EUR", False),
        ("£5", "5.00", "GBP", False),
        ("CHF 20.-", "20.00", "CHF", False),
        ("20 SFr", "20.00", "CHF", False),
        ("12", "12.00", "EUR", True),
        ("1 200 kr", "1200.00", "", False),
        ("200元", "200.00", "", False),
    ],
)
def test_one_amount(text, amount, currency, inferred):
    reading = read_price(text, "DE")
    assert reading.is_free is Tri.NO
    assert reading.prices == [{"amount": amount, "currency": currency}]
    assert reading.is_currency_inferred is inferred


def test_the_country_gives_shared_signs_their_meaning():
    assert read_price("$5", "CA").prices == [{"amount": "5.00", "currency": "CAD"}]
    assert read_price("kr 50", "SE").prices == [{"amount": "50.00", "currency": "SEK"}]
    assert read_price("200元", "CN").prices == [{"amount": "200.00", "currency": "CNY"}]


def test_a_stated_currency_counts_before_the_country():
    reading = read_price("9.99", "US", "AUD")
    assert reading.prices == [{"amount": "9.99", "currency": "AUD"}]
    assert not reading.is_currency_inferred


def test_nothing_is_free_only_among_amounts():
    assert read_price("0", "DE", zero_is_free=True).is_free is Tri.YES
    assert read_price("0", "DE", zero_is_free=False).is_free is Tri.UNKNOWN


def test_words_beside_an_amount_are_kept():
    reading = read_price("12 € pro Person", "DE")
    assert reading.is_free is Tri.NO
    assert reading.prices == [{"amount": "12.00", "currency": "EUR", "label": {"und": "12 € pro Person"}}]


@pytest.mark.parametrize(
    ("text", "is_free"),
    [
        ("10-15 €", Tri.NO),
        ("10 € / reduced 5 €", Tri.NO),
        ("Gratis / 5 €", Tri.UNKNOWN),
        ("free for members", Tri.UNKNOWN),
        ("donation", Tri.UNKNOWN),
        ("3 sessions", Tri.UNKNOWN),
    ],
)
def test_prose_is_not_taken_for_more_than_it_says(text, is_free):
    reading = read_price(text, "DE")
    assert reading.is_free is is_free
    assert [price.get("label") for price in reading.prices] == [{"und": text}]


def test_words_for_paid():
    assert read_price("kostenpflichtig").is_free is Tri.NO


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("12,5", "12.5"),
        ("1 200", "1200"),
        ("1.200", "1200"),
        ("7", "7"),
    ],
)
def test_amounts(text, amount):
    assert str(read_amount(text)) == amount


def test_currencies():
    assert [currency_code(text) for text in ("eur", "€", "Zł", "$", "gold")] == ["EUR", "EUR", "PLN", "", ""]
    assert [currency_of(country) for country in ("DE", "US", "ZZ", "")] == ["EUR", "USD", "", ""]
