from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.flow.inclusive_sets import inclusive_sets, unknown_marginals
from bpr.graph import GraphEdge
from tests.analysis.small_models import graph, start


def ways(*shares):
    return [GraphEdge(f"e{place}", "O", f"N{place}", share) for place, share in enumerate(shares)]


def test_sets_are_conditioned_on_not_being_empty():
    found = {tuple(edge.target for edge in edges): share for share, edges in inclusive_sets(ways(0.5, 0.4))}
    assert found == {
        ("N0",): pytest.approx(0.3 / 0.7),
        ("N1",): pytest.approx(0.2 / 0.7),
        ("N0", "N1"): pytest.approx(0.2 / 0.7),
    }


def test_the_default_branch_takes_the_empty_set():
    default = GraphEdge("d", "O", "D", default=True)
    found = {tuple(edge.target for edge in edges): share for share, edges in inclusive_sets([*ways(0.5), default])}
    assert found == {("D",): 0.5, ("N0",): 0.5}


def test_splits_without_marginals_are_named():
    def split(*ways):
        return graph(
            start("O"),
            {"id": "O", "inclusive": None, "next": list(ways)},
            {"id": "A", "name": "A"},
            {"id": "B", "name": "B"},
        )

    half = {"to": "A", "share": 0.5}
    assert unknown_marginals(split(half, {"to": "B", "share": 0.5}), {"O"}) == ()
    assert unknown_marginals(split(half, {"to": "B", "default": True}), {"O"}) == ()
    assert unknown_marginals(split(half, "B"), {"O"}) == ("O",)
    assert unknown_marginals(split({"to": "A", "share": 0}, {"to": "B", "share": 0}), {"O"}) == ("O",)
    assert unknown_marginals(split(half, "B"), set()) == ()


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6))
def test_the_probabilities_sum_to_one(shares):
    assert sum(share for share, _ in inclusive_sets(ways(*shares))) == pytest.approx(1.0)
