"""Who holds the work at a step, on the levels at which a simulation counts handoffs (handbook 2.1, 6.6)."""

from __future__ import annotations

from collections.abc import Sequence

from bpr.analysis.handoffs.holders import Holders
from bpr.graph.process_graph import Level, ProcessGraph

LEVELS: tuple[Level, ...] = ("role", "department")
Holding = tuple[frozenset[str], ...]


def holdings(graph: ProcessGraph) -> dict[str, Holding]:
    """The holders of each step, level by level; empty where not known."""
    levels = [Holders(graph, level) for level in LEVELS]
    return {step: tuple(frozenset(holders.of(step)) for holders in levels) for step in graph.steps}


def handoffs(groups: Sequence[Holding], passed: Sequence[int], level: Level) -> float | None:
    """How often work passed to entirely other holders; None when it passed where a holder is not known.

    Args:
        groups: the groups of holders.
        passed: how often work went from each group to each, row by row.
        level: one of `LEVELS`.
    """
    total, size, place = 0.0, len(groups), LEVELS.index(level)
    for number, times in enumerate(passed):
        if times:
            left, right = groups[number // size][place], groups[number % size][place]
            if not left or not right:
                return None
            if not left & right:
                total += times
    return total
