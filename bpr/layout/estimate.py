"""A lower bound of what is left of a route: its length, the bends surely needed, and the cost of arriving.

The bound never exceeds the true cost, so A* with it still finds the cheapest route; because it knows about bends and
about the sides on which the target likes to be entered, it looks at few points that are no use.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP, Grid

_OPPOSITE = (LEFT, UP, RIGHT, DOWN)


class Estimate(NamedTuple):
    """The bound at (x, y) heading ``way`` is ``by_x[x] + by_y[y] + turns[sign_x[x] + sign_y[y] + way]``."""

    by_x: list[float]
    by_y: list[float]
    sign_x: list[int]
    sign_y: list[int]
    turns: tuple[float, ...]


def estimate(grid: Grid, goal: int, across: float, along: float, bend: float, in_costs: list[float]) -> Estimate:
    """Tables for the bound of one search.

    Args:
        grid: the grid.
        goal: the point to be reached.
        across: least cost of a step to the left or right.
        along: least cost of a step up or down.
        bend: cost of a bend.
        in_costs: cost of arriving in each direction.
    """
    goal_x, goal_y = grid.place(goal)
    return Estimate(
        by_x=[abs(goal_x - x) * across for x in range(grid.width)],
        by_y=[abs(goal_y - y) * along for y in range(grid.height)],
        sign_x=[12 * (1 + (goal_x > x) - (goal_x < x)) for x in range(grid.width)],
        sign_y=[4 * (1 + (goal_y > y) - (goal_y < y)) for y in range(grid.height)],
        turns=_turn_costs(bend, *in_costs),
    )


@lru_cache(maxsize=4096)
def _turn_costs(bend: float, *in_costs: float) -> tuple[float, ...]:
    """Least cost of bends and arrival, by where the goal lies (left to right, above to below) and the way now."""
    return tuple(
        min(bend * least_bends(dx, dy, way, arrival) + in_costs[arrival] for arrival in range(4))
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for way in range(4)
    )


def least_bends(dx: int, dy: int, way: int, arrival: int) -> int:
    """Bends needed at least from heading ``way`` to heading ``arrival`` at a goal that lies in direction (dx, dy).

    Example:
        >>> least_bends(1, 0, RIGHT, RIGHT), least_bends(1, 1, RIGHT, DOWN), least_bends(-1, 0, RIGHT, RIGHT)
        (0, 1, 4)
    """
    forward, aside = (dy, dx) if way & 1 else (dx, dy)
    if way in (LEFT, UP):
        forward = -forward
    if arrival == way:
        return 4 if forward < 0 else 2 if aside else 0
    if arrival == _OPPOSITE[way]:
        return 2 if aside else 4
    if arrival in (LEFT, UP):
        aside = -aside
    return 1 if forward >= 0 and aside > 0 else 3
