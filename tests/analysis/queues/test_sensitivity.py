from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.queues.sensitivity import (
    allocate,
    best_extra_person,
    fewer_returns,
    one_role_changes,
    pooled_roles,
    whole_wait,
    with_fewer_returns,
)
from bpr.quantity import Status
from tests.analysis.queues.models import office, queues_of, role_queues_of, setting_of
from tests.analysis.small_models import chain, graph, parallel


def gains(rows, change):
    return {row.targets[0]: row.wait_removed_per_case.value for row in rows if row.change == change}


def test_one_more_person_removes_what_the_handbook_says():
    made = office()
    rows = one_role_changes(setting_of(made), role_queues_of(made))
    assert gains(rows, "one_more_person") == {
        "clerk": pytest.approx(236.171735242),
        "analyst": pytest.approx(43.30582708),
        "manager": pytest.approx(5.0),
    }
    assert best_extra_person(setting_of(made), role_queues_of(made)) == "clerk"


def test_half_the_variation_of_a_random_service_removes_a_quarter_of_the_wait():
    made = office()
    found = gains(one_role_changes(setting_of(made), role_queues_of(made)), "half_the_variation")
    assert found["manager"] == pytest.approx(5.3333333333 / 4)


def test_ten_per_cent_faster_acts_on_load_and_time():
    made = office()
    found = gains(one_role_changes(setting_of(made), role_queues_of(made)), "ten_percent_faster")
    assert found["manager"] == pytest.approx(16 / 3 - 0.36 / 0.64 * 7.2)


def test_the_role_that_lacks_most_servers_comes_first():
    made = office()
    setting, queues = setting_of(made, 1 / 15), role_queues_of(made, 1 / 15)
    rows = [row for row in one_role_changes(setting, queues) if row.change == "one_more_person"]
    assert [row.targets[0] for row in rows] == ["clerk", "analyst", "manager"]
    assert [row.stabilises for row in rows] == [True, True, None]
    assert rows[0].wait_removed_per_case.status is Status.UNSTABLE
    assert best_extra_person(setting, queues) == "clerk"
    assert whole_wait(setting, queues.values()).status is Status.UNSTABLE
    given_away = allocate(setting, queues, 3)
    assert [step.role for step in given_away[:2]] == ["clerk", "analyst"]
    assert given_away[0].queue_wait_per_case.value is None
    assert given_away[1].queue_wait_per_case.value is not None


def test_greedy_allocation_is_as_good_as_trying_everything():
    made = office()
    setting, queues = setting_of(made), role_queues_of(made)
    got = allocate(setting, queues, 3)[-1].queue_wait_per_case.value
    every = []
    for clerks in range(4):
        for analysts in range(4 - clerks):
            extra = {"clerk": clerks, "analyst": analysts, "manager": 3 - clerks - analysts}
            people = {"clerk": 1 + extra["clerk"], "analyst": 2 + extra["analyst"], "manager": 1 + extra["manager"]}
            other = office(people=people)
            every.append(whole_wait(setting_of(other), role_queues_of(other).values()).value)
    assert got == pytest.approx(min(every))


@settings(max_examples=30, deadline=None)
@given(st.floats(0.005, 0.05))
def test_every_next_person_helps_less(rate):
    made = office()
    setting, queues = setting_of(made, rate), role_queues_of(made, rate)
    waits = [whole_wait(setting, queues.values()).value]
    waits += [step.queue_wait_per_case.value for step in allocate(setting, queues, 4)]
    steps = [before - after for before, after in itertools.pairwise(waits)]
    assert all(step > 0 for step in steps)
    assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(steps))


def test_pooling_two_like_desks_more_than_halves_the_wait():
    steps = chain(*({"id": name, "name": name, "role": name, "time": {"exponential": 1}} for name in ("x", "y")))
    made = graph(*steps, roles={name: {"name": name, "people": 1, "availability": 1} for name in ("x", "y")})
    [row] = pooled_roles(setting_of(made, 0.8), role_queues_of(made, 0.8))
    assert row.targets == ("x", "y")
    assert row.wait_removed_per_case.value == pytest.approx(2 * (4.0 - 0.64 / 0.36))


def test_pooling_can_make_an_overloaded_role_stable():
    made = office(people={"clerk": 1, "manager": 3})
    rows = pooled_roles(setting_of(made, 1 / 15), role_queues_of(made, 1 / 15))
    assert {row.targets for row in rows if row.stabilises} == {("clerk", "manager"), ("analyst", "manager")}


def test_a_loop_less_removes_more_than_a_point_less():
    made = office()
    rows = fewer_returns(setting_of(made), expected_visits(made), role_queues_of(made), ["X->A"])
    found = {row.change: row.wait_removed_per_case.value for row in rows}
    straight = office(rate=0.05)
    cut = with_fewer_returns(straight, expected_visits(straight), "X->A")
    alone = whole_wait(setting_of(cut), role_queues_of(cut).values()).value
    assert found["one_loop_less"] == pytest.approx(295.783834586 - alone)
    assert 0 < found["one_point_less_rework"] < found["one_loop_less"]


def test_a_loop_less_can_make_a_role_stable():
    made = office()
    rows = fewer_returns(setting_of(made, 0.06), expected_visits(made), role_queues_of(made, 0.06), ["X->A"])
    assert [(row.change, row.stabilises) for row in rows] == [("one_loop_less", True), ("one_point_less_rework", False)]


def test_the_share_of_a_way_back_goes_to_the_other_ways_in_proportion():
    made = graph(
        *chain(
            {"id": "A", "name": "A", "role": "clerk", "time": 1},
            {
                "id": "G",
                "decision": "Which?",
                "next": [{"to": "A", "share": 0.5}, {"to": "B", "share": 0.3}, {"to": "E"}],
            },
            {"id": "B", "name": "B", "role": "clerk", "time": 1},
        )
    )
    visits = expected_visits(made)
    cut = with_fewer_returns(made, visits, "G->A")
    assert [edge.share for edge in cut.outgoing["G"]] == [0.0, pytest.approx(0.6), pytest.approx(0.4)]
    less = with_fewer_returns(made, visits, "G->A", 0.01)
    assert [edge.share for edge in less.outgoing["G"]] == [0.49, pytest.approx(0.306), pytest.approx(0.204)]
    assert [edge.share for edge in made.outgoing["G"]] == [0.5, 0.3, None]


def test_a_way_back_over_a_rework_activity_is_cut_at_the_decision():
    made = graph(
        *chain(
            {"id": "A", "name": "A", "role": "clerk", "time": 1},
            {"id": "G", "decision": "Good?", "next": [{"to": "R", "share": 0.5}, {"to": "E"}]},
            {"id": "R", "name": "R", "role": "clerk", "time": 1, "next": "A"},
        )
    )
    cut = with_fewer_returns(made, expected_visits(made), "R->A")
    assert expected_visits(cut).visits["R"] == 0.0


def test_only_an_exclusive_choice_can_be_cut():
    made = graph(*parallel({"time": 1}, {"time": 1}))
    assert with_fewer_returns(made, expected_visits(made), "P->B") is None
    assert with_fewer_returns(made, expected_visits(made), "J->E") is None
    open_shares = graph(*chain({"id": "G", "decision": "?", "next": ["E", "G"]}))
    assert with_fewer_returns(open_shares, expected_visits(open_shares), "G->G") is None


def test_nothing_is_said_about_loops_while_a_queue_is_not_known():
    made = office(people={"manager": None})
    assert fewer_returns(setting_of(made), expected_visits(made), role_queues_of(made), ["X->A"]) == ()
    whole = whole_wait(setting_of(made), role_queues_of(made).values())
    assert (whole.value, whole.missing) == (None, ("manager.people",))
    assert whole.known_part == pytest.approx(290.4505, rel=1e-5)


def test_outsiders_get_no_advice_and_no_queue_without_a_head_count():
    header = {
        "departments": {"out": {"name": "Out", "external": True}},
        "roles": {"customer": {"name": "Customer", "department": "out"}, "clerk": {"name": "Clerk", "people": 1}},
        "volume": {"cases": 6, "per": "hour"},
    }
    steps = chain(
        {"id": "A", "name": "Ask", "role": "customer", "time": 60},
        {"id": "B", "name": "Answer", "role": "clerk", "time": {"exponential": 5}},
    )
    report = queues_of(graph(*steps, **header))
    assert report.queue_wait_per_case.value == pytest.approx(5.0)
    assert {row.targets for row in report.sensitivity} == {("clerk",)}
    assert report.roles["customer"].Wq.value is None


def test_people_without_time_for_the_process_are_no_next_person():
    header = {"roles": {"clerk": {"name": "Clerk", "people": 1, "availability": 0}}}
    made = graph(*chain({"id": "A", "name": "A", "role": "clerk", "time": 5}), **header)
    assert best_extra_person(setting_of(made), role_queues_of(made)) is None
    assert allocate(setting_of(made), role_queues_of(made), 2) == ()


def test_an_empty_process_has_no_queues():
    made = graph()
    assert whole_wait(setting_of(made), ()).missing == ("roles",)
    assert queues_of(made).sensitivity == ()
