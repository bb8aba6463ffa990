"""Moving and turning what is already laid out: every rectangle and point through one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bpr.layout.geometry import Badge, Geometry, LaneBand, PhaseBand, PlacedBox, Point, Rect, Route, TextBlock

Turn = Callable[[Point], Point]
"""Where a point goes; must keep upright rectangles upright."""

_Band = TypeVar("_Band", LaneBand, PhaseBand)


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


def turned(geometry: Geometry, turn: Turn) -> Geometry:
    """Every rectangle and point of a drawing at its new place; its width, height and direction stay as they are."""
    return replace(
        geometry,
        title=turn_text(geometry.title, turn),
        lanes=tuple(_turn_band(lane, turn) for lane in geometry.lanes),
        groups=tuple(
            replace(group, head=turn_rect(group.head, turn), name=turn_text(group.name, turn))
            for group in geometry.groups
        ),
        phases=tuple(_turn_band(phase, turn) for phase in geometry.phases),
        boxes=tuple(turn_box(box, turn) for box in geometry.boxes),
        routes=tuple(turn_route(route, turn) for route in geometry.routes),
        off_page=tuple(replace(mark, rect=turn_rect(mark.rect, turn)) for mark in geometry.off_page),
    )


def transposed(geometry: Geometry) -> Geometry:
    """Lanes as columns where they were rows, and the other way round; done twice it changes nothing.

    Only places change, texts are not turned: what is written for one direction reckons with the other one, too.

    Example:
        >>> title = TextBlock(Rect(1.0, 2.0, 30.0, 4.0), ("Claims",), 12.0)
        >>> transposed(Geometry(title, 30.0, 9.0, (), (), (), ())).title.rect
        Rect(x=2.0, y=1.0, width=4.0, height=30.0)
    """
    return replace(
        turned(geometry, across), width=geometry.height, height=geometry.width, vertical=not geometry.vertical
    )


def moved_down(geometry: Geometry, length: float) -> Geometry:
    """Everything ``length`` px further down."""
    return replace(turned(geometry, shift(0.0, length)), height=round(geometry.height + length, 1))


def _turn_band(band: _Band, turn: Turn) -> _Band:
    return replace(
        band, band=turn_rect(band.band, turn), head=turn_rect(band.head, turn), name=turn_text(band.name, turn)
    )
