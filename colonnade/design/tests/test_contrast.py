"""Words and controls can be told from their ground, and the six hues from each other, in every theme."""

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

PALETTE = Path(__file__).parents[1] / "styles" / "palette.css"
BLOCKS = ["b4", "b5", "b6", "b7", "b8", "b9"]
GROUNDS = ["page", "paper", "sunk"]

# Machado, Oliveira and Fernandes (2009), severity 1.0: what red, green and blue become for whom.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def read_themes() -> dict[str, dict[str, str]]:
    """``{"light": {"page": "#f6f2ea", …}, "dark": …}`` as the stylesheet states them."""
    source = re.sub(r"/\*.*?\*/", "", PALETTE.read_text(encoding="utf-8"), flags=re.DOTALL)
    base = _colours(source.split("@variant", maxsplit=1)[0])
    themes = {"light": base}
    for name, body in re.findall(r"@variant ([\w-]+) \{(.*?)\}", source, flags=re.DOTALL):
        themes[name] = base | _colours(body)
    return themes


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css))


def _linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    lights = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (one, other))), reverse=True
    )
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _oklab(colour: str, eye) -> tuple[float, ...]:
    source = _linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, source, strict=True)))) for row in eye)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


THEMES = read_themes()


def _words(theme: dict[str, str]):
    for ground in GROUNDS:
        for word in ["ink", "soft", "link", "accent", *(f"{block}-ink" for block in BLOCKS)]:
            yield word, ground
    yield from [
        ("on-action", "action"),
        ("on-action", "action-hover"),
        ("on-accent", "accent"),
        ("on-ink", "ink"),
    ]
    for kind in ("info", "good", "warn", "bad"):
        yield from [(f"{kind}-ink", f"{kind}-ground"), ("ink", f"{kind}-ground"), ("link", f"{kind}-ground")]
        yield f"{kind}-ink", "paper"
    yield "ink", "mark"


def _controls():
    for ground in GROUNDS:
        yield from [("edge", ground), ("action", ground), ("focus", ground)]
    for ground in ("page", "paper"):
        yield from [(block, ground) for block in BLOCKS]
    yield from [("on-hue", block) for block in BLOCKS]


def test_the_four_themes_are_complete():
    assert list(THEMES) == ["light", "dark", "contrast", "contrast-dark"]
    assert all(set(theme) == set(THEMES["light"]) for theme in THEMES.values())


@pytest.mark.parametrize("name", THEMES)
def test_words_are_legible(name):
    needed = 7.0 if name.startswith("contrast") else 4.5
    theme = THEMES[name]

    faint = {f"{a} on {b}": round(contrast(theme[a], theme[b]), 2) for a, b in _words(theme)}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < needed} == {}


@pytest.mark.parametrize("name", THEMES)
def test_controls_can_be_seen(name):
    theme = THEMES[name]

    faint = {f"{a} on {b}": round(contrast(theme[a], theme[b]), 2) for a, b in _controls()}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", THEMES)
def test_the_six_hues_differ_for_every_eye(name, eye):
    theme = THEMES[name]

    close = {
        f"{a} {b}": round(100 * math.dist(_oklab(theme[a], EYES[eye]), _oklab(theme[b], EYES[eye])), 1)
        for a, b in combinations(BLOCKS, 2)
    }

    assert {pair: distance for pair, distance in close.items() if distance < 7} == {}
