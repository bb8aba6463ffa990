"""Text blocks become lines at their places."""

import pytest

from bpr.export.scene.words import head, joined, level, stacked_cells
from bpr.layout.geometry import Rect, TextBlock


def test_lines_are_centred_around_the_middle_of_the_block():
    lines = level(TextBlock(Rect(0, 0, 100, 32), ("one", "two"), 12.0), "#000000")
    assert [(line.x, line.y, line.anchor) for line in lines] == [(50, 8, "middle"), (50, 24, "middle")]


def test_lines_keep_their_pitch_in_a_block_that_is_too_high():
    first, second = level(TextBlock(Rect(0, 0, 100, 200), ("one", "two"), 10.0), "#000000")
    assert second.y - first.y == pytest.approx(13.5)


def test_lines_never_overlap_in_a_block_that_is_too_low():
    first, second = level(TextBlock(Rect(0, 0, 100, 5), ("one", "two"), 10.0), "#000000")
    assert second.y - first.y == pytest.approx(10.0)


def test_an_upright_latin_name_reads_upwards():
    (line,) = head(TextBlock(Rect(0, 0, 20, 100), ("Sales office",), 12.0, vertical=True), "#ffffff")
    assert (line.x, line.y, line.turn) == (10, 50, -90.0)


def test_an_upright_chinese_name_is_stacked_with_short_latin_kept_whole():
    words = head(TextBlock(Rect(0, 0, 20, 100), ("IT服务（总部）",), 12.0, vertical=True), "#ffffff")
    assert [word.text for word in words] == ["IT", "服", "务", "（", "总", "部", "）"]
    assert [word.turn for word in words] == [0, 0, 0, 90, 0, 0, 90]
    assert [word.y for word in words] == sorted(word.y for word in words)
    assert {word.x for word in words} == {10}


def test_a_chinese_name_with_a_long_latin_word_is_turned_whole():
    assert stacked_cells("SharePoint组") is None
    (line,) = head(TextBlock(Rect(0, 0, 20, 100), ("SharePoint组",), 12.0, vertical=True), "#ffffff")
    assert line.turn == -90.0


def test_a_stack_made_by_the_layout_has_its_brackets_turned():
    words = head(TextBlock(Rect(0, 0, 20, 100), ("财", "务", "（"), 12.0), "#ffffff")
    assert [word.turn for word in words] == [0, 0, 90]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Enter order", "in ERP"), "Enter order in ERP"),
        (("采购", "申请"), "采购申请"),
        (("ERP", "系统"), "ERP系统"),
        ((), ""),
    ],
)
def test_lines_join_with_a_blank_unless_chinese(lines, text):
    assert joined(lines) == text
