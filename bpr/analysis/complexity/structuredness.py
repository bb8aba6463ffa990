"""Structuredness: how much of a drawing is made of nested blocks (handbook 8.3).

Definition: the graph is reduced as long as a rule fits: drop a node with one input and one output; merge parallel edges
    between a split and a join of the same type; drop an exclusive self-edge; drop the way back of an exclusive loop
    (join -> split -> join). Phi = 1 - inner nodes that remain / n. A model that reduces to start -> end is structured.
    With several starts or ends it is not defined.
Types: an event gateway counts as exclusive. Activities and events with several ways in or out are never a split or
    join of a block: their type says nothing about how branches meet.
Complexity: O(n + m), each node and edge is dropped at most once.
Reference: Mendling 2008, Metrics for Process Models.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bpr.graph.process_graph import ProcessGraph

_GATEWAYS = {"xor": "xor", "event_gateway": "xor", "and": "and", "or": "or"}


@dataclass(frozen=True, slots=True)
class Structuredness:
    """What the reduction left.

    ``structured`` and ``phi`` are None where they are not defined; ``remaining`` are the inner nodes that did not
    reduce, in the author's order and by the author's ids: the part of the drawing to look at.
    """

    structured: bool | None
    phi: float | None
    remaining: tuple[str, ...] = ()


def structuredness(graph: ProcessGraph) -> Structuredness:
    """Reduce the graph block by block; the graph itself is not changed."""
    if len(graph.starts) != 1 or len(graph.ends) != 1:
        return Structuredness(None, None)
    rest = _Reduction(graph).run()
    remaining = dict.fromkeys(node.origin for node in graph.nodes.values() if node.id in rest)
    return Structuredness(not rest, 1.0 - len(rest) / len(graph.nodes), tuple(remaining))


class _Reduction:
    """The graph as counted edges, shrinking until no rule fits."""

    def __init__(self, graph: ProcessGraph) -> None:
        self.kind = {node.id: _GATEWAYS.get(node.type) for node in graph.nodes.values()}
        self.inner = {node.id for node in graph.nodes.values() if node.type not in ("start", "end")}
        self.after: dict[str, Counter[str]] = {node: Counter() for node in graph.nodes}
        self.before: dict[str, Counter[str]] = {node: Counter() for node in graph.nodes}
        for edge in graph.edges:
            self._add(edge.source, edge.target, 1)

    def run(self) -> set[str]:
        """The inner nodes that remain."""
        waiting = list(self.after)
        while waiting:
            node = waiting.pop()
            if node in self.after:
                waiting.extend(self._reduce(node))
        return self.inner & set(self.after)

    def _reduce(self, node: str) -> list[str]:
        """Apply the first rule that fits at a node; the nodes whose surroundings changed."""
        kind = self.kind[node]
        if kind == "xor" and self.after[node][node]:
            self._add(node, node, -self.after[node][node])
            return [node]
        for other in list(self.after[node]):
            count = self.after[node][other]
            if count > 1 and kind is not None and kind == self.kind[other]:
                self._add(node, other, 1 - count)
                return [node, other]
            if kind == "xor" and self._closes_loop(node, other):
                self._add(node, other, -count)
                return [node, other]
        if node in self.inner and self.before[node].total() == 1 and self.after[node].total() == 1:
            (source,), (target,) = self.before[node], self.after[node]
            if node not in (source, target):
                self._add(source, node, -1)
                self._add(node, target, -1)
                del self.after[node], self.before[node]
                self._add(source, target, 1)
                return [source, target]
        return []

    def _closes_loop(self, split: str, join: str) -> bool:
        """Whether an exclusive split leads straight back to the exclusive join that leads straight to it."""
        return (
            self.kind[join] == "xor"
            and self.after[join].total() == 1
            and self.after[join][split] == 1
            and self.before[split].total() == 1
            and self.after[split].total() > self.after[split][join]
        )

    def _add(self, source: str, target: str, count: int) -> None:
        for table, here, there in ((self.after, source, target), (self.before, target, source)):
            table[here][there] += count
            if table[here][there] <= 0:
                del table[here][there]
