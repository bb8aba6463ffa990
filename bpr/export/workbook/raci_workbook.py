"""The RACI workbook: duties to edit, live checks, and what the analyses found, in one Excel file.

Sheets: Read me, the matrix (named after its variant), Check, Decisions, Posts, Departments, Handoffs, Handoff matrix,
Loops, Roles, Documents, Findings, Long (for pivot tables), and the hidden ``_bpr``. A sheet that would have nothing to
say is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties

from bpr.analysis.raci.derive import RaciMatrix
from bpr.analysis.raci.load import RaciReport, report_raci
from bpr.export.files import write_output
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book, Paper
from bpr.export.workbook.names import BookLang, Names
from bpr.export.workbook.package import pack
from bpr.export.workbook.plan import Plan, plan_raci
from bpr.export.workbook.sheet_base import SHEET, write_base
from bpr.export.workbook.sheet_check import write_check
from bpr.export.workbook.sheet_decisions import write_decisions
from bpr.export.workbook.sheet_documents import has_documents, write_documents
from bpr.export.workbook.sheet_duties import write_departments, write_duties
from bpr.export.workbook.sheet_findings import write_findings
from bpr.export.workbook.sheet_handoffs import write_handoffs
from bpr.export.workbook.sheet_long import write_long
from bpr.export.workbook.sheet_loops import write_loops
from bpr.export.workbook.sheet_matrix import write_matrix
from bpr.export.workbook.sheet_raci import write_raci
from bpr.export.workbook.sheet_readme import write_readme
from bpr.export.workbook.sheet_roles import write_roles
from bpr.model.process import Process
from bpr.text import Text

if TYPE_CHECKING:
    from bpr.diagnosis.analyse import Analysis
    from bpr.findings import Finding

_GREY, _ORANGE, _BLUE, _RED = "8EA3BD", "F39A63", "2F4D72", "C62F21"


def write_raci_workbook(
    process: Process,
    path: str | Path,
    *,
    lang: BookLang = "en",
    paper: Paper = "A4",
    analysis: Analysis | None = None,
    force: bool = False,
) -> Path:
    """Write the RACI workbook of a process.

    Args:
        process: the model.
        path: where to; a file somebody has edited is kept unless forced.
        lang: language of all texts: ``en``, ``zh`` or ``both``.
        paper: what its sheets are printed on.
        analysis: its analysis, where it is already worked out.
        force: overwrite a file that bpr did not write, or that was changed since.

    Raises:
        ExportError: the file cannot be written, or belongs to somebody.
    """
    if analysis is None:
        from bpr.diagnosis.analyse import analyse

        analysis = analyse(process)
    return write_output(path, raci_workbook_bytes(process, analysis, lang=lang, paper=paper), force=force)


def raci_workbook_bytes(
    process: Process,
    analysis: Analysis | None,
    *,
    raci: RaciReport | None = None,
    missing: Sequence[Text] = (),
    lang: BookLang = "en",
    paper: Paper = "A4",
) -> bytes:
    """The RACI workbook as bytes; the same process gives the same bytes.

    Args:
        process: the model, or a process or value chain that is rolled up (`bpr.analysis.raci.levels`).
        analysis: its analysis; None for what is rolled up, which has duties only.
        raci: matrix and findings that take the place of those of the analysis, such as those in another variant.
        missing: what the matrix leaves out because no process is known for it.
        lang: language of all texts: ``en``, ``zh`` or ``both``.
        paper: what its sheets are printed on.

    Raises:
        ExportError: no such language or paper.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    book = Book(workbook, lang, "", Names(process, lang), paper)
    book.title = book.each(process.headline)
    if raci is None:
        raci = analysis.raci if analysis is not None else report_raci(process)
    _sheets(book, process, analysis, raci, missing)
    return pack(workbook, book.cached, title=book.title)


def _sheets(
    book: Book, process: Process, analysis: Analysis | None, report: RaciReport, missing: Sequence[Text]
) -> None:
    """All sheets in their order; the Read-me says what each one holds."""
    matrix = report.matrix
    plan = plan_raci(process, matrix)
    readme = book.sheet(book.say("Read me", "说明"), colour=_GREY)
    raci = book.sheet(str(matrix.variant), colour=_ORANGE)
    check = book.sheet(book.say("Check", "检查"), colour=_ORANGE)
    contents = {
        raci.title: book.say("who does what; edit here", "职责分配，在此编辑"),
        check.title: book.say("live judgement of every step, and counts per role", "逐步自动判断，并按角色计数"),
    }
    write_raci(book, raci, process, matrix, plan)
    write_check(book, check, process, matrix, plan)
    if matrix.rights:
        sheet = book.sheet(book.say("Decisions", "决策权限"), colour=_BLUE)
        contents[sheet.title] = book.say("who decides, nominates, evaluates, may veto", "谁决定、提名、评估、否决")
        write_decisions(book, sheet, matrix)
    contents |= _duties(book, process, matrix, plan)
    if analysis is not None:
        contents |= _measured(book, process, analysis)
    sheet = book.sheet(book.say("Roles", "角色"), colour=_BLUE)
    contents[sheet.title] = book.say(
        "departments, head-count, duties and work of the roles", "角色的部门、人数、职责与工作量"
    )
    write_roles(book, sheet, process, matrix, plan, loads=analysis.load.roles if analysis is not None else None)
    if has_documents(process):
        sheet = book.sheet(book.say("Documents", "文档"), colour=_BLUE)
        contents[sheet.title] = book.say("which step writes and reads what", "文档的产生与使用步骤")
        write_documents(book, sheet, process)
    sheet = book.sheet(book.say("Findings", "问题与建议"), colour=_RED)
    contents[sheet.title] = book.say("what the analyses noticed, and what to do", "分析发现的问题与改进建议")
    write_findings(book, sheet, _findings(analysis, report), raci, _places(plan))
    sheet = book.sheet(book.say("Long", "明细"), colour=_GREY)
    contents[sheet.title] = book.say(
        "one line a letter, as exported; the table raci_long for pivot tables",
        "每个字母一行（导出时），表 raci_long，供数据透视",
    )
    write_long(book, sheet, process, matrix, plan)
    write_readme(book, readme, process, matrix, contents, measured=analysis is not None, missing=missing)
    write_base(book, book.sheet(SHEET), process, matrix, plan, raci)
    book.workbook.active = book.workbook.sheetnames.index(raci.title)


def _findings(analysis: Analysis | None, report: RaciReport) -> tuple[Finding, ...]:
    """What the analyses noticed, the duties judged as they stand in this workbook."""
    if analysis is None or analysis.raci is report:
        return analysis.findings if analysis is not None else report.findings
    return (*(finding for finding in analysis.findings if finding.area != "raci"), *report.findings)


def _duties(book: Book, process: Process, matrix: RaciMatrix, plan: Plan) -> dict[str, str]:
    """The duties by role and by department."""
    if not plan.roles:
        return {}
    posts = book.sheet(book.say("Posts", "岗位职责"), colour=_BLUE)
    write_duties(book, posts, process, matrix, plan)
    departments = book.sheet(book.say("Departments", "部门职责"), colour=_BLUE)
    write_departments(book, departments, process, matrix, plan)
    return {
        posts.title: book.say(
            "post descriptions: what each role does, decides, is asked, is told",
            "各岗位执行、负责、被咨询、被告知的事项",
        ),
        departments.title: book.say("the duties of each department", "各部门的职责清单"),
    }


def _measured(book: Book, process: Process, analysis: Analysis) -> dict[str, str]:
    """The sheets of the analyses: handoffs, their matrix, loops."""
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
    return contents


def _places(plan: Plan) -> dict[str, str]:
    """The cell of each role and each step on the RACI sheet, by id."""
    places = {role.id: f"{get_column_letter(role.column)}{at.ROLE_ROW}" for role in plan.roles}
    name = get_column_letter(at.NAME_COLUMN)
    return places | {step.id: f"{name}{step.row}" for step in plan.steps}
