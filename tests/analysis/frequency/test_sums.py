"""Expected sums: exact where unknown shares do not matter, bounded where they do."""

from __future__ import annotations

import pytest

from bpr.analysis.frequency.sums import total
from bpr.analysis.frequency.visits import expected_visits
from bpr.quantity import Status
from tests.analysis.small_models import END, graph, rework, start


def unknown(**steps):
    """An unknown choice between steps; the value of each is the share written at its way, None where unknown."""
    ways = [{"to": name, **({} if share is None else {"share": share})} for name, share in steps.items()]
    rest = ({"id": name, "name": name, "next": "E"} for name in steps)
    return graph(start("X"), {"id": "X", "decision": "?", "next": ways}, *rest, END)


def sum_of(built, reward, **options):
    return total(built, expected_visits(built, **options), reward, unit="min/case")


def test_rewards_are_weighted_with_visits():
    found = sum_of(graph(*rework("20%")), {"A": 4.0, "B": 1.0})
    assert (found.value, found.status, found.unit) == (pytest.approx(6.25), Status.EXACT, "min/case")


def test_equal_rewards_on_all_unknown_branches_are_exact():
    found = sum_of(unknown(B=None, C=None), {"B": 3.0, "C": 3.0})
    assert (found.value, found.status) == (3.0, Status.EXACT)


def test_different_rewards_on_unknown_branches_are_bounded_and_name_the_split():
    found = sum_of(unknown(B=None, C=None), {"B": 3.0, "C": 8.0})
    assert (found.value, found.status, found.lower, found.upper) == (None, Status.BOUNDED, 3.0, 8.0)
    assert found.missing == ("X.share",)


def test_an_assumption_gives_a_value_and_says_so():
    found = sum_of(unknown(B=None, C=None), {"B": 3.0, "C": 8.0}, assume_uniform=True)
    assert (found.value, found.status) == (5.5, Status.ASSUMED)
    assert found.assumptions == ("assume_uniform_probabilities",)


def test_a_loop_without_exit_has_no_sum():
    found = sum_of(graph(*rework("100%")), {"A": 1.0})
    assert (found.value, found.lower, found.status) == (None, None, Status.INFINITE)


def test_an_unsound_model_has_no_sum():
    built = graph(
        start("X"),
        {"id": "X", "decision": "?", "next": [{"to": "B", "share": 0.3}, {"to": "C", "share": 0.7}]},
        {"id": "B", "name": "b", "next": "J"},
        {"id": "C", "name": "c", "next": "J"},
        {"id": "J", "parallel": None, "next": "E"},
        END,
    )
    assert sum_of(built, {"B": 1.0}).status is Status.INVALID


def test_nodes_that_are_not_named_count_nothing():
    found = sum_of(graph(*rework()), {})
    assert (found.value, found.status) == (0.0, Status.EXACT)
