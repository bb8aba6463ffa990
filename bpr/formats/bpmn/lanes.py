"""Lanes: the innermost lane of a node is its role, the lane above it the department.

A lane that has no lane above it is read as a role and a department of the same name, because a drawing does not say
which of the two it means. Nodes of a pool without lanes get a role and a department named after the pool. Lane names
are not compared between pools: two lanes are two roles. The only lane of a pool, left without a name, has the pool's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bpr.formats.bpmn.document import Document, label, plain
from bpr.formats.bpmn.drawing import lane_drawn_around, read_boxes
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.parties import Parties
from bpr.formats.bpmn.vocabulary import COMMON_CHILDREN, EVENTS, SUBPROCESSES
from bpr.model import Department, Role
from bpr.text import Text

_LANE_CHILDREN = frozenset({*COMMON_CHILDREN, "flowNodeRef", "childLaneSet"})


@dataclass(slots=True)
class Lanes:
    """Roles and departments, and the lane (a role's id) of every flow node that stands in one."""

    roles: dict[str, Role] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    of_node: dict[str, str] = field(default_factory=dict)


def read_lanes(document: Document, parties: Parties, notes: Notes) -> Lanes:
    """Read the lanes of every process and sub-process and place the nodes in them."""
    lanes = Lanes()
    pool_of = _pools(document, parties)
    listed: dict[str, tuple[int, str]] = {}
    for container in document.containers:
        organisation = pool_of.get(document.id_of(container))
        found = [*_lanes_below(document, container)]
        pool = parties.organisations[organisation].name if organisation and len(found) == 1 else None
        for lane, above in found:
            _read_lane(document, notes, lanes, lane, above, organisation, pool)
            _list_nodes(document, notes, listed, lane, len(above))
    lanes.of_node.update({node: lane_id for node, (_, lane_id) in listed.items()})
    _inherit(document, lanes, pool_of, parties, notes)
    _drop_frames(document, lanes)
    return lanes


def _pools(document: Document, parties: Parties) -> dict[str, str]:
    """For each process and sub-process the organisation whose pool it stands in."""
    pools: dict[str, str] = {}
    for container in document.containers:
        identifier = document.id_of(container)
        above = container.getparent()
        pool = parties.of_process.get(identifier)
        if pool is None and document.tag(container) in SUBPROCESSES and above is not None:
            pool = pools.get(document.id_of(above))
        if pool is not None:
            pools[identifier] = pool
    return pools


def _lanes_below(
    document: Document, container: etree._Element
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """Each lane of a container with the lanes above it (outermost first), parents before children."""
    stack: list[tuple[etree._Element, tuple[etree._Element, ...]]] = []

    def push(holder: etree._Element, tag: str, above: tuple[etree._Element, ...]) -> None:
        lanes = [lane for lane_set in document.children(holder, tag) for lane in document.children(lane_set, "lane")]
        stack.extend((lane, above) for lane in reversed(lanes))

    push(container, "laneSet", ())
    while stack:
        lane, above = stack.pop()
        yield lane, above
        push(lane, "childLaneSet", (*above, lane))


def _read_lane(
    document: Document,
    notes: Notes,
    lanes: Lanes,
    lane: etree._Element,
    above: tuple[etree._Element, ...],
    organisation: str | None,
    pool: Text | None,
) -> None:
    """One lane as a role with its department, unless lanes inside it take that place; ``pool`` is a name if need be."""
    identifier = document.id_of(lane)
    notes.leftovers(lane, _LANE_CHILDREN)
    if identifier in lanes.roles:
        notes.add(lane, "ID_AGAIN")
        return
    own = label(lane)
    name = Text.of(own) if own else pool or Text.of(identifier)
    direct = above[-1] if above else lane
    department = document.id_of(direct)
    above_name = Text.of(label(direct) or department) if direct is not lane else name
    lanes.departments.setdefault(department, Department(name=above_name, organisation=organisation))
    lanes.roles[identifier] = Role(name=name, department=department)
    for note in document.children(lane, "documentation"):
        notes.detail(note)
    has_inner = any(document.children(inner, "lane") for inner in document.children(lane, "childLaneSet"))
    if not above and not has_inner:
        notes.add(lane, "LANE_AS_DEPARTMENT", raw=False)
    if len(above) > 1:
        notes.add(lane, "LANE_DEEPER", raw=False)


def _list_nodes(
    document: Document, notes: Notes, listed: dict[str, tuple[int, str]], lane: etree._Element, depth: int
) -> None:
    """Take the nodes a lane lists; the deepest lane wins, and of two lanes of one depth the first."""
    identifier = document.id_of(lane)
    for reference in document.children(lane, "flowNodeRef"):
        node = document.node(plain(reference))
        if node is None:
            notes.add(reference, "LANE_LISTS_NOTHING", where=identifier)
        elif node not in listed or listed[node][0] < depth:
            listed[node] = (depth, identifier)
        elif listed[node] != (depth, identifier) and listed[node][0] == depth:
            notes.add(reference, "LANE_TWICE", where=node)


def _inherit(document: Document, lanes: Lanes, pool_of: dict[str, str], parties: Parties, notes: Notes) -> None:
    """Place the nodes no lane lists.

    Boundary events stand beside their activity, inner nodes with their sub-process, and the nodes of a pool without
    lanes in the pool itself.
    """
    lanes_of = _lanes_in_reach(document)
    boxes = read_boxes(document) if any(lanes_of.values()) else {}
    for node, container in document.flow_nodes:
        identifier = document.id_of(node)
        if identifier in lanes.of_node:
            continue
        holder = document.id_of(container)
        inherited = None
        if document.tag(node) in EVENTS:
            inherited = lanes.of_node.get(document.node(node.get("attachedToRef")) or "")
        if inherited is None and document.tag(container) in SUBPROCESSES:
            inherited = lanes.of_node.get(holder)
        if inherited is not None:
            lanes.of_node[identifier] = inherited
            continue
        pool = pool_of.get(holder)
        if lanes_of[holder]:
            drawn = lane_drawn_around(identifier, lanes_of[holder], boxes)
            if drawn is None:
                notes.add(node, "NO_LANE", raw=False)
            else:
                lanes.of_node[identifier] = drawn
                notes.add(node, "LANE_BY_DRAWING", raw=False)
        elif pool is not None:
            name = parties.organisations[pool].name
            lanes.departments.setdefault(pool, Department(name=name, organisation=pool))
            lanes.roles.setdefault(pool, Role(name=name, department=pool))
            lanes.of_node[identifier] = pool


def _lanes_in_reach(document: Document) -> dict[str, list[str]]:
    """For each process and sub-process the lanes it has, itself or around it."""
    found: dict[str, list[str]] = {}
    for container in document.containers:
        above = container.getparent()
        around = found.get(document.id_of(above), []) if above is not None else []
        own = [document.id_of(lane) for lane, _ in _lanes_below(document, container)]
        found[document.id_of(container)] = [*around, *own]
    return found


def _drop_frames(document: Document, lanes: Lanes) -> None:
    """A lane that only frames other lanes is a department; it stays a role only if nodes stand in it directly."""
    occupied = set(lanes.of_node.values())
    for identifier in list(lanes.roles):
        lane = document.by_id.get(identifier)
        if lane is None or document.tag(lane) != "lane" or identifier in occupied:
            continue
        if any(document.children(inner, "lane") for inner in document.children(lane, "childLaneSet")):
            del lanes.roles[identifier]
    used = {role.department for role in lanes.roles.values()}
    for identifier in [key for key in lanes.departments if key not in used]:
        del lanes.departments[identifier]
