"""Handoffs, touchpoints, delays (handbook 2)."""

from __future__ import annotations

from typing import Any

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.delay import handoff_delay
from bpr.analysis.handoffs.find import customer_touchpoints, find_handoffs
from tests.oracle_models import graph_of


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs, expected = case["inputs"], case["expected"]
    graph = graph_of(inputs["model"], external_roles=inputs.get("external_roles", ()))
    if "external_roles" in inputs:
        return _values(customer_touchpoints(graph).to_json())
    if "delay_minutes" in inputs:
        return _delay(graph, inputs)
    result: dict[str, Any] = {}
    for level in inputs["levels"]:
        found = _values(find_handoffs(graph, level).to_json())
        result[level] = {field: found[field] for field in expected[level]}
    visits = expected_visits(graph).visits
    return result | {"visits": {node: visits[node] for node in expected["visits"]}}


def _delay(graph: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    delays = {tuple(key.split("->")): delay for key, delay in inputs["delay_minutes"].items()}
    report = handoff_delay(
        graph,
        inputs["level"],
        delays=delays,
        fixed_cost=inputs["cost_fixed"],
        waiting_cost=inputs["wip_cost_per_minute"],
    )
    return _values(report.to_json()) | {"status": report.delay_per_case.status.value}


def _values(document: Any) -> Any:
    """A result without its envelopes: just the values."""
    if isinstance(document, dict):
        if "value" in document and "unit" in document:
            return document["value"]
        return {key: _values(value) for key, value in document.items()}
    return document
