from __future__ import annotations

import pytest

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.queues.work import Gap, Work, role_work
from bpr.quantity import Status
from tests.analysis.queues.models import office
from tests.analysis.small_models import chain, graph


def work(made, role="clerk", family="exponential"):
    return role_work(made, expected_visits(made), role, family)


def one(**fields):
    return graph(*chain({"id": "A", "name": "A", "role": "clerk", **fields}))


def test_two_activities_of_a_role_are_one_class():
    found = work(office())
    assert found.tasks == pytest.approx(2.25)
    assert found.mean == pytest.approx(18.5 / 2.25)
    assert found.scv == pytest.approx(1.11687363039)
    assert found.assumed


def test_fixed_times_leave_the_difference_between_the_activities():
    assert work(office(), family="fixed").scv == pytest.approx(0.0584368151936)


def test_a_known_distribution_needs_no_assumption():
    found = work(one(time={"erlang": [12, 4]}), family=None)
    assert found == Work(1.0, 12.0, pytest.approx(0.25), False)


def test_a_bare_mean_is_a_gap_unless_a_family_is_named():
    assert work(one(time=5), family=None) == Gap(Status.UNKNOWN, ("A.time.distribution",))
    assert work(one(time=5), family="fixed").scv == 0.0


def test_an_unknown_time_is_named():
    assert work(one()) == Gap(Status.UNKNOWN, ("A.time",))


def test_an_unknown_share_is_named():
    steps = chain(
        {"id": "G", "decision": "Which?", "next": [{"to": "A"}, {"to": "E"}]},
        {"id": "A", "name": "A", "role": "clerk", "time": 5},
    )
    assert work(graph(*steps)) == Gap(Status.UNKNOWN, ("A.visits",))


def test_a_loop_marker_makes_more_tasks():
    assert work(one(time=5, repeat={"share": 0.5})).tasks == pytest.approx(2.0)
    assert work(one(time=5, repeat={})) == Gap(Status.UNKNOWN, ("A.repeat",))


def test_steps_that_take_no_time_do_not_queue():
    assert work(one(time=0)) == Work(0.0, 0.0, 0.0, False)


def test_a_process_without_a_way_out_has_no_work():
    steps = chain({"id": "A", "name": "A", "role": "clerk", "time": 5, "next": "A"})
    assert work(graph(*steps[:2])).status is Status.INFINITE


def test_a_pool_mixes_the_times_of_both():
    pool = Work(1.0, 10.0, 0.0).pooled(Work(1.0, 30.0, 0.0))
    assert (pool.tasks, pool.mean, pool.scv) == (2.0, 20.0, pytest.approx(0.25))
    assert Work(0.0, 0.0, 0.0).pooled(Work(0.0, 0.0, 0.0)).tasks == 0.0


def test_a_time_that_varies_beyond_all_numbers_is_a_gap_not_a_crash():
    built = graph(*chain({"id": "A", "name": "a", "role": "clerk", "time": {"lognormal": [1e-220, 1e8]}}))
    found = role_work(built, expected_visits(built), "clerk", "exponential")
    assert found == Gap(Status.UNKNOWN, ("A.time.distribution",))
