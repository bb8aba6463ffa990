"""Sheets that fill from the top."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.export.report.sheet import LONG, MARGIN, SHORT, Sheets
from bpr.export.scene.shapes import Circle, Group, Path, Rectangle, Scene, Style, Words, polyline, text_items
from bpr.export.theme.theme import PLAIN
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width


def sheets():
    made = Sheets(PLAIN, "#ffffff")
    made.turn("start")
    return made


def test_text_goes_on_on_the_next_sheet_and_none_is_lost():
    made = sheets()
    for number in range(120):
        made.text(f"line {number}")
    scenes = made.finished("foot")
    assert len(scenes) > 1
    told = [words.text for scene in scenes for words in text_items(scene.items)]
    assert [text for text in told if text.startswith("line")] == [f"line {number}" for number in range(120)]
    assert f"foot  ·  1 / {len(scenes)}" in told


def test_the_head_of_a_table_stands_again_on_each_sheet():
    made = sheets()
    made.table(
        ("Name", "Value"), [(f"row {number}", "1") for number in range(120)], (300.0, 100.0), right=(False, True)
    )
    scenes = made.finished("f")
    for scene in scenes:
        assert sum(words.text == "Name" for words in text_items(scene.items)) == 1


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=120), st.text(max_size=30)), max_size=20))
def test_nothing_stands_outside_the_margins(rows):
    made = sheets()
    made.table(("一", "b"), rows, (400.0, 200.0), centred=True)
    made.text("x" * 300)
    for scene in made.finished(""):
        for item in scene.items:
            if isinstance(item, Rectangle):
                assert item.rect.bottom <= scene.height - MARGIN + 0.1
                assert item.rect.right <= scene.width - MARGIN + 0.1


def test_a_long_word_is_broken_at_the_margin():
    made = sheets()
    made.text("x" * 300)
    lines = [words for words in text_items(made.finished("")[0].items) if "x" in words.text]
    assert len(lines) > 1
    assert all(words.x + text_width(words.text, words.size) <= SHORT - MARGIN + 1 for words in lines)


def test_a_row_higher_than_a_sheet_goes_on_on_the_next_one():
    made = sheets()
    made.table(("a", "b"), [("x " * 3000, "1")], (200.0, 100.0))
    scenes = made.finished("f" * 300)
    assert len(scenes) > 2
    told = [words for scene in scenes for words in text_items(scene.items)]
    assert sum(words.text.count("x") for words in told) == 3000
    assert min(words.x for words in told) >= MARGIN


def test_a_small_table_is_not_cut():
    made = sheets()
    made.y = LONG - MARGIN - 60
    made.table(("a", "b"), [("c", "d")] * 6, (200.0, 100.0))
    first, second = made.finished("")
    assert [words.text for words in text_items(first.items)][:-1] == []
    assert sum(words.text == "c" for words in text_items(second.items)) == 6


def test_a_drawing_is_made_smaller_but_never_larger():
    style = Style(fill="#000000", stroke="#000000", width=2.0, dash=(4.0, 2.0))
    inner = (Circle(1000.0, 50.0, 10.0, style), Words(1900.0, 90.0, "end", 12.0, "#000000"))
    items = (Rectangle(Rect(0.0, 0.0, 2000.0, 100.0), style), Group("box", "a", "", inner))
    made = sheets()
    made.drawing(Scene("s", 2000.0, 100.0, "#ffffff", items), height=500.0)
    frame, group = made.sheet.items
    assert isinstance(frame, Rectangle)
    assert isinstance(group, Group)
    scale = (SHORT - 2 * MARGIN) / 2000
    assert frame.rect.width == pytest.approx(2000 * scale)
    assert frame.style.dash == pytest.approx((4 * scale, 2 * scale))
    circle, words = group.items
    assert isinstance(circle, Circle)
    assert isinstance(words, Words)
    assert (circle.x, words.size) == pytest.approx((MARGIN + 1000 * scale, 12 * scale))
    made.drawing(Scene("s", 10.0, 10.0, "#ffffff", (Path(polyline([(0.0, 0.0), (10.0, 10.0)]), style),)), height=500.0)
    path = made.sheet.items[-1]
    assert isinstance(path, Path)
    assert path.commands[1][1][0] - path.commands[0][1][0] == pytest.approx(10.0)


def test_sheets_may_lie_across():
    made = sheets()
    made.turn("wide", landscape=True)
    assert [(scene.width, scene.height) for scene in made.finished("")] == [(SHORT, LONG), (LONG, SHORT)]
