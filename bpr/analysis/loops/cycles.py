"""Cycle paths: a bounded list of the ways round, shortest first (handbook 3.1, 3.5).

Definition: an elementary cycle of the sequence flow, projected on steps (routing nodes and events dropped), turned so
    that its smallest id comes first; cycles that look the same after the projection are one with several variants.
Method: depth-first search from each node through later nodes only, so that each cycle is found once; once for each
    length, so that the shortest come first; ways that cannot get back to the root in time are not entered.
Bounds: number of cycles, activities on a cycle, and work (flows looked at). ``truncated`` tells which one was hit.
Complexity: the number of elementary cycles can grow faster than exponentially (sum of C(n, k) (k-1)! over k for n
    nodes that all lead to each other); the bounds keep the call short.
Reference: Johnson 1975, Finding all the elementary circuits of a directed graph.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bpr.graph.process_graph import ProcessGraph

Because = Literal["max_cycles", "max_length", "budget"]

_VARIANTS = 5


@dataclass(frozen=True, slots=True)
class CyclePaths:
    """Cycles by their steps and by all their nodes.

    Attributes:
        steps: projected on steps, with the number of variants, shortest first.
        nodes: activities and gateways on each cycle, in the author's order, shortest first.
        truncated: why the lists are not complete, or None.
    """

    steps: tuple[tuple[tuple[str, ...], int], ...]
    nodes: tuple[tuple[str, ...], ...]
    truncated: Because | None


class _Stop(Exception):
    """A bound was hit."""

    def __init__(self, because: Because) -> None:
        super().__init__(because)
        self.because: Because = because


def cycle_paths(
    graph: ProcessGraph,
    regions: Iterable[frozenset[str]],
    *,
    max_cycles: int | None = 200,
    max_length: int | None = 12,
    budget: int | None = 1_000_000,
) -> CyclePaths:
    """List the cycles inside the given regions, in the order of the regions for one length.

    Args:
        graph: the process graph.
        regions: sets of nodes that reach each other.
        max_cycles: how many different cycles to list at most.
        max_length: how many activities a cycle may have at most.
        budget: how many flows to look at at most.
    """
    search = _Search(graph, max_cycles, max_length, budget)
    try:
        search.run([_Part(graph, region) for region in regions])
    except _Stop as stop:
        search.truncated = stop.because
    order = search.order
    steps = sorted(search.steps.items(), key=lambda item: (len(item[0]), item[0]))
    nodes = sorted(search.nodes, key=lambda cycle: (len(cycle), [order[node] for node in cycle]))
    return CyclePaths(tuple(steps), tuple(nodes), search.truncated)


class _Part:
    """One region: successors inside it, in the author's order."""

    def __init__(self, graph: ProcessGraph, region: frozenset[str]) -> None:
        self.members = [node for node in graph.nodes if node in region]
        self.position = {node: number for number, node in enumerate(self.members)}
        self.after = [
            sorted({self.position[edge.target] for edge in graph.outgoing[node] if edge.target in region})
            for node in self.members
        ]
        self.before: list[list[int]] = [[] for _ in self.members]
        for node, targets in enumerate(self.after):
            for target in targets:
                self.before[target].append(node)
        self.cost = [int(graph.nodes[node].type in ("activity", "subprocess")) for node in self.members]
        self.distance: dict[int, dict[int, int]] = {}


class _Search:
    """The cycles found so far and what may still be spent."""

    def __init__(self, graph: ProcessGraph, max_cycles: int | None, max_length: int | None, budget: int | None) -> None:
        self.graph = graph
        self.order = {node: position for position, node in enumerate(graph.nodes)}
        self.max_cycles = math.inf if max_cycles is None else max_cycles
        self.max_length = math.inf if max_length is None else max_length
        self.left = math.inf if budget is None else float(budget)
        self.steps: dict[tuple[str, ...], int] = {}
        self.nodes: set[tuple[str, ...]] = set()
        self.found = 0
        self.truncated: Because | None = None

    def run(self, parts: list[_Part]) -> None:
        longest = max((sum(part.cost) for part in parts), default=0)
        for length in range(int(min(self.max_length, longest)) + 1):
            for part in parts:
                for root in range(len(part.members)):
                    for path in self._around(part, root, length):
                        self._add(part, path)

    def _around(self, part: _Part, root: int, length: int) -> Iterator[list[int]]:
        """Cycles with exactly this many activities whose first node in the author's order is the root."""
        distance = part.distance.get(root)
        if distance is None:
            distance = part.distance[root] = self._distances(part, root)
        if not any(other == root or other in distance for other in part.after[root]):
            return
        path, on_path = [root], {root}
        spent = [part.cost[root]]
        branches = [iter(part.after[root])]
        while branches:
            following = next(branches[-1], None)
            if following is None:
                branches.pop()
                spent.pop()
                on_path.discard(path.pop())
                continue
            self._charge(1)
            if following == root:
                if spent[-1] == length:
                    yield path
            elif following in distance and following not in on_path:
                used = spent[-1] + part.cost[following]
                if used + distance[following] <= length:
                    path.append(following)
                    on_path.add(following)
                    spent.append(used)
                    branches.append(iter(part.after[following]))
                elif length == self.max_length and self.truncated is None:
                    self._note_longer(part, root, following, on_path)

    def _distances(self, part: _Part, root: int) -> dict[int, int]:
        """Fewest activities on the way back to the root, through later nodes only, by node that can get back."""
        distance = {root: 0}
        queue = deque([root])
        while queue:
            node = queue.popleft()
            step = distance[node] + (part.cost[node] if node != root else 0)
            for other in part.before[node]:
                self._charge(1)
                if other > root and step < distance.get(other, math.inf):
                    distance[other] = step
                    (queue.append if part.cost[node] and node != root else queue.appendleft)(other)
        return distance

    def _note_longer(self, part: _Part, root: int, node: int, on_path: set[int]) -> None:
        """Remember that the list is cut, once a cycle longer than allowed is proved to exist."""
        seen = {node}
        queue = [node]
        for current in queue:
            for other in part.after[current]:
                self._charge(1)
                if other == root:
                    self.truncated = "max_length"
                    return
                if other > root and other not in seen and other not in on_path:
                    seen.add(other)
                    queue.append(other)

    def _charge(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise _Stop("budget")

    def _add(self, part: _Part, path: list[int]) -> None:
        members = [part.members[number] for number in path]
        nodes = tuple(node for node in members if self._is_drawn(node))
        if self.found >= self.max_cycles * _VARIANTS:
            raise _Stop("max_cycles")
        self.found += 1
        steps = _turned([node for node in members if self.graph.nodes[node].step])
        if steps:
            if steps not in self.steps and len(self.steps) >= self.max_cycles:
                raise _Stop("max_cycles")
            self.steps[steps] = self.steps.get(steps, 0) + 1
        if nodes:
            self.nodes.add(nodes)

    def _is_drawn(self, node_id: str) -> bool:
        node = self.graph.nodes[node_id]
        return not node.synthetic and node.type not in ("start", "end", "event")


def _turned(cycle: list[str]) -> tuple[str, ...]:
    """The same cycle, beginning with its smallest id."""
    if not cycle:
        return ()
    first = cycle.index(min(cycle))
    return tuple(cycle[first:] + cycle[:first])
