"""Where the letters stand on a foreign sheet: the rows, the columns and the head row of the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bpr.formats.raci_sheet.foreign_words import is_number_head, letters_in
from bpr.formats.raci_sheet.legend import Legend
from bpr.formats.spreadsheet import Sheet

_MOSTLY = 0.5
_FEWEST_LETTERS = 3
_FEWEST_ROWS = 2
_MOST_HEAD_ROWS = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix on a sheet: its head row, the rows and columns of letters, the columns of labels left of them."""

    head: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    label_columns: tuple[int, ...]
    letters: Mapping[tuple[int, int], tuple[str, ...]]


def find_grid(sheet: Sheet, legend: Legend) -> Grid | None:
    """The matrix of a sheet; None where there is none."""
    letters = {
        place: found
        for place, cell in sheet.cells.items()
        if place not in legend.cells and (found := letters_in(cell.text, legend.letters))
    }
    best: Grid | None = None
    for head in _head_rows(sheet, letters):
        grid = _below(sheet, legend, letters, head)
        if grid is not None and (best is None or len(grid.letters) >= len(best.letters)):
            best = grid
    return best


def _head_rows(sheet: Sheet, letters: Mapping[tuple[int, int], tuple[str, ...]]) -> list[int]:
    """Rows that may hold the heads: the last rows with texts before letters begin."""
    if not letters:
        return []
    first = min(row for row, _ in letters)
    counts = Counter(row for row, _ in letters)
    # letters may stand in the head itself ("C" as the name of a role): so the first rows of letters are candidates, too
    near = sorted({row for row in sheet.rows if first - _MOST_HEAD_ROWS <= row <= first + 2} | {first})
    return [row for row in near if row < max(counts)]


def _below(sheet: Sheet, legend: Legend, letters: Mapping[tuple[int, int], tuple[str, ...]], head: int) -> Grid | None:
    """The matrix below a head row; None where there is none."""
    inside = {place: found for place, found in letters.items() if place[0] > head}
    filled = Counter(
        column
        for (row, column), cell in sheet.cells.items()
        if row > head and (row, column) not in legend.cells and cell.text
    )
    counts = Counter(column for _, column in inside)
    columns = [
        column
        for column in sorted(counts)
        if counts[column] >= _MOSTLY * filled[column]
        and (name := sheet.text(head, column, through_merge=True))
        and (head, column) not in legend.cells
        and not is_number_head(name)
    ]
    inside = {place: found for place, found in inside.items() if place[1] in columns}
    if len(inside) < _FEWEST_LETTERS:
        return None
    labels = _label_columns(sheet, head, columns)
    first, last = min(row for row, _ in inside), max(row for row, _ in inside)
    numbers = [column for column in labels if is_number_head(sheet.text(head, column))]
    rows = [row for row in range(first, last + 1) if _is_step(sheet, inside, columns, labels, numbers, row)]
    before = [row for row in range(head + 1, first) if _is_empty_step(sheet, columns, labels, numbers, row)]
    if not labels or len(rows) < _FEWEST_ROWS or first - head > _FEWEST_ROWS + len(before):
        return None
    held = {place: found for place, found in inside.items() if place[0] in rows}
    # a row with one text over all columns, or one that begins left of the roles, is a title and no head
    names = {sheet.text(head, column, through_merge=True) for column in columns}
    beside = {sheet.text(head, column, through_merge=True) for column in labels}
    if len(names) < min(2, len(columns)) or names & (beside - {""}):
        return None
    return Grid(head, tuple(rows), tuple(columns), tuple(labels), held)


def _label_columns(sheet: Sheet, head: int, columns: list[int]) -> list[int]:
    """Columns with texts that are no letters, left of the matrix."""
    left = columns[0] if columns else 0
    return [
        column
        for column in sheet.columns
        if column < left and any(row > head and sheet.text(row, column) for row in sheet.rows)
    ]


def _is_step(
    sheet: Sheet,
    letters: Mapping[tuple[int, int], tuple[str, ...]],
    columns: list[int],
    labels: list[int],
    numbers: list[int],
    row: int,
) -> bool:
    """A row with letters, or one that has a label and could have them."""
    return any((row, column) in letters for column in columns) or _is_empty_step(sheet, columns, labels, numbers, row)


def _is_empty_step(sheet: Sheet, columns: list[int], labels: list[int], numbers: list[int], row: int) -> bool:
    """A step without letters, not the title of a section (merged over the matrix, or without a number)."""
    if not any(sheet.text(row, column) for column in labels) or sheet.is_merged(row, columns[0]):
        return False
    if numbers:
        return any(sheet.text(row, column) for column in numbers)
    wordy = [column for column in labels if sheet.text(row, column)]
    return wordy[-1] == labels[-1] if wordy else False
