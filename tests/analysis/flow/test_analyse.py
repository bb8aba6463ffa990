from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.quantity import Status
from tests.analysis.small_models import END, chain, graph, parallel, rework, start
from tests.strategies import processes

ROLES = {"clerk": {"name": "Clerk", "rate": 30}, "boss": {"name": "Boss", "rate": {"amount": 2, "per": "min"}}}


def test_rework_multiplies_work_waiting_and_cost():
    found = analyse_flow(graph(*rework("20%"), roles=ROLES))
    assert found.time_per_case.value == pytest.approx(50.0)
    assert found.waiting_per_case.value == pytest.approx(75.0)
    assert found.cost_per_case.value == pytest.approx(1.25 * (30 * 0.5 + 10 * 2))
    assert found.cycle_time_efficiency.value == pytest.approx(0.4)
    assert found.visits["A"].value == pytest.approx(1.25)


def test_work_content_is_not_the_cycle_time_of_parallel_branches():
    fixed = ({"time": {"fixed": 3}, "wait": 0}, {"time": {"fixed": 5}, "wait": 0})
    found = analyse_flow(graph(*parallel(*fixed)))
    assert (found.time_per_case.value, found.cycle_time.value) == (8.0, 5.0)
    assert found.blocks[0].method == "max_of_fixed"


def test_delays_of_flows_are_waiting():
    steps = chain(
        {"id": "A", "name": "A", "time": 1, "wait": 2, "next": {"to": "B", "delay": 30}},
        {"id": "B", "name": "B", "time": 1, "wait": 4},
    )
    found = analyse_flow(graph(*steps))
    assert (found.waiting_per_case.value, found.cycle_time.value) == (36.0, 38.0)


def test_unknown_waiting_leaves_the_cycle_time_unknown_and_the_work_exact():
    found = analyse_flow(graph(*chain({"id": "A", "name": "A", "time": 10})))
    assert (found.time_per_case.value, found.time_per_case.status) == (10.0, Status.EXACT)
    assert (found.cycle_time.value, found.cycle_time.missing) == (None, ("A.wait",))
    assert found.theoretical_cycle_time.value == 10.0


def test_time_that_is_not_classified_leaves_bounds_of_the_value_adding_share():
    steps = chain(
        {"id": "A", "name": "A", "time": 30, "value": "VA"},
        {"id": "B", "name": "B", "time": 50},
        {"id": "C", "name": "C", "time": 20, "value": "NVA"},
    )
    found = analyse_flow(graph(*steps))
    assert {name: quantity.value for name, quantity in found.time_by_class.items()} == {
        "VA": 30.0,
        "unclassified": 50.0,
        "NVA": 20.0,
    }
    ratio = found.va_time_ratio
    assert (ratio.value, ratio.status, ratio.lower, ratio.upper) == (None, Status.BOUNDED, 0.3, 0.8)
    assert found.va_count_ratio.missing == ("B.value",)


def test_nothing_classified_is_unknown_not_zero():
    found = analyse_flow(graph(*chain({"id": "A", "name": "A", "time": 30})))
    assert (found.va_time_ratio.value, found.va_time_ratio.status) == (None, Status.UNKNOWN)


def test_all_times_zero_is_no_work_and_no_efficiency():
    found = analyse_flow(graph(*chain({"id": "A", "name": "A", "time": 0, "wait": 0})))
    assert (found.time_per_case.value, found.cycle_time.value, found.cycle_time_efficiency.value) == (0.0, 0.0, None)


def test_an_empty_process_has_no_work_at_all():
    found = analyse_flow(graph())
    assert (found.time_per_case.value, found.cycle_time.value) == (0.0, None)


def test_start_to_end_only_has_nothing_to_do():
    found = analyse_flow(graph(start("E"), END))
    assert (found.time_per_case.value, found.cycle_time.value) == (0.0, 0.0)


def test_work_in_process_follows_from_the_volume():
    found = analyse_flow(graph(*rework("20%"), volume={"cases": 6, "per": "hour"}))
    assert found.wip.value == pytest.approx(12.5)


def test_bounded_cycle_times_leave_a_bounded_efficiency():
    found = analyse_flow(graph(*parallel({"time": 3, "wait": 1}, {"time": 5, "wait": 1})))
    efficiency = found.cycle_time_efficiency
    assert (efficiency.value, efficiency.status) == (None, Status.BOUNDED)
    assert (efficiency.lower, efficiency.upper) == (0.5, 1.0)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes())
def test_any_process_gives_a_document(made):
    found = analyse_flow(build_graph(made), max_states=200)
    document = json.loads(json.dumps(found.to_json()))
    assert set(document["visits"]) == set(build_graph(made).steps)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes(complete=True))
def test_complete_processes_have_exact_work_and_an_efficiency_between_zero_and_one(made):
    drawn = build_graph(made)
    visits = expected_visits(drawn)
    assume(visits.status is not Status.INVALID)  # a choice that runs straight into a parallel join
    found = analyse_flow(drawn, visits=visits, max_states=200)
    assert found.time_per_case.status is Status.EXACT
    for part in (
        found.cycle_time_efficiency.value,
        found.cycle_time_efficiency.lower,
        found.cycle_time_efficiency.upper,
    ):
        assert part is None or 0.0 <= part <= 1.0 + 1e-9


def test_the_cost_that_adds_value_is_weighed_by_rates():
    steps = chain(
        {"id": "A", "name": "A", "role": "clerk", "time": 60, "value": "VA"},
        {"id": "B", "name": "B", "role": "boss", "time": 15, "value": "NVA"},
    )
    found = analyse_flow(graph(*steps, roles=ROLES))
    assert found.va_time_ratio.value == pytest.approx(0.8)
    assert found.va_cost_ratio.value == pytest.approx(0.5)


def test_unclassified_cost_leaves_bounds():
    steps = chain(
        {"id": "A", "name": "A", "role": "clerk", "time": 60, "value": "VA"},
        {"id": "B", "name": "B", "role": "boss", "time": 15},
    )
    found = analyse_flow(graph(*steps, roles=ROLES)).va_cost_ratio
    assert (found.status, found.lower, found.upper) == (Status.BOUNDED, 0.5, 1.0)
    assert found.method == "va_cost"


def test_unknown_cost_has_no_share():
    steps = chain({"id": "A", "name": "A", "role": "x", "time": 60, "value": "VA"})
    assert analyse_flow(graph(*steps)).va_cost_ratio.missing == ("A.cost",)


def test_the_variance_of_the_work_is_reported():
    steps = chain({"id": "A", "name": "A", "time": {"exponential": 5}})
    assert analyse_flow(graph(*steps)).to_json()["time_variance_per_case"]["value"] == pytest.approx(25.0)
