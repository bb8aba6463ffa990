"""From a routed grid to the finished geometry: sizes, lanes, heads, boxes, routes and labels in px."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.grid.grid import Grid
from bpr.layout.grid.lanes import LaneFrame, draw_lanes, lane_frame
from bpr.layout.grid.network import Arc, Network
from bpr.layout.grid.room import LabelRoom
from bpr.layout.grid.spaces import Spaces, first_spaces, grow_for_ports
from bpr.layout.phases import draw_phases, phase_frame
from bpr.layout.plan.diagram import SIDED_KINDS
from bpr.layout.pools import cut_at, join_pools, pool_areas
from bpr.layout.routes.runs import Run
from bpr.layout.shapes import place_boxes, rect, text_at, trace_route
from bpr.layout.sizes import BoxSize, Caption, link_caption
from bpr.layout.text.captions import Side
from bpr.layout.text.labels import LabelTask, Obstacles, place_labels
from bpr.layout.text.measure import block_size, wrap
from bpr.layout.transform import across, transposed, turn_text

MARGIN = 14.0
TITLE_TEXT = 18.0
_TITLE_ROOM = 12.0
_LEAST_WIDTH = 320.0
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class RoutedGrid:
    """Everything that is settled before coordinates."""

    network: Network
    grid: Grid
    sizes: list[BoxSize]
    sides: list[Side | None]
    runs: list[list[Run]]


def draw(routed: RoutedGrid) -> Geometry:
    """Give every part its place; where a link label finds none, make room and try again."""
    network, grid, runs = routed.network, routed.grid, routed.runs
    vertical = network.diagram.vertical
    shapes = grow_for_ports(network, routed.sizes, runs)
    spaces = first_spaces(network, grid, routed.sizes, shapes, routed.sides, runs)
    captions = {
        arc.index: text for arc in network.arcs if (text := link_caption(arc.link.label, vertical=vertical)) is not None
    }
    room = LabelRoom(network, grid, shapes, runs, spaces)
    for link, text in captions.items():
        if not runs[link][0].upright:
            room.make(link, text, at_end=False)
    for round_ in range(_ROUNDS):
        picture = _Picture(routed, shapes, spaces)
        labels, failed = picture.place_labels(captions)
        grown = [room.make(link, captions[link], at_end=picture.starts_shared(link) or round_ == 2) for link in failed]
        if not any(grown):
            break
    geometry = picture.geometry(captions, labels)
    return transposed(geometry) if vertical else geometry


class _Picture:
    """One try: all coordinates for the room that the lines have now.

    A vertical diagram is worked out like any other, with lanes as rows and boxes turned; `draw` transposes it.
    """

    def __init__(self, routed: RoutedGrid, shapes: list[tuple[float, float]], spaces: Spaces) -> None:
        self.routed = routed
        network, grid = routed.network, routed.grid
        vertical = network.diagram.vertical
        width = max(_LEAST_WIDTH, spaces.height if vertical else spaces.width)
        title = _title(network.diagram.title, width)
        begin = title.rect.bottom + _TITLE_ROOM
        left, top = (begin, MARGIN) if vertical else (MARGIN, begin)
        self.title = turn_text(title, across) if vertical else title
        phases = phase_frame(network, grid, spaces)
        top += phases.height
        self.frame: LaneFrame = lane_frame(network, grid, spaces)
        spaces.settle(left + self.frame.head_width, top)
        right = left + self.frame.head_width + spaces.width
        self.right = round(max(right, self.title.rect.right), 1)
        self.bottom = top + spaces.height
        self.lanes, self.groups = draw_lanes(network, grid, spaces, self.frame, left, self.right)
        self.phases = draw_phases(network, spaces, phases, self._lane_area())
        self.pools = pool_areas(network, self.lanes)
        self.boxes, self.riders = place_boxes(network, grid, routed.sizes, shapes, routed.sides, spaces)
        self.points = [
            self._cut(arc, trace_route(arc, chain, self.boxes, self.riders, spaces))
            for arc, chain in zip(network.arcs, routed.runs, strict=True)
        ]
        self.shared = _shared_lengths(self.points)

    def starts_shared(self, link: int) -> bool:
        """Whether another link covers the whole first part of ``link``."""
        (x1, y1), (x2, y2) = self.points[link][:2]
        return self.shared[link][0] >= abs(x1 - x2) + abs(y1 - y2) - 1

    def place_labels(self, captions: dict[int, Caption]) -> tuple[dict[int, Rect], list[int]]:
        """Places for all link labels, and the links whose label still hits something."""
        obstacles = Obstacles()
        for area in self.pools.values():
            obstacles.add(area)
        for box in self._all_boxes():
            obstacles.add(box.rect)
            if box.label is not None and box.kind not in SIDED_KINDS:
                obstacles.add(box.label.rect)
        if self.lanes:
            area = self._lane_area()
            obstacles.add_frame(area.x, area.y, area.right, area.bottom)
        for points in self.points:
            obstacles.add_line(points)
        tasks = [LabelTask(link, text, self.points[link], *self.shared[link]) for link, text in captions.items()]
        return place_labels(tasks, obstacles, self._borders(), [phase.band.x for phase in self.phases[1:]])

    def _lane_area(self) -> Rect:
        """All lanes, right of their heads."""
        if not self.lanes:
            return Rect(MARGIN, self.bottom, 0.0, 0.0)
        first, last = self.lanes[0], self.lanes[-1]
        return rect(first.head.right, first.band.y, self.right - first.head.right, last.band.bottom - first.band.y)

    def _borders(self) -> list[float]:
        """Heights at which lanes begin and end."""
        return [lane.band.y for lane in self.lanes] + [self.lanes[-1].band.bottom] if self.lanes else []

    def _cut(self, arc: Arc, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """The route without what lies inside the pools at its ends."""
        source, target = self._pool(arc.source), self._pool(arc.target)
        if target is not None:
            points = cut_at(points, self.pools[target])
        return cut_at(points[::-1], self.pools[source])[::-1] if source is not None else points

    def _pool(self, node: int) -> str | None:
        return self.routed.network.nodes[node].port_of

    def _all_boxes(self) -> list[PlacedBox]:
        return [box for i, node in enumerate(self.boxes) for box in (node, *self.riders[i])]

    def geometry(self, captions: dict[int, Caption], labels: dict[int, Rect]) -> Geometry:
        """The finished picture, boxes and links in the author's order."""
        network = self.routed.network
        place = {box.id: box for box in self._all_boxes()}
        boxes = tuple(place[box.id] for box in network.diagram.boxes)
        routes = tuple(
            Route(
                id=arc.link.id,
                source=self._pool(arc.source) or arc.link.source,
                target=self._pool(arc.target) or arc.link.target,
                kind=arc.link.kind,
                rework=arc.rework,
                points=self.points[arc.index],
                label=text_at(captions[arc.index], labels[arc.index].x, labels[arc.index].y)
                if arc.index in labels
                else None,
            )
            for arc in network.arcs
        )
        labelled = [route.label.rect for route in routes if route.label is not None]
        return Geometry(
            title=self.title,
            width=round(max([self.right, *(label.right for label in labelled)]) + MARGIN, 1),
            height=round(max([self.bottom, self.title.rect.bottom, *(label.bottom for label in labelled)]) + MARGIN, 1),
            lanes=tuple(self.lanes),
            groups=tuple(self.groups),
            boxes=join_pools(network, self.pools, boxes),
            routes=routes,
            phases=tuple(self.phases),
        )


def _title(text: str, width: float) -> TextBlock:
    lines = wrap(text, TITLE_TEXT, width)
    across, along = block_size(lines, TITLE_TEXT)
    return TextBlock(rect=rect(MARGIN, MARGIN, across, along), lines=lines, size=TITLE_TEXT)


def _shared_lengths(routes: list[tuple[Point, ...]]) -> list[tuple[float, float]]:
    """For each route how far it runs on another one from its first point, and towards its last."""
    by_start: dict[Point, list[int]] = {}
    by_end: dict[Point, list[int]] = {}
    for i, points in enumerate(routes):
        by_start.setdefault(points[0], []).append(i)
        by_end.setdefault(points[-1], []).append(i)
    return [
        (
            max((_common(points, routes[j]) for j in by_start[points[0]] if j != i), default=0.0),
            max((_common(points[::-1], routes[j][::-1]) for j in by_end[points[-1]] if j != i), default=0.0),
        )
        for i, points in enumerate(routes)
    ]


def _common(one: tuple[Point, ...], other: tuple[Point, ...]) -> float:
    """How long two routes from the same point stay together."""
    length = 0.0
    for (a, b), (_, c) in zip(itertools.pairwise(one), itertools.pairwise(other), strict=False):
        way_b = (b[0] - a[0], b[1] - a[1])
        way_c = (c[0] - a[0], c[1] - a[1])
        same_line = way_b[0] * way_c[1] == way_b[1] * way_c[0]
        if not same_line or way_b[0] * way_c[0] + way_b[1] * way_c[1] <= 0:
            break
        step_b, step_c = abs(way_b[0]) + abs(way_b[1]), abs(way_c[0]) + abs(way_c[1])
        length += min(step_b, step_c)
        if step_b != step_c:
            break
    return length
