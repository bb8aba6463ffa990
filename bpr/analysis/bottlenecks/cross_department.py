"""Cross-department bottlenecks: how long work waits after it crossed a border (handbook 5.5).

Formula: for a step s, I(s) = sum of F(a, s) plus the flow from start events, X(s) = the part of I(s) that comes from
    other departments, ``cross_share = X / I`` and ``cross_wait_per_case = v(s) w(s) cross_share`` plus the known delays
    on flows that cross the border. w is the queue wait of the performer where it is known, else the waiting time
    written in the model. The share is used, not the count of transfers, so AND joins do not count twice.
Complexity: O(a^2).
References: Rummler, Brache 1995, Improving Performance (white space between functions); Goldratt 1984, The Goal.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bpr.analysis.frequency.visits import Visits
from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.handoffs.transfers import Transfers
from bpr.graph.process_graph import GraphEdge, ProcessGraph

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One step that work reaches over a border; numbers are None where not known.

    ``wait`` is the waiting time per execution, ``from_departments`` who hands over.
    """

    step: str
    cross_inflow_per_case: float | None
    cross_share: float | None
    wait: float | None
    cross_wait_per_case: float | None
    from_departments: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "step": self.step,
            "cross_inflow_per_case": self.cross_inflow_per_case,
            "cross_share": self.cross_share,
            "wait": self.wait,
            "cross_wait_per_case": self.cross_wait_per_case,
            "from_departments": list(self.from_departments),
        }


def cross_department(
    graph: ProcessGraph,
    visits: Visits,
    transfers: Transfers,
    waits: Mapping[str, float | None],
    *,
    unstable: Collection[str] = (),
) -> tuple[CrossRow, ...]:
    """All steps that work reaches from another department, the longest waiting first.

    Args:
        graph: the process graph.
        visits: its visits.
        transfers: its transfers between steps.
        waits: waiting time per execution by step; None where not known.
        unstable: steps whose performer has no steady state; they come first.
    """
    holders = Holders(graph, "department")
    first = _from_starts(graph, visits, transfers)
    delays = _border_delays(graph, visits, transfers, holders)
    inbound: dict[str, list[tuple[str, float | None]]] = {}
    for (source, target), flow in transfers.per_case.items():
        inbound.setdefault(target, []).append((source, flow))
    rows = [
        row for step in graph.steps if (row := _row(step, visits, inbound.get(step, []), holders, waits, first, delays))
    ]
    order = {step: place for place, step in enumerate(graph.steps)}
    return tuple(
        sorted(rows, key=lambda row: (row.step not in unstable, -(row.cross_wait_per_case or 0.0), order[row.step]))
    )


def _row(
    step: str,
    visits: Visits,
    inbound: list[tuple[str, float | None]],
    holders: Holders,
    waits: Mapping[str, float | None],
    first: Mapping[str, float | None],
    delays: Mapping[str, float],
) -> CrossRow | None:
    """One step; None when nothing reaches it over a border."""
    crossing = [(source, flow) for source, flow in inbound if holders.relation(source, step) == "handoff"]
    if not any(flow is None or flow > 0.0 for _, flow in crossing):
        return None
    whole = _sum([*(flow for _, flow in inbound), first.get(step, 0.0)])
    known = not any(holders.relation(source, step) == "unknown" for source, _ in inbound)
    inflow = _sum([flow for _, flow in crossing]) if known else None
    share = inflow / whole if inflow is not None and whole else None
    wait, executions = waits.get(step), visits.executions(holders.graph, step)
    waiting = None
    if share is not None and wait is not None and executions is not None:
        waiting = executions * wait * share + delays.get(step, 0.0)
    origins = sorted({name for source, _ in crossing for name in holders.of(source)})
    return CrossRow(step, inflow, share, wait, waiting, tuple(origins))


def _sum(parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return math.fsum(known) if len(known) == len(parts) else None


def _from_starts(graph: ProcessGraph, visits: Visits, transfers: Transfers) -> dict[str, float | None]:
    """Arrivals at each step that come from a start event without passing another step."""
    found: dict[str, float | None] = {}
    for start in (*graph.starts, *graph.entries):
        if graph.nodes[start].step:
            continue
        for step, share in _next_steps(graph, transfers, start).items():
            times, before = visits.visits[start], found.get(step, 0.0)
            found[step] = None if times is None or share is None or before is None else before + times * share
    return found


def _next_steps(graph: ProcessGraph, transfers: Transfers, node: str) -> dict[str, float | None]:
    """Executions of each step that come right after one execution of a node; None where shares are not known."""
    seen, queue, steps = {node}, [node], []
    for at in queue:
        for edge in graph.outgoing[at]:
            if edge.target in seen:
                continue
            seen.add(edge.target)
            if graph.nodes[edge.target].step:
                steps.append(edge.target)
            else:
                queue.append(edge.target)
    shares: dict[str, float | None] = {}
    for step in steps:
        low, high = transfers.routing.expect(node, {step: 1.0})
        shares[step] = low if high - low <= _TINY else None
    return shares


def _border_delays(graph: ProcessGraph, visits: Visits, transfers: Transfers, holders: Holders) -> dict[str, float]:
    """Time per case that work lies on flows into each step, where all work on the flow crosses a border."""
    found: dict[str, float] = {}
    for edge in graph.edges:
        times = visits.flow[edge.id]
        if not edge.delay or not times:
            continue
        before = _last_steps(graph, edge)
        behind = {edge.target: 1.0} if graph.nodes[edge.target].step else _next_steps(graph, transfers, edge.target)
        for step, share in behind.items():
            if share and before and all(holders.relation(source, step) == "handoff" for source in before):
                found[step] = found.get(step, 0.0) + times * share * edge.delay
    return found


def _last_steps(graph: ProcessGraph, edge: GraphEdge) -> set[str]:
    """The steps after which work can come along a flow."""
    found, seen, queue = set(), {edge.source}, [edge.source]
    for node in queue:
        if graph.nodes[node].step:
            found.add(node)
            continue
        for way in graph.incoming[node]:
            if way.source not in seen:
                seen.add(way.source)
                queue.append(way.source)
    return found
