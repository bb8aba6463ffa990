"""The Read-me sheet: what the workbook is, how to fill it in, the colours, and how the numbers were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.styles import PatternFill

from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.units import input_text
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.export.workbook.letters import fill_of, meanings_of
from bpr.export.workbook.sheet_base import FORMAT
from bpr.model.process import STAGES, Process
from bpr.text import Text, counted

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LABEL_WIDTH, _TEXT_WIDTH = 24.0, 96.0


def write_readme(
    book: Book,
    sheet: Worksheet,
    process: Process,
    matrix: RaciMatrix,
    sheets: dict[str, str],
    *,
    measured: bool,
    missing: Sequence[Text] = (),
) -> None:
    """Fill the Read-me sheet; ``sheets`` says what each other sheet holds, ``measured`` whether numbers do."""
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    row = book.heading(sheet, book.title, [book.say("Responsibility workbook", "职责工作簿")])
    row = _block(book, sheet, row, book.say("The process", "流程概况"), _facts(book, process, missing))
    row = _block(book, sheet, row, book.say("How to fill it in", "填写方法"), _how(book, str(matrix.variant)))
    row = _letters(book, sheet, row, matrix)
    row = _block(book, sheet, row, book.say("Sheets", "工作表"), list(sheets.items()))
    if not measured:
        book.page(sheet, landscape=False)
        return
    _block(book, sheet, row, book.say("How the numbers were found", "数据口径"), _numbers(book, process))
    book.page(sheet, landscape=False)


def _block(book: Book, sheet: Worksheet, row: int, title: str, entries: list[tuple[str, str]]) -> int:
    """A heading and rows of label and text; the row for the next block."""
    book.put(sheet, row, 1, title, "heading")
    for line, (label, text) in enumerate(((book.stack(a), book.stack(b)) for a, b in entries), start=row + 1):
        book.put(sheet, line, 1, label, "text bold")
        book.put(sheet, line, 2, text, "text")
        sheet.row_dimensions[line].height = height([(label, _LABEL_WIDTH), (text, _TEXT_WIDTH)])
    return row + len(entries) + 2


def _facts(book: Book, process: Process, missing: Sequence[Text]) -> list[tuple[str, str]]:
    owner = book.names.role(process.owner) if process.owner else book.say("not named", "未指定")
    stage = book.pick(STAGES[process.stage] if process.stage else None, book.say("not stated", "未注明"))
    entries = [
        (book.say("Process id", "流程编号"), process.id),
        (book.say("Stage", "阶段"), stage),
        (book.say("Process owner", "流程负责人"), owner),
    ]
    if process.volume is not None:
        periods = {"hour": "小时", "day": "天", "week": "周", "month": "月", "quarter": "季度", "year": "年"}
        cases, per = f"{process.volume.cases:g}", process.volume.per
        volume = book.say(f"{counted(process.volume.cases, 'case')} a {per}", f"每{periods[per]} {cases} 个案例")
        entries.append((book.say("Volume", "业务量"), volume))
    if missing:
        left_out = book.join([book.pick(text) for text in missing])
        entries.append((book.say("Left out: no process known", "未包含：尚无对应流程"), left_out))
    if process.note is not None:
        entries.append((book.say("Note", "说明"), book.pick(process.note)))
    entries += [(book.say("Source", "来源"), book.pick(source)) for source in process.sources]
    return entries


def _how(book: Book, matrix_sheet: str) -> list[tuple[str, str]]:
    steps = [
        book.say(
            f"Edit the sheet {matrix_sheet}: choose letters from the list in each cell; delete one to take it away.",
            f"在工作表“{matrix_sheet}”中编辑：从单元格下拉列表选择字母；删除字母即取消职责。",
        ),
        book.say(
            "Look at the Check sheet: it judges every step while you type. The aim is zero faults.",
            "查看“检查”工作表：修改时逐步自动判断，目标是零问题。",
        ),
        book.say(
            "Steps and roles may be sorted, renamed and inserted (inside the table). "
            "Leave hidden rows, columns and sheets as they are.",
            "步骤和角色可以排序、改名，也可以在表格内部插入。请勿改动隐藏的行、列和工作表。",
        ),
        book.say(
            "Save as .xlsx and send it back to whoever sent it to you.",
            "保存为 .xlsx 并发回给发送人。",
        ),
    ]
    return [(str(number), text) for number, text in enumerate(steps, start=1)]


def _letters(book: Book, sheet: Worksheet, row: int, matrix: RaciMatrix) -> int:
    entries = [(letter, book.pick(text)) for letter, text in meanings_of(matrix.variant).items()]
    entries += [
        (
            book.say("Dashed frame", "橙色虚线框"),
            book.say(
                "proposed by bpr: nobody is named, so the process owner stands in; confirm or change it",
                "建议值：模型中未指定负责人，暂由流程负责人承担，请确认或修改",
            ),
        ),
        (
            book.say("Red step", "红色步骤"),
            book.say("the duties of this step break a rule; see Check", "该步骤的职责不符合规则，详见“检查”"),
        ),
        (
            book.say("Sand colour", "米色"),
            book.say("external department (customer, supplier, authority)", "外部部门（客户、供应商、监管机构）"),
        ),
    ]
    below = _block(book, sheet, row, book.say("Letters and colours", "字母与颜色"), entries)
    for at, letter in enumerate(meanings_of(matrix.variant), start=row + 1):
        sheet.cell(at, 1).fill = PatternFill("solid", fgColor=fill_of(letter, matrix.variant))
    return below


def _numbers(book: Book, process: Process) -> list[tuple[str, str]]:
    entries = [
        (
            book.say("Per case", "每案例"),
            book.say(
                "Expected values for one case: every step and flow counts as often as it is passed, loops included.",
                "单个案例的期望值：每个步骤和流转按经过的次数加权，含回路与分支比例。",
            ),
        ),
        (
            book.say("? and a…b", "? 与 a…b"),
            book.say(
                "Unknown stays unknown: ? is not zero. a…b are the least and greatest possible values.",
                "未知就是未知：? 不等于零。a…b 为可能的最小值与最大值。",
            ),
        ),
        (
            book.say("Orange italics", "橙色斜体"),
            book.say("the number rests on an assumption somebody asked for", "该数字基于人为设定的假设"),
        ),
    ]
    if process.illustrative:
        en = ", ".join(input_text(name, "en") for name in process.illustrative)
        zh = "、".join(input_text(name, "zh") for name in process.illustrative)
        entries.append(
            (
                book.say("Illustrative", "示意数据"),
                book.say(
                    f"Not measured, for illustration only: {en}. Do not decide on these numbers.",
                    f"以下数据未经实测，仅作示意：{zh}。请勿据此决策。",
                ),
            )
        )
    entries.append((book.say("Format", "格式版本"), FORMAT))
    return entries
