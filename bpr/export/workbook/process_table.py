"""The process table as a workbook: a template to fill in, or any process, one row a step.

Sheets: Steps (the table with dropdowns, notes on the headers, and a live preview of faults), Process (facts), Roles,
Departments and, where there are any, Systems and Documents; for the template an example. `bpr.formats.table` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation

from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.export.workbook.names import Names
from bpr.export.workbook.package import pack
from bpr.export.workbook.styles import FAULT, FAULT_TEXT, highlight
from bpr.export.workbook.table_check import Places, keys, row_check, summary, summary_now, verdict
from bpr.export.workbook.table_example import example_process
from bpr.export.workbook.table_lists import write_lists
from bpr.export.workbook.table_notes import NOTES
from bpr.export.workbook.table_rows import TableRows
from bpr.formats.table.columns import column_name
from bpr.formats.table.locate import SNAPSHOT
from bpr.formats.table.snapshot import TEMPLATE, snapshot_rows
from bpr.formats.table.words import KIND_WORDS
from bpr.model import Process
from bpr.model.organisation import WorkingTime
from bpr.text import Lang, Text, safe_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW, FIRST_ROW = 4, 5
TEMPLATE_ROWS, SPARE_ROWS = 120, 30
MOST_CHECKED = 500
_GREY, _BLUE, _ORANGE = "8EA3BD", "2F4D72", "F39A63"
_WIDTHS = {
    **{"id": 8.0, "step": 28.0, "type": 12.0, "next": 14.0, "label": 16.0, "share": 12.0, "role": 16.0},
    **{"department": 14.0, "phase": 12.0, "time": 10.0, "wait": 10.0, "cost": 8.0, "check": 24.0, "note": 20.0},
}
_WIDTH = 13.0
_BLANK_HEIGHT = 18.0
_PAPER_WIDTH, _PAPER_HEIGHT = 784.0, 490.0  # points of a page of A4 on its side, without margins and some to spare
_NUMBERS = ("time", "wait", "cost")

# ties typed days to hours; it stands on the sheet, to be seen and changed
_USUAL_WEEK = WorkingTime(hours_per_day=8, days_per_week=5)


def process_table_bytes(
    process: Process | None, *, lang: Lang = "en", example: bool = False, name: str | None = None
) -> bytes:
    """A process table as an Excel workbook; the same process gives the same bytes.

    Args:
        process: the process to write; None for an empty template. What a table cannot hold is left out
            (`bpr.formats.table.lost_in_table` names it).
        lang: language of headers, names and notes; texts in the other language have columns of their own.
        example: add a sheet with an example of ten steps.
        name: what the process of an empty template is called.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    template = process is None
    called = name or {"en": "Process table", "zh": "流程表"}[lang]
    shown = process or Process(id=safe_name(called), title=Text.of(called), working_time=_USUAL_WEEK)
    title = shown.headline(lang)
    book = Book(workbook, lang, title, Names(shown, lang))
    rows = TableRows.of(shown, lang)
    steps = book.sheet(book.say("Steps", "步骤"), colour=_ORANGE)
    _write_steps(book, steps, rows, title, spare=TEMPLATE_ROWS if template else SPARE_ROWS)
    write_lists(book, rows)
    if example:
        sheet = book.sheet(book.say("Example", "示例"), colour=_GREY)
        heading = book.say("Example: expense claim (figures are made up)", "示例：费用报销（数据为虚构）")
        _write_steps(book, sheet, TableRows.of(example_process(), lang), heading, spare=0)
    base = book.sheet(SNAPSHOT)
    for row, values in enumerate([("format", TEMPLATE)] if template else snapshot_rows(rows.process), start=1):
        for column, value in enumerate(values, start=1):
            book.put(base, row, column, value, "id")
    base.sheet_state = "veryHidden"
    workbook.active = 0
    return pack(workbook, book.cached, title=title, shared=book.shared)


def _write_steps(book: Book, sheet: Worksheet, rows: TableRows, title: str, *, spare: int) -> None:
    """Title, a line how to fill it in, the preview, the headers, the rows and some empty ones; without, to look at."""
    columns = list(rows.columns)
    if not rows.nodes:
        columns.insert(2, ("step", "en" if rows.lang == "zh" else "zh"))
    columns.insert(2, ("check", None))  # beside the step, where it is seen
    at = {key: position for position, key in enumerate(columns, start=1)}
    count = len(rows.nodes) + spare
    last = FIRST_ROW + count - 1
    book.put(sheet, 1, 1, title, "title")
    book.put(sheet, 2, 1, _how(book), "note")
    sheet.row_dimensions[1].height, sheet.row_dimensions[3].height = 26, 22
    heads = [rows.head(key) if key[0] != "check" else column_name("check", rows.lang) for key in columns]
    for key, head in zip(columns, heads, strict=True):
        cell = book.put(sheet, HEAD_ROW, at[key], head, "head")
        if spare:
            note = NOTES[key[0]]
            cell.comment = Comment(f"{note.pick('en')}\n{note.pick('zh')}", "bpr", width=320, height=150)
        sheet.column_dimensions[get_column_letter(at[key])].width = _WIDTHS.get(key[0], _WIDTH)
    sheet.row_dimensions[HEAD_ROW].height = height(
        [(head, _WIDTHS.get(key[0], _WIDTH)) for key, head in zip(columns, heads, strict=True)]
    )
    for row, node in enumerate(rows.nodes, start=FIRST_ROW):
        cells = rows.row(node)
        sizes = [(str(value), _WIDTHS.get(key[0], _WIDTH)) for key, value in cells.items()]
        sheet.row_dimensions[row].height = height(sizes)
        for key, position in at.items():
            _format(book.put(sheet, row, position, cells.get(key)), key[0])
    for row in range(FIRST_ROW + len(rows.nodes), last + 1):
        sheet.row_dimensions[row].height = _BLANK_HEIGHT
        for key, position in at.items():
            _format(book.put(sheet, row, position, None), key[0])
    if count <= MOST_CHECKED:
        _preview(book, sheet, rows, {key[0]: position for key, position in reversed(at.items())}, last)
    _choices(book, sheet, at, last)
    sheet.freeze_panes = f"{get_column_letter(at['check', None] + 1)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    printed = _printed_rows(sheet, len(columns), FIRST_ROW + len(rows.nodes) - 1, last)
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{printed}"
    book.page(sheet, title_rows=f"{HEAD_ROW}:{HEAD_ROW}")


def _printed_rows(sheet: Worksheet, columns: int, filled: int, last: int) -> int:
    """The last row to print: all that is filled, and as many empty rows as the page has room for anyway."""
    widths = (sheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1))
    page = _PAPER_HEIGHT * max(1.0, sum(width * 7 + 5 for width in widths) * 0.75 / _PAPER_WIDTH)
    heights = [sheet.row_dimensions[row].height or 15.0 for row in range(1, filled + 1)]
    head = heights[HEAD_ROW - 1]
    room, used = page - head, sum(heights) - head  # each page repeats the headers
    return min(last, filled + int((-used % room) // _BLANK_HEIGHT))


def _how(book: Book) -> str:
    return book.say(
        "One row a step. Next names the id of the following step; several: A3, A4, with labels and shares in the same "
        "order. What is not known stays empty. Point at a header for help.",
        "一行一个步骤。“下一步”填写后续步骤的编号；多个：A3, A4，条件与占比顺序一致。不知道的留空。"
        "鼠标指向表头可看说明。",
    )


def _format(cell: Any, field: str) -> None:
    """Texts stay as they are typed (``3, 4``, ``1-2``); numbers are numbers."""
    cell.number_format = "General" if field in _NUMBERS or field == "check" else "@"


def _preview(book: Book, sheet: Worksheet, rows: TableRows, at: dict[str, int], last: int) -> None:
    """The column Check, its hidden columns, and the line above the table, with the values they have now."""
    beyond = max(at.values()) + 1
    letter = {field: get_column_letter(position) for field, position in at.items()}
    hidden = {
        name: get_column_letter(beyond + offset) for offset, name in enumerate(("ids", "names", "ways", "shares"))
    }
    named = {
        field: letter[field]
        for field in ("id", "step", "type", "next", "label", "share", "role", "time", "wait", "check")
    }
    places = Places(first=FIRST_ROW, last=last, **named, **hidden)
    verdicts = [verdict(node, rows.lang) for node in rows.nodes]
    for row in range(FIRST_ROW, last + 1):
        now = verdicts[row - FIRST_ROW] if row - FIRST_ROW < len(verdicts) else ""
        book.formula(sheet, row, at["check"], row_check(places, row, rows.lang), now)
        for column, formula in keys(places, row).items():
            position = beyond + list(hidden.values()).index(column)
            sheet.cell(row, position).value = f"={formula}"
    for column in hidden.values():
        sheet.column_dimensions[column].hidden = True
    book.shared[sheet.title] = [f"{column}{FIRST_ROW}:{column}{last}" for column in (letter["check"], *hidden.values())]
    ends = any(not node.next or any(way.to == "end" for way in node.next) for node in rows.nodes)
    now = summary_now(verdicts, ends=ends, lang=rows.lang)
    book.formula(sheet, 3, 1, summary(places, rows.lang), now, "heading")
    red = highlight(FAULT, FAULT_TEXT)
    area = f"{letter['check']}{FIRST_ROW}:{letter['check']}{last}"
    rule = Rule(type="expression", dxf=red, formula=[f'${letter["check"]}{FIRST_ROW}<>""'])
    sheet.conditional_formatting.add(area, rule)


def _choices(book: Book, sheet: Worksheet, at: dict[Any, int], last: int) -> None:
    """Dropdowns: fixed words for the type, names and ids for the rest; several may be typed."""
    words = ",".join(entries[book.lang == "zh"] for entries in KIND_WORDS.values())
    sources = {
        "type": f'"{words}"',
        "role": f"{_area(book, 'Roles', '角色')}",
        "department": f"{_area(book, 'Departments', '部门')}",
        "next": f"$A${FIRST_ROW}:$A${last}",
        **dict.fromkeys(("accountable", "consulted", "informed", "support"), _area(book, "Roles", "角色")),
    }
    for field, source in sources.items():
        column = get_column_letter(at[field, None])
        choice = DataValidation(type="list", formula1=source, allow_blank=True)
        choice.showErrorMessage = False
        choice.add(f"{column}{FIRST_ROW}:{column}{last}")
        sheet.add_data_validation(choice)


def _area(book: Book, en: str, zh: str) -> str:
    return f"'{book.say(en, zh)}'!$A$4:$A$203"
