"""Expanded sub-processes: their inside is laid out like any diagram and set into a frame, which is one box outside.

The frame is as large as the inside with a strip for the name; links of the outside end at its border, links of the
inside stay within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bpr.layout.geometry import Geometry, PlacedBox, Rect
from bpr.layout.transform import shift, turn_box, turn_route

FRAME_PADDING = 10.0
NAME_GAP = 4.0


def inside_area(inside: Geometry) -> Rect:
    """What of the laid-out inside goes into the frame: its one lane, without the (empty) head."""
    (lane,) = inside.lanes
    if inside.vertical:
        top = lane.head.bottom
        return Rect(lane.band.x, top, lane.band.width, lane.band.bottom - top)
    left = lane.head.right
    return Rect(left, lane.band.y, lane.band.right - left, lane.band.height)


def with_insides(geometry: Geometry, insides: Mapping[str, Geometry]) -> Geometry:
    """The picture with the insides of its frames, each right behind its frame."""
    if not insides:
        return geometry
    boxes: list[PlacedBox] = []
    routes = list(geometry.routes)
    for box in geometry.boxes:
        boxes.append(box)
        inside = insides.get(box.id)
        if inside is None:
            continue
        area = inside_area(inside)
        top = box.label.rect.bottom + NAME_GAP if box.label is not None else box.rect.y + FRAME_PADDING
        move = shift(box.rect.centre[0] - area.centre[0], top - area.y)
        boxes += [
            replace(turn_box(inner, move), inside=inner.inside or box.id, phase=box.phase) for inner in inside.boxes
        ]
        routes += [turn_route(route, move) for route in inside.routes]
    return replace(geometry, boxes=tuple(boxes), routes=tuple(routes))


def frames_around(boxes: Mapping[str, PlacedBox], box: PlacedBox) -> Iterator[str]:
    """Ids of the frames that a box stands in, from the inmost to the outermost."""
    frame = box.inside
    while frame is not None:
        yield frame
        frame = boxes[frame].inside if frame in boxes else None
