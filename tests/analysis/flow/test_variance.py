from __future__ import annotations

import random
import statistics

import numpy as np
import pytest
from hypothesis import given, settings

from bpr.analysis.flow.variance import work_variance
from bpr.analysis.frequency.visits import expected_visits
from bpr.quantity import Status
from tests.analysis.models import routed_graphs
from tests.analysis.small_models import END, chain, graph, parallel, start


def variance(*steps, family=None, **header):
    made = graph(*steps, **header)
    return work_variance(made, expected_visits(made), assume_family=family)


def again(share, time):
    return chain(
        {"id": "A", "name": "A", "role": "clerk", "time": time},
        {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": share}, {"to": "E"}]},
    )


def test_a_sequence_adds_its_variances():
    steps = chain(
        {"id": "A", "name": "A", "time": {"exponential": 3}}, {"id": "B", "name": "B", "time": {"uniform": [0, 6]}}
    )
    found = variance(*steps)
    assert (found.value, found.unit, found.status) == (pytest.approx(9 + 3), "min^2", Status.EXACT)


def test_a_choice_varies_even_when_its_times_are_fixed():
    steps = [
        start("G"),
        {"id": "G", "decision": "Which?", "next": [{"to": "A", "share": 0.25}, {"to": "B"}]},
        {"id": "A", "name": "A", "time": {"fixed": 10}, "next": "E"},
        {"id": "B", "name": "B", "time": {"fixed": 2}, "next": "E"},
        END,
    ]
    assert variance(*steps).value == pytest.approx(0.25 * 0.75 * 64)


def test_rework_of_an_exponential_time_is_exponential_again():
    assert variance(*again(0.5, {"exponential": 4})).value == pytest.approx((4 / 0.5) ** 2)


def test_rework_of_a_fixed_time_is_geometric():
    assert variance(*again(0.2, {"fixed": 10})).value == pytest.approx(100 * 0.2 / 0.8**2)


def test_fixed_work_without_choice_does_not_vary():
    found = variance(*chain({"id": "A", "name": "A", "time": {"fixed": 10}}))
    assert (found.value, found.status) == (0.0, Status.EXACT)


def test_a_bare_mean_needs_a_family():
    steps = chain({"id": "A", "name": "A", "time": 10})
    assert variance(*steps).missing == ("A.time.distribution",)
    found = variance(*steps, family="exponential")
    assert (found.value, found.status) == (pytest.approx(100.0), Status.ASSUMED)
    assert found.assumptions == ("assume_family=exponential",)
    assert variance(*steps, family="fixed").value == 0.0


def test_parallel_branches_are_left_to_a_simulation():
    found = variance(*parallel({"time": {"fixed": 3}}, {"time": {"fixed": 3}}))
    assert (found.value, found.method) == (None, "simulation")


def test_what_is_missing_is_named():
    steps = chain(
        {"id": "G", "decision": "Which?", "next": [{"to": "A", "id": "f1"}, {"to": "B", "id": "f2"}]},
        {"id": "A", "name": "A"},
        {"id": "B", "name": "B", "time": {"fixed": 3}, "repeat": {"share": 0.5}},
    )
    assert variance(*steps).missing == ("A.time", "B.repeat", "f1.share", "f2.share")


def test_a_loop_without_exit_has_no_variance():
    steps = [start("A"), {"id": "A", "name": "A", "time": {"fixed": 1}, "next": "A"}]
    assert variance(*steps).status is Status.INFINITE


def test_a_branch_that_is_never_taken_does_not_matter():
    steps = chain(
        {"id": "G", "decision": "Which?", "next": [{"to": "L", "share": 0}, {"to": "E", "share": 1}]},
        {"id": "L", "name": "L"},
    )
    assert variance(*steps).value == 0.0


@settings(max_examples=40, deadline=None)
@given(routed_graphs())
def test_the_solve_agrees_with_the_matrix_of_covariances(made):
    visits = expected_visits(made)
    nodes = list(made.nodes)
    place = {node: number for number, node in enumerate(nodes)}
    shares = np.zeros((len(nodes), len(nodes)))
    for edge in made.edges:
        shares[place[edge.source], place[edge.target]] += visits.weights[edge.id]
    fundamental = np.linalg.inv(np.eye(len(nodes)) - shares)
    counts = fundamental[place["S"]]
    times = np.array([made.nodes[node].time.mean if made.nodes[node].time else 0.0 for node in nodes])
    mixed = counts[:, None] * fundamental
    covariance = mixed + mixed.T - np.diag(counts) - np.outer(counts, counts)
    exponential = float(counts @ times**2 + times @ covariance @ times)
    found = work_variance(made, visits, assume_family="exponential")
    assert found.value == pytest.approx(exponential, rel=1e-6, abs=1e-6)


def test_it_agrees_with_cases_played_by_chance():
    chance = random.Random(3)
    works = []
    for _ in range(40_000):
        work = chance.expovariate(1 / 4)
        while chance.random() < 0.3:
            work += chance.uniform(0, 6) + chance.expovariate(1 / 4)
        works.append(work)
    steps = chain(
        {"id": "A", "name": "A", "time": {"exponential": 4}},
        {"id": "G", "decision": "Good?", "next": [{"to": "R", "share": 0.3}, {"to": "E"}]},
        {"id": "R", "name": "R", "time": {"uniform": [0, 6]}, "next": "A"},
    )
    assert variance(*steps).value == pytest.approx(statistics.variance(works), rel=0.05)
