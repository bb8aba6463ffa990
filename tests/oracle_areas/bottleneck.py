"""Oracle area ``bottleneck``: structure, borders and the combined score.

BN-01 to BN-04 ask for queue waits (M/M/c and Allen-Cunneen), which belong to the queue analysis.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from bpr.analysis.bottlenecks.cross_department import cross_department
from bpr.analysis.bottlenecks.find import step_waits
from bpr.analysis.bottlenecks.ranking import rank
from bpr.analysis.bottlenecks.structure import structural_bottlenecks
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.transfers import find_transfers
from tests.oracle_models import graph_of


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    if "components" in inputs:
        return _score(inputs)
    if "mandatory_activities" in case["expected"]:
        return _structure(inputs)
    if "ranking" in case["expected"]:
        return _borders(case)
    if importlib.util.find_spec("bpr.analysis.queues") is None:
        pytest.skip(f"{case['id']} needs the queue analysis (waits in M/M/c queues), which is not built yet")
    message = f"no handler for {case['id']}"
    raise AssertionError(message)


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
    """The queue waits of the roles are taken from the case; the queue analysis has cases of its own."""
    graph = graph_of(case["inputs"]["model"], people=case["inputs"]["servers"])
    waits = {graph.nodes[step].role or "": row["Wq"] for step, row in case["expected"]["activities"].items()}
    visits = expected_visits(graph)
    rows = cross_department(graph, visits, find_transfers(graph, visits), step_waits(graph, waits))
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
