"""The picture tells the truth: as high as the level, as solid as the evidence, empty where nobody measured."""

import re
from dataclasses import replace

import pytest
from django.conf import settings

from colonnade.temple import queries
from colonnade.temple.queries import Measure
from colonnade.temple.queries.lettering import width
from colonnade.temple.queries.plan import CARD, WIDE
from colonnade.temple.queries.shapes import Shaft
from colonnade.temple.vocabulary import Kind, State

LANGUAGES = [code for code, _ in settings.LANGUAGES]
FRAMEWORK = queries.default_framework()
MEASURES = {
    "W1": Measure(0.6, 0.6),
    "W2": Measure(0.45, 0.3),
    "B4": Measure(0.82, 0.64, 34, "34 offers"),
    "B5": Measure(0.5, 0.5),
    "B6": Measure(0.58),
    "B7": Measure(0.0),
    "B8": Measure(count=3, count_label="3 offers"),
    "F10": Measure(1.0, 1.0),
    "F11": Measure(0.7, 0.45),
}
FULL = {area.code: Measure(1.0, 0.4, 1234, "1234") for area in FRAMEWORK.areas}


def draw(measures=MEASURES, language="en", size="full", **more):
    return queries.draw(FRAMEWORK, measures, language, size, **more)


def part(code, **more):
    return next(part for part in draw(**more).parts if part.area.code == code)


def roles(part):
    return {shape.role.split()[0] for shape in part.shapes}


def numbers(d):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", d)]


@pytest.mark.parametrize(
    ("measure", "state"),
    [
        (Measure(), State.UNMEASURED),
        (Measure(0.0), State.ZERO),
        (Measure(0.4), State.DECLARED),
        (Measure(0.4, 0.1), State.PARTLY),
        (Measure(0.4, 0.4), State.EVIDENCED),
    ],
)
def test_measure_knows_its_state(measure, state):
    assert measure.state == state
    assert measure.declared == (state in {State.DECLARED, State.PARTLY})


@pytest.mark.parametrize(("level", "evidence"), [(None, 0.1), (0.3, 0.4), (1.2, 0), (-0.1, 0), (0.5, -0.1)])
def test_measure_refuses_what_cannot_be(level, evidence):
    with pytest.raises(ValueError, match=r"[Ee]vidence"):
        Measure(level, evidence)


def test_a_column_is_as_high_as_its_level_and_as_solid_as_its_evidence():
    column = part("B4")

    assert (column.filled, column.solid) == pytest.approx((0.82 * WIDE.shaft, 0.64 * WIDE.shaft))
    solid = next(shape for shape in column.shapes if shape.role == "solid")
    tint = next(shape for shape in column.shapes if shape.role == "tint")
    assert numbers(solid.d)[1] == WIDE.foot  # begins at the foot …
    assert numbers(solid.d)[5] == pytest.approx(
        WIDE.foot - 0.64 * WIDE.shaft, abs=0.1
    )  # … ends where evidence ends
    assert numbers(tint.d)[5] == pytest.approx(WIDE.foot - 0.82 * WIDE.shaft, abs=0.1)


def test_hatching_stays_between_evidence_and_level():
    hatch = next(shape for shape in part("B4").shapes if shape.role == "hatch")
    given = numbers(hatch.d)
    starts, rises = given[1::4], given[3::4]
    heights = [*starts, *(start + rise for start, rise in zip(starts, rises, strict=True))]

    assert len(starts) > 3
    assert min(heights) >= WIDE.foot - 0.82 * WIDE.shaft - 0.2
    assert max(heights) <= WIDE.foot - 0.64 * WIDE.shaft + 0.2


def test_states_look_different():
    assert {"solid", "level", "outline"} <= roles(part("B5"))
    assert "hatch" not in roles(part("B5"))
    assert {"hatch", "tint"} <= roles(part("B6"))
    assert "solid" not in roles(part("B6"))


def test_what_nobody_measured_is_empty_and_dashed():
    column = part("B8")

    assert roles(column) & {"gap", "shaft", "solid", "tint", "hatch", "zero", "flute", "level"} == {"gap"}
    assert (column.filled, column.solid, column.level) == (0, 0, "")
    assert part("B9").state is State.UNMEASURED  # left out of the measures
    assert (
        roles(part("F12")) & {"gap", "solid", "zero"}
        == roles(part("W3")) & {"gap", "solid", "zero"}
        == {"gap"}
    )


def test_what_can_be_counted_without_a_level_is_written_into_the_empty_column():
    assert [line.text for line in part("B8").lines if line.role == "count"] == ["3 offers"]
    assert [line.text for line in part("B4").lines if line.role == "count"] == []


def test_a_measured_zero_has_a_line_at_the_foot_and_a_figure():
    column = part("B7")

    assert roles(column) & {"gap", "shaft", "solid", "hatch", "zero"} == {"shaft", "zero"}
    assert [line.text for line in column.lines if line.role == "value"] == ["0%"]
    assert [line.text for line in draw(size="card").parts[6].lines if line.role == "value"] == ["0%"]


def test_a_little_is_neither_nothing_nor_all():
    assert part("B4", measures={"B4": Measure(0.001)}).level == "<1%"
    assert part("B4", measures={"B4": Measure(0.999)}).level == "99%"
    assert part("B4", measures={"B4": Measure(0.001)}).filled > 0


def test_the_temple_of_no_city_has_neither_levels_nor_gaps():
    drawing = draw(measures=None)

    assert drawing.neutral
    assert {part.state for part in drawing.parts} == {State.NEUTRAL}
    assert not {"gap", "solid", "hatch", "zero", "trough"} & {
        role for part in drawing.parts for role in roles(part)
    }
    assert [part.title for part in drawing.parts][3] == "Inclusive education (A)."


def test_arabic_stands_mirrored_and_fills_from_the_right():
    english, arabic = draw(), draw(language="ar")
    columns = slice(3, 9)

    assert [p.area.code for p in arabic.parts] == [p.area.code for p in english.parts]
    assert [p.x for p in english.parts[columns]] == sorted(p.x for p in english.parts[columns])
    assert [p.x for p in arabic.parts[columns]] == [p.x for p in reversed(english.parts[columns])]
    assert arabic.parts[0].x > arabic.parts[2].x
    step, mirrored = (
        numbers(next(s for s in d.parts[10].shapes if s.role == "solid").d)[0] for d in (english, arabic)
    )
    assert step < WIDE.centre < mirrored + 300


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "A B C D E F"), ("ru", "A B C D E F"), ("ar", "أ ب ج د هـ و"), ("zh-hans", "甲 乙 丙 丁 戊 己")],
)
def test_columns_carry_the_readers_own_letters(language, letters):
    blocks = next(group for group in draw(language=language).groups if group.kind is Kind.BLOCK)

    assert [part.letter for part in blocks.parts] == letters.split()


@pytest.mark.parametrize("measures", [MEASURES, FULL, None], ids=["some", "full", "none"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_leaves_its_place(language, measures):
    drawing = draw(measures=measures, language=language)
    pitch = (WIDE.width - 2 * WIDE.wall) / 6

    for group in drawing.groups:
        for each in group.parts:
            for line in (line for line in each.lines if line.role == "name"):
                wide = width(line.text, line.size)
                assert "…" not in line.text
                assert line.size >= 12
                if group.kind is Kind.BLOCK:
                    assert wide <= pitch - 24
                    assert WIDE.frieze_top + line.size * 0.7 < line.y < WIDE.column_top - 2
                elif group.kind is Kind.BENEFIT:
                    top = line.y - line.size * 0.75
                    assert WIDE.ceiling(line.x - wide / 2) < top > WIDE.ceiling(line.x + wide / 2)
                else:
                    assert wide < WIDE.width - 2 * WIDE.wall - 160
    assert all(width(line.text, line.size) < WIDE.width - 2 * WIDE.wall - 20 for line in drawing.lines)
    assert "".join(line.text for line in drawing.lines).replace(" ", "") == str(drawing.roof).replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_the_pediment_stay_within_their_field(language):
    for each in draw(measures=FULL, language=language).groups[0].parts:
        field = numbers(next(shape for shape in each.shapes if "temple-field" in shape.role).d)
        figure = next(line for line in each.lines if line.role == "figure")
        wide = width(figure.text, figure.size) * (-1 if language == "ar" else 1)
        assert min(field[::2]) < figure.x + wide < max(field[::2])


def test_a_long_name_is_cut_with_an_ellipsis_rather_than_overflow(monkeypatch):
    words = queries.names(FRAMEWORK, "en")
    areas = dict(words.areas)
    long = areas["B4"].short._replace(text="Donaudampfschifffahrtsgesellschaftskapitänsausbildung " * 3)
    areas["B4"] = replace(areas["B4"], short=long)
    monkeypatch.setattr("colonnade.temple.queries.drawing.names", lambda *_: replace(words, areas=areas))

    lines = [line for line in part("B4").lines if line.role == "name"]

    assert all(width(line.text, line.size) <= 128 for line in lines)
    assert lines[0].text.endswith("…")


def test_narrow_and_card_carry_letters_but_no_names():
    for drawing in (draw().narrow, draw(size="card")):
        assert drawing.width == CARD.width
        assert {line.role for each in drawing.parts for line in each.lines} == {"letter", "value"}
        assert drawing.lines == ()


def test_links_lead_where_they_are_told():
    assert part("B4", link_base="/en/temple/gnlc-key-features/").href == "/en/temple/gnlc-key-features/B4/"
    assert part("B4", link_base="#temple-").href == "#temple-B4"
    assert part("B4", link_base={"B4": "/x"}).href == "/x"
    assert part("B5", link_base={"B4": "/x"}).href == ""
    assert part("B4").href == ""


def test_titles_say_level_count_and_evidence():
    assert part("B4").title == (
        "Inclusive education (A): 82%. 34 offers. Evidence backs it up to 64%; the rest is what the city itself says."
    )
    assert part("W3").title == "Sustainable development. Nobody has measured this yet."


def test_a_framework_without_columns_is_not_drawn():
    with pytest.raises(queries.NoColumns, match="sdg4"):
        queries.draw(queries.framework("sdg4"), {}, "en", "full")


def test_a_measure_of_an_unknown_area_is_refused():
    with pytest.raises(KeyError, match="B99"):
        draw(measures={"B99": Measure(1.0)})


def test_a_shaft_swells_and_its_drums_join():
    shaft = Shaft(100, 300, 200, 40, 30)

    assert shaft.half(0) == 40
    assert shaft.half(1) == 30
    assert shaft.half(0.5) > 35  # entasis
    assert numbers(shaft.between(0, 0.5))[4:6] == numbers(shaft.between(0.5, 1))[:2]
