from __future__ import annotations

import pytest

from bpr.analysis.soundness.net import compile_net
from bpr.analysis.soundness.token_game import explore
from tests.analysis.soundness.models import drawn, wide_block


def play(arrows, **options):
    graph = drawn(arrows)
    compiled = compile_net(graph, graph.starts)
    return compiled, explore(compiled.net, **{"max_states": 10_000, **options})


def test_a_sequence_has_one_state_for_each_flow_and_the_finish():
    _, space = play("S>A A>B B>E")
    assert (space.states, space.complete, space.faulty) == (5, True, False)


@pytest.mark.parametrize("width", [1, 2, 5])
def test_parallel_branches_multiply_the_states(width):
    _, space = play(wide_block(width))
    expected = 4 + 3 if width == 1 else 2**width + 4
    assert space.states >= min(expected, 2**width)
    assert not space.faulty


def test_an_inclusive_join_waits_for_a_token_that_can_still_come():
    _, space = play("S>O1 O1>A O1>B A>O2 B>C C>O2 O2>E")
    assert not space.faulty
    assert space.several_ends is None


def test_an_inclusive_join_does_not_wait_for_what_can_reach_a_marked_input_as_well():
    compiled, space = play("S>P1 P1>A P1>X1 X1>B X1>C A>O1 B>O1 C>X2 X2>O1 O1>E")
    assert space.complete
    assert compiled.number["O1"] in space.fired


def test_the_search_does_not_go_on_behind_a_second_token():
    compiled, space = play("S>X1 X1>P1 P1>X1 P1>E")
    assert {compiled.flows[arc] for arc in space.unsafe} == {"e4"}
    assert space.states < 20


def test_the_way_to_a_deadlock_is_a_shortest_one():
    compiled, space = play("S>X1 X1>A X1>B A>P1 B>P1 P1>E")
    (way,) = space.deadlocks.values()
    names = [compiled.net.gates[step.gate].name for step in way if step.gate in compiled.net.gates]
    assert names == ["S", "X1", "A"]


def test_a_livelock_names_the_gates_that_go_round():
    compiled, space = play("S>X1 X1>B X1>X2 B>E X2>C C>D D>X2")
    assert space.livelock is not None
    assert {compiled.net.gates[gate].name for gate in space.livelock[1]} == {"X2", "C", "D"}


def test_the_search_stops_at_its_bound():
    _, space = play(wide_block(10), max_states=100)
    assert not space.complete
    assert space.states <= 100 + 10


def test_a_split_with_too_many_sets_of_ways_is_not_enumerated():
    _, space = play(wide_block(30, split="O", join="O"))
    assert not space.complete


def test_stopping_at_a_fault_keeps_the_fault():
    _, space = play(wide_block(10, join="X"), stop_at_fault=True)
    assert space.unsafe
    assert space.states < 500
