"""Marking chain: the exact cycle time when all durations are exponential or built of exponential stages.

Definition (handbook 4.5): a state is the set of running activities (each in one of its stages) plus the tokens that
    wait at AND and OR joins; gateways are immediate. With rate 1/m for each running stage of mean m the expected time
    to the end h solves ``rate_out(s) h(s) - sum rate(s -> s') h(s') = 1``, ``h(final) = 0``.
Complexity: the number of states is exponential in the parallel width; exploring stops at ``max_states``. The system
    is solved one strongly connected part after the other.
A deadlock, or a second token on one flow, shows that the model is unsound; there is no cycle time then.
References: Kemeny, Snell 1960, Finite Markov Chains (fundamental matrix); Völzer 2010, A new semantics for the
    inclusive converging gateway in safe processes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx
import numpy as np

from bpr.analysis.flow.inclusive_sets import MAX_BRANCHES, inclusive_sets
from bpr.graph.process_graph import GraphEdge, ProcessGraph

Running = tuple[str, int]
State = tuple[tuple[Running, ...], tuple[str, ...]]

FINAL: State = ((), ())
_MAX_PART = 3000
_MAX_FIRINGS = 2000

Outcome = Literal["exact", "state_limit", "unsound"]


class _UnsoundError(Exception):
    """A deadlock or a second token on a flow."""


class _LimitError(Exception):
    """More states, or more immediate steps, than allowed."""


@dataclass(frozen=True, slots=True)
class ChainResult:
    """The expected time to the end (None unless ``exact``) and the number of states seen."""

    outcome: Outcome
    time: float | None
    states: int


def chain_time(
    graph: ProcessGraph,
    starts: Sequence[str],
    weights: Mapping[str, float | None],
    stages: Mapping[str, tuple[float, ...] | None],
    *,
    max_states: int = 50_000,
) -> ChainResult:
    """The expected duration of a case.

    Args:
        graph: the process graph.
        starts: the start events, alternatives of each other; several of them carry shares.
        weights: tokens per execution of the source by edge id; all known where a case can get.
        stages: means of the exponential stages by node or edge id; items left out take no time.
        max_states: where to stop.
    """
    timed = {item: steps for item, steps in stages.items() if steps}
    game = _Game(graph, weights, timed)
    try:
        return _solve(*_explore(game, starts, max_states))
    except _UnsoundError:
        return ChainResult("unsound", None, len(game.seen))
    except _LimitError:
        return ChainResult("state_limit", None, len(game.seen))


Moves = dict[State, dict[State, float]]


def _explore(game: _Game, starts: Sequence[str], max_states: int) -> tuple[dict[State, float], Moves]:
    """The first states with their probability, and the rates between all states."""
    first: dict[State, float] = {}
    for start in starts:
        share = 1.0 if len(starts) == 1 else (game.graph.nodes[start].share or 0.0)
        for state, part in game.settle(FINAL, [f"\0{start}"], {f"\0{start}": start}).items():
            first[state] = first.get(state, 0.0) + share * part
    rates: Moves = {}
    queue = [state for state in first if state != FINAL]
    rates.update({state: {} for state in queue})
    while queue:
        state = queue.pop()
        for running in state[0]:
            rate = 1.0 / game.timed[running[0]][running[1]]
            for after, part in game.finish(state, running).items():
                rates[state][after] = rates[state].get(after, 0.0) + rate * part
                if after != FINAL and after not in rates:
                    if len(rates) >= max_states:
                        raise _LimitError
                    rates[after] = {}
                    queue.append(after)
    game.seen = set(rates)
    return first, rates


def _solve(first: Mapping[State, float], rates: Moves) -> ChainResult:
    """The expected time to the final state, one strongly connected part after the other."""
    order: nx.DiGraph[State] = nx.DiGraph()
    order.add_nodes_from(rates)
    order.add_edges_from((state, after) for state, ways in rates.items() for after in ways if after != FINAL)
    time: dict[State, float] = {FINAL: 0.0}
    for part in nx.strongly_connected_components(order):
        members = list(part)
        if len(members) > _MAX_PART:
            raise _LimitError
        position = {state: number for number, state in enumerate(members)}
        matrix = np.zeros((len(members), len(members)))
        right = np.ones(len(members))
        for state, number in position.items():
            for after, rate in rates[state].items():
                matrix[number, number] += rate
                if after in position:
                    matrix[number, position[after]] -= rate
                else:
                    right[number] += rate * time[after]
        try:
            solved = np.linalg.solve(matrix, right)
        except np.linalg.LinAlgError:
            raise _UnsoundError from None
        time.update({state: float(solved[number]) for state, number in position.items()})
    return ChainResult("exact", math.fsum(share * time[state] for state, share in first.items()), len(rates))


class _Game:
    """The token game with immediate gateways."""

    def __init__(
        self, graph: ProcessGraph, weights: Mapping[str, float | None], timed: Mapping[str, tuple[float, ...]]
    ) -> None:
        self.graph = graph
        self.weights = weights
        self.timed = timed
        self.seen: set[State] = set()
        self.memory: dict[tuple[State, tuple[str, ...]], dict[State, float]] = {}

    def finish(self, state: State, running: Running) -> dict[State, float]:
        """The states behind the end of one stage."""
        item, stage = running
        rest = tuple(other for other in state[0] if other != running)
        if stage + 1 < len(self.timed[item]):
            return {(tuple(sorted((*rest, (item, stage + 1)))), state[1]): 1.0}
        if item in self.graph.edge:
            return self.settle((rest, state[1]), [item], {})
        outcome: dict[State, float] = {}
        for share, edges in self._emit(item):
            now, fresh = self._spread(rest, edges)
            for after, part in self.settle((now, state[1]), fresh, {}).items():
                outcome[after] = outcome.get(after, 0.0) + share * part
        return outcome

    def _spread(
        self, running: Sequence[Running], edges: Sequence[GraphEdge]
    ) -> tuple[tuple[Running, ...], tuple[str, ...]]:
        """Put tokens on flows: a flow with delay first has to run, the others have a fresh token."""
        delayed = [(edge.id, 0) for edge in edges if edge.id in self.timed]
        if {item for item, _ in running} & {item for item, _ in delayed}:
            raise _UnsoundError
        fresh = tuple(edge.id for edge in edges if edge.id not in self.timed)
        return tuple(sorted((*running, *delayed))), fresh

    def settle(self, state: State, tokens: Sequence[str], begin: Mapping[str, str]) -> dict[State, float]:
        """Fire everything that takes no time; the tangible states with their probability.

        Args:
            state: running activities and tokens that already wait at joins.
            tokens: edges with a fresh token.
            begin: start nodes of tokens that no flow carries.
        """
        key = (state, tuple(sorted(tokens)))
        if key in self.memory:
            return self.memory[key]
        result: dict[State, float] = {}
        stack: list[tuple[float, State, tuple[str, ...]]] = [(1.0, state, tuple(tokens))]
        firings = 0
        while stack:
            share, (running, waiting), fresh = stack.pop()
            firings += 1
            if firings > _MAX_FIRINGS:
                raise _LimitError
            if fresh:
                stack.extend(self._arrive(share, running, waiting, fresh, begin))
            elif ready := self._inclusive_ready(running, waiting):
                left = tuple(edge for edge in waiting if self.graph.edge[edge].target != ready)
                stack.extend(self._enter(share, running, left, (), ready))
            elif waiting and not running:
                raise _UnsoundError
            else:
                after: State = (running, waiting)
                result[after] = result.get(after, 0.0) + share
        self.memory[key] = result
        return result

    def _arrive(
        self,
        share: float,
        running: tuple[Running, ...],
        waiting: tuple[str, ...],
        fresh: tuple[str, ...],
        begin: Mapping[str, str],
    ) -> list[tuple[float, State, tuple[str, ...]]]:
        """One fresh token reaches its node: it waits at a join, or the node fires."""
        token, rest = fresh[0], fresh[1:]
        node = begin.get(token) or self.graph.edge[token].target
        join = self.graph.join(node)
        if join in ("and", "or"):
            if token in waiting:
                raise _UnsoundError
            waiting = tuple(sorted((*waiting, token)))
            inputs = {edge.id for edge in self.graph.incoming[node]}
            if join == "or" or not inputs <= set(waiting):
                return [(share, (running, waiting), rest)]
            waiting = tuple(edge for edge in waiting if edge not in inputs)
        return self._enter(share, running, waiting, rest, node)

    def _enter(
        self,
        share: float,
        running: tuple[Running, ...],
        waiting: tuple[str, ...],
        rest: tuple[str, ...],
        node: str,
    ) -> list[tuple[float, State, tuple[str, ...]]]:
        """A node begins: timed work runs, anything else passes its tokens on."""
        if node in self.timed:
            if any(item == node for item, _ in running):
                raise _UnsoundError
            return [(share, (tuple(sorted((*running, (node, 0)))), waiting), rest)]
        if self.graph.nodes[node].terminate:
            return [(share, FINAL, ())]
        outcome = []
        for part, edges in self._emit(node):
            now, fresh = self._spread(running, edges)
            outcome.append((share * part, (now, waiting), (*rest, *fresh)))
        return outcome

    def _emit(self, node: str) -> list[tuple[float, tuple[GraphEdge, ...]]]:
        """The sets of flows that get a token when a node is done, with their probability."""
        ways = self.graph.outgoing[node]
        match self.graph.split(node):
            case "none" | "and":
                return [(1.0, ways)]
            case "or":
                if len(ways) > MAX_BRANCHES:
                    raise _LimitError
                return inclusive_sets(ways)
        return [(weight, (way,)) for way in ways if (weight := self.weights[way.id] or 0.0) > 0.0]

    def _inclusive_ready(self, running: tuple[Running, ...], waiting: tuple[str, ...]) -> str | None:
        """An inclusive join that no other token can still reach by an input without a token."""
        joins = {self.graph.edge[edge].target for edge in waiting}
        for node in sorted(joins):
            if self.graph.join(node) != "or":
                continue
            marked = [edge.source for edge in self.graph.incoming[node] if edge.id in waiting]
            empty = [edge.source for edge in self.graph.incoming[node] if edge.id not in waiting]
            places = {self.graph.edge[item].target if item in self.graph.edge else item for item, _ in running}
            places |= {self.graph.edge[edge].target for edge in waiting if self.graph.edge[edge].target != node}
            if not any(self._reaches(p, empty, node) and not self._reaches(p, marked, node) for p in places):
                return node
        return None

    def _reaches(self, place: str, targets: Sequence[str], avoiding: str) -> bool:
        """Whether a path leads from a place to one of the targets without passing a node."""
        return place != avoiding and any(target in self._beyond[avoiding, place] for target in targets)

    @cached_property
    def _beyond(self) -> _Beyond:
        return _Beyond(self.graph)


class _Beyond(dict[tuple[str, str], set[str]]):
    """What can be reached from a place without passing a node, worked out when asked for."""

    def __init__(self, graph: ProcessGraph) -> None:
        super().__init__()
        self.graph = graph

    def __missing__(self, key: tuple[str, str]) -> set[str]:
        avoiding, place = key
        seen = {place}
        stack = [place]
        while stack:
            for edge in self.graph.outgoing[stack.pop()]:
                if edge.target != avoiding and edge.target not in seen:
                    seen.add(edge.target)
                    stack.append(edge.target)
        self[key] = seen
        return seen
