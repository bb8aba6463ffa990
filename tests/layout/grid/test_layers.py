from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.grid.layers import assign_columns
from bpr.layout.grid.network import build_network
from bpr.layout.plan.diagram import Box, Diagram, Link
from tests.layout.diagrams import activity, diagram, random_process


def columns(drawn: Diagram) -> dict[str, int]:
    network = build_network(drawn)
    return dict(zip((box.id for box in network.nodes), assign_columns(network), strict=True))


def test_a_chain_in_one_lane_takes_one_column_a_box():
    assert columns(diagram([activity("x"), activity("y"), activity("z")], [("x", "y"), ("y", "z")])) == {
        "x": 0,
        "y": 1,
        "z": 2,
    }


def test_a_handoff_to_the_neighbouring_lane_stays_in_its_column():
    assert columns(diagram([activity("x", "a"), activity("y", "b")], [("x", "y")])) == {"x": 0, "y": 0}


def test_a_handoff_over_a_lane_moves_on():
    assert columns(diagram([activity("x", "a"), activity("y", "c")], [("x", "y")])) == {"x": 0, "y": 1}


def test_a_handoff_there_and_back_does_not_stack_boxes_in_one_cell():
    boxes = [activity("x", "a"), activity("y", "b"), activity("z", "a")]
    placed = columns(diagram(boxes, [("x", "y"), ("y", "z")]))
    assert placed["x"] != placed["z"]


def test_a_start_event_stands_right_before_its_follower():
    boxes = [*(activity(f"x{i}") for i in range(4)), Box("s", "start", "b")]
    placed = columns(diagram(boxes, [("x0", "x1"), ("x1", "x2"), ("x2", "x3"), ("s", "x3")]))
    assert placed["s"] == placed["x3"] - 1


def test_a_message_does_not_run_backwards_where_it_costs_nothing():
    boxes = [activity("x0"), activity("x1"), activity("x2"), activity("y", "c")]
    links = [("x0", "x1"), ("x1", "x2"), Link("m", "x2", "y", kind="message")]
    assert columns(diagram(boxes, links))["y"] == 2


def test_messages_that_answer_each_other_close_no_cycle():
    boxes = [activity("x"), activity("y", "b")]
    links = [Link("m1", "x", "y", kind="message"), Link("m2", "y", "x", kind="message")]
    assert set(columns(diagram(boxes, links)).values()) == {0}


@pytest.mark.parametrize("count", [1, 3, 40, 200])
def test_unlinked_boxes_are_packed_into_a_block(count):
    placed = columns(diagram([activity(f"x{i}") for i in range(count)]))
    width = max(placed.values()) + 1
    assert width <= 2 * count**0.5 + 1
    tallest = max(list(placed.values()).count(column) for column in range(width))
    assert tallest <= count**0.5 + 1


@settings(max_examples=25, deadline=None)
@given(st.integers(8, 60), st.integers(0, 1000))
def test_flow_never_runs_left_but_for_rework(size, seed):
    network = build_network(random_process(size, seed))
    placed = assign_columns(network)
    assert min(placed) == 0
    for arc in network.arcs:
        if not arc.back:
            step = placed[arc.target] - placed[arc.source]
            assert step >= 0 if network.lane[arc.source] != network.lane[arc.target] else step > 0
