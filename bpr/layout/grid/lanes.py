"""Lanes as straight bands with their heads, and the heads of departments and pools to the left of them."""

from __future__ import annotations

from dataclasses import dataclass

from bpr.layout.geometry import GroupHead, LaneBand, Rect
from bpr.layout.grid.grid import Grid
from bpr.layout.grid.network import Network
from bpr.layout.grid.spaces import Spaces
from bpr.layout.plan.diagram import LaneGroup
from bpr.layout.shapes import rect
from bpr.layout.text.heads import HEAD_WIDTH, fit_head

POOL_GAP = 22.0
"""The distance of two pools, in px."""


@dataclass(frozen=True, slots=True)
class LaneFrame:
    """Columns of heads: ``levels`` from left to right (0: the lanes' own), each with its width."""

    levels: tuple[int, ...]
    widths: tuple[float, ...]

    @property
    def head_width(self) -> float:
        """The width of all head columns together."""
        return sum(self.widths)


def lane_frame(network: Network, grid: Grid, spaces: Spaces) -> LaneFrame:
    """Set pools apart, raise lanes that are lower than their names or those of their groups, size the head columns."""
    diagram = network.diagram
    pools = zip(diagram.lanes, diagram.lanes[1:], strict=False)
    changes = [lane for lane, (upper, lower) in enumerate(pools, 1) if upper.pool != lower.pool]
    spaces.gap_above = {_lines(grid, lane)[0]: POOL_GAP for lane in changes}
    levels = (*sorted({group.level for group in diagram.groups}, reverse=True), 0)
    widths = dict.fromkeys(levels, HEAD_WIDTH if diagram.lanes else 0.0)
    for lane, head in enumerate(diagram.lanes):
        widths[0] = max(widths[0], _fit(network, grid, spaces, head.name, [lane]))
    for group in sorted(diagram.groups, key=lambda g: g.level):
        widths[group.level] = max(
            widths[group.level], _fit(network, grid, spaces, group.name, _members(network, group))
        )
    return LaneFrame(levels=levels, widths=tuple(widths[level] for level in levels))


def _members(network: Network, group: LaneGroup) -> list[int]:
    """The lanes of a group from top to bottom.

    Raises:
        ValueError: the group names a lane that the diagram does not have, or its lanes are not neighbours.
    """
    index = {lane.id: i for i, lane in enumerate(network.diagram.lanes)}
    lanes = sorted({index.get(lane, -1) for lane in group.lanes})
    if not lanes or lanes[0] < 0 or lanes[-1] - lanes[0] + 1 != len(lanes):
        msg = f"the lanes of group {group.id!r} must stand in the diagram, next to each other"
        raise ValueError(msg)
    return lanes


def _lines(grid: Grid, lane: int) -> list[int]:
    return [y for y, owner in enumerate(grid.lane_of_line) if owner == lane]


def _height(grid: Grid, spaces: Spaces, lanes: list[int]) -> float:
    return sum(spaces.above[y] + spaces.below[y] for lane in lanes for y in _lines(grid, lane))


def _fit(network: Network, grid: Grid, spaces: Spaces, name: str, lanes: list[int]) -> float:
    """Raise ``lanes`` evenly until ``name`` fits beside them; return the width of its head."""
    height = _height(grid, spaces, lanes)
    text = fit_head(name, height, level=network.diagram.vertical)
    if text.height > height:
        extra = (text.height - height) / len(lanes) / 2
        for lane in lanes:
            lines = _lines(grid, lane)
            spaces.above[lines[0]] += extra
            spaces.below[lines[-1]] += extra
    return text.width


def draw_lanes(
    network: Network, grid: Grid, spaces: Spaces, frame: LaneFrame, left: float, right: float
) -> tuple[list[LaneBand], list[GroupHead]]:
    """The bands and heads; a head also takes the columns to its left in which its lane has no group."""
    diagram = network.diagram
    tops: list[float] = []
    bottoms: list[float] = []
    for lane in range(network.lane_count):
        lines = _lines(grid, lane)
        tops.append(round(spaces.ys[lines[0]] - spaces.above[lines[0]], 1))
        bottoms.append(round(spaces.ys[lines[-1]] + spaces.below[lines[-1]], 1))
    levels_of: list[set[int]] = [{0} for _ in diagram.lanes]
    members = {group.id: _members(network, group) for group in diagram.groups}
    for group in diagram.groups:
        for lane in members[group.id]:
            levels_of[lane].add(group.level)
    bands: list[LaneBand] = []
    for lane, named in enumerate(diagram.lanes):
        x, head_right = _columns(frame, 0, levels_of[lane], left)
        head = rect(x, tops[lane], head_right - x, bottoms[lane] - tops[lane])
        band = Rect(head.x, head.y, round(right - head.x, 1), head.height)
        bands.append(
            LaneBand(named.id, band, head, fit_head(named.name, head.height, level=diagram.vertical).block(head))
        )
    heads: list[GroupHead] = []
    for group in diagram.groups:
        lanes = members[group.id]
        x, head_right = _columns(frame, group.level, levels_of[lanes[0]], left)
        head = rect(x, tops[lanes[0]], head_right - x, bottoms[lanes[-1]] - tops[lanes[0]])
        heads.append(
            GroupHead(
                group.id, group.level, head, fit_head(group.name, head.height, level=diagram.vertical).block(head)
            )
        )
    return bands, heads


def _columns(frame: LaneFrame, level: int, present: set[int], left: float) -> tuple[float, float]:
    """Left and right end of the head columns that a head of ``level`` takes."""
    own = frame.levels.index(level)
    first = own
    while first > 0 and frame.levels[first - 1] not in present:
        first -= 1
    return left + sum(frame.widths[:first]), left + sum(frame.widths[: own + 1])
