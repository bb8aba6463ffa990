from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.frequency import elimination
from bpr.analysis.frequency.elimination import eliminate
from bpr.analysis.frequency.equations import _DENSE
from bpr.analysis.frequency.visits import expected_visits
from tests.analysis.small_models import END, graph, start


def solved(matrix, right):
    names = [f"n{i}" for i in range(len(matrix))]
    terms = {name: {names[j]: v for j, v in enumerate(row) if v} for name, row in zip(names, matrix, strict=True)}
    sides = {name: np.array(side, dtype=float) for name, side in zip(names, right, strict=True)}
    return np.array([sides[name] for name in names]) if eliminate(terms, sides) else None


@given(st.integers(1, 9), st.integers(0, 10_000))
def test_elimination_agrees_with_lu(size, seed):
    rng = np.random.default_rng(seed)
    matrix = rng.random((size, size)) * (rng.random((size, size)) < 0.4)
    matrix *= 0.95 / max(1.0, matrix.sum(axis=1).max())
    right = rng.random((size, 3))
    assert solved(matrix, right) == pytest.approx(np.linalg.solve(np.eye(size) - matrix, right), rel=1e-9)


@pytest.mark.parametrize("largest_lu", [3_000, 0])
def test_a_part_in_which_all_lead_to_each_other_is_solved_as_a_whole(monkeypatch, largest_lu):
    monkeypatch.setattr(elimination, "_LARGEST_LU", largest_lu)
    rng = np.random.default_rng(7)
    matrix = rng.random((40, 40)) * 0.9 / 40
    right = rng.random((40, 2))
    assert solved(matrix, right) == pytest.approx(np.linalg.solve(np.eye(40) - matrix, right), rel=1e-9)


@pytest.mark.parametrize("matrix", [[[1.0]], [[0.0, 1.0], [1.0, 0.0]], [[0.5, 1.0], [1.0, 0.5]]])
def test_what_comes_back_in_full_has_no_bounded_solution(matrix):
    assert solved(matrix, [[1.0]] * len(matrix)) is None


def test_a_loop_of_many_nodes_gives_the_same_visits_as_a_short_one():
    def visits(steps):
        names = [f"A{i}" for i in range(steps)]
        activities = [{"id": n, "name": n, "next": b} for n, b in zip(names, [*names[1:], "G"], strict=True)]
        gate = {"id": "G", "decision": "Good?", "next": [{"to": "A0", "share": "20%"}, {"to": "E", "share": "80%"}]}
        return expected_visits(graph(start("A0"), *activities, gate, END)).visits

    short, long = visits(10), visits(_DENSE + 50)
    assert short["A0"] == pytest.approx(1.25, abs=1e-12)
    assert long["A0"] == long[f"A{_DENSE}"] == short["A0"]
