"""The Long sheet: one line for each letter of each role in each step, a named table made for pivot tables.

The letters are those of the export; the table has the name ``raci_long``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.duty_list import duty_word
from bpr.export.workbook.plan import Plan
from bpr.model.process import Process
from bpr.model.raci import letters_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TABLE = "raci_long"
_WIDTHS = [12.0, 8.0, 40.0, 24.0, 16.0, 28.0, 24.0, 10.0, 8.0, 24.0, 9.0]


def write_long(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the Long sheet."""
    say = book.say
    heads = [
        say("Step id", "步骤编号"),
        say("No.", "序号"),
        say("Step", "步骤"),
        say("Department of the step", "步骤所属部门"),
        say("Role id", "角色编号"),
        say("Role", "角色"),
        say("Department of the role", "角色所属部门"),
        say("External", "外部"),
        say("Letter", "字母"),
        say("Duty", "职责"),
        say("Sum", "汇总"),
    ]
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), start=1):
        book.put(sheet, 1, column, head, "head")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 36
    yes, no = say("yes", "是"), say("no", "否")
    words = {letter: duty_word(book, matrix, letter) for letter in letters_of(matrix.variant)}
    roles = []
    for department in plan.departments:
        home = book.names.department(department.id) if department.id else ""
        roles += [
            (role.id, book.names.role(role.id), home, yes if department.external else no) for role in department.roles
        ]
    row = 1
    for step in plan.steps:
        place = process.department_of(process.nodes[step.id])
        start = (step.id, step.number, book.step(matrix, step.id), book.names.department(place) if place else "")
        letters, summed = matrix.rows[step.id], yes if step.summary else no
        for role in roles:
            for letter in letters.get(role[0], ()):
                row += 1
                for column, value in enumerate((*start, *role, letter, words[letter], summed), start=1):
                    book.put(sheet, row, column, value or None, "text")
    if row > 1:
        table = Table(displayName=TABLE, ref=f"A1:{get_column_letter(len(heads))}{row}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)
    sheet.freeze_panes = "A2"
    book.page(sheet, title_rows="1:1")
