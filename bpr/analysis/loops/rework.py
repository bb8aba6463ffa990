"""Rework: what the repetitions of a process cost (handbook 3.4).

Formula: ``rework_time = sum of (v - h) t``, ``rework_cost = sum of (v - h) cost``, each without the repetitions that
    the author marked as planned; ``rework_share = rework_time / sum of v t``. A loop marker with m executions a visit
    adds ``v (m - 1)`` repetitions, and its step repeats with probability ``1 - (1 - r) / N``.
Return path: with that definition, steps from which every way leads back count with all their executions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bpr.analysis.flow.costs import execution_cost
from bpr.analysis.frequency.equations import clean
from bpr.analysis.frequency.expected import expected_sum, ratio
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.loops.kinds import is_planned, return_only
from bpr.analysis.loops.repetition import Repetition
from bpr.analysis.loops.report import ReworkTime, StepRepetition
from bpr.graph.process_graph import GraphNode, ProcessGraph
from bpr.model.nodes import Activity
from bpr.quantity import Quantity, Status

ReworkDefinition = Literal["repeated_execution", "return_path"]

_METHOD = "absorbing_chain"


@dataclass(frozen=True, slots=True)
class Repeated:
    """Repetitions of one step per case that one flow (or a loop marker, None) causes."""

    step: str
    flow: str | None
    times: float | None
    planned: bool


def repeated(
    graph: ProcessGraph, visits: Visits, repetition: Repetition, definition: ReworkDefinition
) -> list[Repeated]:
    """Every repetition of every step, by what causes it."""
    first_too = _return_path(graph, repetition) if definition == "return_path" else {}
    found = []
    for step in graph.steps:
        executions, times = graph.nodes[step].executions, visits.visits[step]
        if executions != 1.0 and times != 0.0:
            more = None if executions is None or times is None else times * (executions - 1.0)
            found.append(Repeated(step, None, more, planned=False))
        for number, extra in repetition.extra_by_loop(step).items():
            region = repetition.regions[number]
            if first_too.get(step) == number:
                extra = _with_first(visits, repetition, step, extra)
            for flow, part in repetition.extra_by_flow(number, step, extra).items():
                planned = is_planned(graph, graph.edge[flow], region.body)
                found.append(Repeated(step, flow, part, planned))
    return found


def amount(
    graph: ProcessGraph,
    visits: Visits,
    parts: Iterable[Repeated],
    worth: Callable[[GraphNode], float | None],
    *,
    unit: str,
    field: str,
) -> Quantity:
    """The sum of repetitions, each with the worth of one execution of its step."""
    known: list[float] = []
    missing: list[str] = []
    lost: list[str] = []
    for part in parts:
        value = worth(graph.nodes[part.step])
        if part.times == 0.0 or value == 0.0:
            continue
        if part.times is None:
            lost.append(f"{part.flow or part.step}.share" if part.flow else f"{part.step}.repeat")
        elif value is None:
            missing.append(f"{part.step}.{field}")
        else:
            known.append(part.times * value)
    total = clean(math.fsum(known))
    names = tuple(dict.fromkeys((*missing, *lost)))
    if names and visits.vectors is None:
        return Quantity(None, unit, visits.status, missing=names, method=_METHOD)
    if names:
        return Quantity.unknown(unit, missing=names, lower=total, known_part=total, method=_METHOD)
    status = visits.known_status
    return Quantity(total, unit, status, assumptions=visits.assumptions, method=_METHOD)


def rework_time(graph: ProcessGraph, visits: Visits, parts: list[Repeated]) -> ReworkTime:
    """Work per case and how much of it is rework or planned repetition."""
    unit = f"{graph.process.time_unit}/case"
    times = {step: time_of(graph.nodes[step]) for step in graph.steps}
    total = expected_sum(graph, visits, times, unit=unit, field="time")
    rework = amount(graph, visits, (part for part in parts if not part.planned), time_of, unit=unit, field="time")
    planned = amount(graph, visits, (part for part in parts if part.planned), time_of, unit=unit, field="time")
    return ReworkTime(total, rework, planned, ratio(rework, total, method="rework time / work"))


def rework_cost(graph: ProcessGraph, visits: Visits, parts: Iterable[Repeated]) -> Quantity:
    """Cost of the given repetitions per case, planned ones left out."""
    unit = f"{graph.process.currency or 'currency'}/case"
    rework = (part for part in parts if not part.planned)
    return amount(graph, visits, rework, lambda step: execution_cost(graph, step), unit=unit, field="cost")


def time_of(step: GraphNode) -> float | None:
    """Mean processing time of one execution."""
    return step.time.mean if step.time is not None else None


def step_repetitions(graph: ProcessGraph, visits: Visits, repetition: Repetition) -> dict[str, StepRepetition]:
    """How often each step is reached and repeated, loop markers included."""
    return {step: _step_repetition(graph, visits, repetition, step) for step in graph.steps}


def _step_repetition(graph: ProcessGraph, visits: Visits, repetition: Repetition, step: str) -> StepRepetition:
    times, again = visits.visits[step], repetition.revisits(step)
    executions, repeat = graph.nodes[step].executions, _marker_repeat(graph, step)
    total = None if times is None or executions is None else clean(times * executions)
    reached = None if times is None or again is None else clean(times / again)
    if times == 0.0:
        total = reached = 0.0
    extra = None if total is None or reached is None else clean(total - reached)
    repeats = None if again is None or repeat is None else clean(1.0 - (1.0 - repeat) / again)
    variance = None
    if times is not None and again is not None and executions == 1.0:
        variance = clean(times * (2.0 * again - 1.0) - times * times)

    def quantity(value: float | None, unit: str) -> Quantity:
        status = visits.known_status
        if value is None:
            status = visits.status if visits.vectors is None else Status.UNKNOWN
        return Quantity(value, unit, status, assumptions=visits.assumptions, method=_METHOD)

    return StepRepetition(
        quantity(total, "executions/case"),
        quantity(reached, "1"),
        quantity(repeats, "1"),
        quantity(extra, "executions/case"),
        quantity(variance, "1"),
    )


def _marker_repeat(graph: ProcessGraph, step: str) -> float | None:
    """Probability that a loop marker repeats the step at least once."""
    node = graph.process.nodes.get(step)
    if not isinstance(node, Activity) or node.repeat is None or node.repeat.at_most == 1:
        return 0.0
    return node.repeat.share


def _return_path(graph: ProcessGraph, repetition: Repetition) -> dict[str, int]:
    """For each node from which every way leads back, the innermost loop for which that holds."""
    found: dict[str, int] = {}
    for number, region in enumerate(repetition.regions):
        found.update(dict.fromkeys(return_only(graph, region), number))
    return found


def _with_first(visits: Visits, repetition: Repetition, step: str, extra: float | None) -> float | None:
    """Repetitions and the first execution, which lies on a return path."""
    times, again = visits.visits[step], repetition.revisits(step)
    return None if extra is None or times is None or again is None else extra + times / again
