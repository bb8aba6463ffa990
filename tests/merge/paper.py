"""A RACI workbook as plain cells that can be edited, with the true step and role of every cell always known.

A `Paper` holds the matrix sheet as rows and columns that carry their identity with them: whatever is sorted, swapped,
inserted or deleted, ``Line.tag`` still says which step or role the visible cells belong to. ``typed`` cells are those a
person wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import openpyxl

from bpr.export.workbook import plan as at
from bpr.formats.raci_sheet.snapshot import SHEET
from bpr.formats.spreadsheet import Cell, Sheet, Spreadsheet


@dataclass(eq=False)
class Line:
    """A row or a column; ``tag`` is the step or role it belongs to, None for heads, notes, copies and new ones."""

    tag: str | None = None
    copy_of: Line | None = None


@dataclass
class Inked:
    """A cell with a content."""

    value: str
    typed: bool = False
    formula: str | None = None


@dataclass
class Paper:
    """The matrix sheet being edited, and what goes with it."""

    book: Spreadsheet
    variant: str = "RACI"
    rows: list[Line] = field(default_factory=list)
    columns: list[Line] = field(default_factory=list)
    cells: dict[tuple[Line, Line], Inked] = field(default_factory=dict)
    merged: list[tuple[Line, Line, Line]] = field(default_factory=list)
    other: dict[str, dict[tuple[int, int], Cell]] = field(default_factory=dict)
    title: str = "RACI"
    keeps_base: bool = True
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        sheet = self.book.sheet(self.title)
        assert sheet is not None
        self.rows = [Line() for _ in range(max(sheet.rows) + 5)]
        self.columns = [Line() for _ in range(max(sheet.columns) + 2)]
        for (row, column), cell in sheet.cells.items():
            self.cells[self.rows[row - 1], self.columns[column - 1]] = Inked(str(cell.value), formula=cell.formula)
        self.id_column, self.kind_column, self.number_column, self.name_column = self.columns[:4]
        self.department_column, self.performer_column = self.columns[4:6]
        self.id_row, self.head_row = self.rows[at.ROLE_ID_ROW - 1], self.rows[at.ROLE_ROW - 1]
        for line in self.rows[at.FIRST_STEP_ROW - 1 :]:
            line.tag = self.text(line, self.id_column) or None
        for line in self.columns[at.FIRST_ROLE_COLUMN - 1 :]:
            line.tag = self.text(self.id_row, line) or None

    def text(self, row: Line, column: Line) -> str:
        inked = self.cells.get((row, column))
        return inked.value if inked else ""

    def write(self, row: Line, column: Line, value: str, *, formula: str | None = None) -> None:
        if value or formula:
            self.cells[row, column] = Inked(value, True, formula)
        else:
            self.cells.pop((row, column), None)

    @property
    def steps(self) -> list[Line]:
        return [line for line in self.rows if line.tag]

    @property
    def roles(self) -> list[Line]:
        return [line for line in self.columns if line.tag]

    def address(self, row: Line, column: Line) -> str:
        letter = openpyxl.utils.get_column_letter(self.columns.index(column) + 1)
        return f"{self.title}!{letter}{self.rows.index(row) + 1}"

    def spreadsheet(self) -> Spreadsheet:
        """The edited workbook as plain cells."""
        row_at = {line: number for number, line in enumerate(self.rows, start=1)}
        column_at = {line: number for number, line in enumerate(self.columns, start=1)}
        cells = {
            (row_at[row], column_at[column]): Cell(inked.value, inked.formula)
            for (row, column), inked in self.cells.items()
            if row in row_at and column in column_at
        }
        areas = tuple(
            (row_at[row], column_at[left], row_at[row], column_at[right])
            for row, left, right in self.merged
            if row in row_at and left in column_at and right in column_at
        )
        matrix = Sheet(self.title, cells, areas)
        others = [
            Sheet(sheet.title, {**sheet.cells, **self.other.get(sheet.title, {})})
            for sheet in self.book.sheets
            if sheet.title != "RACI" and (sheet.title != SHEET or self.keeps_base)
        ]
        new = [Sheet(title, extra) for title, extra in self.other.items() if self.book.sheet(title) is None]
        return Spreadsheet("edited.xlsx", (matrix, *others, *new), last_author="Anna")


def save(spreadsheet: Spreadsheet, path: object) -> None:
    """The plain cells as a real file, through another writer than bpr's."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in spreadsheet.sheets:
        written = book.create_sheet(sheet.title)
        for (row, column), cell in sheet.cells.items():
            target = written.cell(row, column)
            target.value = cell.formula if cell.formula is not None else cell.value
            if cell.formula is None and isinstance(cell.value, str):
                target.data_type = "s"
        for top, left, bottom, right in sheet.merged:
            written.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.properties.lastModifiedBy = spreadsheet.last_author
    book.save(path)
