from __future__ import annotations

import pytest

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.queues.cycle import cycle_time_with_queues, step_queue_waits
from bpr.quantity import Status
from tests.analysis.queues.models import office, queues_of, role_queues_of
from tests.analysis.small_models import chain, graph, parallel


def duration(made, rate=0.05):
    return cycle_time_with_queues(made, expected_visits(made), role_queues_of(made, rate))


def one(role_fields, *steps, **fields):
    return graph(*chain(*steps), roles={"clerk": {"name": "Clerk", "availability": 1, **role_fields}}, **fields)


def test_work_and_queues_make_the_cycle_time_where_one_thing_happens_at_a_time():
    found = duration(office())
    assert found.value == pytest.approx(18.5 + 31.25 + 8 + 295.783834586)
    assert (found.status, found.method) == (Status.ASSUMED, "linear_visits+queue_waits")


def test_a_written_wait_stays():
    made = one(
        {"people": 1},
        {"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 5}, "wait": 100},
        {"id": "B", "name": "B", "role": "clerk", "time": {"exponential": 5}},
    )
    queue = role_queues_of(made, 0.05)["clerk"].Wq.value
    found = duration(made)
    assert found.value == pytest.approx(5 + 100 + 5 + queue)
    assert found.status is Status.ESTIMATED


def test_a_decision_that_takes_time_queues_and_one_that_takes_none_does_not():
    made = one(
        {"people": 1},
        {"id": "G", "decision": "Now?", "role": "clerk", "time": {"exponential": 5}},
        {"id": "H", "decision": "Sure?", "role": "clerk"},
    )
    queues = role_queues_of(made, 0.1)
    assert queues["clerk"].Wq.value == pytest.approx(5.0)
    assert step_queue_waits(made, queues) == {"G": pytest.approx(5.0), "H": 0.0}
    assert duration(made, 0.1).value == pytest.approx(10.0)


def test_an_overloaded_role_on_the_way_leaves_no_cycle_time():
    found = duration(office(), 1 / 15)
    assert (found.value, found.status) == (None, Status.UNSTABLE)


def test_an_overloaded_role_whose_waits_are_all_written_does_not_matter():
    made = one({"people": 1}, {"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 5}, "wait": 7})
    assert duration(made, 1.0).value == pytest.approx(12.0)


def test_an_unknown_queue_leaves_a_lower_bound():
    found = duration(office(people={"manager": None}))
    assert (found.value, found.status) == (None, Status.UNKNOWN)
    assert found.missing == ("C.wait",)
    assert found.lower == pytest.approx(18.5 + 31.25 + 290.4505, rel=1e-5)


def test_two_performers_wait_for_the_slower_queue():
    roles = {name: {"name": name, "people": 1, "availability": 1} for name in ("x", "y")}
    steps = chain(
        {"id": "A", "name": "A", "role": ["x", "y"], "time": {"exponential": 5}},
        {"id": "B", "name": "B", "role": "y", "time": {"exponential": 5}},
    )
    made = graph(*steps, roles=roles)
    queues = role_queues_of(made, 0.05)
    assert step_queue_waits(made, queues)["A"] == queues["y"].Wq.value > queues["x"].Wq.value


def test_parallel_branches_with_queues_have_bounds():
    made = graph(
        *parallel({"time": {"exponential": 5}}, {"time": {"exponential": 5}}),
        roles={name: {"name": name, "people": 1, "availability": 1} for name in ("left", "right")},
    )
    found = duration(made, 0.1)
    assert (found.value, found.lower, found.upper) == (None, pytest.approx(10.0), pytest.approx(20.0))
    assert found.status is Status.BOUNDED


def test_the_report_carries_it():
    assert queues_of(office()).cycle_time_with_queues.value == pytest.approx(353.533834586)
