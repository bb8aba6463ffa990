from __future__ import annotations

from dataclasses import replace

import pytest

from bpr.layout.geometry import Geometry, LaneBand, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.metrics import measure

TEXT = TextBlock(Rect(0, 0, 10, 10), ("x",), 12.0)


def box(id_: str, x: float, y: float, lane: str = "a") -> PlacedBox:
    return PlacedBox(id_, "activity", lane, Rect(x, y, 100, 40), None)


def route(id_: str, source: str, target: str, *points: Point, label: TextBlock | None = None) -> Route:
    return Route(id_, source, target, "sequence", False, points, label)


def picture(*routes: Route) -> Geometry:
    """Two lanes with two boxes each: p and q above, r and s below."""
    lanes = tuple(
        LaneBand(name, Rect(0, y, 600, 100), Rect(0, y, 34, 100), TextBlock(Rect(2, y + 10, 30, 40), ("x",), 12.0))
        for name, y in (("a", 0.0), ("b", 100.0))
    )
    boxes = (box("p", 50, 30), box("q", 400, 30), box("r", 50, 130, "b"), box("s", 400, 130, "b"))
    return Geometry(TEXT, 600, 200, lanes, (), boxes, routes)


def test_a_clean_picture_has_no_faults():
    metrics = measure(picture(route("1", "p", "q", (150, 50), (400, 50))))
    assert metrics.hard_faults == 0
    assert (metrics.crossings, metrics.bends, metrics.overlap_px, metrics.label_hits) == (0, 0, 0.0, 0)
    assert (metrics.left_to_right, metrics.route_length, metrics.aspect) == (1.0, 250.0, 3.0)


def test_crossings_and_bends_are_counted():
    metrics = measure(
        picture(
            route("1", "p", "s", (150, 50), (300, 50), (300, 150), (400, 150)),
            route("2", "r", "q", (150, 120), (350, 120), (350, 60), (400, 60)),
        )
    )
    assert (metrics.crossings, metrics.bends) == (1, 4)


def test_links_without_a_common_box_that_run_on_each_other_are_measured_in_px():
    metrics = measure(
        picture(
            route("1", "p", "q", (150, 50), (200, 50), (200, 110), (380, 110), (380, 50), (400, 50)),
            route("2", "r", "s", (150, 150), (250, 150), (250, 110.5), (350, 110.5), (350, 150), (400, 150)),
        )
    )
    assert metrics.overlap_px == 100.0


def test_kin_may_share_a_stretch():
    first = route("1", "p", "q", (150, 50), (400, 50))
    second = route("2", "p", "s", (150, 50), (300, 50), (300, 150), (400, 150))
    assert measure(picture(first, second)).overlap_px == 0.0


def test_a_link_through_a_foreign_box_is_a_hard_fault():
    assert measure(picture(route("1", "p", "s", (100, 70), (100, 160), (400, 160)))).edge_through_box == 1


def test_a_slanted_part_is_a_hard_fault():
    assert measure(picture(route("1", "p", "s", (150, 50), (400, 150)))).non_orthogonal == 1


@pytest.mark.parametrize(
    ("rect", "hits"), [(Rect(200, 30, 40, 12), 0), (Rect(200, 45, 40, 12), 1), (Rect(380, 40, 40, 12), 2)]
)
def test_a_label_on_a_line_or_a_box_is_a_hit(rect, hits):
    label = TextBlock(rect, ("yes",), 10.5)
    assert measure(picture(route("1", "p", "q", (150, 50), (400, 50), label=label))).label_hits == hits


def test_a_box_outside_its_lane_and_a_box_on_a_box_are_hard_faults():
    clean = picture()
    moved = replace(clean, boxes=(*clean.boxes, box("t", 60, 150, "a")))
    metrics = measure(moved)
    assert (metrics.lane_violations, metrics.box_overlaps) == (1, 1)


def test_a_cut_head_is_a_hard_fault():
    clean = picture()
    name = TextBlock(Rect(0, 0, 16, 200), ("A very long name of a lane",), 12.0, vertical=True)
    assert measure(replace(clean, lanes=(replace(clean.lanes[0], name=name), clean.lanes[1]))).heads_cut == 1


def test_lanes_in_the_wrong_order_are_found():
    clean = picture()
    assert measure(replace(clean, lanes=clean.lanes[::-1])).lane_inversions == 1


def test_a_picture_without_links_has_no_share_of_forward_links():
    assert measure(picture()).left_to_right is None
