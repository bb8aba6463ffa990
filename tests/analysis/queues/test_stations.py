from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.queues.stations import general_station, is_unstable, least_servers, markov_station
from bpr.errors import AnalysisError


def birth_death(arrivals, service, servers, most=4000):
    """Mean number in the queue from the balance equations, cut at a great length."""
    weights, weight = [1.0], 1.0
    for count in range(1, most):
        weight *= arrivals / (service * min(count, servers))
        weights.append(weight)
    whole = math.fsum(weights)
    return math.fsum(max(0, count - servers) * weight for count, weight in enumerate(weights)) / whole


@given(st.integers(1, 12), st.floats(0.05, 0.95))
def test_the_length_of_the_queue_agrees_with_the_balance_equations(servers, rho):
    station = markov_station(rho * servers * 2.0, 2.0, servers)
    assert station.Lq == pytest.approx(birth_death(rho * servers * 2.0, 2.0, servers), rel=1e-6, abs=1e-9)
    assert pytest.approx(station.Lq + rho * servers) == station.L
    assert pytest.approx(station.Wq + 0.5) == station.W


def test_fixed_service_times_agree_with_a_queue_played_by_chance():
    chance = random.Random(7)
    wait, total, rounds = 0.0, 0.0, 400_000
    for _ in range(rounds):
        wait = max(0.0, wait + 1.0 - chance.expovariate(0.8))
        total += wait
    assert general_station(0.8, 1.0, 1, cs2=0.0).mg1_exact_Wq == pytest.approx(total / rounds, rel=0.05)


def test_two_hundred_servers_at_195_have_a_finite_wait():
    assert markov_station(195, 1, 200).Wq == pytest.approx(0.125345352289)
    assert general_station(195, 1, 200).allen_cunneen_Wq == pytest.approx(0.125345352289)


def test_a_full_station_has_no_wait_but_a_need():
    full = markov_station(4, 2, 2)
    assert (full.stable, full.rho, full.Wq, full.L, full.min_servers, full.backlog_growth) == (
        False,
        1,
        None,
        None,
        3,
        0,
    )
    over = markov_station(5, 2, 2)
    assert (over.stable, over.backlog_growth, over.min_servers) == (False, 1, 3)
    assert over.p_wait_longer_than(1.0) is None
    assert general_station(5, 0.5, 2).allen_cunneen_Wq is None


def test_rounding_does_not_make_a_full_station_stable():
    assert is_unstable(0.1 * 3 / 0.3)
    assert not markov_station(0.3, 0.1, 3).stable
    assert least_servers(0.1 * 30) == 4


def test_nothing_arriving_waits_exactly_zero():
    station = markov_station(0.0, 2.0, 3)
    assert (station.Wq, station.Lq, station.L, station.W, station.p_wait, station.p0) == (0.0, 0.0, 0.0, 0.5, 0.0, 1.0)
    assert markov_station(0.0, 2.0, 0).Wq == 0.0
    assert general_station(0.0, 5.0, 1).kingman_Wq == 0.0


def test_no_service_time_waits_exactly_zero():
    assert general_station(3.0, 0.0, 1).allen_cunneen_Wq == 0.0


def test_work_without_a_server_is_an_error_that_says_so():
    with pytest.raises(AnalysisError) as caught:
        markov_station(1.0, 1.0, 0)
    assert caught.value.problems[0].code == "NO_SERVER"
    with pytest.raises(AnalysisError, match="no server"):
        general_station(1.0, 1.0, 0)


def test_fractions_of_a_server_are_refused_by_erlang_and_taken_by_vut():
    with pytest.raises(AnalysisError) as caught:
        markov_station(1.0, 1.0, 2.4)
    assert caught.value.problems[0].code == "FRACTIONAL_SERVERS"
    assert "use 2 for an upper bound" in str(caught.value)
    station = general_station(1.0, 1.0, 2.4)
    assert station.allen_cunneen_Wq is None
    assert markov_station(1.0, 1.0, 3).Wq < station.vut_Wq < markov_station(1.0, 1.0, 2).Wq


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_numbers_that_are_none_are_refused(bad):
    for call in (
        lambda: markov_station(bad, 1.0, 1),
        lambda: markov_station(1.0, bad, 3),
        lambda: markov_station(1.0, 2.0, bad),
        lambda: general_station(bad, 1.0, 1),
        lambda: general_station(0.5, bad, 1),
        lambda: general_station(0.5, 1.0, 1, ca2=bad),
        lambda: general_station(0.5, 1.0, 1, cs2=bad),
    ):
        with pytest.raises(AnalysisError) as caught:
            call()
        assert caught.value.problems[0].code == "BAD_NUMBER"
    with pytest.raises(AnalysisError, match="above zero"):
        markov_station(1.0, 0.0, 1)


def test_kingman_stays_below_its_bound():
    station = general_station(0.9, 1.0, 1, ca2=0.25, cs2=0.25)
    assert station.kingman_Wq == pytest.approx(2.25)
    assert station.kingman_Wq <= station.kingman_bound
    assert station.mg1_exact_Wq is None


def test_both_approximations_agree_for_one_server():
    station = general_station(0.7, 1.0, 1, cs2=4.0)
    assert station.vut_Wq == pytest.approx(station.allen_cunneen_Wq)


@given(st.floats(0.1, 5.0), st.integers(1, 30))
def test_one_more_server_never_makes_it_worse(load, extra):
    servers = least_servers(load)
    more = servers + extra
    assert markov_station(load, 1.0, more).Wq <= markov_station(load, 1.0, servers).Wq
    assert general_station(load, 1.0, more).vut_Wq <= general_station(load, 1.0, servers).vut_Wq + 1e-12
