"""Handoffs and repetitions counted in the run, against the exact analysis."""

import pytest
from hypothesis import given, settings

import bpr
from bpr.analysis.handoffs.find import find_handoffs
from bpr.analysis.loops.find import find_loops
from bpr.graph import build_graph
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Assumptions, Scenario
from tests.simulation.models import fork, process, rework, task
from tests.simulation.test_properties import BLOCKS, model
from tests.simulation.test_run import FLAGSHIPS

FREE = Assumptions(people="unlimited", wait=0)


def counted(model, cases=1000, replications=2, **options):
    return simulate(model, cases=cases, replications=replications, assume=FREE,
                    scenario=Scenario(arrivals=50.0), **options).measures  # fmt: skip


def test_every_branch_hands_to_the_step_behind_the_join():
    """The five transfers a-Pete, b-Sue and d-Mike side by side, e-Sara, h-Pete (van der Aalst 2016, chapter 9)."""
    steps = [
        task("a", "pete", 1, next="G"),
        {"id": "G", "parallel": "split", "next": ["b", "d"]},
        task("b", "sue", 1, next="J"),
        task("d", "mike", 1, next="J"),
        {"id": "J", "parallel": "join", "next": "e"},
        task("e", "sara", 1),
        task("h", "pete", 1),
    ]
    people = dict.fromkeys(("pete", "sue", "mike", "sara"), 9)
    assert counted(process(steps, people=people))["handoffs"].value == 5


def test_joins_one_behind_the_other_and_events_that_wait_keep_where_the_work_came_from():
    steps = [
        {"id": "G", "parallel": "split", "next": ["a", "H"]},
        task("a", "x", 1, next="J"),
        {"id": "H", "parallel": "split", "next": ["b", "c"]},
        task("b", "y", 1, next="K"),
        task("c", "z", 1, next="T"),
        {"id": "T", "event": "timer", "wait": 5, "next": "K"},
        {"id": "K", "parallel": "join", "next": "J"},
        {"id": "J", "parallel": "join", "next": "e"},
        task("e", "x", 1),
    ]
    measures = counted(process(steps, people={"x": 9, "y": 9, "z": 9}))
    assert measures["handoffs"].value == 2


def test_a_decision_of_a_role_takes_over_without_any_time():
    steps = [
        task("a", "x", 1),
        {"id": "D", "decision": "which", "role": "y", "next": "b"},
        task("b", "x", 1),
    ]
    assert counted(process(steps, people={"x": 9, "y": 9}))["handoffs"].value == 2


def test_nobody_is_counted_where_a_holder_is_not_known():
    measures = counted(process([task("a", "x", 1), task("b", "y", 1)], people={"x": 9, "y": 9}))
    assert measures["handoffs"].value == 1
    assert measures["handoffs_department"].value is None


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_a_flagship_hands_over_and_repeats_as_often_as_the_exact_analysis_says(name):
    graph = build_graph(bpr.load(name))
    measures = counted(graph, cases=400, replications=10, seed=5)
    work = [step for step in graph.steps if graph.process.nodes[step].kind in ("activity", "subprocess")]
    repetition = find_loops(graph).activities
    truths = {
        "handoffs": find_handoffs(graph, "role").handoffs_per_case.value,
        "handoffs_department": find_handoffs(graph, "department").handoffs_per_case.value,
        "rework": sum(repetition[step].extra_visits.value for step in work),
    }
    for measure, truth in truths.items():
        quantity = measures[measure]
        assert abs(quantity.value - truth) <= 4 * (quantity.upper - quantity.lower) / 2 / 2.262 + 1e-9, (measure, truth)


@settings(max_examples=30, deadline=None)
@given(BLOCKS)
def test_random_models_hand_over_as_often_as_the_exact_analysis_says(block):
    process = model(block)
    truth = find_handoffs(build_graph(process)).handoffs_per_case.value
    found = counted(process, cases=300, replications=8, seed=3, allow_unsound=True)["handoffs"]
    assert abs(found.value - truth) <= 6 * (found.upper - found.lower) / 2 / 2.365 + 0.05 * truth + 1e-9


def test_inclusive_joins_and_loops_count_alike():
    assert counted(fork("inclusive", "inclusive", (1.0, 1.0)))["handoffs"].value == 0
    truth = find_handoffs(build_graph(rework())).handoffs_per_case.value
    assert counted(rework(), cases=20_000)["handoffs"].value == pytest.approx(truth, rel=0.02)
