"""The ways out of nodes as BPMN has them: sequence flows, pairs of link events, associations to compensation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add, put
from bpr.model import Decision, Event, Inclusive, Next, NodeBase, Process, SubProcess
from bpr.model.nodes import Activity
from bpr.model.process import flows_of
from bpr.text import pick

Form = Literal["sequence", "link", "association"]
_EXPRESSIONS = ("${", "#{", "=")


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a node: its id in the file (none for a link), and its id in the drawing."""

    source: NodeBase
    way: Next
    form: Form
    name: str
    drawn: str


def plan_ways(process: Process, registry: Registry) -> dict[str, tuple[Way, ...]]:
    """All ways by the node they leave; ids that the model gives are reserved before those made here."""
    forms = {node.id: _forms(node, process) for node in process.walk()}
    for node in process.walk():
        for way, form in zip(node.next, forms[node.id], strict=True):
            if way.id is not None and form != "link":
                registry.reserve("flow", way.id, "Flow")
    return {
        node.id: tuple(
            Way(node, way, form, _name(registry, node, way, form), flow.id)
            for way, form, flow in zip(node.next, forms[node.id], flows_of(node), strict=True)
        )
        for node in process.walk()
    }


def _forms(node: NodeBase, process: Process) -> list[Form]:
    """How each way of a node is written; of several ways to link events only the first is a link."""
    if isinstance(node, Event) and node.position == "boundary" and node.trigger == "compensation":
        return ["association"] * len(node.next)
    if not (isinstance(node, Event) and node.trigger == "link" and node.throws and node.position == "intermediate"):
        return ["sequence"] * len(node.next)
    forms: list[Form] = []
    for way in node.next:
        target = process.nodes[way.to]
        catches = (
            isinstance(target, Event)
            and target.trigger == "link"
            and target.position == "intermediate"
            and not target.throws
        )
        forms.append("link" if catches and "link" not in forms else "sequence")
    return forms


def _name(registry: Registry, node: NodeBase, way: Next, form: Form) -> str:
    if form == "link":
        return ""
    if way.id is not None:
        return registry.name("flow", way.id)
    return registry.ids.take(f"Flow_{registry.name('node', node.id)}_{registry.name('node', way.to)}", "Flow")


def write_flows(
    parent: etree._Element, nodes: tuple[NodeBase, ...], ways: dict[str, tuple[Way, ...]], registry: Registry, lang: str
) -> None:
    """The sequence flows among the nodes of one process or sub-process."""
    for way in _of_form(nodes, ways, "sequence"):
        element = add(
            parent,
            "sequenceFlow",
            {"id": way.name, "sourceRef": registry.name("node", way.source.id)}
            | {"targetRef": registry.name("node", way.way.to)},
        )
        text = pick(way.way.when, lang)
        if text.startswith(_EXPRESSIONS):
            add(element, "conditionExpression", {"xsi:type": "bpmn:tFormalExpression"}, text)
        elif text:
            put(element, "name", " ".join(text.split()))
        registry.stand_for(element, "flow", way.way.id or way.name)
        registry.ways[way.name] = way.way


def write_associations(
    parent: etree._Element, nodes: tuple[NodeBase, ...], ways: dict[str, tuple[Way, ...]], registry: Registry
) -> None:
    """The ways from compensation events to the activities that undo."""
    for way in _of_form(nodes, ways, "association"):
        ends = {"sourceRef": registry.name("node", way.source.id), "targetRef": registry.name("node", way.way.to)}
        element = add(parent, "association", {"id": way.name, "associationDirection": "One", **ends})
        registry.stand_for(element, "flow", way.way.id or way.name)
        registry.ways[way.name] = way.way


def default_flow(node: NodeBase, ways: tuple[Way, ...]) -> str | None:
    """The default flow of a node, where BPMN lets such a node have one."""
    if not (
        isinstance(node, Activity | SubProcess | Inclusive) or (isinstance(node, Decision) and not node.waits_for_event)
    ):
        return None
    return next((way.name for way in ways if way.way.default and way.form == "sequence"), None)


def _of_form(nodes: tuple[NodeBase, ...], ways: dict[str, tuple[Way, ...]], form: Form) -> Iterator[Way]:
    return (way for node in nodes for way in ways[node.id] if way.form == form)
