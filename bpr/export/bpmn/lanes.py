"""Pools and lanes: departments around roles, organisations outside where several share a pool."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bpr.export.bpmn.pools import Pool, Seat
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add
from bpr.layout.plan.diagram import LaneGroup


def write_participant(collaboration: etree._Element, pool: Pool, registry: Registry, process: str | None) -> str:
    """A pool; ``process`` is the id of the process inside, None for a black box."""
    name = registry.ids.take(pool.organisation or "Pool", "Pool")
    element = add(collaboration, "participant", {"id": name, "name": _line(pool.name), "processRef": process})
    registry.stand_for(element, "organisation", pool.organisation)
    if pool.bare and not pool.black_box:
        registry.stand_for(element, "role", pool.seats[0].role)
        registry.stand_for(element, "department", pool.seats[0].department)
    return name


@dataclass(slots=True)
class LaneWriter:
    """Writes the lanes of one pool.

    ``names`` has the name of every lane by its id in the drawing, ``nodes_of`` the ids, in the file, of the nodes in
    it. ``written`` gives, afterwards, the id of each element by the id of the lane or group in the drawing.
    """

    registry: Registry
    names: dict[str, str]
    nodes_of: dict[str, list[str]]
    written: dict[str, str] = field(default_factory=dict)

    def write(self, process: etree._Element, pool: Pool) -> None:
        """The lanes of a pool; none where its one lane would only repeat its name."""
        if not pool.bare:
            self._set(process, "laneSet", pool.seats, pool.groups, None)

    def _set(
        self,
        parent: etree._Element,
        tag: str,
        seats: tuple[Seat, ...],
        groups: tuple[LaneGroup, ...],
        above: LaneGroup | None,
    ) -> None:
        """One set of neighbouring lanes: those of a group inside the lane of the group."""
        lane_set = add(parent, tag, {"id": self.registry.ids.take(f"{parent.get('id')}_lanes", "Lanes")})
        while seats:
            group = next((found for found in groups if seats[0].band.id in found.lanes), None)
            if group is None:
                self._lane(lane_set, seats[0], above)
                seats = seats[1:]
            else:
                members = tuple(seat for seat in seats if seat.band.id in group.lanes)
                self._group(lane_set, group, members, groups)
                seats = tuple(seat for seat in seats if seat.band.id not in group.lanes)

    def _group(
        self, lane_set: etree._Element, group: LaneGroup, members: tuple[Seat, ...], groups: tuple[LaneGroup, ...]
    ) -> None:
        """A department or organisation with its lanes inside; only a department is one in the model, too."""
        identifier = group.id.partition(":")[2]
        name = self.registry.ids.take(identifier, "Lane")
        element = add(lane_set, "lane", {"id": name, "name": _line(group.name)})
        self.registry.stand_for(element, "department", identifier if group.level == 1 else None)
        self.written[group.id] = name
        inner = tuple(found for found in groups if found is not group and set(found.lanes) <= set(group.lanes))
        self._set(element, "childLaneSet", members, inner, group)

    def _lane(self, lane_set: etree._Element, seat: Seat, above: LaneGroup | None) -> None:
        """An innermost lane: a role; without a lane above it, it is read as the department, too."""
        name = self.registry.ids.take(seat.role or seat.department or "Lane", "Lane")
        element = add(lane_set, "lane", {"id": name, "name": _line(self.names[seat.band.id])})
        self.registry.stand_for(element, "role", seat.role)
        if above is None:
            self.registry.stand_for(element, "department", seat.department)
        for node in self.nodes_of.get(seat.band.id, ()):
            add(element, "flowNodeRef", text=node)
        self.written[seat.band.id] = name


def _line(name: str) -> str:
    return " ".join(name.split())
