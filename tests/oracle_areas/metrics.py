"""Oracle area ``metrics``: complexity metrics of small models."""

from __future__ import annotations

from typing import Any

from bpr.analysis.complexity.measure import measure_complexity
from tests.oracle_models import graph_of


def run(case: dict[str, Any]) -> dict[str, Any]:
    report = measure_complexity(graph_of(case["inputs"]["model"]))
    found = {name: quantity.value for name, quantity in report.metrics.items()} | {"structured": report.structured}
    return {key: found[key] for key in case["expected"]}
