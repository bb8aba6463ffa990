"""Tables on slides: columns as wide as their texts ask for, rows on as many slides as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pptx.util import Emu

from bpr.export.pptx.frame import emu
from bpr.export.pptx.markup import write_body
from bpr.export.pptx.text import Look, body, paragraph
from bpr.export.theme.theme import Theme
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import LINE_PITCH, text_width, wrap

if TYPE_CHECKING:
    from pptx.slide import Slide

Row = tuple[str, ...]

_SIDE = 8.0  # empty px left and right in a cell
_ABOVE = 4.0
_RESERVE = 1.12  # programs put spaces between Chinese and Latin letters


def column_widths(rows: Sequence[Row], size: float, room: float) -> tuple[float, ...]:
    """Widths in px: what each column asks for, the widest ones lowered until all fit the room.

    Example:
        >>> [round(width) for width in column_widths([("a", "b" * 200)], 12.0, 300.0)]
        [30, 270]
    """
    asked = [
        max(30.0, max(text_width(cell, size) for cell in column) * _RESERVE + 2 * _SIDE)
        for column in zip(*rows, strict=True)
    ]
    if sum(asked) <= room:
        return tuple(asked)
    low, high = 0.0, max(asked)
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(min(width, cap) for width in asked) <= room else (low, cap)
    return tuple(min(width, low) for width in asked)


def row_height(row: Row, widths: Sequence[float], size: float) -> float:
    """The height in px that a row needs with wrapped texts."""
    lines = max(len(wrap(cell, size, width - 2 * _SIDE)) for cell, width in zip(row, widths, strict=True))
    return max(1, lines) * size * LINE_PITCH + 2 * _ABOVE


def pages_of(rows: Sequence[Row], widths: Sequence[float], size: float, room: float) -> list[list[Row]]:
    """The rows in as many parts as needed so that each, with a head of one line, is no higher than the room."""
    parts: list[list[Row]] = []
    used = 0.0
    head = size * LINE_PITCH + 2 * _ABOVE
    for row in rows:
        height = row_height(row, widths, size)
        if not parts or used + height > room:
            parts.append([])
            used = head
        parts[-1].append(row)
        used += height
    return parts


def add_table(
    slide: Slide, head: Row, rows: Sequence[Row], widths: Sequence[float], size: float, place: Rect, theme: Theme
) -> None:
    """A native table with its head row at a place of the slide (its height follows from its rows)."""
    heights = [row_height(row, widths, size) for row in (head, *rows)]
    corner, size_ = (Emu(emu(place.x)), Emu(emu(place.y))), (Emu(emu(sum(widths))), Emu(emu(sum(heights))))
    frame = slide.shapes.add_table(len(rows) + 1, len(head), *corner, *size_)
    frame.name = "table"
    table = frame.table
    for number, width in enumerate(widths):
        table.columns[number].width = Emu(emu(width))
    for number, (cells, height) in enumerate(zip((head, *rows), heights, strict=True)):
        table.rows[number].height = Emu(emu(height))
        look = Look(size * 0.75, theme.head_text if number == 0 else theme.activity.text, bold=number == 0, align="l")
        for cell, text in zip(table.rows[number].cells, cells, strict=True):
            cell.margin_left = cell.margin_right = Emu(emu(_SIDE))
            cell.margin_top = cell.margin_bottom = Emu(emu(_ABOVE))
            write_body(cell.text_frame, body([paragraph([text], look)], anchor="t", prefix="a"))
