from __future__ import annotations

import pytest

from bpr.analysis.soundness.net import Gate, compile_net
from tests.analysis.soundness.models import drawn


@pytest.mark.parametrize(
    ("split", "optional", "ways"),
    [
        ("xor", [], {(1,), (2,), (3,)}),
        ("and", [], {(1, 2, 3)}),
        ("or", [], {(1,), (2,), (3,), (1, 2), (1, 3), (2, 3), (1, 2, 3)}),
        ("border", [3], {(1,), (2,), (1, 3), (2, 3)}),
    ],
)
def test_a_split_offers_its_sets_of_ways(split, optional, ways):
    gate = Gate("g", "merge", split, [0], [1, 2, 3], optional=optional)
    assert set(gate.ways()) == ways
    assert gate.choices == len(ways)


def test_work_that_may_end_without_a_way_out_may_also_give_nothing():
    gate = Gate("g", "merge", "border", [0], [1, 2], optional=[2], idle=True)
    assert set(gate.ways()) == {(1,), (1, 2), (), (2,)}
    assert gate.choices == 4
    assert not gate.plain


def test_arcs_from_nodes_that_no_start_leads_to_stay_empty():
    graph = drawn("S>P1 U>P1 P1>E")
    compiled = compile_net(graph, graph.starts)
    assert "U" not in compiled.number
    assert len(compiled.net.gates[compiled.number["P1"]].inputs) == 2


def test_every_flow_of_the_author_can_be_found_again():
    graph = drawn("S>A A>E")
    compiled = compile_net(graph, graph.starts)
    assert sorted(compiled.flows.values()) == ["e1", "e2"]
    assert len(compiled.net.first) == 1
