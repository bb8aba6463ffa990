from __future__ import annotations

import math

import pytest

from bpr.analysis.flow.distributions import dist_of, fixed
from bpr.analysis.flow.spans import ZERO, Span, choice, inclusive, parallel, repeated, sequence, span_of, unknown_choice
from bpr.model.time import Duration


def exponential(mean):
    return span_of(mean, mean**2, dist_of(Duration(family="exponential", values=(mean,))))


def constant(value):
    return span_of(value, 0.0, fixed(value))


BARE = span_of(4.0, None, None)


def test_a_sequence_adds_means_and_variances():
    both = sequence(exponential(2.0), exponential(3.0))
    assert (both.low, both.variance, both.dist) == (5.0, 13.0, None)


def test_a_fixed_time_before_work_keeps_its_distribution():
    assert sequence(constant(5.0), exponential(2.0)).dist.low == 5.0
    assert sequence(ZERO, BARE) is BARE


def test_a_choice_is_the_mixture():
    found = choice([(0.25, constant(2.0)), (0.75, constant(6.0))])
    assert (found.low, found.variance) == (5.0, pytest.approx(3.0))


def test_an_unknown_choice_goes_from_the_shortest_to_the_longest():
    found = unknown_choice([(0.5, constant(2.0)), (None, constant(4.0)), (None, constant(8.0))])
    assert (found.low, found.high) == (3.0, 5.0)
    assert not found.exact


@pytest.mark.parametrize("again", [0.0, 0.2, 0.5])
def test_repetition_is_geometric(again):
    found = repeated(exponential(2.0), again)
    rounds = again / (1 - again)
    assert found.low == pytest.approx(2 * rounds)
    assert found.variance == pytest.approx(rounds * 4 + again / (1 - again) ** 2 * 4)


def test_an_endless_repetition_has_no_upper_bound():
    assert repeated(BARE, 1.0).high == math.inf
    assert not repeated(BARE, 1.0).exact


def test_parallel_fixed_branches_are_fixed():
    found, method = parallel([constant(3.0), constant(7.0)])
    assert (found.low, found.variance, method) == (7.0, 0.0, "max_of_fixed")


def test_parallel_branches_without_distribution_are_bounded():
    found, method = parallel([BARE, constant(6.0)])
    assert (found.low, found.high, found.textbook, method) == (6.0, 10.0, 6.0, "aven_bounds")


def test_an_empty_branch_does_not_count():
    found, method = parallel([BARE, ZERO])
    assert (found, method) == (BARE, "single_branch")


def test_an_unknown_branch_leaves_the_lower_bound():
    found, _ = parallel([Span(0.0, math.inf, math.nan), constant(6.0)])
    assert (found.low, found.high) == (6.0, math.inf)


def test_inclusive_branches_are_conditioned_on_a_non_empty_set():
    found, method = inclusive([(0.5, constant(10.0)), (0.4, constant(20.0))], None)
    assert found.low == pytest.approx((0.3 * 10 + 0.2 * 20 + 0.2 * 20) / 0.7)
    assert method == "inclusive_sets"


def test_a_default_branch_is_taken_when_no_other_is():
    found, _ = inclusive([(0.5, constant(10.0))], constant(2.0))
    assert found.low == pytest.approx(6.0)
