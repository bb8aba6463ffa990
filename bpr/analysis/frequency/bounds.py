"""The least and the greatest expected sum over all possible unknown branch shares (handbook 0.3, 1.6).

Definition: the worth of a node is the expected sum of rewards from one execution of it on,
    ``worth(n) = reward(n) + sum of factor * worth(next)``, where the factor is the weight of the flow (divided by the
    number of inputs at an AND join). An unknown split sends what its known branches leave along one branch: the extreme
    of a linear sum lies there. An inclusive split takes at least one and at most all of its branches.
Method: nodes from the end backwards, each group of nodes that lead to each other at once; where an unknown branch
    leads round such a group, its choices are improved until none gets better (policy iteration). A loop through an
    unknown branch could repeat without end: the greatest sum is then open.
Complexity: O(n + m) for each round of improvement; what still goes round under one choice costs a dense solve of its
    own size.
Reference: Puterman 1994, Markov Decision Processes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np

from bpr.analysis.frequency.equations import ENTRY, START, TINY, System, distance_to_end
from bpr.analysis.frequency.weights import Weights
from bpr.graph.process_graph import ProcessGraph

Ways = tuple[tuple[str, float], ...]

_MAX_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Outlets:
    """What one execution of a node sets off: executions of other nodes, for sure or by a choice that is not known.

    ``open`` are the unknown branches, the one nearest to an end first; ``rest`` is the share they divide among
    themselves. With ``several`` more than one may be taken, except together with ``default``, the way that is taken
    when no other is, and none at all where another branch is sure.
    """

    sure: Ways
    open: Ways
    rest: float = 1.0
    several: bool = False
    default: str | None = None


class Bounds:
    """Extreme sums of non-negative rewards over the unknown shares of a graph.

    Args:
        graph: the process graph.
        weights: its edge weights.
        system: its equations.
    """

    def __init__(self, graph: ProcessGraph, weights: Weights, system: System) -> None:
        self.graph = graph
        self.weights = weights
        self.system = system

    def least(self, reward: Mapping[str, float]) -> float | None:
        """The least sum; None where starts or entries of unknown frequency leave it open."""
        return self._extreme(reward, largest=False)

    def greatest(self, reward: Mapping[str, float]) -> float | None:
        """The greatest sum; None where there is no bound, because a loop could repeat for ever."""
        return None if self._can_repeat else self._extreme(reward, largest=True)

    @cached_property
    def _begins_unknown(self) -> bool:
        return any(name.startswith((START, ENTRY)) for name in self.system.variables)

    @cached_property
    def _can_repeat(self) -> bool:
        """Whether a loop runs through an unknown branch."""
        return any(
            target in group
            for group in map(frozenset, self.graph.groups)
            for node in group
            for target, _ in self._outlets[node].open
        )

    @cached_property
    def _outlets(self) -> dict[str, Outlets]:
        graph, by_edge = self.graph, self.weights.by_edge
        alive = graph.reachable(graph.starts)
        divisors = {node: len(graph.incoming[node]) if graph.join(node) == "and" else 1 for node in graph.nodes}
        distance = distance_to_end(graph, self.weights)
        closing: dict[str, list[tuple[str, float]]] = {}
        for join, opener in self.system.openers.items():
            closing.setdefault(opener, []).append((join, 1.0))

        def factor(target: str) -> float:
            return 0.0 if target in self.system.openers else 1.0 / divisors[target]

        found = {}
        for node, ways in graph.outgoing.items():
            if node not in alive:
                found[node] = Outlets((), ())
                continue
            sure, known = closing.get(node, []), []
            for way in ways:
                weight = by_edge[way.id]
                if weight is not None:
                    known.append(weight)
                    sure.append((way.target, weight * factor(way.target)))
            unknown = [way for way in ways if by_edge[way.id] is None]
            unknown.sort(key=lambda way: distance.get(way.target, math.inf))
            found[node] = Outlets(
                tuple((target, times) for target, times in sure if times),
                tuple((way.target, factor(way.target)) for way in unknown),
                max(0.0, 1.0 - math.fsum(known)),
                several=node in self.weights.free,
                default=next((way.target for way in unknown if way.default), None),
            )
        return found

    def _extreme(self, reward: Mapping[str, float], *, largest: bool) -> float | None:
        if self._begins_unknown:
            return None
        worth: dict[str, float] = {}
        for group in self.graph.groups:
            first = group[0]
            if len(group) == 1 and not self._leads_to_itself(first):
                worth[first] = self._worth(first, reward, worth, largest=largest)
            elif not self._loop(group, reward, worth, largest=largest):
                return None
        return math.fsum(row.constant * worth[node] for node, row in self.system.rows.items() if row.constant)

    def _leads_to_itself(self, node: str) -> bool:
        return any(edge.target == node for edge in self.graph.outgoing[node])

    def _worth(self, node: str, reward: Mapping[str, float], worth: Mapping[str, float], *, largest: bool) -> float:
        outlets = self._outlets[node]
        found = reward.get(node, 0.0)
        for target, times in outlets.sure:
            found += times * worth[target]
        return found + _choice(outlets, worth, largest=largest) if outlets.open else found

    def _loop(
        self, group: tuple[str, ...], reward: Mapping[str, float], worth: dict[str, float], *, largest: bool
    ) -> bool:
        """Add the worth of nodes that lead to each other; False when there is none."""
        inside = frozenset(group)
        constant: dict[str, float] = {}
        chosen: dict[str, int] = {}
        for node in group:
            outlets = self._outlets[node]
            constant[node] = reward.get(node, 0.0)
            if any(target in inside for target, _ in outlets.open):
                chosen[node] = 0
            elif outlets.open:
                constant[node] += _choice(outlets, worth, largest=largest)
        for _ in range(_MAX_ROUNDS):
            links = {node: self._links(node, chosen.get(node)) for node in group}
            if not _solve(links, constant, worth):
                return False
            better = {node: self._cheaper(node, choice, worth) for node, choice in chosen.items()}
            if better == chosen:
                return True
            chosen = better
        return False

    def _links(self, node: str, choice: int | None) -> Ways:
        """What an execution sets off when the unknown flow takes one branch."""
        outlets = self._outlets[node]
        if choice is None:
            return outlets.sure
        target, times = outlets.open[choice]
        return (*outlets.sure, (target, outlets.rest * times))

    def _cheaper(self, node: str, choice: int, worth: Mapping[str, float]) -> int:
        """The open way that is worth least, or the one taken when none is worth clearly less."""
        values = [times * worth[target] for target, times in self._outlets[node].open]
        best = min(range(len(values)), key=values.__getitem__)
        return best if values[best] < values[choice] - TINY else choice


def _solve(links: Mapping[str, Ways], constant: Mapping[str, float], worth: dict[str, float]) -> bool:
    """Add the worth of the linked nodes, those that still lead to each other at once; False when there is none."""
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(links)
    network.add_edges_from((node, target) for node, ways in links.items() for target, _ in ways if target in links)
    for part in nx.strongly_connected_components(network):
        members = sorted(part)
        if len(members) == 1 and not network.has_edge(members[0], members[0]):
            worth[members[0]] = constant[members[0]] + sum(times * worth[target] for target, times in links[members[0]])
            continue
        position = {node: number for number, node in enumerate(members)}
        matrix, right = np.eye(len(members)), np.array([constant[node] for node in members])
        for node, number in position.items():
            for target, times in links[node]:
                if target in position:
                    matrix[number, position[target]] -= times
                else:
                    right[number] += times * worth[target]
        try:
            worth.update(zip(members, np.linalg.solve(matrix, right).tolist(), strict=True))
        except np.linalg.LinAlgError:
            return False
    return True


def _choice(outlets: Outlets, worth: Mapping[str, float], *, largest: bool) -> float:
    """What the open ways of a node are worth at most or at least."""
    if not largest:
        return outlets.rest * min(times * worth[target] for target, times in outlets.open)
    if not outlets.several:
        return outlets.rest * max(times * worth[target] for target, times in outlets.open)
    default = outlets.default
    together = math.fsum(times * worth[target] for target, times in outlets.open if target != default)
    alone = max((times * worth[target] for target, times in outlets.open if target == default), default=0.0)
    return max(together, alone)
