"""Text decoded wrongly, and the way back."""

import pytest

from colonnade.plumbing.mojibake import Restorer, restored


def harmed(text):
    """UTF-8 read as Windows-1252."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


def harmed_twice(text):
    """The same saved as Mac Roman: bytes that Windows leaves open became letters there."""
    return harmed(text).translate(
        str.maketrans({"\x81": "Å", "\x8d": "ç", "\x8f": "è", "\x90": "ê", "\x9d": "ù"})
    )


TEXTS = [
    "What’s new",
    "“hands on” learning",
    "cerámica — niños",
    "Überraschung für Ägypten",
    "Æble på dansk",
    "• item",
    "œuvre d’été",
]


@pytest.mark.parametrize("text", [*TEXTS, "Привет, мир", "活动报名"])
def test_the_way_back(text):
    assert restored(harmed(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_the_way_back_through_mac_roman(text):
    assert restored(harmed_twice(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "CAFÉ»",
        "„BGÄ“",
        "NÃO",
        "Ângela",
        "créée à Évian",
        "Привет",
        "活动",
        "مرحبا",
        "naïve",
        "20 °C ±2",
        "São João",
    ],
)
def test_sound_text_is_left_alone(text):
    assert restored(text) == text


def test_a_lost_byte_costs_only_its_own_sign():
    assert restored("underâ€_and whatâ€™s left") == "underâ€_and what’s left"


def test_a_bullet_of_a_word_processor_becomes_a_bullet():
    assert restored("ï‚· first") == "• first"


def test_restorer_counts_rows_and_leaves_sound_ones_as_they_are():
    restorer = Restorer()
    sound = {"a": "é", "b": "x"}
    assert restorer.restored(sound) is sound
    assert restorer.restored({"a": harmed("é"), "b": harmed("ü")}) == {"a": "é", "b": "ü"}
    assert restorer.count == 1
