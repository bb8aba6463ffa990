"""The RACI sheet: one row a step, one column a role, made to be edited and to come back.

Row and column ids are hidden, so that edits can be merged by id after sorting, inserting or renaming. The sheet is not
protected: Excel would then block sorting and the outline of the departments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline

from bpr.analysis.raci.cells import duties_of, format_cell
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import head_width, height, lines
from bpr.export.workbook.letters import entries, fill_of, meanings_of
from bpr.export.workbook.plan import DepartmentColumns, Plan, StepRow
from bpr.export.workbook.styles import FAULT, FAULT_TEXT, highlight
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

GRID, STEPS, NUMBERS, KINDS, ROLES = "raci_grid", "raci_steps", "raci_numbers", "raci_kinds", "raci_roles"
IDS, DEPARTMENTS = "raci_ids", "raci_departments"
_WIDTHS = {
    at.ID_COLUMN: 10,
    at.KIND_COLUMN: 4,
    at.NUMBER_COLUMN: 6,
    at.NAME_COLUMN: 36,
    at.DEPARTMENT_COLUMN: 20,
    at.PERFORMER_COLUMN: 25,
}
_FILTER_BUTTON_LINE = 1


def write_raci(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the RACI sheet."""
    _top(book, sheet, matrix)
    _heads(book, sheet, process, plan)
    proposed = set(matrix.flagged("A_FROM_PROCESS_OWNER"))
    for step in plan.steps:
        _step(book, sheet, process, matrix, plan, step, proposed=step.id in proposed)
    for row in range(plan.last_row - at.SPARE_ROWS + 1, plan.last_row + 1):
        for column in range(at.ID_COLUMN, plan.last_column + 1):
            book.put(sheet, row, column, None, "letter" if column > at.PERFORMER_COLUMN else "text")
    _names(book, sheet, plan)
    if plan.roles:
        _dropdown(book, sheet, matrix, plan)
        _colours(sheet, matrix, plan)
    _views(book, sheet, plan)


def _top(book: Book, sheet: Worksheet, matrix: RaciMatrix) -> None:
    kind = book.say(f"{matrix.variant} matrix", f"{matrix.variant} 责任矩阵")
    if matrix.variant == "DECISION-RIGHTS":
        kind = book.say("authority matrix", "权责矩阵")
    book.put(sheet, 1, at.NUMBER_COLUMN, f"{book.title} · {kind}", "title")
    sheet.row_dimensions[1].height = 26
    legend = [f"{letter} = {book.each(text.pick)}" for letter, text in meanings_of(matrix.variant).items()]
    book.put(sheet, 2, at.NUMBER_COLUMN, book.say(" · ", "　").join(legend), "note")
    note = book.say(
        "Red row: not exactly one accountable, or nobody does it. Dashed orange frame: A is proposed (process owner). "
        "No. counts the rows of this sheet.",
        "红色行：负责人不是恰好一个，或无人执行。橙色虚线框：A 为建议值（流程负责人），请确认。序号按本表的行编排。",
    )
    if matrix.variant not in ("RACI", "RASCI", "RACI-VS"):
        note = book.say(
            "Red row: a letter that must stand exactly once does not. No. counts the rows of this sheet.",
            "红色行：必须恰好出现一次的字母不符合要求。序号按本表的行编排。",
        )
    book.put(sheet, 3, at.NUMBER_COLUMN, note, "note")


def _heads(book: Book, sheet: Worksheet, process: Process, plan: Plan) -> None:
    """Departments above roles; the hidden row above them holds the role ids."""
    fixed = {
        at.ID_COLUMN: "id",
        at.KIND_COLUMN: "kind",
        at.NUMBER_COLUMN: book.say("No.", "序号"),
        at.NAME_COLUMN: book.say("Step", "步骤"),
        at.DEPARTMENT_COLUMN: book.say("Department", "部门"),
        at.PERFORMER_COLUMN: book.say("Performer (in the model)", "执行角色（模型）"),
    }
    for column, text in fixed.items():
        book.put(sheet, at.DEPARTMENT_ROW, column, None, "head")
        book.put(sheet, at.ROLE_ROW, column, text, "head")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column]
    widths = _role_widths(book, plan)
    highest, deepest = 18.0, height([(fixed[at.PERFORMER_COLUMN], _WIDTHS[at.PERFORMER_COLUMN])])
    for block in plan.departments:
        name = _department_name(book, block)
        highest = max(highest, height([(name, sum(widths[role.column] for role in block.roles))]))
        for role in block.roles:
            label, room = book.names.role(role.id), widths[role.column]
            style = "head outside" if block.external else "head centre"
            book.put(sheet, at.ROLE_ID_ROW, role.column, role.id, "id")
            book.put(sheet, at.DEPARTMENT_ROW, role.column, name if role.column == block.first else None, style)
            book.put(sheet, at.ROLE_ROW, role.column, label, "role outside" if block.external else "role")
            sheet.column_dimensions[get_column_letter(role.column)].width = room
            deepest = max(deepest, height([], least=lines(label, room - 1) + _FILTER_BUTTON_LINE))
        if block.last > block.first:
            ends = (get_column_letter(block.first), get_column_letter(block.last))
            sheet.merge_cells(f"{ends[0]}{at.DEPARTMENT_ROW}:{ends[1]}{at.DEPARTMENT_ROW}")
    sheet.row_dimensions[at.DEPARTMENT_ROW].height = highest
    sheet.row_dimensions[at.ROLE_ROW].height = deepest


def _role_widths(book: Book, plan: Plan) -> dict[int, float]:
    """Widths of the role columns; a department with one role must find room as well."""
    widths: dict[int, float] = {}
    for block in plan.departments:
        alone = [_department_name(book, block)] if len(block.roles) == 1 else []
        widths |= {role.column: head_width([book.names.role(role.id), *alone]) for role in block.roles}
    return widths


def _step(
    book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, step: StepRow, *, proposed: bool
) -> None:
    node = process.nodes[step.id]
    name = book.step(matrix, step.id)
    department = process.department_of(node)
    text = "summary" if step.summary else "text"
    outside = process.is_external(department) and not step.summary
    shown = book.names.department(department) if department else ""
    performers = book.join([book.names.role(role) for role in node.roles])
    book.put(sheet, step.row, at.ID_COLUMN, step.id, "id")
    book.put(sheet, step.row, at.KIND_COLUMN, at.SUMMARY_KIND if step.summary else None, "id")
    book.put(sheet, step.row, at.NUMBER_COLUMN, step.number, text)
    book.put(sheet, step.row, at.NAME_COLUMN, name, "summary" if step.summary else "text bold")
    book.put(sheet, step.row, at.DEPARTMENT_COLUMN, shown, "text outside" if outside else text)
    book.put(sheet, step.row, at.PERFORMER_COLUMN, performers, text)
    answers = duties_of(matrix.variant).answers
    for role in plan.roles:
        held = matrix.rows[step.id].get(role.id, ())
        style = "summary letter" if step.summary else "letter"
        if proposed and answers in held and role.id == process.owner:
            style = "letter proposed"
        book.put(sheet, step.row, role.column, format_cell(held, matrix.variant), style)
    texts = [
        (name, _WIDTHS[at.NAME_COLUMN]),
        (shown, _WIDTHS[at.DEPARTMENT_COLUMN]),
        (performers, _WIDTHS[at.PERFORMER_COLUMN]),
    ]
    sheet.row_dimensions[step.row].height = height([(item, float(size)) for item, size in texts])


def _names(book: Book, sheet: Worksheet, plan: Plan) -> None:
    """Names for the parts of the sheet: formulas read by name and go on working when rows and columns are inserted."""
    title = sheet.title.replace("'", "''")
    first, last = at.FIRST_STEP_ROW, plan.last_row
    right = get_column_letter(max(plan.last_column, at.FIRST_ROLE_COLUMN))
    left = get_column_letter(at.FIRST_ROLE_COLUMN)
    columns = {
        STEPS: at.NAME_COLUMN,
        NUMBERS: at.NUMBER_COLUMN,
        KINDS: at.KIND_COLUMN,
        IDS: at.ID_COLUMN,
        DEPARTMENTS: at.DEPARTMENT_COLUMN,
    }
    areas = {name: f"${get_column_letter(c)}${first}:${get_column_letter(c)}${last}" for name, c in columns.items()}
    areas[GRID] = f"${left}${first}:${right}${last}"
    areas[ROLES] = f"${left}${at.ROLE_ROW}:${right}${at.ROLE_ROW}"
    for name, area in sorted(areas.items()):
        book.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!{area}")


def _dropdown(book: Book, sheet: Worksheet, matrix: RaciMatrix, plan: Plan) -> None:
    used = {format_cell(letters, matrix.variant) for row in matrix.rows.values() for letters in row.values()}
    offered = entries(matrix.variant, used - {""})
    validation = DataValidation(
        type="list",
        formula1=f'"{",".join(offered)}"',
        allow_blank=True,
        errorStyle="stop",
        showErrorMessage=True,
        showInputMessage=False,
    )
    validation.errorTitle = book.say("Not a duty", "职责代码无效")
    validation.error = book.say(f"Choose one of: {', '.join(offered)}", f"请选择：{'、'.join(offered)}")[:250]
    validation.add(_grid(plan))
    sheet.add_data_validation(validation)


def _colours(sheet: Worksheet, matrix: RaciMatrix, plan: Plan) -> None:
    """A colour a letter, and red steps where the duties are not in order."""
    used = {format_cell(letters, matrix.variant) for row in matrix.rows.values() for letters in row.values()}
    for entry in entries(matrix.variant, used - {""}):
        look = highlight(fill_of(entry, matrix.variant), bold=False)
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{entry}"'], dxf=look)
        sheet.conditional_formatting.add(_grid(plan), rule)
    row = at.FIRST_STEP_ROW
    left, right = get_column_letter(at.FIRST_ROLE_COLUMN), get_column_letter(plan.last_column)
    letters = f"${left}{row}:${right}{row}"
    kind, name = get_column_letter(at.KIND_COLUMN), get_column_letter(at.NAME_COLUMN)
    faults = ",".join(fault_conditions(matrix, letters))
    fault = Rule(type="expression", dxf=highlight(FAULT, FAULT_TEXT), stopIfTrue=True)
    fault.formula = [f'AND(${kind}{row}<>"{at.SUMMARY_KIND}",${name}{row}<>"",OR({faults}))']
    number = get_column_letter(at.NUMBER_COLUMN)
    sheet.conditional_formatting.add(f"{number}{row}:{name}{plan.last_row}", fault)


def fault_conditions(matrix: RaciMatrix, letters: str) -> list[str]:
    """Formulas, one a rule, that are true when a row of letters breaks it."""
    duties = duties_of(matrix.variant)
    return [
        *(f"{count_formula(letter, letters)}<>1" for letter in duties.exactly_one),
        *(f"{count_formula(letter, letters)}<1" for letter in duties.at_least_one),
        *(f"{count_formula(letter, letters)}>1" for letter in duties.at_most_one),
        *(f"{both_formula(pair, letters)}>0" for pair in duties.apart),
    ]


def count_formula(letter: str, area: str) -> str:
    """How many cells of an area hold a letter, alone or with others (``A``, ``A/R``, ``r/a``)."""
    return f'SUMPRODUCT(--ISNUMBER(SEARCH("{letter}",{area})))'


def both_formula(pair: tuple[str, str], area: str) -> str:
    """How many cells of an area hold both letters of a pair."""
    first, second = (f'ISNUMBER(SEARCH("{letter}",{area}))' for letter in pair)
    return f"SUMPRODUCT({first}*{second})"


def role_count_formula(letter: str, position: int) -> str:
    """How many steps (summaries left out) a role holds a letter in; ``position`` is that of its column."""
    found = f'ISNUMBER(SEARCH("{letter}",INDEX({GRID},0,{position})))'
    return f'IFERROR(SUMPRODUCT({found}*({KINDS}<>"{at.SUMMARY_KIND}")),0)'


def _views(book: Book, sheet: Worksheet, plan: Plan) -> None:
    """What is hidden, frozen, filtered, grouped and printed."""
    for column in (at.ID_COLUMN, at.KIND_COLUMN):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.row_dimensions[at.ROLE_ID_ROW].hidden = True
    sheet.freeze_panes = f"{get_column_letter(at.DEPARTMENT_COLUMN)}{at.FIRST_STEP_ROW}"
    right = get_column_letter(plan.last_column)
    sheet.auto_filter.ref = f"A{at.ROLE_ROW}:{right}{plan.last_row}"
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)
    for block in plan.departments:
        for role in block.roles[1:]:
            sheet.column_dimensions[get_column_letter(role.column)].outlineLevel = 1
    sheet.print_area = f"{get_column_letter(at.NUMBER_COLUMN)}1:{right}{plan.last_row}"
    book.page(sheet, title_rows=f"{at.DEPARTMENT_ROW}:{at.ROLE_ROW}")


def _grid(plan: Plan) -> str:
    left, right = get_column_letter(at.FIRST_ROLE_COLUMN), get_column_letter(plan.last_column)
    return f"{left}{at.FIRST_STEP_ROW}:{right}{plan.last_row}"


def _department_name(book: Book, block: DepartmentColumns) -> str:
    if block.id is None:
        return book.say("(no department)", "（未分配部门）")
    name = book.names.department(block.id)
    if not block.external:
        return name
    return f"{name}\n(external / 外部)" if book.lang == "both" else name + book.say(" (external)", "（外部）")
