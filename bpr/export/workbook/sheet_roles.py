"""The Roles sheet: where each role belongs, its duties, and what they cost it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from bpr.analysis.load.analyse import RoleLoad
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.export.workbook.plan import Plan
from bpr.export.workbook.sheet_raci import role_count_formula
from bpr.model.process import Process
from bpr.model.raci import letters_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


ROLE_NAMES, ROLE_DEPARTMENTS, ROLE_RIGHTS = "raci_role_names", "raci_role_departments", "raci_role_rights"
EVERYWHERE = "*"


def write_roles(
    book: Book,
    sheet: Worksheet,
    process: Process,
    matrix: RaciMatrix,
    plan: Plan,
    *,
    loads: Mapping[str, RoleLoad] | None,
) -> None:
    """Fill the Roles sheet; without loads (a matrix that is rolled up) it holds no times."""
    letters = letters_of(matrix.variant)
    notes = [
        book.say(
            "The counts of letters follow the matrix while you edit it; the other numbers are those of the model.",
            "字母计数随矩阵的修改自动更新；其他数字取自模型。",
        )
    ]
    row = book.heading(sheet, book.say("Roles", "角色"), notes)
    heads = [
        book.say("Role", "角色"),
        book.say("Department", "部门"),
        book.say("External", "外部"),
        book.say("People", "人数"),
        *letters,
    ]
    widths = [30.0, 24.0, 10.0, 9.0, *[6.0 for _ in letters]]
    if loads is not None:
        heads += [
            book.say("Work per case", "每案例工作量") + book.unit_line(load.unit_load for load in loads.values()),
            book.say("Work a month", "每月工作量") + book.unit_line(load.hours_per_month for load in loads.values()),
            book.say("Utilisation", "利用率"),
        ]
        widths += [16.0, 16.0, 13.0]
    book.page(sheet, title_rows=f"{row}:{row}")
    first = book.table(sheet, row, heads, widths)
    sheet.freeze_panes = f"B{first}"
    if plan.roles:
        sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(heads))}{row + len(plan.roles)}"
    deciding = {role for rights in matrix.rights.values() for role in rights.roles()}
    for position, place in enumerate(plan.roles, start=1):
        row = first + position - 1
        entry = process.roles.get(place.id)
        department = entry.department if entry else None
        outside = process.is_external(department)
        texts = [
            book.names.role(place.id),
            book.names.department(department) if department else "–",
            {True: book.say("yes", "是"), False: book.say("no", "否"), None: "?"}[outside],
        ]
        for column, text in enumerate(texts, start=1):
            book.put(sheet, row, column, text, "text outside" if outside else "text bold" if column == 1 else "text")
        people = entry.people if entry else None
        book.put(sheet, row, 4, "?" if people is None else people, "unknown" if people is None else "people")
        for column, letter in enumerate(letters, start=5):
            held = sum(letter in cells.get(place.id, ()) for cells in matrix.own_rows.values())
            book.formula(sheet, row, column, role_count_formula(letter, position), held, "tally")
        if loads is not None:
            load = loads.get(place.id)
            book.quantity(sheet, row, 5 + len(letters), load.unit_load if load else None)
            book.quantity(sheet, row, 6 + len(letters), load.hours_per_month if load else None)
            book.quantity(sheet, row, 7 + len(letters), load.rho if load else None, _full(load))
        named = EVERYWHERE if place.id == process.owner else book.names.department(department) if department else ""
        book.put(sheet, row, len(heads) + 1, named, "id")
        book.put(sheet, row, len(heads) + 2, int(place.id in deciding), "id")
        sheet.row_dimensions[row].height = height(list(zip(texts, widths, strict=False)))
    _names(book, sheet, first, len(heads), max(1, len(plan.roles)))


def _names(book: Book, sheet: Worksheet, first: int, heads: int, rows: int) -> None:
    """Names for the columns by which the Check sheet looks roles up; those that only it reads are hidden."""
    title = sheet.title.replace("'", "''")
    for name, column in ((ROLE_NAMES, 1), (ROLE_DEPARTMENTS, heads + 1), (ROLE_RIGHTS, heads + 2)):
        letter = get_column_letter(column)
        area = f"'{title}'!${letter}${first}:${letter}${first + rows - 1}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=area)
        sheet.column_dimensions[letter].hidden = column > heads


def _full(load: RoleLoad | None) -> str:
    """The style of a utilisation: red from 100 per cent."""
    busy = load is not None and load.rho.value is not None and load.rho.value >= 1.0
    return "share full" if busy else "share"
