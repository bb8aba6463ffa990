"""On which side of an event or gateway its label stands: the side that no link uses.

Where links use both the upper and the lower tip, the label stands right of the line that leaves there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpr.layout.grid.grid import DOWN, UP
from bpr.layout.grid.network import NO_EVENT, Network
from bpr.layout.routes.runs import Run
from bpr.layout.sizes import BoxSize

_BESIDE = 7.0


@dataclass(frozen=True, slots=True)
class Side:
    """Above or below the shape; ``line`` is the offset of a line that the label must leave free, if any."""

    is_above: bool
    line: float | None

    def left(self, width: float) -> float:
        """How far a label of ``width`` reaches to the left of the shape's middle."""
        return width / 2 if self.line is None else -self.line - _BESIDE

    def right(self, width: float) -> float:
        """How far a label of ``width`` reaches to the right of the shape's middle."""
        return width / 2 if self.line is None else self.line + _BESIDE + width


def caption_sides(network: Network, runs: list[list[Run]]) -> list[Side | None]:
    """The side of each node's outside label; None for activities and empty labels."""
    lines: list[dict[int, float]] = [{} for _ in network.nodes]
    for arc, chain in zip(network.arcs, runs, strict=True):
        ends = (
            (arc.source, arc.out_event, chain[0], chain[0].way),
            (arc.target, arc.in_event, chain[-1], (chain[-1].way + 2) & 3),
        )
        for node, event, run, side in ends:
            if event == NO_EVENT:
                lines[node][side] = max(lines[node].get(side, run.offset), run.offset)
    sides: list[Side | None] = []
    for node, box in enumerate(network.nodes):
        if not network.is_tipped(node) or not box.label.strip():
            sides.append(None)
            continue
        first, second = (UP, DOWN) if network.is_gateway(node) else (DOWN, UP)
        side = first if first not in lines[node] or second in lines[node] else second
        sides.append(Side(is_above=side == UP, line=lines[node].get(side)))
    return sides


def clear_riders(network: Network, sizes: list[BoxSize], runs: list[list[Run]]) -> list[BoxSize]:
    """The sizes with the labels of boundary events moved right of the lines that meet the events."""
    lines = [[rider.offset for rider in size.riders] for size in sizes]
    for arc, chain in zip(network.arcs, runs, strict=True):
        for node, event, run in ((arc.source, arc.out_event, chain[0]), (arc.target, arc.in_event, chain[-1])):
            if event != NO_EVENT:
                lines[node][event] = max(lines[node][event], run.offset)
    return [
        replace(size, riders=tuple(replace(r, line=line) for r, line in zip(size.riders, own, strict=True)))
        for size, own in zip(sizes, lines, strict=True)
    ]
