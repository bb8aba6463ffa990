"""Connectors: what gateways add to the complexity of a model, against sums done by hand."""

from __future__ import annotations

import pytest

from bpr.analysis.complexity.connectors import (
    control_flow_complexity,
    degrees,
    heterogeneity,
    mismatch,
    sequentiality,
    token_split,
)
from tests.analysis.small_models import END, chain, graph, parallel, rework, start

THREE = [{"to": key, "share": 0.5 if key == "A" else 0.25} for key in "ABC"]


def split_and_join(split, join, ways):
    """A split of some kind into A, B and C, which meet again."""
    return graph(
        start("G"),
        {"id": "G", split: "?" if split == "decision" else None, "next": ways},
        *({"id": key, "name": key, "next": "J"} for key in "ABC"),
        {"id": "J", join: "?" if join == "decision" else None, "next": "E"},
        END,
    )


@pytest.mark.parametrize(
    ("kind", "ways", "complexity", "tokens"),
    [
        ("decision", THREE, {"xor": 3, "or": 0, "and": 0}, 0),
        ("inclusive", THREE, {"xor": 0, "or": 7, "and": 0}, 2),
        ("parallel", ["A", "B", "C"], {"xor": 0, "or": 0, "and": 1}, 2),
    ],
)
def test_a_split_into_three_counts_by_its_kind(kind, ways, complexity, tokens):
    """Cardoso: out for XOR, 2^out - 1 for OR, 1 for AND; tokens: out - 1 where branches run together."""
    built = split_and_join(kind, kind, ways)
    assert control_flow_complexity(built) == complexity
    assert token_split(built) == tokens
    assert degrees(built) == {"G": 4, "J": 4}
    assert mismatch(built) == 0


def test_a_split_and_a_join_of_different_kinds_do_not_match():
    """The split has degree 4 of one kind, the join degree 4 of another one: 4 + 4."""
    built = split_and_join("decision", "parallel", THREE)
    assert mismatch(built) == 8
    assert heterogeneity(built) == pytest.approx(0.6309, abs=1e-4)  # two kinds alike: log3 2


def test_one_kind_of_gateway_is_no_mixture():
    assert heterogeneity(graph(*parallel({}, {}))) == 0.0
    assert heterogeneity(graph(*chain({"id": "A", "name": "a"}))) == 0.0


def test_a_step_that_two_ways_reach_is_a_connector_but_no_gateway():
    built = graph(*rework())  # A is reached from the start and from the decision
    assert degrees(built) == {"A": 3, "G": 3}
    assert mismatch(built) == 3


def test_sequentiality_is_the_share_of_flows_between_plain_nodes():
    assert sequentiality(graph(*chain({"id": "A", "name": "a"}, {"id": "B", "name": "b"}))) == 1.0
    assert sequentiality(graph(*rework())) == 0.0  # each of the five flows touches A or G
    assert sequentiality(graph()) is None
