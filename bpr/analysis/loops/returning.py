"""Returning flows: one row for each flow by which work comes back (handbook 3.5).

Order: loops with people outside and between departments first, then the most rework time, then the flow's id.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import replace

from bpr.analysis.frequency.visits import Visits
from bpr.analysis.loops.kinds import classify, direction, gate, is_planned, nearest_steps
from bpr.analysis.loops.nesting import Region
from bpr.analysis.loops.repetition import Repetition
from bpr.analysis.loops.report import ReturningEdge
from bpr.analysis.loops.rework import Repeated, amount, rework_cost, time_of
from bpr.graph.process_graph import GraphEdge, ProcessGraph
from bpr.quantity import Quantity, Status

_FIRST = {"external": 0, "cross_department": 0}


def returning_edges(
    graph: ProcessGraph,
    visits: Visits,
    repetition: Repetition,
    parts: Iterable[Repeated],
    back: frozenset[str],
) -> tuple[ReturningEdge, ...]:
    """All returning flows of all loops."""
    by_flow: dict[str, list[Repeated]] = {}
    for part in parts:
        if part.flow is not None:
            by_flow.setdefault(part.flow, []).append(part)
    rows = [
        _row(graph, visits, repetition, number, flow, by_flow.get(flow, []), is_back=flow in back)
        for number, region in enumerate(repetition.regions)
        for flow in region.returns
    ]
    return tuple(sorted(rows, key=lambda row: (_FIRST.get(row.loop_class, 1), -_weight(row.rework_time), row.flow)))


def _weight(quantity: Quantity) -> float:
    return quantity.value if quantity.value is not None else quantity.known_part or 0.0


def _row(
    graph: ProcessGraph,
    visits: Visits,
    repetition: Repetition,
    number: int,
    flow: str,
    parts: list[Repeated],
    *,
    is_back: bool,
) -> ReturningEdge:
    region, edge = repetition.regions[number], graph.edge[flow]
    before = nearest_steps(graph, edge.source, region.body, backwards=True)
    behind = nearest_steps(graph, edge.target, region.body, backwards=False)
    cycle = shortest_cycle(graph, region, flow)
    nodes = [graph.nodes[step] for step in cycle]
    unit = f"{graph.process.time_unit}/case"
    return ReturningEdge(
        flow=flow,
        source=graph.nodes[edge.source].origin or edge.source,
        target=graph.nodes[edge.target].origin or edge.target,
        loop=number,
        depth=region.depth,
        back=is_back,
        planned=is_planned(graph, edge, region.body),
        loop_class=classify(graph, cycle),
        direction=direction(graph, before, behind),
        gate=gate(graph, edge, region.body),
        before=before,
        behind=behind,
        roles=tuple(dict.fromkeys(node.role for node in nodes if node.role is not None)),
        departments=tuple(dict.fromkeys(node.department for node in nodes if node.department is not None)),
        return_flow_per_case=_quantity(visits, visits.flow[flow], "returns/case", f"{flow}.share"),
        share_of_cases=_quantity(visits, repetition.share_of_cases(flow), "1", f"{flow}.share"),
        rework_time=amount(graph, visits, parts, time_of, unit=unit, field="time"),
        rework_cost=rework_cost(graph, visits, [replace(part, planned=False) for part in parts]),
        shortest_cycle=cycle,
    )


def _quantity(visits: Visits, value: float | None, unit: str, missing: str) -> Quantity:
    if value is None:
        status = visits.status if visits.vectors is None else Status.UNKNOWN
        return Quantity(None, unit, status, missing=(missing,), method="absorbing_chain")
    status = visits.known_status
    return Quantity(value, unit, status, assumptions=visits.assumptions, method="absorbing_chain")


def shortest_cycle(graph: ProcessGraph, region: Region, flow: str) -> tuple[str, ...]:
    """The steps of the shortest way round over a return, from its target on, without other returns where that works."""
    edge = graph.edge[flow]
    ways = _shortest_way(graph, region.body, edge, without=region.returns) or _shortest_way(graph, region.body, edge)
    return tuple(node for node in ways if graph.nodes[node].step)


def _shortest_way(
    graph: ProcessGraph, body: frozenset[str], edge: GraphEdge, without: Collection[str] = ()
) -> tuple[str, ...]:
    """The nodes from the target of a flow to its source inside a loop; empty where there is no such way."""
    paths: dict[str, tuple[str, ...]] = {edge.target: (edge.target,)}
    queue = deque([edge.target])
    while queue and edge.source not in paths:
        node = queue.popleft()
        for way in graph.outgoing[node]:
            if way.target in body and way.id not in without and way.target not in paths:
                paths[way.target] = (*paths[node], way.target)
                queue.append(way.target)
    return paths.get(edge.source, ())
