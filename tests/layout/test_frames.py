from __future__ import annotations

from dataclasses import replace

import pytest

from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry, PlacedBox
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Lane, Link
from tests.layout.diagrams import LANES, activity, diagram, random_process


def inner(lane: str = "a", prefix: str = "i") -> Diagram:
    names = [f"{prefix}{n}" for n in range(3)]
    boxes = [activity(names[0], lane), Box(names[1], "xor", lane, "OK?"), activity(names[2], lane)]
    links = [Link(f"{prefix}a", names[0], names[1]), Link(f"{prefix}b", names[1], names[2], "yes")]
    return diagram(boxes, [*links, Link(f"{prefix}c", names[1], names[0], "no")], (Lane(lane, ""),), title="")


def frame(inside: Diagram, id_: str = "f", lane: str = "a", label: str = "Check the order") -> Box:
    return Box(id_, "expanded", lane, label, inner=inside)


def outside(inside: Diagram) -> Diagram:
    boxes = [activity("x"), frame(inside), activity("y", "b"), activity("z", "a")]
    return diagram(boxes, [("x", "f"), ("f", "y", "done"), ("x", "z")])


def place(geometry: Geometry) -> dict[str, PlacedBox]:
    return {box.id: box for box in geometry.boxes}


def test_the_inside_lies_in_the_frame_under_its_name():
    geometry = lay_out(outside(inner()))
    assert measure(geometry).hard_faults == 0
    boxes = place(geometry)
    around = boxes["f"]
    assert around.label is not None
    for id_ in ("i0", "i1", "i2"):
        box = boxes[id_]
        assert (box.inside, box.lane) == ("f", "a")
        assert box.rect.y > around.label.rect.bottom
        assert around.rect.x < box.rect.x
        assert box.rect.right < around.rect.right
    assert [route.id for route in geometry.routes][-3:] == ["ia", "ib", "ic"]


def test_links_of_the_inside_stay_in_the_frame_and_those_of_the_outside_end_at_it():
    geometry = lay_out(outside(inner()))
    rect = place(geometry)["f"].rect
    for route in geometry.routes[-3:]:
        for x, y in route.points:
            assert rect.x < x < rect.right
            assert rect.y < y < rect.bottom
    assert geometry.routes[0].points[-1][0] == rect.x


def test_a_frame_makes_its_lane_higher():
    closed = replace(frame(inner()), kind="subprocess", inner=None)
    low = lay_out(diagram([closed])).lanes[0].band.height
    assert lay_out(diagram([frame(inner())])).lanes[0].band.height > low + 30


def test_frames_may_stand_in_frames():
    middle = diagram([activity("m"), frame(inner(), "g", label="Inner")], [Link("mg", "m", "g")], (Lane("a", ""),))
    geometry = lay_out(outside(middle))
    boxes = place(geometry)
    assert (boxes["i0"].inside, boxes["g"].inside, boxes["f"].inside) == ("g", "f", None)
    assert measure(geometry).hard_faults == 0
    assert measure(geometry).label_hits == 0


def test_boundary_events_ride_on_frames():
    boxes = [frame(inner()), Box("t", "boundary", "a", "too late", attached_to="f"), activity("y", "b")]
    geometry = lay_out(diagram(boxes, [Link("1", "t", "y")]))
    metrics = measure(geometry)
    assert (metrics.hard_faults, metrics.label_hits) == (0, 0)
    assert place(geometry)["t"].rect.centre[1] == pytest.approx(place(geometry)["f"].rect.bottom, abs=0.2)


def test_a_box_outside_its_frame_or_a_route_across_it_is_a_fault():
    geometry = lay_out(outside(inner()))
    moved = tuple(
        replace(box, rect=replace(box.rect, y=box.rect.y - 150)) if box.id == "i1" else box for box in geometry.boxes
    )
    assert measure(replace(geometry, boxes=moved)).box_overlaps > 0
    stranger = replace(geometry.routes[0], source="x", target="z", points=geometry.routes[-3].points)
    wrong = replace(geometry, routes=(stranger, *geometry.routes[1:]))
    assert measure(wrong).edge_through_box > 0


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_random_insides_in_random_processes_keep_the_guarantees(seed, vertical):
    drawn = random_process(14, seed)
    boxes = []
    for box in drawn.boxes:
        inside = random_process(6, seed + len(boxes), lane_count=1)
        names = {b.id: f"{box.id}.{b.id}" for b in inside.boxes}
        part = Diagram(
            "",
            (Lane(box.lane, ""),),
            tuple(replace(b, id=names[b.id], lane=box.lane) for b in inside.boxes),
            tuple(
                replace(k, id=f"{box.id}.{k.id}", source=names[k.source], target=names[k.target]) for k in inside.links
            ),
            vertical=vertical,
        )
        opened = box.kind == "activity" and len(boxes) % 3 == 0
        boxes.append(replace(box, kind="expanded", inner=part) if opened else box)
    geometry = lay_out(replace(drawn, boxes=tuple(boxes), vertical=vertical))
    metrics = measure(geometry)
    assert (metrics.hard_faults, metrics.label_hits, metrics.overlap_px) == (0, 0, 0.0)
    assert any(box.inside for box in geometry.boxes)


def test_lanes_of_the_outside_are_not_changed_by_an_inside():
    assert [lane.id for lane in lay_out(outside(inner())).lanes] == [lane.id for lane in LANES]
