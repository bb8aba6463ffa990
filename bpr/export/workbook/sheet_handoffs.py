"""The Handoffs sheet: how often work changes hands, and the list of the handoffs with their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from bpr.analysis.handoffs.report import Handoff, HandoffReport
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [36.0, 22.0, 20.0, 36.0, 22.0, 20.0, 13.0, 13.0]


def write_handoffs(
    book: Book, sheet: Worksheet, graph: ProcessGraph, by_department: HandoffReport, by_role: HandoffReport
) -> None:
    """Fill the Handoffs sheet."""
    notes = [
        book.say(
            "A handoff: two steps one after the other (only routing between them) that different holders carry out.",
            "交接：前后相邻（中间只有路由）的两个步骤由不同的承担者执行。",
        ),
        book.say(
            "Per case: weighted by how often a case passes there, loops included.",
            "每案例：按案例经过的次数加权，含回路。",
        ),
    ]
    row = book.heading(sheet, book.say("Handoffs", "交接"), notes)
    row = _measures(book, sheet, row, by_department, by_role) + 1
    heads = [
        book.say("From step", "交出步骤"),
        book.say("Role", "角色"),
        book.say("Department", "部门"),
        book.say("To step", "接收步骤"),
        book.say("Role", "角色"),
        book.say("Department", "部门"),
        book.say("Handoffs per case", "每案例交接次数"),
        book.say("Between departments", "是否跨部门"),
    ]
    book.page(sheet, title_rows=f"{row}:{row}")
    first = book.table(sheet, row, heads, _WIDTHS)
    for row, handoff in enumerate(by_role.handoffs, start=first):
        _handoff(book, sheet, graph, handoff, row)
    if by_role.handoffs:
        sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(heads))}{row}"


def _measures(book: Book, sheet: Worksheet, row: int, by_department: HandoffReport, by_role: HandoffReport) -> int:
    """The headline numbers, side by side for departments and roles; the row below."""
    heads = [
        book.say("Measure", "指标"),
        book.say("Between departments", "部门之间"),
        book.say("Between roles", "角色之间"),
        book.say("Unit and standing", "单位与口径"),
    ]
    book.table(sheet, row, heads, _WIDTHS[:4])
    reports = (by_department, by_role)
    lines: list[tuple[str, list[Quantity], str]] = [
        (book.say("Handoffs", "交接次数"), [report.handoffs_per_case for report in reports], "number bold"),
        (book.say("Transfers from step to step", "步骤间传递次数"), [r.transfers_per_case for r in reports], "number"),
        (book.say("Handoffs / transfers", "交接占传递的比例"), [report.handoff_ratio for report in reports], "share"),
        (book.say("Partial handoffs", "部分交接"), [r.partial_handoffs_per_case for r in reports], "number"),
        (
            book.say("Flows drawn from lane to lane", "图中跨泳道的流向数"),
            [Quantity(report.drawn_handoffs, "flows", method="count") for report in reports],
            "count",
        ),
        (
            book.say("Most steps in a row in one hand", "同一承担者连续执行的最多步骤"),
            [Quantity(report.longest_run, "activities", method="count") for report in reports],
            "count",
        ),
    ]
    for label, quantities, style in lines:
        row += 1
        book.put(sheet, row, 1, label, "text bold" if style == "number bold" else "text")
        for column, quantity in enumerate(quantities, start=2):
            book.quantity(sheet, row, column, quantity, style)
        words = [book.unit(quantities[1].unit), "" if style == "count" else book.standing(quantities[1])]
        book.put(sheet, row, 4, " · ".join(word for word in words if word), "text soft")
    return row + 1


def _handoff(book: Book, sheet: Worksheet, graph: ProcessGraph, handoff: Handoff, row: int) -> None:
    process = graph.process
    departments = []
    texts = []
    for step, holder in ((handoff.source, handoff.from_holder), (handoff.target, handoff.to_holder)):
        node = graph.nodes.get(step)
        role = process.roles.get(holder)
        department = node.department if node is not None else role.department if role else None
        departments.append(department)
        texts += [
            book.names.node(step),
            book.names.role(holder),
            book.names.department(department) if department else "?",
        ]
    for column, text in enumerate(texts, start=1):
        book.put(sheet, row, column, text, "text bold" if column in (1, 4) else "text")
    book.quantity(sheet, row, 7, handoff.per_case)
    crosses = None if None in departments else departments[0] != departments[1]
    words = {True: book.say("yes", "是"), False: book.say("no", "否"), None: "?"}
    book.put(sheet, row, 8, words[crosses], "text")
    sheet.row_dimensions[row].height = height(list(zip(texts, _WIDTHS, strict=False)))
