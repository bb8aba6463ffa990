"""On which side of an event or gateway its label stands: the side that no link uses.

Where links use both the upper and the lower tip, the label stands beside the upper or lower line.
"""

from __future__ import annotations

from dataclasses import dataclass

from bpr.layout.grid import DOWN, UP, Grid
from bpr.layout.network import Network

_BESIDE = 5.0


@dataclass(frozen=True, slots=True)
class Side:
    """Above or below the shape; ``beside`` moves the label to the right of a line that leaves there."""

    is_above: bool
    beside: bool

    def left(self, width: float) -> float:
        """How far a label of ``width`` reaches to the left of the shape's middle."""
        return -_BESIDE if self.beside else width / 2

    def right(self, width: float) -> float:
        """How far a label of ``width`` reaches to the right of the shape's middle."""
        return _BESIDE + width if self.beside else width / 2


def caption_sides(network: Network, grid: Grid, paths: list[list[int]]) -> list[Side | None]:
    """The side of each node's outside label; None for activities and empty labels."""
    used = [[0, 0, 0, 0] for _ in network.nodes]
    for arc, path in zip(network.arcs, paths, strict=True):
        used[arc.source][grid.step.index(path[1] - path[0])] += 1
        used[arc.target][grid.step.index(path[-2] - path[-1])] += 1
    sides: list[Side | None] = []
    for node, box in enumerate(network.nodes):
        if not network.is_tipped(node) or not box.label.strip():
            sides.append(None)
            continue
        first, second = (UP, DOWN) if network.is_gateway(node) else (DOWN, UP)
        side = first if not used[node][first] or used[node][second] else second
        sides.append(Side(is_above=side == UP, beside=used[node][side] > 0))
    return sides
