"""In which order activities come, and what of it changed (handbook 10.2).

Definition: on the graph with each loop collapsed to one point, a pair of activities is ``before`` / ``after`` when one
    reaches the other; otherwise the nearest split that separates the two decides: ``exclusive`` behind a choice,
    ``concurrent`` behind a parallel or inclusive split. Two activities inside one loop are ``loop`` and not compared;
    activities without a common split are exclusive when their starts are alternatives and else not comparable.
Moved: a smallest set of activities without which no pair stands in inverted order (longest increasing subsequence
    where both sides are total orders, else greedy: the activity with the most inversions first).
Complexity: O(n + m) bit-set operations of n bits, then O(1) a pair.
References: Weidlich, Mendling, Weske 2011, Efficient consistency measurement based on behavioral profiles of process
    models; Schensted 1961, Longest increasing and decreasing subsequences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from bpr.graph.process_graph import ProcessGraph

Relation = Literal["before", "after", "exclusive", "concurrent", "loop"]
OrderChange = Literal["parallelised", "serialised", "order_inverted"]

_CHANGES: dict[tuple[str, str], OrderChange] = {
    ("before", "concurrent"): "parallelised",
    ("after", "concurrent"): "parallelised",
    ("concurrent", "before"): "serialised",
    ("concurrent", "after"): "serialised",
    ("before", "after"): "order_inverted",
    ("after", "before"): "order_inverted",
}


class Profile:
    """The order relations between the nodes of one graph."""

    def __init__(self, graph: ProcessGraph) -> None:
        import networkx as nx

        collapsed = nx.condensation(graph.flows())
        self._graph = graph
        order: list[int] = list(nx.lexicographical_topological_sort(collapsed))
        place = {point: number for number, point in enumerate(order)}
        members: list[set[str]] = [collapsed.nodes[point]["members"] for point in order]
        self._place = {node: number for number, nodes in enumerate(members) for node in nodes}
        self._single = [next(iter(nodes)) if len(nodes) == 1 else None for nodes in members]
        self._above: list[int] = []
        for number, point in enumerate(order):
            above = 1 << number
            for before in collapsed.predecessors(point):
                above |= self._above[place[before]]
            self._above.append(above)

    def relation(self, first: str, second: str) -> Relation | None:
        """How two different nodes stand to each other; None when they have nothing in common."""
        one, two = self._place[first], self._place[second]
        if one == two:
            return "loop"
        if self._above[two] >> one & 1:
            return "before"
        if self._above[one] >> two & 1:
            return "after"
        common = self._above[one] & self._above[two]
        if not common:
            same = self._graph.nodes[first].organisation == self._graph.nodes[second].organisation
            return "exclusive" if same else None
        nearest = self._single[common.bit_length() - 1]
        together = nearest is not None and self._graph.split(nearest) in ("and", "or")
        return "concurrent" if together else "exclusive"


@dataclass(frozen=True, slots=True)
class OrderChanges:
    """Pairs of activities (as-is ids) whose order changed, and the activities that moved."""

    pairs: tuple[tuple[OrderChange, str, str], ...]
    moved: tuple[str, ...]


def compare_order(as_is: ProcessGraph, to_be: ProcessGraph, partners: Mapping[str, str]) -> OrderChanges:
    """Compare the order of matched activities.

    Args:
        as_is: one graph.
        to_be: the other graph.
        partners: the to-be activity of each as-is activity, in the author's order; both stand in their graph.
    """
    old, new = Profile(as_is), Profile(to_be)
    pairs: list[tuple[OrderChange, str, str]] = []
    total = True
    for first, second in combinations(sorted(partners), 2):
        was, is_now = old.relation(first, second), new.relation(partners[first], partners[second])
        total = total and was in ("before", "after") and is_now in ("before", "after")
        if was is not None and is_now is not None and (change := _CHANGES.get((was, is_now))):
            pairs.append((change, first, second))
    inverted = [(first, second) for change, first, second in pairs if change == "order_inverted"]
    if not inverted:
        moved: set[str] = set()
    elif total:
        moved = _outside_longest_run(_sorted(old, list(partners)), _sorted(new, list(partners), partners))
    else:
        moved = _greedy(inverted)
    return OrderChanges(tuple(sorted(pairs)), tuple(node for node in partners if node in moved))


def _sorted(profile: Profile, nodes: list[str], partners: Mapping[str, str] | None = None) -> list[str]:
    """Nodes of a total order, first to last."""

    def ahead(node: str) -> int:
        mine = partners[node] if partners else node
        others = (partners[other] if partners else other for other in nodes if other != node)
        return sum(profile.relation(other, mine) == "before" for other in others)

    return sorted(nodes, key=ahead)


def _outside_longest_run(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The nodes outside one longest subsequence that stands in the same order on both sides."""
    rank = {node: number for number, node in enumerate(old)}
    tails: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for node in new:
        at = bisect_left(tails, rank[node])
        before[node] = last[at - 1] if at else None
        tails[at : at + 1] = [rank[node]]
        last[at : at + 1] = [node]
    kept: set[str] = set()
    node_or_none = last[-1] if last else None
    while node_or_none is not None:
        kept.add(node_or_none)
        node_or_none = before[node_or_none]
    return set(old) - kept


def _greedy(inverted: list[tuple[str, str]]) -> set[str]:
    moved: set[str] = set()
    left = inverted
    while left:
        counts = Counter(node for pair in left for node in pair)
        most = min(counts, key=lambda node: (-counts[node], node))
        moved.add(most)
        left = [pair for pair in left if most not in pair]
    return moved
