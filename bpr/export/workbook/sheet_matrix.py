"""The Handoff-matrix sheet: who hands to whom, departments and roles, the busier the darker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color
from openpyxl.utils import get_column_letter

from bpr.analysis.handoffs.report import HandoffReport
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import head_width, height
from bpr.model.organisation import Named
from bpr.model.process import Process
from bpr.quantity import Quantity, Status

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NAME_WIDTH = 26.0

Block = tuple[str, HandoffReport, Mapping[str, Named]]


def write_matrix(
    book: Book, sheet: Worksheet, process: Process, by_department: HandoffReport, by_role: HandoffReport
) -> None:
    """Fill the Handoff-matrix sheet."""
    notes = [
        book.say(
            "Rows hand over, columns receive; expected transfers per case. Grey: stays in the same hands.",
            "行为交出方，列为接收方；数值为每案例期望传递次数。灰色为内部传递。",
        )
    ]
    row = book.heading(sheet, book.say("Who hands to whom", "交接矩阵"), notes)
    blocks: list[Block] = [
        (book.say("Between departments", "部门之间"), by_department, process.departments),
        (book.say("Between roles", "角色之间"), by_role, process.roles),
    ]
    sheet.column_dimensions["A"].width = _NAME_WIDTH
    for column, heads in _column_heads(book, blocks).items():
        sheet.column_dimensions[get_column_letter(column)].width = head_width(heads)
    for title, report, names in blocks:
        row = _block(book, sheet, row, title, report, names)
    sheet.freeze_panes = "B1"
    book.page(sheet)


def _column_heads(book: Book, blocks: list[Block]) -> dict[int, list[str]]:
    """The heads that stand above each other, by column."""
    heads: dict[int, list[str]] = {}
    for _, report, names in blocks:
        order = [_name(book, names, holder) for holder in _holders(report, names)]
        for column, head in enumerate([*order, _given(book)], start=2):
            heads.setdefault(column, []).append(head)
    return heads


def _holders(report: HandoffReport, names: Mapping[str, Named]) -> list[str]:
    """Who takes part, in the order of the process."""
    seen = {holder for link in report.matrix for holder in link}
    return [*(key for key in names if key in seen), *sorted(seen - set(names))]


def _block(
    book: Book, sheet: Worksheet, row: int, title: str, report: HandoffReport, names: Mapping[str, Named]
) -> int:
    """One matrix with totals; the row for the next one."""
    total = report.handoffs_per_case
    book.put(sheet, row, 1, title, "heading")
    unit = book.unit(total.unit)
    told = book.say("{0}: {1} {2} ({3})", "{0}：{1} {2}（{3}）").format(
        book.say("Together", "合计"), total.format(), unit, book.standing(total)
    )
    book.put(sheet, row + 1, 1, told, "note")
    order = _holders(report, names)
    if not order:
        return row + 3
    top = row + 2
    _heads(book, sheet, top, order, names)
    for line, giver in enumerate(order, start=top + 1):
        book.put(sheet, line, 1, _name(book, names, giver), "text bold")
        for column, taker in enumerate(order, start=2):
            _cell(book, sheet, line, column, report.matrix.get((giver, taker)), inner=giver == taker)
        given = _sum(quantity for (a, b), quantity in report.matrix.items() if a == giver != b)
        book.quantity(sheet, line, len(order) + 2, given, "number bold")
        sheet.row_dimensions[line].height = height([(_name(book, names, giver), _NAME_WIDTH)])
    last = top + 1 + len(order)
    book.put(sheet, last, 1, book.say("receives", "接收合计"), "summary")
    for column, taker in enumerate(order, start=2):
        book.quantity(
            sheet, last, column, _sum(q for (a, b), q in report.matrix.items() if b == taker != a), "number bold"
        )
    crossing = _sum(quantity for (a, b), quantity in report.matrix.items() if a != b)
    book.quantity(sheet, last, len(order) + 2, crossing, "number bold")
    _scale(sheet, top + 1, len(order))
    return last + 2


def _heads(book: Book, sheet: Worksheet, row: int, order: list[str], names: Mapping[str, Named]) -> None:
    heads = [*(_name(book, names, holder) for holder in order), _given(book)]
    book.put(sheet, row, 1, book.say("from ↓ to →", "交出 ↓ 接收 →"), "head")
    for column, text in enumerate(heads, start=2):
        book.put(sheet, row, column, text, "head centre")
    rooms = [sheet.column_dimensions[get_column_letter(column)].width for column in range(2, len(heads) + 2)]
    sheet.row_dimensions[row].height = height(list(zip(heads, rooms, strict=True)))


def _cell(book: Book, sheet: Worksheet, row: int, column: int, quantity: Quantity | None, *, inner: bool) -> None:
    style = "number inner" if inner else "number"
    if quantity is None or quantity.value == 0.0:
        book.put(sheet, row, column, None, style)
    else:
        book.quantity(sheet, row, column, quantity, style)


def _scale(sheet: Worksheet, top: int, count: int) -> None:
    """White to orange over everything but the diagonal."""
    parts = []
    for offset in range(count):
        row = top + offset
        if offset > 0:
            parts.append(f"B{row}:{get_column_letter(1 + offset)}{row}")
        if offset < count - 1:
            parts.append(f"{get_column_letter(3 + offset)}{row}:{get_column_letter(1 + count)}{row}")
    if parts:
        ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
        scale = ColorScale(cfvo=ends, color=[Color("FFFFFFFF"), Color("FFF39A63")])
        sheet.conditional_formatting.add(" ".join(parts), Rule(type="colorScale", colorScale=scale))


def _sum(quantities: Iterable[Quantity]) -> Quantity:
    """The sum of cells of a matrix; with an unknown one, the part that is known as lower bound."""
    listed = list(quantities)
    known = sum(quantity.value for quantity in listed if quantity.value is not None)
    if all(quantity.value is not None for quantity in listed):
        assumed = any(quantity.status is Status.ASSUMED for quantity in listed)
        return Quantity(known, "transfers/case", Status.ASSUMED if assumed else Status.EXACT)
    return Quantity.unknown("transfers/case", lower=known)


def _given(book: Book) -> str:
    return book.say("hands over", "交出合计")


def _name(book: Book, names: Mapping[str, Named], holder: str) -> str:
    return book.pick(names[holder].name) if holder in names else holder
