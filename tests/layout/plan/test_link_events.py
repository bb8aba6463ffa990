from __future__ import annotations

from dataclasses import replace

import pytest

from bpr.layout.engine import lay_out
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Link, Phase
from bpr.layout.plan.link_events import whole_links, with_link_events
from tests.layout.diagrams import activity, diagram, random_process
from tests.layout.test_engine import laid_out_clean


def chain(*more: Link) -> Diagram:
    boxes = [activity(f"x{i}") for i in range(6)]
    return diagram(boxes, [*((f"x{i}", f"x{i + 1}") for i in range(5)), *more])


def test_a_long_link_is_cut_into_two_with_one_number():
    cut = with_link_events(chain(Link("long", "x0", "x5", "skip")), 3)
    thrown, caught = cut.boxes[-2:]
    assert (thrown.kind, thrown.marker, thrown.label, caught.label) == ("event", "link", "1", "1")
    assert [(link.id, link.source, link.target, link.label) for link in cut.links[-2:]] == [
        ("long", "x0", thrown.id, "skip"),
        ("long:in", caught.id, "x5", ""),
    ]


def test_short_links_and_messages_stay_whole():
    drawn = chain(Link("m", "x0", "x5", kind="message"))
    assert with_link_events(drawn, 1) == drawn


def test_the_circles_stand_in_the_lanes_of_their_ends_next_to_them():
    boxes = [*(activity(f"x{i}") for i in range(6)), activity("y", "c")]
    links = [*((f"x{i}", f"x{i + 1}") for i in range(5)), ("x5", "y"), ("x0", "y")]
    geometry = laid_out_clean(with_link_events(diagram(boxes, links), 3))
    place = {box.id: box for box in geometry.boxes}
    assert (place["link:1:out"].lane, place["link:1:in"].lane) == ("a", "c")
    assert place["x0"].rect.right < place["link:1:out"].rect.x < place["x2"].rect.x
    assert place["x4"].rect.x < place["link:1:in"].rect.x < place["y"].rect.x


def test_a_long_way_back_is_drawn_as_rework_on_both_halves_and_runs_forward():
    geometry = laid_out_clean(with_link_events(chain(Link("back", "x5", "x0", "again")), 3))
    halves = [route for route in geometry.routes if route.id.startswith("back")]
    assert [route.rework for route in halves] == [True, True]
    for route in halves:
        assert route.points[0][0] < route.points[-1][0]


def test_phases_and_hosts_of_boundary_events_are_kept():
    phases = (Phase("early", "Early"), Phase("late", "Late"))
    boxes = [replace(activity(f"x{i}"), phase="early" if i < 3 else "late") for i in range(6)]
    boxes.append(Box("t", "boundary", "a", "late", attached_to="x0", phase="early"))
    links = [*((f"x{i}", f"x{i + 1}") for i in range(5)), ("t", "x5")]
    cut = with_link_events(replace(diagram(boxes, links), phases=phases), 2)
    assert [(box.marker, box.phase) for box in cut.boxes[-2:]] == [("link", "early"), ("link", "late")]
    place = {box.id: box for box in laid_out_clean(cut).boxes}
    assert place["t"].attached_to == "x0"
    assert place["t"].rect.overlaps(place["x0"].rect)


def test_both_halves_know_the_ends_of_the_whole_link():
    geometry = lay_out(with_link_events(chain(Link("long", "x0", "x5")), 3))
    ends = whole_links(geometry)
    assert ends["long"] == ends["long:in"] == ("x0", "x5")
    assert ends["k0"] == ("x0", "x1")


def test_link_events_of_the_author_are_left_alone():
    boxes = [activity("x"), Box("e", "event", "a", "A", marker="link"), activity("y")]
    geometry = lay_out(diagram(boxes, [("x", "e")]))
    assert whole_links(geometry) == {"k0": ("x", "e")}


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_random_processes_with_link_events_keep_the_guarantees(seed, vertical):
    drawn = with_link_events(random_process(40, seed), 1)
    metrics = measure(laid_out_clean(replace(drawn, vertical=vertical)))
    assert (metrics.overlap_px, metrics.label_hits) == (0.0, 0)
    assert any(box.marker == "link" for box in drawn.boxes)
