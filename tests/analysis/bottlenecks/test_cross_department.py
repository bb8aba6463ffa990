from __future__ import annotations

import pytest

from bpr.analysis.bottlenecks.cross_department import cross_department
from bpr.analysis.bottlenecks.find import step_waits
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.transfers import find_transfers
from tests.analysis.small_models import END, chain, graph, start

HEADER = {
    "departments": {"sales": "Sales", "risk": "Risk"},
    "roles": {"clerk": {"name": "Clerk", "department": "sales"}, "analyst": {"name": "Analyst", "department": "risk"}},
}


def rows(*steps, unstable=()):
    made = graph(*steps, **HEADER)
    visits = expected_visits(made)
    return cross_department(made, visits, find_transfers(made, visits), step_waits(made), unstable=unstable)


def work(name, role, wait=10, **fields):
    return {"id": name, "name": name, "role": role, "time": 1, "wait": wait, **fields}


def test_only_the_share_that_comes_over_the_border_counts():
    back = {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": "20%"}, {"to": "E"}]}
    found = {row.step: row for row in rows(*chain(work("A", "clerk"), work("B", "analyst"), back))}
    assert found["A"].cross_share == pytest.approx(0.2)
    assert found["A"].cross_wait_per_case == pytest.approx(1.25 * 10 * 0.2)
    assert found["B"].cross_share == 1.0
    assert found["B"].from_departments == ("sales",)


def test_work_inside_one_department_is_no_row():
    assert rows(*chain(work("A", "clerk"), work("B", "clerk"))) == ()


def test_a_parallel_join_does_not_count_twice():
    found = rows(
        start("P"),
        {"id": "P", "parallel": None, "next": ["A", "B"]},
        work("A", "clerk", next="J"),
        work("B", "clerk", next="J"),
        {"id": "J", "parallel": None, "next": "C"},
        work("C", "analyst", next="E"),
        END,
    )
    assert [(row.step, row.cross_inflow_per_case, row.cross_wait_per_case) for row in found] == [("C", 2.0, 10.0)]


def test_unknown_waiting_is_unknown_and_ranks_behind():
    found = rows(*chain(work("A", "clerk"), work("B", "analyst", wait=None), work("C", "clerk")))
    assert [(row.step, row.cross_wait_per_case) for row in found] == [("C", 10.0), ("B", None)]


def test_a_step_without_department_leaves_the_share_of_the_next_one_unknown():
    [found] = rows(
        start("A"),
        work("A", "clerk", next="G"),
        {"id": "G", "decision": "?", "next": [{"to": "C", "share": 0.5}, {"to": "D", "share": 0.5}]},
        work("D", [], next="C"),
        work("C", "analyst", next="E"),
        END,
    )
    assert (found.step, found.cross_share, found.cross_wait_per_case) == ("C", None, None)


def test_delays_on_flows_over_the_border_are_added():
    found = rows(*chain(work("A", "clerk", next={"to": "B", "delay": 30}), work("B", "analyst")))
    assert found[0].cross_wait_per_case == 40.0


def test_unstable_steps_come_first():
    steps = chain(work("A", "clerk"), work("B", "analyst", wait=1), work("C", "clerk", wait=99))
    assert [row.step for row in rows(*steps)] == ["C", "B"]
    assert [row.step for row in rows(*steps, unstable=["B"])] == ["B", "C"]
