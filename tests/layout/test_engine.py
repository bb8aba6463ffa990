from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry, PlacedBox
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Lane, LaneGroup, Link
from tests.layout.diagrams import LANES, activity, diagram, random_process, sample

LONG_ZH = "很长的文字说明" * 72
LONG_EN = "A very long label with many words in it " * 13


def box(geometry: Geometry, id_: str) -> PlacedBox:
    return next(b for b in geometry.boxes if b.id == id_)


def laid_out_clean(drawn: Diagram) -> Geometry:
    """Lay out and hold the picture to everything that must always be true."""
    geometry = lay_out(drawn)
    metrics = measure(geometry)
    assert metrics.hard_faults == 0, metrics
    assert [b.id for b in geometry.boxes] == [b.id for b in drawn.boxes]
    assert [r.id for r in geometry.routes] == [link.id for link in drawn.links]
    assert [lane.id for lane in geometry.lanes] == [lane.id for lane in drawn.lanes]
    for route in geometry.routes:
        for id_, point in ((route.source, route.points[0]), (route.target, route.points[-1])):
            place = box(geometry, id_).rect
            assert place.x - 0.2 <= point[0] <= place.right + 0.2
            assert place.y - 0.2 <= point[1] <= place.bottom + 0.2
    for part in (*geometry.boxes, *(r for r in geometry.routes if r.label)):
        if part.label is not None:
            assert part.label.rect.x >= 0
            assert part.label.rect.right <= geometry.width
            assert part.label.rect.bottom <= geometry.height
    return geometry


@pytest.mark.parametrize(
    ("name", "most_crossings", "most_bends_per_link"), [("A", 0, 0.7), ("B", 0, 0.7), ("C", 1, 0.6)]
)
def test_samples_are_drawn_without_any_flaw(name, most_crossings, most_bends_per_link):
    drawn = sample(name)
    metrics = measure(laid_out_clean(drawn))
    assert (metrics.overlap_px, metrics.label_hits) == (0.0, 0)
    assert metrics.crossings <= most_crossings
    assert metrics.bends / len(drawn.links) <= most_bends_per_link
    assert metrics.left_to_right is not None
    assert metrics.left_to_right >= 0.7


@pytest.mark.parametrize("size", [6, 12, 20, 30, 45, 60])
@pytest.mark.parametrize("seed", range(5))
def test_random_processes_are_drawn_without_any_flaw(size, seed):
    metrics = measure(laid_out_clean(random_process(size, seed)))
    assert (metrics.overlap_px, metrics.label_hits) == (0.0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("size", [15, 40, 100])
def test_hundreds_of_random_processes_keep_the_guarantees(size):
    flawed = 0
    for seed in range(100, 160):
        metrics = measure(laid_out_clean(random_process(size, seed)))
        flawed += bool(metrics.overlap_px or metrics.label_hits)
    assert flawed <= 1


@st.composite
def wild_diagrams(draw: st.DrawFn) -> Diagram:
    """Any boxes, any links: cycles, self loops, twins, boundary events, messages, unlinked parts."""
    lanes = tuple(Lane(f"l{i}", draw(st.sampled_from(["", "财务部", "Sales", "IT 部 office"]))) for i in range(4))
    lanes = lanes[: draw(st.integers(1, 4))]
    kinds = st.sampled_from(["activity", "subprocess", "start", "end", "event", "boundary", "xor", "and", "or"])
    labels = st.sampled_from(["", "OK?", "核对", "Check the invoice against the order", "x" * 60])
    boxes: list[Box] = []
    for i in range(draw(st.integers(0, 12))):
        kind = draw(kinds)
        host = draw(st.sampled_from([b.id for b in boxes])) if boxes and kind == "boundary" else None
        boxes.append(Box(f"b{i}", kind, draw(st.sampled_from(lanes)).id, draw(labels), attached_to=host))
    hosts = {b.id for b in boxes if b.kind in ("activity", "subprocess")}
    boxes = [Box(b.id, "event", b.lane, b.label) if b.attached_to not in {*hosts, None} else b for b in boxes]
    links: list[Link] = []
    if boxes:
        ends = st.sampled_from([b.id for b in boxes])
        for i in range(draw(st.integers(0, 20))):
            kind = draw(st.sampled_from(["sequence", "sequence", "sequence", "message"]))
            rework = draw(st.sampled_from([None, None, True, False]))
            links.append(Link(f"k{i}", draw(ends), draw(ends), draw(labels), kind, rework))
    return Diagram("Wild", lanes, tuple(boxes), tuple(links))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(wild_diagrams())
def test_any_diagram_at_all_keeps_the_guarantees(drawn):
    assert measure(laid_out_clean(drawn)).overlap_px == 0


@pytest.mark.slow
@settings(max_examples=250, deadline=None, derandomize=True)
@given(wild_diagrams())
def test_hundreds_of_wild_diagrams_keep_the_guarantees(drawn):
    assert measure(laid_out_clean(drawn)).overlap_px == 0


def test_the_same_bytes_come_out_whatever_the_hash_seed():
    program = (
        "from tests.layout.diagrams import random_process, sample\n"
        "from bpr.layout.engine import lay_out\n"
        "print(repr([lay_out(d) for d in (sample('A'), sample('B'), random_process(40, 3))]))\n"
    )
    prints = set()
    for hash_seed in ("0", "1", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            check=True,
        )
        prints.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(prints) == 1


def test_coordinates_lie_on_the_tenth_of_a_px():
    geometry = lay_out(sample("B"))
    numbers = [value for route in geometry.routes for point in route.points for value in point]
    numbers += [value for b in geometry.boxes for value in (b.rect.x, b.rect.y, b.rect.width, b.rect.height)]
    assert all(round(value, 1) == value for value in numbers)


def test_an_empty_diagram_has_a_title_and_nothing_else():
    geometry = laid_out_clean(diagram([], lanes=()))
    assert geometry.title.lines == ("Test",)
    assert not geometry.lanes
    assert geometry.height > 0


def test_empty_lanes_are_drawn():
    geometry = laid_out_clean(diagram([activity("x", "b")]))
    assert len(geometry.lanes) == 3
    assert all(lane.band.height >= 60 for lane in geometry.lanes)


def test_forty_unlinked_boxes_form_a_block_and_no_tower():
    geometry = laid_out_clean(diagram([activity(f"x{i}") for i in range(40)]))
    assert 5 <= len({b.rect.x for b in geometry.boxes}) <= 12
    assert len({b.rect.y for b in geometry.boxes}) <= 8


def test_unlinked_boxes_fill_free_cells_beside_a_process():
    chain = [activity(f"c{i}") for i in range(6)]
    loose = [activity(f"x{i}", "b") for i in range(6)]
    geometry = laid_out_clean(diagram(chain + loose, [(f"c{i}", f"c{i + 1}") for i in range(5)]))
    assert {b.rect.x for b in geometry.boxes[6:]} == {b.rect.x for b in geometry.boxes[:6]}


def test_a_self_loop_leaves_and_comes_back_without_crossing_its_box():
    geometry = laid_out_clean(diagram([activity("x")], [("x", "x", "again")]))
    route = geometry.routes[0]
    assert route.rework
    assert len(route.points) >= 4
    assert route.label is not None


@pytest.mark.parametrize("kind", ["activity", "xor"])
def test_two_links_between_the_same_boxes_stay_apart(kind):
    boxes = [Box("x", kind, "a", "X"), Box("y", kind, "a", "Y")]
    first, second = laid_out_clean(diagram(boxes, [("x", "y", "yes"), ("x", "y", "no")])).routes
    assert not set(first.points) & set(second.points)


@pytest.mark.parametrize("leaving", [True, False])
@pytest.mark.parametrize("kind", ["activity", "xor", "end"])
def test_a_box_with_many_links_is_drawn(kind, leaving):
    boxes = [Box("hub", kind, "b", "Hub"), *(activity(f"x{i}", "abc"[i % 3]) for i in range(14))]
    links = [("hub", f"x{i}", f"case {i}") if leaving else (f"x{i}", "hub") for i in range(14)]
    metrics = measure(laid_out_clean(diagram(boxes, links)))
    assert metrics.overlap_px == 0


def test_labels_of_five_hundred_characters_wrap_and_touch_nothing():
    boxes = [
        Box("s", "start", "a", LONG_ZH),
        activity("x", "a", LONG_ZH),
        activity("y", "b", LONG_EN),
        Box("g", "xor", "b", LONG_EN),
        Box("e", "end", "c", LONG_EN),
    ]
    links = [("s", "x", LONG_EN), ("x", "y", LONG_ZH), ("y", "g"), ("g", "e", LONG_EN), ("g", "x", LONG_ZH)]
    lanes = (Lane("a", LONG_ZH), Lane("b", LONG_EN), Lane("c", "c"))
    geometry = laid_out_clean(diagram(boxes, links, lanes=lanes, title=LONG_ZH + LONG_EN))
    assert measure(geometry).label_hits == 0
    assert geometry.width < 4000
    assert geometry.height < 4000


def test_group_heads_span_their_lanes_and_stand_left_of_them():
    groups = (
        LaneGroup("g1", "部门一", 1, ("a",)),
        LaneGroup("g2", "A department of many long words", 1, ("b", "c")),
        LaneGroup("o", "The whole organisation", 2, ("a", "b", "c")),
    )
    boxes = [activity("x", "a"), activity("y", "b"), activity("z", "d")]
    geometry = laid_out_clean(diagram(boxes, [("x", "y"), ("y", "z")], (*LANES, Lane("d", "Other")), groups))
    first, second, whole = geometry.groups
    lanes = {lane.id: lane for lane in geometry.lanes}
    assert whole.head.right <= first.head.x + 0.1
    assert first.head.right <= lanes["a"].head.x + 0.1
    assert (second.head.y, second.head.bottom) == pytest.approx((lanes["b"].head.y, lanes["c"].head.bottom), abs=0.1)
    assert (whole.head.y, whole.head.bottom) == pytest.approx((lanes["a"].head.y, lanes["c"].head.bottom), abs=0.1)
    assert lanes["d"].head.x == whole.head.x, "a lane without groups has one wide head"


def test_a_group_whose_lanes_are_apart_is_refused():
    with pytest.raises(ValueError, match="next to each other"):
        lay_out(diagram([activity("x")], groups=(LaneGroup("g", "G", 1, ("a", "c")),)))


@pytest.mark.parametrize(
    "broken",
    [
        diagram([activity("x", "nowhere")]),
        diagram([activity("x")], [("x", "nobody")]),
        diagram([activity("x"), activity("x")]),
    ],
)
def test_a_diagram_that_names_unknown_parts_is_refused(broken):
    with pytest.raises(ValueError, match=r"does not have|same id"):
        lay_out(broken)


def test_boundary_events_sit_on_the_lower_border_and_their_links_leave_downwards():
    boxes = [
        activity("x", "a", "Wait for reply"),
        Box("late", "boundary", "a", "2 days", attached_to="x", marker="timer"),
        Box("stop", "boundary", "a", "Cancelled by customer", attached_to="x"),
        activity("y", "a"),
        activity("r", "b"),
        activity("z", "c"),
    ]
    geometry = laid_out_clean(diagram(boxes, [("x", "y"), ("late", "r"), ("stop", "z"), ("r", "x")]))
    host = box(geometry, "x").rect
    for id_ in ("late", "stop"):
        rider = box(geometry, id_).rect
        assert rider.centre[1] == pytest.approx(host.bottom, abs=0.2)
        assert host.x <= rider.x
        assert rider.right <= host.right
    assert not box(geometry, "late").rect.overlaps(box(geometry, "stop").rect)
    for route in geometry.routes[1:3]:
        assert route.points[0][1] < route.points[1][1]
    assert measure(geometry).label_hits == 0


def test_messages_do_not_pull_a_process_apart_but_line_parties_up():
    boxes = [activity(f"x{i}", "a") for i in range(4)] + [activity(f"y{i}", "b") for i in range(2)]
    links: list[tuple[str, ...] | Link] = [(f"x{i}", f"x{i + 1}") for i in range(3)]
    links += [("y0", "y1"), Link("m1", "x2", "y0", kind="message"), Link("m2", "y1", "x3", kind="message")]
    geometry = laid_out_clean(diagram(boxes, links))
    assert box(geometry, "y0").rect.x >= box(geometry, "x2").rect.x
    assert [route.kind for route in geometry.routes][-2:] == ["message", "message"]
    assert not any(route.rework for route in geometry.routes)


def test_the_authors_word_on_rework_is_kept():
    boxes = [activity("x"), activity("y"), activity("z")]
    links = [Link("1", "x", "y", rework=True), Link("2", "y", "z"), Link("3", "z", "x", rework=False)]
    routes = laid_out_clean(diagram(boxes, links)).routes
    assert [route.rework for route in routes] == [True, False, False]


def test_another_seed_still_gives_a_clean_picture():
    for seed in (1, 2):
        assert measure(lay_out(sample("B"), seed=seed)).hard_faults == 0


@pytest.mark.slow
def test_big_diagrams_are_laid_out_in_reasonable_time():
    lay_out(sample("A"))
    began = time.perf_counter()
    laid_out_clean(random_process(200, 1))
    assert time.perf_counter() - began < 8
    laid_out_clean(random_process(500, 1))
