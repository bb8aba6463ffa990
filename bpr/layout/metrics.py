"""How good a picture is, in numbers: the hard guarantees of the layout and the measures that tell good from better.

Hard guarantees (0 in every picture): lane and phase violations, lane inversions, box overlaps, links through boxes, cut
    heads, slanted parts. Measures to keep low: crossings, bends, shared stretches, label hits.
Complexity: O(parts of routes that share columns of px, squared in the worst case).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bpr.layout.frames import frames_around
from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.plan.diagram import SIDED_KINDS
from bpr.layout.text.measure import block_size
from bpr.layout.transform import transposed

_SAME = 0.5
_TOGETHER = 2.0
_INSIDE = 1.0
_LABEL_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class LayoutMetrics:
    """Counts over one picture.

    Attributes:
        crossings: pairs of route parts that cross.
        bends: corners of all routes.
        edge_through_box: links that run through a box that is neither their source nor their target.
        overlap_px: length in px that links without a common box run on each other (2 px tolerance).
        label_hits: outside labels and badges that touch a box, another label or a route.
        lane_violations: boxes that are not wholly inside their lane's band.
        lane_inversions: neighbouring lanes that overlap or stand in the wrong order.
        box_overlaps: pairs of boxes that overlap (a boundary event and its host, a frame and its inside do not
            count), and boxes that leave their frame.
        heads_cut: lane, group or phase heads smaller than their name.
        left_to_right: share of forward links whose target is right of their source (below it where the flow runs
            downwards); None without such links.
        route_length: length of all routes in px.
        aspect: width divided by height.
        non_orthogonal: route parts that are neither horizontal nor vertical.
        phase_violations: boxes that are not wholly inside their phase's band, and phases that overlap.
    """

    crossings: int
    bends: int
    edge_through_box: int
    overlap_px: float
    label_hits: int
    lane_violations: int
    lane_inversions: int
    box_overlaps: int
    heads_cut: int
    left_to_right: float | None
    route_length: float
    aspect: float
    non_orthogonal: int
    phase_violations: int = 0

    def to_json(self) -> dict[str, int | float | None]:
        """A plain document for JSON."""
        return asdict(self)

    @property
    def hard_faults(self) -> int:
        """How often a hard guarantee is broken."""
        return (
            self.edge_through_box
            + self.lane_violations
            + self.lane_inversions
            + self.box_overlaps
            + self.heads_cut
            + self.non_orthogonal
            + self.phase_violations
        )


Part = tuple[Point, Point]


def measure(geometry: Geometry) -> LayoutMetrics:
    """Measure a finished picture."""
    upright = transposed(geometry) if geometry.vertical else geometry
    parts = [list(zip(route.points, route.points[1:], strict=False)) for route in geometry.routes]
    crossings, overlap = _between_routes(geometry.routes, parts)
    all_parts = [part for chain in parts for part in chain]
    return LayoutMetrics(
        crossings=crossings,
        bends=sum(len(chain) - 1 for chain in parts),
        edge_through_box=_through_boxes(geometry, parts),
        overlap_px=round(overlap, 1),
        label_hits=_label_hits(geometry, all_parts),
        lane_violations=_lane_violations(upright),
        lane_inversions=sum(
            a.band.bottom > b.band.y + 0.2 for a, b in zip(upright.lanes, upright.lanes[1:], strict=False)
        ),
        box_overlaps=_box_overlaps(geometry),
        heads_cut=sum(_is_cut(lane.name, lane.head) for lane in geometry.lanes)
        + sum(_is_cut(group.name, group.head) for group in geometry.groups)
        + sum(_is_cut(phase.name, phase.head) for phase in geometry.phases),
        left_to_right=_left_to_right(upright),
        route_length=round(sum(map(_length, all_parts)), 1),
        aspect=round(geometry.width / geometry.height, 3),
        non_orthogonal=sum(abs(a[0] - b[0]) > _SAME and abs(a[1] - b[1]) > _SAME for a, b in all_parts),
        phase_violations=_phase_violations(upright),
    )


def _length(part: Part) -> float:
    (x1, y1), (x2, y2) = part
    return abs(x1 - x2) + abs(y1 - y2)


def _between_routes(routes: tuple[Route, ...], parts: list[list[Part]]) -> tuple[int, float]:
    """Crossings and shared px of all pairs of routes."""
    flat: list[tuple[float, float, float, int]] = []
    steep: list[tuple[float, float, float, int]] = []
    for i, chain in enumerate(parts):
        for (x1, y1), (x2, y2) in chain:
            if abs(y1 - y2) <= abs(x1 - x2):
                flat.append((y1, min(x1, x2), max(x1, x2), i))
            else:
                steep.append((x1, min(y1, y2), max(y1, y2), i))
    flat.sort()
    steep.sort()
    crossings = 0
    for y, left, right, i in flat:
        for x, top, bottom, j in steep:
            if x >= right:
                break
            if x > left and top < y < bottom and i != j:
                crossings += 1
    return crossings, _shared(routes, flat) + _shared(routes, steep)


def _shared(routes: tuple[Route, ...], lines: list[tuple[float, float, float, int]]) -> float:
    total = 0.0
    for k, (place, low, high, i) in enumerate(lines):
        for other_place, other_low, other_high, j in lines[k + 1 :]:
            if other_place - place >= _TOGETHER:
                break
            one, other = routes[i], routes[j]
            if i != j and not {one.source, one.target} & {other.source, other.target}:
                total += max(0.0, min(high, other_high) - max(low, other_low))
    return total


def _hits(rect: Rect, part: Part, margin: float) -> bool:
    """Whether an upright or level part runs through a rectangle made smaller by ``margin``."""
    (x1, y1), (x2, y2) = part
    return (
        min(x1, x2) < rect.right - margin
        and max(x1, x2) > rect.x + margin
        and min(y1, y2) < rect.bottom - margin
        and max(y1, y2) > rect.y + margin
    )


def _through_boxes(geometry: Geometry, parts: list[list[Part]]) -> int:
    around, nothing = _frames(geometry), frozenset[str]()
    hits = 0
    for route, chain in zip(geometry.routes, parts, strict=True):
        left, right = min(x for x, _ in route.points), max(x for x, _ in route.points)
        top, bottom = min(y for _, y in route.points), max(y for _, y in route.points)
        for box in geometry.boxes:
            rect = box.rect
            if box.id in around.get(route.source, nothing) or box.id in around.get(route.target, nothing):
                continue
            if rect.x > right or rect.right < left or rect.y > bottom or rect.bottom < top:
                continue
            if box.id not in (route.source, route.target):
                hits += any(_hits(rect, part, _INSIDE) for part in chain)
            else:
                hits += any(_hits(rect, part, _INSIDE) for part in chain[1:-1])
    return hits


def _label_hits(geometry: Geometry, parts: list[Part]) -> int:
    """Hits of badges, and of labels that stand outside their shape: with boxes, with each other, with routes."""
    around, nothing = _frames(geometry), frozenset[str]()
    outside: list[tuple[frozenset[str], Rect]] = [
        (around[box.id] | {box.id}, box.label.rect)
        for box in geometry.boxes
        if box.label is not None and box.kind not in SIDED_KINDS
    ]
    outside += [(around[box.id] | {box.id}, badge.rect) for box in geometry.boxes for badge in box.badges]
    outside += [
        (around.get(route.source, nothing) & around.get(route.target, nothing), route.label.rect)
        for route in geometry.routes
        if route.label is not None
    ]
    outside.sort(key=lambda item: item[1].x)
    hits = sum(_is_misplaced(badge.rect, box) for box in geometry.boxes for badge in box.badges)
    for k, (own, rect) in enumerate(outside):
        for _, other in outside[k + 1 :]:
            if other.x >= rect.right:
                break
            hits += rect.overlaps(other)
        hits += sum(box.id not in own and rect.overlaps(box.rect) for box in geometry.boxes)
        hits += any(_hits(rect, part, _LABEL_SLACK) for part in parts)
    return hits


def _frames(geometry: Geometry) -> dict[str, frozenset[str]]:
    """The frames around each box (boxes outside all frames: none)."""
    boxes = {box.id: box for box in geometry.boxes}
    return {box.id: frozenset(frames_around(boxes, box)) for box in geometry.boxes}


def _is_misplaced(badge: Rect, box: PlacedBox) -> bool:
    """Whether a badge touches the label of its own box or leaves the box."""
    return not box.rect.contains(badge) or (box.label is not None and badge.overlaps(box.label.rect))


def _lane_violations(geometry: Geometry) -> int:
    band = {lane.id: lane.band for lane in geometry.lanes}
    head = {lane.id: lane.head for lane in geometry.lanes}
    return sum(
        box.rect.y < band[box.lane].y
        or box.rect.bottom > band[box.lane].bottom
        or box.rect.x < head[box.lane].right
        or box.rect.right > band[box.lane].right
        for box in geometry.boxes
    )


def _phase_violations(geometry: Geometry) -> int:
    band = {phase.id: phase.band for phase in geometry.phases}
    boxes = [(box.rect, band[box.phase]) for box in geometry.boxes if box.phase in band]
    outside = sum(rect.x < own.x or rect.right > own.right for rect, own in boxes)
    pairs = zip(geometry.phases, geometry.phases[1:], strict=False)
    return outside + sum(a.band.right > b.band.x + 0.2 for a, b in pairs)


def _box_overlaps(geometry: Geometry) -> int:
    """Pairs of boxes that overlap, and boxes that leave the frame that they stand in."""
    around = _frames(geometry)
    place = {box.id: box.rect for box in geometry.boxes}
    ordered = sorted(geometry.boxes, key=lambda box: (box.rect.x, box.id))
    overlaps = sum(not place[frame].contains(box.rect) for box in ordered for frame in around[box.id])
    for k, box in enumerate(ordered):
        for other in ordered[k + 1 :]:
            if other.rect.x >= box.rect.right:
                break
            related = box.id == other.attached_to or other.id == box.attached_to
            if not related and box.id not in around[other.id] and other.id not in around[box.id]:
                overlaps += box.rect.overlaps(other.rect)
    return overlaps


def _is_cut(name: TextBlock, head: Rect) -> bool:
    width, height = block_size(name.lines, name.size)
    if name.vertical:
        width, height = height, width
    return width > head.width + 0.1 or height > head.height + 0.1


def _left_to_right(geometry: Geometry) -> float | None:
    middle = {box.id: box.rect.centre[0] for box in geometry.boxes}
    forward = [
        route
        for route in geometry.routes
        if route.kind == "sequence" and not route.rework and {route.source, route.target} <= middle.keys()
    ]
    if not forward:
        return None
    return round(sum(middle[r.target] > middle[r.source] + 1 for r in forward) / len(forward), 4)
