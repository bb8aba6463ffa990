"""Widths of columns."""

import pytest

from bpr.export.report.columns import column_widths, matrix_width
from bpr.export.speaker import Section

WORDS = Section("t", (), ("Rank", "What it says", "Value"), (("1", "long text " * 20, "unknown"), ("2", "b", "3.00")))


def test_the_room_is_used_up_and_no_word_is_broken():
    widths = column_widths(WORDS, 500.0)
    assert sum(widths) == pytest.approx(500.0)
    assert widths[1] == max(widths)
    assert widths[0] >= len("Rank") * 6.5
    assert widths[2] >= len("unknown") * 6.5


def test_short_tables_grow_to_the_room():
    assert sum(column_widths(Section("t", (), ("a", "b"), (("c", "d"),)), 300.0)) == pytest.approx(300.0)


def test_a_narrow_room_is_not_left():
    assert sum(column_widths(WORDS, 60.0)) == pytest.approx(60.0)


def test_columns_of_a_matrix_are_alike_and_leave_room():
    section = Section("t", (), ("Step", "1", "2", "3"), (("Check the invoice", "A/R", "C", ""),))
    first, *others = column_widths(section, 600.0, matrix=True)
    assert len(set(others)) == 1
    assert first + sum(others) == pytest.approx(matrix_width(section))
    assert matrix_width(section) < 600.0
    assert sum(column_widths(section, 100.0, matrix=True)) == pytest.approx(100.0)


def test_chinese_may_break_anywhere():
    section = Section("t", (), ("数字", "含义"), (("甲" * 30, "乙"),))
    assert sum(column_widths(section, 120.0)) == pytest.approx(120.0)
