"""Expected sums over executions: work, cost, waiting and counts per case (handbook 4.2, 0.3).

Formula: ``sum of v(n) * m(n) * k(n)`` with v the visits, m the executions per visit (loop marker) and k the reward of
    one execution. Exact in the mean for any sound model and any distribution, dependent or not.
Unknown: a node with an unknown reward (or unknown repetition) makes the sum unknown; its known part and its coverage
    (share of the expected executions whose reward is known) are still told. Unknown branch shares make it bounded.
Complexity: O(n) after the visits; bounds by policy iteration.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bpr.analysis.sums import total
from bpr.analysis.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

Rewards = Mapping[str, float | None]


def expected_sum(graph: ProcessGraph, visits: Visits, rewards: Rewards, *, unit: str, field: str) -> Quantity:
    """The expected sum of rewards per case.

    Args:
        graph: the process graph.
        visits: its visits.
        rewards: reward per execution by node id, None where not known; nodes left out do not take part.
        unit: unit of the sum.
        field: name of the field that is missing where a reward is None, such as ``time``.

    Returns:
        exact, bounded (unknown shares) or unknown (unknown rewards) with known part, coverage and what is missing.
    """
    known: dict[str, float] = {}
    missing: list[str] = []
    for node, reward in rewards.items():
        repeats = graph.nodes[node].executions if node in graph.nodes else 1.0
        if visits.visits.get(node) == 0.0 or reward == 0.0:
            continue
        if reward is None:
            missing.append(f"{node}.{field}")
        elif repeats is None:
            missing.append(f"{node}.repeat")
        else:
            known[node] = reward * repeats
    whole = total(graph, visits, {node: reward for node, reward in known.items() if node in graph.nodes}, unit=unit)
    if not missing or whole.status in (Status.INFINITE, Status.INVALID):
        return whole
    return Quantity(
        None,
        unit,
        Status.UNKNOWN,
        lower=whole.value if whole.value is not None else whole.lower,
        known_part=whole.value if whole.value is not None else whole.lower,
        coverage=coverage(visits, rewards, {name.rsplit(".", 1)[0] for name in missing}),
        missing=(*missing, *whole.missing),
        assumptions=whole.assumptions,
        method=whole.method,
    )


def coverage(visits: Visits, rewards: Rewards, missing: set[str]) -> float | None:
    """Share of the expected executions whose reward is known; None when the visits are not known."""
    weights = {node: visits.visits.get(node) for node in rewards}
    if any(weight is None for weight in weights.values()):
        return None
    everything = math.fsum(weight or 0.0 for weight in weights.values())
    if everything == 0.0:
        return None
    return math.fsum(weight or 0.0 for node, weight in weights.items() if node not in missing) / everything


def ratio(part: Quantity, whole: Quantity, *, unit: str = "1", method: str = "") -> Quantity:
    """One quantity divided by another; not defined (None, exact) when the whole is zero, unknown when either is."""
    if part.value is not None and whole.value is not None:
        status = max((part.status, whole.status), key=list(Status).index)
        assumptions = tuple(dict.fromkeys((*part.assumptions, *whole.assumptions)))
        value = part.value / whole.value if whole.value else None
        return Quantity(value, unit, status, assumptions=assumptions, method=method)
    status = max((part.status, whole.status), key=list(Status).index)
    if status not in (Status.INFINITE, Status.INVALID, Status.UNSTABLE):
        status = Status.UNKNOWN
    missing = tuple(dict.fromkeys((*part.missing, *whole.missing)))
    return Quantity(None, unit, status, missing=missing, method=method)
