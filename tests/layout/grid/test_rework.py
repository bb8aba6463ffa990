from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpr.layout.grid.rework import find_rework
from bpr.layout.plan.diagram import Box, Link
from tests.layout.diagrams import activity, diagram, sample


def test_sample_a_has_its_two_rejections_as_rework():
    assert sorted(find_rework(sample("A")).drawn) == ["f4", "f8"]


def test_a_diamond_has_no_rework():
    links = [("a1", "b1"), ("a1", "b2"), ("b1", "c1"), ("b2", "c1")]
    assert not find_rework(diagram([activity(i) for i in ("a1", "b1", "b2", "c1")], links)).back


def test_a_start_event_decides_where_a_ring_begins_even_when_it_comes_last():
    boxes = [activity("x"), activity("y"), Box("s", "start", "a")]
    links = [("x", "y"), ("y", "x"), ("s", "y")]
    assert find_rework(diagram(boxes, links)).back == {"k0"}


def test_the_authors_true_breaks_the_cycle_so_that_nothing_else_is_rework():
    links = [Link("1", "x", "y", rework=True), Link("2", "y", "x")]
    found = find_rework(diagram([activity("x"), activity("y")], links))
    assert found.back == found.drawn == {"1"}


def test_the_authors_false_is_not_drawn_as_rework_but_still_runs_back():
    links = [Link("1", "x", "y"), Link("2", "y", "x", rework=False)]
    found = find_rework(diagram([activity("x"), activity("y")], links))
    assert (found.back, found.drawn) == ({"2"}, frozenset())


def test_messages_are_never_rework():
    links = [Link("1", "x", "y"), Link("2", "y", "x", kind="message")]
    assert not find_rework(diagram([activity("x"), activity("y")], links)).drawn


def test_a_link_from_a_boundary_event_back_to_its_host_is_rework():
    boxes = [activity("x"), Box("t", "boundary", "a", attached_to="x"), activity("y")]
    links = [("t", "y"), ("y", "x")]
    assert find_rework(diagram(boxes, links)).back == {"k1"}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
def test_without_its_back_links_no_diagram_has_a_cycle(pairs):
    drawn = diagram([activity(f"x{i}") for i in range(8)], [(f"x{a}", f"x{b}") for a, b in pairs])
    back = find_rework(drawn).back
    left = [(link.source, link.target) for link in drawn.links if link.id not in back]
    boxes = {box.id for box in drawn.boxes}
    while boxes:
        sources = boxes - {target for source, target in left if source in boxes}
        assert sources, "a cycle is left"
        boxes -= sources
