"""Pages: nothing is lost or doubled, numbers pair up, and every page keeps the promises of the layout."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.geometry import Badge, Geometry, OffPage, PhaseBand, PlacedBox, Rect, Route, TextBlock
from bpr.layout.metrics import measure
from bpr.layout.pages.paper import PAPERS, PX_PER_INCH
from bpr.layout.pages.split import page_scale, split_pages
from bpr.layout.plan.diagram import LaneGroup
from bpr.layout.transform import transposed
from tests.layout.diagrams import activity, diagram, random_process, sample


def turned(geometry: Geometry) -> Geometry:
    """The same picture with lanes as columns instead of rows, or the other way round."""
    other = transposed(geometry)
    lanes = tuple(replace(lane, name=replace(lane.name, vertical=not lane.name.vertical)) for lane in other.lanes)
    return replace(other, title=geometry.title, vertical=not geometry.vertical, lanes=lanes)


def followed(pages: tuple[Geometry, ...], whole: str) -> list[Route]:
    """The pieces of an arrow from its source to its target, found by the numbers of the circles alone."""
    marks = [(page, mark) for page in pages for mark in page.off_page]
    pieces = {route.id: route for page in pages for route in page.routes if route.whole_id == whole}
    ends = {mark.route for _, mark in marks if mark.leaves}
    begins = {mark.route for _, mark in marks if not mark.leaves}
    (piece,) = (route for route in pieces.values() if route.id not in begins)
    chain = [piece]
    while piece.id in ends:
        (number,) = (mark.number for _, mark in marks if mark.route == piece.id and mark.leaves)
        (following,) = (mark.route for _, mark in marks if mark.number == number and not mark.leaves)
        piece = pieces[following]
        chain.append(piece)
    assert len(chain) == len(pieces)
    return chain


def held(whole: Geometry, pages: tuple[Geometry, ...]) -> None:
    """Everything that must be true of pages."""
    assert Counter(box.id for page in pages for box in page.boxes) == Counter(box.id for box in whole.boxes)
    shapes = {box.id: (box.rect.width, box.rect.height, box.label and box.label.lines) for box in whole.boxes}
    page_of = {box.id: page for page in pages for box in page.boxes}
    for page in pages:
        assert page.vertical or measure(page).hard_faults == 0
        assert {lane.id for lane in page.lanes} >= {box.lane for box in page.boxes}
        for box in page.boxes:
            assert (box.rect.width, box.rect.height, box.label and box.label.lines) == shapes[box.id]
        for route in page.routes:
            assert all(0 <= x <= page.width and 0 <= y <= page.height for x, y in route.points)
        circles(page)
    for route in whole.routes:
        chain = followed(pages, route.id)
        assert page_of[route.source].routes.count(chain[0]) == 1
        assert page_of[route.target].routes.count(chain[-1]) == 1
        assert {(r.source, r.target, r.kind, r.rework) for r in chain} == {
            (route.source, route.target, route.kind, route.rework)
        }
        assert [r.label.lines for r in chain if r.label] == ([route.label.lines] if route.label else [])
        if len(chain) > 1:
            assert [r.id for r in chain] == [f"{route.id}~{i}" for i in range(1, len(chain) + 1)]
    numbers: dict[int, list[tuple[int, OffPage]]] = {}
    for at, page in enumerate(pages, 1):
        assert page.page == (at, len(pages))
        for mark in page.off_page:
            numbers.setdefault(mark.number, []).append((at, mark))
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for (one, first), (two, second) in numbers.values():
        assert (first.page, second.page) == (two, one)
        assert one != two
        assert first.leaves != second.leaves


def circles(page: Geometry) -> None:
    """Circles keep off each other, off boxes, labels and foreign arrows; their own arrow meets them."""
    by_id = {route.id: route for route in page.routes}
    words = [box.label.rect for box in page.boxes if box.label] + [r.label.rect for r in page.routes if r.label]
    for mark in page.off_page:
        assert not any(mark.rect.overlaps(rect) for rect in (*(box.rect for box in page.boxes), *words))
        x, y = by_id[mark.route].points[-1 if mark.leaves else 0]
        (cx, cy), radius = mark.rect.centre, mark.rect.width / 2
        assert abs(abs(x - cx) + abs(y - cy) - radius) < 0.25
        for route in page.routes:
            if route.id != mark.route:
                assert not any(
                    Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).overlaps(mark.rect, 0.5)
                    for a, b in itertools.pairwise(route.points)
                )
    for one, two in itertools.combinations(page.off_page, 2):
        assert not one.rect.overlaps(two.rect)


def test_a_picture_that_fits_is_its_own_only_page():
    geometry = lay_out(sample("A"))
    assert split_pages(geometry, geometry.width, geometry.height) == (geometry,)
    assert split_pages(lay_out(sample("C")), *PAPERS["poster"].room(PX_PER_INCH))[0].page is None


@pytest.mark.parametrize(("name", "fewest", "most"), [("B", 2, 2), ("C", 4, 5)])
def test_samples_on_slides(name, fewest, most):
    geometry = lay_out(sample(name))
    room = PAPERS["slide"].room(PX_PER_INCH)
    pages = split_pages(geometry, *room)
    held(geometry, pages)
    assert fewest <= len(pages) <= most
    assert all(page_scale(page, *room) >= 0.85 for page in pages)
    assert sum(len(page.off_page) for page in pages) / 2 <= 5 * (len(pages) - 1)
    widths = [page.width for page in pages]
    assert min(widths) > 0.5 * max(widths)
    heads = [lane.head for lane in pages[0].lanes]
    assert all([lane.head for lane in page.lanes] == heads for page in pages)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(6, 40),
    st.integers(0, 10_000),
    st.floats(300, 1400),
    st.floats(200, 900),
    st.sampled_from((0.5, 0.85, 1.0)),
)
def test_nothing_is_lost_whatever_the_page(size, seed, width, height, least_scale):
    geometry = lay_out(random_process(size, seed))
    assert_held_if_cut(geometry, split_pages(geometry, width, height, least_scale=least_scale))


def assert_held_if_cut(geometry: Geometry, pages: tuple[Geometry, ...]) -> None:
    if len(pages) == 1:
        assert pages == (geometry,) or pages[0].boxes == geometry.boxes
    else:
        held(geometry, pages)


@pytest.mark.parametrize("seed", range(4))
def test_lanes_that_are_columns_are_cut_along_y(seed):
    upright = turned(lay_out(random_process(24, seed)))
    pages = split_pages(upright, 700, 900)
    assert len(pages) > 2
    assert all(measure(turned(page)).hard_faults == 0 for page in pages)
    held(upright, pages)
    assert all(page.vertical for page in pages)


def test_lanes_higher_than_the_page_give_a_grid_that_reads_row_by_row():
    geometry = lay_out(sample("C"))
    pages = split_pages(geometry, 1500, 700)
    held(geometry, pages)
    rows = list(dict.fromkeys(tuple(lane.id for lane in page.lanes) for page in pages))
    assert len(rows) >= 2
    assert [lane for row in rows for lane in row] == [lane.id for lane in geometry.lanes]
    assert max(page.height for page in pages) <= 700


def test_a_department_cut_in_two_keeps_its_head_on_both_pages():
    lanes = tuple(lane for lane in sample("C").lanes)
    group = LaneGroup("g", "Customer relations and service centre", 1, tuple(lane.id for lane in lanes))
    geometry = lay_out(replace(sample("C"), groups=(group,)))
    pages = split_pages(geometry, 1500, 500)
    held(geometry, pages)
    assert all([head.name.lines for head in page.groups] == [geometry.groups[0].name.lines] for page in pages)


def test_phases_are_cut_with_the_page_and_named_on_each():
    geometry = lay_out(sample("B"))
    left, right = geometry.lanes[0].head.right, geometry.lanes[0].band.right
    top, bottom = geometry.lanes[0].band.y, geometry.lanes[-1].band.bottom
    band = Rect(left, top, right - left, bottom - top)
    head = replace(band, y=top - 8, height=8.0)
    phase = PhaseBand("p", band, head, TextBlock(replace(head, x=left + 500, width=60.0), ("Order",), 6.0))
    pages = split_pages(replace(geometry, phases=(phase,)), 1300, 900)
    assert len(pages) == 2
    for page in pages:
        (part,) = page.phases
        assert (part.head.x, part.head.right) == (part.band.x, part.band.right)
        assert part.band.x == page.lanes[0].head.right
        assert part.band.right == pytest.approx(page.lanes[0].band.right)
        assert part.name.rect.centre[0] == pytest.approx(part.head.centre[0], abs=0.1)


def test_badges_go_with_their_box_and_are_never_cut():
    geometry = lay_out(diagram([activity(f"n{i}") for i in range(12)], [(f"n{i}", f"n{i + 1}") for i in range(11)]))
    boxes = []
    for box in geometry.boxes:
        note = Rect(box.rect.right - 4, box.rect.bottom - 4, 16.0, 10.0)
        boxes.append(replace(box, badges=(Badge("document", note, TextBlock(note, ("D",), 8.0)),)))
    geometry = replace(geometry, boxes=tuple(boxes))
    pages = split_pages(geometry, 600, 600)
    held(geometry, pages)
    for page in pages:
        for box in page.boxes:
            (badge,) = box.badges
            assert (badge.rect.x - box.rect.right, badge.rect.y - box.rect.bottom) == pytest.approx((-4, -4), abs=0.11)
            assert badge.rect.right < page.width


def test_a_frame_around_several_columns_is_cut_and_named_on_each_page():
    geometry = lay_out(diagram([activity(f"n{i}") for i in range(9)], [(f"n{i}", f"n{i + 1}") for i in range(8)]))
    inside = [box.rect for box in geometry.boxes[1:8]]
    area = Rect(inside[0].x - 8, inside[0].y - 22, inside[-1].right - inside[0].x + 16, inside[0].height + 30)
    name = TextBlock(Rect(area.x + 6, area.y + 3, 60.0, 14.0), ("Checks",), 11.0)
    frame = PlacedBox("f", "expanded", "a", area, name)
    pages = split_pages(replace(geometry, boxes=(frame, *geometry.boxes)), 700, 700)
    assert len(pages) == 3
    for page in pages:
        shown, *others = page.boxes
        assert shown.id == "f"
        assert shown.label is not None
        assert shown.label.rect.x - shown.rect.x == pytest.approx(6, abs=0.11)
        framed = [box for box in others if box.id not in ("n0", "n8")]
        assert all(shown.rect.x < box.rect.x and box.rect.right < shown.rect.right for box in framed)
        assert shown.rect.right <= page.lanes[0].band.right
        assert shown.rect.x >= page.lanes[0].head.right
    assert pages[0].boxes[0].rect.right == pytest.approx(pages[0].lanes[0].band.right, abs=0.2)
    assert Counter(b.id for page in pages for b in page.boxes if b.id != "f") == {b.id: 1 for b in geometry.boxes}


def test_an_arrow_that_only_passes_through_a_page_is_not_drawn_there():
    steps = [activity(f"n{i}") for i in range(16)]
    links = [(f"n{i}", f"n{i + 1}") for i in range(15)] + [("n15", "n0")]
    geometry = lay_out(diagram(steps, links))
    pages = split_pages(geometry, 700, 700)
    held(geometry, pages)
    assert len(pages) >= 4
    back = geometry.routes[-1].id
    assert [any(route.whole_id == back for route in page.routes) for page in pages] == [
        True,
        *[False] * (len(pages) - 2),
        True,
    ]


def test_a_long_title_is_broken_again_for_the_narrower_page():
    title = "A title that is much longer than the page is wide, " * 3
    geometry = lay_out(replace(sample("B"), title=title))
    pages = split_pages(geometry, 800, 900)
    held(geometry, pages)
    for page in pages:
        assert page.title.rect.right + 70 < page.width
        assert page.title.rect.bottom < min(lane.band.y for lane in page.lanes)


def test_a_page_without_room_is_refused():
    with pytest.raises(ValueError, match="holds nothing"):
        split_pages(lay_out(sample("A")), 0, 100)


def test_the_same_picture_gives_the_same_pages():
    geometry = lay_out(sample("C"))
    assert split_pages(geometry, 900, 500) == split_pages(geometry, 900, 500)


@pytest.mark.slow
@pytest.mark.parametrize("size", [20, 60, 120])
@pytest.mark.parametrize("seed", range(20))
def test_many_random_processes_on_slides(size, seed):
    geometry = lay_out(random_process(size, seed))
    assert_held_if_cut(geometry, split_pages(geometry, *PAPERS["slide"].room(PX_PER_INCH)))
