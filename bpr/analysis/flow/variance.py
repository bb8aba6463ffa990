"""Variance of the work of a case, where one thing happens at a time (handbook 4.2).

Formula: ``Var = sum v s^2 + t' Cov t`` with Cov the covariance of the visits of an absorbing chain. With N the
    fundamental matrix, ``E[n_i n_j] = v_i N_ij + v_j N_ji - d_ij v_i``, so ``t' Cov t = 2 sum v_i t_i h_i
    - sum v_i t_i^2 - (sum v t)^2`` where ``h = N t`` is the work that is still to come, node by node: one linear
    solve, no matrix of covariances.
Only without AND and OR: parallel branches of a case depend on each other, which needs a simulation.
Complexity: O(n + m), and one dense LU for each loop of its own size.
Reference: Kemeny, Snell 1960, Finite Markov Chains.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np

from bpr.analysis.flow.timing import Assumed
from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

METHOD = "fundamental_matrix"
_NOISE = 1e-12


def work_variance(graph: ProcessGraph, visits: Visits, *, assume_family: Assumed | None = None) -> Quantity:
    """The variance of the work of a case, in the square of the time unit.

    Args:
        graph: the process graph.
        visits: its visits.
        assume_family: what a mean without distribution is taken as; None leaves the variance unknown.

    Returns:
        exact (``assumed`` where a family was assumed); unknown with what is missing, or with method ``simulation``
        where branches run in parallel or where the case has no single start.
    """
    unit = f"{graph.process.time_unit}^2"
    if visits.status in (Status.INFINITE, Status.INVALID):
        return Quantity(None, unit, visits.status, method=METHOD)
    if not _one_thing_at_a_time(graph):
        return Quantity.unknown(unit, method="simulation")
    times, spread, missing, assumed = _moments(graph, visits, assume_family)
    missing += [
        f"{edge.id}.share"
        for edge in graph.edges
        if visits.weights[edge.id] is None and visits.visits[edge.source] != 0.0
    ]
    if missing or visits.status is Status.UNKNOWN:
        return Quantity.unknown(unit, missing=dict.fromkeys(missing), method=METHOD)
    counts = {node: value or 0.0 for node, value in visits.visits.items()}
    ahead = _ahead(graph, visits, times)
    mean = math.fsum(counts[node] * time for node, time in times.items())
    own = math.fsum(counts[node] * variance for node, variance in spread.items())
    parts = (counts[node] * (time / mean) * (2 * ahead[node] - time) / mean for node, time in times.items() if mean)
    routes = math.fsum(parts) - 1.0
    value = own + (routes * mean * mean if routes > _NOISE else 0.0)
    if not math.isfinite(value):
        return Quantity.unknown(unit, method="overflow")
    assumptions = (*visits.assumptions, *((f"assume_family={assume_family}",) if assumed else ()))
    status = Status.ASSUMED if assumptions else Status.EXACT
    return Quantity(value, unit, status, assumptions=assumptions, method=METHOD)


def _one_thing_at_a_time(graph: ProcessGraph) -> bool:
    """Whether a case is one token from one start: no parallel or inclusive split, no entry of its own, one party."""
    parties = {graph.nodes[start].organisation for start in graph.starts}
    splits = all(graph.split(node) in ("none", "xor", "event") for node in graph.nodes)
    return splits and len(parties) == 1 and not graph.entries


def _moments(
    graph: ProcessGraph, visits: Visits, family: Assumed | None
) -> tuple[dict[str, float], dict[str, float], list[str], bool]:
    """Mean and variance of the time of every step, what is missing, and whether a family was assumed."""
    times: dict[str, float] = {}
    spread: dict[str, float] = {}
    missing: list[str] = []
    assumed = False
    for step in graph.steps:
        node = graph.nodes[step]
        if visits.visits[step] == 0.0:
            continue
        if node.time is None:
            missing.append(f"{step}.time")
        elif node.executions != 1.0:
            missing.append(f"{step}.repeat")
        elif node.time.mean == 0.0:
            times[step] = spread[step] = 0.0
        elif node.time.variance is None and family is None:
            missing.append(f"{step}.time.distribution")
        else:
            variance = node.time.variance
            if variance is None:
                assumed = True
                variance = node.time.mean * node.time.mean if family == "exponential" else 0.0
            times[step], spread[step] = node.time.mean, variance
    return times, spread, missing, assumed


def _ahead(graph: ProcessGraph, visits: Visits, times: Mapping[str, float]) -> dict[str, float]:
    """Work still to come from each node on, its own included: ``h = t + W h``, one loop after the other."""
    alive = {node for node, value in visits.visits.items() if value}
    flows: nx.DiGraph[str] = nx.DiGraph()
    flows.add_nodes_from(node for node in graph.nodes if node in alive)
    flows.add_edges_from((edge.source, edge.target) for edge in graph.edges if {edge.source, edge.target} <= alive)
    found: dict[str, float] = dict.fromkeys(graph.nodes, 0.0)
    for part in nx.strongly_connected_components(flows):
        nodes = sorted(part)
        place = {node: number for number, node in enumerate(nodes)}
        constant = np.array([times.get(node, 0.0) for node in nodes])
        matrix = np.eye(len(nodes))
        for node in nodes:
            for edge in graph.outgoing[node]:
                weight = visits.weights[edge.id] or 0.0
                if edge.target in place:
                    matrix[place[node], place[edge.target]] -= weight
                else:
                    constant[place[node]] += weight * found[edge.target]
        found.update(zip(nodes, np.linalg.solve(matrix, constant).tolist(), strict=True))
    return found
