"""Moving and turning what is already laid out: every rectangle and point through one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bpr.layout.geometry import Badge, Geometry, LaneBand, PlacedBox, Point, Rect, Route, TextBlock

Turn = Callable[[Point], Point]
"""Where a point goes; must keep upright rectangles upright."""


def shift(dx: float, dy: float) -> Turn:
    """A move by (dx, dy) px."""
    return lambda point: (round(point[0] + dx, 1), round(point[1] + dy, 1))


def turn_rect(rect: Rect, turn: Turn) -> Rect:
    """The rectangle between the two turned corners."""
    (x1, y1), (x2, y2) = turn((rect.x, rect.y)), turn((rect.right, rect.bottom))
    return Rect(min(x1, x2), min(y1, y2), round(abs(x2 - x1), 1), round(abs(y2 - y1), 1))


def turn_text(text: TextBlock, turn: Turn) -> TextBlock:
    """The text at its new place; its lines stay as they are."""
    return replace(text, rect=turn_rect(text.rect, turn))


def turn_badge(badge: Badge, turn: Turn) -> Badge:
    """The badge at its new place."""
    return replace(badge, rect=turn_rect(badge.rect, turn), text=turn_text(badge.text, turn))


def turn_box(box: PlacedBox, turn: Turn) -> PlacedBox:
    """The box with its label and badges at its new place."""
    badges = tuple(turn_badge(badge, turn) for badge in box.badges)
    label = turn_text(box.label, turn) if box.label is not None else None
    return replace(box, rect=turn_rect(box.rect, turn), label=label, badges=badges)


def turn_route(route: Route, turn: Turn) -> Route:
    """The route with its label at its new place."""
    label = turn_text(route.label, turn) if route.label is not None else None
    return replace(route, points=tuple(map(turn, route.points)), label=label)


def across(point: Point) -> Point:
    """The point mirrored on the diagonal: rows become columns."""
    return (point[1], point[0])


def transposed(geometry: Geometry) -> Geometry:
    """Lanes as columns where they were rows, and the other way round; done twice it changes nothing."""
    return replace(
        geometry,
        title=turn_text(geometry.title, across),
        width=geometry.height,
        height=geometry.width,
        lanes=tuple(_turn_lane(lane) for lane in geometry.lanes),
        groups=tuple(
            replace(group, head=turn_rect(group.head, across), name=turn_text(group.name, across))
            for group in geometry.groups
        ),
        phases=tuple(
            replace(
                phase,
                band=turn_rect(phase.band, across),
                head=turn_rect(phase.head, across),
                name=turn_text(phase.name, across),
            )
            for phase in geometry.phases
        ),
        boxes=tuple(turn_box(box, across) for box in geometry.boxes),
        routes=tuple(turn_route(route, across) for route in geometry.routes),
        off_page=tuple(replace(mark, rect=turn_rect(mark.rect, across)) for mark in geometry.off_page),
        vertical=not geometry.vertical,
    )


def _turn_lane(lane: LaneBand) -> LaneBand:
    return replace(
        lane,
        band=turn_rect(lane.band, across),
        head=turn_rect(lane.head, across),
        name=turn_text(lane.name, across),
    )
