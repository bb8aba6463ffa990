"""What a BPMN file says, without its drawing: collaboration, pools, processes with lanes, nodes, flows and data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from bpr.export.bpmn.flows import Way, plan_ways, write_associations
from bpr.export.bpmn.foreign import Foreign
from bpr.export.bpmn.lanes import LaneWriter, write_participant
from bpr.export.bpmn.nodes import NodeWriter, document, one_line
from bpr.export.bpmn.pools import Pools, plan_pools, title_of
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add, put, root
from bpr.export.escape import legal_xml
from bpr.layout.geometry import Geometry
from bpr.model import NodeBase, Process


@dataclass(slots=True)
class Written:
    """The tree so far and what the drawing needs: the ids of pools (in their order) and of lanes and groups."""

    tree: etree._Element
    registry: Registry
    pools: Pools
    ways: dict[str, tuple[Way, ...]]
    participants: list[str] = field(default_factory=list)
    lanes: dict[str, str] = field(default_factory=dict)
    shown: str = ""
    holder: etree._Element | None = None


def write_semantics(process: Process, geometry: Geometry, lang: str, foreign: Foreign) -> Written:
    """Write everything but the drawing and bpr's own data."""
    registry = Registry()
    for node in process.walk():
        registry.reserve("node", node.id, "Node")
    ways = plan_ways(process, registry)
    for message in process.messages:
        registry.reserve("message", message.id, "Message")
    for key in process.documents:
        registry.reserve("document", key, "Document")
    tree = root(foreign.prefixes)
    tree.set("id", registry.ids.take("Definitions", "Definitions"))
    tree.set("targetNamespace", "urn:bpr:process")
    tree.set("exporter", "bpr")
    written = Written(tree, registry, plan_pools(process, geometry, lang), ways)
    nodes = _nodes_of_pools(process, geometry, written.pools)
    names = _process_names(written, nodes, foreign, documents=bool(process.documents))
    collaboration = _collaboration(process, written, names, lang) if written.pools.drawn else None
    for i, name in names.items():
        _process(process, written, geometry, nodes[i], i, name, lang)
    processes = list(tree.iterchildren("{*}process"))
    written.holder = collaboration if collaboration is not None else processes[0]
    written.shown = written.holder.get("id") or ""
    if not written.pools.drawn:
        put(written.holder, "name", _title(process, lang))
    _note(process, written, lang)
    return written


def _title(process: Process, lang: str) -> str:
    return " ".join(legal_xml(title_of(process, lang)).split()) or "process"


def _nodes_of_pools(process: Process, geometry: Geometry, pools: Pools) -> list[tuple[NodeBase, ...]]:
    """The top-level nodes of every pool, in the order of the model."""
    home = {box.id: pools.of_lane[box.lane] for box in geometry.boxes}
    return [tuple(node for node in process.steps if home[node.id] == i) for i in range(len(pools.pools))] or [()]


def _process_names(
    written: Written, nodes: list[tuple[NodeBase, ...]], foreign: Foreign, *, documents: bool
) -> dict[int, str]:
    """The id of the process in each pool that has one; a file with documents or without pools has at least one."""
    filled = [i for i, found in enumerate(nodes) if found]
    if not filled and (documents or not written.pools.drawn or not written.pools.pools):
        filled = [0]
    wanted = foreign.process_id if len(filled) == 1 and foreign.process_id else "Process"
    return {i: written.registry.ids.take(wanted, "Process") for i in filled}


def _collaboration(process: Process, written: Written, names: dict[int, str], lang: str) -> etree._Element:
    registry, pools = written.registry, written.pools.pools
    element = add(written.tree, "collaboration", {"id": registry.ids.take("Collaboration", "Collaboration")})
    if len(pools) != 1 or pools[0].organisation is not None:
        put(element, "name", _title(process, lang))
    parties: dict[str, str] = {}
    for i, pool in enumerate(pools):
        name = write_participant(element, pool, registry, names.get(i))
        written.participants.append(name)
        parties.update((seat.organisation, name) for seat in pool.seats if seat.organisation is not None)
    for message in process.messages:
        ends = {
            key: registry.name("node", end) if end in process.nodes else parties[end]
            for key, end in (("sourceRef", message.source), ("targetRef", message.target))
        }
        name = registry.name("message", message.id)
        flow = add(element, "messageFlow", {"id": name, "name": one_line(message.name, lang), **ends})
        registry.stand_for(flow, "message", message.id)
    return element


def _process(
    process: Process, written: Written, geometry: Geometry, nodes: tuple[NodeBase, ...], i: int, name: str, lang: str
) -> None:
    registry = written.registry
    element = add(written.tree, "process", {"id": name, "isExecutable": "false"})
    registry.owners[name] = element
    if written.pools.drawn and written.pools.pools:
        lanes = LaneWriter(registry, written.pools.names, _listed(geometry, nodes, registry), written.lanes)
        lanes.write(element, written.pools.pools[i])
    NodeWriter(registry, written.ways, lang).write_all(element, nodes)
    if next(written.tree.iterchildren("{*}process")) is element:
        _documents(element, process, registry, lang)
    write_associations(element, nodes, written.ways, registry)


def _listed(geometry: Geometry, nodes: tuple[NodeBase, ...], registry: Registry) -> dict[str, list[str]]:
    """The ids in the file of the nodes in each lane."""
    home = {box.id: box.lane for box in geometry.boxes}
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for node in nodes:
        listed[home[node.id]].append(registry.name("node", node.id))
    return listed


def _documents(element: etree._Element, process: Process, registry: Registry, lang: str) -> None:
    for key, entry in process.documents.items():
        name = registry.name("document", key)
        data = registry.ids.take(f"{name}_data", "Data")
        add(element, "dataObject", {"id": data})
        reference = add(
            element,
            "dataObjectReference",
            {"id": name, "name": one_line(entry.name, lang), "dataObjectRef": data},
        )
        registry.stand_for(reference, "document", key)


def _note(process: Process, written: Written, lang: str) -> None:
    assert written.holder is not None
    document(written.holder, process.note, lang)
    notes = written.holder.findall("{*}documentation")
    for note in notes:
        written.holder.insert(0, note)
