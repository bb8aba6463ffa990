"""What one execution of a step costs: fixed cost and the time of its performers (handbook 4.2).

Conventions: an activity with a fixed cost and no rate costs the fixed cost; the work of external roles without a rate
is not a cost of the process; a step that takes no time and has no fixed cost costs nothing.
"""

from __future__ import annotations

import math

from bpr.graph.build import unit_factor
from bpr.graph.process_graph import GraphNode, ProcessGraph


def execution_cost(graph: ProcessGraph, step: GraphNode) -> float | None:
    """Cost of one execution: the fixed cost and the time of all performers at their rates; None where not known."""
    rates = [rate_of(graph, role) for role in step.roles]
    known = [rate for rate in rates if rate is not None]
    if known:
        own = [role for role, rate in zip(step.roles, rates, strict=True) if rate is None and not _outside(graph, role)]
        if own or step.time is None:
            return None
        return (step.cost or 0.0) + step.time.mean * math.fsum(known)
    if step.cost is not None:
        return step.cost
    nothing = step.time is not None and step.time.mean == 0.0
    return 0.0 if nothing or step.external else None


def _outside(graph: ProcessGraph, role: str) -> bool:
    """Whether a role belongs to a party outside, whose work is not a cost of the process."""
    return bool(graph.process.is_external(graph.process.roles[role].department))


def rate_of(graph: ProcessGraph, role: str) -> float | None:
    """What a role costs per unit of the model's time; None where not known."""
    rate = graph.process.roles[role].rate
    factor = unit_factor(graph.process, rate.per) if rate is not None else None
    return rate.amount / factor if rate is not None and factor else None
