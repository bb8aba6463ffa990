"""Loops: every way work comes back, who sends it back to whom, how often, and what that costs (handbook 3).

Structure (complete, linear size): strongly connected parts, nesting, returning flows (`bpr.analysis.loops.nesting`).
Cycle paths (bounded sample): `bpr.analysis.loops.cycles`. Repetition: `bpr.analysis.loops.repetition`.
Rework: a loop is rework unless the author marked its returning flow ``planned``; both are told apart. By default rework
    is every repeated execution, ``sum of (v - h) t``; with ``rework_definition="return_path"`` the first execution of
    work that lies on a return path only (all ways lead back) is rework too. A loop marker on an activity is a loop.
Formula: `bounded_repetition`: with repeat probability r and at most m executions ``E = (1 - r^m) / (1 - r)``,
    forced exit ``r^m``.
Complexity: O(n (n + m)) for the structure, the bounds for the cycles, one dense inverse a loop for the numbers.
References: Tarjan 1972; Johnson 1975; Ramalingam 1999; Aho, Lam, Sethi, Ullman 2006, Compilers 2nd ed. (natural loops);
    Kemeny, Snell 1960, Finite Markov Chains; Cooper, Harvey, Kennedy 2001.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.loops.cycles import CyclePaths, cycle_paths
from bpr.analysis.loops.findings import loop_findings
from bpr.analysis.loops.kinds import classify, count_holders
from bpr.analysis.loops.nesting import Region, back_edges, dominators, nesting_forest, postdominators
from bpr.analysis.loops.repetition import Repetition
from bpr.analysis.loops.report import CyclePath, Loop, LoopReport, ReturningEdge, ReworkTime, StepRepetition
from bpr.analysis.loops.returning import returning_edges
from bpr.analysis.loops.rework import ReworkDefinition, repeated, rework_cost, rework_time, step_repetitions
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

__all__ = [
    "CyclePath",
    "Loop",
    "LoopReport",
    "ReturningEdge",
    "ReworkTime",
    "StepRepetition",
    "bounded_repetition",
    "find_loops",
]


def find_loops(
    graph: ProcessGraph,
    *,
    visits: Visits | None = None,
    max_cycles: int | None = 200,
    max_length: int | None = 12,
    budget: int | None = 1_000_000,
    rework_definition: ReworkDefinition = "repeated_execution",
) -> LoopReport:
    """Find every loop, classify it and measure it; the graph is not changed.

    Args:
        graph: the process graph.
        visits: visits of the graph, where they are already worked out.
        max_cycles: how many cycle paths to list at most.
        max_length: how many activities a listed cycle may have at most.
        budget: how many flows to look at for the list at most.
        rework_definition: ``repeated_execution``, or ``return_path`` to count first executions on a return path too.

    Example:
        >>> from bpr.graph import build_graph
        >>> from bpr.model import Process
        >>> steps = [
        ...     {"id": "S", "event": "start", "position": "start", "next": "A"},
        ...     {"id": "A", "name": "Write", "time": 30, "next": "G"},
        ...     {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": "20%"}, {"to": "E", "share": "80%"}]},
        ...     {"id": "E", "event": "end", "position": "end"},
        ... ]
        >>> report = find_loops(build_graph(Process(process="letter", steps=steps)))
        >>> report.returning_edges[0].flow, report.rework_time.rework.format()
        ('G->A', '7.50')
    """
    visits = expected_visits(graph) if visits is None else visits
    regions = nesting_forest(graph)
    before, behind = dominators(graph), postdominators(graph)
    repetition = Repetition(graph, visits, regions, before, behind)
    paths = cycle_paths(
        graph, _most_crossing_first(graph, regions), max_cycles=max_cycles, max_length=max_length, budget=budget
    )
    back = back_edges(graph, before)
    parts = repeated(graph, visits, repetition, rework_definition)
    report = LoopReport(
        status=visits.status,
        loop_nesting=tuple(_loop(graph, visits, region) for region in regions),
        back_edges=back,
        returning_edges=returning_edges(graph, visits, repetition, parts, frozenset(back)),
        activity_cycles=_cycles(graph, paths),
        node_cycles=paths.nodes,
        gateway_cycles=_gateway_cycles(graph, regions),
        truncated=paths.truncated,
        activities=step_repetitions(graph, visits, repetition),
        rework_time=rework_time(graph, visits, parts),
        rework_cost=rework_cost(graph, visits, parts),
    )
    return replace(report, findings=loop_findings(graph, visits, report))


def bounded_repetition(repeat: float, at_most: int) -> tuple[float, float]:
    """Expected executions, and the probability of the forced exit, of work that is tried a limited number of times.

    Args:
        repeat: probability that an execution is followed by another one.
        at_most: the most executions, 1 or more.

    Example:
        >>> bounded_repetition(0.3, 3)
        (1.39, 0.027)
    """
    forced = repeat**at_most
    expected = float(at_most) if repeat == 1.0 else (1.0 - forced) / (1.0 - repeat)
    return round(expected, 15), round(forced, 15)


def _most_crossing_first(graph: ProcessGraph, regions: Iterable[Region]) -> list[frozenset[str]]:
    """Outermost loops, those with the largest share of flows between departments first."""

    def crossing(body: frozenset[str]) -> float:
        inner = [edge for edge in graph.edges if edge.source in body and edge.target in body]
        across = sum(graph.nodes[edge.source].department != graph.nodes[edge.target].department for edge in inner)
        return across / len(inner)

    return sorted((region.body for region in regions if region.parent is None), key=crossing, reverse=True)


def _loop(graph: ProcessGraph, visits: Visits, region: Region) -> Loop:
    outside = [
        visits.flow[edge.id]
        for entry in region.entries
        for edge in graph.incoming[entry]
        if edge.source not in region.body
    ]
    inside = [visits.visits[entry] for entry in region.entries]
    method, unit = "v(entries) / flow from outside", "iterations/entry"
    iterations = Quantity(None, unit, visits.status if visits.vectors is None else Status.UNKNOWN, method=method)
    if None not in outside and None not in inside:
        flow = sum(value or 0.0 for value in outside)
        times = sum(value or 0.0 for value in inside)
        iterations = Quantity(times / flow if flow else None, unit, method=method)
    return Loop(
        _drawn(graph, region.entries),
        _drawn(graph, region.body),
        region.depth,
        region.parent,
        region.returning,
        iterations,
    )


def _drawn(graph: ProcessGraph, nodes: Iterable[str]) -> tuple[str, ...]:
    """The author's nodes behind graph nodes, by id."""
    return tuple(sorted({graph.nodes[node].origin or node for node in nodes}))


def _cycles(graph: ProcessGraph, paths: CyclePaths) -> tuple[CyclePath, ...]:
    return tuple(
        CyclePath(steps, variants, classify(graph, steps), *count_holders(graph, steps))
        for steps, variants in paths.steps
    )


def _gateway_cycles(graph: ProcessGraph, regions: Iterable[Region]) -> tuple[tuple[str, ...], ...]:
    """Loops in which no step lies."""
    return tuple(
        _drawn(graph, region.body) for region in regions if not any(graph.nodes[node].step for node in region.body)
    )
