"""Loop nesting: which loops there are, how they enclose each other, and by which flows they return (handbook 3.2).

Definition: a loop region is a maximal set of nodes that reach each other. Its entries are its nodes with an input from
    outside; its returning flows are the flows inside it that lead to an entry. Without them the rest falls apart into
    the regions nested inside, and so on. One entry: single-entry (reducible); two or more: multi-entry (irreducible).
Back edge: a flow u -> h where every path from a start to u passes h.
Returns: of the returning flows of a multi-entry loop some lead forward into the next entry; those that lead back when
    the flow is walked from the start, depth first and in the author's order, are its returns. Where work could still
    go round without any of these, the returning flows on such a way round are returns as well, so that every cycle of
    a loop that lies in no loop inside it takes a return. In a single-entry loop every returning flow is a return.
Complexity: O(n + m) for a level of nesting.
References: Tarjan 1972, Depth-first search and linear graph algorithms; Steensgaard 1993, Sequentializing program
    dependence graphs for irreducible programs; Ramalingam 1999, Identifying loops in almost linear time; Cooper,
    Harvey, Kennedy 2001, A simple, fast dominance algorithm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from bpr.graph.process_graph import ProcessGraph

ROOT, SINK = "\0start", "\0end"


@dataclass(frozen=True, slots=True)
class Region:
    """One loop: its entries, its nodes, its returning flows and those of them that are returns.

    ``parent`` is the position of the loop around it.
    """

    entries: tuple[str, ...]
    body: frozenset[str]
    depth: int
    returning: tuple[str, ...]
    returns: tuple[str, ...]
    parent: int | None


class DominatorTree:
    """Which node lies on every path from a root to another node; nodes that cannot be reached stand outside."""

    def __init__(self, network: nx.DiGraph[str], root: str) -> None:
        found = nx.immediate_dominators(network, root)
        self.parent: dict[str, str] = {
            node: above for node, above in found.items() if above is not None and above != node
        }
        tree: nx.DiGraph[str] = nx.DiGraph()
        tree.add_node(root)
        tree.add_edges_from((above, node) for node, above in self.parent.items())
        self.depth: dict[str, int] = dict(nx.single_source_shortest_path_length(tree, root))
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        for step, (_, node, kind) in enumerate(nx.dfs_labeled_edges(tree, root)):
            if kind == "forward":
                self._first[node] = step
            elif kind == "reverse":
                self._last[node] = step

    def dominates(self, above: str, below: str) -> bool:
        """Whether every path from the root to ``below`` passes ``above`` (a node dominates itself)."""
        if above not in self._first or below not in self._first:
            return False
        return self._first[above] <= self._first[below] and self._last[below] <= self._last[above]


def dominators(graph: ProcessGraph) -> DominatorTree:
    """Dominators with respect to all starts and to the nodes that begin on their own."""
    network = graph.flows()
    network.add_edges_from((ROOT, node) for node in (*graph.starts, *graph.entries, *graph.loose))
    network.add_node(ROOT)
    return DominatorTree(network, ROOT)


def postdominators(graph: ProcessGraph) -> DominatorTree:
    """Dominators of the reversed graph with respect to all nodes without output."""
    network = graph.flows().reverse(copy=True)
    network.add_edges_from((SINK, node) for node in graph.nodes if not graph.outgoing[node])
    network.add_node(SINK)
    return DominatorTree(network, SINK)


def back_edges(graph: ProcessGraph, tree: DominatorTree) -> tuple[str, ...]:
    """Flows that lead back to a node on every path from a start to their source, in the author's order."""
    return tuple(edge.id for edge in graph.edges if tree.dominates(edge.target, edge.source))


def nesting_forest(graph: ProcessGraph) -> tuple[Region, ...]:
    """All loops, each one right before the loops nested in it, otherwise in the author's order."""
    order = {node: position for position, node in enumerate(graph.nodes)}
    regions: list[Region] = []
    stack: list[tuple[frozenset[str], int | None]] = [(body, None) for body in _loops(graph, graph.nodes, set(), order)]
    cut: set[str] = set()
    retreating = _retreating(graph)
    while stack:
        body, parent = stack.pop()
        entries = [
            node
            for node in body
            if any(edge.source not in body for edge in graph.incoming[node]) or _begins(graph, node)
        ]
        entries = sorted(entries or [min(body, key=order.__getitem__)])
        returning = [
            edge.id for entry in entries for edge in graph.incoming[entry] if edge.source in body and edge.id not in cut
        ]
        cut.update(returning)
        depth = 1 if parent is None else regions[parent].depth + 1
        returns = returning
        if len(entries) > 1:
            returns = _returns(graph, body, returning, retreating, cut)
        regions.append(Region(tuple(entries), body, depth, tuple(returning), tuple(returns), parent))
        number = len(regions) - 1
        stack += [(inner, number) for inner in _loops(graph, body, cut, order)]
    return tuple(regions)


def chain(regions: tuple[Region, ...], number: int) -> list[int]:
    """A loop and all loops around it, the outermost first."""
    found = [number]
    while (above := regions[found[-1]].parent) is not None:
        found.append(above)
    return found[::-1]


def _retreating(graph: ProcessGraph) -> set[str]:
    """Flows that lead back to a node under way, walking depth first from the starts in the author's order."""
    found: set[str] = set()
    done: set[str] = set()
    for start in (*graph.starts, *graph.entries, *graph.nodes):
        if start in done:
            continue
        under_way = {start: iter(graph.outgoing[start])}
        done.add(start)
        while under_way:
            node, ways = next(reversed(under_way.items()))
            way = next(ways, None)
            if way is None:
                del under_way[node]
            elif way.target in under_way:
                found.add(way.id)
            elif way.target not in done:
                done.add(way.target)
                under_way[way.target] = iter(graph.outgoing[way.target])
    return found


def _returns(
    graph: ProcessGraph, body: frozenset[str], returning: list[str], retreating: set[str], cut: set[str]
) -> list[str]:
    """The returning flows of a multi-entry loop by which work goes round; the others lead forward only."""
    forward = {flow for flow in returning if flow not in retreating}
    rest = _loops(graph, body, cut - forward, {node: position for position, node in enumerate(sorted(body))})
    round_again = {
        flow for flow in forward for part in rest if {graph.edge[flow].source, graph.edge[flow].target} <= part
    }
    return [flow for flow in returning if flow not in forward - round_again]


def _begins(graph: ProcessGraph, node: str) -> bool:
    return graph.nodes[node].type == "start" or graph.nodes[node].entry


def _loops(graph: ProcessGraph, nodes: Iterable[str], cut: set[str], order: dict[str, int]) -> list[frozenset[str]]:
    """Regions among the given nodes without the cut flows, the last one in the author's order first."""
    inside = set(nodes)
    part: nx.DiGraph[str] = nx.DiGraph()
    part.add_nodes_from(inside)
    part.add_edges_from(
        (edge.source, edge.target)
        for node in inside
        for edge in graph.outgoing[node]
        if edge.target in inside and edge.id not in cut
    )
    found = [
        frozenset(members)
        for members in nx.strongly_connected_components(part)
        if len(members) > 1 or part.has_edge(*(2 * tuple(members)))
    ]
    return sorted(found, key=lambda body: min(order[node] for node in body), reverse=True)
