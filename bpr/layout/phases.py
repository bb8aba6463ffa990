"""Phases: columns of the flow (a lane x phase grid), their heads across the top and thin borders between them.

Method: each phase gets columns of its own, worked out from the links inside it; phases follow each other in the
    author's order, so their columns never interleave. Links between phases need no more: they lead to later columns,
    and a flow to an earlier phase runs back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpr.layout.geometry import PhaseBand, Rect
from bpr.layout.grid.grid import Grid
from bpr.layout.grid.layers import column_choices
from bpr.layout.grid.network import Network
from bpr.layout.grid.spaces import Spaces
from bpr.layout.text.heads import HeadText, fit_head

_GAP = 10.0
_ROOM = 8.0
_LEAST_HEAD = 26.0


def assign_phased_columns(network: Network) -> list[int]:
    """The column of each node, from 0; those of one phase stand left of those of the next."""
    return phased_column_choices(network)[0]


def phased_column_choices(network: Network) -> list[list[int]]:
    """Different ways to choose the column of each node; the first is the plain one."""
    if not network.phase:
        return column_choices(network)
    members = [
        [node for node, own in enumerate(network.phase) if own == phase] for phase in range(len(network.diagram.phases))
    ]
    insides = [column_choices(_part(network, nodes)) for nodes in members]
    return [
        _in_a_row(members, [ways[choice % len(ways)] for ways in insides]) for choice in range(max(map(len, insides)))
    ]


def _in_a_row(members: list[list[int]], insides: list[list[int]]) -> list[int]:
    """The columns of all nodes when the phases stand side by side."""
    columns = [0] * sum(map(len, members))
    first = 0
    for nodes, inside in zip(members, insides, strict=True):
        for node, column in zip(nodes, inside, strict=True):
            columns[node] = first + column
        first += max(inside, default=-1) + 1
    return columns


def _part(network: Network, nodes: list[int]) -> Network:
    """The network of some nodes and the arcs between them."""
    number = {node: i for i, node in enumerate(nodes)}
    arcs = tuple(
        replace(arc, source=number[arc.source], target=number[arc.target])
        for arc in network.arcs
        if arc.source in number and arc.target in number
    )
    return replace(
        network,
        nodes=tuple(network.nodes[node] for node in nodes),
        lane=tuple(network.lane[node] for node in nodes),
        events=tuple(network.events[node] for node in nodes),
        arcs=arcs,
        phase=(),
    )


@dataclass(frozen=True, slots=True)
class PhaseFrame:
    """The phases that hold boxes: ``lines`` are the first vertical line of each, ``height`` that of their heads."""

    phases: tuple[int, ...]
    lines: tuple[int, ...]
    names: tuple[HeadText, ...]
    height: float


def phase_frame(network: Network, grid: Grid, spaces: Spaces) -> PhaseFrame:
    """Widen phases that are narrower than their names, and find the height of the heads."""
    first: dict[int, int] = {}
    for node, phase in enumerate(network.phase):
        line = grid.place(grid.point[node])[0] - 1
        first[phase] = min(first.get(phase, line), line)
    phases = tuple(sorted(first))
    lines = tuple(1 if i == 0 else first[phase] for i, phase in enumerate(phases))
    names: list[HeadText] = []
    spaces.gap_left = dict.fromkeys(lines[1:], _GAP)
    for start, end, phase in zip(lines, (*lines, grid.width - 1)[1:], phases, strict=True):
        width = sum(spaces.left[start:end]) + sum(spaces.right[start:end]) - _GAP
        text = fit_head(network.diagram.phases[phase].name, width, level=not network.diagram.vertical)
        if text.height > width:
            spaces.right[end - 1] += text.height - width
        names.append(text)
    height = max((text.across + _ROOM for text in names), default=0.0)
    return PhaseFrame(phases, lines, tuple(names), max(height, _LEAST_HEAD) if names else 0.0)


def draw_phases(network: Network, spaces: Spaces, frame: PhaseFrame, lanes: Rect) -> list[PhaseBand]:
    """The bands, from the heads above the lanes down to the last lane.

    Args:
        network: the network.
        spaces: settled spaces.
        frame: the phases.
        lanes: the area of all lanes, right of their heads.
    """
    borders = [round(spaces.xs[line] - spaces.left[line], 1) for line in frame.lines]
    bands: list[PhaseBand] = []
    for i, (phase, name) in enumerate(zip(frame.phases, frame.names, strict=True)):
        left = lanes.x if i == 0 else borders[i]
        end = borders[i + 1] if i + 1 < len(borders) else lanes.right
        top = round(lanes.y - frame.height, 1)
        band = Rect(left, top, round(end - left, 1), round(lanes.bottom - top, 1))
        head = Rect(left, top, band.width, round(frame.height, 1))
        named = network.diagram.phases[phase]
        bands.append(PhaseBand(named.id, band, head, name.block(head, above=True)))
    return bands
