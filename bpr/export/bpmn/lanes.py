"""Pools and lanes: departments around roles, organisations outside where several share a pool."""

from __future__ import annotations

from lxml import etree

from bpr.export.bpmn.pools import Pool, Seat
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add
from bpr.layout.diagram import LaneGroup


def write_participant(collaboration: etree._Element, pool: Pool, registry: Registry, process: str | None) -> str:
    """A pool; ``process`` is the id of the process inside, None for a black box."""
    wanted = pool.organisation or "Pool"
    name = registry.ids.take(wanted, "Pool")
    element = add(collaboration, "participant", {"id": name, "name": _line(pool.name), "processRef": process})
    registry.stand_for(element, "organisation", pool.organisation)
    if pool.bare and not pool.black_box:
        registry.stand_for(element, "role", pool.seats[0].role)
        registry.stand_for(element, "department", pool.seats[0].department)
    return name


def write_lanes(
    process: etree._Element, pool: Pool, names: dict[str, str], nodes_of: dict[str, list[str]], registry: Registry
) -> dict[str, str]:
    """The lanes of a pool.

    Args:
        process: where they are written.
        pool: the pool with its lanes.
        names: the name of every lane by its id in the drawing.
        nodes_of: for every lane the ids, in the file, of the nodes in it.
        registry: what stands for what.

    Returns:
        The id of each element by the id of the lane or group in the drawing.
    """
    written: dict[str, str] = {}
    if not pool.bare:
        _lane_set(process, "laneSet", list(pool.seats), list(pool.groups), names, nodes_of, registry, written)
    return written


def _lane_set(
    parent: etree._Element,
    tag: str,
    seats: list[Seat],
    groups: list[LaneGroup],
    names: dict[str, str],
    nodes_of: dict[str, list[str]],
    registry: Registry,
    written: dict[str, str],
    above: LaneGroup | None = None,
) -> None:
    """One set of neighbouring lanes: those of a group inside the lane of the group."""
    lane_set = add(parent, tag, {"id": registry.ids.take(f"{parent.get('id')}_lanes", "Lanes")})
    waiting = list(seats)
    while waiting:
        seat = waiting[0]
        group = next((found for found in groups if seat.band.id in found.lanes), None)
        if group is None:
            waiting.pop(0)
            _lane(lane_set, seat, names, nodes_of, registry, written, above)
            continue
        members = [found for found in waiting if found.band.id in group.lanes]
        waiting = [found for found in waiting if found.band.id not in group.lanes]
        name = registry.ids.take(group.id.partition(":")[2], "Lane")
        element = add(lane_set, "lane", {"id": name, "name": _line(group.name)})
        registry.stand_for(element, "department", group.id.partition(":")[2] if group.level == 1 else None)
        written[group.id] = name
        inner = [found for found in groups if found is not group and set(found.lanes) <= set(group.lanes)]
        _lane_set(element, "childLaneSet", members, inner, names, nodes_of, registry, written, group)


def _lane(
    lane_set: etree._Element,
    seat: Seat,
    names: dict[str, str],
    nodes_of: dict[str, list[str]],
    registry: Registry,
    written: dict[str, str],
    above: LaneGroup | None,
) -> None:
    name = registry.ids.take(seat.role or seat.department or "Lane", "Lane")
    element = add(lane_set, "lane", {"id": name, "name": _line(names[seat.band.id])})
    registry.stand_for(element, "role", seat.role)
    if above is None:
        registry.stand_for(element, "department", seat.department)
    for node in nodes_of.get(seat.band.id, ()):
        add(element, "flowNodeRef", text=node)
    written[seat.band.id] = name


def _line(name: str) -> str:
    return " ".join(name.split())
