"""The Decisions sheet: the authority matrix （权责矩阵）, who decides, nominates, evaluates and may veto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [40.0, 26.0, 26.0, 26.0, 26.0]


def write_decisions(book: Book, sheet: Worksheet, matrix: RaciMatrix) -> None:
    """Fill the Decisions sheet."""
    notes = [
        book.say(
            "Decisions taken by a role, and decision rights written in the model.",
            "由角色作出的决策，以及模型中写明的决策权。",
        )
    ]
    row = book.heading(sheet, book.say("Decision rights", "决策权限"), notes)
    heads = [
        book.say("Decision or step", "决策或步骤"),
        book.say("Decides", "决定"),
        book.say("Nominates", "提名／提出"),
        book.say("Evaluates", "评估"),
        book.say("May veto", "否决"),
    ]
    book.page(sheet, title_rows=f"{row}:{row}")
    row = book.table(sheet, row, heads, _WIDTHS)
    sheet.freeze_panes = f"B{row}"
    for line, (step, rights) in enumerate(matrix.rights.items(), start=row):
        texts = [book.names.node(step)]
        for roles in (rights.decide, rights.nominate, rights.evaluate, rights.veto):
            texts.append(book.join([book.names.role(role) for role in roles]))
        for column, text in enumerate(texts, start=1):
            book.put(sheet, line, column, text or "–", "text bold" if column == 1 else "text")
        sheet.row_dimensions[line].height = height(list(zip(texts, _WIDTHS, strict=True)))
