"""The Loops sheet: one row a flow by which work comes back, those between departments first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from bpr.analysis.loops.report import LoopReport, ReturningEdge
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [26.0, 26.0, 26.0, 24.0, 18.0, 12.0, 12.0, 12.0, 14.0, 14.0, 50.0, 9.0]
_COST, _WAY, _DEPTH = 10, 11, 12
_CLASSES = {
    "external": ("with outsiders", "涉及外部"),
    "cross_department": ("between departments", "跨部门"),
    "cross_role": ("between roles", "跨角色"),
    "same_role": ("one role", "同一角色"),
    "self_loop": ("one activity", "单一活动"),
    "unclassified": ("not known", "未知"),
}


def write_loops(book: Book, sheet: Worksheet, loops: LoopReport) -> None:
    """Fill the Loops sheet."""
    row = book.heading(sheet, book.say("Loops: where work comes back", "回路：工作在何处返回"), _notes(book, loops))
    edges = loops.returning_edges
    heads = [
        book.say("Sent back from", "返回起点"),
        book.say("To", "返回至"),
        book.say("Roles", "涉及角色"),
        book.say("Departments", "涉及部门"),
        book.say("Kind", "类别"),
        book.say("Planned or rework", "计划重复／返工"),
        book.say("Returns per case", "每案例返回次数"),
        book.say("Share of cases", "受影响案例"),
        book.say("Rework time", "返工时间") + book.unit_line(edge.rework_time for edge in edges),
        book.say("Rework cost", "返工成本") + book.unit_line(edge.rework_cost for edge in edges),
        book.say("Shortest way round", "最短回路"),
        book.say("Depth", "层级"),
    ]
    book.page(sheet, title_rows=f"{row}:{row}")
    first = book.table(sheet, row, heads, _WIDTHS)
    if all(edge.rework_cost.value is None for edge in edges):
        sheet.column_dimensions[get_column_letter(_COST)].hidden = True
    sheet.freeze_panes = f"C{first}"
    for line, edge in enumerate(edges, start=first):
        _edge(book, sheet, edge, line)
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(heads))}{row + len(edges)}"


def _notes(book: Book, loops: LoopReport) -> list[str]:
    """What a row is, and what all rework together takes."""
    total, share = loops.rework_time.rework, loops.rework_time.rework_share
    together = book.say("Rework together: {0} {1} ({2})", "返工合计：{0} {1}（{2}）").format(
        total.format(), book.unit(total.unit), book.standing(total)
    )
    if share.value is not None:
        together += book.say(", {0:.0%} of all work", "，占全部工作量的 {0:.0%}").format(share.value)
    return [
        book.say(
            "One row a returning flow; rework is repeated work, planned repetition is counted apart.",
            "每行为一条返回流向；返工指重复执行的工作，计划内的重复单独统计。",
        ),
        together,
    ]


def _edge(book: Book, sheet: Worksheet, edge: ReturningEdge, row: int) -> None:
    texts = [
        book.names.node(edge.source),
        book.names.node(edge.target),
        book.join([book.names.role(role) for role in edge.roles]),
        book.join([book.names.department(department) for department in edge.departments]),
        book.say(*_CLASSES[edge.loop_class]),
        book.say("planned", "计划重复") if edge.planned else book.say("rework", "返工"),
    ]
    way = " → ".join(book.names.node(step) for step in edge.shortest_cycle)
    for column, text in enumerate(texts, start=1):
        book.put(sheet, row, column, text, "text bold" if column < 3 else "text")
    book.quantity(sheet, row, 7, edge.return_flow_per_case)
    book.quantity(sheet, row, 8, edge.share_of_cases, "share")
    book.quantity(sheet, row, 9, edge.rework_time)
    book.quantity(sheet, row, _COST, edge.rework_cost)
    book.put(sheet, row, _WAY, way, "text")
    book.put(sheet, row, _DEPTH, edge.depth, "tally")
    sheet.row_dimensions[row].height = height([*zip(texts, _WIDTHS, strict=False), (way, _WIDTHS[_WAY - 1])])
