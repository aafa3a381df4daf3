"""What words say about a price, as far as they are certain."""

import pytest

from colonnade.interop.shared.price_words import amounts, freedom, price_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Entrée libre", "YES"),
        ("Gratuit sur inscription", "YES"),
        ("Entrada gratuita", "YES"),
        ("Gratis", "YES"),
        ("Eintritt frei!", "YES"),
        ("Free, registration needed", "YES"),
        ("免費", "YES"),
        ("Entrée payante", "NO"),
        ("kostenpflichtig", "NO"),
        ("Gratuit pour les moins de 12 ans", "UNKNOWN"),
        ("Free for members", "UNKNOWN"),
        ("Gratuit, 5 € sur place", "UNKNOWN"),
        ("Ask for our free catalogue", "UNKNOWN"),
        ("Freedom", "UNKNOWN"),
        ("十歲以下學童免費", "UNKNOWN"),
        ("10 €", "UNKNOWN"),
        ("", "UNKNOWN"),
    ],
)
def test_freedom(text, expected):
    assert freedom(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,50 €", ["12.50"]),
        ("$1.954", ["1954.00"]),
        ("$1,200.50", ["1200.50"]),
        ("1 200 euros", ["1200.00"]),
        ("10€ / 8€", ["10.00", "8.00"]),
        ("20 places, 3 sessions", []),
        ("à 18 h", []),
    ],
)
def test_amounts(text, expected):
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12 €", "12.00"), ("Desde $5.000", None), ("10 € / 8 €", None), ("auf Anfrage", None)],
)
def test_price_of_is_exact_or_words(text, amount):
    assert price_of({"es": text}, "EUR") == {"amount": amount, "currency": "EUR", "label": {"es": text}}
