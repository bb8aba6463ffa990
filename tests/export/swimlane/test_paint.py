"""From geometry to shapes: order, places of signs, arrows."""

import pytest

from bpr.export.scene.shapes import Circle, Group, Path, Words, rounded
from bpr.export.swimlane.paint import arrow, paint
from bpr.export.theme.theme import PLAIN, Overlay
from bpr.layout.geometry import Geometry, OffPage, PlacedBox, Rect, Route, TextBlock
from bpr.layout.text.measure import block_size, text_width, wrap


def picture(*boxes):
    title = TextBlock(Rect(14, 14, 100, 24), ("T",), 18.0)
    return Geometry(title, 400.0, 300.0, (), (), boxes, ())


def activity(label, marker, height, kind="activity", width=112.0):
    lines = wrap(label, 12.0, 98.0)
    across, along = block_size(lines, 12.0)
    text = TextBlock(Rect(100 + (width - across) / 2, 100 + (height - along) / 2, across, along), lines, 12.0)
    return PlacedBox("a", kind, "l", Rect(100, 100, width, height), text, marker)


def spans(group):
    """The rectangles of the sign and of the lines of text, as (left, top, right, bottom)."""
    signs, texts = [], []
    for item in group.items:
        if isinstance(item, Circle):
            signs.append((item.x - item.radius, item.y - item.radius, item.x + item.radius, item.y + item.radius))
        elif isinstance(item, Path):
            numbers = [n for _, ns in item.commands for n in ns]
            signs.append((min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])))
        elif isinstance(item, Words):
            half = text_width(item.text, item.size) / 2
            texts.append((item.x - half, item.y - item.size / 2, item.x + half, item.y + item.size / 2))
    return signs, texts


@pytest.mark.parametrize("marker", ["user", "service", "manual", "script", "send", "receive", "rule"])
@pytest.mark.parametrize(
    "label",
    [
        "Go",
        "Check order data",
        "核查客户信用额度",
        "A label of three full lines of text in here",
        "一二三四五六七八一二三四五六七八一二三四五六七八",
    ],
)
@pytest.mark.parametrize("height", [48.0, 56.0, 70.0])
def test_signs_of_activities_never_touch_the_text(marker, label, height):
    (group,) = [
        item for item in paint(picture(activity(label, marker, height)), PLAIN).items if isinstance(item, Group)
    ]
    signs, texts = spans(group)
    assert signs
    for left, top, right, bottom in signs:
        assert not any(left < r - 1 and x < right - 1 and top < b - 1 and y < bottom - 1 for x, y, r, b in texts)


def test_a_collapsed_sub_process_shows_its_plus_at_the_bottom_when_there_is_room():
    (group,) = [
        item
        for item in paint(picture(activity("Pay", None, 62.0, "subprocess")), PLAIN).items
        if isinstance(item, Group)
    ]
    signs, _ = spans(group)
    assert max(bottom for *_, bottom in signs) == pytest.approx(162 - 4)


@pytest.mark.parametrize(("marker", "dotted"), [(None, False), ("triggered", True)])
def test_the_frame_of_an_event_sub_process_is_dotted(marker, dotted):
    box = PlacedBox("f", "expanded", "l", Rect(10, 10, 300, 200), None, marker)
    (group,) = [item for item in paint(picture(box), PLAIN).items if isinstance(item, Group)]
    assert bool(group.items[0].style.dash) is dotted


def test_pools_and_frames_lie_under_routes_and_boxes():
    boxes = [
        activity("Pay", None, 48.0),
        PlacedBox("f", "expanded", "l", Rect(10, 10, 300, 200), None),
        PlacedBox("p", "pool", "q", Rect(10, 220, 300, 60), None),
    ]
    assert [item.id for item in paint(picture(*boxes), PLAIN).items if isinstance(item, Group)] == ["f", "p", "a"]


def test_boundary_events_lie_over_the_activities_that_carry_them():
    rider = PlacedBox("r", "boundary", "l", Rect(120, 134, 28, 28), None, "timer", "a")
    groups = [
        item.id for item in paint(picture(rider, activity("Pay", None, 48.0)), PLAIN).items if isinstance(item, Group)
    ]
    assert groups == ["a", "r"]


def test_an_arrow_ends_at_its_last_point_and_its_line_inside_the_head():
    line, head = arrow([(0.0, 0.0), (50.0, 0.0), (50.0, 40.0)], PLAIN.sequence, paper="#ffffff")
    assert head.commands[0] == ("M", (50.0, 40.0))
    assert line.commands[0] == ("M", (0.0, 0.0))
    assert 30 < line.commands[-1][1][1] < 40


def test_an_arrow_shorter_than_its_head_does_not_point_backwards():
    line, _ = arrow([(0.0, 0.0), (0.0, 30.0), (3.0, 30.0)], PLAIN.sequence, paper="#ffffff")
    assert line.commands[-1][1] == pytest.approx((0.0, 30.0))


def test_bends_are_rounded_but_no_more_than_their_lines_allow():
    commands = rounded([(0, 0), (100, 0), (100, 4), (200, 4)])
    assert [letter for letter, _ in commands] == ["M", "L", "C", "L", "C", "L"]
    assert commands[1][1] == (98.0, 0.0)


def test_a_straight_line_stays_one_line():
    assert rounded([(0, 0), (10, 0)]) == (("M", (0, 0)), ("L", (10, 0)))


def group(scene, role):
    return [item for item in scene.items if isinstance(item, Group) and item.role == role]


def texts(items):
    return [item.text for item in items if isinstance(item, Words)]


def cut_page(title="T", *, leaves=True, x=200.0):
    """A page with one arrow that ends (or begins) at circle 7, of page 3."""
    block = TextBlock(Rect(14, 14, 100, 24), (title,), 18.0)
    tip, far = (x - 10, 60.0), (100.0, 60.0)
    points = (far, tip) if leaves else (tip, far)
    route = Route("f~1", "a", "b", "sequence", False, points, piece_of="f")
    mark = OffPage(7, "f~1", 3, leaves, Rect(x - 10, 50.0, 20.0, 20.0))
    return Geometry(block, 400.0, 300.0, (), (), (), (route,), off_page=(mark,), page=(2, 4))


def test_a_cut_arrow_shows_its_number_and_beyond_it_the_other_page():
    scene = paint(cut_page(), PLAIN)
    (mark,) = group(scene, "off-page")
    assert texts(mark.items) == ["7", "p. 3"]
    assert mark.title == "continues on page 3, number 7"
    (word,) = [item for item in mark.items if isinstance(item, Words) and item.text == "p. 3"]
    assert word.x - text_width(word.text, word.size) / 2 > 210
    assert "2 / 4" in texts(scene.items)


def test_a_chinese_page_names_the_other_page_in_chinese():
    (mark,) = group(paint(cut_page("订单", leaves=False), PLAIN), "off-page")
    assert texts(mark.items) == ["7", "第3页"]
    assert mark.title == "接自第3页 7"


def test_pieces_of_an_arrow_are_coloured_as_the_whole():
    overlay = Overlay(handoff_links=frozenset({"f"}), rework_links=frozenset())
    (route,) = group(paint(cut_page(), PLAIN, overlay), "route")
    assert ("handoff", "true") in route.data
    assert any(isinstance(item, Path) and item.style.stroke == PLAIN.handoff.colour for item in route.items)
