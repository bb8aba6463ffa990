from __future__ import annotations

import json

import pytest

from bpr.analysis.structure.check import check_structure
from bpr.graph import build_graph
from bpr.model import Process
from tests.oracle_models import graph_of
from tests.test_oracles import FOLDER

STATIC = {
    *("NO_START", "NO_END", "UNREACHABLE", "DEAD_END", "START_HAS_INPUT", "END_HAS_OUTPUT"),
    *("MULTIPLE_START", "MULTIPLE_END", "IMPLICIT_SPLIT", "IMPLICIT_MERGE", "TRIVIAL_GATEWAY", "MIXED_GATEWAY"),
    "OR_GATEWAY",
}


def verdict_table():
    path = FOLDER / "soundness.json"
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []
    return [pytest.param(case, id=f"{case['id']} {case['title']}") for case in cases]


def graph(**fields):
    return build_graph(Process.model_validate({"process": "p", **fields}))


def codes(report):
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("case", verdict_table())
def test_static_codes_agree_with_the_verdict_table(case):
    report = check_structure(graph_of(case["inputs"]["model"]))
    assert set(report.errors) == STATIC & set(case["expected"]["errors"])
    assert set(report.warnings) == STATIC & set(case["expected"]["warnings"])


def test_a_flow_into_a_start_and_out_of_an_end_are_errors():
    report = check_structure(
        graph(
            steps=[
                {"id": "S", "event": "start", "position": "start", "next": "A"},
                {"id": "A", "name": "Work", "next": ["S", "E"]},
                {"id": "E", "event": "end", "position": "end", "next": "A"},
            ]
        )
    )
    assert {"START_HAS_INPUT", "END_HAS_OUTPUT", "IMPLICIT_MERGE", "IMPLICIT_SPLIT"} <= codes(report)


def test_each_unconnected_party_needs_its_own_start_and_end():
    report = check_structure(
        graph(
            organisations={"us": "We", "them": {"en": "Customer", "zh": "客户"}},
            departments={"a": {"name": "A", "organisation": "us"}, "b": {"name": "B", "organisation": "them"}},
            steps=[
                {"id": "S", "event": "start", "position": "start", "department": "a", "next": "E"},
                {"id": "E", "event": "end", "position": "end", "department": "a"},
                {"id": "X", "name": "Pay", "department": "b"},
            ],
        )
    )
    assert [(finding.code, finding.elements) for finding in report.findings] == [
        ("NO_END", ("them",)),
        ("NO_START", ("them",)),
    ]
    assert "客户" in report.findings[0].message.pick("zh")


def test_organisations_in_one_flow_share_start_and_end():
    report = check_structure(
        graph(
            organisations={"us": "We", "them": "Carrier"},
            departments={"a": {"name": "A", "organisation": "us"}, "b": {"name": "B", "organisation": "them"}},
            steps=[
                {"id": "S", "event": "start", "position": "start", "department": "a", "next": "X"},
                {"id": "X", "name": "Carry", "department": "b", "next": "E"},
                {"id": "E", "event": "end", "position": "end"},
            ],
        )
    )
    assert report.findings == ()


def test_event_sub_processes_and_compensation_are_not_unreachable():
    report = check_structure(
        graph(
            steps=[
                {"id": "S", "event": "start", "position": "start", "next": "A"},
                {"id": "A", "name": "Book", "next": "E"},
                {"id": "B", "event": "undo", "position": "boundary", "on": "A", "trigger": "compensation", "next": "C"},
                {"id": "C", "name": "Cancel booking", "compensation": True},
                {"id": "E", "event": "end", "position": "end"},
                {
                    "id": "P",
                    "subprocess": "When the customer calls",
                    "triggered": True,
                    "steps": [
                        {"id": "T", "event": "call", "position": "start", "next": "U"},
                        {"id": "U", "name": "Tell"},
                    ],
                },
            ]
        )
    )
    assert report.errors == ()


def test_nodes_made_by_the_graph_are_never_blamed():
    built = graph(
        steps=[
            {"id": "S", "event": "start", "position": "start", "next": "P"},
            {
                "id": "P",
                "subprocess": "Check",
                "steps": [{"id": "A", "name": "a", "next": "B"}, {"id": "B", "name": "b"}],
            },
            {"id": "V", "event": "late", "position": "boundary", "on": "P", "next": "W"},
            {"id": "W", "name": "Escalate"},
        ]
    )
    report = check_structure(built)
    assert "NO_END" in report.errors
    assert {element for finding in report.findings for element in finding.elements} <= set(built.process.nodes)


def test_unreachable_work_is_told_once_at_its_beginning():
    report = check_structure(
        graph(
            steps=[
                {"id": "S", "event": "start", "position": "start", "next": "E"},
                {"id": "A", "name": "a", "next": "B"},
                {"id": "B", "name": "b", "next": "E"},
                {"id": "E", "event": "end", "position": "end"},
            ]
        )
    )
    assert [finding.elements for finding in report.findings if finding.code == "UNREACHABLE"] == [("A",)]
    assert report.unreachable == ("A", "B")
