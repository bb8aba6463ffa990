"""Every analysis of one process at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from bpr.diagnosis.analyse import analyse, describe
from bpr.findings import Severity
from bpr.model import Process
from bpr.quantity import Status
from tests.analysis.small_models import END, process, rework, start
from tests.strategies import processes

SECTIONS = ("summary", "handoffs", "loops", "flow", "load", "bottlenecks", "structure", "raci", "findings")


def test_the_document_holds_every_section_of_the_contract():
    document = analyse(process(*rework())).to_json()
    assert list(document)[:2] == ["bpr", "process"]
    assert document["bpr"] == "analysis/1"
    assert set(SECTIONS) <= set(document)
    assert list(document["handoffs"])[:2] == ["role", "department"]
    assert isinstance(document["bottlenecks"], list)


def test_all_parts_agree_about_one_process():
    found = analyse(process(*rework()))
    assert found.flow.time_per_case.value == pytest.approx(1.25 * 40)
    assert found.loops.rework_time.total.value == pytest.approx(found.flow.time_per_case.value)
    assert found.handoffs["role"].handoffs_per_case.value == pytest.approx(1.5)
    assert found.summary.activities == 2
    assert set(found.raci.matrix.rows) == {"A", "B"}


def test_findings_of_all_parts_stand_together_worst_first_and_once():
    found = analyse(process(*rework(), owner="clerk"))
    ranks = [finding.severity.rank for finding in found.findings]
    assert ranks == sorted(ranks)
    assert len(set(found.findings)) == len(found.findings)
    assert {finding.area for finding in found.findings} >= {"loops", "raci"}


def test_an_assumption_is_only_made_on_request_and_then_told():
    steps = [
        start("X"),
        {"id": "X", "decision": "?", "next": ["B", "E"]},
        {"id": "B", "name": "b", "time": 4, "next": "E"},
    ]
    open_ = analyse(process(*steps, END))
    assumed = analyse(process(*steps, END), assume_uniform=True)
    assert (open_.flow.time_per_case.value, open_.assumptions) == (None, ())
    assert (open_.flow.time_per_case.lower, open_.flow.time_per_case.upper) == (0.0, 4.0)
    assert (assumed.flow.time_per_case.value, assumed.flow.time_per_case.status) == (2.0, Status.ASSUMED)
    assert assumed.assumptions == ("assume_uniform_probabilities",)


def test_an_empty_process_is_answered_with_findings_not_with_an_exception():
    found = analyse(Process(id="p"))
    assert {"NO_START", "NO_END"} <= {finding.code for finding in found.findings}
    assert found.findings[0].severity is Severity.ERROR


def test_an_endless_loop_leaves_no_numbers_and_is_told():
    found = analyse(process(*rework("100%")))
    assert "NO_EXIT_PROBABILITY" in {finding.code for finding in found.findings}
    assert found.flow.time_per_case.status is Status.INFINITE


def test_the_head_of_a_document_says_who_is_who():
    head = describe(process(*rework(), title={"en": "Letter", "zh": "信件"}, stage="as-is", owner="boss"))
    assert (head["id"], head["stage"], head["owner"], head["volume"]) == ("p", "as-is", "boss", None)
    assert head["title"] == {"en": "Letter", "zh": "信件"}
    assert head["languages"] == ["en", "zh"]


def test_the_model_is_not_changed():
    model = process(*rework())
    before = model.model_dump_json()
    analyse(model)
    assert model.model_dump_json() == before


@settings(max_examples=25)
@given(processes())
def test_the_document_is_json_and_the_same_every_time(model):
    once, again = (json.dumps(analyse(model).to_json(), allow_nan=False) for _ in range(2))
    assert once == again
