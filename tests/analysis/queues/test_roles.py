from __future__ import annotations

import json

import pytest

from bpr.analysis.queues.roles import FORK_JOIN
from bpr.quantity import Status
from tests.analysis.queues.models import office, queues_of, role_queues_of
from tests.analysis.small_models import chain, graph, parallel


def test_a_role_with_two_activities_waits_as_one_station():
    clerk = role_queues_of(office())["clerk"]
    assert clerk.arrivals.value == pytest.approx(0.1125)
    assert clerk.Wq.value == pytest.approx(107.333333333)
    assert clerk.Lq.value == pytest.approx(12.075)
    assert clerk.wait_per_case.value == pytest.approx(2.25 * 107.333333333)
    assert (clerk.stable, clerk.backlog_growth) == (True, None)


def test_waits_are_assumed_with_a_family_and_estimated_with_distributions():
    assumed = role_queues_of(office())["clerk"].Wq
    assert (assumed.status, assumed.method) == (Status.ASSUMED, "allen_cunneen")
    assert assumed.assumptions == ("assume_family=exponential",)
    made = graph(
        *chain({"id": "A", "name": "A", "role": "clerk", "time": {"fixed": 5}}),
        roles={"clerk": {"name": "Clerk", "people": 1}},
    )
    estimated = role_queues_of(made, 0.1)["clerk"].Wq
    assert (estimated.status, estimated.value) == (Status.ESTIMATED, pytest.approx(2.5))
    assert estimated.assumptions == ("clerk.availability=1",)


def test_without_a_family_a_bare_mean_leaves_the_wait_unknown():
    found = queues_of(office(), assume_family=None).roles["analyst"]
    assert (found.Wq.value, found.Wq.missing) == (None, ("B.time.distribution",))
    assert found.rho.value == pytest.approx(0.78125)


def test_an_overloaded_role_has_a_growing_queue_instead_of_a_wait():
    found = role_queues_of(office(), 1 / 15)
    clerk = found["clerk"]
    assert (clerk.stable, clerk.Wq.value, clerk.Lq.value) == (False, None, None)
    assert (clerk.Wq.status, clerk.min_servers.value) == (Status.UNSTABLE, 2.0)
    assert clerk.backlog_growth.value == pytest.approx(0.15 - 2.25 / 18.5)
    assert found["manager"].Wq.value == pytest.approx(9.142857142857)


def test_nobody_for_some_work_is_unstable_and_nobody_for_no_work_waits_zero():
    assert role_queues_of(office(people={"clerk": 0}))["clerk"].Wq.status is Status.UNSTABLE
    nothing = role_queues_of(office(people={"clerk": 0}), 0.0)["clerk"].Wq
    assert (nothing.value, nothing.status) == (0.0, Status.EXACT)


def test_no_arrivals_wait_exactly_zero_even_without_known_people():
    found = role_queues_of(office(people={"clerk": None}), 0.0)["clerk"]
    assert (found.Wq.value, found.Lq.value, found.Wq.status) == (0.0, 0.0, Status.EXACT)


def test_what_is_missing_is_named():
    found = queues_of(office(None, people={"clerk": None})).roles
    assert found["clerk"].Wq.missing == ("clerk.people", "volume")
    assert found["analyst"].Wq.missing == ("volume",)
    assert found["analyst"].arrivals.missing == ("volume",)
    assert found["analyst"].mean_service.value == pytest.approx(25.0)
    assert found["clerk"].stable is None


def test_part_time_people_have_bounds_beside_the_value():
    header = {"roles": {"clerk": {"name": "Clerk", "people": 3, "availability": 0.8}}}
    made = graph(*chain({"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 10}}), **header)
    found = role_queues_of(made, 0.15)["clerk"]
    assert (found.servers, found.Wq.method) == (pytest.approx(2.4), "vut_sakasegawa")
    assert found.Wq.lower < found.Wq.value < found.Wq.upper


def test_parallel_branches_are_flagged():
    made = graph(
        *parallel({"time": {"fixed": 5}}, {"time": {"fixed": 5}}),
        roles={name: {"name": name, "people": 1, "availability": 1} for name in ("left", "right")},
        volume={"cases": 6, "per": "hour"},
    )
    assert queues_of(made).roles["left"].Wq.assumptions == (FORK_JOIN,)


def test_the_document_shows_both_approximations():
    document = role_queues_of(office())["analyst"].to_json()
    assert document["detail"]["allen_cunneen_Wq"] == pytest.approx(39.1604010025)
    assert document["detail"]["vut_Wq"] == pytest.approx(39.16, rel=0.05)
    assert json.dumps(document)
    assert document["servers"] == 2
    unstable = role_queues_of(office(), 1.0)["clerk"].to_json()
    assert unstable["backlog_growth"]["value"] > 0
    assert "detail" not in unstable


def test_the_capacity_of_the_load_stands_beside_the_queue():
    found = role_queues_of(office(), 0.05)["clerk"]
    assert found.capacity.value == pytest.approx(1 / 18.5)
