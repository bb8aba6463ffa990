"""The process as a net of gates and arcs: what the token game, the reduction and the decomposition work on.

Definition: a gate takes tokens by its ``join`` and emits them by its ``split`` (handbook 1.5, 7.2). Joins: ``merge``
    (one token from one input), ``and`` (one from each), ``or`` (those that can still arrive), ``close`` (the end of an
    inlined sub-process: all work inside is done). Splits: ``xor``, ``and``, ``or`` (any non-empty set) and ``border``
    (an activity with boundary events: the normal way or one interrupting event, and any that do not interrupt).
Starts: each has an arc without source that carries the first token. Arcs from nodes that no start leads to stay, empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from bpr.graph.process_graph import GraphNode, ProcessGraph
from bpr.model.nodes import Event, NodeBase, SubProcess

Join = Literal["merge", "and", "or", "close"]
Split = Literal["xor", "and", "or", "border"]
NOWHERE = -1


@dataclass(slots=True)
class Gate:
    """A node of the net; arcs are numbers.

    Attributes:
        name: the node of the graph it stands for.
        join: how it takes tokens.
        split: how it emits them; with one output all but ``border`` mean the same.
        inputs: arcs that enter.
        outputs: arcs that leave; none: tokens end here.
        ends: an end event.
        clears: the gates whose tokens vanish when a terminate event happens; None: it is none.
        inside: for ``close`` the gates of the sub-process.
        level: the sub-process the gate belongs to.
        optional: for ``border`` the outputs that may be taken besides.
        idle: for ``border`` the work may also end without any way out.
    """

    name: str
    join: Join
    split: Split
    inputs: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    ends: bool = False
    clears: frozenset[int] | None = None
    inside: frozenset[int] = frozenset()
    level: str | None = None
    optional: list[int] = field(default_factory=list)
    idle: bool = False

    @property
    def plain(self) -> bool:
        """Passes a token from its only input to its only output."""
        return (
            len(self.inputs) == 1
            and len(self.outputs) == 1
            and not (self.idle or self.optional)
            and self.clears is None
        )

    @property
    def choices(self) -> int:
        """How many sets of outputs one firing chooses from."""
        outputs = len(self.outputs)
        if self.split == "xor":
            return max(1, outputs)
        if self.split == "or":
            return max(1, (1 << outputs) - 1)
        if self.split == "border":
            return (outputs - len(self.optional) + self.idle) * (1 << len(self.optional))
        return 1

    def ways(self) -> Iterator[tuple[int, ...]]:
        """The sets of outputs one firing chooses from."""
        if not self.outputs:
            yield ()
        elif self.split == "and":
            yield tuple(self.outputs)
        elif self.split == "xor":
            yield from ((arc,) for arc in self.outputs)
        elif self.split == "or":
            for size in range(1, len(self.outputs) + 1):
                yield from combinations(self.outputs, size)
        else:
            single: list[tuple[int, ...]] = [(arc,) for arc in self.outputs if arc not in self.optional]
            for first in [*single, ()] if self.idle else single:
                for size in range(len(self.optional) + 1):
                    yield from ((*first, *more) for more in combinations(self.optional, size))


@dataclass(slots=True)
class Net:
    """Gates and arcs; ``first`` holds the arcs that carry the first token, one for each way to begin.

    ``lasting``: arcs that may take a second token, which then counts as one (ends inside a sub-process).
    """

    gates: dict[int, Gate]
    arcs: dict[int, tuple[int, int]]
    first: tuple[int, ...]
    lasting: frozenset[int] = frozenset()

    def copy(self) -> Net:
        """A net that can be changed apart."""
        gates = {
            key: Gate(
                gate.name,
                gate.join,
                gate.split,
                list(gate.inputs),
                list(gate.outputs),
                gate.ends,
                gate.clears,
                gate.inside,
                gate.level,
                list(gate.optional),
                gate.idle,
            )
            for key, gate in self.gates.items()
        }
        return Net(gates, dict(self.arcs), self.first, self.lasting)


@dataclass(frozen=True, slots=True)
class CompiledNet:
    """The net of one part of a process with its way back to the drawing: flows and nodes."""

    net: Net
    flows: dict[int, str]
    number: dict[str, int]


def compile_net(graph: ProcessGraph, starts: Iterable[str]) -> CompiledNet:
    """The net of everything that the given starts lead to; the graph is not changed."""
    starts = tuple(starts)
    reached = graph.reachable(starts)
    number = {node: index for index, node in enumerate(graph.nodes) if node in reached}
    gates = {number[node]: _gate(graph, graph.nodes[node]) for node in number}
    arcs: dict[int, tuple[int, int]] = {}
    flows: dict[int, str] = {}
    first = []
    for start in starts:
        arc = len(arcs)
        arcs[arc] = (NOWHERE, number[start])
        gates[number[start]].inputs.append(arc)
        first.append(arc)
    for edge in graph.edges:
        if edge.target not in reached or (graph.nodes[edge.source].type == "end" and edge.source in reached):
            continue
        arc = len(arcs)
        arcs[arc] = (number.get(edge.source, NOWHERE), number[edge.target])
        flows[arc] = edge.id
        gates[number[edge.target]].inputs.append(arc)
        if edge.source in number:
            gates[number[edge.source]].outputs.append(arc)
    lasting = frozenset(arc for arc, (_, target) in arcs.items() if gates[target].join == "close")
    _borders(graph, gates, arcs)
    _scopes(graph, gates, number)
    _defaults(graph, gates, arcs, flows)
    return CompiledNet(Net(gates, arcs, tuple(first), lasting), flows, number)


def _gate(graph: ProcessGraph, node: GraphNode) -> Gate:
    split = graph.split(node.id)
    emits: Split = "xor" if split in ("none", "event") else split  # type: ignore[assignment]
    if node.closes is not None and node.type != "end":
        takes: Join = "close"
    else:
        kind = graph.join(node.id)
        takes = "merge" if kind == "none" else kind
    return Gate(node.id, takes, emits, ends=node.type == "end")


def _borders(graph: ProcessGraph, gates: dict[int, Gate], arcs: dict[int, tuple[int, int]]) -> None:
    """Activities with boundary events: which ways exclude each other, and which come on top."""
    events = {node.id: node for node in graph.process.walk() if isinstance(node, Event) and node.position == "boundary"}
    for gate in gates.values():
        node = graph.nodes[gate.name]
        if not (node.synthetic and gate.name == f"{node.origin}/out"):
            continue
        over = {arc: events.get(gates[arcs[arc][1]].name) for arc in gate.outputs}
        gate.split = "border"
        gate.optional = [arc for arc, event in over.items() if event is not None and not event.interrupting]
        gate.idle = all(event is not None for event in over.values())
        if not gate.optional and not gate.idle:
            gate.split = "xor"


def _defaults(
    graph: ProcessGraph, gates: dict[int, Gate], arcs: dict[int, tuple[int, int]], flows: dict[int, str]
) -> None:
    """The default way of an inclusive split is taken exactly when no other is: a choice in front of the split."""
    for key in [key for key, gate in gates.items() if gate.split == "or" and len(gate.outputs) > 1]:
        gate = gates[key]
        ways = [arc for arc in gate.outputs if arc in flows and graph.edge[flows[arc]].default]
        if len(ways) != 1:
            continue
        rest = len(graph.nodes) + key
        arc = len(arcs)
        arcs[arc] = (key, rest)
        gates[rest] = Gate(gate.name, "merge", "or", [arc], [out for out in gate.outputs if out not in ways])
        gates[rest].level = gate.level
        for out in gates[rest].outputs:
            arcs[out] = (rest, arcs[out][1])
        gate.split, gate.outputs = "xor", [*ways, arc]
        for other in gates.values():
            if key in other.inside:
                other.inside |= {rest}
            if other.clears is not None and key in other.clears:
                other.clears |= {rest}


def _scopes(graph: ProcessGraph, gates: dict[int, Gate], number: dict[str, int]) -> None:
    """What lies inside each sub-process; what a terminate event clears."""
    inside: dict[str, set[str]] = {}
    home: dict[str, str] = {}
    for step in graph.process.walk():
        if isinstance(step, SubProcess):
            inside[step.id] = {child.id for child in _descendants(step)}
            home |= {child.id: step.id for child in step.steps}
    members: dict[str, frozenset[int]] = {
        sub: frozenset(
            number[gate.name] for gate in gates.values() if (graph.nodes[gate.name].origin or gate.name) in ids
        )
        for sub, ids in inside.items()
    }
    for gate in gates.values():
        node = graph.nodes[gate.name]
        gate.level = home.get(node.origin or gate.name)
        if gate.join == "close" and node.closes is not None:
            gate.inside = members.get(node.closes, frozenset())
        if node.terminate:
            gate.clears = members[gate.level] if gate.level is not None else frozenset(gates)


def _descendants(node: SubProcess) -> Iterator[NodeBase]:
    for child in node.steps:
        yield child
        if isinstance(child, SubProcess):
            yield from _descendants(child)
