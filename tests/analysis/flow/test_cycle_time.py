from __future__ import annotations

import pytest

from bpr.analysis.flow.cycle_time import cycle_time, main_starts
from bpr.analysis.flow.timing import TimingOptions
from bpr.analysis.frequency.visits import expected_visits
from bpr.quantity import Status
from tests.analysis.small_models import END, chain, graph, parallel, rework, start


def duration(made, **options):
    return cycle_time(made, expected_visits(made), waiting=True, **options)


def test_without_parallel_work_it_is_the_sum_over_visits():
    found = duration(graph(*rework("20%"))).value
    assert (found.value, found.status, found.method) == (125.0, Status.EXACT, "linear_visits")


BARE = ({"time": 3, "wait": 0}, {"time": 5, "wait": 2})


def test_bare_means_in_parallel_are_bounded_and_the_textbook_value_is_told_apart():
    found = duration(graph(*parallel(*BARE)))
    assert (found.value.value, found.value.status) == (None, Status.BOUNDED)
    assert (found.value.lower, found.value.upper) == (7.0, 10.0)
    assert (found.textbook.value, found.textbook.status) == (7.0, Status.BOUNDED)


def test_the_textbook_rule_is_used_on_request_only():
    found = duration(graph(*parallel(*BARE)), and_rule="max_of_means").value
    assert (found.value, found.status, found.method) == (7.0, Status.BOUNDED, "max_of_means")


def test_an_assumed_family_gives_a_value_that_says_so():
    steps = parallel({"time": 1, "wait": 0}, {"time": 2, "wait": 0})
    found = duration(graph(*steps), options=TimingOptions(assume_family="exponential")).value
    assert (found.value, found.status) == (pytest.approx(7 / 3), Status.ASSUMED)
    assert found.assumptions == ("assume_family=exponential",)


def test_stages_in_a_branch_need_the_marking_chain():
    steps = parallel({"time": {"exponential": 1}, "wait": {"exponential": 1}}, {"time": {"exponential": 2}, "wait": 0})
    found = duration(graph(*steps)).value
    assert (found.status, found.method) == (Status.EXACT, "ctmc")
    assert found.value == pytest.approx(2 + 2 - 10 / 9)  # E X + E Y - E min


def test_an_unknown_time_leaves_a_lower_bound():
    found = duration(graph(*parallel({"time": 3, "wait": 0}, {"wait": 0}))).value
    assert (found.value, found.status, found.lower, found.upper) == (None, Status.UNKNOWN, 3.0, None)
    assert found.missing == ("C.time",)


def test_an_unsound_process_has_no_cycle_time():
    assert duration(graph(*rework()), sound=False).value.status is Status.INVALID


def test_a_loop_without_exit_is_infinite():
    assert duration(graph(*rework("100%"))).value.status is Status.INFINITE


def test_a_process_without_start_has_no_cycle_time():
    found = duration(graph({"id": "A", "name": "A", "time": 1, "wait": 0})).value
    assert (found.value, found.missing) == (None, ("start",))


def test_unknown_shares_without_parallel_work_leave_bounds():
    made = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": ["B", "C"]},
        {"id": "B", "name": "B", "time": 1, "wait": 0, "next": "E"},
        {"id": "C", "name": "C", "time": 9, "wait": 0, "next": "E"},
        END,
    )
    found = duration(made).value
    assert (found.value, found.status, found.lower, found.upper) == (None, Status.BOUNDED, 1.0, 9.0)


def test_the_external_pool_is_not_timed():
    made = graph(
        *chain({"id": "A", "name": "A", "time": 1, "wait": 0, "role": "own"}),
        {"id": "S2", "event": None, "position": "start", "department": "out", "next": "B"},
        {"id": "B", "name": "B", "time": 99, "wait": 0, "department": "out"},
        organisations={"ex": {"name": "Customer", "external": True}},
        departments={"out": {"name": "Out", "organisation": "ex"}},
    )
    assert main_starts(made) == ("S",)
    assert duration(made).value.value == 1.0


def test_inclusive_branches_without_shares_leave_bounds():
    made = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": ["B", "C"]},
        {"id": "B", "name": "B", "time": {"exponential": 1}, "wait": 0, "next": "J"},
        {"id": "C", "name": "C", "time": {"exponential": 9}, "wait": 0, "next": "J"},
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    found = duration(made).value
    assert found.value is None
    assert found.lower == 1.0
    assert found.upper == pytest.approx(9 + 1 - 1 / (1 + 1 / 9), rel=1e-6)


def test_a_sub_process_that_terminates_leaves_only_the_work_as_a_bound():
    inner = [
        {"id": "B", "name": "B", "time": 3, "wait": 0, "next": "T"},
        {"id": "C", "name": "C", "time": 9, "wait": 0},
        {"id": "T", "event": None, "position": "end", "trigger": "terminate"},
    ]
    found = duration(graph(*chain({"id": "P", "subprocess": "Race", "steps": inner}))).value
    assert (found.value, found.lower, found.upper) == (None, 0.0, 12.0)
