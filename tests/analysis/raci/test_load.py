from __future__ import annotations

import pytest

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.raci.load import analyse_raci
from tests.analysis.small_models import chain, graph, rework


def report(made):
    return analyse_raci(made, expected_visits(made))


def test_rework_multiplies_work_approvals_and_consultations():
    steps = rework(accountable="head", consulted="legal", informed="it")
    found = report(graph(*steps, roles={"head": "Head", "legal": "Legal", "it": "IT"}))
    assert found.load["clerk"].work_per_case.value == pytest.approx(37.5)
    assert found.load["head"].approvals_per_case.value == pytest.approx(2.5)
    assert found.load["legal"].consultations_per_case.value == pytest.approx(2.5)
    assert found.load["it"].notifications_per_case.value == pytest.approx(2.5)
    assert dict(found.load["head"].letters) == {"A": 2}


def test_work_of_several_performers_is_shared_and_said_to_be():
    found = report(graph(*chain({"id": "A", "name": "Meet", "role": ["x", "y"], "time": 60})))
    assert found.load["x"].work_per_case.value == 30.0
    assert found.load["y"].shared == ("A",)


def test_unknown_times_stay_unknown():
    found = report(graph(*chain({"id": "A", "name": "Meet", "role": "x"})))
    assert found.load["x"].work_per_case.value is None
    assert found.load["x"].work_per_case.missing == ("A.time",)


def test_the_document_holds_matrix_and_load():
    document = report(graph(*rework(), owner="boss")).to_json()
    assert document["matrix"] == {"A": {"clerk": "R", "boss": "A"}, "B": {"boss": "A/R"}}
    assert document["load"]["boss"]["A"] == 2
    assert document["load"]["boss"]["work_per_case"]["value"] == pytest.approx(12.5)
