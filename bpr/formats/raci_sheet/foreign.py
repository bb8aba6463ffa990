"""RACI sheets that bpr never wrote: find the matrix on a sheet, with its roles, steps, departments and letters.

How the matrix is found: cells that hold nothing but letters mark it. Columns that hold mostly letters are the columns
of the roles; the nearest row above them with names is the head, rows above that (merged over several roles) are
departments, a row merged over everything is a title. The column of the steps is the one whose head says so, else the
one with the longest texts. Where the head of the first column speaks of roles, or the columns but not the rows have one
A each, roles and steps have changed places (a transposed sheet). Legends are read and left out.
Nothing is guessed silently: what was taken for what stands in the result, with the cells.
Complexity: O(cells).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bpr.errors import InputError, Problem, Where
from bpr.formats.raci_sheet.foreign_words import (
    NOTHING,
    is_group_head,
    is_number_head,
    is_role_head,
    is_step_head,
    letters_in,
    plain,
)
from bpr.formats.raci_sheet.grid import Grid, find_grid
from bpr.formats.raci_sheet.legend import read_legend
from bpr.formats.spreadsheet import Sheet, Spreadsheet, address
from bpr.model.raci import LETTERS, VariantName
from bpr.text import Text

_BASE_SHEET = "_bpr"
_ANSWERS: dict[str, str] = {"RAPID": "D", "DECISION-RIGHTS": "D"}
_CLEARLY = 0.25


@dataclass(frozen=True, slots=True)
class ForeignRole:
    """A role of the sheet; ``cell`` is where its name stands."""

    id: str
    name: str
    cell: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class ForeignStep:
    """A step of the sheet; ``group`` is the phase or area it stands under."""

    id: str
    name: str
    cell: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ForeignCell:
    """What stands in one cell; ``letters`` is None where it cannot be read."""

    text: str
    letters: tuple[str, ...] | None
    cell: str
    formula: bool = False


@dataclass(frozen=True)
class ForeignMatrix:
    """One RACI matrix found on a sheet.

    Attributes:
        sheet: title of the sheet.
        variant: the kind of matrix that has all its letters (or most of them).
        transposed: roles stand in rows, steps in columns.
        roles: in their order.
        steps: in their order.
        cells: filled cells by (step id, role id).
        legend: signs that the sheet explains, with the letters they stand for.
        doubts: what a person should look at: how the sheet was understood.
    """

    sheet: str
    variant: VariantName
    transposed: bool
    roles: tuple[ForeignRole, ...]
    steps: tuple[ForeignStep, ...]
    cells: Mapping[tuple[str, str], ForeignCell]
    legend: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Text, ...] = ()


def find_matrices(book: Spreadsheet, *, sheet: str | None = None) -> tuple[ForeignMatrix, ...]:
    """All RACI matrices of a workbook, in the order of its sheets; hidden sheets are left out.

    Args:
        book: the workbook.
        sheet: look at the sheet of this title only. In a workbook of bpr itself only its matrix is looked at.

    Raises:
        InputError: no sheet of this title; no matrix on any sheet.
    """
    wanted = sheet if sheet is not None else _own_sheet(book)
    if wanted is not None and book.sheet(wanted) is None:
        titles = ", ".join(one.title for one in book.sheets)
        raise InputError.because(
            f"the workbook has no sheet '{wanted}'", f"工作簿中没有工作表“{wanted}”",
            fix_en=f"use one of: {titles}", fix_zh=f"可用的工作表：{titles}", where=Where(book.file),
        )  # fmt: skip
    sheets = [one for one in book.sheets if (one.title == wanted if wanted is not None else not one.hidden)]
    found = [matrix for one in sheets if (matrix := read_matrix(one)) is not None]
    if not found:
        raise InputError(_none_found(book))
    return tuple(found)


def read_matrix(sheet: Sheet) -> ForeignMatrix | None:
    """The matrix of a sheet; None where it has none."""
    legend = read_legend(sheet)
    grid = find_grid(sheet, legend)
    if grid is None:
        return None
    variant = _variant(sheet, grid)
    transposed = _is_transposed(sheet, grid, variant)
    across = tuple((column, name, sheet_department) for column, name, sheet_department in _heads(sheet, grid))
    down, label = _labels(sheet, grid)
    if transposed:
        roles = _roles([(address(row, label), name, group) for row, name, group, _ in down])
        steps = _steps([(address(grid.head, column), name, group, "") for column, name, group in across])
    else:
        roles = _roles([(address(grid.head, column), name, group) for column, name, group in across])
        steps = _steps([(address(row, label), name, group, number) for row, name, group, number in down])
    cells: dict[tuple[str, str], ForeignCell] = {}
    for line, (row, *_) in enumerate(down):
        for position, (column, *_) in enumerate(across):
            cell = sheet.cell(row, column)
            if cell is None or plain(cell.text) in NOTHING - set(legend.letters):
                continue
            letters = letters_in(cell.text, legend.letters)
            if letters is not None and not set(letters) <= set(LETTERS[variant]):
                letters = None
            step, role = (steps[position], roles[line]) if transposed else (steps[line], roles[position])
            cells[step.id, role.id] = ForeignCell(cell.text, letters, address(row, column), cell.formula is not None)
    doubts = _doubts(sheet, grid, variant, transposed, cells, legend.letters)
    return ForeignMatrix(sheet.title, variant, transposed, roles, steps, cells, legend.letters, doubts)


def _own_sheet(book: Spreadsheet) -> str | None:
    """In a workbook of bpr, the sheet of its matrix."""
    base = book.sheet(_BASE_SHEET)
    if base is None:
        return None
    facts = {base.text(row, 1): base.text(row, 2) for row in base.rows[:20]}
    return facts.get("sheet") or None


def _variant(sheet: Sheet, grid: Grid) -> VariantName:
    """The kind of matrix whose letters cover most of those used; one named in a title wins among equals."""
    used = Counter(letter for letters in grid.letters.values() for letter in letters)
    titles = plain(" ".join([sheet.title, *(cell.text for (row, _), cell in sheet.cells.items() if row <= grid.head)]))
    names: list[VariantName] = ["RACI", "RASCI", "RACI-VS", "DACI", "RAPID", "DECISION-RIGHTS"]

    def fit(name: VariantName) -> tuple[int, bool, int]:
        covered = sum(count for letter, count in used.items() if letter in LETTERS[name])
        return covered, name in titles.replace("_", "-").split(), -names.index(name)

    return max(names, key=fit)


def _is_transposed(sheet: Sheet, grid: Grid, variant: VariantName) -> bool:
    """Roles in rows: the head of the first column says so, or the columns have one A each and the rows have not."""
    heads = [sheet.text(grid.head, column) for column in grid.label_columns]
    if any(is_step_head(text) for text in heads):
        return False
    if any(is_role_head(text) and not is_number_head(text) for text in heads):
        return True
    answers = _ANSWERS.get(variant, "A")
    rows = Counter(row for (row, _), letters in grid.letters.items() if answers in letters)
    columns = Counter(column for (_, column), letters in grid.letters.items() if answers in letters)
    by_row = sum(rows[row] == 1 for row in grid.rows) / len(grid.rows)
    by_column = sum(columns[column] == 1 for column in grid.columns) / len(grid.columns)
    return by_column > by_row + _CLEARLY and len(grid.columns) > 1


def _heads(sheet: Sheet, grid: Grid) -> list[tuple[int, str, str]]:
    """Column, name and what stands merged above it (a department), for each column of letters."""
    found = []
    for column in grid.columns:
        name = sheet.text(grid.head, column, through_merge=True)
        above = ""
        for row in range(grid.head - 1, 0, -1):
            text = sheet.text(row, column, through_merge=True) or _to_the_left(sheet, grid, row, column)
            if text and text != name and not _is_title(sheet, grid, row):
                above = text
                break
        found.append((column, name or address(grid.head, column), above))
    return found


def _to_the_left(sheet: Sheet, grid: Grid, row: int, column: int) -> str:
    """A head written once over the first of several columns, without a merge."""
    named = [at for at in grid.columns if sheet.text(row, at)]
    if len(named) < 2 or sheet.is_merged(row, column):
        return ""
    before = [at for at in named if at <= column]
    return sheet.text(row, before[-1]) if before else ""


def _is_title(sheet: Sheet, grid: Grid, row: int) -> bool:
    """A row above the head that speaks of the whole table: its text begins left of the roles or is the only one."""
    texts = {sheet.text(row, column, through_merge=True) for column in grid.columns} - {""}
    left = {sheet.text(row, column, through_merge=True) for column in grid.label_columns} - {""}
    return bool(texts & left) or (len(texts) == 1 and len(grid.columns) > 1)


def _labels(sheet: Sheet, grid: Grid) -> tuple[list[tuple[int, str, str, str]], int]:
    """Row, label, group and number for each row of the matrix; and the column of the labels."""
    heads = {column: sheet.text(grid.head, column, through_merge=True) for column in grid.label_columns}
    numbers = next((c for c, head in heads.items() if is_number_head(head)), None)
    others = [c for c in grid.label_columns if c != numbers] or list(grid.label_columns)

    def weight(column: int) -> tuple[bool, bool, int]:
        texts = [sheet.text(row, column) for row in grid.rows]
        wordy = sum(len(text) for text in set(texts) if not text.replace(".", "").isdigit())
        return is_step_head(heads[column]) and not is_group_head(heads[column]), bool(wordy), wordy

    label = max(others, key=weight)
    groups = [c for c in others if c < label and c != numbers]
    found, group = [], ""
    for row in grid.rows:
        own = [text for c in groups if (text := sheet.text(row, c, through_merge=True))]
        group = own[-1] if own else group
        name = sheet.text(row, label, through_merge=True) or address(row, label)
        found.append((row, name, group, sheet.text(row, numbers) if numbers else ""))
    return found, label


def _roles(entries: list[tuple[str, str, str]]) -> tuple[ForeignRole, ...]:
    counts = Counter(name for _, name, _ in entries)
    return tuple(
        ForeignRole(name if counts[name] == 1 else f"{name} [{cell}]", name, cell, group)
        for cell, name, group in entries
    )


def _steps(entries: list[tuple[str, str, str, str]]) -> tuple[ForeignStep, ...]:
    numbers = Counter(number for *_, number in entries)
    return tuple(
        ForeignStep(number if number and numbers[number] == 1 else cell, name, cell, group)
        for cell, name, group, number in entries
    )


def _doubts(
    sheet: Sheet,
    grid: Grid,
    variant: VariantName,
    transposed: bool,
    cells: Mapping[tuple[str, str], ForeignCell],
    legend: Mapping[str, str],
) -> tuple[Text, ...]:
    """How the sheet was understood, where it could have been understood in another way."""
    found = []
    if transposed:
        found.append(Text(en="roles stand in rows, steps in columns", zh="角色在行，步骤在列"))
    if legend:
        signs = ", ".join(f"{sign} = {letter}" for sign, letter in legend.items())
        found.append(Text(en=f"signs of the legend: {signs}", zh=f"图例符号：{signs}"))
    if formulas := [cell.cell for cell in cells.values() if cell.formula]:
        text = ", ".join(formulas[:8])
        found.append(
            Text(
                en=f"formulas where letters are expected, read as last saved: {text}",
                zh=f"应填字母处为公式，按上次保存的值读取：{text}",
            )
        )
    if merged := [
        f"{address(row, column)}" for row in grid.rows for column in grid.columns if sheet.is_merged(row, column)
    ]:
        text = ", ".join(merged[:8])
        found.append(
            Text(
                en=f"merged cells inside the matrix; only their first cell counts: {text}",
                zh=f"矩阵内有合并单元格，只有首格有效：{text}",
            )
        )
    known = set(LETTERS[variant])
    strange = sorted({letter for letters in grid.letters.values() for letter in letters} - known)
    if strange:
        found.append(
            Text(
                en=f"read as {variant}, which has no letter {', '.join(strange)}",
                zh=f"按 {variant} 读取，其中没有字母 {'、'.join(strange)}",
            )
        )
    return tuple(found)


def _none_found(book: Spreadsheet) -> Problem:
    titles = ", ".join(sheet.title for sheet in book.sheets)
    return Problem(
        Text(en=f"no RACI matrix was found on: {titles}", zh=f"以下工作表中未找到职责矩阵：{titles}"),
        Text(
            en="a matrix has the names of roles in one row, the steps in one column, and letters such as R, A, C, I",
            zh="矩阵应有一行角色名称、一列步骤，以及 R、A、C、I 等字母",
        ),
        Where(book.file),
        "NO_MATRIX",
    )
