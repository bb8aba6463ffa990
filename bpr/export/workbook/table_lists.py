"""The sheets beside the steps of a process table: facts of the process, roles, departments, systems, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from bpr.export.workbook.book import Book
from bpr.export.workbook.table_notes import FACT_NOTES
from bpr.export.workbook.table_rows import TIME_UNITS, TableRows, Value, literal, number_cell
from bpr.formats.table.columns import column_name
from bpr.formats.table.facts import fact_name
from bpr.formats.table.lists import join_list, quote, split_list
from bpr.formats.table.names import GROUPS
from bpr.formats.table.words import NO, YES
from bpr.formats.yaml_write import per_cent
from bpr.model import Process, Role
from bpr.model.process import STAGES
from bpr.model.raci import LETTERS
from bpr.text import LANGUAGES, Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_GREY, _BLUE = "8EA3BD", "2F4D72"
_TITLES = {
    "roles": Text(en="Roles", zh="角色"),
    "departments": Text(en="Departments", zh="部门"),
    "systems": Text(en="Systems", zh="系统"),
    "documents": Text(en="Documents", zh="单据"),
}
_NAMED = {
    "roles": Text(en="Role", zh="角色"),
    "departments": Text(en="Department", zh="部门"),
    "systems": Text(en="System", zh="系统"),
    "documents": Text(en="Document", zh="单据"),
}
_HINTS = {
    "roles": Text(
        en="Who takes part. Only what you know: roles used in the steps need not be listed.",
        zh="参与流程的角色。只填已知内容；步骤中用到的角色不必在此列出。",
    ),
    "departments": Text(
        en="External: yes for customers, suppliers and authorities.", zh="外部：客户、供应商、主管机构填“是”。"
    ),
    "systems": Text(en="Systems and tools.", zh="系统与工具。"),
    "documents": Text(en="Documents, forms and files.", zh="单据、表单与文件。"),
}
_PERIODS = ("hour", "day", "week", "month", "quarter", "year")
_SPARE = 24
_HEAD_ROW = 3


def write_lists(book: Book, rows: TableRows) -> None:
    """All sheets beside the steps; systems and documents only where there are some."""
    _write_facts(book, book.sheet(book.say("Process", "流程"), colour=_BLUE), rows)
    for group in _TITLES:
        entries = getattr(rows.process, group)
        if entries or group in ("roles", "departments"):
            _write_group(book, book.sheet(_TITLES[group].pick(rows.lang), colour=_GREY), rows, group)


def _write_facts(book: Book, sheet: Worksheet, rows: TableRows) -> None:
    """One fact a row: its name, its value."""
    book.put(sheet, 1, 1, book.say("Facts of the process", "流程概况"), "title")
    book.put(sheet, 2, 1, book.say("Leave empty what is not known.", "不知道的留空。"), "note")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28.0, 60.0
    choices: dict[str, list[str]] = {
        "stage": list(STAGES),
        "per": list(_PERIODS),
        "time_unit": list(TIME_UNITS),
        "raci": list(LETTERS),
    }
    values = _facts(rows)
    for row, (field, lang) in enumerate(_fact_keys(rows), start=_HEAD_ROW):
        name = fact_name(field, rows.lang)
        if lang is not None:
            name += f" ({lang})"
        label = book.put(sheet, row, 1, name, "text bold")
        if field in FACT_NOTES:
            note = FACT_NOTES[field]
            label.comment = Comment(f"{note.pick('en')}\n{note.pick('zh')}", "bpr", width=280, height=90)
        cell = book.put(sheet, row, 2, values.get((field, lang)))
        if isinstance(cell.value, str) or cell.value is None:
            cell.number_format = "@"
        if field in choices:
            choice = DataValidation(type="list", formula1=f'"{",".join(choices[field])}"', allow_blank=True)
            choice.showErrorMessage = False
            choice.add(f"B{row}")
            sheet.add_data_validation(choice)
    book.page(sheet, landscape=False)


_RARE = ("family", "place", "parent", "level", "cadence", "value", "raci", "events")


def _is_said(rows: TableRows, field: str) -> bool:
    """Whether a fact that few people need has something to say."""
    if field == "events":
        return rows.explicit
    value = getattr(rows.process, field)
    return value is not None and value != Process.model_fields[field].default


_BILINGUAL_FACTS = ("title", "cadence", "value", "note")


def _fact_keys(rows: TableRows) -> list[tuple[str, str | None]]:
    """The facts in their order; bilingual ones twice where both languages are needed."""
    fields = (
        *("title", "id", "stage", "owner", "customer", "cases", "per", "time_unit", "hours_per_day", "days_per_week"),
        *("weeks_per_year", "currency", "illustrative", "note", *_RARE),
    )
    found: list[tuple[str, str | None]] = []
    for field in fields:
        if field in _RARE and not _is_said(rows, field):
            continue
        text = getattr(rows.process, field) if field in _BILINGUAL_FACTS else None
        plain = text is None or Text.of(text.pick(rows.lang)) == text
        found += [(field, None)] if plain else [(field, lang) for lang in LANGUAGES]
    return found


def _facts(rows: TableRows) -> dict[tuple[str, str | None], Value]:
    """The value of each fact."""
    process = rows.process
    known = rows.names["roles"]
    customer = process.customer or ""
    if customer in process.roles:
        customer = rows.reference("roles", customer)
    elif customer:
        items = split_list(customer)
        clash = len(items) == 1 and (
            known.known(items[0]) is not None or items[0].quoted or literal(customer) != customer
        )
        customer = quote(customer) if clash else customer
    volume, working = process.volume, process.working_time
    values: dict[tuple[str, str | None], Value] = {
        ("id", None): literal(process.id),
        ("stage", None): process.stage,
        ("owner", None): rows.reference("roles", process.owner) if process.owner else None,
        ("customer", None): customer or None,
        ("cases", None): number_cell(volume.cases) if volume else None,
        ("per", None): volume.per if volume else None,
        ("time_unit", None): process.time_unit,
        ("illustrative", None): join_list(process.illustrative) or None,
        ("level", None): process.level,
        ("raci", None): process.raci if isinstance(process.raci, str) else None,
        ("events", None): "explicit" if rows.explicit else None,
    }
    for field in ("family", "place", "parent", "currency"):
        value = getattr(process, field)
        values[field, None] = literal(value) if value else None
    for field in ("hours_per_day", "days_per_week", "weeks_per_year"):
        values[field, None] = number_cell(getattr(working, field)) if working else None
    for field, lang in _fact_keys(rows):
        text = getattr(process, field) if field in _BILINGUAL_FACTS else None
        if text is not None:
            values[field, lang] = text.pick(rows.lang) if lang is None else getattr(text, lang)
    return values


def _write_group(book: Book, sheet: Worksheet, rows: TableRows, group: str) -> None:
    """One group of names as a table."""
    _, _, others = GROUPS[group]
    entries = getattr(rows.process, group)
    names = [entry.name for entry in entries.values()]
    other = "en" if rows.lang == "zh" else "zh"
    named = any(Text.of(name.pick(rows.lang)) != name for name in names)
    head = _NAMED[group].pick(rows.lang)
    slots = [rows.lang, other] if named else [None]
    heads = [f"{head} ({slot})" if slot is not None else head for slot in slots]
    heads += [column_name("id", rows.lang), *(column_name(field, rows.lang) for field in others)]
    book.put(sheet, 1, 1, _TITLES[group].pick(rows.lang), "title")
    book.put(sheet, 2, 1, _HINTS[group].pick(rows.lang), "note")
    book.table(sheet, _HEAD_ROW, heads, [24.0] * len(slots) + [18.0] * (1 + len(others)))
    for row, (key, entry) in enumerate(entries.items(), start=_HEAD_ROW + 1):
        cells: list[Value] = [
            entry.name.pick(rows.lang) if slot is None else getattr(entry.name, slot) for slot in slots
        ]
        cells.append(literal(key))
        cells += [_fact(rows, entry, field) for field in others]
        for column, value in enumerate(cells, start=1):
            book.put(sheet, row, column, value)
    for row in range(_HEAD_ROW + 1 + len(entries), _HEAD_ROW + 1 + _SPARE):
        for column in range(1, len(heads) + 1):
            book.put(sheet, row, column, None)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    book.page(sheet, landscape=False, title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}")


def _fact(rows: TableRows, entry: object, field: str) -> Value:
    """One cell of a role or department."""
    if field == "external":
        external = getattr(entry, "external", False)
        return (YES if external else NO)[rows.lang]
    assert isinstance(entry, Role)
    match field:
        case "department":
            return rows.reference("departments", entry.department) if entry.department else "-"
        case "people":
            return number_cell(entry.people)
        case "rate":
            return number_cell(entry.rate.amount) if entry.rate else None
        case "rate_per":
            return entry.rate.per if entry.rate else None
        case "availability":
            return str(per_cent(entry.availability)) if entry.availability is not None else None
        case _:
            return rows.reference("roles", entry.reports_to) if entry.reports_to else None
