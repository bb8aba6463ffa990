"""Model to graph, once. Expanded sub-processes are inlined, boundary events become ways out of their activity.

An expanded sub-process ``S`` becomes an opening node ``S`` and a closing node ``S/end`` around its own nodes. An
activity ``A`` with boundary events gets routing nodes behind it: an inclusive one, ``A/beside``, for events that do
not interrupt the work, then an exclusive one, ``A/out``, for those that do. Event sub-processes and compensation
activities begin on their own (``entry``): how often is not known. Such nodes are marked synthetic.
"""

from __future__ import annotations

from dataclasses import replace

from bpr.findings import Finding, Severity
from bpr.graph.process_graph import GraphEdge, GraphNode, MessageEdge, Moments, NodeType, ProcessGraph
from bpr.model.nodes import Activity, Decision, Event, Inclusive, NodeBase, Parallel, Repeat, SubProcess
from bpr.model.process import Flow, Process, flows_of
from bpr.model.time import MINUTES, Duration
from bpr.text import Text


def build_graph(process: Process, *, expand: bool = True) -> ProcessGraph:
    """The graph of a process.

    Args:
        process: the model; it is not changed.
        expand: inline sub-processes that are drawn inside; otherwise each stays one activity.
    """
    return _Builder(process, expand=expand).build()


class _Builder:
    """Collects nodes and edges while walking the model once."""

    def __init__(self, process: Process, *, expand: bool) -> None:
        self.process = process
        self.expand = expand
        self.nodes: dict[str, GraphNode] = {}
        self.edges: list[GraphEdge] = []
        self.no_calendar: list[str] = []
        self.enters: dict[str, str] = {}
        self.leaves: dict[str, str] = {}

    def build(self) -> ProcessGraph:
        self._scope(self.process.steps, inside=None)
        messages = tuple(MessageEdge(message.id, message.source, message.target) for message in self.process.messages)
        return ProcessGraph(self.process, self.nodes, tuple(self.edges), messages, self._findings())

    # nodes ------------------------------------------------------------------------------------------------------

    def _scope(self, steps: tuple[NodeBase, ...], inside: SubProcess | None) -> None:
        """Add the nodes of one level, then its flows, then the joints to the level above."""
        boundary: dict[str, list[Event]] = {}
        for node in steps:
            if isinstance(node, Event) and node.on is not None:
                boundary.setdefault(node.on, []).append(node)
        for node in steps:
            self._node(node, nested=inside is not None)
            if isinstance(node, SubProcess) and node.steps and self.expand:
                self._open(node)
            if events := [event for event in boundary.get(node.id, []) if event.trigger != "compensation"]:
                self._boundary(node, events)
        for node in steps:
            for flow in flows_of(node):
                if self._is_sequence(node):
                    self._flow(flow)

    @staticmethod
    def _is_sequence(node: NodeBase) -> bool:
        """A compensation boundary event points at its handler without passing a token."""
        return not (isinstance(node, Event) and node.position == "boundary" and node.trigger == "compensation")

    def _node(self, node: NodeBase, *, nested: bool) -> None:
        department = self.process.department_of(node)
        entry = self.process.departments.get(department) if department else None
        graph_node = GraphNode(
            id=node.id,
            type=_type(node, nested=nested),
            label=node.label,
            step=isinstance(node, Activity) or (isinstance(node, Decision) and bool(node.roles) and not node.routing),
            roles=node.roles,
            department=department,
            organisation=entry.organisation if entry else None,
            external=self.process.is_external(department),
            origin=node.id,
        )
        if isinstance(node, Activity):
            graph_node = replace(
                graph_node,
                systems=node.systems,
                time=self._moments(node.time, node.id),
                wait=self._moments(node.wait, node.id),
                cost=node.cost,
                value_class=node.value,
                automated=node.automated,
                executions=_executions(node.repeat),
                entry=_begins_alone(node),
            )
        elif isinstance(node, Decision):
            zero = Moments(0.0, 0.0, "fixed") if graph_node.step else None
            graph_node = replace(
                graph_node,
                time=self._moments(node.time, node.id) or zero,
                wait=self._moments(node.wait, node.id) or zero,
            )
        elif isinstance(node, Event):
            graph_node = replace(
                graph_node,
                wait=self._moments(node.wait, node.id),
                share=node.share,
                terminate=node.trigger == "terminate",
                entry=node.position == "boundary" and node.trigger == "compensation",
            )
        self.nodes[node.id] = graph_node
        self.enters[node.id] = self.leaves[node.id] = node.id

    def _open(self, node: SubProcess) -> None:
        """Inline a sub-process: its node opens, ``id/end`` closes; nodes without input begin, without output end.

        When a loop leaves no node without input, the author's first one begins.
        """
        close = f"{node.id}/end"
        targets = {way.to for child in node.steps for way in child.next}
        starts: list[NodeBase] = [
            child for child in node.steps if isinstance(child, Event) and child.position == "start"
        ]
        own = [child for child in node.steps if not _detached(child)]
        first = starts or [child for child in own if child.id not in targets] or own[:1]
        last = [child for child in node.steps if not child.next and not _attached(child) and not _begins_alone(child)]
        opening: NodeType = "event"
        if node.adhoc:
            opening = "or"
        elif len(first) > 1:
            opening = "xor" if starts else "and"
        self.nodes[node.id] = replace(self.nodes[node.id], type=opening, step=False, time=None, wait=None)
        self._scope(node.steps, inside=node)
        placed = self.nodes[node.id]
        self.nodes[close] = GraphNode(
            close,
            "end" if node.triggered else "or",
            roles=placed.roles,
            department=placed.department,
            organisation=placed.organisation,
            external=placed.external,
            synthetic=True,
            origin=node.id,
            closes=node.id,
        )
        for begin in first:
            share = begin.share if isinstance(begin, Event) else None
            self._joint(node.id, self.enters[begin.id], share)
        for finish in last:
            self._joint(self.leaves[finish.id], close)
        self.leaves[node.id] = close

    def _boundary(self, host: NodeBase, events: list[Event]) -> None:
        """Ways out over the border of an activity: those that do not interrupt go beside it, the others instead."""
        beside = [event for event in events if not event.interrupting]
        instead = [event for event in events if event.interrupting]
        normal: float | None = None
        if beside:
            self._border(host, f"{host.id}/beside", "or", beside)
            normal = 1.0
        if instead:
            self._border(host, f"{host.id}/out", "xor", instead, share=normal)
            normal = None
        if len(host.next) > 1:
            self._border(host, f"{host.id}/done", "event", [], share=normal)

    def _border(
        self, host: NodeBase, node: str, kind: NodeType, events: list[Event], share: float | None = None
    ) -> None:
        """A routing node on the way out of an activity, with its events."""
        placed = self.nodes[host.id]
        self.nodes[node] = GraphNode(
            node,
            kind,
            roles=placed.roles,
            department=placed.department,
            organisation=placed.organisation,
            external=placed.external,
            synthetic=True,
            origin=host.id,
        )
        self._joint(self.leaves[host.id], node, share)
        for event in events:
            self._joint(node, event.id, event.share)
        self.leaves[host.id] = node

    # edges ------------------------------------------------------------------------------------------------------

    def _joint(self, source: str, target: str, share: float | None = None) -> None:
        self.edges.append(GraphEdge(f"{source}->{target}", source, target, share, synthetic=True))

    def _flow(self, flow: Flow) -> None:
        source = self.leaves[flow.source]
        share = flow.share
        if share is None and source == f"{flow.source}/beside":
            share = 1.0  # the normal way out of an activity whose boundary events do not interrupt
        delay = self._moments(flow.delay, flow.id)
        self.edges.append(
            GraphEdge(
                flow.id,
                source,
                self.enters[flow.target],
                share,
                conditional=flow.when is not None,
                default=flow.default,
                kind=flow.kind,
                delay=delay.mean if delay else None,
            )
        )

    # times ------------------------------------------------------------------------------------------------------

    def _moments(self, duration: Duration | None, element: str) -> Moments | None:
        """Mean and variance in the model's unit; None when unknown or when a calendar is missing for it."""
        if duration is None:
            return None
        factor = unit_factor(self.process, duration.unit)
        if factor is None:
            self.no_calendar.append(element)
            return None
        variance = duration.variance
        return Moments(
            duration.mean * factor, None if variance is None else variance * factor * factor, duration.family
        )

    def _findings(self) -> tuple[Finding, ...]:
        if not self.no_calendar:
            return ()
        return (
            Finding(
                "CALENDAR_MISSING",
                Severity.WARNING,
                "flow",
                Text(
                    en="times in days or weeks cannot be compared with hours without a working calendar",
                    zh="没有工作日历，无法把天或周与小时换算",
                ),
                Text(
                    en="add working_time: {hours_per_day: 8, days_per_week: 5} to the process",
                    zh="在流程中补充 working_time: {hours_per_day: 8, days_per_week: 5}",
                ),
                tuple(dict.fromkeys(self.no_calendar)),
            ),
        )


def unit_factor(process: Process, unit: str | None) -> float | None:
    """How many of the model's time units one ``unit`` of working time holds; None when a calendar is missing."""
    if unit is None or unit == process.time_unit:
        return 1.0
    minutes = dict(MINUTES)
    if process.working_time is not None:
        minutes["d"] = process.working_time.hours_per_day * 60
        minutes["w"] = minutes["d"] * process.working_time.days_per_week
    if unit not in minutes or process.time_unit not in minutes:
        return None
    return minutes[unit] / minutes[process.time_unit]


def _type(node: NodeBase, *, nested: bool) -> NodeType:
    match node:
        case SubProcess():
            return "subprocess"
        case Activity():
            return "activity"
        case Decision():
            return "event_gateway" if node.waits_for_event else "xor"
        case Parallel():
            return "and"
        case Inclusive():
            return "or"
        case Event():
            if node.position == "start" and not nested:
                return "start"
            if node.position == "end" and not nested:
                return "end"
    return "event"


def _executions(repeat: Repeat | None) -> float | None:
    """Expected executions per visit of an activity with a loop marker (handbook 3.4)."""
    if repeat is None:
        return 1.0
    share = repeat.share
    if share is None or (share == 1.0 and repeat.at_most is None):
        return None
    if repeat.at_most is None:
        return 1.0 / (1.0 - share)
    return float(repeat.at_most) if share == 1.0 else (1.0 - share**repeat.at_most) / (1.0 - share)


def _attached(node: NodeBase) -> bool:
    return isinstance(node, Event) and node.position == "boundary" and node.trigger == "compensation"


def _begins_alone(node: NodeBase) -> bool:
    """Event sub-processes and compensation activities begin when something happens, not by a flow."""
    return isinstance(node, Activity) and (node.compensation or (isinstance(node, SubProcess) and node.triggered))


def _detached(node: NodeBase) -> bool:
    """Nodes without input that do not begin with their sub-process."""
    return _begins_alone(node) or (isinstance(node, Event) and node.position == "boundary")
