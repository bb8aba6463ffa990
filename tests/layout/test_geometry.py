from __future__ import annotations

import pytest

from bpr.layout.geometry import Rect, straightened

OUTER = Rect(10.0, 20.0, 100.0, 50.0)


@pytest.mark.parametrize("point", [(10.0, 20.0), (110.0, 70.0), (60.0, 45.0)])
def test_a_rectangle_holds_its_inside_and_its_border(point):
    assert OUTER.holds(point)


@pytest.mark.parametrize("point", [(9.6, 45.0), (110.4, 45.0), (60.0, 19.6), (60.0, 70.4)])
def test_a_point_outside_is_held_only_with_tolerance(point):
    assert not OUTER.holds(point)
    assert OUTER.holds(point, 0.5)


def test_a_rectangle_contains_itself_and_what_touches_its_border():
    assert OUTER.contains(OUTER)
    assert OUTER.contains(Rect(10.0, 20.0, 5.0, 5.0))


@pytest.mark.parametrize("other", [Rect(9.0, 30.0, 5.0, 5.0), Rect(106.0, 30.0, 5.0, 5.0), Rect(20.0, 66.0, 5.0, 5.0)])
def test_a_rectangle_that_reaches_outside_is_not_contained(other):
    assert not OUTER.contains(other)


def test_points_in_the_middle_of_a_line_and_repeated_ones_fall_away():
    assert straightened([(0, 0), (0, 0), (5, 0), (9, 0), (9, 4)]) == ((0, 0), (9, 0), (9, 4))


def test_a_line_that_doubles_back_keeps_its_turn():
    assert straightened([(0, 0), (9, 0), (5, 0)]) == ((0, 0), (9, 0), (5, 0))
