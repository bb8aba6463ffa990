"""Flow nodes of a BPMN file as nodes of the model, sub-processes with their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from bpr.formats.bpmn.data import Data
from bpr.formats.bpmn.document import Document, is_true, label, plain
from bpr.formats.bpmn.events import trigger_of
from bpr.formats.bpmn.flows import Ways
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import (
    CONTAINER_CHILDREN,
    EVENTS,
    FLOW_NODES,
    GATEWAYS,
    LOOPS,
    NODE_CHILDREN,
    PERFORMERS,
    SUBPROCESSES,
    TASKS,
)
from bpr.model import Activity, Decision, Duration, Event, Inclusive, NodeBase, Parallel, Repeat, SubProcess
from bpr.text import Text

_KNOWN_INSIDE = frozenset({*NODE_CHILDREN, *PERFORMERS, *CONTAINER_CHILDREN} - {"ioSpecification"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the other parts of the reader found out about nodes, by node id."""

    document: Document
    notes: Notes
    ways: Ways
    roles: dict[str, str]
    data: Data
    remarks: dict[str, list[str]]
    times: dict[str, Duration]


def read_steps(container: etree._Element, facts: Facts) -> tuple[NodeBase, ...]:
    """The nodes of a process or sub-process in document order."""
    return tuple(_read_node(node, facts) for node in facts.document.children(container, *FLOW_NODES))


def note_text(element: etree._Element, document: Document, remarks: list[str]) -> Text | None:
    """The documentation of an element and the remarks tied to it, one under the other."""
    parts = [text for child in document.children(element, "documentation") if (text := plain(child))]
    return Text.of("\n".join([*parts, *remarks])) if parts or remarks else None


def _read_node(node: etree._Element, facts: Facts) -> NodeBase:
    tag = facts.document.tag(node)
    facts.notes.leftovers(node, _KNOWN_INSIDE)
    common = _common(node, facts)
    if tag in GATEWAYS:
        return _gateway(tag, common)
    if tag in EVENTS:
        return _event(node, tag, common, facts)
    if tag in TASKS:
        return Activity(task=TASKS[tag], calls=_called(node, facts), **common, **_activity(node, facts))
    assert tag in SUBPROCESSES
    return SubProcess(
        steps=read_steps(node, facts),
        triggered=is_true(node, "triggeredByEvent"),
        adhoc=tag == "adHocSubProcess",
        transaction=tag == "transaction",
        **common,
        **_activity(node, facts),
    )


def _common(node: etree._Element, facts: Facts) -> dict[str, Any]:
    identifier = facts.document.id_of(node)
    name = label(node)
    role = facts.roles.get(identifier)
    return {
        "id": identifier,
        "name": Text.of(name) if name else None,
        "roles": () if role is None else (role,),
        "note": note_text(node, facts.document, facts.remarks.get(identifier, [])),
        "next": tuple(facts.ways.get(identifier, ())),
    }


def _gateway(tag: str, common: dict[str, Any]) -> NodeBase:
    match tag:
        case "parallelGateway":
            return Parallel(**common)
        case "inclusiveGateway" | "complexGateway":
            return Inclusive(complex=tag == "complexGateway", **common)
    return Decision(routing=True, waits_for_event=tag == "eventBasedGateway", **common)


def _event(node: etree._Element, tag: str, common: dict[str, Any], facts: Facts) -> Event:
    document = facts.document
    position = EVENTS[tag]
    host = None
    if position == "boundary":
        host = document.node(node.get("attachedToRef"))
        if host is None or document.tag(document.nodes[host]) not in {*TASKS, *SUBPROCESSES}:
            facts.notes.add(node, "HOST_MISSING")
            position, host = "intermediate", None
    interrupting = is_true(node, "cancelActivity" if tag == "boundaryEvent" else "isInterrupting", default=True)
    return Event(
        position=position,
        trigger=trigger_of(node, document, facts.notes),
        throws=tag == "intermediateThrowEvent",
        on=host,
        interrupting=interrupting,
        wait=facts.times.get(common["id"]),
        **common,
    )


def _activity(node: etree._Element, facts: Facts) -> dict[str, Any]:
    """What tasks and sub-processes share: markers, time, documents."""
    document = facts.document
    identifier = document.id_of(node)
    markers: dict[str, Any] = {}
    for loop in document.children(node, *LOOPS):
        if document.tag(loop) == "standardLoopCharacteristics":
            most = (loop.get("loopMaximum") or "").strip()
            markers["repeat"] = Repeat(at_most=int(most) if most.isascii() and most.isdigit() and int(most) else None)
        else:
            markers["instances"] = "sequential" if is_true(loop, "isSequential") else "parallel"
        if len(loop):
            facts.notes.add(loop, "DETAIL", where=identifier)
    return {
        "time": facts.times.get(identifier),
        "documents": facts.data.of_activity(identifier),
        "compensation": is_true(node, "isForCompensation"),
        **markers,
    }


def _called(node: etree._Element, facts: Facts) -> str | None:
    """The process a call activity calls, without its namespace prefix when that leads to a process of this file."""
    document = facts.document
    written = (node.get("calledElement") or "").strip()
    if not written:
        calls = document.foreign(node, "calledElement") if document.tag(node) == "callActivity" else ()
        written = next((call.get("processId") or "" for call in calls), "").strip()
    return document.resolve(written) or written or None
