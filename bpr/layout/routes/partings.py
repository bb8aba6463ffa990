"""Crossings that the grid does not show: two links that come together, share some steps and part again.

They cross once if each leaves to the side from which the other came, and no choice of tracks in the shared channel can
undo that; otherwise they need not cross. A search that knows this pays for exactly the crossings it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LEFT_TURN, STRAIGHT, RIGHT_TURN = range(3)


class Parting(NamedTuple):
    """Where a link goes on (a turn), and whether the search came to the common steps on its right side."""

    turn: int
    came_right: bool


def parting(step: Sequence[int], path: Sequence[int], at: int, state: int, parent: dict[int, int]) -> Parting | None:
    """How a link and a search that share the last step came together, and how the link goes on.

    Args:
        step: the way from a point to its neighbour in each direction.
        path: the points of the link.
        at: where the search stands on ``path``.
        state: point * 4 + direction of the search.
        parent: the state before each state of the search, -1 before the first.

    Returns:
        None where the link ends here, or where both began together: then they need not cross.
    """
    point, way = state >> 2, state & 3
    if not 0 < at < len(path) - 1:
        return None
    ahead = 1 if path[at - 1] == point - step[way] else -1
    turn = (step.index(path[at + ahead] - point) - way + 1) & 3
    while True:
        state = parent[state]
        at -= ahead
        if state == -1 or not 0 < at < len(path) - 1:
            return None
        came = state & 3
        here, earlier = path[at], path[at - ahead]
        if here - step[came] != earlier:
            its = step.index(earlier - here)
            return Parting(turn, (came + 2 - way) & 3 < (its - way) & 3)
        way = came


def crossing_turns(parted: Parting) -> range:
    """The turns with which the search would cross the link.

    Example:
        >>> list(crossing_turns(Parting(STRAIGHT, came_right=True)))
        [0]
    """
    return range(parted.turn) if parted.came_right else range(parted.turn + 1, 3)
