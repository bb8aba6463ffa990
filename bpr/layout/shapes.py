"""Boxes and routes in px: shapes around the grid points, routes from border to border."""

from __future__ import annotations

import math

from bpr.layout.geometry import Badge, PlacedBox, Point, Rect, TextBlock
from bpr.layout.grid.grid import DOWN, LEFT, RIGHT, UP, Grid
from bpr.layout.grid.network import NO_EVENT, Arc, Network
from bpr.layout.grid.spaces import LABEL_GAP, Spaces
from bpr.layout.plan.diagram import SIDED_KINDS
from bpr.layout.routes.runs import Run
from bpr.layout.sizes import BOUNDARY_SIZE, BoxSize, Caption
from bpr.layout.text.captions import Side
from bpr.layout.transform import across, turn_badge


def rect(x: float, y: float, width: float, height: float) -> Rect:
    """A rectangle on the 0.1 px raster."""
    return Rect(round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def text_at(caption: Caption, x: float, y: float) -> TextBlock:
    """A text block with its top left corner at (x, y)."""
    return TextBlock(rect=rect(x, y, caption.width, caption.height), lines=caption.lines, size=caption.size)


def place_boxes(
    network: Network,
    grid: Grid,
    sizes: list[BoxSize],
    shapes: list[tuple[float, float]],
    sides: list[Side | None],
    spaces: Spaces,
) -> tuple[list[PlacedBox], list[list[PlacedBox]]]:
    """All nodes at their places, and for each node its boundary events."""
    boxes: list[PlacedBox] = []
    riders: list[list[PlacedBox]] = []
    for node, box in enumerate(network.nodes):
        x, y = grid.place(grid.point[node])
        middle_x, middle_y = spaces.xs[x], spaces.ys[y]
        width, height = shapes[node]
        place = rect(middle_x - width / 2, middle_y - height / 2, width, height)
        vertical = network.diagram.vertical
        label = _label(sizes[node], place, sides[node], vertical)
        badges = _badges(sizes[node], place, vertical)
        boxes.append(
            PlacedBox(
                box.id, box.kind, box.lane, place, label, box.marker, box.attached_to, badges=badges, phase=box.phase
            )
        )
        riders.append([])
        for event, size in zip(network.events[node], sizes[node].riders, strict=True):
            half = BOUNDARY_SIZE / 2
            spot = rect(middle_x + size.offset - half, place.bottom - half, BOUNDARY_SIZE, BOUNDARY_SIZE)
            text = size.caption
            label = text_at(text, middle_x + size.line + 4, spot.bottom + LABEL_GAP) if text else None
            riders[node].append(
                PlacedBox(event.id, event.kind, box.lane, spot, label, event.marker, event.attached_to, phase=box.phase)
            )
    return boxes, riders


def _label(size: BoxSize, place: Rect, side: Side | None, vertical: bool) -> TextBlock | None:
    text = size.caption
    if text is None:
        return None
    middle_x, middle_y = place.centre
    if side is None:
        below = (size.label_y, 0.0) if vertical else (0.0, size.label_y)
        x, y = middle_x + below[0], middle_y + below[1] - size.lift
        return text_at(text, x - text.width / 2, y - text.height / 2)
    left = middle_x - side.left(text.width)
    top = place.y - LABEL_GAP - text.height if side.is_above else place.bottom + LABEL_GAP
    return text_at(text, left, top)


def _badges(size: BoxSize, place: Rect, vertical: bool) -> tuple[Badge, ...]:
    x, y = place.centre[0], place.centre[1] - size.lift
    if vertical:
        return tuple(turn_badge(badge.place(y, x + size.badges_y), across) for badge in size.badges.badges)
    return tuple(badge.place(x, y + size.badges_y) for badge in size.badges.badges)


def trace_route(
    arc: Arc,
    chain: list[Run],
    boxes: list[PlacedBox],
    riders: list[list[PlacedBox]],
    spaces: Spaces,
) -> tuple[Point, ...]:
    """The points of a route from the border of its source to the border of its target."""
    lines = [round((spaces.xs if run.upright else spaces.ys)[run.line] + run.offset, 1) for run in chain]
    source = boxes[arc.source] if arc.out_event == NO_EVENT else riders[arc.source][arc.out_event]
    target = boxes[arc.target] if arc.in_event == NO_EVENT else riders[arc.target][arc.in_event]
    points = [_border_point(source, chain[0].way, lines[0])]
    for run, line, following in zip(chain, lines, lines[1:], strict=False):
        points.append((line, following) if run.upright else (following, line))
    points.append(_border_point(target, (chain[-1].way + 2) & 3, lines[-1]))
    return tuple(points)


def _border_point(box: PlacedBox, side: int, line: float) -> Point:
    """Where the line ``line`` (an x for upper and lower sides, else a y) meets the border of ``box`` on ``side``."""
    middle_x, middle_y = box.rect.centre
    half = box.rect.width / 2
    aside = abs(line - (middle_x if side in (UP, DOWN) else middle_y))
    if box.kind in SIDED_KINDS:
        reach = box.rect.height / 2 if side in (UP, DOWN) else half
    elif box.kind in ("start", "end", "event", "boundary"):
        reach = math.sqrt(max(0.0, half * half - aside * aside))
    else:
        reach = max(0.0, half - aside)
    if side == RIGHT:
        return (round(middle_x + reach, 1), line)
    if side == LEFT:
        return (round(middle_x - reach, 1), line)
    return (line, round(middle_y + (reach if side == DOWN else -reach), 1))
