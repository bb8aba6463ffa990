"""Looking through routing nodes: what a step can expect at the steps that come next (handbook 2.1).

Definition: a step hands to a step when a path leads from one to the other whose inner nodes bear no work.
    ``R(a, b)`` is the expected number of times that one execution of ``a`` hands to ``b``; in matrices
    ``R = W_AA + W_AT (I - W_TT)^-1 W_TA`` with A the steps, T the routing nodes and W the edge weights. An AND join
    does not divide: each branch hands its own result on.
Unknown shares: least and greatest values over all ways to divide the unknown rest of each split.
Complexity: O(n + m) for one reward; routing nodes that form a loop cost one dense solve of their own size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property

import networkx as nx
import numpy as np

from bpr.graph.process_graph import GraphEdge, ProcessGraph

Range = tuple[float, float]

_NOTHING: Range = (0.0, 0.0)
_ROUNDS = 1000
_TINY = 1e-12


class Routing:
    """The routing nodes of a graph in an order in which each comes behind all it leads to.

    Args:
        graph: the process graph.
        weights: tokens per execution of the source by edge id, None where unknown.
    """

    def __init__(self, graph: ProcessGraph, weights: Mapping[str, float | None]) -> None:
        self.graph = graph
        self.weights = weights

    @cached_property
    def _groups(self) -> tuple[list[str], ...]:
        """Routing nodes that lead to each other, targets before sources."""
        nodes = self.graph.nodes
        part: nx.DiGraph[str] = nx.DiGraph()
        part.add_nodes_from(node.id for node in nodes.values() if not node.step)
        part.add_edges_from(
            (edge.source, edge.target)
            for edge in self.graph.edges
            if not nodes[edge.source].step and not nodes[edge.target].step
        )
        return tuple(sorted(members) for members in nx.strongly_connected_components(part))

    @cached_property
    def _group_of(self) -> dict[str, int]:
        return {node: number for number, group in enumerate(self._groups) for node in group}

    def shares(self, target: str) -> dict[str, Range]:
        """``R(a, target)`` for every step ``a`` that can hand to the target: least and greatest value."""
        before = self._routing_nodes([target], backwards=True)
        values = self._values({target: 1.0}, before)
        sources = {
            edge.source
            for node in (target, *before)
            for edge in self.graph.incoming[node]
            if self._is_step(edge.source)
        }
        found = {source: self._worth(self.graph.outgoing[source], values) for source in sources}
        return {source: share for source, share in found.items() if share[1] > 0.0}

    def expect(self, source: str, reward: Mapping[str, float]) -> Range:
        """The expected reward at the steps that come right after one execution of a step: least and greatest."""
        return self._worth(self.graph.outgoing[source], self._values(reward, self._routing_nodes([source])))

    def _is_step(self, node: str) -> bool:
        return self.graph.nodes[node].step

    def _routing_nodes(self, nodes: Iterable[str], *, backwards: bool = False) -> set[str]:
        """Routing nodes behind (or, backwards, before) the given nodes, with routing nodes only between."""
        ways = self.graph.incoming if backwards else self.graph.outgoing
        found: set[str] = set()
        queue = list(nodes)
        for node in queue:
            for edge in ways[node]:
                other = edge.source if backwards else edge.target
                if other not in found and not self._is_step(other):
                    found.add(other)
                    queue.append(other)
        return found

    def _values(self, reward: Mapping[str, float], nodes: set[str]) -> dict[str, Range]:
        """What a token on each of the given routing nodes, and on each rewarded step, is worth."""
        values = {step: (worth, worth) for step, worth in reward.items()}
        for number in sorted({self._group_of[node] for node in nodes}):
            group = self._groups[number]
            if len(group) > 1 or any(edge.target == group[0] for edge in self.graph.outgoing[group[0]]):
                values.update(self._loop(group, values))
            else:
                values[group[0]] = self._worth(self.graph.outgoing[group[0]], values)
        return values

    def _worth(self, ways: tuple[GraphEdge, ...], values: Mapping[str, Range]) -> Range:
        """What one execution with these ways out is worth."""
        low = high = rest = 0.0
        open_ways: list[Range] = []
        for way in ways:
            weight = self.weights[way.id]
            worth = values.get(way.target, _NOTHING)
            if weight is None:
                open_ways.append(worth)
            else:
                rest += weight
                low, high = low + weight * worth[0], high + weight * worth[1]
        if not open_ways:
            return low, high
        least = min(worth[0] for worth in open_ways)
        if self.graph.split(ways[0].source) == "or":
            return low + least, high + math.fsum(worth[1] for worth in open_ways)
        rest = max(0.0, 1.0 - rest)
        return low + rest * least, high + rest * max(worth[1] for worth in open_ways)

    def _loop(self, group: list[str], values: dict[str, Range]) -> dict[str, Range]:
        """Values of routing nodes that lead to each other."""
        inside = {node: number for number, node in enumerate(group)}
        ways = [edge for node in group for edge in self.graph.outgoing[node]]
        if all(self.weights[way.id] is not None for way in ways):
            matrix = np.eye(len(group))
            right = np.zeros((len(group), 2))
            for way in ways:
                weight = self.weights[way.id] or 0.0
                if way.target in inside:
                    matrix[inside[way.source], inside[way.target]] -= weight
                else:
                    right[inside[way.source]] += weight * np.array(values.get(way.target, _NOTHING))
            try:
                solved = np.linalg.solve(matrix, right)
            except np.linalg.LinAlgError:
                return dict.fromkeys(group, (0.0, math.inf))
            return {node: (float(solved[number, 0]), float(solved[number, 1])) for node, number in inside.items()}
        found = {**values, **dict.fromkeys(group, _NOTHING)}
        for _ in range(_ROUNDS):
            change = 0.0
            for node in group:
                worth = self._worth(self.graph.outgoing[node], found)
                change = max(change, abs(worth[1] - found[node][1]), abs(worth[0] - found[node][0]))
                found[node] = worth
            if change < _TINY:
                return {node: found[node] for node in group}
        return {node: (found[node][0], math.inf) for node in group}
