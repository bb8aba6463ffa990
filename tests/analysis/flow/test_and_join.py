from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.analysis.flow.and_join import expected_maximum, integral, upper_bound
from bpr.model.time import Duration
from bpr.quantity import Status


def exponentials(*means):
    return [Duration(family="exponential", values=(mean,)) for mean in means]


def test_thirty_equal_exponentials_follow_the_harmonic_numbers():
    """Handbook 15: m * H_30 = 3.9950 * m."""
    assert expected_maximum(exponentials(*[2.0] * 30)).value == pytest.approx(2 * sum(1 / k for k in range(1, 31)))


def test_fixed_durations_take_the_longest():
    fixed = [Duration(family="fixed", values=(value,)) for value in (3.0, 7.0, 5.0)]
    assert expected_maximum(fixed).value == pytest.approx(7.0)


def test_two_normals_follow_clark():
    normals = [Duration(family="normal", values=values) for values in ((10.0, 3.0), (10.0, 4.0))]
    assert expected_maximum(normals).value == pytest.approx(10 + 5 / math.sqrt(2 * math.pi), rel=1e-9)


def test_bare_means_leave_only_bounds():
    found = expected_maximum([Duration(values=(3.0,)), Duration(values=(5.0,))])
    assert (found.value, found.status, found.lower, found.upper) == (None, Status.BOUNDED, 5.0, 8.0)


def test_known_variances_tighten_the_upper_bound():
    assert upper_bound([10.0, 10.0], [9.0, 16.0]) == pytest.approx(10 + math.sqrt(12.5))
    assert upper_bound([10.0, 10.0], [9.0, None]) == 20.0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.1, 100.0), min_size=2, max_size=5))
def test_exponentials_agree_with_inclusion_and_exclusion_and_stay_in_the_bounds(means):
    rates = [1 / mean for mean in means]
    exact = sum(
        (-1) ** (bin(mask).count("1") + 1) / sum(rate for place, rate in enumerate(rates) if mask >> place & 1)
        for mask in range(1, 2 ** len(rates))
    )
    found = expected_maximum(exponentials(*means))
    assert found.value == pytest.approx(exact, rel=1e-8)
    assert found.lower <= found.value * (1 + 1e-9)
    assert found.value <= found.upper * (1 + 1e-9)


def test_the_quadrature_finds_a_step_inside_an_interval():
    assert integral(lambda x: (x < 0.3).astype(np.float64), 0.0, 1.0) == pytest.approx(0.3, abs=1e-5)


def test_a_long_time_that_hardly_varies_does_not_send_the_quadrature_after_rounding_noise():
    calls = []

    def noisy(x):
        calls.append(len(x))
        return 1.0 - 1e-8 * np.modf(x * 1e6)[0]

    assert integral(noisy, 0.0, 10.0, scale=1e9) == pytest.approx(10.0)
    assert len(calls) < 10
    narrow = Duration(family="lognormal", values=(7.1e8, 14.0))
    found = expected_maximum([narrow, Duration(family="fixed", values=(94.0,))])
    assert found.value == pytest.approx(7.1e8)
