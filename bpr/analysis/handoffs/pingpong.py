"""Ping-pong: work leaves a holder, stays with another for a while and comes back (handbook 2.2).

Formula: ``pingpong(g -> h -> g) = e' (I - P_hh)^-1 r`` with ``e_j`` the transfers per case from steps of g to step j of
    h, ``P_hh(j, k)`` what one execution of j hands to k inside h, and ``r_j`` what it hands back to steps of g.
Standing: exact in models without AND and OR; with them each branch is counted on its own (``token_paths``).
Complexity: one dense solve of the size of h for each pair of holders with traffic both ways.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpr.analysis.frequency.equations import clean
from bpr.analysis.handoffs.transfers import Transfers
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

UNIT = "patterns/case"


@dataclass(frozen=True, slots=True)
class PingPong:
    """One pattern: from ``holder`` to ``other`` and back, how often per case, and the shortest path that shows it."""

    holder: str
    other: str
    per_case: Quantity
    witness: tuple[str, ...]

    @property
    def key(self) -> str:
        """``g->h->g``."""
        return f"{self.holder}->{self.other}->{self.holder}"

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {**self.per_case.to_json(), "witness": list(self.witness)}


def find_pingpong(
    graph: ProcessGraph, transfers: Transfers, holder_of: dict[str, str], known: Status = Status.EXACT
) -> tuple[PingPong, ...]:
    """Every pattern that is possible and does not happen zero times, the most frequent first.

    Args:
        graph: the process graph.
        transfers: its transfers.
        holder_of: the primary holder of each step whose holder is known.
        known: the standing of a number that is known, when an assumption was asked for.
    """
    routed = any(graph.split(node) in ("and", "or") for node in graph.nodes)
    method = "token_paths" if routed else "absorbing_chain"
    following: dict[str, list[str]] = {}
    for first, second in transfers.shares:
        following.setdefault(first, []).append(second)
    pairs = {
        (holder_of[first], holder_of[second])
        for first, second in transfers.shares
        if first in holder_of and second in holder_of and holder_of[first] != holder_of[second]
    }
    found = []
    for holder, other in sorted(pairs):
        if (other, holder) not in pairs:
            continue
        path, stay = _witness(following, holder_of, holder, other)
        if path:
            value = _count(transfers, holder_of, holder, stay)
            status = known if value is not None else Status.UNKNOWN
            if value != 0.0:
                found.append(PingPong(holder, other, Quantity(value, UNIT, status, method=method), path))
    return tuple(sorted(found, key=lambda p: (p.per_case.value is None, -(p.per_case.value or 0.0), p.key)))


def _witness(
    following: dict[str, list[str]], holder_of: dict[str, str], holder: str, other: str
) -> tuple[tuple[str, ...], list[str]]:
    """The shortest path from ``holder`` through ``other`` back, and the steps of ``other`` that can lie on one."""
    paths: dict[str, tuple[str, ...]] = {}
    queue: deque[str] = deque()
    for step, nexts in following.items():
        if holder_of.get(step) == holder:
            for second in nexts:
                if holder_of.get(second) == other and second not in paths:
                    paths[second] = (step, second)
                    queue.append(second)
    shortest: tuple[str, ...] = ()
    while queue:
        step = queue.popleft()
        for second in following.get(step, ()):
            if holder_of.get(second) == holder and (not shortest or len(paths[step]) + 1 < len(shortest)):
                shortest = (*paths[step], second)
            elif holder_of.get(second) == other and second not in paths:
                paths[second] = (*paths[step], second)
                queue.append(second)
    return shortest, sorted(paths)


def _count(transfers: Transfers, holder_of: dict[str, str], holder: str, stay: list[str]) -> float | None:
    """Expected number of patterns; None where a share or a visit that matters is not known."""
    position = {step: number for number, step in enumerate(stay)}
    enter, leave = np.zeros(len(stay)), np.zeros(len(stay))
    inside = np.zeros((len(stay), len(stay)))
    for pair in transfers.shares:
        first, second = pair
        if second in position and holder_of.get(first) == holder:
            per_case = transfers.per_case[pair]
            if per_case is None:
                return None
            enter[position[second]] += per_case
        elif first in position and (second in position or holder_of.get(second) == holder):
            share = transfers.known_share(pair)
            if share is None:
                return None
            if second in position:
                inside[position[first], position[second]] += share
            else:
                leave[position[first]] += share
    try:
        value = float(enter @ np.linalg.solve(np.eye(len(stay)) - inside, leave))
    except np.linalg.LinAlgError:
        return None
    return clean(value) if np.isfinite(value) and value >= 0.0 else None
