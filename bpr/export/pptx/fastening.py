"""Which routes are glued connectors, and where.

PowerPoint draws every glued connector as it is stored. LibreOffice routes it anew when it opens the file: it keeps
straight and two-line ones, sets the middle line of a three-line one half way (up to 7.4, measured), fastens it at the
middle of the side, and leads a line that doubles back through the boxes. So ``safe`` glues a route only
where each of them draws it rightly, and draws the others as free forms; ``all`` glues all that PowerPoint can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bpr.export.pptx.connectors import MOST_LINES, Glue
from bpr.export.pptx.shapes import SITES, Numbers
from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, Route
from bpr.layout.plan.diagram import EVENT_KINDS, GATEWAY_KINDS

GlueChoice = Literal["safe", "all"]

_NEAR = 1.0  # px between an end and the connection site it is fastened to
_APART = 4.0  # px that two parallel lines must keep
_LABEL_SHIFT = 16.0  # px that a line may move away from its label


@dataclass(frozen=True, slots=True)
class Fastening:
    """The connection sites of a route's ends, and whether it is drawn as a free form instead."""

    glue: tuple[Glue | None, Glue | None]
    free: bool


class Fastener:
    """Decides for the routes of one page."""

    def __init__(self, geometry: Geometry, numbers: Numbers, choice: GlueChoice) -> None:
        self._choice = choice
        self._numbers = numbers
        self._boxes = {box.id: box for box in geometry.boxes}
        self._marks = {(mark.route, mark.leaves): mark for mark in geometry.off_page}
        self._labels = [box.label.rect for box in geometry.boxes if box.label is not None]
        self._labels += [route.label.rect for route in geometry.routes if route.label is not None]
        self._routes = geometry.routes

    def of(self, route: Route, points: Sequence[Point]) -> Fastening:
        """How a route with these way points (`straightened`) is drawn."""
        start = self._site(route.source, route.id, points[0], leaves=False)
        end = self._site(route.target, route.id, points[-1], leaves=True)
        if start is None or end is None or len(points) - 1 > MOST_LINES:
            return Fastening((None, None), free=len(points) > 2)
        if self._choice == "all":
            return Fastening((start[0], end[0]), free=False)
        if len(points) == 2:
            glue = (start[0] if start[1] else None, end[0] if end[1] else None)
            return Fastening(glue, free=False)
        is_safe = start[1] and end[1] and (len(points) == 3 or self._may_be_halved(route, points))
        return Fastening((start[0], end[0]) if is_safe else (None, None), free=not is_safe)

    def _site(self, node: str, route: str, point: Point, *, leaves: bool) -> tuple[Glue, bool] | None:
        """The site of the box, or of the off-page circle, at an end of a route; and whether it is exactly there."""
        mark = self._marks.get((route, leaves))
        if mark is not None:
            name, preset, rect = mark_name(route, leaves=leaves), "ellipse", mark.rect
        elif node in self._boxes:
            box = self._boxes[node]
            name, preset, rect = f"box {node}", preset_of(box), box.rect
        else:
            return None
        x, y = rect.centre
        middles = ((x, rect.y), (rect.x, y), (x, rect.bottom), (rect.right, y))
        gaps = [abs(point[0] - middle[0]) + abs(point[1] - middle[1]) for middle in middles]
        side = _side(rect, point) if preset in ("roundRect", "rect") else gaps.index(min(gaps))
        return Glue(self._numbers.by_name[name], SITES[preset][side]), gaps[side] <= _NEAR

    def _may_be_halved(self, route: Route, points: Sequence[Point]) -> bool:
        """Whether a route of three lines may have its middle line half way: it goes on, and nothing is in its way."""
        if len(points) != 4:
            return False
        (x, y), corner, _, (end_x, end_y) = points
        is_level = corner[1] == y
        half = ((x + end_x) / 2, (y + end_y) / 2)
        if is_level:
            bends = [(half[0], y), (half[0], end_y)]
            shift, goes_on = abs(half[0] - corner[0]), min(x, end_x) < corner[0] < max(x, end_x)
        else:
            bends = [(x, half[1]), (end_x, half[1])]
            shift, goes_on = abs(half[1] - corner[1]), min(y, end_y) < corner[1] < max(y, end_y)
        if not goes_on or (route.label is not None and shift > _LABEL_SHIFT):
            return False
        if shift <= _NEAR:
            return True
        chain = [points[0], *bends, points[-1]]
        own = {route.source, route.target}
        lines = [_span(a, b) for a, b in pairwise(chain)]
        rects = [box.rect for box in self._boxes.values() if box.id not in own and box.kind != "expanded"]
        if any(line.overlaps(rect) for line in lines for rect in (*rects, *self._labels)):
            return False
        others = [_span(a, b) for other in self._routes if other.id != route.id for a, b in pairwise(other.points)]
        return not any(_side_by_side(lines[1], other) for other in others)


def mark_name(route: str, *, leaves: bool) -> str:
    """The name of the shape of an off-page circle."""
    return f"off-page {route} {'out' if leaves else 'in'}"


def preset_of(box: PlacedBox) -> str:
    """The preset shape of a box."""
    if box.kind in EVENT_KINDS:
        return "ellipse"
    return "diamond" if box.kind in GATEWAY_KINDS else "roundRect"


def _side(rect: Rect, point: Point) -> int:
    """The side of a rectangle that a point lies on: 0 top, 1 left, 2 bottom, 3 right."""
    gaps = (
        abs(point[1] - rect.y),
        abs(point[0] - rect.x),
        abs(point[1] - rect.bottom),
        abs(point[0] - rect.right),
    )
    return gaps.index(min(gaps))


def _span(a: Point, b: Point) -> Rect:
    return Rect(min(a[0], b[0]), min(a[1], b[1]), abs(b[0] - a[0]), abs(b[1] - a[1]))


def _side_by_side(line: Rect, other: Rect) -> bool:
    """Whether two lines of one direction run too close to each other."""
    if line.width < line.height:
        is_near = abs(line.x - other.x) < _APART and other.width < 1
        return is_near and line.y < other.bottom and other.y < line.bottom
    is_near = abs(line.y - other.y) < _APART and other.height < 1
    return is_near and line.x < other.right and other.x < line.right
