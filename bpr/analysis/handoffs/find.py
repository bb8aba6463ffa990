"""Handoffs: how often a case changes hands, between whom, how tightly the holders are coupled (handbook 2).

Definition: two steps one after the other, with routing nodes only between them, whose holders differ at the chosen
    level (role, department, organisation, system). Steps are activities and decisions taken by a role. With several
    performers a handoff is full when nobody stays, partial when somebody does; the headline counts full ones.
Formula: with F the expected transfers per case (`bpr.analysis.handoffs.transfers`),
    ``handoffs_per_case = sum of F(a, b)`` over pairs with different holders; ``handoff_ratio = handoffs / transfers``;
    ``handoff_density = handoffs / executions``; ``coupling[g, h] = matrix[g, h] + matrix[h, g]``;
    ``cohesion[g]`` = inner transfers of g / all transfers that touch g.
Messages between parties are transfers (`bpr.analysis.handoffs.sums`).
Unknown: a transfer that touches a step without holder is neither a handoff nor none: the value is None with bounds,
    unless the other levels tell (`bpr.analysis.handoffs.holders`): who keeps the work keeps it in the department.
Complexity: O(n + m) for each step, and O(steps^2) for the matrix.
References: van der Aalst, Reijers, Song 2005, Discovering social networks from event logs; van der Aalst 2016, Process
    Mining: Data Science in Action; Rummler, Brache 1995, Improving Performance; Yourdon, Constantine 1979, Structured
    Design (coupling, cohesion).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bpr.analysis.frequency.expected import expected_sum, ratio
from bpr.analysis.frequency.sums import total
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.handoffs.drawn import DrawnHandoff, drawn_handoffs
from bpr.analysis.handoffs.findings import handoff_findings
from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.handoffs.pingpong import find_pingpong
from bpr.analysis.handoffs.report import Handoff, HandoffKind, HandoffReport, Link
from bpr.analysis.handoffs.runs import longest_run
from bpr.analysis.handoffs.sums import Booking, TransferSums
from bpr.analysis.handoffs.touchpoints import Touchpoints, customer_touchpoints
from bpr.graph.process_graph import Level, ProcessGraph
from bpr.quantity import Quantity, Status, worst

__all__ = ["Handoff", "HandoffReport", "Touchpoints", "customer_touchpoints", "find_handoffs"]

HANDOFFS = "handoffs/case"
TRANSFERS = "transfers/case"


def find_handoffs(graph: ProcessGraph, level: Level = "role", *, visits: Visits | None = None) -> HandoffReport:
    """Find every handoff at a level and measure them; the graph is not changed.

    Args:
        graph: the process graph.
        level: whose hands: role, department, organisation or system.
        visits: visits of the graph, where they are already worked out.

    Example:
        >>> from bpr.graph import build_graph
        >>> from bpr.model import Process
        >>> steps = [
        ...     {"id": "S", "event": "start", "position": "start", "next": "A"},
        ...     {"id": "A", "name": "Write", "role": "clerk", "next": "B"},
        ...     {"id": "B", "name": "Sign", "role": "chief", "next": "E"},
        ...     {"id": "E", "event": "end", "position": "end"},
        ... ]
        >>> letter = Process(process="letter", roles={"clerk": "Clerk", "chief": "Chief"}, steps=steps)
        >>> find_handoffs(build_graph(letter)).handoffs_per_case.value
        1.0
    """
    holders = Holders(graph, level)
    sums = TransferSums(graph, expected_visits(graph) if visits is None else visits, holders)
    transfers = sums.total(lambda _: True, unit=TRANSFERS)
    handoffs = sums.total(_changes_hands, _may_change_hands, unit=HANDOFFS)
    unknown = sums.total(_is_unknown, unit=TRANSFERS)
    executions = expected_sum(
        graph, sums.visits, dict.fromkeys(graph.steps, 1.0), unit="executions/case", field="repeat"
    )
    matrix = sums.matrix()
    coupling = _coupling(matrix)
    holder_of = {step: held[0] for step in graph.steps if (held := holders.of(step))}
    run, goes_round = longest_run(holder_of, _inner_pairs(sums.bookings))
    drawn = drawn_handoffs(graph, holders, sums.visits.flow)
    report = HandoffReport(
        level=level,
        transfers_per_case=transfers,
        handoffs_per_case=handoffs,
        unknown_transfers_per_case=unknown,
        partial_handoffs_per_case=sums.total(lambda booking: booking.relation == "partial", unit=HANDOFFS),
        coverage=_coverage(sums, transfers, unknown),
        handoff_pairs_known=sum(_is_handoff(booking) and booking.per_case != 0.0 for booking in sums.bookings),
        handoff_ratio=ratio(handoffs, transfers, method="handoffs / transfers"),
        handoff_density=ratio(handoffs, executions, unit="handoffs/execution", method="handoffs / executions"),
        matrix=matrix,
        coupling=coupling,
        coupling_share=_shares(coupling),
        cohesion=_cohesion(matrix),
        pingpong_per_case=find_pingpong(graph, sums.transfers, holder_of, sums.visits.known_status),
        longest_run=run,
        contains_same_owner_loop=goes_round,
        handoffs=_single(sums),
        drawn=drawn,
        drawn_handoffs_per_case=_drawn_per_case(graph, sums.visits, drawn),
    )
    return replace(report, findings=handoff_findings(graph, holders, report))


def _changes_hands(booking: Booking) -> bool:
    return booking.changes is True


def _may_change_hands(booking: Booking) -> bool:
    return booking.changes is None


def _is_handoff(booking: Booking) -> bool:
    return booking.relation == "handoff"


def _is_unknown(booking: Booking) -> bool:
    return booking.relation == "unknown"


def _inner_pairs(bookings: Iterable[Booking]) -> list[Link]:
    return [
        (b.source, b.target) for b in bookings if b.kind != "message" and b.relation == "same" and b.per_case != 0.0
    ]


def _single(sums: TransferSums) -> tuple[Handoff, ...]:
    """Every pair of steps (or message) that hands over, with how often."""
    found = []
    for booking in sums.bookings:
        if booking.labels is None or booking.relation not in ("handoff", "partial") or booking.per_case == 0.0:
            continue
        status = sums.visits.known_status
        if booking.per_case is None:
            status = worst([Status.UNKNOWN, sums.visits.status])
        quantity = Quantity(booking.per_case, HANDOFFS, status, assumptions=sums.visits.assumptions)
        labels = booking.labels
        if booking.relation == "partial":
            labels = (" + ".join(sums.holders.of(booking.source)), " + ".join(sums.holders.of(booking.target)))
        found.append(Handoff(booking.source, booking.target, *labels, _kind(booking), quantity))
    return tuple(found)


def _kind(booking: Booking) -> HandoffKind:
    if booking.kind == "message":
        return "message"
    return "partial" if booking.relation == "partial" else "full"


def _coverage(sums: TransferSums, transfers: Quantity, unknown: Quantity) -> Quantity:
    """Known transfers / transfers; 1 as soon as every possible transfer has known holders."""
    method = "known transfers / transfers"
    if sums.bookings and not any(_is_unknown(booking) for booking in sums.bookings):
        return Quantity(1.0, "1", method=method)
    share = ratio(unknown, transfers, method=method)
    return share if share.value is None else replace(share, value=1.0 - share.value)


def _coupling(matrix: Mapping[Link, Quantity]) -> dict[Link, Quantity]:
    """Transfers in both directions by pair of holders."""
    pairs = sorted({(min(link), max(link)) for link in matrix if link[0] != link[1]})
    return {(g, h): _sum([matrix[link] for link in ((g, h), (h, g)) if link in matrix], TRANSFERS) for g, h in pairs}


def _shares(coupling: Mapping[Link, Quantity]) -> dict[Link, Quantity]:
    """Each coupling as a share of all transfers between holders."""
    crossing = _sum(coupling.values(), TRANSFERS)
    return {pair: ratio(quantity, crossing, method="coupling / cross transfers") for pair, quantity in coupling.items()}


def _cohesion(matrix: Mapping[Link, Quantity]) -> dict[str, Quantity]:
    """By holder, inner transfers / all transfers that touch it."""
    found = {}
    for holder in sorted({holder for link in matrix for holder in link}):
        inner = _sum([matrix[link] for link in ((holder, holder),) if link in matrix], TRANSFERS)
        touching = _sum([quantity for link, quantity in matrix.items() if holder in link], TRANSFERS)
        found[holder] = ratio(inner, touching, method="inner / touching transfers")
    return found


def _sum(parts: Iterable[Quantity], unit: str) -> Quantity:
    """A sum of quantities; unknown as soon as one of them is."""
    parts = list(parts)
    values = [part.value for part in parts if part.value is not None]
    assumptions = tuple(dict.fromkeys(name for part in parts for name in part.assumptions))
    status = worst(part.status for part in parts)
    value = math.fsum(values) if len(values) == len(parts) else None
    return Quantity(value, unit, status, assumptions=assumptions)


def _drawn_per_case(graph: ProcessGraph, visits: Visits, drawn: tuple[DrawnHandoff, ...]) -> Quantity:
    """Tokens per case on the flows that cross from lane to lane."""
    reward: dict[str, float] = {}
    for handoff in drawn:
        edge = graph.edge[handoff.flow]
        weight = visits.weights[edge.id]
        if weight is None:
            return Quantity.unknown(HANDOFFS, missing=(f"{edge.source}.share",), method="flow on drawn handoffs")
        reward[edge.source] = reward.get(edge.source, 0.0) + weight
    return total(graph, visits, reward, unit=HANDOFFS, method="flow on drawn handoffs")
