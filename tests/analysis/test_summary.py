"""Counts, the six elements of a process and how much is known."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from bpr.analysis.summary import summarise
from bpr.graph import build_graph
from bpr.model import Process
from tests.analysis.small_models import END, chain, graph, rework, start
from tests.strategies import processes


def test_people_count_steps_without_start_and_end():
    summary = summarise(graph(*rework()))
    assert (summary.nodes, summary.activities, summary.decisions) == (3, 2, 1)
    assert summary.flows == 4
    assert summary.by_type == {"activity": 2, "end": 1, "start": 1, "xor": 1}


def test_a_decision_with_one_way_out_is_only_a_merge():
    summary = summarise(graph(*chain({"id": "A", "name": "A"}, {"id": "M", "decision": None})))
    assert (summary.nodes, summary.decisions) == (2, 0)


def test_nodes_made_by_the_graph_do_not_count():
    inner = [{"id": "T", "event": None, "position": "start", "next": "B"}, {"id": "B", "name": "B"}]
    summary = summarise(graph(start("P"), {"id": "P", "subprocess": "Check", "steps": inner, "next": "E"}, END))
    assert summary.by_type == {"activity": 1, "end": 1, "event": 2, "start": 1}
    assert summary.activities == 2


def test_the_six_elements_of_an_empty_process_are_all_open():
    summary = summarise(build_graph(Process(id="p")))
    assert not any(summary.elements.values())
    assert summary.completeness.value == 0.0


def test_the_six_elements_are_filled_one_by_one():
    summary = summarise(
        graph(
            *chain({"id": "A", "name": "A", "role": "r", "documents": {"in": ["order"], "out": ["invoice"]}}),
            documents={"order": "Order", "invoice": "Invoice"},
            customer="buyer",
            value="Goods on time",
            kpis=["Days to deliver"],
        )
    )
    assert all(summary.elements.values())
    assert (summary.completeness.value, summary.documents) == (1.0, 2)


def test_value_needs_a_statement_and_a_measure():
    assert not summarise(graph(*chain({"id": "A", "name": "A"}), value="Goods")).elements["value"]


def test_coverage_is_the_share_of_activities_with_a_known_value():
    summary = summarise(
        graph(*chain({"id": "A", "name": "A", "role": "r", "time": 1, "system": []}, {"id": "B", "name": "B"}))
    )
    known = {name: quantity.value for name, quantity in summary.coverage.items()}
    assert (known["role"], known["time"], known["wait"]) == (0.5, 0.5, 0.0)
    assert known["system"] == 0.5


def test_without_activities_coverage_is_not_known():
    summary = summarise(graph(start("E"), END))
    assert summary.coverage["time"].value is None


@given(processes(complete=True))
def test_a_complete_process_covers_role_department_time_and_wait(process):
    activities = [node for node in process.activities() if node.kind == "activity"]
    summary = summarise(build_graph(process))
    assert summary.coverage["role"].value == pytest.approx(1.0)
    assert summary.coverage["department"].value == pytest.approx(1.0)
    assert summary.coverage["time"].value == pytest.approx(len(activities) / len(process.activities()))
    assert json.dumps(summary.to_json(), allow_nan=False)
