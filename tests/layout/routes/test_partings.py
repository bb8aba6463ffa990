from __future__ import annotations

import pytest

from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP
from bpr.layout.metrics import measure
from bpr.layout.routes.partings import LEFT_TURN, RIGHT_TURN, STRAIGHT, Parting, crossing_turns, parting
from tests.layout.diagrams import random_process
from tests.layout.test_engine import laid_out_clean

WIDTH = 10
STEP = (1, WIDTH, -1, -WIDTH)


def searched(start: int, *ways: int) -> tuple[int, dict[int, int]]:
    """The last state of a search that went these ways, and the states before each."""
    point, state, parent = start, -1, {}
    for way in ways:
        point += STEP[way]
        parent[point * 4 + way] = state
        state = point * 4 + way
    return state, parent


LEVEL = [31, 32, 33, 34, 35, 36]  # from left to right


@pytest.mark.parametrize(
    ("start", "ways", "came_right"),
    [(52, (UP, UP, RIGHT, RIGHT), True), (12, (DOWN, DOWN, RIGHT, RIGHT), False)],
)
def test_a_link_is_crossed_only_by_leaving_to_the_other_side(start, ways, came_right):
    state, parent = searched(start, *ways)
    parted = parting(STEP, LEVEL, LEVEL.index(34), state, parent)
    assert parted == Parting(STRAIGHT, came_right)
    assert list(crossing_turns(parted)) == [LEFT_TURN if came_right else RIGHT_TURN]


def test_the_side_is_the_same_when_the_link_runs_the_other_way():
    state, parent = searched(52, UP, UP, RIGHT, RIGHT)
    back = LEVEL[::-1]
    assert parting(STEP, back, back.index(34), state, parent) == Parting(STRAIGHT, came_right=True)


def test_going_straight_on_crosses_a_link_that_turns_to_the_side_of_the_search():
    path = [31, 32, 33, 34, 44, 54]  # turns right, downwards
    state, parent = searched(52, UP, UP, RIGHT, RIGHT)
    parted = parting(STEP, path, path.index(34), state, parent)
    assert parted == Parting(RIGHT_TURN, came_right=True)
    assert list(crossing_turns(parted)) == [LEFT_TURN, STRAIGHT]


def test_links_that_begin_together_or_end_here_need_not_cross():
    state, parent = searched(31, RIGHT, RIGHT)
    assert parting(STEP, LEVEL, 2, state, parent) is None
    state, parent = searched(54, UP, UP, LEFT)
    assert parting(STEP, [35, 34, 33], 2, state, parent) is None


def test_the_side_is_kept_round_corners():
    path = [31, 32, 33, 23, 13, 14]
    state, parent = searched(52, UP, UP, RIGHT, UP, UP)
    parted = parting(STEP, path, path.index(13), state, parent)
    assert parted == Parting(RIGHT_TURN, came_right=True)


@pytest.mark.parametrize("size", [30, 60, 100])
def test_random_processes_with_rework_are_drawn_without_crossings(size):
    crossings = [measure(laid_out_clean(random_process(size, seed))).crossings for seed in range(4)]
    assert sum(crossings) == 0
