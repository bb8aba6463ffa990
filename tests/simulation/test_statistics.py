"""Intervals from replications."""

import math

import pytest

from bpr.simulation.statistics import interval_of, mser5, paired, sequential, t_quantile


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.706205), (2, 4.302653), (5, 2.570582), (19, 2.093024), (120, 1.979930)]
)
def test_t_quantiles_are_those_of_the_tables(freedom, expected):
    assert t_quantile(freedom, 0.975) == pytest.approx(expected, abs=1e-6)


def test_one_replication_has_no_interval():
    assert interval_of([3.0]).half_width is None
    assert interval_of([3.0]).low is None
    assert not interval_of([3.0]).within(0.5)


def test_stopping_never_comes_before_the_least_number():
    assert sequential([5.0] * 4, 0.05, least=10) is None
    found = sequential([5.0, 5.1] * 10, 0.05, least=3)
    assert found is not None
    assert found.n == 3


def test_the_same_numbers_show_no_difference():
    found = paired([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    assert found.verdict == "inconclusive"
    assert found.interval.mean == 0
    assert math.isnan(paired([1.0], [2.0]).se_paired)


def test_mser_drops_the_climb_at_the_beginning():
    climb = [float(value) for value in range(50)]
    steady = [50.0 + (value * 7 % 5) for value in range(450)]
    assert 40 <= mser5(climb + steady) <= 60
    assert mser5([]) == 0
