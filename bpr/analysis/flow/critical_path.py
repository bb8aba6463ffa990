"""Critical path: which activities decide how long a case takes (handbook 4.6).

Formulas (CPM): ES = max EF of the predecessors, EF = ES + d; LF = min LS of the successors, LS = LF - d;
    slack = LS - ES; critical = slack 0, ties included.
Choices: one critical path a route; routes are followed by falling probability until 95% of the cases are covered.
    ``criticality_index(a)`` = probability that a is critical.
Loops: a loop is collapsed to its expected duration per entry and marked ``loop_collapsed``.
Complexity: O(n + m) a route.
Reference: Kelley, Walker 1959, Critical-path planning and scheduling.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import networkx as nx

from bpr.analysis.flow.inclusive_sets import MAX_BRANCHES, inclusive_sets, unknown_marginals
from bpr.analysis.flow.timing import Timing
from bpr.analysis.frequency.visits import Visits
from bpr.errors import AnalysisError
from bpr.graph.process_graph import GraphEdge, ProcessGraph
from bpr.quantity import Quantity, Status

Taken = tuple[GraphEdge, ...]

COVERED = 0.95
MAX_ROUTES = 100
_MAX_PARTIAL = 5000
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan with fixed durations: total duration, slack by activity, critical activities in order of start."""

    duration: float
    slack: Mapping[str, float]
    critical: tuple[str, ...]


def schedule(durations: Mapping[str, float], predecessors: Mapping[str, Sequence[str]]) -> Schedule:
    """Earliest and latest dates of an acyclic plan.

    Args:
        durations: duration by activity.
        predecessors: what must be done before, by activity.

    Raises:
        AnalysisError: an activity comes before itself.

    Example:
        >>> plan = schedule({"A": 3, "B": 2, "C": 6}, {"B": ["A"], "C": ["A"]})
        >>> plan.duration, plan.critical, plan.slack["B"]
        (9.0, ('A', 'C'), 4.0)
    """
    order = _in_order(durations, predecessors)
    early: dict[str, float] = {}
    for item in order:
        early[item] = max((early[other] + durations[other] for other in predecessors.get(item, ())), default=0.0)
    end = max((early[item] + durations[item] for item in order), default=0.0)
    late = dict.fromkeys(order, end)
    for item in reversed(order):
        late[item] -= durations[item]
        for other in predecessors.get(item, ()):
            late[other] = min(late[other], late[item])
    slack = {item: _clean(late[item] - early[item], end) for item in durations}
    critical = sorted((item for item in order if slack[item] == 0.0), key=lambda item: (early[item], order.index(item)))
    return Schedule(float(end), slack, tuple(critical))


def _clean(slack: float, end: float) -> float:
    return 0.0 if abs(slack) <= _SAME * max(1.0, end) else float(slack)


def _in_order(durations: Mapping[str, float], predecessors: Mapping[str, Sequence[str]]) -> list[str]:
    plan: nx.DiGraph[str] = nx.DiGraph()
    plan.add_nodes_from(durations)
    plan.add_edges_from((other, item) for item in durations for other in predecessors.get(item, ()))
    try:
        return list(nx.topological_sort(plan))
    except nx.NetworkXUnfeasible:
        raise AnalysisError.because(
            "an activity of the plan comes before itself",
            "计划中有活动排在自身之前",
            fix_en="take the loop out of the plan",
            fix_zh="去掉计划中的回路",
        ) from None


@dataclass(frozen=True, slots=True)
class Route:
    """One way through the process: its probability, duration and critical steps in order."""

    probability: float
    duration: float
    critical: tuple[str, ...]
    slack: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """Routes by falling probability, and how often each step is critical.

    ``covered`` is the probability of all routes followed; ``loop_collapsed`` lists steps inside loops, which count with
    the expected duration of their loop; ``missing`` says what was not known when there is no route.
    """

    routes: tuple[Route, ...] = ()
    covered: float = 0.0
    criticality_index: Mapping[str, Quantity] = field(default_factory=dict)
    loop_collapsed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "routes": [
                {
                    "probability": round(route.probability, 12),
                    "duration": float(f"{route.duration:.12g}"),
                    "critical": list(route.critical),
                    "slack": {step: float(f"{slack:.12g}") for step, slack in route.slack.items() if slack > 0.0},
                }
                for route in self.routes
            ],
            "covered": round(self.covered, 12),
            "criticality_index": {step: index.to_json() for step, index in self.criticality_index.items()},
            "loop_collapsed": list(self.loop_collapsed),
            "missing": list(self.missing),
        }


def critical_path(graph: ProcessGraph, visits: Visits, starts: Sequence[str], timing: Timing) -> CriticalPath:
    """The critical path of every frequent route.

    Args:
        graph: the process graph.
        visits: its visits; all shares must be known.
        starts: the start events of a case.
        timing: durations of nodes and flows.
    """
    alive = graph.reachable(starts)
    missing = list(timing.missing)
    missing += [f"{node}.share" for node in visits.unknown_splits if node in alive]
    if len(starts) > 1:
        missing += [f"{start}.share" for start in starts if graph.nodes[start].share is None]
    missing += [f"{node}.share" for node in unknown_marginals(graph, alive) if f"{node}.share" not in missing]
    if missing or not starts or any(visits.visits[node] is None for node in alive):
        return CriticalPath(missing=tuple(missing))
    net = _Acyclic(graph, visits, alive, timing)
    routes, covered = [], 0.0
    for probability, active in net.routes(starts):
        routes.append(net.route(probability, active))
        covered += probability
        if covered >= COVERED - _SAME or len(routes) >= MAX_ROUTES:
            break
    covered = min(1.0, covered)
    steps = [node for node in graph.nodes if node in alive and (graph.nodes[node].step or node in timing.nodes)]
    index = {step: _index(step, routes, covered) for step in steps}
    collapsed = tuple(node for node in steps if node in net.looped)
    return CriticalPath(tuple(routes), covered, index, collapsed)


def _index(step: str, routes: Sequence[Route], covered: float) -> Quantity:
    """The probability that a step is critical; bounds when not every route was followed."""
    least = math.fsum(route.probability for route in routes if step in route.critical)
    if covered >= 1.0 - _SAME:
        return Quantity(min(1.0, least), "1", method="cpm")
    upper = min(1.0, least + 1.0 - covered)
    return Quantity(least, "1", Status.BOUNDED, lower=least, upper=upper, method="cpm")


class _Acyclic:
    """The process with every loop collapsed to one item."""

    def __init__(self, graph: ProcessGraph, visits: Visits, alive: set[str], timing: Timing) -> None:
        self.graph = graph
        self.visits = visits
        self.timing = timing
        self.edges = [edge for edge in graph.edges if edge.source in alive and visits.weights[edge.id] != 0.0]
        flat: nx.DiGraph[str] = nx.DiGraph()
        flat.add_nodes_from(node for node in graph.nodes if node in alive)
        flat.add_edges_from((edge.source, edge.target) for edge in self.edges)
        self.item: dict[str, str] = {}
        self.looped: set[str] = set()
        for part in nx.strongly_connected_components(flat):
            first = min(part)
            self.item.update(dict.fromkeys(part, first))
            if len(part) > 1 or flat.has_edge(first, first):
                self.looped |= part
        whole: nx.DiGraph[str] = nx.DiGraph()
        whole.add_nodes_from(dict.fromkeys(self.item.values()))
        self.between = [edge for edge in self.edges if self.item[edge.source] != self.item[edge.target]]
        whole.add_edges_from((self.item[edge.source], self.item[edge.target]) for edge in self.between)
        self.order = list(nx.lexicographical_topological_sort(whole))
        self.out: dict[str, list[GraphEdge]] = {item: [] for item in self.order}
        for edge in self.between:
            self.out[self.item[edge.source]].append(edge)
        self.members: dict[str, list[str]] = {item: [] for item in self.order}
        for node, item in self.item.items():
            self.members[item].append(node)

    def duration(self, item: str) -> float:
        """The duration of a node, or the expected duration of a loop per entry."""
        if item not in self.looped:
            return self.timing.mean(item)
        members = set(self.members[item])
        spent = math.fsum((self.visits.visits[node] or 0.0) * self.timing.mean(node) for node in sorted(members))
        spent += math.fsum(
            (self.visits.flow[edge.id] or 0.0) * self.timing.mean(edge.id)
            for edge in self.edges
            if edge.source in members and edge.target in members
        )
        entered = math.fsum(self.visits.flow[edge.id] or 0.0 for edge in self.between if edge.target in members)
        entered += math.fsum(1.0 for node in members if self.graph.nodes[node].type == "start")
        return spent / entered if entered else 0.0

    def choices(self, item: str) -> list[tuple[float, tuple[GraphEdge, ...]]]:
        """The sets of flows that a case can take out of an item, with their probability."""
        ways = self.out[item]
        if item in self.looped:
            flows = [self.visits.flow[edge.id] or 0.0 for edge in ways]
            whole = math.fsum(flows)
            return [(flow / whole, (edge,)) for flow, edge in zip(flows, ways, strict=True) if flow > 0.0]
        match self.graph.split(item):
            case "none" | "and":
                return [(1.0, tuple(ways))]
            case "or":
                return inclusive_sets(ways) if len(ways) <= MAX_BRANCHES else [(1.0, tuple(ways))]
        return [(weight, (edge,)) for edge in ways if (weight := self.visits.weights[edge.id] or 0.0) > 0.0]

    def routes(self, starts: Sequence[str]) -> Iterator[tuple[float, Taken]]:
        """Complete routes by falling probability, as the flows they take."""
        number = count()
        heap: list[tuple[float, int, int, frozenset[str], Taken]] = []
        for start in starts:
            share = 1.0 if len(starts) == 1 else (self.graph.nodes[start].share or 0.0)
            heapq.heappush(heap, (-share, next(number), 0, frozenset([self.item[start]]), ()))
        for _ in range(_MAX_PARTIAL):
            if not heap:
                return
            negative, _, position, active, taken = heapq.heappop(heap)
            while position < len(self.order):
                item = self.order[position]
                position += 1
                options = self.choices(item) if item in active and self.out[item] else []
                ahead = [
                    (share, active | {self.item[edge.target] for edge in edges}, (*taken, *edges))
                    for share, edges in options
                ]
                if len(ahead) == 1:
                    _, active, taken = ahead[0]
                elif ahead:
                    for share, reached, flows in ahead:
                        heapq.heappush(heap, (negative * share, next(number), position, reached, flows))
                    break
            else:
                yield -negative, taken

    def route(self, probability: float, taken: Sequence[GraphEdge]) -> Route:
        """The critical path of one route."""
        durations: dict[str, float] = {}
        before: dict[str, list[str]] = {}
        for edge in taken:
            source, target = self.item[edge.source], self.item[edge.target]
            durations[source], durations[target] = self.duration(source), self.duration(target)
            if delay := self.timing.mean(edge.id):
                durations[edge.id] = delay
                before[edge.id] = [source]
                source = edge.id
            before.setdefault(target, []).append(source)
        plan = schedule(durations, before)
        shown = {
            node: plan.slack[self.item[node]]
            for node in self.graph.nodes
            if node in self.item and self.item[node] in plan.slack and self._shown(node)
        }
        rank = {item: place for place, item in enumerate(plan.critical)}
        critical = sorted((n for n in shown if self.item[n] in rank), key=lambda n: rank[self.item[n]])
        return Route(probability, plan.duration, tuple(critical), shown)

    def _shown(self, node: str) -> bool:
        return self.graph.nodes[node].step or node in self.timing.nodes
