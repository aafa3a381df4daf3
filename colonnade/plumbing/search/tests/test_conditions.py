"""Conditions: facets, ranges, boxes, windows, order, pages."""

import pytest

from colonnade.plumbing.search.tests.factories import ask, build, found, put


@pytest.fixture
def shelf():
    """Four things in three colours."""
    put(1, "Red mug", colour=["red"], maker=["ana"], days=[10], age=[3], lat=10.0, lon=20.0)
    put(2, "Blue mug", colour=["blue"], maker=["ana"], days=[5, 30], age=[1], lat=10.5, lon=20.5)
    put(3, "Green mug", colour=["green", "blue"], maker=["ben"], days=[20], age=[2])
    put(4, "Red bowl", colour=["red"], maker=["ben"], days=[], age=[4], lat=-30.0, lon=-60.0)
    build()


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ({"colour": ("red",)}, [1, 4]),
        ({"colour": ("red", "green")}, [1, 3, 4]),
        ({"colour": ("blue",), "maker": ("ben",)}, [3]),
        ({"colour": ("pink",)}, []),
        ({"colour": ()}, [1, 2, 3, 4]),
    ],
)
def test_within_a_facet_any_value_will_do_and_facets_hold_together(shelf, chosen, keys):
    assert found(chosen=chosen) == keys


def test_facets_are_counted(shelf):
    answer = ask("mug", facets=("colour", "maker"))

    assert {name: sorted(values) for name, values in answer.facets.items()} == {
        "colour": [("blue", 2), ("green", 1), ("red", 1)],
        "maker": [("ana", 2), ("ben", 1)],
    }


def test_a_facet_that_was_chosen_from_is_counted_as_if_it_were_not(shelf):
    answer = ask(chosen={"colour": ("red",)}, facets=("colour", "maker"))

    assert sorted(answer.facets["colour"]) == [("blue", 2), ("green", 1), ("red", 2)]
    assert sorted(answer.facets["maker"]) == [("ana", 1), ("ben", 1)]


def test_a_choice_without_a_hit_still_shows_the_way_back(shelf):
    answer = ask("bowl", chosen={"colour": ("blue",)}, facets=("colour",))

    assert (answer.total, answer.facets) == (0, {"colour": [("red", 1)]})


def test_no_more_values_are_counted_than_wanted(shelf):
    assert len(ask(facets=("colour",), values_per_facet=1).facets["colour"]) == 1


def test_at_least_wants_one_value_not_below(shelf):
    assert found(at_least={"days": 20}) == [2, 3]


@pytest.mark.parametrize(
    ("span", "keys"), [((5, 10), [1, 2]), ((None, 10), [1, 2]), ((21, None), [2]), ((11, 19), [])]
)
def test_between_wants_any_value_in_the_range(shelf, span, keys):
    assert found(between={"days": span}) == keys


def test_a_box_holds_what_lies_inside(shelf):
    assert found(box=(9.9, 19.9, 10.2, 20.2)) == [1]
    assert found(box=(-31.0, -61.0, -29.0, -59.0)) == [4]
    assert found(box=(0.0, 0.0, 1.0, 1.0)) == []


def test_order_by_a_number(shelf):
    assert ask(order_by="age").ids == [2, 3, 1, 4]


def test_windows_are_counted_beside(shelf):
    answer = ask(
        "mug", windows={"soon": ("days", 0, 10), "late": ("days", 15, 40), "never": ("days", 99, 100)}
    )

    assert answer.windows == {"soon": 2, "late": 2, "never": 0}


def test_pages_do_not_overlap(shelf):
    pages = [ask(order_by="age", limit=2, offset=offset) for offset in (0, 2, 4)]

    assert [page.ids for page in pages] == [[2, 3], [1, 4], []]
    assert [page.total for page in pages] == [4, 4, 4]


def test_a_limit_of_nought_only_counts(shelf):
    answer = ask(limit=0)

    assert (answer.ids, answer.total) == ([], 4)
