"""The Findings sheet: what the analyses noticed, the worst first, each with its remedy and a way to the step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.findings import Finding, in_order
from bpr.text import counted

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [11.0, 13.0, 27.0, 54.0, 48.0, 36.0, 7.0]
_LINK_COLUMN = 7
_MOST_NAMES = 6
_AREAS = {
    "handoffs": ("handoffs", "交接"),
    "loops": ("loops", "回路"),
    "flow": ("times", "时间"),
    "load": ("load", "负荷"),
    "bottlenecks": ("bottlenecks", "瓶颈"),
    "structure": ("structure", "结构"),
    "soundness": ("structure", "结构"),
    "raci": ("duties", "职责"),
    "reading": ("reading", "读取"),
    "complexity": ("complexity", "复杂度"),
}


def write_findings(
    book: Book,
    sheet: Worksheet,
    findings: Iterable[Finding],
    raci: Worksheet,
    places: Mapping[str, str],
) -> None:
    """Fill the Findings sheet; ``places`` gives the cell on the RACI sheet by step or role id."""
    ordered = in_order(findings)
    errors, warnings, infos = (
        sum(finding.severity == severity for finding in ordered) for severity in ("error", "warning", "info")
    )
    notes = [
        book.say(
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(infos, 'note')}. "
            "The arrow leads to the matrix.",
            f"错误 {errors} 项，警告 {warnings} 项，提示 {infos} 项。点击箭头可跳转到矩阵。",
        )
    ]
    row = book.heading(sheet, book.say("Findings", "问题与建议"), notes)
    heads = [
        book.say("Severity", "级别"),
        book.say("Area", "领域"),
        book.say("Code", "代码"),
        book.say("What", "问题"),
        book.say("What to do", "建议"),
        book.say("Where", "位置"),
        book.say("Go", "跳转"),
    ]
    book.page(sheet, title_rows=f"{row}:{row}")
    row = book.table(sheet, row, heads, _WIDTHS)
    sheet.freeze_panes = f"A{row}"
    if ordered:
        sheet.auto_filter.ref = f"A{row - 1}:G{row - 1 + len(ordered)}"
    else:
        book.put(sheet, row, 1, book.say("Nothing was noticed.", "未发现问题。"), "note")
    for line, finding in enumerate(ordered, start=row):
        texts = [
            book.pick(finding.severity.word),
            book.say(*_AREAS.get(finding.area, (finding.area, finding.area))),
            finding.code,
            book.pick(finding.message),
            book.pick(finding.remedy),
            _where(book, finding),
        ]
        for column, text in enumerate(texts, start=1):
            book.put(sheet, line, column, text, finding.severity.value if column == 1 else "text")
        target = next((places[element] for element in finding.elements if element in places), None)
        arrow = book.put(sheet, line, _LINK_COLUMN, "→" if target else None, "arrow")
        if target is not None:
            book.link(arrow, raci, target)
        sheet.row_dimensions[line].height = height(list(zip(texts, _WIDTHS, strict=False)))


def _where(book: Book, finding: Finding) -> str:
    shown = [book.names.elements.get(element, element) for element in finding.elements]
    more = len(shown) - _MOST_NAMES
    text = book.join(shown[:_MOST_NAMES])
    return text if more <= 0 else text + book.say(f" and {more} more", f" 等 {len(shown)} 项")
