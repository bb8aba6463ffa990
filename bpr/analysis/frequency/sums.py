"""Expected sums over executions, with bounds where branch shares are not known (handbook 4.2, 0.3).

Formula: ``sum of v(n) * k(n)``. Bounds: the least and the greatest sum over all possible unknown shares
    (`bpr.analysis.frequency.bounds`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bpr.analysis.frequency.equations import Vector, known
from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status


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
    if visits.vectors is None or visits.bounds is None or visits.status is Status.INVALID:
        return Quantity(None, unit, visits.status, method=method, assumptions=visits.assumptions)
    combined: Vector = np.zeros(1 + len(visits.bounds.system.variables))
    for node in graph.nodes:
        if amount := reward.get(node, 0.0):
            combined = combined + visits.vectors[node] * amount
    value = known(combined)
    if value is not None:
        status = visits.known_status
        return Quantity(value, unit, status, method=method, assumptions=visits.assumptions)
    low, high = visits.bounds.least(reward), visits.bounds.greatest(reward)
    return Quantity(
        None,
        unit,
        Status.UNKNOWN if low is None and high is None else Status.BOUNDED,
        low,
        high,
        missing=(*(f"{node}.share" for node in visits.unknown_splits), *visits.unknown_beginnings),
        assumptions=visits.assumptions,
        method=method,
    )
