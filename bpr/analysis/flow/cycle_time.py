"""Cycle time: how long a case takes from start to end, by the first method that fits (handbook 4.3, 4.4).

    no AND, no OR: sum of v (t + q), exact
    block-structured: block formulas; exact where the parallel branches are fixed or independent with known
        distributions, the textbook rule (longest mean) on request, bounds otherwise
    all durations exponential or of exponential stages: marking chain, exact
    else: between the busiest single activity and the whole work of a case (both hold for any sound model)
Unknown durations leave a lower bound; unknown shares leave bounds; an unsound model has no cycle time.
References: Dumas et al. 2018, Fundamentals of BPM, ch. 7; Aven 1985; Kemeny, Snell 1960.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bpr.analysis.flow.blocks import Block, Reduction, concurrent_splits, reduce_blocks
from bpr.analysis.flow.inclusive_sets import unknown_marginals
from bpr.analysis.flow.marking_chain import chain_time
from bpr.analysis.flow.timing import Timing, TimingOptions, timing_of
from bpr.analysis.frequency.expected import known_sum
from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

AndRule = Literal["exact", "max_of_means"]


@dataclass(frozen=True, slots=True)
class CycleTime:
    """The cycle time, the textbook value (longest mean at each parallel block) and the parallel blocks."""

    value: Quantity
    textbook: Quantity
    blocks: tuple[Block, ...] = ()


def cycle_time(
    graph: ProcessGraph,
    visits: Visits,
    *,
    waiting: bool,
    and_rule: AndRule = "exact",
    options: TimingOptions | None = None,
    max_states: int = 50_000,
    sound: bool | None = None,
) -> CycleTime:
    """The expected duration of a case.

    Args:
        graph: the process graph.
        visits: its visits.
        waiting: count waiting; without it the result is the theoretical cycle time.
        and_rule: ``max_of_means`` prints the textbook value as the value.
        options: what to assume where nothing is known.
        max_states: bound of the marking chain.
        sound: the verdict of the soundness check, where it was made.
    """
    unit = graph.process.time_unit
    starts = main_starts(graph)
    if visits.status is Status.INFINITE:
        return _same(Quantity(None, unit, visits.status, assumptions=visits.assumptions))
    if sound is False:
        return _same(Quantity(None, unit, Status.INVALID, method="unsound"))
    if not starts:
        return _same(Quantity.unknown(unit, missing=("start",) if not graph.starts else ("main_organisation",)))
    alive = graph.reachable(starts)
    timing = timing_of(graph, alive, waiting=waiting, options=options)
    work = _work(graph, visits, alive, timing)
    if not concurrent_splits(graph, alive):
        return _same(work)
    if any(node.terminate and node.type != "end" for node in graph.nodes.values() if node.id in alive):
        return _same(_cut_short(work, unit))
    reduction = reduce_blocks(graph, alive, starts, visits.weights, timing)
    book = _textbook(reduction, timing, visits, unit)
    if and_rule == "max_of_means" and book.value is not None:
        return CycleTime(book, book, reduction.blocks)
    return CycleTime(_best(graph, visits, starts, timing, reduction, work, max_states), book, reduction.blocks)


def _cut_short(work: Quantity, unit: str) -> Quantity:
    """A sub-process that terminates cuts its other branches short; how much of the work is left out is not followed."""
    upper = work.value if work.value is not None else work.upper
    status = Status.UNKNOWN if upper is None else Status.BOUNDED
    return Quantity(
        None, unit, status, 0.0, upper, missing=work.missing, assumptions=work.assumptions, method="work_bounds"
    )


def main_starts(graph: ProcessGraph) -> tuple[str, ...]:
    """The start events of the organisation whose case is timed: the only one, or the only one that is not external."""
    groups: dict[str | None, list[str]] = {}
    for start in graph.starts:
        groups.setdefault(graph.nodes[start].organisation, []).append(start)
    if len(groups) > 1:
        organisations = graph.process.organisations
        groups = {key: group for key, group in groups.items() if key is None or not organisations[key].external}
    return tuple(next(iter(groups.values()))) if len(groups) == 1 else ()


def _same(quantity: Quantity) -> CycleTime:
    return CycleTime(quantity, quantity)


def _status(timing: Timing, visits: Visits, best: Status = Status.EXACT) -> Status:
    return Status.ASSUMED if timing.assumptions or visits.assumptions else best


def _work(graph: ProcessGraph, visits: Visits, alive: set[str], timing: Timing) -> Quantity:
    """Sum of v (t + q) with the delays of flows: the cycle time when one thing happens at a time."""
    rewards: dict[str, float | None] = {}
    for node in graph.nodes:
        if node not in alive:
            continue
        span = timing.nodes.get(node)
        amount: float | None = 0.0
        if span is not None:
            amount = span.high if math.isfinite(span.high) else None
        for edge in graph.outgoing[node]:
            if edge.id in timing.edges:
                weight = visits.weights[edge.id]
                amount = None if amount is None or weight is None else amount + weight * timing.edges[edge.id].high
        rewards[node] = amount
    measured = {node for node in alive if graph.nodes[node].step or rewards[node] != 0.0}
    return known_sum(
        graph,
        visits,
        {node: amount for node, amount in rewards.items() if node in measured},
        unit=graph.process.time_unit,
        missing=timing.missing,
        assumptions=timing.assumptions,
    )


def _textbook(reduction: Reduction, timing: Timing, visits: Visits, unit: str) -> Quantity:
    """The block formulas with the longest mean at each parallel block: a lower bound of the mean."""
    span = reduction.span
    assumptions = (*visits.assumptions, *timing.assumptions)
    if span is None or timing.missing or not math.isfinite(span.textbook):
        return Quantity.unknown(unit, missing=timing.missing, method="max_of_means")
    fixed = span.exact and abs(span.low - span.textbook) <= 1e-9 * max(1.0, span.low)
    status = _status(timing, visits, Status.EXACT if fixed else Status.BOUNDED)
    return Quantity(span.textbook, unit, status, lower=span.textbook, assumptions=assumptions, method="max_of_means")


def _best(
    graph: ProcessGraph,
    visits: Visits,
    starts: Sequence[str],
    timing: Timing,
    reduction: Reduction,
    work: Quantity,
    max_states: int,
) -> Quantity:
    """The exact value where a method gives it, else the best bounds."""
    unit, span = graph.process.time_unit, reduction.span
    assumptions = (*visits.assumptions, *timing.assumptions)
    if span is not None and span.exact:
        status = _status(timing, visits)
        return Quantity(span.low, unit, status, assumptions=assumptions, method="block_formulas")
    if not timing.missing and _all_known(graph, visits, starts) and None not in timing.stages.values():
        chain = chain_time(graph, starts, visits.weights, timing.stages, max_states=max_states)
        if chain.outcome == "exact":
            return Quantity(chain.time, unit, _status(timing, visits), assumptions=assumptions, method="ctmc")
        if chain.outcome == "unsound":
            return Quantity(None, unit, Status.INVALID, method="unsound")
    if span is not None:
        low, high, method = span.low, span.high, "block_formulas"
    else:
        cut = any(graph.nodes[node].terminate for node in graph.reachable(starts))
        low, high, method = (
            0.0 if cut else _busiest(visits, timing),
            work.value or work.upper or math.inf,
            "work_bounds",
        )
    missing = tuple(dict.fromkeys((*timing.missing, *work.missing)))
    return Quantity(
        None,
        unit,
        Status.UNKNOWN if timing.missing or not math.isfinite(high) else Status.BOUNDED,
        low,
        high if math.isfinite(high) else None,
        known_part=low if timing.missing else None,
        coverage=work.coverage,
        missing=missing,
        assumptions=assumptions,
        method=method,
    )


def _all_known(graph: ProcessGraph, visits: Visits, starts: Sequence[str]) -> bool:
    """Whether all shares are known where a case can get."""
    alive = graph.reachable(starts)
    shares = len(starts) == 1 or all(graph.nodes[start].share is not None for start in starts)
    weights = all(visits.weights[edge.id] is not None for edge in graph.edges if edge.source in alive)
    return shares and weights and not unknown_marginals(graph, alive)


def _busiest(visits: Visits, timing: Timing) -> float:
    """Executions of one activity never overlap in a sound case, so none lasts longer in sum than the case."""
    return max(
        ((visits.visits[node] or 0.0) * span.low for node, span in timing.nodes.items()),
        default=0.0,
    )
