"""How often work is repeated, and which loop repeats it (handbook 3.4).

Formula: with ``N = (I - Q)^-1`` the fundamental matrix of the token chain, a node is reached by ``h_i = v_i / N_ii`` of
    the cases and repeated ``v_i - h_i`` times. Inside a nest of loops K1 around K2 around ... around i, let ``N(j)_ii``
    be the visits to i that follow a visit to i before Kj returns; then ``v_i (1 / N(j)_ii - 1 / N(j-1)_ii)`` of the
    repetitions are the work of loop Kj, and these parts add up to ``v_i - h_i``. Several returns of one loop
    share its part in proportion to what one return along each of them repeats.
    A flow e is taken at least once by ``x(e) / N_ee`` of the cases.
Parallel blocks inside a loop count as one state: a token inside a branch meets its siblings at the join, which then
    fires once. Where AND or OR nodes inside a loop do not form blocks, nothing is worked out.
Complexity: one dense inverse of the size of each loop, and one more for each parallel block in it; not tried beyond
    a fixed amount of work.
References: Kemeny, Snell 1960, Finite Markov Chains; Dumas et al. 2018, Fundamentals of BPM, ch. 7.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bpr.analysis.frequency.equations import clean
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.loops.nesting import DominatorTree, Region, chain
from bpr.graph.process_graph import ProcessGraph

MAX_WORK = 2e10

Matrix = NDArray[np.float64]


class Repetition:
    """Repetitions of the nodes of a graph, by node, by loop and by returning flow; None where not known.

    Args:
        graph: the process graph.
        visits: its visits.
        regions: its loops.
        before: dominators from the starts.
        behind: dominators from the ends.
    """

    def __init__(
        self,
        graph: ProcessGraph,
        visits: Visits,
        regions: tuple[Region, ...],
        before: DominatorTree,
        behind: DominatorTree,
    ) -> None:
        self.graph = graph
        self.visits = visits
        self.regions = regions
        self.blocks = _blocks(graph, before, behind)
        self._before, self._behind = before, behind
        self._work = sum(float(len(region.body)) ** 3 for region in regions)
        self._rounds: dict[tuple[int, bool], _Rounds | None] = {}
        self.innermost: dict[str, int] = {}
        for number, region in enumerate(regions):
            self.innermost.update(dict.fromkeys(region.body, number))

    def revisits(self, node: str) -> float | None:
        """Visits to a node from one visit on, that visit included (``N_ii``)."""
        if node not in self.innermost:
            return 1.0
        root = chain(self.regions, self.innermost[node])[0]
        return self._again(root, node, node, whole=True)

    def extra_by_loop(self, node: str) -> dict[int, float | None]:
        """Repetitions of a node per case by the loop that makes them, the outermost first."""
        if node not in self.innermost:
            return {}
        visits = self.visits.visits[node]
        outside = self.revisits(node)
        found: dict[int, float | None] = {}
        for number in chain(self.regions, self.innermost[node]):
            inside = self._again(number, node, node, whole=False)
            if visits is None or inside is None or outside is None:
                found[number] = 0.0 if visits == 0.0 else None
            else:
                found[number] = clean(visits * (1.0 / inside - 1.0 / outside))
            outside = inside
        return found

    def extra_by_flow(self, number: int, node: str, extra: float | None) -> dict[str, float | None]:
        """The repetitions of a node by one loop, divided among the returning flows of that loop."""
        flows = self.regions[number].returns
        if len(flows) == 1:
            return {flows[0]: extra}
        inside = self._again(number, node, node, whole=False)
        weights = []
        for flow in flows:
            times = self.visits.flow[flow]
            share = self._again(number, node, self.graph.edge[flow].target, whole=False)
            weights.append(None if times is None or share is None or inside is None else times * share / inside)
        if extra is None or any(weight is None for weight in weights):
            return dict.fromkeys(flows, None)
        known = [weight or 0.0 for weight in weights]
        everything = math.fsum(known)
        return {
            flow: extra * weight / everything if everything else 0.0 for flow, weight in zip(flows, known, strict=True)
        }

    def share_of_cases(self, flow: str) -> float | None:
        """Share of the cases that take a flow inside a loop at least once."""
        edge, times = self.graph.edge[flow], self.visits.flow[flow]
        weight = self.visits.weights[flow]
        if times == 0.0:
            return 0.0
        root = chain(self.regions, self.innermost[edge.target])[0]
        back = self._again(root, edge.source, edge.target, whole=True)
        return None if times is None or weight is None or back is None else clean(times / (1.0 + weight * back))

    def _again(self, number: int, node: str, begin: str, *, whole: bool) -> float | None:
        """Visits to ``node`` that follow when work goes on at ``begin``.

        They are counted until the loop returns, or, for the ``whole`` loop, until it is left for good.
        """
        key = (number, whole)
        if key not in self._rounds:
            self._rounds[key] = self._new_rounds(number, whole=whole)
        rounds = self._rounds[key]
        if rounds is None:
            return None
        body = self.regions[number].body
        around = [
            (split, join)
            for split, join in self.blocks
            if {split, join} <= body and begin not in (split, join) and self._encloses(split, join, begin)
        ]
        around.sort(key=lambda block: -self._before.depth[block[0]])
        return rounds.count(node, begin, [join for _, join in around])

    def _encloses(self, split: str, join: str, node: str) -> bool:
        return self._before.dominates(split, node) and self._behind.dominates(join, node)

    def _new_rounds(self, number: int, *, whole: bool) -> _Rounds | None:
        region, system = self.regions[number], self.visits.system
        if system is None or self.visits.vectors is None or self._work > MAX_WORK:
            return None
        if any(system.rows[node].variables for node in region.body) or not self._is_block_structured(region):
            return None
        members = sorted(region.body)
        position = {node: place for place, node in enumerate(members)}
        steps = np.zeros((len(members), len(members)))
        for node in members:
            for other, factor in system.rows[node].terms.items():
                if other in position:
                    steps[position[node], position[other]] += factor
        for flow in () if whole else region.returns:
            edge = self.graph.edge[flow]
            divisor = len(self.graph.incoming[edge.target]) if self.graph.join(edge.target) == "and" else 1
            steps[position[edge.target], position[edge.source]] -= (self.visits.weights[flow] or 0.0) / divisor
        return _Rounds(position, steps)

    def _is_block_structured(self, region: Region) -> bool:
        """Whether every AND and OR node inside belongs to a block that lies inside."""
        matched = {node for block in self.blocks if set(block) <= region.body for node in block}
        return all(
            node in matched
            for node in region.body
            if self.graph.split(node) in ("and", "or") or self.graph.join(node) in ("and", "or")
        )


class _Rounds:
    """One loop as a token chain: visits that follow from any of its nodes."""

    def __init__(self, position: dict[str, int], steps: Matrix) -> None:
        self.position = position
        self.steps = steps
        self._cut: dict[str, Matrix | None] = {}

    @cached_property
    def _whole(self) -> Matrix | None:
        return _inverse(self.steps)

    def count(self, node: str, begin: str, joins: Iterable[str]) -> float | None:
        """Visits to ``node`` from ``begin`` on, where ``joins`` close the parallel blocks around it, inner first."""
        found = 0.0
        for join in joins:
            visits = self._until(join)
            if visits is None:
                return None
            found += float(visits[self.position[node], self.position[begin]])
            begin = join
        if self._whole is None:
            return None
        return found + float(self._whole[self.position[node], self.position[begin]])

    def _until(self, join: str) -> Matrix | None:
        """Visits before a join fires."""
        if join not in self._cut:
            steps = self.steps.copy()
            steps[self.position[join]] = 0.0
            self._cut[join] = _inverse(steps)
        return self._cut[join]


def _inverse(steps: Matrix) -> Matrix | None:
    try:
        return np.asarray(np.linalg.inv(np.eye(len(steps)) - steps), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None


def _blocks(graph: ProcessGraph, before: DominatorTree, behind: DominatorTree) -> tuple[tuple[str, str], ...]:
    """Splits and the joins that close them, of AND and OR blocks and of inlined sub-processes."""
    found = []
    for node in graph.nodes:
        opener = graph.nodes[node].closes
        if opener is None and graph.join(node) in ("and", "or"):
            above = before.parent.get(node)
            if above in graph.nodes and behind.parent.get(above) == node and graph.split(above) == graph.join(node):
                opener = above
        if opener is not None:
            found.append((opener, node))
    return tuple(found)
