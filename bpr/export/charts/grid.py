"""A table of cells with wrapped heads: the ground of the handoff matrix, the coupling matrix and the RACI picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, Sheet, text_height
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width

_HEAD_PAD = 12.0
_ROW_LIMITS = (110.0, 260.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells lie."""

    left: float
    top: float
    column: float
    rows: tuple[float, ...]

    def cell(self, row: int, column: int, span: int = 1) -> Rect:
        """The rectangle of a cell, counted from 0."""
        y = self.top + sum(self.rows[:row])
        return Rect(self.left + column * self.column, y, self.column * span, self.rows[row])

    @property
    def bottom(self) -> float:
        """The y below the last row."""
        return self.top + sum(self.rows)


def draw_grid(
    sheet: Sheet,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    corner: str = "",
    column: float = 92.0,
    row: float = 34.0,
    top: float,
) -> Grid:
    """Draw the heads of rows and columns, and empty cells.

    Args:
        sheet: where to.
        rows: names of the rows.
        columns: names of the columns.
        corner: what the corner says.
        column: least width of a column.
        row: least height of a row.
        top: where it begins.
    """
    theme = sheet.theme
    longest = max((text_width(part, TEXT) for name in columns for part in name.split()), default=0.0)
    column = max(column, min(longest * 1.05 + _HEAD_PAD, column * 1.5))
    names = [*rows, *corner.split("\n")]
    wide = max((text_width(name, TEXT) for name in names), default=0.0) * 1.04 + 2 * _HEAD_PAD
    side = min(max(wide, _ROW_LIMITS[0]), _ROW_LIMITS[1])
    head = max([34.0, *(text_height(name, TEXT, column - _HEAD_PAD) + _HEAD_PAD for name in columns)])
    heights = tuple(max(row, text_height(name, TEXT, side - 2 * _HEAD_PAD) + _HEAD_PAD) for name in rows)
    grid = Grid(MARGIN + side, top + head, column, heights)
    sheet.fill(Rect(MARGIN, top, side, head), corner, size=SMALL, pad=6)
    for at, name in enumerate(columns):
        rect = Rect(grid.left + at * column, top, column, head)
        sheet.box(rect, theme.head, theme.head_border.colour)
        sheet.fill(rect, name, colour=theme.head_text)
    for at, name in enumerate(rows):
        cell = grid.cell(at, 0)
        rect = Rect(MARGIN, cell.y, side, cell.height)
        sheet.box(rect, theme.head, theme.head_border.colour)
        sheet.fill(rect, name, colour=theme.head_text, from_left=True, pad=_HEAD_PAD)
        for place in range(len(columns)):
            sheet.box(grid.cell(at, place), theme.paper, theme.band_border.colour)
    return grid
