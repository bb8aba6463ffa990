"""Flow analysis: work, waiting, cost and cycle time of a case, and how much of it adds value (handbook 4).

Formulas: ``time_per_case = sum v t`` and ``waiting_per_case = sum v q + sum x(e) delay(e)`` are exact in the mean for
    any sound model, ``time_variance_per_case`` by `bpr.analysis.flow.variance`; ``cost_per_case = sum v (cost + t *
    rate of each performer)``; ``va_time_ratio = VA time / time`` and ``va_cost_ratio = VA cost / cost``, between VA
    and VA + unclassified where activities are not classified; the cycle time by `bpr.analysis.flow.cycle_time`, as
    calendar days by `bpr.analysis.flow.calendar`; ``cycle_time_efficiency = theoretical cycle time / cycle time``;
    ``wip`` by Little's law.
Several performers at once all spend the time; what an execution costs stands in `bpr.analysis.flow.costs`.
References: Dumas et al. 2018, Fundamentals of BPM, ch. 7; Laguna, Marklund 2019, ch. 5; Reijers 2003.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bpr.analysis.flow.blocks import Block
from bpr.analysis.flow.calendar import calendar_days
from bpr.analysis.flow.costs import execution_cost
from bpr.analysis.flow.critical_path import CriticalPath, critical_path
from bpr.analysis.flow.cycle_time import AndRule, cycle_time, main_starts
from bpr.analysis.flow.findings import flow_findings
from bpr.analysis.flow.timing import TimingOptions, timing_of
from bpr.analysis.flow.variance import work_variance
from bpr.analysis.flow.work import departments_of_steps, roles_of_steps, step_times, work_by
from bpr.analysis.frames import to_frame
from bpr.analysis.frequency.expected import expected_sum, known_sum, ratio
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.load.arrivals import arrival_rate, work_in_process
from bpr.findings import Finding
from bpr.graph.process_graph import GraphNode, ProcessGraph
from bpr.quantity import Quantity, Status

if TYPE_CHECKING:
    import pandas as pd

UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, slots=True)
class FlowReport:
    """What a case takes; field names are those of handbook 4.

    ``textbook_cycle_time`` takes the longest mean at each parallel block, which is a lower bound of the mean.
    """

    visits: Mapping[str, Quantity]
    time_per_case: Quantity
    time_variance_per_case: Quantity
    waiting_per_case: Quantity
    cost_per_case: Quantity
    time_by_role: Mapping[str, Quantity]
    time_by_department: Mapping[str, Quantity]
    time_by_class: Mapping[str, Quantity]
    va_time_ratio: Quantity
    va_count_ratio: Quantity
    va_cost_ratio: Quantity
    cycle_time: Quantity
    cycle_time_calendar: Quantity
    theoretical_cycle_time: Quantity
    textbook_cycle_time: Quantity
    cycle_time_efficiency: Quantity
    wip: Quantity
    critical_path: CriticalPath
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        single = (
            "time_per_case",
            "time_variance_per_case",
            "waiting_per_case",
            "cost_per_case",
            "va_time_ratio",
            "va_count_ratio",
            "va_cost_ratio",
            "cycle_time",
            "cycle_time_calendar",
            "theoretical_cycle_time",
            "textbook_cycle_time",
            "cycle_time_efficiency",
            "wip",
        )
        grouped = ("visits", "time_by_role", "time_by_department", "time_by_class")
        document: dict[str, Any] = {name: getattr(self, name).to_json() for name in single}
        for name in grouped:
            document[name] = {key: quantity.to_json() for key, quantity in getattr(self, name).items()}
        document["critical_path"] = self.critical_path.to_json()
        document["blocks"] = [
            {
                "split": block.split,
                "join": block.join,
                "kind": block.kind,
                "lower": block.lower,
                "upper": block.upper,
                "textbook": block.textbook,
                "method": block.method,
            }
            for block in self.blocks
        ]
        return document

    def to_pandas(self) -> pd.DataFrame:
        """One row for each step: executions per case, and how often it lies on the critical path."""
        index = self.critical_path.criticality_index
        rows = ((step, times, index.get(step)) for step, times in self.visits.items())
        return to_frame(rows, ("step", "executions_per_case", "criticality_index"))


def analyse_flow(
    graph: ProcessGraph,
    *,
    visits: Visits | None = None,
    and_rule: AndRule = "exact",
    options: TimingOptions | None = None,
    arrivals: Quantity | None = None,
    max_states: int = 50_000,
    sound: bool | None = None,
) -> FlowReport:
    """Work, waiting, cost and cycle time of a case; the graph is not changed.

    Args:
        graph: the process graph.
        visits: its visits, when they were worked out before.
        and_rule: ``max_of_means`` prints the textbook value of the cycle time.
        options: what to assume where nothing is known.
        arrivals: cases per time unit; by default from the volume of the process.
        max_states: bound of the marking chain.
        sound: the verdict of the soundness check, where it was made; an unsound process has no cycle time.
    """
    visits = visits or expected_visits(graph)
    steps = [graph.nodes[node] for node in graph.steps]
    unit = f"{graph.process.time_unit}/case"
    time = expected_sum(graph, visits, step_times(graph), unit=unit, field="time")
    waiting = _waiting(graph, visits, steps, unit)
    cost = _cost(graph, visits, steps)
    by_class = _classified(work_by(graph, visits, {step.id: (step.value_class or UNCLASSIFIED,) for step in steps}))
    family = options.assume_family if options is not None else None
    cycle = cycle_time(
        graph, visits, waiting=True, and_rule=and_rule, options=options, max_states=max_states, sound=sound
    )
    theoretical = cycle_time(
        graph, visits, waiting=False, and_rule=and_rule, options=options, max_states=max_states, sound=sound
    )
    efficiency = _efficiency(theoretical.value, cycle.value)
    rate = arrivals if arrivals is not None else arrival_rate(graph.process)
    starts = main_starts(graph)
    timing = timing_of(graph, graph.reachable(starts), waiting=True, options=options)
    wip = work_in_process(rate, cycle.value)
    return FlowReport(
        visits={step.id: _visits(visits, graph, step.id) for step in steps},
        time_per_case=time,
        time_variance_per_case=work_variance(graph, visits, assume_family=family),
        waiting_per_case=waiting,
        cost_per_case=cost,
        time_by_role=work_by(graph, visits, roles_of_steps(graph)),
        time_by_department=work_by(graph, visits, departments_of_steps(graph)),
        time_by_class=by_class,
        va_time_ratio=_va_ratio(by_class, time, "va_time"),
        va_count_ratio=_va_count(graph, visits, steps),
        va_cost_ratio=_va_ratio(_cost_by_class(graph, visits, steps), cost, "va_cost"),
        cycle_time=cycle.value,
        cycle_time_calendar=calendar_days(graph.process, cycle.value),
        theoretical_cycle_time=theoretical.value,
        textbook_cycle_time=cycle.textbook,
        cycle_time_efficiency=efficiency,
        wip=wip,
        critical_path=critical_path(graph, visits, starts, timing) if sound is not False else CriticalPath(),
        blocks=cycle.blocks,
        findings=flow_findings(graph, visits, time, waiting, cycle.value, efficiency),
    )


def _visits(visits: Visits, graph: ProcessGraph, node: str) -> Quantity:
    unit = "executions/case"
    times = visits.executions(graph, node)
    if times is None:
        status = visits.status if visits.status in (Status.INFINITE, Status.INVALID) else Status.UNKNOWN
        return Quantity(None, unit, status, method="linear_visits")
    return Quantity(times, unit, visits.known_status, method="linear_visits")


def _waiting(graph: ProcessGraph, visits: Visits, steps: Iterable[GraphNode], unit: str) -> Quantity:
    """Waiting of activities and events, and time that work lies on flows."""
    amounts: dict[str, float | None] = {}
    missing = []
    for step in steps:
        executions = step.executions
        amounts[step.id] = step.wait.mean * executions if step.wait and executions is not None else None
        if amounts[step.id] is None and visits.visits[step.id] != 0.0:
            missing.append(f"{step.id}.{'repeat' if step.wait else 'wait'}")
    for node in graph.nodes.values():
        if not node.step and node.wait is not None:
            amounts[node.id] = node.wait.mean
        for edge in graph.outgoing[node.id]:
            if edge.delay:
                weight, before = visits.weights[edge.id], amounts.get(node.id, 0.0)
                amounts[node.id] = None if weight is None or before is None else before + weight * edge.delay
                if weight is None:
                    missing.append(f"{edge.id}.share")
    return known_sum(graph, visits, amounts, unit=unit, missing=missing)


def _cost(graph: ProcessGraph, visits: Visits, steps: Iterable[GraphNode]) -> Quantity:
    unit = f"{graph.process.currency or 'currency'}/case"
    return expected_sum(
        graph, visits, {step.id: execution_cost(graph, step) for step in steps}, unit=unit, field="cost"
    )


def _cost_by_class(graph: ProcessGraph, visits: Visits, steps: Iterable[GraphNode]) -> dict[str, Quantity]:
    """Cost per case of the steps of each value class."""
    members: dict[str, list[GraphNode]] = {}
    for step in steps:
        members.setdefault(step.value_class or UNCLASSIFIED, []).append(step)
    return _classified({name: _cost(graph, visits, part) for name, part in members.items()})


def _classified(by_class: dict[str, Quantity]) -> dict[str, Quantity]:
    """The classes without the unclassified rest where it is nothing."""
    rest = by_class.get(UNCLASSIFIED)
    if rest is None or rest.value != 0.0 or len(by_class) == 1:
        return by_class
    return {name: quantity for name, quantity in by_class.items() if name != UNCLASSIFIED}


def _va_ratio(by_class: Mapping[str, Quantity], whole: Quantity, method: str) -> Quantity:
    """Share that adds value of time or cost; bounds when some of it is not classified, unknown when all of it is."""
    unclassified = by_class.get(UNCLASSIFIED)
    adding = by_class.get("VA", Quantity(0.0, whole.unit))
    if unclassified is None or unclassified.value == 0.0:
        return ratio(adding, whole, method=method)
    if len(by_class) == 1:
        return Quantity.unknown("1", missing=unclassified.missing, coverage=0.0, method=method)
    if adding.value is None or unclassified.value is None or not whole.value:
        return ratio(adding, whole, method=method)
    return Quantity(
        None,
        "1",
        Status.BOUNDED,
        adding.value / whole.value,
        (adding.value + unclassified.value) / whole.value,
        coverage=1.0 - unclassified.value / whole.value,
        method=method,
    )


def _va_count(graph: ProcessGraph, visits: Visits, steps: Iterable[GraphNode]) -> Quantity:
    """Share of executions of classified activities that add value; unknown while an activity is not classified."""
    activities = [step for step in steps if step.type in ("activity", "subprocess")]
    missing = [f"{step.id}.value" for step in activities if step.value_class is None]
    if missing or not activities:
        return Quantity.unknown("1", missing=missing, method="va_count")
    unit = "executions/case"
    adding = {step.id: 1.0 for step in activities if step.value_class == "VA"}
    return ratio(
        expected_sum(graph, visits, adding, unit=unit, field="value"),
        expected_sum(graph, visits, {step.id: 1.0 for step in activities}, unit=unit, field="value"),
        method="va_count",
    )


def _efficiency(theoretical: Quantity, cycle: Quantity) -> Quantity:
    """Processing time over cycle time along the same paths; bounds where either is bounded."""
    if theoretical.value is not None and cycle.value is not None:
        return ratio(theoretical, cycle, method="cycle_time_efficiency")
    plain = ratio(theoretical, cycle, method="cycle_time_efficiency")
    least = theoretical.value if theoretical.value is not None else theoretical.lower
    most = theoretical.value if theoretical.value is not None else theoretical.upper
    shortest = cycle.value if cycle.value is not None else cycle.lower
    longest = cycle.value if cycle.value is not None else cycle.upper
    if least is None or most is None or not shortest or not longest:
        return plain
    return Quantity(
        None,
        "1",
        Status.BOUNDED,
        min(1.0, least / longest),
        min(1.0, most / shortest),
        missing=plain.missing,
        assumptions=tuple(dict.fromkeys((*theoretical.assumptions, *cycle.assumptions))),
        method="cycle_time_efficiency",
    )
