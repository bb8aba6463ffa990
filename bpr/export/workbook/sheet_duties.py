"""The Post descriptions sheet: for each role what it does, decides, is asked and is told, with systems and documents.

And the Departments sheet: the same duties by department.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.blocks import Block, write_blocks
from bpr.export.workbook.book import Book
from bpr.export.workbook.duty_list import HeldDuty, duties_of_role, letter_order
from bpr.export.workbook.plan import DepartmentColumns, Plan
from bpr.model.nodes import Activity
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DUTY_WIDTHS = [24.0, 8.0, 7.0, 40.0, 26.0, 30.0, 30.0]
_DEPARTMENT_WIDTHS = [30.0, 24.0, 8.0, 7.0, 60.0]


def write_duties(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the Post descriptions sheet."""
    say = book.say
    heads = [
        say("Duty", "职责"),
        say("Letter", "字母"),
        say("No.", "序号"),
        say("Step or decision", "步骤或决策"),
        say("Systems", "系统"),
        say("Reads", "使用的文档"),
        say("Writes", "产生的文档"),
    ]
    blocks, numbers = [], plan.numbers
    for department in plan.departments:
        for role in department.roles:
            rows = tuple(
                (*_duty(book, held, numbers), *_tools(book, process, held.step))
                for held in duties_of_role(book, matrix, role.id)
            )
            blocks.append(Block(book.names.role(role.id), _about(book, process, role.id), rows, department.external))
    notes = [
        say(
            "As exported, in the order does, answers for, is asked, is told. A question mark: the model does not say.",
            "以导出时为准，按执行、负责、被咨询、被告知排列。问号表示模型中未注明。",
        )
    ]
    write_blocks(book, sheet, say("Post descriptions", "岗位职责说明"), notes, heads, _DUTY_WIDTHS, blocks)


def write_departments(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the Departments sheet."""
    say = book.say
    heads = [
        say("Role", "角色"),
        say("Duty", "职责"),
        say("Letter", "字母"),
        say("No.", "序号"),
        say("Step or decision", "步骤或决策"),
    ]
    blocks, numbers = [], plan.numbers
    for department in plan.departments:
        rows = tuple(
            (book.names.role(role.id), *_duty(book, held, numbers))
            for role in department.roles
            for held in duties_of_role(book, matrix, role.id)
        )
        blocks.append(Block(_name(book, department), _counts(book, matrix, department), rows, department.external))
    notes = [say("As exported: every duty of every role.", "以导出时为准，列出各角色的全部职责。")]
    write_blocks(book, sheet, say("Duties by department", "部门职责清单"), notes, heads, _DEPARTMENT_WIDTHS, blocks)


def _duty(book: Book, held: HeldDuty, numbers: Mapping[str, str]) -> tuple[str, str, str, str]:
    return held.duty, held.letter, numbers.get(held.step, ""), book.names.node(held.step)


def _tools(book: Book, process: Process, step: str) -> tuple[str, str, str]:
    """Systems, documents read and documents written of a step; ``?`` where the model does not say, ``–`` for none."""
    node = process.nodes.get(step)
    if not isinstance(node, Activity):
        return "", "", ""
    read = node.documents.read if node.documents is not None else None
    written = node.documents.written if node.documents is not None else None
    names = book.names
    lists = ((node.systems, names.system), (read, names.document), (written, names.document))
    systems, reads, writes = (
        "?" if keys is None else book.join([name(key) for key in keys]) or "–" for keys, name in lists
    )
    return systems, reads, writes


def _about(book: Book, process: Process, role: str) -> str:
    """Where a role belongs, how many people it has, whom it reports to."""
    entry = process.roles.get(role)
    parts = []
    if entry is not None and entry.department:
        parts.append(book.say("department: ", "部门：") + _line(book.names.department(entry.department)))
    if entry is not None and entry.people is not None:
        parts.append(book.say("people: ", "人数：") + f"{entry.people:g}")
    if entry is not None and entry.reports_to:
        parts.append(book.say("reports to: ", "上级：") + _line(book.names.role(entry.reports_to)))
    if role == process.owner:
        parts.append(book.say("process owner", "流程负责人"))
    return book.say(" · ", " · ").join(parts)


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _name(book: Book, department: DepartmentColumns) -> str:
    return book.names.department(department.id) if department.id else book.say("(no department)", "（未分配部门）")


def _counts(book: Book, matrix: RaciMatrix, department: DepartmentColumns) -> str:
    """How often the roles of a department hold each letter."""
    counts = {
        letter: sum(letter in row.get(role.id, ()) for row in matrix.own_rows.values() for role in department.roles)
        for letter in letter_order(matrix)
    }
    return " · ".join(f"{letter} {count}" for letter, count in counts.items() if count) or "–"
