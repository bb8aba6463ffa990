from __future__ import annotations

from bpr.layout.grid.network import NO_EVENT, build_network
from bpr.layout.plan.diagram import Box
from tests.layout.diagrams import activity, diagram


def test_a_boundary_event_is_folded_into_its_host():
    boxes = [activity("x"), Box("t", "boundary", "a", "2 days", attached_to="x"), activity("y")]
    network = build_network(diagram(boxes, [("x", "y"), ("t", "y")]))
    assert [box.id for box in network.nodes] == ["x", "y"]
    assert [box.id for box in network.events[0]] == ["t"]
    assert [(arc.source, arc.out_event) for arc in network.arcs] == [(0, NO_EVENT), (0, 0)]


def test_a_boundary_event_without_a_host_stands_alone():
    assert [box.id for box in build_network(diagram([Box("t", "boundary", "a", attached_to="gone")])).nodes] == ["t"]


def test_the_boundary_event_whose_link_leads_furthest_down_stands_leftmost():
    boxes = [
        activity("x"),
        Box("near", "boundary", "a", attached_to="x"),
        Box("far", "boundary", "a", attached_to="x"),
        activity("y", "b"),
        activity("z", "c"),
    ]
    network = build_network(diagram(boxes, [("near", "y"), ("far", "z")]))
    assert [box.id for box in network.events[0]] == ["far", "near"]


def test_the_second_link_between_the_same_boxes_is_marked():
    network = build_network(diagram([activity("x"), activity("y")], [("x", "y"), ("y", "x"), ("x", "y")]))
    assert [arc.twin for arc in network.arcs] == [False, False, True]
