"""Block formulas: the cycle time of a block-structured process, with bounds where a block has no exact formula.

Method: nodes and flows become spans; the net is reduced until one span leads from start to end.
    1. Parallel spans between a split and a join of fitting types become one: mixture (XOR), longest (AND), mixture
       over the non-empty sets (OR, at most 12 branches).
    2. An exclusive or plain node is eliminated: each way in is joined to each way out, its repetition is taken as
       geometric. That covers sequences, loops and XOR parts without block structure alike.
    What remains when neither applies is rigid: it needs the marking chain or a simulation. A branch that terminates
    the case never merges with its siblings, because it does not wait for them.
Complexity: O(n * degree^2) eliminations, 2^k sets for an inclusive split.
References: Dumas et al. 2018, Fundamentals of BPM, ch. 7; Laguna, Marklund 2019; handbook 4.3, 8.3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bpr.analysis.flow.inclusive_sets import MAX_BRANCHES
from bpr.analysis.flow.spans import ZERO, Span, choice, inclusive, parallel, repeated, sequence, unknown_choice
from bpr.analysis.flow.timing import Timing
from bpr.graph.process_graph import ProcessGraph

START, END, KILL = "\0start", "\0end", "\0kill"
_OUTER = (START, END, KILL)

Kind = Literal["xor", "and", "or", "any", "end", "kill"]


@dataclass(frozen=True, slots=True)
class Block:
    """A parallel or inclusive block: where it opens and closes, its mean duration and how that was found."""

    split: str
    join: str
    kind: str
    lower: float
    upper: float | None
    textbook: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Reduction:
    """The span from start to end (None when the process is not block-structured), and its blocks."""

    span: Span | None
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class _Way:
    source: str
    target: str
    weight: float | None
    span: Span
    marginal: float | None = None
    default: bool = False


def concurrent_splits(graph: ProcessGraph, alive: set[str]) -> tuple[str, ...]:
    """The nodes that put several tokens to work at once."""
    return tuple(node for node in graph.nodes if node in alive and graph.split(node) in ("and", "or"))


def reduce_blocks(
    graph: ProcessGraph,
    alive: set[str],
    starts: Sequence[str],
    weights: Mapping[str, float | None],
    timing: Timing,
) -> Reduction:
    """The duration of a case by block formulas.

    Args:
        graph: the process graph.
        alive: the nodes a case can reach.
        starts: the start events, alternatives of each other.
        weights: tokens per execution of the source by edge id; None where unknown.
        timing: durations of nodes and flows.
    """
    if _starved(graph, alive, weights):
        return Reduction(None, ())
    net = _Net(graph, alive, starts, weights, timing)
    net.reduce()
    return Reduction(net.result(), tuple(net.blocks))


class _Net:
    """The net under reduction: ways by number, and the numbers leaving and entering each point."""

    def __init__(
        self,
        graph: ProcessGraph,
        alive: set[str],
        starts: Sequence[str],
        weights: Mapping[str, float | None],
        timing: Timing,
    ) -> None:
        self.ways: dict[int, _Way] = {}
        self.out: dict[str, list[int]] = {START: [], END: [], KILL: []}
        self.into: dict[str, list[int]] = {START: [], END: [], KILL: []}
        self.splits: dict[str, Kind] = {START: "xor", END: "xor", KILL: "xor"}
        self.joins: dict[str, Kind] = {START: "xor", END: "end", KILL: "kill"}
        self.origin: dict[str, str] = {START: "", END: "", KILL: ""}
        self.blocks: list[Block] = []
        self.next = 0
        plain = _plain_joins(graph, alive)
        for node in graph.nodes:
            if node in alive:
                self._node(graph, node, plain, timing)
        shares = [graph.nodes[start].share for start in starts]
        if len(starts) == 1:
            shares = [1.0]
        for start, share in zip(starts, shares, strict=True):
            self._way(_Way(START, f"{start}\0in", share, ZERO))
        for edge in graph.edges:
            if edge.source in alive and weights[edge.id] != 0.0:
                span = timing.edges.get(edge.id, ZERO)
                ends = (f"{edge.source}\0out", f"{edge.target}\0in")
                self._way(_Way(*ends, weights[edge.id], span, edge.share, edge.default))
        for node in alive:
            if not graph.outgoing[node]:
                last = KILL if graph.nodes[node].terminate else END
                self._way(_Way(f"{node}\0out", last, 1.0, ZERO))

    def _node(self, graph: ProcessGraph, node: str, plain: set[str], timing: Timing) -> None:
        begin, finish = f"{node}\0in", f"{node}\0out"
        join, split = graph.join(node), graph.split(node)
        for point in (begin, finish):
            self.out[point], self.into[point] = [], []
            self.origin[point] = graph.nodes[node].origin or node
        self.joins[begin] = "and" if join == "and" else "any" if join == "or" and node not in plain else "xor"
        self.splits[finish] = split if split in ("and", "or") else "xor"
        self.splits[begin] = self.joins[finish] = "xor"
        self._way(_Way(begin, finish, 1.0, timing.nodes.get(node, ZERO)))

    # changes ----------------------------------------------------------------------------------------------------

    def _way(self, way: _Way) -> None:
        self.ways[self.next] = way
        self.out[way.source].append(self.next)
        self.into[way.target].append(self.next)
        self.next += 1

    def _remove(self, number: int) -> None:
        way = self.ways.pop(number)
        self.out[way.source].remove(number)
        self.into[way.target].remove(number)

    def reduce(self) -> None:
        """Merge and eliminate until nothing changes."""
        changed = True
        while changed:
            changed = self._merge_all()
            for point in [point for point in self.out if point not in _OUTER]:
                if self._may_go(point):
                    self._eliminate(point)
                    changed = True

    def result(self) -> Span | None:
        """The span of a case when only ways from start to an end are left."""
        ways = list(self.ways.values())
        if not ways or any(way.source != START or way.target not in (END, KILL) for way in ways):
            return None
        return _mix(ways, everything=True)[1]

    def _split(self, point: str) -> Kind:
        """How a point spreads tokens: a single way is plain."""
        return self.splits[point] if len(self.out[point]) > 1 else "xor"

    def _join(self, point: str) -> Kind:
        return self.joins[point] if len(self.into[point]) > 1 or point in _OUTER else "xor"

    # merging ----------------------------------------------------------------------------------------------------

    def _merge_all(self) -> bool:
        changed = False
        for point in list(self.out):
            targets: dict[str, list[int]] = {}
            for number in self.out[point]:
                targets.setdefault(self.ways[number].target, []).append(number)
            for target, numbers in targets.items():
                if len(numbers) > 1 and self._merge(point, target, numbers):
                    changed = True
        return changed

    def _merge(self, source: str, target: str, numbers: list[int]) -> bool:
        split, join = self._split(source), self._join(target)
        ways = [self.ways[number] for number in numbers]
        everything = len(numbers) == len(self.out[source])
        weight: float | None = 1.0
        if split == "xor" and join != "and":
            weight, span = _mix(ways, everything)
        elif split == "and" and join in ("and", "any", "end"):
            span, method = parallel([way.span for way in ways])
            self._record(source, target, "and", span, method)
        elif split == "or" and join in ("any", "end") and everything and len(ways) <= MAX_BRANCHES:
            span, method = _inclusive(ways)
            self._record(source, target, "or", span, method)
        else:
            return False
        for number in numbers:
            self._remove(number)
        self._way(_Way(source, target, weight, span))
        if len(self.out[source]) == 1:
            self.splits[source] = "xor"
        if len(self.into[target]) == 1 and target not in _OUTER:
            self.joins[target] = "xor"
        return True

    def _record(self, source: str, target: str, kind: str, span: Span, method: str) -> None:
        upper = span.high if math.isfinite(span.high) else None
        book = span.textbook if math.isfinite(span.textbook) else None
        self.blocks.append(Block(self.origin[source], self.origin[target], kind, span.low, upper, book, method))

    # eliminating ------------------------------------------------------------------------------------------------

    def _may_go(self, point: str) -> bool:
        """Whether a point only routes, and its removal multiplies no branch of a parallel split or join."""
        if not self.out[point] or self._split(point) != "xor" or self._join(point) != "xor":
            return False
        after = [self.ways[number] for number in self.out[point] if self.ways[number].target != point]
        before = [self.ways[number] for number in self.into[point] if self.ways[number].source != point]
        if max(len(after), len(before)) > 1 and any(self._split(way.source) != "xor" for way in before):
            return False
        waiting = any(self._join(way.target) in ("and", "any") for way in after)
        return bool(after) and not (waiting and len(before) > 1)

    def _eliminate(self, point: str) -> None:
        before = [self.ways[number] for number in self.into[point] if self.ways[number].source != point]
        after = [self.ways[number] for number in self.out[point] if self.ways[number].target != point]
        loops = [self.ways[number] for number in self.out[point] if self.ways[number].target == point]
        again: float | None = 0.0
        rounds = ZERO
        if loops:
            again, body = _mix(loops, everything=False)
            rounds = Span(0.0, math.inf, math.nan) if again is None else repeated(body, again)
        for number in dict.fromkeys((*self.into[point], *self.out[point])):
            self._remove(number)
        for first in before:
            for second in after:
                weight = 1.0 if len(after) == 1 else _left(second.weight, again)
                span = sequence(sequence(first.span, rounds), second.span)
                joined = None if first.weight is None or weight is None else first.weight * weight
                self._way(_Way(first.source, second.target, joined, span, first.marginal, first.default))


def _left(weight: float | None, again: float | None) -> float | None:
    """The share of a way out when the repetition is taken out."""
    if weight is None or again is None or again >= 1.0:
        return None
    return weight / (1.0 - again)


def _mix(ways: Sequence[_Way], everything: bool) -> tuple[float | None, Span]:
    """Exclusive ways between the same two points as one."""
    weights = [way.weight for way in ways]
    known = [weight for weight in weights if weight is not None]
    if len(known) == len(weights):
        total = math.fsum(known)
        if total == 0.0:
            return 0.0, ways[0].span
        return (1.0 if everything else total), choice([((way.weight or 0.0) / total, way.span) for way in ways])
    if everything:
        return 1.0, unknown_choice([(way.weight, way.span) for way in ways])
    return None, Span(min(way.span.low for way in ways), max(way.span.high for way in ways), math.nan)


def _inclusive(ways: Sequence[_Way]) -> tuple[Span, str]:
    marginals = [(way.marginal, way.span) for way in ways if not way.default]
    default = next((way.span for way in ways if way.default), None)
    known = [(share, span) for share, span in marginals if share is not None]
    if len(known) < len(marginals) or (default is None and all(share == 0.0 for share, _ in known)):
        longest, _ = parallel([way.span for way in ways])
        return Span(min(way.span.low for way in ways), longest.high, math.nan), "unknown_shares"
    return inclusive(known, default)


def _starved(graph: ProcessGraph, alive: set[str], weights: Mapping[str, float | None]) -> bool:
    """Whether a parallel join waits for an input that no case ever takes."""
    return any(
        edge.source not in alive or weights[edge.id] == 0.0
        for node in graph.nodes
        if node in alive and graph.join(node) == "and"
        for edge in graph.incoming[node]
    )


def _plain_joins(graph: ProcessGraph, alive: set[str]) -> set[str]:
    """Inclusive joins that never see two tokens: no parallel or inclusive split opens in front of them."""
    splits = set(concurrent_splits(graph, alive))
    plain = set()
    for node in graph.nodes:
        if node not in alive or graph.join(node) != "or":
            continue
        region = graph.reachable([node], backwards=True)
        opener = graph.nodes[node].closes
        if opener is not None:
            region &= graph.reachable([opener])
        if not region & (splits - {node}):
            plain.add(node)
    return plain
