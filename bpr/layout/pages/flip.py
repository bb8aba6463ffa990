"""A geometry turned over or moved as a whole.

Turned over (x and y exchanged), what is written for one direction works for the other, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, TextBlock


def flipped(geometry: Geometry) -> Geometry:
    """Exchange x and y of every place; flipping twice gives the same geometry again.

    Only places change: texts and the word ``vertical`` stay as they are, so the result is for reckoning, not drawing.

    Example:
        >>> from bpr.layout.geometry import TextBlock
        >>> title = TextBlock(Rect(1.0, 2.0, 30.0, 4.0), ("Claims",), 12.0)
        >>> flipped(Geometry(title, 30.0, 9.0, (), (), (), ())).title.rect
        Rect(x=2.0, y=1.0, width=4.0, height=30.0)
    """
    return replace(_changed(geometry, _flip_rect, _flip_point), width=geometry.height, height=geometry.width)


def moved_down(geometry: Geometry, length: float) -> Geometry:
    """Everything ``length`` px further down."""
    return replace(
        _changed(
            geometry,
            lambda rect: replace(rect, y=round(rect.y + length, 1)),
            lambda point: (point[0], round(point[1] + length, 1)),
        ),
        height=round(geometry.height + length, 1),
    )


def _changed(geometry: Geometry, rect: Callable[[Rect], Rect], point: Callable[[Point], Point]) -> Geometry:
    """A geometry with every rectangle and every point changed."""

    def text(block: TextBlock) -> TextBlock:
        return replace(block, rect=rect(block.rect))

    def label(block: TextBlock | None) -> TextBlock | None:
        return None if block is None else text(block)

    def box(box: PlacedBox) -> PlacedBox:
        badges = tuple(replace(badge, rect=rect(badge.rect), text=text(badge.text)) for badge in box.badges)
        return replace(box, rect=rect(box.rect), label=label(box.label), badges=badges)

    return replace(
        geometry,
        title=text(geometry.title),
        lanes=tuple(replace(x, band=rect(x.band), head=rect(x.head), name=text(x.name)) for x in geometry.lanes),
        groups=tuple(replace(x, head=rect(x.head), name=text(x.name)) for x in geometry.groups),
        phases=tuple(replace(x, band=rect(x.band), head=rect(x.head), name=text(x.name)) for x in geometry.phases),
        boxes=tuple(map(box, geometry.boxes)),
        routes=tuple(
            replace(route, points=tuple(map(point, route.points)), label=label(route.label))
            for route in geometry.routes
        ),
        off_page=tuple(replace(mark, rect=rect(mark.rect)) for mark in geometry.off_page),
    )


def _flip_point(point: Point) -> Point:
    return (point[1], point[0])


def _flip_rect(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.height, rect.width)
