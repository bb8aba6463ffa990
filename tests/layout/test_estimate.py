"""The lower bound that guides the search for a route."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.layout.estimate import estimate, least_bends
from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP

MOVES = {RIGHT: (1, 0), DOWN: (0, 1), LEFT: (-1, 0), UP: (0, -1)}
FAR, ROOM = 3, 6


def fewest_bends(goal, way, arrival):
    """By trying all routes on a free plane; a bend needs a piece of line before the next one."""
    best = {}
    queue = deque([((0, 0), way, 0, True)])  # place, heading, bends, may it bend here
    while queue:
        place, heading, bends, free = queue.popleft()
        if best.get((place, heading, free), 99) <= bends:
            continue
        best[place, heading, free] = bends
        (x, y), (dx, dy) = place, MOVES[heading]
        if max(abs(x + dx), abs(y + dy)) <= ROOM:
            queue.appendleft(((x + dx, y + dy), heading, bends, True))
        if free:
            queue.extend((place, (heading + turn) % 4, bends + 1, False) for turn in (1, 3))
    return best[goal, arrival, True]


@pytest.mark.parametrize("way", MOVES)
@pytest.mark.parametrize("arrival", MOVES)
@pytest.mark.parametrize(("dx", "dy"), [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)])
def test_no_route_has_fewer_bends_and_one_has_as_many(dx, dy, way, arrival):
    counted, needed = least_bends(dx, dy, way, arrival), fewest_bends((dx * FAR, dy * FAR), way, arrival)
    forward = dx * MOVES[way][0] + dy * MOVES[way][1]
    abreast = forward == 0 and arrival == way  # bends at both ends are taken as possible there: a lower bound
    assert counted <= needed
    assert abreast or counted == needed


class Plane:
    """As much of a grid as the bound asks for."""

    width, height = 9, 7

    def place(self, point):
        return point % self.width, point // self.width


@given(st.integers(0, 62), st.integers(0, 62), st.sampled_from([*MOVES]), st.floats(0, 20), st.floats(0, 9))
def test_the_bound_is_the_way_to_go_and_the_bends_and_the_arrival(here, goal, way, bend, aside):
    plane = Plane()
    bound = estimate(plane, goal, across=2.0, along=3.0, bend=bend, in_costs=[aside, 0.0, aside, 1.0])
    (x, y), (goal_x, goal_y) = plane.place(here), plane.place(goal)
    sign = ((goal_x > x) - (goal_x < x), (goal_y > y) - (goal_y < y))
    arriving = (
        bend * least_bends(*sign, way, at) + cost for at, cost in zip(MOVES, [aside, 0.0, aside, 1.0], strict=True)
    )
    expected = 2.0 * abs(goal_x - x) + 3.0 * abs(goal_y - y) + min(arriving)
    turns = bound.turns[bound.sign_x[x] + bound.sign_y[y] + way]
    assert bound.by_x[x] + bound.by_y[y] + turns == pytest.approx(expected)
