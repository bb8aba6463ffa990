"""The hidden sheet ``_bpr``: what was exported, so that edits can be told from the original when the file comes back.

Three tables side by side: facts (format, process, language, variant), steps and roles with the labels they had, and the
letters of the matrix. LibreOffice turns "very hidden" into "hidden"; a reader looks for the name only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpr.analysis.raci.cells import format_cell
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.plan import Plan
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "_bpr"
FORMAT = "raci-workbook/1"
FACTS, STEPS, ROLES, LETTERS = 1, 4, 8, 11  # first columns of the tables


def write_base(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, raci_sheet: str) -> None:
    """Fill the hidden sheet."""
    facts = [
        ("format", FORMAT),
        ("process", process.id),
        ("language", book.lang),
        ("variant", str(matrix.variant)),
        ("sheet", raci_sheet),
    ]
    steps = [(step.id, book.step(matrix, step.id), "summary" if step.summary else "") for step in plan.steps]
    roles = [(role.id, book.role(matrix, role.id)) for role in plan.roles]
    letters = [
        (step.id, role.id, format_cell(held, matrix.variant))
        for step in plan.steps
        for role in plan.roles
        if (held := matrix.rows[step.id].get(role.id))
    ]
    tables: list[tuple[int, list[tuple[str, ...]]]] = [
        (FACTS, [("fact", "value"), *facts]),
        (STEPS, [("step", "label", "kind"), *steps]),
        (ROLES, [("role", "label"), *roles]),
        (LETTERS, [("step", "role", "letters"), *letters]),
    ]
    for left, rows in tables:
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=left):
                book.put(sheet, row, column, value, "id")
    sheet.sheet_state = "veryHidden"
