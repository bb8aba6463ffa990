"""Where the parts of an edited matrix stand: the row of heads, the hidden row and column of ids, the names of steps."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bpr.formats.raci_sheet.snapshot import SHEET, Snapshot, plain
from bpr.formats.spreadsheet import Sheet, Spreadsheet
from bpr.text import normalise

_HIGHEST_HEAD = 60
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows and columns of the parts; None where a part is gone."""

    head_row: int
    id_row: int | None
    id_column: int | None
    name_column: int | None
    matches: int


def matrix_sheets(book: Spreadsheet, base: Snapshot) -> list[tuple[Sheet, Frame]]:
    """The sheets that hold the matrix: the one of the recorded title first, then renamed ones and copies."""
    found = []
    for sheet in book.sheets:
        if sheet.title == SHEET or sheet.title in base.marks:
            continue
        frame = find_frame(sheet, base)
        if frame is not None:
            found.append((sheet, frame))
    title = base.facts.get("sheet", "")
    return sorted(found, key=lambda pair: (pair[0].title != title, -pair[1].matches))


def find_frame(sheet: Sheet, base: Snapshot) -> Frame | None:
    """The parts of the matrix on a sheet; None when it does not look like one."""
    heads = {normalise(text) for step, head, text in base.texts if head == "head" and not step}
    heads |= {normalise(base.facts.get("id_head", "")), normalise(base.facts.get("name_head", ""))}
    roles = {normalise(label) for label in base.roles.values()}
    wanted = (heads | roles) - {""}
    rows = [row for row in sheet.rows if row <= _HIGHEST_HEAD]
    head_row, matches = _best(rows, lambda row: len({normalise(t) for t in _row(sheet, row)} & wanted))
    if head_row is None or (matches < 2 and len(wanted) > 1):
        return None
    id_column = _column_with_head(sheet, head_row, base.facts.get("id_head", ""))
    below = [row for row in sheet.rows if row > head_row]
    if id_column is not None and not any(plain(sheet.text(row, id_column)) in base.steps for row in below):
        id_column = None
    name_column = _name_column(sheet, head_row, below, base, id_column)
    known = 0
    for row in below:
        by_id = id_column is not None and plain(sheet.text(row, id_column)) in base.steps
        by_name = name_column is not None and normalise(sheet.text(row, name_column)) in _labels(base)
        known += by_id or by_name
    if known < min(len(base.steps), max(1, len(base.steps) // 4)):
        return None
    return Frame(head_row, _id_row(sheet, head_row, base), id_column, name_column, matches + known)


def _labels(base: Snapshot) -> Collection[str]:
    return {normalise(label) for label in base.steps.values()}


def _id_row(sheet: Sheet, head_row: int, base: Snapshot) -> int | None:
    """The row of role ids above the heads: most of the roles that are left stand in it."""
    rows = [row for row in sheet.rows if row < head_row]
    row, count = _best(rows, lambda row: sum(plain(text) in base.roles for text in _row(sheet, row)))
    return row if count and count >= _LEAST * len(base.roles) else None


def _name_column(sheet: Sheet, head_row: int, below: list[int], base: Snapshot, id_column: int | None) -> int | None:
    """The column with the names of steps: by its head, else where most names stand."""
    labels = _labels(base)
    column, count = _best(
        [column for column in sheet.columns if column != id_column],
        lambda column: sum(normalise(sheet.text(row, column)) in labels for row in below),
    )
    named = _column_with_head(sheet, head_row, base.facts.get("name_head", ""))
    if named is not None and named != id_column:
        own = sum(normalise(sheet.text(row, named)) in labels for row in below)
        if own * 2 >= count:
            return named
    return column if count else named


def _column_with_head(sheet: Sheet, head_row: int, head: str) -> int | None:
    wanted = normalise(head)
    return next((c for c in sheet.columns if wanted and normalise(sheet.text(head_row, c)) == wanted), None)


def _row(sheet: Sheet, row: int) -> list[str]:
    return [sheet.text(row, column) for column in sheet.columns]


def _best(places: list[int], count: Callable[[int], int]) -> tuple[int | None, int]:
    """The first place with the highest count above zero."""
    best, highest = None, 0
    for place in places:
        if (seen := count(place)) > highest:
            best, highest = place, seen
    return best, highest
