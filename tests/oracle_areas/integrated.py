"""Oracle area ``integrated``: one model before and after through every analysis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bpr.analysis.complexity.measure import measure_complexity
from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.flow.timing import TimingOptions
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.find import find_handoffs
from bpr.analysis.handoffs.transfers import find_transfers
from bpr.analysis.soundness.check import check_soundness
from bpr.compare import find_edits, match_nodes
from bpr.compare.names import correspond
from bpr.compare.units import common_units
from bpr.graph import build_graph
from tests.oracle_areas.bottleneck import role_queues_of
from tests.oracle_areas.comparison import KINDS
from tests.oracle_models import graph_of, process_of


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs, expected = case["inputs"], case["expected"]
    sides = {
        side: _side(inputs[side], inputs[f"servers_{side}"], inputs["arrival_rate"]) for side in ("as_is", "to_be")
    }
    delta = {name: sides["to_be"][name] - sides["as_is"][name] for name in expected["delta"]}
    return {**sides, "delta": delta, "edits": _edits(inputs["as_is"], inputs["to_be"])}


def _side(model: Mapping[str, Any], servers: Mapping[str, float], rate: float) -> dict[str, Any]:
    graph = graph_of(model)
    by_role, by_department = find_handoffs(graph, "role"), find_handoffs(graph, "department")
    load, queues = role_queues_of(dict(model), dict(servers), rate)
    times = TimingOptions(assume_wait=0.0, assume_family="exponential")
    transfers = find_transfers(graph, expected_visits(graph)).per_case
    return {
        "work_per_case": analyse_flow(graph).time_per_case.value,
        "handoffs_role": by_role.handoffs_per_case.value,
        "handoffs_department": by_department.handoffs_per_case.value,
        "transfers": by_role.transfers_per_case.value,
        "pingpong_role": sum(pattern.per_case.value or 0.0 for pattern in by_role.pingpong_per_case),
        "cycle_time_exponential_no_queue": analyse_flow(graph, options=times).cycle_time.value,
        "unit_load": {role: entry.unit_load.value for role, entry in load.roles.items()},
        "rho": {role: queue.rho.value for role, queue in queues.roles.items()},
        "Wq": {role: queue.Wq.value for role, queue in queues.roles.items()},
        "bottleneck": " ".join(load.theoretical_bottleneck),
        "process_capacity": load.process_capacity.value,
        "queue_wait_per_case": queues.queue_wait_per_case.value,
        "direct_repetition_transfers": sum(flow or 0.0 for (source, to), flow in transfers.items() if source == to),
        "cfc": measure_complexity(graph).metrics["cfc"].value,
        "verdict": check_soundness(graph).verdict,
    }


def _edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[str]]:
    as_is, to_be = process_of(before), process_of(after)
    matching = match_nodes(as_is, to_be)
    edits = find_edits(
        build_graph(as_is), build_graph(to_be), matching, correspond(as_is, to_be), common_units(as_is, to_be)
    )
    return [[edit.kind, ",".join(edit.as_is or edit.to_be)] for edit in edits if edit.kind in KINDS]
