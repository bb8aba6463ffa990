"""Measures along paths: cyclicity, separability, diameter and nesting depth (handbook 8.3).

Definition: cyclicity = nodes on a cycle / n. Separability = articulation nodes of the undirected graph, start and end
    left out, / (n - 2). Diameter = flows on the longest path from a start to an end, back edges removed. Nesting depth
    = max over nodes of min(l_in, l_out); l_in = max over predecessors of l_in, + 1 where the predecessor splits, - 1
    where the node joins, at least 0; l_out the same on the reversed graph; back edges removed.
Back edges: those that lead to a node on the current branch of a depth-first walk from the starts, in the author's
    order; nodes that no start leads to are walked last.
Complexity: O(n + m).
Reference: Mendling 2008, Metrics for Process Models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from bpr.graph.process_graph import ProcessGraph

Ways = Mapping[str, Sequence[str]]


def cyclicity(graph: ProcessGraph) -> float | None:
    """Share of the nodes that lie on a cycle; None for an empty model."""
    network = graph.flows()
    cyclic = sum(
        len(component)
        for component in nx.strongly_connected_components(network)
        if len(component) > 1 or network.has_edge(*(2 * tuple(component)))
    )
    return cyclic / len(graph.nodes) if graph.nodes else None


def separability(graph: ProcessGraph) -> float | None:
    """Share of the inner nodes that cut the drawing in two; None for models of two nodes or fewer."""
    if len(graph.nodes) <= 2:
        return None
    cuts = set(nx.articulation_points(graph.flows().to_undirected()))
    return len(cuts - set(graph.starts) - set(graph.ends)) / (len(graph.nodes) - 2)


class Forward:
    """The graph without its back edges, in topological order."""

    def __init__(self, graph: ProcessGraph) -> None:
        self.graph = graph
        back = back_edges(graph)
        kept = [edge for edge in graph.edges if edge.id not in back]
        self.after: dict[str, list[str]] = {node: [] for node in graph.nodes}
        self.before: dict[str, list[str]] = {node: [] for node in graph.nodes}
        for edge in kept:
            self.after[edge.source].append(edge.target)
            self.before[edge.target].append(edge.source)
        self.order = tuple(_topological(self.after, self.before))

    def diameter(self) -> int | None:
        """Flows on the longest path from a start to an end; None when no end can be reached."""
        longest = dict.fromkeys(self.graph.starts, 0)
        for node in self.order:
            if node in longest:
                for target in self.after[node]:
                    longest[target] = max(longest.get(target, 0), longest[node] + 1)
        return max((longest[end] for end in self.graph.ends if end in longest), default=None)

    def depth(self) -> int | None:
        """The deepest nesting of blocks; None for an empty model."""
        inwards = _levels(self.order, self.before, self.after)
        outwards = _levels(tuple(reversed(self.order)), self.after, self.before)
        return max((min(inwards[node], outwards[node]) for node in self.order), default=None)


def back_edges(graph: ProcessGraph) -> frozenset[str]:
    """Flows that close a cycle on a depth-first walk."""
    active: set[str] = set()
    seen: set[str] = set()
    found = set()
    for root in (*graph.starts, *graph.nodes):
        if root in seen:
            continue
        seen.add(root)
        active.add(root)
        stack = [(root, iter(graph.outgoing[root]))]
        while stack:
            node, ways = stack[-1]
            for edge in ways:
                if edge.target in active:
                    found.add(edge.id)
                elif edge.target not in seen:
                    seen.add(edge.target)
                    active.add(edge.target)
                    stack.append((edge.target, iter(graph.outgoing[edge.target])))
                    break
            else:
                active.discard(node)
                stack.pop()
    return frozenset(found)


def _levels(order: Sequence[str], before: Ways, after: Ways) -> dict[str, int]:
    """The nesting level of each node, seen in one direction."""
    level: dict[str, int] = {}
    for node in order:
        deepest = max((level[other] + (len(after[other]) > 1) for other in before[node]), default=0)
        level[node] = max(deepest - (len(before[node]) > 1), 0)
    return level


def _topological(after: Ways, before: Ways) -> Iterator[str]:
    waiting = {node: len(sources) for node, sources in before.items()}
    ready = [node for node in reversed(list(waiting)) if not waiting[node]]
    while ready:
        node = ready.pop()
        yield node
        for target in after[node]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
