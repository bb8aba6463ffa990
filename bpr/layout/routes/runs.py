"""Straight runs: a routed path cut at its corners, each run on one line of the grid."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP, Grid


@dataclass(slots=True)
class Run:
    """A straight part of a link, from ``start`` to ``end`` along its line (grid coordinates).

    ``upright`` runs lie on a vertical line. ``offset`` is the distance in px from the middle of the line; it is chosen
    later, together with those of the other runs of the line.
    """

    arc: int
    index: int
    upright: bool
    line: int
    start: int
    end: int
    is_first: bool
    is_last: bool
    offset: float = 0.0

    @property
    def low(self) -> int:
        """The lower end along the line."""
        return min(self.start, self.end)

    @property
    def high(self) -> int:
        """The higher end along the line."""
        return max(self.start, self.end)

    @property
    def way(self) -> int:
        """The direction in which the link goes."""
        if self.upright:
            return DOWN if self.end > self.start else UP
        return RIGHT if self.end > self.start else LEFT


def cut_into_runs(grid: Grid, paths: list[list[int]]) -> list[list[Run]]:
    """The runs of each path, in order from source to target."""
    return [_runs(grid, arc, path) for arc, path in enumerate(paths)]


def _runs(grid: Grid, arc: int, path: list[int]) -> list[Run]:
    corners = [path[0]]
    for before, point, after in zip(path, path[1:], path[2:], strict=False):
        if point - before != after - point:
            corners.append(point)
    corners.append(path[-1])
    last = len(corners) - 2
    runs: list[Run] = []
    for index, (a, b) in enumerate(itertools.pairwise(corners)):
        (x1, y1), (x2, y2) = grid.place(a), grid.place(b)
        upright = x1 == x2
        runs.append(
            Run(
                arc=arc,
                index=index,
                upright=upright,
                line=x1 if upright else y1,
                start=y1 if upright else x1,
                end=y2 if upright else x2,
                is_first=index == 0,
                is_last=index == last,
            )
        )
    return runs
