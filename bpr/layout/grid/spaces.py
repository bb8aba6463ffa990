"""From grid to px: how much room each line of the grid needs before and after its middle, and where it then lies.

Columns and rows are as large as their boxes, their labels and the tracks beside them; channels as their tracks, the
arrowheads and the link labels. Because sizes follow from the routes, lanes stay straight and nothing can overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP, Grid
from bpr.layout.grid.network import NO_EVENT, Network
from bpr.layout.routes.runs import Run
from bpr.layout.sizes import BOUNDARY_SIZE, BoxSize
from bpr.layout.text.captions import Side

LABEL_GAP = 3.0
_ARROW_ROOM = 14.0
_STEM_ROOM = 12.0
_EDGE_ROOM = 12.0
_LANE_ROOM = 8.0
_TRACK_ROOM = 8.0
_PORT_ROOM = {RIGHT: 9.0, LEFT: 9.0, UP: 14.0, DOWN: 14.0}


@dataclass(slots=True)
class Spaces:
    """Room in px on both sides of the middle of every vertical (x) and horizontal (y) line; only ever raised.

    ``gap_left`` and ``gap_above`` are px set apart before a line, which belong to no line: between phases and pools.
    """

    left: list[float]
    right: list[float]
    above: list[float]
    below: list[float]
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    gap_left: dict[int, float] = field(default_factory=dict)
    gap_above: dict[int, float] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """The width of all columns and channels."""
        return sum(self.left) + sum(self.right) + sum(self.gap_left.values())

    @property
    def height(self) -> float:
        """The height of all rows and channels."""
        return sum(self.above) + sum(self.below) + sum(self.gap_above.values())

    def settle(self, origin_x: float, origin_y: float) -> None:
        """Work out the middle of each line from the room that all lines need."""
        self.xs = _middles(self.left, self.right, self.gap_left, origin_x)
        self.ys = _middles(self.above, self.below, self.gap_above, origin_y)


def _middles(before: list[float], after: list[float], gaps: dict[int, float], origin: float) -> list[float]:
    middles: list[float] = []
    for line, (room_before, room_after) in enumerate(zip(before, after, strict=True)):
        origin += gaps.get(line, 0.0)
        middles.append(origin + room_before)
        origin += room_before + room_after
    return middles


def raise_to(rooms: list[float], line: int, room: float) -> bool:
    """Give ``line`` at least ``room`` px; say whether that changed anything."""
    if rooms[line] >= room - 1e-6:
        return False
    rooms[line] = room
    return True


def grow_for_ports(network: Network, sizes: list[BoxSize], runs: list[list[Run]]) -> list[tuple[float, float]]:
    """Width and height of each node, grown where many links meet one side of an activity."""
    grown = [(size.width, size.height) for size in sizes]
    for arc, chain in zip(network.arcs, runs, strict=True):
        for node, event, run in ((arc.source, arc.out_event, chain[0]), (arc.target, arc.in_event, chain[-1])):
            if network.is_tipped(node) or event != NO_EVENT:
                continue
            width, height = grown[node]
            room = 2 * (abs(run.offset) + _PORT_ROOM[run.way])
            grown[node] = (max(width, room), height) if run.upright else (width, max(height, room))
    return grown


def first_spaces(
    network: Network,
    grid: Grid,
    sizes: list[BoxSize],
    shapes: list[tuple[float, float]],
    sides: list[Side | None],
    runs: list[list[Run]],
) -> Spaces:
    """The room that boxes, their labels and the tracks need."""
    spaces = Spaces([0.0] * grid.width, [0.0] * grid.width, [0.0] * grid.height, [0.0] * grid.height)
    for x in range(1, grid.width - 1):
        room = 0.0 if grid.is_column(x) else _EDGE_ROOM if x in (1, grid.width - 2) else _ARROW_ROOM
        spaces.left[x] = spaces.right[x] = room
    for y in range(1, grid.height - 1):
        spaces.above[y] = spaces.below[y] = 24.0 if grid.is_row[y] else _LANE_ROOM
    for node, (width, height) in enumerate(shapes):
        x, y = grid.place(grid.point[node])
        extents = _node_extents(sizes[node], width, height, sides[node])
        for rooms, line, room in zip(
            (spaces.left, spaces.right, spaces.above, spaces.below), (x, x, y, y), extents, strict=True
        ):
            raise_to(rooms, line, room)
    for chain in runs:
        for run in chain:
            if run.upright:
                room = _TRACK_ROOM if grid.is_column(run.line) else _ARROW_ROOM
                raise_to(spaces.left, run.line, room - run.offset)
                raise_to(spaces.right, run.line, room + run.offset)
            else:
                room = _TRACK_ROOM if grid.is_row[run.line] else _STEM_ROOM
                raise_to(spaces.above, run.line, room - run.offset)
                raise_to(spaces.below, run.line, room + run.offset)
    return spaces


def _node_extents(size: BoxSize, width: float, height: float, side: Side | None) -> tuple[float, float, float, float]:
    """Room left, right, above and below the middle of a node, with its label and boundary events."""
    left = right = width / 2
    above = below = height / 2
    if side is not None and size.caption is not None:
        text = size.caption
        left, right = max(left, side.left(text.width) + 2), max(right, side.right(text.width) + 2)
        if side.is_above:
            above = max(above, height / 2 + LABEL_GAP + text.height)
        else:
            below = max(below, height / 2 + LABEL_GAP + text.height)
    for rider in size.riders:
        label = rider.caption
        below = max(below, height / 2 + BOUNDARY_SIZE / 2 + (LABEL_GAP + label.height if label else 0))
        right = max(right, rider.line + 4 + (label.width if label else 0))
    return left, right, above, below
