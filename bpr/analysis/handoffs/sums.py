"""Transfers with their holders, and their expected sums (handbook 2.2).

A booking is one kind of transfer that is possible: from step to step along the flow, from a step to itself because of
a loop marker, or along a message flow. Sums are exact where they do not depend on what is unknown, else bounded.
Messages: the weight is the expected number of sends, ``v`` of the sender (of the receiver, where the sender is a party
    drawn without content). A message from such a party that only starts a case is no transfer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bpr.analysis.frequency.equations import known
from bpr.analysis.frequency.sums import total
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.handoffs.holders import Holders, Relation
from bpr.analysis.handoffs.transfers import find_transfers
from bpr.graph.process_graph import MessageEdge, ProcessGraph
from bpr.quantity import Quantity, Status

METHOD = "linear_visits"

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Booking:
    """One possible transfer.

    ``payer`` is the node whose visits count; ``labels`` are the holders on both sides, None when one is not known;
    ``per_case`` is how often it happens, None when not known; ``changes`` says whether all holders change, None when
    nothing tells.
    """

    source: str
    target: str
    kind: Literal["flow", "marker", "message"]
    relation: Relation
    labels: tuple[str, str] | None
    payer: str
    per_case: float | None
    changes: bool | None


class TransferSums:
    """All bookings of a graph at one level, and sums over some of them.

    In a model whose parallel branches do not meet (AND_FLOW_MISMATCH) bookings are listed, but nothing is summed.
    """

    def __init__(self, graph: ProcessGraph, visits: Visits, holders: Holders) -> None:
        self.graph = graph
        self.holders = holders
        self.visits = visits if _is_sound(visits) else _without_values(visits)
        self.transfers = find_transfers(graph, self.visits)
        self.bookings = (*self._flows(), *self._markers(), *self._messages())

    def total(
        self,
        sure: Callable[[Booking], bool],
        maybe: Callable[[Booking], bool] | None = None,
        *,
        unit: str,
    ) -> Quantity:
        """The expected number of transfers of one kind, with bounds where those of another kind may count too."""
        low, high, missing = self._rewards(booking for booking in self.bookings if sure(booking))
        if maybe is not None:
            doubtful = [booking for booking in self.bookings if maybe(booking)]
            _, high, also = self._rewards(booking for booking in self.bookings if sure(booking) or maybe(booking))
            missing = tuple(dict.fromkeys((*missing, *also, *self._nameless(doubtful))))
        if all(abs(high[node] - low.get(node, 0.0)) <= _SAME for node in high):
            return total(self.graph, self.visits, low, unit=unit, method=METHOD)
        if self.visits.vectors is None:
            return total(self.graph, self.visits, low, unit=unit, method=METHOD)
        finite = all(math.isfinite(value) for value in high.values())
        least = total(self.graph, self.visits, low, unit=unit)
        most = total(self.graph, self.visits, high, unit=unit) if finite else None
        return Quantity(
            None,
            unit,
            Status.BOUNDED if most is not None else Status.UNKNOWN,
            lower=least.lower if least.value is None else least.value,
            upper=None if most is None else most.upper if most.value is None else most.value,
            known_part=least.value,
            missing=tuple(dict.fromkeys((*missing, *least.missing))),
            assumptions=self.visits.assumptions,
            method=METHOD,
        )

    def matrix(self) -> dict[tuple[str, str], Quantity]:
        """Transfers from holder to holder, in alphabetical order; those that never happen are left out."""
        groups: dict[tuple[str, str], list[Booking]] = {}
        for booking in self.bookings:
            if booking.labels is not None:
                groups.setdefault(booking.labels, []).append(booking)
        found = {labels: self._quick_total(groups[labels], "transfers/case") for labels in sorted(groups)}
        return {labels: quantity for labels, quantity in found.items() if quantity.value != 0.0}

    def _flows(self) -> list[Booking]:
        return [
            Booking(
                source,
                target,
                "flow",
                self.holders.relation(source, target),
                self.holders.labels(source, target),
                source,
                per_case,
                self.holders.changes_hands(source, target),
            )
            for (source, target), per_case in self.transfers.per_case.items()
        ]

    def _markers(self) -> list[Booking]:
        found = []
        for step, times in self.transfers.markers.items():
            visits = self.visits.visits[step]
            per_case = None if visits is None or times is None else visits * times
            relation, labels = self.holders.relation(step, step), self.holders.labels(step, step)
            found.append(Booking(step, step, "marker", relation, labels, step, per_case, False))
        return found

    def _messages(self) -> list[Booking]:
        found = []
        for message in self.graph.messages:
            payer = self._payer(message)
            if payer is None:
                continue
            before, behind = self.holders.party(message.source), self.holders.party(message.target)
            labels = (before, behind) if before is not None and behind is not None else None
            relation: Relation = "unknown" if labels is None else "same" if before == behind else "handoff"
            per_case = self.visits.visits[payer]
            changes = None if labels is None else relation == "handoff"
            found.append(Booking(message.source, message.target, "message", relation, labels, payer, per_case, changes))
        return found

    def _payer(self, message: MessageEdge) -> str | None:
        """The node whose visits say how often a message is sent; None when it is no transfer of work."""
        nodes = self.graph.nodes
        if message.source in nodes:
            return message.source
        receiver = nodes.get(message.target)
        return None if receiver is None or receiver.type == "start" else receiver.id

    def _rewards(self, bookings: Iterable[Booking]) -> tuple[dict[str, float], dict[str, float], tuple[str, ...]]:
        """Least and greatest number of these transfers per visit of each node, and what is missing."""
        low: dict[str, float] = {}
        high: dict[str, float] = {}
        missing: list[str] = []
        following: dict[str, list[str]] = {}
        for booking in bookings:
            node = booking.payer
            if booking.kind == "flow":
                following.setdefault(node, []).append(booking.target)
                continue
            times = self.transfers.markers[node] if booking.kind == "marker" else 1.0
            if times is None:
                missing.append(f"{node}.repeat")
            low[node] = low.get(node, 0.0) + (times or 0.0)
            high[node] = high.get(node, 0.0) + (math.inf if times is None else times)
        for node, targets in following.items():
            shares = [self.transfers.known_share((node, target)) for target in targets]
            certain = [share for share in shares if share is not None]
            if len(certain) == len(shares):
                least = most = math.fsum(certain)
            else:
                least, most = self.transfers.routing.expect(node, dict.fromkeys(targets, 1.0))
            low[node] = low.get(node, 0.0) + least
            high[node] = high.get(node, 0.0) + most
        return low, high, tuple(missing)

    def _quick_total(self, bookings: list[Booking], unit: str) -> Quantity:
        """Like `total`, without working out bounds."""
        low, high, missing = self._rewards(bookings)
        vectors = self.visits.vectors
        status = self.visits.status
        if vectors is None:
            return Quantity(None, unit, status, method=METHOD)
        value = None
        if all(abs(high[node] - low[node]) <= _SAME for node in high):
            value = known(np.atleast_1d(sum((vectors[node] * times for node, times in low.items()), np.zeros(1))))
        if value is None:
            return Quantity.unknown(unit, missing=missing, method=METHOD)
        status = self.visits.known_status
        return Quantity(value, unit, status, assumptions=self.visits.assumptions, method=METHOD)

    def _nameless(self, bookings: Iterable[Booking]) -> list[str]:
        """The steps without holder that make transfers unknown."""
        ends = {end for booking in bookings for end in (booking.source, booking.target)}
        return [
            f"{node}.{self.holders.level}" for node in self.graph.nodes if node in ends and not self.holders.of(node)
        ]


def _is_sound(visits: Visits) -> bool:
    return visits.status is not Status.INVALID


def _without_values(visits: Visits) -> Visits:
    """The same shares, but no numbers: the model has to be mended first."""
    nowhere: Mapping[str, None] = dict.fromkeys(visits.visits)
    return replace(
        visits,
        visits=dict(nowhere),
        flow=dict.fromkeys(visits.flow),
        status=Status.INVALID,
        system=None,
        vectors=None,
    )
