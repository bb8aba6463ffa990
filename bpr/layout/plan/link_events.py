"""Link events instead of very long links: a numbered pair of circles, one behind the source, one before the target.

Link events (BPMN 2.0.2, section 10.5.1) were chosen over off-page circles: they are boxes of the flow, so they stand in
a lane, hold to all guarantees, and every format can write them; off-page circles belong to a page border.
"""

from __future__ import annotations

from dataclasses import replace

from bpr.layout.geometry import Geometry
from bpr.layout.grid.network import build_network
from bpr.layout.phases import assign_phased_columns
from bpr.layout.plan.diagram import Box, Diagram, Link

_OUT = "link:{}:out"
_IN = "link:{}:in"


def with_link_events(diagram: Diagram, longer_than: int) -> Diagram:
    """Cut the links that pass more than a number of columns.

    Args:
        diagram: what is to be drawn.
        longer_than: how many columns apart the two ends of a link may stand, at least 1.

    Returns:
        The diagram in which each longer sequence link is two: one from its source (with its id and label) to a circle,
        one from a circle with the same number to its target.
    """
    network = build_network(diagram)
    columns = assign_phased_columns(network)
    boxes = {box.id: box for box in diagram.boxes}
    made: list[Box] = []
    links: list[Link] = []
    for arc in network.arcs:
        link = arc.link
        if arc.message or abs(columns[arc.source] - columns[arc.target]) <= longer_than:
            links.append(link)
            continue
        number = len(made) // 2 + 1
        thrown, caught = _OUT.format(number), _IN.format(number)
        for id_, end in ((thrown, boxes[link.source]), (caught, boxes[link.target])):
            made.append(Box(id_, "event", end.lane, str(number), marker="link", phase=end.phase))
        links.append(replace(link, target=thrown, rework=arc.rework, forward=True))
        links.append(Link(f"{link.id}:in", caught, link.target, rework=arc.rework, forward=True))
    return replace(diagram, boxes=(*diagram.boxes, *made), links=tuple(links))


def whole_links(geometry: Geometry) -> dict[str, tuple[str, str]]:
    """Source and target of each route by id; both halves of a cut link have the ends of the whole."""
    into = {route.target: route.source for route in geometry.routes}
    out_of = {route.source: route.target for route in geometry.routes}
    numbers = range(1, sum(box.kind == "event" and box.marker == "link" for box in geometry.boxes) + 1)
    pairs = {_OUT.format(n): (into[_OUT.format(n)], out_of[_IN.format(n)]) for n in numbers if _OUT.format(n) in into}
    pairs |= {_IN.format(n): pairs[_OUT.format(n)] for n in numbers if _OUT.format(n) in pairs}
    return {
        route.id: pairs.get(route.target) or pairs.get(route.source) or (route.source, route.target)
        for route in geometry.routes
    }
