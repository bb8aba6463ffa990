from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bpr.layout.badges import BADGE_HEIGHT
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry, Rect
from bpr.layout.metrics import measure
from bpr.layout.pages.split import split_pages
from bpr.layout.plan.diagram import BadgeText, Box, Diagram, LaneGroup, Link
from bpr.layout.text.measure import block_size
from bpr.layout.transform import moved_down, shift, transposed, turn_rect
from tests.layout.diagrams import LANES, activity, diagram, random_process, sample
from tests.layout.test_engine import laid_out_clean, wild_diagrams
from tests.layout.test_phases import in_phases
from tests.layout.test_pools import message, shop

GROUPS = (LaneGroup("g", "Department", 1, ("a", "b")),)


def down(drawn: Diagram) -> Geometry:
    """The diagram laid out downwards and held to all guarantees."""
    return laid_out_clean(replace(drawn, vertical=True))


def test_transposing_twice_changes_nothing():
    geometry = lay_out(in_phases(sample("A"), [0, 1, 2]))
    for whole in (geometry, *split_pages(lay_out(sample("C")), 1200, 700)):
        assert transposed(whole) != whole
        assert transposed(transposed(whole)) == whole


def test_moving_down_moves_every_place_by_the_same_length():
    page = split_pages(lay_out(sample("B")), 1200, 900)[1]
    moved = moved_down(page, 40.0)
    assert moved.height == page.height + 40
    assert [box.rect.y - 40 for box in moved.boxes] == [round(box.rect.y, 1) for box in page.boxes]
    assert [mark.rect.x for mark in moved.off_page] == [mark.rect.x for mark in page.off_page]
    assert moved_down(moved, -40.0) == page


def test_a_rectangle_is_moved_and_turned_by_its_corners():
    assert turn_rect(Rect(1, 2, 30, 40), shift(10, 20)) == Rect(11, 22, 30, 40)


def test_lanes_are_columns_with_level_heads_on_top_and_the_flow_runs_down():
    geometry = down(diagram([activity("x"), activity("y", "c"), activity("z")], [("x", "z"), ("z", "y")]))
    first, second, third = geometry.lanes
    assert first.band.right == second.band.x
    assert second.band.right == third.band.x
    assert len({lane.head.y for lane in geometry.lanes}) == 1
    assert not any(lane.name.vertical for lane in geometry.lanes)
    place = {box.id: box.rect for box in geometry.boxes}
    assert place["x"].y < place["z"].y < place["y"].y
    assert geometry.title.rect.bottom < first.head.y


def test_texts_stay_level_in_shapes_of_the_usual_size():
    host = replace(activity("x", label="Check the order"), badges=(BadgeText("system", "ERP"),))
    geometry = down(diagram([host, Box("g", "xor", "b", "All there?")], [("x", "g", "yes")]))
    box, gateway = geometry.boxes
    assert box.rect.width >= 112 > box.rect.height
    assert box.badges[0].rect.height == BADGE_HEIGHT
    for text in (box.label, gateway.label, geometry.routes[0].label):
        assert text is not None
        assert (text.rect.width, text.rect.height) == pytest.approx(block_size(text.lines, text.size), abs=0.1)


def test_boundary_events_sit_on_the_right_border():
    boxes = [activity("x"), Box("t", "boundary", "a", "late", attached_to="x"), activity("y", "b")]
    geometry = down(diagram(boxes, [Link("1", "t", "y")]))
    assert geometry.boxes[1].rect.centre[0] == pytest.approx(geometry.boxes[0].rect.right, abs=0.2)


def test_heads_of_departments_stand_above_those_of_their_roles():
    geometry = down(diagram([activity("x"), activity("y", "c")], groups=GROUPS))
    head = geometry.groups[0].head
    lanes = {lane.id: lane for lane in geometry.lanes}
    assert head.bottom == lanes["a"].head.y
    assert (head.x, head.right) == (lanes["a"].band.x, lanes["b"].band.right)
    assert lanes["c"].head.y == head.y


def test_phases_are_rows_with_heads_on_the_left():
    geometry = down(in_phases(diagram([activity("x"), activity("y", "b")], [("x", "y")]), [0, 1]))
    first, second = geometry.phases
    assert first.band.bottom == second.band.y
    assert first.head.right == geometry.lanes[0].band.x
    assert first.name.vertical


def test_pools_are_columns_and_messages_end_on_their_side():
    geometry = down(shop(message("m", "x", "bank")))
    bank = geometry.boxes[-1]
    assert bank.kind == "pool"
    assert bank.rect.height > bank.rect.width
    assert geometry.routes[-1].points[-1][0] == bank.rect.x


def test_forward_links_count_downwards():
    geometry = down(diagram([activity("x"), activity("y")], [("x", "y")]))
    assert measure(geometry).left_to_right == 1.0
    assert measure(replace(geometry, routes=(replace(geometry.routes[0], source="y", target="x"),))).left_to_right == 0


def test_a_box_outside_its_column_is_a_lane_violation():
    geometry = down(diagram([activity("x"), activity("y", "b")]))
    wrong = replace(geometry, boxes=(replace(geometry.boxes[0], lane="b"), geometry.boxes[1]))
    assert measure(wrong).lane_violations == 1


@pytest.mark.parametrize("size", [8, 25, 60])
@pytest.mark.parametrize("seed", range(3))
def test_random_processes_run_down_without_any_flaw(size, seed):
    metrics = measure(down(random_process(size, seed)))
    assert (metrics.overlap_px, metrics.label_hits) == (0.0, 0)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(wild_diagrams())
def test_any_diagram_at_all_runs_down_with_the_guarantees(drawn):
    assert measure(down(drawn)).overlap_px == 0


def test_empty_columns_are_drawn():
    assert len(down(diagram([activity("x", "b")])).lanes) == len(LANES)
