"""Tables on slides: nothing is cut, rows go on to further slides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.export.pptx.tables import add_table, column_widths, pages_of, row_height
from bpr.export.pptx.template import empty_deck
from bpr.export.theme.theme import PLAIN
from bpr.layout.geometry import Rect

TEXTS = st.text("ab 审批。-", max_size=120)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=30)


@given(ROWS)
def test_columns_fit_the_room_and_rows_keep_their_order(rows):
    widths = column_widths(rows, 12.0, 600.0)
    assert sum(widths) <= 600.01
    parts = pages_of(rows, widths, 12.0, 200.0)
    assert [row for part in parts for row in part] == rows
    for part in parts:
        height = sum(row_height(row, widths, 12.0) for row in part)
        assert len(part) == 1 or height <= 200.0


def test_short_columns_take_only_what_they_need():
    narrow, wide = column_widths([("ab", "x" * 300)], 12.0, 500.0)
    assert narrow < 60.0
    assert narrow + wide == pytest.approx(500.0, abs=0.1)


def test_no_rows_need_no_page():
    assert pages_of([], (10.0,), 12.0, 100.0) == []


def test_the_table_is_native_with_its_texts():
    deck = empty_deck()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    rows = [("错误", "a < b & c"), ("note", "x\x00y")]
    add_table(slide, ("Kind", "Text"), rows, (100.0, 300.0), 12.0, Rect(10, 20, 400, 300), PLAIN)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    texts = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert texts == [["Kind", "Text"], ["错误", "a < b & c"], ["note", "xy"]]
