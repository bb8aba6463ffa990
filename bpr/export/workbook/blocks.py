"""Sheets made of blocks: a band with the name of somebody, the rows that belong to them, a page break between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline

from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody, what is said about them, and their rows."""

    name: str
    about: str
    rows: tuple[tuple[str, ...], ...]
    external: bool = False


def write_blocks(
    book: Book,
    sheet: Worksheet,
    title: str,
    notes: Sequence[str],
    heads: Sequence[str],
    widths: Sequence[float],
    blocks: Sequence[Block],
) -> None:
    """Fill a sheet with blocks; each can be folded to its band and is printed on a page of its own."""
    row = book.heading(sheet, title, notes)
    book.page(sheet, title_rows=f"{row}:{row}")
    row = book.table(sheet, row, heads, widths)
    sheet.freeze_panes = f"A{row}"
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    for number, block in enumerate(blocks):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        style = "band outside" if block.external else "band"
        texts = [block.name, block.about]
        for column in range(1, len(heads) + 1):
            book.put(sheet, row, column, texts[column - 1] if column <= len(texts) else None, style)
        sheet.row_dimensions[row].height = height([(block.name, widths[0]), (block.about, sum(widths[1:]))])
        for line, values in enumerate(block.rows, start=row + 1):
            for column, text in enumerate(values, start=1):
                book.put(sheet, line, column, text or None, "text bold" if column == 1 else "text")
            sheet.row_dimensions[line].height = height(list(zip(values, widths, strict=True)))
            sheet.row_dimensions[line].outlineLevel = 1
        row += len(block.rows) + 1
