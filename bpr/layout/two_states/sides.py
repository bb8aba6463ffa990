"""One side of a united picture: only its own boxes, links and texts, each at the place it has in the union."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.grid.rework import find_rework
from bpr.layout.pages.cuts import nearest_point
from bpr.layout.plan.diagram import Box, Diagram
from bpr.layout.sizes import Caption, box_size, link_caption
from bpr.layout.text.measure import block_size, wrap
from bpr.layout.two_states.union import SideName, Union

_LEAST_TEXT = 0.8
_PADDING = 5.0


def one_side(geometry: Geometry, union: Union, side: SideName) -> Geometry:
    """The picture of the as-is or the to-be alone.

    Args:
        geometry: the union, laid out.
        union: what was laid out.
        side: ``before`` or ``after``.

    Returns:
        Boxes and links of that side under their own ids; lanes are those of both, so that everything keeps its place.
    """
    diagram, box_of, link_of = (
        (union.before, union.box_before, union.link_before)
        if side == "before"
        else (union.after, union.box_after, union.link_after)
    )
    own = {box.id: box for box in diagram.boxes}
    links = {link.id: link for link in diagram.links}
    drawn = find_rework(diagram).drawn
    whole = {box.id: box.label for box in union.diagram.boxes}
    whole_links = {link.id: link.label for link in union.diagram.links}
    boxes = tuple(_box(box, own[box_of[box.id]], box_of, whole[box.id]) for box in geometry.boxes if box.id in box_of)
    routes = tuple(
        replace(
            route,
            id=link.id,
            source=link.source,
            target=link.target,
            rework=link.id in drawn,
            label=_beside_route(route, link.label, whole_links[route.id]),
        )
        for route in geometry.routes
        if route.id in link_of
        for link in [links[link_of[route.id]]]
    )
    return replace(geometry, title=_titled(geometry.title, diagram), boxes=boxes, routes=routes)


def relabelled(geometry: Geometry, union: Union) -> Geometry:
    """The whole union with the texts of the to-be where both sides have one."""
    new_boxes = {box.id: box for box in union.after.boxes}
    new_links = {link.id: link for link in union.after.links}
    whole = {box.id: box.label for box in union.diagram.boxes}
    whole_links = {link.id: link.label for link in union.diagram.links}
    boxes = [
        replace(box, label=_in_room(box, new_boxes[union.box_after[box.id]], whole[box.id]))
        if box.id in union.box_after
        else box
        for box in geometry.boxes
    ]
    routes = [
        replace(route, label=_beside_route(route, new_links[union.link_after[route.id]].label, whole_links[route.id]))
        if route.id in union.link_after
        else route
        for route in geometry.routes
    ]
    return replace(geometry, boxes=tuple(boxes), routes=tuple(routes))


def _box(placed: PlacedBox, own: Box, box_of: Mapping[str, str], whole: str) -> PlacedBox:
    host = box_of.get(placed.attached_to) if placed.attached_to is not None else None
    return replace(
        placed, id=own.id, kind=own.kind, marker=own.marker, attached_to=host, label=_in_room(placed, own, whole)
    )


def _in_room(box: PlacedBox, own: Box, whole: str) -> TextBlock | None:
    """A box's label in the room that the union gave it: beside the shape as close as before, inside in the middle."""
    room = box.label
    if room is None or own.label == whole:
        return room
    x = room.rect.centre[0]
    near = room.rect.centre
    if box.kind in ("activity", "subprocess"):
        inside = replace(box.rect, x=box.rect.x + _PADDING, width=box.rect.width - 2 * _PADDING)
        spare = min(room.rect.y - box.rect.y, box.rect.bottom - room.rect.bottom)
        height = room.rect.height + 2 * max(0.0, spare - _PADDING)
        inside = replace(inside, y=round(near[1] - height / 2, 1), height=height)
        return _fitted(replace(room, rect=inside), box_size(own, ()).caption, near)
    if room.rect.y >= box.rect.bottom:
        near = (x, room.rect.y - 1)
    elif room.rect.bottom <= box.rect.y:
        near = (x, room.rect.bottom + 1)
    return _fitted(room, box_size(own, ()).caption, near)


def _beside_route(route: Route, text: str, whole: str) -> TextBlock | None:
    if route.label is None or text == whole:
        return route.label
    return _fitted(route.label, link_caption(text), nearest_point(route.points, route.label))


def _fitted(room: TextBlock, text: Caption | None, near: Point) -> TextBlock | None:
    """A text in the room of another one, at the side of the point that it belongs to, a little smaller if need be."""
    if text is None:
        return None
    scale = min(1.0, max(_LEAST_TEXT, min(room.rect.height / text.height, room.rect.width / text.width)))
    width, height = text.width * scale, text.height * scale
    x = _aligned(room.rect.x, room.rect.right, width, near[0])
    y = _aligned(room.rect.y, room.rect.bottom, height, near[1])
    rect = Rect(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
    return TextBlock(rect, text.lines, text.size if scale == 1 else int(text.size * scale * 100) / 100)


def _aligned(low: float, high: float, length: float, near: float) -> float:
    """The start of a stretch beside another one: at the end that is nearer to a place outside, else in the middle."""
    if near <= low:
        return low
    return high - length if near >= high else (low + high - length) / 2


def _titled(room: TextBlock, diagram: Diagram) -> TextBlock:
    """The side's own title where the title of the union stands, smaller if it is longer."""
    lines = wrap(diagram.title, room.size, max(room.rect.width, 320.0))
    width, height = block_size(lines, room.size)
    scale = room.rect.height / height if lines and height > room.rect.height + 0.1 else 1.0
    rect = replace(room.rect, width=round(width * scale, 1), height=round(height * scale, 1))
    return TextBlock(rect, lines, room.size if scale == 1 else int(room.size * scale * 100) / 100)
