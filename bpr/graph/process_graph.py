"""The graph that analyses read: nodes and edges with plain values, built once from a model (handbook 1.4).

Times are numbers in the model's time unit. ``step`` marks the nodes that bear work (the set A of the handbook):
activities, collapsed sub-processes and decisions that a role takes. All other nodes are transparent: they route.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from bpr.findings import Finding
from bpr.model.nodes import FlowKind
from bpr.model.process import Process
from bpr.text import Text

if TYPE_CHECKING:
    import networkx as nx

NodeType = Literal["start", "end", "activity", "subprocess", "event", "xor", "and", "or", "event_gateway"]
Level = Literal["role", "department", "organisation", "system"]

LEVELS: tuple[Level, ...] = ("role", "department", "organisation", "system")
NO_SYSTEM = "(none)"


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and variance of a time in the model's unit; ``variance`` is None when only a mean is known."""

    mean: float
    variance: float | None
    family: str


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node with what the analyses need; None always means not known.

    Attributes:
        id: the model's id; synthetic nodes have ids such as ``A/end``.
        type: the handbook's node type.
        label: the label in both languages.
        step: whether it bears work (an activity, or a decision taken by a role).
        roles: performers, the first one is the primary.
        systems: None when not known, empty when there is none.
        external: whether the department stands outside.
        executions: executions per visit (loop markers); None when not known.
        share: for start and boundary events the share of cases, where given.
        entry: a node that begins on its own (event sub-process, compensation), how often is not known.
        synthetic: made by the graph, not by the author.
        origin: the model node it stands for.
        closes: for the end of an expanded sub-process the node that opened it.
        terminate: an end event that ends the whole case.
    """

    id: str
    type: NodeType
    label: Text | None = None
    step: bool = False
    roles: tuple[str, ...] = ()
    department: str | None = None
    organisation: str | None = None
    systems: tuple[str, ...] | None = None
    external: bool | None = None
    time: Moments | None = None
    wait: Moments | None = None
    cost: float | None = None
    value_class: str | None = None
    automated: bool | None = None
    executions: float | None = 1.0
    share: float | None = None
    entry: bool = False
    synthetic: bool = False
    origin: str = ""
    closes: str | None = None
    terminate: bool = False

    @property
    def role(self) -> str | None:
        """The primary performer."""
        return self.roles[0] if self.roles else None

    def holder(self, level: Level) -> str | None:
        """Who holds the work at a level: role, department, organisation or system; None when not known."""
        match level:
            case "role":
                return self.role
            case "department":
                return self.department
            case "organisation":
                return self.organisation
        if self.systems is None:
            return None
        return self.systems[0] if self.systems else NO_SYSTEM

    def name(self, lang: str = "en") -> str:
        """The label for people, or the id where there is none."""
        return self.label.pick(lang) if self.label is not None else self.id


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One sequence flow. ``share`` is what the author wrote, ``delay`` how long work lies on it (model unit)."""

    id: str
    source: str
    target: str
    share: float | None = None
    conditional: bool = False
    default: bool = False
    kind: FlowKind = "normal"
    delay: float | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class MessageEdge:
    """A message flow; either end may be a node or a whole party (organisation)."""

    id: str
    source: str
    target: str


@dataclass(frozen=True)
class ProcessGraph:
    """A process as a directed multigraph. Order of nodes and edges is the author's."""

    process: Process
    nodes: dict[str, GraphNode]
    edges: tuple[GraphEdge, ...]
    messages: tuple[MessageEdge, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def outgoing(self) -> dict[str, tuple[GraphEdge, ...]]:
        """Sequence flows leaving each node."""
        return _grouped(self.nodes, ((edge.source, edge) for edge in self.edges))

    @cached_property
    def incoming(self) -> dict[str, tuple[GraphEdge, ...]]:
        """Sequence flows entering each node."""
        return _grouped(self.nodes, ((edge.target, edge) for edge in self.edges))

    @cached_property
    def edge(self) -> dict[str, GraphEdge]:
        """Sequence flows by id."""
        return {edge.id: edge for edge in self.edges}

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Start events, in the author's order."""
        return tuple(node.id for node in self.nodes.values() if node.type == "start")

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Nodes that begin on their own, how often is not known."""
        return tuple(node.id for node in self.nodes.values() if node.entry)

    @cached_property
    def loose(self) -> tuple[str, ...]:
        """Nodes that begin a party without any start event: whether and how often is not known."""
        started = {self.nodes[start].organisation for start in self.starts}
        reached = self.reachable((*self.starts, *self.entries))
        parties: dict[str | None, list[str]] = {}
        for node in self.nodes.values():
            if node.organisation not in started and node.id not in reached:
                parties.setdefault(node.organisation, []).append(node.id)
        return tuple(
            node
            for members in parties.values()
            for node in [member for member in members if not self.incoming[member]] or members[:1]
        )

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """End events, in the author's order."""
        return tuple(node.id for node in self.nodes.values() if node.type == "end")

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Work-bearing nodes, in the author's order."""
        return tuple(node.id for node in self.nodes.values() if node.step)

    def flows(self) -> nx.DiGraph[str]:
        """Nodes and sequence flows as a plain networkx graph, in the author's order; a new one each time."""
        import networkx as nx

        network: nx.DiGraph[str] = nx.DiGraph()
        network.add_nodes_from(self.nodes)
        network.add_edges_from((edge.source, edge.target) for edge in self.edges)
        return network

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Nodes that lead to each other, in alphabetical order; each group comes behind all groups it leads to."""
        import networkx as nx

        network = self.flows()
        network.add_edges_from((node.closes, node.id) for node in self.nodes.values() if node.closes is not None)
        return tuple(tuple(sorted(members)) for members in nx.strongly_connected_components(network))

    def split(self, node_id: str) -> Literal["none", "xor", "and", "or", "event"]:
        """How a node spreads tokens over its outputs (handbook 1.5).

        An activity, an event or the end of an inlined sub-process with several outputs is exclusive when an output
        carries a share or a condition, parallel otherwise.
        """
        ways = self.outgoing[node_id]
        if len(ways) < 2:
            return "none"
        kind = self.nodes[node_id].type
        if kind in ("and", "or", "xor") and not (kind == "or" and self.nodes[node_id].closes):
            return kind
        if kind == "event_gateway":
            return "event"
        return "xor" if any(way.share is not None or way.conditional for way in ways) else "and"

    def join(self, node_id: str) -> Literal["none", "merge", "and", "or"]:
        """How a node takes tokens from its inputs: AND and OR joins wait, everything else merges."""
        kind = self.nodes[node_id].type
        if len(self.incoming[node_id]) < 2 and not (kind == "or" and self.nodes[node_id].closes):
            return "none"
        return kind if kind in ("and", "or") else "merge"

    def reachable(self, sources: Iterable[str], *, backwards: bool = False) -> set[str]:
        """All nodes with a path from (or, backwards, to) one of the given nodes, these included."""
        ways = self.incoming if backwards else self.outgoing
        seen = set(sources)
        queue = deque(seen)
        while queue:
            for edge in ways[queue.popleft()]:
                other = edge.source if backwards else edge.target
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return seen

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The same graph as a networkx MultiDiGraph: attributes ``type``, ``label``, ``role``, ``department``, ..."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(process=self.process.id)
        for node in self.nodes.values():
            graph.add_node(node.id, **_attributes(node))
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, key=edge.id, kind="sequence", prob=edge.share, loop=edge.kind)
        for message in self.messages:
            if message.source in self.nodes and message.target in self.nodes:
                graph.add_edge(message.source, message.target, key=message.id, kind="message")
        return graph


def _grouped(nodes: Iterable[str], pairs: Iterable[tuple[str, GraphEdge]]) -> dict[str, tuple[GraphEdge, ...]]:
    lists: dict[str, list[GraphEdge]] = {node: [] for node in nodes}
    for node, edge in pairs:
        lists[node].append(edge)
    return {node: tuple(edges) for node, edges in lists.items()}


def _attributes(node: GraphNode) -> dict[str, Any]:
    return {
        "type": node.type,
        "label": str(node.label) if node.label is not None else None,
        "role": node.role,
        "department": node.department,
        "organisation": node.organisation,
        "system": node.systems,
        "time": node.time.mean if node.time else None,
        "wait": node.wait.mean if node.wait else None,
        "step": node.step,
    }
