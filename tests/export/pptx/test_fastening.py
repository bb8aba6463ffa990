"""Which routes are glued: where every program draws them rightly, or wherever PowerPoint can."""

from __future__ import annotations

import pytest

from bpr.export.pptx.connectors import Glue
from bpr.export.pptx.fastening import Fastener, Fastening, mark_name, preset_of
from bpr.export.pptx.shapes import Numbers
from bpr.layout.geometry import Geometry, OffPage, PlacedBox, Rect, Route, TextBlock

FREE = Fastening((None, None), free=True)


def box(key, x, y, kind="activity"):
    return PlacedBox(key, kind, "l", Rect(x, y, 100.0, 60.0), None)


BOXES = (box("a", 0.0, 0.0), box("b", 300.0, 200.0), box("c", 140.0, 90.0), box("g", 300.0, 0.0, "xor"))
IDS = {"box a": 11, "box b": 12, "box c": 13, "box g": 14, "off-page f~1 out": 15}


def fastened(points, *, source="a", target="b", choice="safe", others=(), boxes=BOXES, marks=(), label=None, key="f"):
    route = Route(key, source, target, "sequence", False, points, label)
    title = TextBlock(Rect(0, 0, 10, 10), ("T",), 18.0)
    geometry = Geometry(title, 900.0, 400.0, (), (), boxes, (route, *others), off_page=marks)
    return Fastener(geometry, Numbers(20, dict(IDS)), choice).of(route, points)


STRAIGHT = ((100.0, 30.0), (300.0, 30.0))
STEP = ((100.0, 30.0), (200.0, 30.0), (200.0, 230.0), (300.0, 230.0))
LATE_STEP = ((100.0, 30.0), (290.0, 30.0), (290.0, 230.0), (300.0, 230.0))
WAY_BACK = ((50.0, 0.0), (50.0, -20.0), (350.0, -20.0), (350.0, 0.0))


def test_a_straight_route_is_glued_to_the_sides_it_meets():
    assert fastened(STRAIGHT, target="g") == Fastening((Glue(11, 3), Glue(14, 1)), free=False)


def test_a_route_of_two_lines_is_glued():
    assert fastened(((100.0, 30.0), (350.0, 30.0), (350.0, 200.0))).glue == (Glue(11, 3), Glue(12, 0))


def test_a_step_half_way_is_glued():
    assert not fastened(STEP, boxes=(BOXES[0], BOXES[1])).free


def test_a_late_step_is_glued_when_half_way_nothing_is_in_its_way():
    assert not fastened(LATE_STEP, boxes=(BOXES[0], BOXES[1])).free


def test_a_late_step_is_free_when_half_way_it_would_run_through_a_box():
    assert fastened(LATE_STEP) == FREE


def test_a_late_step_is_free_when_half_way_another_line_runs_there():
    other = Route("o", "a", "b", "sequence", False, ((202.0, 100.0), (202.0, 150.0)))
    assert fastened(LATE_STEP, boxes=(BOXES[0], BOXES[1]), others=(other,)) == FREE


def test_a_late_step_is_free_when_it_would_leave_its_label():
    label = TextBlock(Rect(294.0, 100.0, 20.0, 10.0), ("no",), 10.0)
    assert fastened(LATE_STEP, boxes=(BOXES[0], BOXES[1]), label=label) == FREE


def test_a_way_round_is_free_but_glued_when_all_are_wanted():
    assert fastened(WAY_BACK, target="g") == FREE
    assert fastened(WAY_BACK, target="g", choice="all") == Fastening((Glue(11, 0), Glue(14, 0)), free=False)


def test_an_end_beside_the_middle_of_a_side_is_glued_only_when_all_are_wanted():
    points = ((100.0, 40.0), (300.0, 40.0))
    assert fastened(points, boxes=(BOXES[0], box("b", 300.0, 0.0))) == Fastening((None, None), free=False)
    assert fastened(points, boxes=(BOXES[0], box("b", 300.0, 0.0)), choice="all").glue == (Glue(11, 3), Glue(12, 1))


def test_a_piece_is_glued_to_its_circle_even_where_the_other_box_stands_on_the_page():
    mark = OffPage(1, "f~1", 2, leaves=True, rect=Rect(200.0, 20.0, 20.0, 20.0))
    found = fastened(((100.0, 30.0), (200.0, 30.0)), marks=(mark,), key="f~1")
    assert found.glue == (Glue(11, 3), Glue(15, 2))
    assert mark_name("f~1", leaves=True) in IDS


def test_a_long_route_or_one_to_nowhere_is_free():
    long = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (20.0, 9.0), (20.0, 30.0), (40.0, 30.0), (40.0, 50.0))
    assert fastened(long, choice="all") == FREE
    assert fastened(STEP, target="elsewhere", choice="all") == FREE


@pytest.mark.parametrize(
    ("kind", "preset"),
    [("activity", "roundRect"), ("expanded", "roundRect"), ("or", "diamond"), ("boundary", "ellipse")],
)
def test_each_kind_of_box_has_its_preset_shape(kind, preset):
    assert preset_of(box("x", 0.0, 0.0, kind)) == preset
