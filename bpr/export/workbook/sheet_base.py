"""The hidden sheet ``_bpr``: what was exported, so that edits can be told from the original when the file comes back.

What it holds is read off the finished sheets (`bpr.formats.raci_sheet.snapshot` says how it is laid out).
LibreOffice turns "very hidden" into "hidden"; a reader looks for the name only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bpr.analysis.raci.cells import format_cell
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.plan import Plan
from bpr.formats.raci_sheet.snapshot import FORMAT, SHEET, Snapshot, mark
from bpr.formats.spreadsheet import Value, as_text
from bpr.model.process import Process
from bpr.version import __version__

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FORMAT", "SHEET", "write_base"]


def write_base(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, raci: Worksheet) -> None:
    """Fill the hidden sheet; every other sheet is finished by then, ``raci`` is the matrix."""
    for left, rows in _snapshot(book, process, matrix, plan, raci).tables().items():
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=left):
                if value:
                    book.put(sheet, row, column, value, "id")
    sheet.sheet_state = "veryHidden"


def _snapshot(book: Book, process: Process, matrix: RaciMatrix, plan: Plan, raci: Worksheet) -> Snapshot:
    """What the workbook holds, as its reader will see it."""
    facts = {
        "format": FORMAT,
        "bpr": __version__,
        "process": process.id,
        "language": book.lang,
        "variant": str(matrix.variant),
        "sheet": raci.title,
        "id_head": _text(raci, at.ROLE_ROW, at.ID_COLUMN),
        "kind_head": _text(raci, at.ROLE_ROW, at.KIND_COLUMN),
        "name_head": _text(raci, at.ROLE_ROW, at.NAME_COLUMN),
    }
    letters = {
        (step.id, role.id): format_cell(held, matrix.variant)
        for step in plan.steps
        for role in plan.roles
        if (held := matrix.rows[step.id].get(role.id))
    }
    return Snapshot(
        facts,
        {step.id: _text(raci, step.row, at.NAME_COLUMN) for step in plan.steps},
        {role.id: _text(raci, at.ROLE_ROW, role.column) for role in plan.roles},
        frozenset(step.id for step in plan.steps if step.summary),
        letters,
        tuple(_texts(raci, plan)),
        {sheet.title: _marks(sheet) for sheet in book.workbook.worksheets if sheet.title not in (raci.title, SHEET)},
    )


def _texts(raci: Worksheet, plan: Plan) -> list[tuple[str, str, str]]:
    """Every text of the matrix sheet but letters, ids and the names of steps and roles."""
    steps = {step.row: step.id for step in plan.steps}
    roles = {role.column for role in plan.roles}
    skipped = (at.ID_COLUMN, at.NAME_COLUMN)
    found: list[tuple[str, str, str]] = []
    for cells in raci.iter_rows():
        for cell in cells:
            text = _shown(cell)
            row, column = cast(int, cell.row), cast(int, cell.column)
            if not text:
                continue
            if row in steps and column not in roles and column not in skipped:
                found.append((steps[row], _text(raci, at.ROLE_ROW, column), text))
            elif row == at.ROLE_ROW and column not in roles:
                found.append(("", "head", text))
            elif row not in steps and row not in (at.ROLE_ROW, at.ROLE_ID_ROW):
                found.append(("", "", text))
    return found


def _marks(sheet: Worksheet) -> frozenset[str]:
    """Marks of what stands on a sheet; formulas are left out, every program writes them in its own way."""
    held = {
        (type(cell.value), cell.value)
        for cell in sheet._cells.values()  # iter_rows would make the empty ones too
        if cell.value is not None and cell.data_type != "f"
    }
    return frozenset(mark(cast("Value", value)) for _, value in held)


def _text(sheet: Worksheet, row: int, column: int) -> str:
    return _shown(cast("Cell", sheet.cell(row, column)))


def _shown(cell: Cell | MergedCell) -> str:
    return "" if cell.data_type == "f" else as_text(cast("Value", cell.value))
