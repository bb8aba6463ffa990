"""The diagram as numbers: boxes, lanes and links by index, boundary events folded into their hosts.

The layout works on integers only, so its results depend on the author's order and on nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from bpr.layout.grid.rework import find_rework, hosts_by_box
from bpr.layout.plan.diagram import GATEWAY_KINDS, SIDED_KINDS, Box, Diagram, Link

NO_EVENT = -1


@dataclass(frozen=True, slots=True)
class Arc:
    """A link between two nodes of the grid; ``out_event`` and ``in_event`` name a boundary event of the node.

    ``twin`` marks a link with the same two ends as an earlier one. ``back`` runs against the flow and is left out when
    columns are chosen; ``rework`` is how it is drawn.
    """

    index: int
    link: Link
    source: int
    target: int
    out_event: int
    in_event: int
    back: bool
    rework: bool
    twin: bool

    @property
    def message(self) -> bool:
        """Whether the link carries a message rather than the flow."""
        return self.link.kind == "message"

    @property
    def style(self) -> tuple[bool, bool]:
        """Links of one style may run together near a shared tip."""
        return (self.rework, self.message)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes of the grid (all boxes but attached boundary events) and the arcs between them.

    ``phase`` is the phase of each node by number; empty when the diagram has no phases.
    """

    diagram: Diagram
    nodes: tuple[Box, ...]
    lane: tuple[int, ...]
    events: tuple[tuple[Box, ...], ...]
    arcs: tuple[Arc, ...]
    phase: tuple[int, ...] = ()

    @property
    def lane_count(self) -> int:
        """How many lanes the picture has."""
        return len(self.diagram.lanes)

    @property
    def pool_lanes(self) -> frozenset[int]:
        """Lanes that a black-box pool fills."""
        return frozenset(lane for lane, box in zip(self.lane, self.nodes, strict=True) if box.port_of is not None)

    def is_tipped(self, node: int) -> bool:
        """Whether links meet the node at its four tips (events, gateways) and not all along its sides."""
        return self.nodes[node].kind not in SIDED_KINDS

    def is_gateway(self, node: int) -> bool:
        """Whether the node is a gateway."""
        return self.nodes[node].kind in GATEWAY_KINDS


def build_network(diagram: Diagram) -> Network:
    """Number the boxes and links of ``diagram``.

    Raises:
        ValueError: a box names a lane or phase, or a link names a box, that the diagram does not have.
    """
    lane_of = {lane.id: i for i, lane in enumerate(diagram.lanes)}
    host_of = hosts_by_box(diagram)
    nodes = tuple(box for box in diagram.boxes if host_of[box.id] == box.id)
    index = {box.id: i for i, box in enumerate(nodes)}
    if len(host_of) != len(diagram.boxes):
        raise ValueError("two boxes of the diagram have the same id")
    for box in nodes:
        if box.lane not in lane_of:
            msg = f"box {box.id!r} stands in the lane {box.lane!r}, which the diagram does not have"
            raise ValueError(msg)
    phase = _phases(diagram, nodes)
    riders: list[list[Box]] = [[] for _ in nodes]
    for box in diagram.boxes:
        host = host_of[box.id]
        if host != box.id:
            riders[index[host]].append(box)
    depth = _depths(diagram, lane_of, host_of)
    for crew in riders:
        crew.sort(key=lambda rider: -depth.get(rider.id, 0))
    slot = {rider.id: place for crew in riders for place, rider in enumerate(crew)}
    arcs = _arcs(diagram, index, host_of, slot, phase)
    return Network(
        diagram=diagram,
        nodes=nodes,
        lane=tuple(lane_of[box.lane] for box in nodes),
        events=tuple(tuple(r) for r in riders),
        arcs=arcs,
        phase=phase,
    )


def _phases(diagram: Diagram, nodes: tuple[Box, ...]) -> tuple[int, ...]:
    """The phase of each node by number."""
    if not diagram.phases:
        return ()
    number = {phase.id: i for i, phase in enumerate(diagram.phases)}
    for box in nodes:
        if box.phase not in number:
            msg = f"box {box.id!r} stands in the phase {box.phase!r}, which the diagram does not have"
            raise ValueError(msg)
    return tuple(number[box.phase or ""] for box in nodes)


def _arcs(
    diagram: Diagram,
    index: dict[str, int],
    host_of: dict[str, str],
    slot: dict[str, int],
    phase: tuple[int, ...],
) -> tuple[Arc, ...]:
    """The links between the nodes of the grid; a flow to an earlier phase runs back, rework or not."""
    rework = find_rework(diagram)
    pairs: set[tuple[str, str]] = set()
    arcs: list[Arc] = []
    for link in diagram.links:
        for end in (link.source, link.target):
            if end not in host_of:
                msg = f"link {link.id!r} names the box {end!r}, which the diagram does not have"
                raise ValueError(msg)
        source, target = index[host_of[link.source]], index[host_of[link.target]]
        to_earlier = bool(phase) and link.kind == "sequence" and phase[source] > phase[target]
        arcs.append(
            Arc(
                index=len(arcs),
                link=link,
                source=source,
                target=target,
                out_event=slot.get(link.source, NO_EVENT),
                in_event=slot.get(link.target, NO_EVENT),
                back=to_earlier or link.id in rework.back,
                rework=link.id in rework.drawn,
                twin=(link.source, link.target) in pairs,
            )
        )
        pairs.add((link.source, link.target))
    return tuple(arcs)


def _depths(diagram: Diagram, lane_of: dict[str, int], host_of: dict[str, str]) -> dict[str, int]:
    """How far down the links of each box lead: those that lead furthest start leftmost, so that they need not cross."""
    lane = {box.id: lane_of.get(box.lane, 0) for box in diagram.boxes}
    depth: dict[str, int] = {}
    for link in diagram.links:
        if link.target in host_of:
            depth[link.source] = max(depth.get(link.source, 0), lane[host_of[link.target]])
    return depth
