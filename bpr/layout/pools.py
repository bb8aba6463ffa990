"""Black-box pools: a party that only exchanges messages, drawn as an empty band on whose border the messages end.

Method: for the layout a pool is cut into ports, one for each partner, spread over the columns so that messages run
    straight; at the end the ports become one box, as wide as the lane, and each route is cut where it meets that box.
    A pool through which another route would run stays an ordinary box (no route ever runs through a box).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bpr.layout.geometry import Geometry, LaneBand, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.grid.network import Network
from bpr.layout.plan.diagram import Box, Diagram
from bpr.layout.text.measure import block_size, wrap
from bpr.layout.transform import across, transposed, turn_rect, turn_text

_NAME_TEXT = 13.0
_NAME_MARGIN = 16.0


def split_pools(diagram: Diagram, kept: Collection[str] = ()) -> Diagram:
    """The diagram with its pools cut into ports.

    Args:
        diagram: what is to be drawn.
        kept: ids of pools that become ordinary boxes; so do those that share their lane or send to themselves.
    """
    pools = {box.id: box for box in diagram.boxes if box.kind == "pool"}
    if not pools:
        return diagram
    alone = {box.lane for box in pools.values()} - {box.lane for box in diagram.boxes if box.id not in pools}
    lanes = [box.lane for box in pools.values()]
    own = {link.source for link in diagram.links if link.source == link.target}
    cut = {id_ for id_, box in pools.items() if box.lane in alone and lanes.count(box.lane) == 1}
    cut -= {*own, *kept}
    phase_of = {box.id: box.phase for box in diagram.boxes}
    partners: dict[str, dict[str, str]] = {id_: {} for id_ in cut}
    for link in diagram.links:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            if end in cut:
                partners[end].setdefault(other, f"{end}|{other}")
    boxes: list[Box] = []
    for box in diagram.boxes:
        if box.id in cut:
            ports = partners[box.id] or {box.id: box.id}
            boxes += [
                replace(box, id=port, port_of=box.id, phase=phase_of.get(other, box.phase))
                for other, port in ports.items()
            ]
        else:
            boxes.append(replace(box, kind="activity") if box.id in pools else box)
    links = tuple(
        replace(
            link,
            source=partners[link.source][link.target] if link.source in cut else link.source,
            target=partners[link.target][link.source] if link.target in cut else link.target,
        )
        for link in diagram.links
    )
    return replace(diagram, boxes=tuple(boxes), links=links)


def spread_ports(network: Network, columns: list[int]) -> list[int]:
    """Move ports that meet in one cell to the nearest free column of their phase, so that the pool stays one row."""
    columns = list(columns)
    ports = [node for node, box in enumerate(network.nodes) if box.port_of is not None]
    taken: set[tuple[int, int]] = set()
    for node in ports:
        lane, phase = network.lane[node], network.phase[node] if network.phase else 0
        same = [columns[n] for n in range(len(columns)) if not network.phase or network.phase[n] == phase]
        free = [column for column in range(min(same), max(same) + 1) if (lane, column) not in taken]
        if free:
            columns[node] = min(free, key=lambda column: (abs(column - columns[node]), column))
        taken.add((lane, columns[node]))
    return columns


def pool_areas(network: Network, lanes: Sequence[LaneBand]) -> dict[str, Rect]:
    """The box of each pool that was cut into ports: its lane, right of the head."""
    areas: dict[str, Rect] = {}
    for node, box in enumerate(network.nodes):
        if box.port_of is not None:
            lane = lanes[network.lane[node]]
            left = lane.head.right
            areas[box.port_of] = Rect(left, lane.band.y, round(lane.band.right - left, 1), lane.band.height)
    return areas


def cut_at(points: tuple[Point, ...], area: Rect) -> tuple[Point, ...]:
    """The route up to the point where it enters ``area`` from above or below."""
    for at, (x, y) in enumerate(points):
        if area.y < y < area.bottom:
            before = points[at - 1]
            border = area.y if before[1] <= area.y else area.bottom
            return points[:at] if before == (x, border) else (*points[:at], (x, border))
    return points


def join_pools(network: Network, areas: dict[str, Rect], boxes: Iterable[PlacedBox]) -> tuple[PlacedBox, ...]:
    """The boxes with one pool instead of its ports."""
    port = {box.id: box for box in network.nodes if box.port_of is not None}
    joined: dict[str, PlacedBox] = {}
    for box in boxes:
        source = port.get(box.id)
        if source is None or source.port_of is None:
            joined[box.id] = box
        else:
            pool = source.port_of
            joined[pool] = PlacedBox(
                pool, "pool", box.lane, areas[pool], _name(source.label, areas[pool], network.diagram.vertical)
            )
    return tuple(joined.values())


def _name(label: str, area: Rect, vertical: bool) -> TextBlock | None:
    """The name across the pool; in a vertical diagram ``area`` is still lying."""
    if vertical:
        text = _name(label, turn_rect(area, across), vertical=False)
        return turn_text(text, across) if text else None
    lines = wrap(label, _NAME_TEXT, area.width - 2 * _NAME_MARGIN)
    if not lines:
        return None
    width, height = block_size(lines, _NAME_TEXT)
    x, y = area.centre
    rect = Rect(round(x - width / 2, 1), round(y - height / 2, 1), round(width, 1), round(height, 1))
    return TextBlock(rect, lines, _NAME_TEXT)


def crossed_pools(geometry: Geometry) -> frozenset[str]:
    """Ids of pools through which a route runs that does not end there."""
    if geometry.vertical:
        geometry = transposed(geometry)
    pools = [box for box in geometry.boxes if box.kind == "pool"]
    return frozenset(pool.id for pool in pools if any(_crosses(route, pool) for route in geometry.routes))


def _crosses(route: Route, pool: PlacedBox) -> bool:
    low, high = min(y for _, y in route.points), max(y for _, y in route.points)
    return pool.id not in (route.source, route.target) and low < pool.rect.bottom - 1 and high > pool.rect.y + 1
