"""Beside the steps of the Check sheet: each role with its counts and what to look at; and where roles belong.

The departments of the roles stand in a hidden row in the order of the columns of the RACI sheet; they are looked up by
the names of the roles, so that moved and inserted columns keep theirs. ``*`` is the process owner, who may answer for
every step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.analysis.raci.rules import RaciLimits
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.export.workbook.plan import Plan
from bpr.export.workbook.sheet_raci import GRID, KINDS, ROLES, STEPS, role_count_formula
from bpr.export.workbook.sheet_roles import EVERYWHERE, ROLE_DEPARTMENTS, ROLE_NAMES, ROLE_RIGHTS
from bpr.model.process import Process
from bpr.model.raci import letters_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HELPER_ROW = 3
_SPARE_COLUMNS = 10
_LIMITS = RaciLimits()


def write_role_check(
    book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, first: int, left: int
) -> str:
    """How often each role holds each letter, and advice; the last column letter."""
    letters = letters_of(matrix.variant)
    last = left + len(letters) + 1
    sheet.column_dimensions[get_column_letter(left - 1)].width = 3
    heads = [book.say("Role", "角色"), *letters, book.say("Look at", "关注")]
    book.table(sheet, first - 1, heads, [28.0, *[6.0 for _ in letters], 42.0], first=left)
    steps = len(matrix.own_rows)
    for position, role in enumerate(plan.roles, start=1):
        row = first + position - 1
        name = book.role(matrix, role.id)
        book.formula(sheet, row, left, f'IFERROR(INDEX({ROLES},1,{position})&"","")', name)
        counts = {}
        for offset, letter in enumerate(letters, start=1):
            counts[letter] = sum(letter in cells.get(role.id, ()) for cells in matrix.own_rows.values())
            book.formula(sheet, row, left + offset, role_count_formula(letter, position), counts[letter], "tally")
        cells = {letter: f"${get_column_letter(left + n)}{row}" for n, letter in enumerate(letters, start=1)}
        decides = any(role.id in rights.roles() for rights in matrix.rights.values())
        said = _advice_now(book, matrix, counts, steps, decides=decides)
        needed = height([(name, 28.0), (said, 42.0)])
        sheet.row_dimensions[row].height = max(needed, sheet.row_dimensions[row].height or 0.0)
        book.formula(sheet, row, last, _advice(book, matrix, cells, f"${get_column_letter(left)}{row}"), said)
    _departments(book, sheet, process, plan, left)
    return get_column_letter(last)


def _texts(book: Book) -> tuple[str, str, str]:
    return (
        book.say("no duty in this process", "在本流程中没有职责"),
        book.say("answers for more than half of the steps", "对半数以上的步骤负责，负担过重"),
        book.say("is only asked or told", "仅被咨询或知会"),
    )


def _advice(book: Book, matrix: RaciMatrix, cells: dict[str, str], name: str) -> str:
    nothing, overload, only = _texts(book)
    duties = duties_of(matrix.variant)
    rights = f"IFERROR(INDEX({ROLE_RIGHTS},MATCH({name},{ROLE_NAMES},0)),0)"
    steps = f'SUMPRODUCT((LEN({STEPS})>0)*({KINDS}<>"{at.SUMMARY_KIND}"))'
    answers = cells[duties.answers]
    core = "+".join(cells[letter] for letter in dict.fromkeys(duties.core))
    busy = f"AND({steps}>={_LIMITS.overload_activities},{answers}>{_LIMITS.overload_share}*{steps})"
    return (
        f'IF({name}="","",IF(AND({"+".join(cells.values())}=0,{rights}=0),"{nothing}",'
        f'IF({busy},"{overload}",IF(AND({core}=0,{rights}=0),"{only}",""))))'
    )


def _advice_now(book: Book, matrix: RaciMatrix, counts: dict[str, int], steps: int, *, decides: bool) -> str:
    nothing, overload, only = _texts(book)
    duties = duties_of(matrix.variant)
    if not any(counts.values()) and not decides:
        return nothing
    if steps >= _LIMITS.overload_activities and counts[duties.answers] > _LIMITS.overload_share * steps:
        return overload
    return only if not decides and not any(counts[letter] for letter in duties.core) else ""


def _departments(book: Book, sheet: Worksheet, process: Process, plan: Plan, left: int) -> None:
    """The hidden row with the department of each role."""
    for offset in range(len(plan.roles) + _SPARE_COLUMNS):
        found = f"MATCH(INDEX({ROLES},1,{offset + 1}),{ROLE_NAMES},0)"
        now = ""
        if offset < len(plan.roles):
            now = department_of(book, process, plan.roles[offset].id)
        book.formula(sheet, HELPER_ROW, left + offset, f'IFERROR(INDEX({ROLE_DEPARTMENTS},{found})&"","")', now, "id")
    sheet.row_dimensions[HELPER_ROW].hidden = True


def department_of(book: Book, process: Process, role: str) -> str:
    """The name of a role's department as the Check sheet compares it; ``*`` for the process owner."""
    if role == process.owner:
        return EVERYWHERE
    entry = process.roles.get(role)
    return book.names.department(entry.department) if entry is not None and entry.department else ""


def outside_formula(answers: str, area: str, department: str, plan: Plan, left: int) -> str:
    """How many accountable roles of a row belong to another department than the step; unknown ones do not count."""
    start = f"${get_column_letter(left)}${HELPER_ROW}"
    end = f"${get_column_letter(left + len(plan.roles) + _SPARE_COLUMNS - 1)}${HELPER_ROW}"
    place = f"{start}:INDEX({start}:{end},1,COLUMNS({GRID}))"
    elsewhere = f'({place}<>"")*({place}<>"{EVERYWHERE}")*({place}<>{department})*({department}<>"")'
    return f'IFERROR(SUMPRODUCT(ISNUMBER(SEARCH("{answers}",{area}))*{elsewhere}),0)'
