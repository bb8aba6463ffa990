"""Expected sums over executions, with bounds where branch shares are not known (handbook 4.2, 0.3).

Formula: ``sum of v(n) * k(n)``. Bounds: the least and the greatest sum over all possible unknown shares; an extreme is
    reached by sending all unknown flow of each split along one branch, found by policy iteration.
Reference: Puterman 1994, Markov Decision Processes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bpr.analysis.frequency.equations import ENTRY, START, TINY, Vector, equations, known
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.frequency.weights import Weights
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

_MAX_ROUNDS = 200


def total(
    graph: ProcessGraph,
    visits: Visits,
    reward: Mapping[str, float],
    *,
    unit: str,
    method: str = "linear_visits",
) -> Quantity:
    """Expected sum of a reward per execution, such as work per case; bounds where shares are unknown.

    Args:
        graph: the process graph.
        visits: its visits.
        reward: reward per visit by node id; nodes left out count zero.
        unit: unit of the result.
        method: what to print as method.

    Returns:
        ``exact`` (or ``assumed``) when the sum does not depend on unknown shares, else ``bounded``: value None with
        the least and the greatest sum over all possible shares (upper None when it could be infinite). A model
        without exit, or whose parallel branches do not meet, has no sum at all.
    """
    if visits.vectors is None or visits.system is None or visits.status is Status.INVALID:
        return Quantity(None, unit, visits.status, method=method, assumptions=visits.assumptions)
    combined: Vector = np.zeros(1 + len(visits.system.variables))
    for node in graph.nodes:
        if amount := reward.get(node, 0.0):
            combined = combined + visits.vectors[node] * amount
    value = known(combined)
    if value is not None:
        status = Status.ASSUMED if visits.assumptions else Status.EXACT
        return Quantity(value, unit, status, method=method, assumptions=visits.assumptions)
    low, high = bounds(graph, visits, reward)
    return Quantity(
        None,
        unit,
        Status.BOUNDED,
        low,
        high,
        missing=tuple(f"{node}.share" for node in visits.unknown_splits),
        assumptions=visits.assumptions,
        method=method,
    )


def bounds(graph: ProcessGraph, visits: Visits, reward: Mapping[str, float]) -> tuple[float | None, float | None]:
    """The least and the greatest expected sum of non-negative rewards over all possible unknown shares.

    None where no bound exists (a loop could repeat for ever, or the model has starts or entries of unknown frequency).
    """
    system = visits.system
    if system is None or any(name.startswith((START, ENTRY)) for name in system.variables):
        return None, None
    return _extreme(graph, visits, reward, largest=False), _extreme(graph, visits, reward, largest=True)


def _extreme(graph: ProcessGraph, visits: Visits, reward: Mapping[str, float], *, largest: bool) -> float | None:
    """Policy iteration over the unknown splits."""
    alive = graph.reachable(graph.starts)
    splits = {
        node: [way.id for way in graph.outgoing[node] if visits.weights[way.id] is None]
        for node in visits.unknown_splits
        if node in alive
    }
    if visits.system is None or (largest and _can_repeat(graph, splits)):
        return None
    policy = {node: visits.system.base.get(node, ways[0]) for node, ways in splits.items()}
    for _ in range(_MAX_ROUNDS):
        solved = _under(graph, visits, policy, reward)
        if solved is None:
            return None
        value, potential = solved
        better = {}
        for node, ways in splits.items():
            ranked = [(potential[way], way) for way in ways]
            best, choice = max(ranked) if largest else min(ranked)
            gain = best - potential[policy[node]]
            if (gain > TINY) if largest else (gain < -TINY):
                better[node] = choice
        if not better:
            return value
        policy |= better
    return None


def _can_repeat(graph: ProcessGraph, splits: Mapping[str, list[str]]) -> bool:
    """Whether a loop runs through an unknown branch, so that it could repeat without bound."""
    return any(node in graph.reachable([graph.edge[way].target]) for node, ways in splits.items() for way in ways)


def _under(
    graph: ProcessGraph, visits: Visits, policy: Mapping[str, str], reward: Mapping[str, float]
) -> tuple[float, dict[str, float]] | None:
    """The sum when each unknown split takes one branch, and the worth of a token on every edge."""
    chosen: dict[str, float | None] = {
        edge.id: (1.0 if policy.get(edge.source) == edge.id else 0.0) if weight is None else weight
        for edge in graph.edges
        for weight in (visits.weights[edge.id],)
    }
    fixed = Weights(chosen, {}, frozenset(), (), (), ())
    system = equations(graph, fixed, graph.reachable((*graph.starts, *graph.entries)))
    nodes = list(graph.nodes)
    position = {node: number for number, node in enumerate(nodes)}
    matrix = np.eye(len(nodes))
    constant = np.zeros(len(nodes))
    for node, row in system.rows.items():
        constant[position[node]] = row.constant
        for other, factor in row.terms.items():
            matrix[position[node], position[other]] -= factor
    gains = np.array([reward.get(node, 0.0) for node in nodes])
    try:
        worth = np.linalg.solve(matrix.T, gains)
    except np.linalg.LinAlgError:
        return None
    divisors = {node: len(graph.incoming[node]) if graph.join(node) == "and" else 1 for node in nodes}
    potential = {edge.id: float(worth[position[edge.target]]) / divisors[edge.target] for edge in graph.edges}
    return float(worth @ constant), potential
