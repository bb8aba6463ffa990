"""Flow nodes: activities by type, sub-processes with their inside, gateways, events."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from bpr.export.bpmn.events import event_attributes, event_tag, write_trigger
from bpr.export.bpmn.flows import Way, default_flow, write_associations, write_flows
from bpr.export.bpmn.ids import is_plain
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add
from bpr.formats.bpmn.vocabulary import TASKS
from bpr.model import Activity, Decision, Event, Inclusive, NodeBase, SubProcess
from bpr.text import Text

_TASK_TAGS = {task: tag for tag, task in TASKS.items() if tag != "callActivity"}


@dataclass(frozen=True, slots=True)
class NodeWriter:
    """Writes nodes into a process; all ids are known before."""

    registry: Registry
    ways: dict[str, tuple[Way, ...]]
    lang: str

    def write_all(self, parent: etree._Element, nodes: tuple[NodeBase, ...]) -> None:
        """The nodes of one process or sub-process with the flows among them."""
        incoming: dict[str, list[str]] = {node.id: [] for node in nodes}
        for node in nodes:
            for way in self.ways[node.id]:
                if way.form == "sequence":
                    incoming[way.way.to].append(way.name)
        for node in nodes:
            self._write(parent, node, incoming[node.id])
        write_flows(parent, nodes, self.ways, self.registry, self.lang)

    def _write(self, parent: etree._Element, node: NodeBase, incoming: list[str]) -> None:
        ways = self.ways[node.id]
        attributes: dict[str, str | None] = {
            "id": self.registry.name("node", node.id),
            "name": one_line(node.label, self.lang),
            "default": default_flow(node, ways),
        }
        if isinstance(node, Event):
            attributes |= event_attributes(node, self.registry)
        if isinstance(node, Activity):
            attributes |= _activity_attributes(node)
        element = add(parent, _tag(node), attributes)
        self.registry.stand_for(element, "node", node.id)
        document(element, node.note, self.lang)
        for flow in incoming:
            add(element, "incoming", text=flow)
        for way in ways:
            if way.form == "sequence":
                add(element, "outgoing", text=way.name)
        if isinstance(node, Event):
            write_trigger(element, node, ways, self.registry, self.lang)
        if isinstance(node, Activity):
            self._data(element, node)
            _loop(element, node)
        if isinstance(node, SubProcess):
            self.write_all(element, node.steps)
            write_associations(element, node.steps, self.ways, self.registry)

    def _data(self, element: etree._Element, activity: Activity) -> None:
        """What an activity reads and writes; BPMN wants a place inside the activity for what comes in."""
        documents = activity.documents
        if documents is None:
            return
        name = element.get("id") or ""
        read = [(found, self.registry.ids.take(f"{name}_in", "In")) for found in documents.read or ()]
        for _, place in read:
            add(element, "property", {"id": place, "name": "__targetRef_placeholder"})
        for found, place in read:
            link = add(element, "dataInputAssociation", {"id": self.registry.ids.take(f"{name}_reads", "In")})
            add(link, "sourceRef", text=self.registry.name("document", found))
            add(link, "targetRef", text=place)
        for found in documents.written or ():
            link = add(element, "dataOutputAssociation", {"id": self.registry.ids.take(f"{name}_writes", "Out")})
            add(link, "targetRef", text=self.registry.name("document", found))


def one_line(text: Text | None, lang: str) -> str | None:
    """A text as the value of a name; None where it says nothing."""
    return (" ".join(text.pick(lang).split()) or None) if text is not None else None


def document(element: etree._Element, note: Text | None, lang: str) -> None:
    """A note as documentation."""
    if note is not None and note.pick(lang).strip():
        add(element, "documentation", text=note.pick(lang))


def _tag(node: NodeBase) -> str:
    if isinstance(node, Event):
        return event_tag(node)
    if isinstance(node, SubProcess) and (node.steps or node.calls is None):
        return "adHocSubProcess" if node.adhoc else ("transaction" if node.transaction else "subProcess")
    if isinstance(node, Activity):
        return "callActivity" if node.calls is not None else _TASK_TAGS[node.task]
    if isinstance(node, Decision):
        return "eventBasedGateway" if node.waits_for_event else "exclusiveGateway"
    if isinstance(node, Inclusive):
        return "complexGateway" if node.complex else "inclusiveGateway"
    return "parallelGateway"


def _activity_attributes(activity: Activity) -> dict[str, str | None]:
    attributes: dict[str, str | None] = {"isForCompensation": "true" if activity.compensation else None}
    if _tag(activity) == "callActivity" and activity.calls is not None and is_plain(activity.calls):
        attributes["calledElement"] = activity.calls
    if isinstance(activity, SubProcess) and activity.triggered and _tag(activity) != "callActivity":
        attributes["triggeredByEvent"] = "true"
    return attributes


def _loop(element: etree._Element, activity: Activity) -> None:
    if activity.instances is not None:
        sequential = "true" if activity.instances == "sequential" else None
        add(element, "multiInstanceLoopCharacteristics", {"isSequential": sequential})
    elif activity.repeat is not None:
        most = str(activity.repeat.at_most) if activity.repeat.at_most is not None else None
        add(element, "standardLoopCharacteristics", {"loopMaximum": most})
