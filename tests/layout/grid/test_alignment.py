from __future__ import annotations

import itertools

from bpr.layout.grid.alignment import align_parts, linked_parts
from bpr.layout.grid.layers import column_choices
from bpr.layout.grid.network import Network, build_network
from bpr.layout.plan.diagram import Link
from tests.layout.diagrams import activity, diagram


def talking() -> Network:
    """A chain of six in lane a, a chain of two in b that talks with its end, a party in c that talks with b."""
    boxes = [activity(f"x{i}") for i in range(6)] + [activity("y0", "b"), activity("y1", "b"), activity("p", "c")]
    flow = [(f"x{i}", f"x{i + 1}") for i in range(5)] + [("y0", "y1")]
    talks = [("x4", "y0"), ("y1", "x5"), ("p", "y1"), ("y1", "p")]
    messages = [Link(f"m{i}", *ends, kind="message") for i, ends in enumerate(talks)]
    return build_network(diagram(boxes, [*flow, *messages]))


def test_parts_stand_where_their_messages_are_shortest():
    assert align_parts(talking(), [0, 1, 2, 3, 4, 5, 0, 1, 0]) == [0, 1, 2, 3, 4, 5, 4, 5, 5]


def test_boxes_that_flow_holds_together_keep_their_distance():
    columns = align_parts(talking(), [0, 2, 3, 4, 5, 6, 0, 3, 0])
    assert [b - a for a, b in itertools.pairwise(columns[:6])] == [2, 1, 1, 1, 1]
    assert columns[7] - columns[6] == 3


def test_parts_of_one_lane_do_not_pile_up_in_one_cell():
    boxes = [*(activity(f"x{i}") for i in range(4)), activity("p", "b"), activity("q", "b")]
    flow = [(f"x{i}", f"x{i + 1}") for i in range(3)]
    messages = [Link("m", "x1", "p", kind="message"), Link("n", "x1", "q", kind="message")]
    columns = align_parts(build_network(diagram(boxes, [*flow, *messages])), [0, 1, 2, 3, 0, 0])
    assert columns[4] == 1
    assert columns[5] != 1


def test_without_messages_nothing_moves():
    network = build_network(diagram([activity("x"), activity("y")], [("x", "y")]))
    assert align_parts(network, [0, 1]) == [0, 1]


def test_parts_are_counted_with_or_without_messages():
    assert len(linked_parts(talking())) == 1
    assert linked_parts(talking(), messages=False) == [[0, 1, 2, 3, 4, 5], [6, 7], [8]]


def test_the_choices_of_columns_differ_and_all_keep_the_flow_to_the_right():
    network = talking()
    choices = column_choices(network)
    assert len(choices) > 1
    assert all(one != other for i, one in enumerate(choices) for other in choices[:i])
    for columns in choices:
        assert min(columns) == 0
        assert all(columns[a.source] < columns[a.target] for a in network.arcs if not a.message)


def test_parts_that_talk_are_aligned_beside_parts_that_do_not():
    boxes = [*(activity(f"x{i}") for i in range(6)), activity("p", "b"), activity("alone", "c")]
    flow = [(f"x{i}", f"x{i + 1}") for i in range(5)]
    network = build_network(diagram(boxes, [*flow, *(Link(f"m{i}", "p", f"x{i}", kind="message") for i in (0, 4, 5))]))
    lengths = [
        sum(abs(columns[arc.source] - columns[arc.target]) for arc in network.arcs if arc.message)
        for columns in column_choices(network)
    ]
    assert min(lengths[1:]) < lengths[0]
