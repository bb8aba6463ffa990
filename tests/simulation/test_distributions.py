"""Durations as quantile functions."""

import numpy as np
import pytest

from bpr.model.time import Duration
from bpr.simulation import chance
from bpr.simulation.arrays import Machine
from bpr.simulation.compile import compile_process
from bpr.simulation.distributions import cut, exponential, fixed, gamma, mixture, quantiles, sampler_of, scaled, shifted
from bpr.simulation.random import key_of
from bpr.simulation.scenario import Assumptions, Scenario
from tests.simulation.models import queue

KEY = key_of(1, 0, "test", "x")
FAMILIES = [
    {"fixed": 4},
    {"exponential": 4},
    {"uniform": [2, 6]},
    {"triangular": [1, 3, 8]},
    {"normal": [10, 2]},
    {"lognormal": [4, 3]},
    {"erlang": [4, 3]},
    {"empirical": [1, 2, 2, 9]},
]


@pytest.mark.parametrize("given", FAMILIES, ids=lambda given: next(iter(given)))
def test_draws_have_the_mean_and_variance_of_the_family(given):
    duration = Duration.model_validate(given)
    drawn = sampler_of(duration).draw(KEY, 200_000)
    variance = duration.variance if duration.family != "empirical" else np.var(duration.values)
    assert drawn.mean() == pytest.approx(duration.mean, rel=0.01)
    assert drawn.var() == pytest.approx(variance, rel=0.04, abs=1e-12)
    assert sampler_of(duration).mean == pytest.approx(duration.mean, rel=1e-3)
    assert drawn.min() >= 0


def test_pert_is_the_beta_distribution_with_its_mean_between_its_limits():
    drawn = sampler_of(Duration.model_validate({"pert": [1, 3, 11]})).draw(KEY, 200_000)
    assert drawn.mean() == pytest.approx(4, rel=0.005)
    assert drawn.var() == pytest.approx((4 - 1) * (11 - 4) / 7, rel=0.02)
    assert (drawn.min(), drawn.max()) > (1, 9)
    assert drawn.max() < 11


@pytest.mark.parametrize(("mean", "variance"), [(4, 8), (2, 40), (100, 10)])
def test_gamma_has_its_mean_and_variance(mean, variance):
    drawn = gamma(mean, variance).draw(KEY, 400_000)
    assert drawn.mean() == pytest.approx(mean, rel=0.02)
    assert drawn.var() == pytest.approx(variance, rel=0.06)


def test_the_quantile_of_one_number_is_that_of_many():
    u = np.linspace(1e-9, 1 - 1e-9, 997)
    for given in [*FAMILIES, {"pert": [1, 3, 11]}]:
        if "erlang" in given:
            continue
        machine = Machine(compile_process(_graph(given), Scenario(), Assumptions()))
        program, place = machine.program(1, 0, 1), machine.streams.index(("service", "A"))
        law = (program.family[place], program.first[place], program.second[place], program.third[place], program.table,
               program.table_low[place], program.table_size[place])  # fmt: skip
        one = [chance.quantile(float(value), *law) for value in u]
        assert np.allclose(one, quantiles(machine.compiled.samplers["service", "A"], u), rtol=1e-10)


def _graph(given):
    from bpr.graph import build_graph

    return build_graph(queue(time=given))


def test_a_bare_mean_takes_the_family_asked_for():
    bare = Duration.model_validate(5)
    assert sampler_of(bare, bare="fixed") == fixed(5)
    assert sampler_of(bare, bare="exponential") == exponential(5)
    assert sampler_of(Duration.model_validate(0)) == fixed(0)


def test_cutting_shifting_scaling_and_mixing():
    limited = cut(exponential(10), 5, 12).draw(KEY, 50_000)
    assert 5 <= limited.min() < limited.max() <= 12
    assert cut(fixed(3), 5, 9) == fixed(5)
    assert shifted(exponential(2), 3).draw(KEY, 100_000).mean() == pytest.approx(5, rel=0.01)
    for given in FAMILIES:
        one = sampler_of(Duration.model_validate(given))
        assert np.allclose(scaled(one, 60).draw(KEY, 500), 60 * one.draw(KEY, 500))
    both = mixture([(3, fixed(1)), (1, fixed(9))]).draw(KEY, 100_000)
    assert both.mean() == pytest.approx(3, rel=0.02)
    assert mixture([(1, fixed(2)), (5, fixed(2))]) == fixed(2)
