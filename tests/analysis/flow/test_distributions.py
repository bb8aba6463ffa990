from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.flow.and_join import join
from bpr.analysis.flow.distributions import dist_of, mixture, shifted
from bpr.model.time import Duration

SHAPES = [
    ("fixed", (4.0,)),
    ("exponential", (4.0,)),
    ("uniform", (2.0, 6.0)),
    ("triangular", (1.0, 3.0, 8.0)),
    ("triangular", (1.0, 1.0, 8.0)),
    ("triangular", (1.0, 8.0, 8.0)),
    ("pert", (1.0, 2.0, 9.0)),
    ("normal", (10.0, 2.0)),
    ("normal", (10.0, 0.0)),
    ("lognormal", (4.0, 6.0)),
    ("erlang", (4.0, 3.0)),
    ("empirical", (1.0, 2.0, 2.0, 9.0)),
    ("uniform", (3.0, 3.0)),
    ("pert", (3.0, 3.0, 3.0)),
]


@pytest.mark.parametrize(("family", "values"), SHAPES)
def test_the_mean_is_the_area_above_the_function(family, values):
    duration = Duration(family=family, values=values)
    dist = dist_of(duration)
    assert join([dist]).mean == pytest.approx(duration.mean, rel=1e-6)


@pytest.mark.parametrize(("family", "values"), [shape for shape in SHAPES if shape[0] not in ("pert", "empirical")])
def test_the_variance_follows_from_the_function_too(family, values):
    duration = Duration(family=family, values=values)
    assert join([dist_of(duration)]).variance == pytest.approx(duration.variance, rel=1e-4, abs=1e-9)


@pytest.mark.parametrize(("family", "values"), SHAPES)
def test_a_distribution_function_rises_from_zero_to_one(family, values):
    dist = dist_of(Duration(family=family, values=values), 3.0)
    grid = np.linspace(dist.low - 1, dist.high + 1, 500)
    heights = dist.cdf(grid)
    assert np.all(np.diff(heights) >= -1e-12)
    assert heights[0] == pytest.approx(0.0, abs=1e-9)
    assert heights[-1] == pytest.approx(1.0, abs=1e-9)


def test_a_bare_mean_has_no_distribution():
    assert dist_of(Duration(values=(4.0,))) is None


def test_one_measured_value_has_no_distribution():
    assert dist_of(Duration(family="empirical", values=(4.0,))) is None


def test_a_spread_without_end_is_not_integrated():
    assert dist_of(Duration(family="lognormal", values=(1e-170, 1.0))) is None


def test_zero_is_zero_in_every_family():
    assert dist_of(Duration(family="exponential", values=(0.0,))).high == 0.0


@given(st.floats(0.1, 0.9), st.floats(0.1, 50.0))
def test_a_mixture_is_weighted_and_a_shift_moves_it(share, by):
    left, right = (dist_of(Duration(family="uniform", values=pair)) for pair in ((0.0, 2.0), (4.0, 6.0)))
    mixed = mixture([(share, left), (1 - share, right)], share * 1.0 + (1 - share) * 5.0, 1.0)
    assert float(mixed.cdf(np.array([3.0]))[0]) == pytest.approx(share)
    assert join([shifted(mixed, by)]).mean == pytest.approx(mixed.mean + by, rel=1e-6)
