"""Room for link labels: channels, rows and columns are widened where a label needs a free place.

The place asked for is beside the first run of the link (the last one where several links share the first): above a
horizontal run between the box and the first track, or right of a vertical run between the box and the first track.
"""

from __future__ import annotations

from bpr.layout.grid.grid import RIGHT, UP, Grid
from bpr.layout.grid.network import Network
from bpr.layout.grid.spaces import Spaces, raise_to
from bpr.layout.routes.runs import Run
from bpr.layout.sizes import Caption

_ALONG = 10.0
_ARROW = 10.0
_ACROSS = 4.0
_BESIDE = 8.0


class LabelRoom:
    """Raises ``spaces`` so that labels fit."""

    def __init__(
        self, network: Network, grid: Grid, shapes: list[tuple[float, float]], runs: list[list[Run]], spaces: Spaces
    ) -> None:
        self.network = network
        self.grid = grid
        self.shapes = shapes
        self.runs = runs
        self.spaces = spaces
        self.least = {True: [0.0] * grid.width, False: [0.0] * grid.height}
        self.most = {True: [0.0] * grid.width, False: [0.0] * grid.height}
        for chain in runs:
            for run in chain:
                self.least[run.upright][run.line] = min(self.least[run.upright][run.line], run.offset)
                self.most[run.upright][run.line] = max(self.most[run.upright][run.line], run.offset)

    def make(self, link: int, caption: Caption, *, at_end: bool) -> bool:
        """Make room beside the first (or last) run of ``link``; say whether anything had to grow."""
        chain = self.runs[link]
        arc = self.network.arcs[link]
        run, node = (chain[-1], arc.target) if at_end else (chain[0], arc.source)
        way = (run.way + 2) & 3 if at_end else run.way
        return (self._beside if run.upright else self._above)(run, way, node, caption, straight=len(chain) == 1)

    def _above(self, run: Run, way: int, node: int, caption: Caption, *, straight: bool) -> bool:
        """Room above a horizontal run that leaves ``node`` to the left or right."""
        spaces, grid = self.spaces, self.grid
        x, y = grid.place(grid.point[node])
        channel = x + 1 if way == RIGHT else x - 1
        near, far = (spaces.left, spaces.right) if way == RIGHT else (spaces.right, spaces.left)
        beyond_shape = far[x] - self.shapes[node][0] / 2
        need = caption.width + _ALONG - beyond_shape
        if straight:
            need += _ARROW - far[channel]
            if run.high - run.low > 2:
                need -= spaces.left[channel] + spaces.right[channel]
        elif way == RIGHT:
            need -= self.least[True][channel]
        else:
            need += self.most[True][channel]
        grown = raise_to(near, channel, need)
        return raise_to(spaces.above, y, caption.height + _ACROSS - run.offset) or grown

    def _beside(self, run: Run, way: int, node: int, caption: Caption, *, straight: bool) -> bool:
        """Room to the right of a vertical run that leaves ``node`` upwards or downwards."""
        spaces, grid = self.spaces, self.grid
        x, y = grid.place(grid.point[node])
        channel = y - 1 if way == UP else y + 1
        near, far = (spaces.below, spaces.above) if way == UP else (spaces.above, spaces.below)
        need = caption.height + _BESIDE
        if straight:
            need += _ARROW - far[channel]
        elif way == UP:
            need += self.most[False][channel]
        else:
            need -= self.least[False][channel]
        grown = raise_to(near, channel, need)
        right = max(run.offset, self.most[True][x]) if run.offset else run.offset
        return raise_to(spaces.right, x, right + caption.width + _BESIDE) or grown
