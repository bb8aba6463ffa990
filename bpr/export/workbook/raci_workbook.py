"""The RACI workbook: duties to edit, live checks, and what the analyses found, in one Excel file.

Sheets: Read me, the matrix (named after its variant), Check, Decisions, Handoffs, Handoff matrix, Loops, Roles,
Documents, Findings, and the hidden ``_bpr``. A sheet that would have nothing to say is left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties

from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.files import write_output
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.names import Names
from bpr.export.workbook.package import pack
from bpr.export.workbook.plan import Plan, plan_raci
from bpr.export.workbook.sheet_base import SHEET, write_base
from bpr.export.workbook.sheet_check import write_check
from bpr.export.workbook.sheet_decisions import write_decisions
from bpr.export.workbook.sheet_documents import has_documents, write_documents
from bpr.export.workbook.sheet_findings import write_findings
from bpr.export.workbook.sheet_handoffs import write_handoffs
from bpr.export.workbook.sheet_loops import write_loops
from bpr.export.workbook.sheet_matrix import write_matrix
from bpr.export.workbook.sheet_raci import write_raci
from bpr.export.workbook.sheet_readme import write_readme
from bpr.export.workbook.sheet_roles import write_roles
from bpr.model.process import Process
from bpr.text import Lang

if TYPE_CHECKING:
    from bpr.diagnosis.analyse import Analysis

_GREY, _ORANGE, _BLUE, _RED = "8EA3BD", "F39A63", "2F4D72", "C62F21"


def write_raci_workbook(
    process: Process,
    path: str | Path,
    *,
    lang: Lang = "en",
    analysis: Analysis | None = None,
    force: bool = False,
) -> Path:
    """Write the RACI workbook of a process.

    Args:
        process: the model.
        path: where to; a file somebody has edited is kept unless forced.
        lang: language of all texts.
        analysis: its analysis, where it is already worked out.
        force: overwrite a file that bpr did not write, or that was changed since.

    Raises:
        ExportError: the file cannot be written, or belongs to somebody.
    """
    if analysis is None:
        from bpr.diagnosis.analyse import analyse

        analysis = analyse(process)
    return write_output(path, raci_workbook_bytes(process, analysis, lang=lang), force=force)


def raci_workbook_bytes(process: Process, analysis: Analysis, *, lang: Lang = "en") -> bytes:
    """The RACI workbook as bytes; the same process gives the same bytes.

    Args:
        process: the model.
        analysis: its analysis.
        lang: language of all texts.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    title = process.headline(lang)
    book = Book(workbook, lang, title, Names(process, lang))
    _sheets(book, process, analysis)
    return pack(workbook, book.cached, title=title)


def _sheets(book: Book, process: Process, analysis: Analysis) -> None:
    """All sheets in their order; the Read-me says what each one holds."""
    matrix = analysis.raci.matrix
    plan = plan_raci(process, matrix)
    readme = book.sheet(book.say("Read me", "说明"), colour=_GREY)
    raci = book.sheet(str(matrix.variant), colour=_ORANGE)
    check = book.sheet(book.say("Check", "检查"), colour=_ORANGE)
    contents = {
        raci.title: book.say("who does what; edit here", "职责分配，在此编辑"),
        check.title: book.say("live judgement of every step, and counts per role", "逐步自动判断，并按角色计数"),
    }
    write_raci(book, raci, process, matrix, plan)
    write_check(book, check, matrix, plan)
    if matrix.rights:
        sheet = book.sheet(book.say("Decisions", "决策权限"), colour=_BLUE)
        contents[sheet.title] = book.say("who decides, nominates, evaluates, may veto", "谁决定、提名、评估、否决")
        write_decisions(book, sheet, matrix)
    contents |= _measured(book, process, analysis, matrix, plan)
    if has_documents(process):
        sheet = book.sheet(book.say("Documents", "文档"), colour=_BLUE)
        contents[sheet.title] = book.say("which step writes and reads what", "文档的产生与使用步骤")
        write_documents(book, sheet, process)
    sheet = book.sheet(book.say("Findings", "问题与建议"), colour=_RED)
    contents[sheet.title] = book.say("what the analyses noticed, and what to do", "分析发现的问题与改进建议")
    write_findings(book, sheet, analysis.findings, raci, _places(plan))
    write_readme(book, readme, process, contents)
    write_base(book, book.sheet(SHEET), process, matrix, plan, raci.title)
    book.workbook.active = book.workbook.sheetnames.index(raci.title)


def _measured(book: Book, process: Process, analysis: Analysis, matrix: RaciMatrix, plan: Plan) -> dict[str, str]:
    """The sheets of the analyses: handoffs, their matrix, loops, roles."""
    contents = {}
    by_department, by_role = analysis.handoffs["department"], analysis.handoffs["role"]
    sheet = book.sheet(book.say("Handoffs", "交接"), colour=_BLUE)
    contents[sheet.title] = book.say("where work changes hands, and how often", "工作在何处交接、多少次")
    write_handoffs(book, sheet, analysis.graph, by_department, by_role)
    sheet = book.sheet(book.say("Handoff matrix", "交接矩阵"), colour=_BLUE)
    contents[sheet.title] = book.say("departments and roles: who hands to whom", "部门与角色：谁交给谁")
    write_matrix(book, sheet, process, by_department, by_role)
    if analysis.loops.returning_edges:
        sheet = book.sheet(book.say("Loops", "回路"), colour=_BLUE)
        contents[sheet.title] = book.say(
            "where work comes back, how often, what it costs", "工作在何处返回、频次与代价"
        )
        write_loops(book, sheet, analysis.loops)
    sheet = book.sheet(book.say("Roles", "角色"), colour=_BLUE)
    contents[sheet.title] = book.say(
        "departments, head-count, duties and work of the roles", "角色的部门、人数、职责与工作量"
    )
    write_roles(book, sheet, process, matrix, plan, analysis.load.roles)
    return contents


def _places(plan: Plan) -> dict[str, str]:
    """The cell of each role and each step on the RACI sheet, by id."""
    places = {role.id: f"{get_column_letter(role.column)}{at.ROLE_ROW}" for role in plan.roles}
    name = get_column_letter(at.NAME_COLUMN)
    return places | {step.id: f"{name}{step.row}" for step in plan.steps}
