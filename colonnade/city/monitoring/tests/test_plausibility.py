"""How times, numbers and units are read, what looks odd, and how a figure stands to its target."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from colonnade.city.monitoring.queries.charts import Spot, chart
from colonnade.city.monitoring.queries.keys import key_of
from colonnade.city.monitoring.queries.periods import NotAPeriod, is_doubtful, period, spans_years
from colonnade.city.monitoring.queries.plausibility import (
    Point,
    looks_like_shares,
    oddities,
    other_unit,
    outside,
)
from colonnade.city.monitoring.queries.statuses import status_meant, sure_meant
from colonnade.city.monitoring.queries.trajectories import expected_in, judgement
from colonnade.city.monitoring.queries.units import (
    family,
    is_likely_a_whole,
    says_percent,
    unit_code,
    unit_name,
)
from colonnade.city.monitoring.queries.written_values import NotANumber, decimal_comma_in, written_value
from colonnade.city.monitoring.vocabulary.observing import Status, Sure, Track

# -- times ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        (" 2019.0 ", "2019-01-01", "2019-12-31"),
        ("2019 г.", "2019-01-01", "2019-12-31"),
        ("2019年", "2019-01-01", "2019-12-31"),
        ("٢٠١٩", "2019-01-01", "2019-12-31"),
        ("2012/13", "2012-07-01", "2013-06-30"),
        ("2012-13", "2012-07-01", "2013-06-30"),
        ("2018/2019", "2018-07-01", "2019-06-30"),
        ("2018–2019", "2018-07-01", "2019-06-30"),
        ("1999/00", "1999-07-01", "2000-06-30"),
        ("2011/12", "2011-07-01", "2012-06-30"),
        ("2011-12", "2011-12-01", "2011-12-31"),
        ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("Q3 2019", "2019-07-01", "2019-09-30"),
        ("3 кв. 2019", "2019-07-01", "2019-09-30"),
        ("2019年第三季度", "2019-07-01", "2019-09-30"),
        ("2019-S2", "2019-07-01", "2019-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("02/2020", "2020-02-01", "2020-02-29"),
        ("2019M05", "2019-05-01", "2019-05-31"),
        ("2015-2019", "2015-01-01", "2019-12-31"),
        ("2015 to 2019", "2015-01-01", "2019-12-31"),
        ("2015-19", "2015-01-01", "2019-12-31"),
        ("2019-01-01/2019-06-30", "2019-01-01", "2019-06-30"),
        ("2019-05-03", "2019-05-03", "2019-05-03"),
        ("1445 AH", "2023-07-19", "2024-07-07"),
        ("1445 هـ", "2023-07-19", "2024-07-07"),
    ],
)
def test_times_as_offices_write_them(text, first, last):
    found = period(text)

    assert (found.starts_on, found.ends_on) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["", "soon", "20199", "2019-14", "2019-13-01", "1445", "99", "2019-06-30/2019-01-01", "2019-Q5"]
)
def test_what_names_no_time(text):
    with pytest.raises(NotAPeriod):
        period(text)


def test_a_column_tells_whether_a_year_spans_two():
    assert spans_years(["2010-11", "2011-12"])
    assert spans_years(["2011-12", "2012-13"])
    assert not spans_years(["2010-11"])
    assert not spans_years(["2010-11", "2010-12"])
    assert period("2011-12", spans_years=True).ends_on == date(2012, 6, 30)
    assert is_doubtful("2011-12")
    assert not is_doubtful("2011-05")
    assert not is_doubtful("2012")


# -- numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("83.7", "83.7"), ("70 ", "70"), ("-2.83", "-2.83"), ("83,7", "83.7"), ("1 234,5", "1234.5"), ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"), ("1,234,567", "1234567"), ("٨٣٫٧", "83.7"), ("1e3", "1000"), ("0", "0"), ("12\u00a0345", "12345"),
    ],
)  # fmt: skip
def test_numbers_as_countries_write_them(text, value):
    assert written_value(text).value == Decimal(value)


def test_percent_behind_a_number_is_its_unit():
    assert (written_value("83 %").value, written_value("83 %").is_percent) == (Decimal(83), True)
    assert written_value("٨٣٪").is_percent


@pytest.mark.parametrize("text", ["", "n/a", "..", ":", "-", "data missing", "нет данных", "#N/A"])
def test_words_for_a_missing_value(text):
    assert written_value(text).status == Status.NOT_AVAILABLE


@pytest.mark.parametrize("text", ["not applicable", "x", "不适用"])
def test_words_for_what_does_not_apply(text):
    assert written_value(text).status == Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("many", "not_a_number"),
        ("<5", "not_a_number"),
        ("1,234", "number_doubtful"),
        ("1" * 19, "number_too_large"),
        ("12-13", "not_a_number"),
    ],
)
def test_what_is_no_number(text, code):
    with pytest.raises(NotANumber) as fault:
        written_value(text)

    assert fault.value.code == code


def test_a_column_tells_how_it_writes_fractions():
    assert decimal_comma_in(["1,234", "3,5"]) is True
    assert decimal_comma_in(["1,234", "1,234.5"]) is False
    assert decimal_comma_in(["1,234"]) is None
    assert written_value("1,234", decimal_comma=True).value == Decimal("1.234")
    assert written_value("1,234", decimal_comma=False).value == Decimal("1234")
    assert written_value("1.234", decimal_comma=True).value == Decimal("1234")


def test_more_digits_than_are_kept_are_rounded_and_said():
    written = written_value("0.30000000000000004")

    assert (written.value, written.is_rounded) == (Decimal("0.3"), True)
    assert not written_value("24.5296432276").is_rounded


# -- units and words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["%", "Percent", "percentage", "Percentage (%)", "процент", "بالمئة", "PT"])
def test_percent_in_many_words(text):
    assert unit_code(text) == "percent"


def test_a_unit_nobody_knows_stays_as_it_is():
    assert unit_code("  £  GBP ") == "£ GBP"
    assert unit_name("£ GBP", "fr") == "£ GBP"
    assert unit_name("years", "fr") != "years"
    assert unit_code(unit_name("hours-per-week", "ru")) == "hours-per-week"


def test_units_of_one_family_are_compared():
    assert family("percent-of-citizens") == family("gross-enrolment-ratio") == "percent"
    assert family("years") == "years"
    assert is_likely_a_whole("% adults")
    assert not is_likely_a_whole("% change")
    assert not is_likely_a_whole("percent")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Процент завершения", True),
        ("Percentage of pupils", True),
        ("Pupils (%)", True),
        ("Pupils", False),
        ("", False),
    ],
)
def test_a_name_that_says_percent(name, told):
    assert says_percent(name) is told


def test_states_in_many_words():
    assert status_meant("Undefined") == Status.MEASURED
    assert status_meant("Estimated value") == Status.ESTIMATED
    assert status_meant("not available") == Status.NOT_AVAILABLE
    assert status_meant("purple") is None
    assert sure_meant("High") == Sure.HIGH
    assert sure_meant("") is None


def test_a_key_tells_figures_apart():
    assert key_of() == ""
    assert key_of("S", "E1", {"b": "2", "a": "1"}) == "#S|@E1|a=1|b=2"
    assert key_of(dimensions={"a|b": "c"}) != key_of(dimensions={"a": "b|c"})
    long = [key_of(dimensions={"a": "x" * 600 + end}) for end in "12"]
    assert [len(each) for each in long] == [500, 500]
    assert long[0] != long[1]


# -- what looks odd ------------------------------------------------------------------------------------


def point(when, value, unit="percent"):
    time = period(when)
    return Point(
        time.starts_on, time.ends_on, None if value is None else Decimal(value), unit, when, tag=when
    )


def odd(*points):
    return [(tag, warning.code) for tag, warning in oddities(points)]


def test_a_value_its_unit_cannot_have():
    assert outside(Decimal(120), 0, 100).code == "above_maximum"
    assert outside(Decimal("-0.1"), 0, 100).code == "below_minimum"
    assert outside(Decimal(100), 0, 100) is None
    assert outside(Decimal(120), 0, None) is None


def test_a_jump_in_points_of_percent():
    assert odd(point("2019", 40), point("2020", 71)) == [("2020", "jump")]
    assert odd(point("2019", 40), point("2020", 70)) == []


def test_a_jump_in_numbers():
    assert odd(point("2019", 9, "number"), point("2020", 41, "number")) == [("2020", "jump")]
    assert odd(point("2019", 41, "number"), point("2020", 9, "number")) == [("2020", "jump")]
    assert odd(point("2019", 10, "number"), point("2020", 30, "number")) == []
    assert odd(point("2019", 0, "number"), point("2020", 30, "number")) == []


def test_a_rate_of_change_jumps_by_nature():
    assert odd(point("2018", 1, "number"), point("2019", 9, "number"), point("2020", -2, "number")) == []


def test_a_gap_is_jumped_over_and_quarters_are_not_compared_with_years():
    assert odd(point("2018", 9, "number"), point("2019", None, "number"), point("2020", 41, "number")) == [
        ("2020", "jump")
    ]
    assert odd(point("2019", 100, "number"), point("2020-Q1", 25, "number")) == []


def test_times_that_overlap():
    assert odd(point("2018", 50), point("2018/19", 51)) == [("2018/19", "overlap")]
    assert odd(point("2015-2019", 50), point("2017", 51)) == [("2017", "overlap")]
    assert odd(point("2018/19", 50), point("2019/20", 51)) == []
    assert odd(point("2019", 50), point("2019-Q2", 51)) == []
    assert odd(point("2019", 50), point("2019", 51)) == []


def test_a_unit_that_is_not_usual():
    assert other_unit("number", ["percent"]).details == {"unit": "number", "usual": "percent"}
    assert other_unit("percent-of-citizens", ["percent"]) is None
    assert other_unit("number", []) is None


def test_shares_that_are_called_percent():
    assert looks_like_shares([Decimal("0.83"), Decimal("0.5"), Decimal("0.9")], "percent")
    assert not looks_like_shares([Decimal("0.83"), Decimal("50"), Decimal("0.9")], "percent")
    assert not looks_like_shares([Decimal(0)] * 3, "percent")


# -- the way to a target -------------------------------------------------------------------------------

STRAIGHT = SimpleNamespace(baseline=Decimal(40), baseline_year=2020, value=Decimal(60), year=2030, steps=[])
STEPS = SimpleNamespace(
    baseline=Decimal(40), baseline_year=2020, value=Decimal(60), year=2030, steps=[[2025, "44"]]
)
DOWN = SimpleNamespace(baseline=Decimal(20), baseline_year=2020, value=Decimal(10), year=2030, steps=[])


def test_the_way_is_a_straight_line_or_goes_by_steps():
    assert [expected_in(STRAIGHT, year) for year in (2019, 2020, 2025, 2030, 2040)] == [40, 40, 50, 60, 60]
    assert [expected_in(STEPS, year) for year in (2025, 2030)] == [44, 60]


@pytest.mark.parametrize(
    ("target", "value", "year", "track"),
    [
        (STRAIGHT, "50", 2025, Track.ON_TRACK),
        (STRAIGHT, "48", 2025, Track.NEARLY),
        (STRAIGHT, "47.9", 2025, Track.BEHIND),
        (STRAIGHT, "60", 2025, Track.REACHED),
        (STRAIGHT, "39", 2025, Track.BEHIND),
        (STRAIGHT, "59", 2031, Track.NEARLY),
        (STRAIGHT, "50", 2020, Track.UNKNOWN),
        (STRAIGHT, None, 2025, Track.UNKNOWN),
        (STEPS, "44", 2025, Track.ON_TRACK),
        (DOWN, "15", 2025, Track.ON_TRACK),
        (DOWN, "9", 2025, Track.REACHED),
        (DOWN, "25", 2025, Track.BEHIND),
    ],
)
def test_how_a_figure_stands_to_its_target(target, value, year, track):
    found = judgement(target, None if value is None else Decimal(value), year)

    assert found.track == track
    assert found.sentence


# -- pictures ------------------------------------------------------------------------------------------


def spots(*values, first=2018):
    return [
        Spot(
            date(first + place, 12, 31),
            None if value is None else Decimal(str(value)),
            str(first + place),
            str(value),
        )
        for place, value in enumerate(values)
    ]


def drawn(*series, **more):
    return chart([(name, found) for name, found in series], written=str, **more)


def test_a_line_breaks_where_nothing_is_known():
    line = drawn(("", spots(10, None, 20))).lines[0]

    assert line.path.count("M") == 2
    assert [dot.title for dot in line.dots] == ["2018: 10", "2020: 20"]


def test_the_picture_is_mirrored_for_who_reads_from_the_right():
    usual, mirrored = (drawn(("", spots(10, 20)), is_mirrored=each).lines[0] for each in (False, True))

    assert usual.dots[0].x < usual.dots[1].x
    assert mirrored.dots[0].x > mirrored.dots[1].x


def test_names_of_lines_do_not_stand_on_each_other():
    lines = drawn(("A", spots(10, 20)), ("B", spots(11, 20))).lines

    assert abs(lines[0].label_y - lines[1].label_y) >= 15


def test_the_way_to_the_target_is_drawn_and_the_axis_holds_it():
    picture = drawn(("", spots(10, 20)), way=[(2018, Decimal(10)), (2030, Decimal(95))], way_name="Way")

    assert [line.kind for line in picture.lines] == ["way", "1"]
    assert float(picture.values[-1].text) >= 95
    assert picture.years[-1].text == "2030"


@pytest.mark.parametrize("values", [(), (10,), (None, 10), (None, None)])
def test_one_figure_makes_no_picture(values):
    assert drawn(("", spots(*values))) is None


@pytest.mark.parametrize("values", [(5, 5), (0, 0), (-3, 4), (0.001, 0.002), (1e9, 2e9)])
def test_every_value_lies_within_the_picture(values):
    picture = drawn(("", spots(*values)))

    assert all(0 <= dot.y <= picture.height for dot in picture.lines[0].dots)
    assert 2 <= len(picture.values) <= 7
