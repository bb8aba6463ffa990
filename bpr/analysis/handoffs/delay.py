"""Delay and cost at handoffs: how long work lies between two holders (handbook 2.2).

Formula: ``delay_per_case = sum of F d`` and ``cost_per_case = sum of F (k_fixed + d k_wip)`` over the handoffs, with
    ``d`` from the flow (``delay``), else from the table of pairs of holders, ``k_fixed`` what one handoff costs and
    ``k_wip`` what one waiting case costs per unit of time.
Unknown: as soon as one handoff has no delay the total is unknown; known part and coverage are told.
Note: this is all the waiting of a case, not its cycle time, where branches run in parallel.
Complexity: O(m) for each step.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.handoffs.routing import Routing
from bpr.analysis.handoffs.sums import Booking, TransferSums
from bpr.graph.process_graph import GraphEdge, GraphNode, Level, ProcessGraph
from bpr.quantity import Quantity, Status

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class DelayReport:
    """Delay and cost at the handoffs of one level.

    Attributes:
        handoffs_per_case: known handoffs.
        delay_per_case: time that a case lies between holders; None when a delay is missing.
        known_delay_per_case: the part whose delays are known.
        delay_coverage: share of the handoffs whose delay is known.
        cost_per_case: what the handoffs cost; None when a delay is missing or no price was given.
        known_cost_per_case: the part whose delays are known.
    """

    handoffs_per_case: Quantity
    delay_per_case: Quantity
    known_delay_per_case: Quantity
    delay_coverage: Quantity
    cost_per_case: Quantity
    known_cost_per_case: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "handoffs_per_case": self.handoffs_per_case.to_json(),
            "delay_per_case": self.delay_per_case.to_json(),
            "known_delay_per_case": self.known_delay_per_case.to_json(),
            "delay_coverage": self.delay_coverage.to_json(),
            "cost_per_case": self.cost_per_case.to_json(),
            "known_cost_per_case": self.known_cost_per_case.to_json(),
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """Handoffs of one kind: how many per case, how many of them with a known delay, and that delay in all."""

    times: float
    covered: float
    delay: float
    missing: str


def handoff_delay(
    graph: ProcessGraph,
    level: Level,
    delays: Mapping[tuple[str, str], float] | None = None,
    *,
    fixed_cost: float | None = None,
    waiting_cost: float | None = None,
    visits: Visits | None = None,
) -> DelayReport:
    """How long a case lies at the borders between holders, and what that costs; the graph is not changed.

    Args:
        graph: the process graph; a flow may carry its own ``delay``.
        level: role, department, organisation or system.
        delays: delay by pair of holders, in the model's time unit, for flows without one.
        fixed_cost: cost of one handoff.
        waiting_cost: cost of one case that waits one time unit.
        visits: visits of the graph, where they are already worked out.
    """
    sums = TransferSums(graph, expected_visits(graph) if visits is None else visits, Holders(graph, level))
    total = sums.total(lambda b: b.relation == "handoff", lambda b: b.relation == "unknown", unit="handoffs/case")
    time, money = f"{graph.process.time_unit}/case", f"{graph.process.currency or 'currency'}/case"
    handoffs = [booking for booking in sums.bookings if booking.relation == "handoff" and booking.per_case != 0.0]
    parts = _parts(graph, sums, handoffs, delays or {})
    if parts is None:
        method = "unknown visits or shares"
        nothing = {unit: Quantity.unknown(unit, missing=total.missing, method=method) for unit in (time, money, "1")}
        return DelayReport(total, nothing[time], nothing[time], nothing["1"], nothing[money], nothing[money])
    times, covered = math.fsum(part.times for part in parts), math.fsum(part.covered for part in parts)
    delay = math.fsum(part.delay for part in parts)
    missing = (*(part.missing for part in parts if part.times - part.covered > _TINY), *total.missing)
    share = covered / times if times else None
    cost = None
    if fixed_cost is not None or waiting_cost is not None:
        cost = covered * (fixed_cost or 0.0) + delay * (waiting_cost or 0.0)
    return DelayReport(
        total,
        _whole(delay, time, missing, share, "sum of F d"),
        Quantity(delay, time, method="sum of F d"),
        Quantity(share, "1", method="handoffs with known delay / handoffs"),
        _whole(cost, money, missing if cost is not None else ("handoff cost",), share, "sum of F (k_fixed + d k_wip)"),
        Quantity(cost, money, Status.UNKNOWN if cost is None else Status.EXACT, method="sum of F (k_fixed + d k_wip)"),
    )


def _whole(known: float | None, unit: str, missing: tuple[str, ...], share: float | None, method: str) -> Quantity:
    """The total, which is only known when nothing is missing."""
    if missing or known is None:
        return Quantity.unknown(unit, missing=missing, lower=known, known_part=known, coverage=share, method=method)
    return Quantity(known, unit, method=method)


def _parts(
    graph: ProcessGraph, sums: TransferSums, handoffs: list[Booking], table: Mapping[tuple[str, str], float]
) -> list[_Part] | None:
    """What is known about the delay of each handoff; None when it is not known how often one happens."""
    drawn = _DrawnDelays(graph, sums.visits.weights)
    parts = []
    for booking in handoffs:
        if booking.per_case is None or booking.labels is None:
            return None
        plain, delay = 1.0, 0.0
        if booking.kind == "flow":
            share = sums.transfers.known_share((booking.source, booking.target))
            found = drawn.between(booking.source, booking.target)
            if share is None or found is None:
                return None
            plain, delay = found[0] / share, found[1] / share
        rest = table.get(booking.labels)
        covered = 1.0 if rest is not None else 1.0 - plain
        times = booking.per_case
        name = f"{booking.source}->{booking.target}.delay"
        parts.append(_Part(times, times * covered, times * (delay + plain * (rest or 0.0)), name))
    return parts


class _DrawnDelays:
    """Delays written on flows: each such flow is made a stop, so that what runs over it can be told apart."""

    def __init__(self, graph: ProcessGraph, weights: Mapping[str, float | None]) -> None:
        self.delays = {f"\0{edge.id}": edge.delay for edge in graph.edges if edge.delay is not None}
        nodes, edges, shares = dict(graph.nodes), [], dict(weights)
        for edge in graph.edges:
            stop = f"\0{edge.id}"
            if stop not in self.delays:
                edges.append(edge)
                continue
            nodes[stop] = GraphNode(stop, "event", step=True, synthetic=True)
            edges += [replace(edge, target=stop), GraphEdge(stop, stop, edge.target)]
            shares[stop] = 1.0
        self.routing = Routing(ProcessGraph(graph.process, nodes, tuple(edges)), shares)
        self.stops = list(self.delays)
        self._to: dict[str, dict[str, tuple[float, float]]] = {}

    def between(self, source: str, target: str) -> tuple[float, float] | None:
        """Transfers without a written delay, and all written delay, per execution of the source; None: unknown."""
        plain = self._share(source, target)
        first = [self._share(source, stop) for stop in self.stops]
        last = [self._share(stop, target) for stop in self.stops]
        inner = [[self._share(stop, other) for other in self.stops] for stop in self.stops]
        if plain is None or None in first or None in last or any(None in row for row in inner):
            return None
        if not self.stops:
            return plain, 0.0
        passing = np.linalg.inv(np.eye(len(self.stops)) - np.array(inner, dtype=float))
        reached = np.array(first, dtype=float) @ passing
        arriving = passing @ np.array(last, dtype=float)
        delays = np.array([self.delays[stop] for stop in self.stops], dtype=float)
        return plain, float(np.sum(reached * delays * arriving))

    def _share(self, source: str, target: str) -> float | None:
        if target not in self._to:
            self._to[target] = self.routing.shares(target)
        low, high = self._to[target].get(source, (0.0, 0.0))
        return low if high - low <= _TINY else None
