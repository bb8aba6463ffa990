from __future__ import annotations

import pytest

from bpr.analysis.soundness.net import compile_net
from bpr.analysis.soundness.reduction import Reduction
from tests.analysis.soundness.models import drawn, wide_block


def reduced(arrows):
    graph = drawn(arrows)
    reduction = Reduction(compile_net(graph, graph.starts).net)
    reduction.shrink()
    return reduction


@pytest.mark.parametrize(
    "arrows",
    [
        "S>A A>E",
        "S>X1 X1>A X1>B A>X2 B>X2 X2>E",
        "S>P1 P1>A P1>B A>P2 B>P2 P2>E",
        "S>O1 O1>A O1>B A>O2 B>O2 O2>E",
        "S>P1 P1>A P1>B A>O2 B>O2 O2>E",
        "S>X1 X1>A X1>B A>O2 B>O2 O2>E",
        "S>X1 X1>A A>X2 X2>X1 X2>E",
        "S>X1 X1>X2 X2>B B>X1 X2>E",
        "S>X1 X1>E1 X1>E2",
        "S>P1 P1>E1 P1>E2",
        "S1>X1 S2>X1 X1>E",
        "S>P1 P1>P2 P1>C P2>A P2>B A>P3 B>P3 C>P3 P3>E",
        wide_block(30),
        wide_block(30, split="O", join="O"),
    ],
)
def test_blocks_shrink_to_start_and_end(arrows):
    assert reduced(arrows).done


@pytest.mark.parametrize(
    "arrows",
    [
        "S>X1 X1>A X1>B A>P2 B>P2 P2>E",
        "S>P1 P1>A P1>B A>X2 B>X2 X2>E",
        "S>O1 O1>A O1>B A>P2 B>P2 P2>E",
        "S>O1 O1>A O1>B A>X2 B>X2 X2>E",
        "S>P1 P1>A A>X1 X1>P1 X1>E",
        "S>X1 X1>A A>P1 P1>X1 P1>E",
        "S>X1 X1>A A>P1 P1>E1 P1>X2 X2>X1 X2>E2",
        "S>P1 P1>A P1>B A>X1 X1>E1 X1>P2 B>P2 P2>E2",
    ],
)
def test_wrong_joins_and_unsafe_loops_do_not_shrink(arrows):
    assert not reduced(arrows).done


def test_several_ends_of_one_case_are_remembered():
    assert reduced("S>P1 P1>E1 P1>E2").several_ends
    assert not reduced("S>X1 X1>E1 X1>E2").several_ends


def test_the_net_given_is_not_changed():
    graph = drawn(wide_block(4))
    net = compile_net(graph, graph.starts).net
    before = {key: (list(gate.inputs), list(gate.outputs)) for key, gate in net.gates.items()}, dict(net.arcs)
    Reduction(net).shrink()
    assert ({key: (gate.inputs, gate.outputs) for key, gate in net.gates.items()}, net.arcs) == before
