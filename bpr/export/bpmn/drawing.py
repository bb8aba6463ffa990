"""The drawing inside a BPMN file (diagram interchange): the layout's boxes, lanes and routes as they are.

The whole process is one diagram; every closed sub-process with an inside has a diagram of its own, which BPMN programs
open on a click. Boxes that the layout draws open are drawn open here, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from bpr.export.bpmn.pools import begun_at
from bpr.export.bpmn.semantics import Written
from bpr.export.bpmn.tree import add
from bpr.layout.geometry import Geometry, PlacedBox, Point, Rect, TextBlock
from bpr.layout.text.measure import text_width
from bpr.model import NodeBase

LABEL_ROOM = 1.18
"""Programs measure text with other fonts: labels get this much more width than we measured."""
_NEAR = 16.0


@dataclass(frozen=True, slots=True)
class Plane:
    """One diagram: what it shows, and where everything lies."""

    element: str
    name: str
    geometry: Geometry
    nodes: tuple[NodeBase, ...]


def draw_main(written: Written, geometry: Geometry, nodes: tuple[NodeBase, ...], name: str) -> None:
    """The diagram of the whole: pools, lanes, nodes, flows and messages."""
    plane = _plane(written, written.shown, name)
    if written.pools.drawn:
        _draw_pools(plane, written, geometry)
    _draw_nodes(plane, written, geometry, nodes)
    if written.pools.drawn:
        _draw_messages(plane, written, geometry)


def draw_inside(written: Written, plane: Plane) -> None:
    """The diagram of the inside of a sub-process; its nodes stand in the lane of the sub-process."""
    element = _plane(written, plane.element, plane.name)
    _draw_nodes(element, written, plane.geometry, plane.nodes)


def _plane(written: Written, shown: str, name: str) -> etree._Element:
    ids = written.registry.ids
    diagram = add(written.tree, "bpmndi:BPMNDiagram", {"id": ids.take(f"{shown}_diagram", "Diagram"), "name": name})
    return add(diagram, "bpmndi:BPMNPlane", {"id": ids.take(f"{shown}_plane", "Plane"), "bpmnElement": shown})


def _draw_pools(plane: etree._Element, written: Written, geometry: Geometry) -> None:
    level = "false" if geometry.vertical else "true"
    for name, pool in zip(written.participants, written.pools.pools, strict=True):
        _shape(plane, written, name, pool.rect, {"isHorizontal": level})
    heads = {group.id: group.head for group in geometry.groups}
    bands = {lane.id: lane.band for lane in geometry.lanes}
    for pool in written.pools.pools:
        for group in pool.groups:
            around = _around(heads[group.id], [bands[lane] for lane in group.lanes])
            _lane(plane, written, written.lanes[group.id], around, vertical=geometry.vertical)
        for seat in pool.seats:
            if seat.band.id in written.lanes:
                band = seat.band.band
                _lane(plane, written, written.lanes[seat.band.id], band, vertical=geometry.vertical)


def _lane(plane: etree._Element, written: Written, element: str, band: Rect, *, vertical: bool) -> None:
    start = max(band.y if vertical else band.x, written.pools.lanes_from)
    inside = begun_at(band, start, vertical=vertical)
    _shape(plane, written, element, inside, {"isHorizontal": "false" if vertical else "true"})


def _around(head: Rect, bands: list[Rect]) -> Rect:
    rects = [head, *bands]
    x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(x, y, max(rect.right for rect in rects) - x, max(rect.bottom for rect in rects) - y)


def _draw_nodes(plane: etree._Element, written: Written, geometry: Geometry, nodes: tuple[NodeBase, ...]) -> None:
    """The nodes of one level, those inside a box that is drawn open, and the flows between what is drawn."""
    shown = {node.id for node in nodes}
    boxes = [box for box in geometry.boxes if ("node", box.id) in written.registry.names]
    for box in boxes:
        _node(plane, written, box)
        shown.add(box.id)
    routes = {route.id: route for route in geometry.routes if route.kind == "sequence"}
    for node in written.ways:
        for way in written.ways[node]:
            route = routes.get(way.drawn) if way.form != "link" else None
            if route is not None and {way.source.id, way.way.to} <= shown:
                _edge(plane, written, way.name, route.points, route.label)


def _name(written: Written, element: str) -> str:
    return written.registry.owners[element].get("name") or ""


def _node(plane: etree._Element, written: Written, box: PlacedBox) -> None:
    name = written.registry.name("node", box.id)
    attributes: dict[str, str] = {}
    if box.kind == "xor":
        attributes["isMarkerVisible"] = "true"
    elif box.kind in ("subprocess", "expanded"):
        attributes["isExpanded"] = "true" if box.kind == "expanded" else "false"
    beside = box.label if box.kind not in ("activity", "subprocess", "expanded") and _name(written, name) else None
    _shape(plane, written, name, box.rect, attributes, beside)


def _draw_messages(plane: etree._Element, written: Written, geometry: Geometry) -> None:
    """Messages between what this diagram shows; one that ends at a pool ends at its border."""
    routes = {route.id: route for route in geometry.routes if route.kind == "message"}
    boxes = {box.id for box in geometry.boxes}
    pools = dict(zip(written.participants, written.pools.pools, strict=True))
    nodes = {written.registry.name("node", box) for box in boxes if ("node", box) in written.registry.names}
    for (kind, identifier), flow in written.registry.elements.items():
        if kind != "message" or identifier not in routes:
            continue
        route = routes[identifier]
        ends = [flow.get("sourceRef") or "", flow.get("targetRef") or ""]
        if not all(end in nodes or end in pools for end in ends):
            continue
        points = route.points
        if ends[0] in pools:
            points = _clipped(points[::-1], pools[ends[0]].rect)[::-1]
        if ends[1] in pools:
            points = _clipped(points, pools[ends[1]].rect)
        _edge(plane, written, flow.get("id") or "", points, route.label)


def _clipped(points: tuple[Point, ...], pool: Rect) -> tuple[Point, ...]:
    """The points up to the border of a pool; all of them where the way begins inside."""
    if pool.holds(points[0]):
        return points
    for i, (start, end) in enumerate(pairwise(points)):
        if pool.holds(end):
            x = min(max(start[0], pool.x), pool.right) if start[1] == end[1] else end[0]
            y = min(max(start[1], pool.y), pool.bottom) if start[0] == end[0] else end[1]
            return (*points[: i + 1], (x, y))
    return points


def _shape(
    plane: etree._Element,
    written: Written,
    element: str,
    rect: Rect,
    attributes: dict[str, str],
    label: TextBlock | None = None,
) -> None:
    identifier = written.registry.ids.take(f"{element}_shape", "Shape")
    shape = add(plane, "bpmndi:BPMNShape", {"id": identifier, "bpmnElement": element, **attributes})
    _bounds(shape, rect)
    _label(shape, label)


def _edge(
    plane: etree._Element, written: Written, element: str, points: tuple[Point, ...], label: TextBlock | None
) -> None:
    identifier = written.registry.ids.take(f"{element}_edge", "Edge")
    edge = add(plane, "bpmndi:BPMNEdge", {"id": identifier, "bpmnElement": element})
    for x, y in points:
        add(edge, "di:waypoint", {"x": _number(x), "y": _number(y)})
    name = _name(written, element)
    if label is not None and name:
        _label(edge, _narrowed(label, name, points))


def _narrowed(label: TextBlock, name: str, points: tuple[Point, ...]) -> TextBlock:
    """A label without the share that our own pictures add to the name: it stays at the side where its arrow is."""
    width = text_width(name, label.size)
    rect = label.rect
    if width >= rect.width:
        return label
    upright = [
        start[0]
        for start, end in pairwise(points)
        if start[0] == end[0] and min(start[1], end[1]) - _NEAR <= rect.centre[1] <= max(start[1], end[1]) + _NEAR
    ]
    nearest = min(upright, key=lambda x: abs(x - rect.centre[0]), default=rect.x)
    x = rect.right - width if nearest >= rect.right else rect.x
    return replace(label, rect=Rect(x, rect.y, width, rect.height))


def _label(element: etree._Element, label: TextBlock | None) -> None:
    if label is None:
        return
    extra = label.rect.width * (LABEL_ROOM - 1)
    room = Rect(label.rect.x - extra / 2, label.rect.y, label.rect.width + extra, label.rect.height)
    _bounds(add(element, "bpmndi:BPMNLabel"), room)


def _bounds(element: etree._Element, rect: Rect) -> None:
    places = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    add(element, "dc:Bounds", {key: _number(value) for key, value in places.items()})


def _number(value: float) -> str:
    return f"{round(value, 1):.1f}".removesuffix(".0")
