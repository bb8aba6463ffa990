from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.queues.network import jackson_network
from bpr.errors import AnalysisError


def capped(outside, routing, capacity):
    """The fixed point by plain repetition, from nothing upwards."""
    rates = list(outside)
    for _ in range(3000):
        passed = [min(rate, most) for rate, most in zip(rates, capacity, strict=True)]
        rates = [
            outside[to] + math.fsum(passed[at] * routing[at][to] for at in range(len(rates)))
            for to in range(len(rates))
        ]
    return rates


@st.composite
def networks(draw):
    size = draw(st.integers(1, 5))
    outside = draw(st.lists(st.floats(0, 2), min_size=size, max_size=size))
    routing = []
    for _ in range(size):
        row = draw(st.lists(st.floats(0, 1), min_size=size, max_size=size))
        leaving = draw(st.floats(0.1, 1))
        whole = math.fsum(row) or 1.0
        routing.append([share / whole * (1 - leaving) for share in row])
    rates = draw(st.lists(st.floats(0.2, 3), min_size=size, max_size=size))
    return outside, routing, rates, [draw(st.integers(1, 3)) for _ in range(size)]


@given(networks())
def test_the_capped_flow_is_the_fixed_point(case):
    outside, routing, rates, servers = case
    found = jackson_network(outside, routing, rates, servers)
    capacity = [rate * count for rate, count in zip(rates, servers, strict=True)]
    assert found.capped_arrivals == pytest.approx(capped(outside, routing, capacity), rel=1e-6, abs=1e-9)
    assert all(low <= high + 1e-9 for low, high in zip(found.capped_arrivals, found.arrivals, strict=True))


def test_rework_raises_the_time_in_the_network_by_two_thirds():
    with_rework = jackson_network([0.5, 0], [[0, 1], [0.2, 0]], [1, 1], [1, 1])
    without = jackson_network([0.5, 0], [[0, 1], [0, 0]], [1, 1], [1, 1])
    assert (with_rework.W_total, without.W_total) == (pytest.approx(20 / 3), pytest.approx(4.0))


def test_a_station_behind_an_overloaded_one_sees_what_that_one_passes():
    found = jackson_network([2.0, 0], [[0, 1], [0, 0]], [1.5, 2.5], [1, 1])
    assert found.unstable_stations == (0,)
    assert (found.stations[0].Wq, found.stations[1].Wq) == (None, pytest.approx(0.6))
    assert found.rho[1] == pytest.approx(0.8)
    assert (found.stable, found.L_total, found.W_total) == (False, None, None)
    assert found.stations[0].backlog_growth == pytest.approx(0.5)


def test_nothing_arriving_is_known_to_be_empty():
    found = jackson_network([0, 0], [[0, 1], [0, 0]], [1, 1], [1, 1])
    assert (found.L_total, found.W_total, found.visits) == (0.0, None, (None, None))
    assert [station.Wq for station in found.stations] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (([1.0], [[1.0]], [1.0], [1]), "NO_EXIT_PROBABILITY"),
        (([1.0], [[1.2]], [1.0], [1]), "BAD_NUMBER"),
        (([1.0], [[0.0]], [0.0], [1]), "BAD_NUMBER"),
        (([1.0], [[0.0]], [1.0], [0]), "NO_SERVER"),
        (([1.0], [[0.0]], [1.0], [1.5]), "FRACTIONAL_SERVERS"),
        (([math.nan], [[0.0]], [1.0], [1]), "BAD_NUMBER"),
        (([1.0, 2.0], [[0.0]], [1.0], [1]), "BAD_NUMBER"),
        (([1.0, 2.0], [[0.0], [0.0, 0.1]], [1.0, 1.0], [1, 1]), "BAD_NUMBER"),
        (([], [], [], []), "BAD_NUMBER"),
    ],
)
def test_what_is_no_network_is_refused_by_name(arguments, code):
    with pytest.raises(AnalysisError) as caught:
        jackson_network(*arguments)
    assert caught.value.problems[0].code == code
