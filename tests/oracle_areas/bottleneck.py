"""Oracle area ``bottleneck``: capacity and queues of roles, structure, borders and the combined score."""

from __future__ import annotations

from typing import Any

from bpr.analysis.bottlenecks.cross_department import cross_department
from bpr.analysis.bottlenecks.find import step_waits
from bpr.analysis.bottlenecks.ranking import rank
from bpr.analysis.bottlenecks.structure import structural_bottlenecks
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.transfers import find_transfers
from bpr.analysis.load.analyse import LoadReport, analyse_load
from bpr.analysis.queues.analyse import QueueReport, analyse_queues
from bpr.analysis.queues.work import Family
from bpr.quantity import Quantity
from tests.oracle_models import graph_of

_FAMILIES: dict[str, Family] = {"exp": "exponential", "det": "fixed"}


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    if "components" in inputs:
        return _score(inputs)
    if "mandatory_activities" in case["expected"]:
        return _structure(inputs)
    if "ranking" in case["expected"]:
        return _borders(case)
    return _queues(case)


def _queues(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    load, queues = role_queues_of(
        inputs["model"], inputs["servers"], inputs["arrival_rate"], inputs["service_distribution"]
    )
    gains = {
        row.targets[0]: row.wait_removed_per_case.value for row in queues.sensitivity if row.change == "one_more_person"
    }
    values = {
        "roles": {
            role: {
                "arrivals": queue.arrivals.value,
                "mean_service": queue.mean_service.value,
                "scv_service": queue.scv_service.value,
                "servers": queue.servers,
                "rho": queue.rho.value,
                "stable": queue.stable,
                "unit_load": load.roles[role].unit_load.value,
                "capacity": queue.capacity.value,
                "Wq": queue.Wq.value,
                "Lq": queue.Lq.value,
                "min_servers": queue.min_servers.value,
            }
            for role, queue in queues.roles.items()
        },
        "theoretical_bottleneck": " ".join(load.theoretical_bottleneck),
        "process_capacity": load.process_capacity.value,
        "queue_wait_per_case": queues.queue_wait_per_case.value,
        "wait_removed_per_case_by_one_more": gains,
        "best_extra_person": queues.best_extra_person,
    }
    return {name: values[name] for name in case["expected"]}


def role_queues_of(
    model: dict[str, Any], servers: dict[str, float], rate: float, family: str = "exp"
) -> tuple[LoadReport, QueueReport]:
    """Load and queues of an oracle model whose people give all their time."""
    graph = graph_of(model, people=servers)
    visits = expected_visits(graph)
    load = analyse_load(graph, visits, arrivals=Quantity(rate, "cases/min"))
    return load, analyse_queues(graph, visits, load, assume_family=_FAMILIES[family])


def _score(inputs: dict[str, Any]) -> dict[str, Any]:
    scores = rank(inputs["components"], inputs["weights"])
    return {
        "stations": {
            score.station: {
                "score": score.score,
                "contributions": dict(score.contributions),
                "missing": list(score.missing),
            }
            for score in scores
        },
        "ranking": [score.station for score in scores],
    }


def _structure(inputs: dict[str, Any]) -> dict[str, Any]:
    graph = graph_of(inputs["model"])
    found = structural_bottlenecks(graph, find_transfers(graph, expected_visits(graph)).shares)
    return {
        "betweenness": dict(found.betweenness),
        "mandatory_activities": list(found.mandatory_activities),
        "articulation_activities": list(found.articulation_activities),
    }


def _borders(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    graph = graph_of(inputs["model"], people=inputs["servers"])
    _, queues = role_queues_of(inputs["model"], inputs["servers"], inputs["arrival_rate"])
    visits = expected_visits(graph)
    rows = cross_department(graph, visits, find_transfers(graph, visits), step_waits(graph, queues.waits))
    return {
        "activities": {
            row.step: {
                "cross_inflow_per_case": row.cross_inflow_per_case,
                "cross_share": row.cross_share,
                "Wq": row.wait,
                "cross_wait_per_case": row.cross_wait_per_case,
            }
            for row in rows
        },
        "ranking": [row.step for row in rows],
    }
