from __future__ import annotations

from bpr.analysis.soundness.fragments import cycle_classes, decide, interior, regions
from bpr.analysis.soundness.net import compile_net
from bpr.analysis.soundness.reduction import Reduction
from tests.analysis.soundness.models import drawn
from tests.analysis.soundness.random_nets import random_net

KNOT = "X{0}>P{0}a X{0}>P{0}b P{0}a>X{0}l P{0}a>X{0}r P{0}b>X{0}l P{0}b>X{0}r X{0}l>P{0}j X{0}r>P{0}j"


def net_of(arrows):
    graph = drawn(arrows)
    return compile_net(graph, graph.starts).net


def test_two_knots_in_a_row_are_two_regions():
    decision = decide(net_of(f"S>X1 {KNOT.format(1)} P1j>X2 {KNOT.format(2)} P2j>E"), max_states=1000)
    assert decision.sound
    assert decision.regions == 2


def test_a_fault_in_a_region_is_a_fault_of_the_process():
    broken = KNOT.format(2).replace("P2b>X2l", "P2b>X2r")
    decision = decide(net_of(f"S>X1 {KNOT.format(1)} P1j>X2 {broken} P2j>E"), max_states=1000)
    assert decision.sound is False
    assert decision.faulty


def test_a_region_too_large_to_be_searched_leaves_the_verdict_open():
    assert decide(net_of(f"S>X1 {KNOT.format(1)} P1j>E"), max_states=2).sound is None


def test_arcs_of_one_class_lie_on_the_same_cycles():
    reduction = Reduction(net_of(f"S>X1 {KNOT.format(1)} P1j>X2 {KNOT.format(2)} P2j>E"))
    reduction.shrink()
    classes = cycle_classes(reduction.net)
    assert len({classes[arc] for arc in reduction.net.arcs}) < len(reduction.net.arcs)
    inside = [interior(reduction.net, entry, exit_) for entry, exit_ in regions(reduction.net)]
    assert sorted(len(part) for part in inside) == [6, 6]


def test_regions_have_one_way_in_and_one_way_out():
    for seed in range(150):
        reduction = Reduction(random_net(seed, size=8))
        reduction.shrink()
        net = reduction.net
        for entry, exit_ in regions(net):
            inside = interior(net, entry, exit_)
            enter = {arc for arc, (source, target) in net.arcs.items() if target in inside and source not in inside}
            leave = {arc for arc, (source, target) in net.arcs.items() if source in inside and target not in inside}
            assert (enter, leave) == ({entry}, {exit_}), seed
