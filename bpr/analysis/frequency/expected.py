"""Expected sums over executions: work, cost, waiting and counts per case (handbook 4.2, 0.3).

Formula: ``sum of v(n) * m(n) * k(n)`` with v the visits, m the executions per visit (loop marker) and k the reward of
    one execution. Exact in the mean for any sound model and any distribution, dependent or not.
Unknown: a node with an unknown reward (or unknown repetition) makes the sum unknown; its known part and its coverage
    (share of the expected executions whose reward is known) are still told. Unknown branch shares make it bounded.
Complexity: O(n) after the visits; bounds by policy iteration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bpr.analysis.frequency.sums import total
from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status, worst

Rewards = Mapping[str, float | None]


def expected_sum(graph: ProcessGraph, visits: Visits, rewards: Rewards, *, unit: str, field: str) -> Quantity:
    """The expected sum of rewards of single executions per case.

    Args:
        graph: the process graph.
        visits: its visits.
        rewards: reward per execution by node id, None where not known; nodes left out do not take part.
        unit: unit of the sum.
        field: name of the field that is missing where a reward is None, such as ``time``.

    Returns:
        exact, bounded (unknown shares) or unknown (unknown rewards) with known part, coverage and what is missing.
    """
    amounts: dict[str, float | None] = {}
    missing: list[str] = []
    for node, reward in rewards.items():
        if node not in graph.nodes:
            continue
        repeats = graph.nodes[node].executions
        amounts[node] = 0.0 if reward == 0.0 else None if reward is None or repeats is None else reward * repeats
        if amounts[node] is None and visits.visits[node] != 0.0:
            missing.append(f"{node}.{field if reward is None else 'repeat'}")
    return known_sum(graph, visits, amounts, unit=unit, missing=missing)


def known_sum(
    graph: ProcessGraph,
    visits: Visits,
    amounts: Rewards,
    *,
    unit: str,
    missing: Iterable[str],
    assumptions: Iterable[str] = (),
) -> Quantity:
    """The expected sum of amounts per visit, of which some are not known.

    Args:
        graph: the process graph.
        visits: its visits.
        amounts: amount per visit by node id, None where not known.
        unit: unit of the sum.
        missing: ids and fields that are not known.
        assumptions: further assumptions that the amounts rest on.
    """
    known = {node: amount for node, amount in amounts.items() if amount is not None}
    gaps = {node for node, amount in amounts.items() if amount is None and visits.visits[node] != 0.0}
    whole = total(graph, visits, known, unit=unit)
    if added := tuple(assumptions):
        status = Status.ASSUMED if whole.status is Status.EXACT else whole.status
        whole = replace(whole, status=status, assumptions=(*whole.assumptions, *added))
    if not gaps or whole.status in (Status.INFINITE, Status.INVALID):
        return whole
    least = whole.value if whole.value is not None else whole.lower
    return replace(
        whole,
        value=None,
        status=Status.UNKNOWN,
        lower=least or None,
        upper=None,
        known_part=least,
        coverage=coverage(visits, _weighty(graph, amounts), gaps),
        missing=(*missing, *whole.missing),
    )


def _weighty(graph: ProcessGraph, amounts: Rewards) -> Rewards:
    """The nodes that count for the coverage: decisions that take nothing would only flatter it."""
    return {
        node: amount
        for node, amount in amounts.items()
        if amount != 0.0 or graph.nodes[node].type in ("activity", "subprocess")
    }


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
        status = worst((part.status, whole.status))
        assumptions = tuple(dict.fromkeys((*part.assumptions, *whole.assumptions)))
        value = part.value / whole.value if whole.value else None
        return Quantity(value, unit, status, assumptions=assumptions, method=method)
    status = worst((part.status, whole.status))
    if status not in (Status.INFINITE, Status.INVALID, Status.UNSTABLE):
        status = Status.UNKNOWN
    missing = tuple(dict.fromkeys((*part.missing, *whole.missing)))
    return Quantity(None, unit, status, missing=missing, method=method)
