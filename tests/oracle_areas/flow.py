"""Oracle area ``flow``: work, cost, cycle time, AND joins, critical path and Little's law."""

from __future__ import annotations

from typing import Any

from bpr.analysis.flow.analyse import FlowReport, analyse_flow
from bpr.analysis.flow.and_join import expected_maximum
from bpr.analysis.flow.critical_path import schedule
from bpr.analysis.flow.timing import TimingOptions
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.arrivals import arrival_rate, work_in_process
from bpr.graph import ProcessGraph
from bpr.model import Process
from bpr.model.time import Duration
from bpr.quantity import Quantity
from tests.oracle_models import graph_of


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    if "distribution" in inputs:
        return _maximum(inputs)
    if "activities" in inputs:
        return _schedule(inputs["activities"])
    if "cases_per_year" in inputs:
        return _little(inputs)
    return _model(inputs, case["expected"])


def _maximum(inputs: dict[str, Any]) -> dict[str, Any]:
    parameters = [values if isinstance(values, list) else [values] for values in inputs["parameters"]]
    durations = [Duration(family=inputs["distribution"], values=tuple(values)) for values in parameters]
    found = expected_maximum(durations)
    return {"expected_max": found.value, "lower_bound_max_of_means": found.lower, "upper_bound": found.upper}


def _schedule(activities: dict[str, Any]) -> dict[str, Any]:
    plan = schedule(
        {key: time for key, (time, _) in activities.items()}, {key: before for key, (_, before) in activities.items()}
    )
    return {"duration": plan.duration, "slack": dict(plan.slack), "critical": sorted(plan.critical)}


def _little(inputs: dict[str, Any]) -> dict[str, Any]:
    process = Process.model_validate(
        {
            "process": "little",
            "time_unit": "w",
            "volume": {"cases": inputs["cases_per_year"], "per": "year"},
            "working_time": {"hours_per_day": 8, "weeks_per_year": inputs["weeks_per_year"]},
        }
    )
    rate = arrival_rate(process)
    wip = work_in_process(rate, Quantity(inputs["cycle_time_weeks"], "w"))
    return {"arrival_rate_per_week": rate.value, "wip": wip.value}


def _model(inputs: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    graph, days = _graph(inputs)
    arrivals = Quantity(inputs["arrival_rate"], "cases/min") if "arrival_rate" in inputs else None
    options = TimingOptions(assume_wait=0.0)
    report = analyse_flow(graph, and_rule=inputs.get("and_rule", "exact"), options=options, arrivals=arrivals)
    values = {
        "visits": {step: quantity.value for step, quantity in report.visits.items()},
        "cycle_time": report.cycle_time.value,
        "time_by_class": {name: quantity.value for name, quantity in report.time_by_class.items()},
        "status": report.time_per_case.status.value,
        "lower": report.time_per_case.lower,
        "upper": report.time_per_case.upper,
        "known_part": report.time_per_case.known_part,
        "coverage_by_visits": report.time_per_case.coverage,
        "missing": [name.removesuffix(".time") for name in report.time_per_case.missing],
    }
    for name in (
        "time_per_case",
        "cost_per_case",
        "theoretical_cycle_time",
        "cycle_time_efficiency",
        "va_time_ratio",
        "wip",
    ):
        values[name] = getattr(report, name).value
    if days:
        values["cycle_time"] = report.cycle_time.value / days
    if "cycle_time_exponential" in expected:
        exponential = TimingOptions(assume_wait=0.0, assume_family="exponential")
        values["cycle_time_exponential"] = analyse_flow(graph, options=exponential).cycle_time.value
    values |= _shares(graph, report)
    return {name: values[name] for name in expected}


def _shares(graph: ProcessGraph, report: FlowReport) -> dict[str, Any]:
    """What was said about unknown and derived shares, and the value under the assumption of even shares."""
    visits = expected_visits(graph)
    uniform = analyse_flow(graph, visits=expected_visits(graph, assume_uniform=True)).time_per_case
    said = {finding.code: finding for finding in report.findings}
    derived = {
        f"{edge.source}->{edge.target}": visits.weights[edge.id]
        for edge in graph.edges
        if edge.share is None and graph.split(edge.source) == "xor"
    }
    return {
        "reason": "PROB_UNKNOWN" if "PROB_UNKNOWN" in said else None,
        "where": list(visits.unknown_splits),
        "with_assumption_uniform": uniform.value if uniform.status.value == "assumed" else None,
        "derived_probability": derived,
        "note": "PROB_DERIVED" if "PROB_DERIVED" in said else None,
    }


def _graph(inputs: dict[str, Any]) -> tuple[ProcessGraph, float | None]:
    """The graph; cycle times in days become waiting in working hours around the processing time."""
    model = inputs["model"]
    if "hours_per_day" not in inputs:
        return graph_of(model), None
    hours = inputs["hours_per_day"]
    nodes = [
        {**node, "time": node["pt_hours"], "wait": node["ct_days"] * hours - node["pt_hours"]}
        if "pt_hours" in node
        else node
        for node in model["nodes"]
    ]
    graph = graph_of({**model, "nodes": nodes}, time_unit="h", working_time={"hours_per_day": hours})
    return graph, hours
