"""Where in a file the process table stands: the sheet, the row of headers, the columns; or why there is none.

A process table is a row of headers with a column for the step (or its id) and one for the next step. Hidden sheets are
not looked at; a sheet called *Example* only when nothing else is a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from bpr.errors import Where
from bpr.formats.spreadsheet import Sheet
from bpr.formats.table.columns import STEP_FIELDS, Header, header_of
from bpr.formats.table.source import Source
from bpr.formats.xml import refuse
from bpr.text import Lang, normalise, shell_word

SNAPSHOT = "_bpr"
RACI_FORMAT = "raci-workbook"
_SEARCHED_ROWS = 30
_SEARCHED_COLUMNS = 200
_LIKE_RACI = 3
_EXAMPLES = frozenset({"example", "示例", "范例"})
_STEPS = frozenset({"steps", "步骤", "process map", "process table", "流程表", "流程步骤"})
_EVENT_LOG = frozenset(
    {"case", "caseid", "casenumber", "timestamp", "案例", "案例编号", "时间戳", "startdate", "completiontime"}
)
_INVENTORY = frozenset({"processid", "processname", "流程编号", "流程名称"})
_BEFORE = frozenset({"predecessor", "predecessors", "dependencies", "前置任务", "前置步骤", "上一步", "depends on"})

Key = tuple[str, Lang | None]


@dataclass(frozen=True)
class Table:
    """The table of one sheet.

    Attributes:
        source: the file.
        sheet: the sheet.
        head: the row of headers.
        columns: the column of each field; bilingual fields by language.
        headers: what each of these columns is called, by column.
        extra: columns with a header that is no field of a process table.
    """

    source: Source
    sheet: Sheet
    head: int
    columns: Mapping[Key, int]
    headers: Mapping[int, Header]
    extra: Mapping[int, str]

    def column(self, field: str) -> int | None:
        """The column of a field, in whatever language."""
        return next((self.columns[field, lang] for lang in (None, "en", "zh") if (field, lang) in self.columns), None)


def find_table(source: Source) -> Table:
    """The process table of a file.

    Raises:
        InputError: there is none, or more than one; says what was found instead.
    """
    _refuse_raci(source)
    visible = [sheet for sheet in source.book.sheets if not sheet.hidden and sheet.cells]
    tables = [table for sheet in visible if (table := best_head(source, sheet, STEP_FIELDS)) is not None]
    whole = [table for table in tables if _has_steps(table) and table.column("next") is not None]
    chosen = [table for table in whole if normalise(table.sheet.title) not in _EXAMPLES] or whole
    if len(chosen) > 1:
        chosen = [table for table in chosen if normalise(table.sheet.title) in _STEPS] or chosen
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        _refuse_several(source, chosen)
    _refuse_none(source, tables)


def best_head(source: Source, sheet: Sheet, fields: tuple[str, ...]) -> Table | None:
    """The table below the row, among the first of a sheet, with the most headers that are known; None without any."""
    best: Table | None = None
    for row in [row for row in sheet.rows if row <= _SEARCHED_ROWS]:
        table = _head(source, sheet, row, fields)
        if table.columns and (best is None or len(table.columns) > len(best.columns)):
            best = table
    return best


def _head(source: Source, sheet: Sheet, row: int, fields: tuple[str, ...]) -> Table:
    """The columns that a row of headers names; of two that mean the same, the better name wins."""
    found: dict[Key, tuple[int, int]] = {}
    headers: dict[int, Header] = {}
    extra: dict[int, str] = {}
    for column in [column for column in sheet.columns if column <= _SEARCHED_COLUMNS]:
        text = sheet.text(row, column)
        header = header_of(text)
        if header is None or header.field not in fields:
            extra |= {column: text} if text else {}
            continue
        headers[column] = header
        extra[column] = text
        key = (header.field, header.lang)
        if key not in found or header.rank < found[key][0]:
            found[key] = (header.rank, column)
    columns = {key: column for key, (_, column) in found.items()}
    for field, lang in list(columns):
        if lang is None and {(field, "en"), (field, "zh")} <= set(columns):
            del columns[field, lang]  # both languages have a column of their own; this one is kept as it is
    used = set(columns.values())
    return Table(
        source,
        sheet,
        row,
        columns,
        {column: header for column, header in headers.items() if column in used},
        {column: text for column, text in extra.items() if column not in used},
    )


def _has_steps(table: Table) -> bool:
    return table.column("step") is not None or table.column("id") is not None


def _refuse_raci(source: Source) -> None:
    snapshot = source.book.sheet(SNAPSHOT)
    if snapshot is None or not any(cell.text.startswith(RACI_FORMAT) for cell in snapshot.cells.values()):
        return
    refuse(
        "this is a RACI workbook, not a process table", "这是 RACI 工作簿，不是流程表",
        fix_en=f"read it into its model with: bpr raci read {shell_word(source.book.file)} --into model.yaml",
        fix_zh=f"请用该命令读回模型：bpr raci read {shell_word(source.book.file)} --into model.yaml",
        where=Where(source.book.file), code="RACI_WORKBOOK",
    )  # fmt: skip


def _refuse_several(source: Source, tables: list[Table]) -> NoReturn:
    titles = ", ".join(f"'{table.sheet.title}'" for table in tables)
    refuse(
        f"several sheets are process tables: {titles}", f"有多个工作表都是流程表：{titles}",
        fix_en="keep one process a workbook: call its sheet 'Steps', or hide the others",
        fix_zh="一个工作簿只放一个流程：将该工作表命名为“步骤”，或隐藏其他工作表",
        where=Where(source.book.file), code="SEVERAL_TABLES",
    )  # fmt: skip


def _refuse_none(source: Source, tables: list[Table]) -> NoReturn:
    """Say what the file seems to be instead."""
    where = Where(source.book.file)
    words = {"".join(normalise(text).split()).replace("_", "") for text in _first_texts(source)}
    table = max(tables, key=lambda one: len(one.columns), default=None)
    code, en, zh, fix_en, fix_zh = _REASONS["none"]
    if len(words & _EVENT_LOG) > 1:
        code, en, zh, fix_en, fix_zh = _REASONS["log"]
    elif words & _INVENTORY:
        code, en, zh, fix_en, fix_zh = _REASONS["inventory"]
    elif any(_looks_like_raci(sheet) for sheet in source.book.sheets if not sheet.hidden):
        code, en, zh, fix_en, fix_zh = _REASONS["raci"]
    elif table is not None and _has_steps(table):
        code, en, zh, fix_en, fix_zh = _REASONS["before" if words & _BEFORE else "next"]
        where = source.where(table.sheet, table.head)
    elif table is not None and table.column("next") is not None:
        code, en, zh, fix_en, fix_zh = _REASONS["step"]
        where = source.where(table.sheet, table.head)
    refuse(en, zh, fix_en=fix_en, fix_zh=fix_zh, where=where, code=code)


def _first_texts(source: Source) -> set[str]:
    """The short texts in the first rows of all visible sheets."""
    return {
        cell.text
        for sheet in source.book.sheets
        if not sheet.hidden
        for (row, _), cell in sheet.cells.items()
        if row <= _SEARCHED_ROWS and isinstance(cell.value, str) and len(cell.value) <= _SEARCHED_ROWS
    }


def _looks_like_raci(sheet: Sheet) -> bool:
    """Whether some column, or several, hold nothing but duty letters."""
    letters = [
        position
        for position, cell in sheet.cells.items()
        if 0 < len(cell.text) <= _LIKE_RACI and set(cell.text.upper()) <= set("RACIS/,")
    ]
    return len(letters) > _LIKE_RACI and {"R", "A"} <= {
        char for position in letters for char in sheet.cells[position].text.upper()
    }


_TEMPLATE = "a template to fill in: bpr new NAME --table NAME.xlsx", "可填写的模板：bpr new 名称 --table 名称.xlsx"
_REASONS = {
    "none": (
        "NO_TABLE",
        "there is no process table in this file: no row of headers names the steps",
        "文件中没有流程表：找不到写有步骤列的表头",
        f"write one row a step, with the columns ID, Step, Next, Role; {_TEMPLATE[0]}",
        f"请一行写一个步骤，至少包含“编号、步骤、下一步、角色”列；{_TEMPLATE[1]}",
    ),
    "step": (
        "NO_STEP_COLUMN",
        "no column names the steps",
        "没有写步骤名称的列",
        "call the column with the names of the steps 'Step'",
        "请将步骤名称所在列的表头写为“步骤”",
    ),
    "next": (
        "NO_NEXT_COLUMN",
        "no column says which step comes next, so there is no flow to draw",
        "没有“下一步”列，无法得知流程走向",
        f"add a column 'Next' with the id of the following step; {_TEMPLATE[0]}",
        f"请增加“下一步”列，填写后续步骤的编号；{_TEMPLATE[1]}",
    ),
    "before": (
        "NO_NEXT_COLUMN",
        "this is a plan: it says what comes before a task, not what comes next and under which condition",
        "这是计划表：写明了前置任务，而不是后续步骤及其条件",
        f"add a column 'Next' with the id of the following step; {_TEMPLATE[0]}",
        f"请增加“下一步”列，填写后续步骤的编号；{_TEMPLATE[1]}",
    ),
    "raci": (
        "RACI_MATRIX",
        "this looks like a RACI matrix: it has duties, but no step says which one comes next",
        "这看起来是 RACI 矩阵：只有职责，没有步骤之间的先后关系",
        "read it with 'bpr raci read', or add a column 'Next'",
        "请用 bpr raci read 读取，或增加“下一步”列",
    ),
    "log": (
        "EVENT_LOG",
        "this looks like an event log: one row is something that happened, not a step of a process",
        "这看起来是事件日志：一行是一次发生的事件，而不是流程步骤",
        f"a process table has one row a step; {_TEMPLATE[0]}",
        f"流程表一行写一个步骤；{_TEMPLATE[1]}",
    ),
    "inventory": (
        "INVENTORY",
        "this is a list of processes: one row is a whole process, not a step of one",
        "这是流程清单：一行是一个完整流程，而不是流程中的步骤",
        f"write the steps of one process into a table of its own; {_TEMPLATE[0]}",
        f"请为每个流程单独填写步骤表；{_TEMPLATE[1]}",
    ),
}
