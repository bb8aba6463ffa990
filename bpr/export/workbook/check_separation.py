"""Below the steps of the Check sheet: pairs of steps that must have different performers (segregation of duties).

Each pair takes two rows: the ids of the two steps stand in the hidden first column, the verdict beside the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.check_words import ok
from bpr.export.workbook.plan import Plan
from bpr.export.workbook.sheet_raci import GRID, IDS, NUMBERS, STEPS
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ID, NUMBER, STEP = 1, 2, 3


def write_separation(
    book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, row: int, verdict: int
) -> tuple[int, int]:
    """Write the pairs from a row on; the number of faults now, and the last row used."""
    pairs = [pair for pair in process.separate if all(step in matrix.rows for step in pair)]
    if not pairs:
        return 0, row - 1
    title = book.say("Segregation of duties: two different performers", "职责分离：须由不同角色执行")
    book.put(sheet, row, NUMBER, title, "heading")
    does = duties_of(matrix.variant).does
    bad = book.say("one role does both: give one of them to somebody else", "同一角色执行两者，请改由不同角色执行")
    numbers = plan.numbers
    faults = 0
    for line, (first, second) in enumerate(pairs):
        top = row + 1 + 2 * line
        for here, step in ((top, first), (top + 1, second)):
            place = f"MATCH($A{here},{IDS},0)"
            book.put(sheet, here, ID, step, "id")
            book.formula(sheet, here, NUMBER, f'IFERROR(INDEX({NUMBERS},{place})&"","")', numbers[step])
            book.formula(sheet, here, STEP, f'IFERROR(INDEX({STEPS},{place})&"","")', book.step(matrix, step))
        both = bool(set(matrix.roles_with(first, does)) & set(matrix.roles_with(second, does)))
        areas = [f"INDEX({GRID},MATCH($A{here},{IDS},0),0)" for here in (top, top + 1)]
        found = "*".join(f'ISNUMBER(SEARCH("{does}",{area}))' for area in areas)
        judged = f'IFERROR(IF(SUMPRODUCT({found})>0,"{bad}","{ok(book)}"),"")'
        book.formula(sheet, top, verdict, judged, bad if both else ok(book))
        spoken = f"${get_column_letter(verdict)}{top}"
        book.formula(sheet, top, verdict + 1, f'IF({spoken}="{bad}",1,0)', int(both), "count")
        faults += both
    return faults, row + 2 * len(pairs)
