"""The Documents sheet: which step writes a document, which steps read it, in which systems."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.model.nodes import Activity
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [30.0, 44.0, 44.0, 30.0]


def has_documents(process: Process) -> bool:
    """Whether the process speaks of documents at all."""
    return bool(process.documents) or any(activity.documents is not None for activity in process.activities())


def write_documents(book: Book, sheet: Worksheet, process: Process) -> None:
    """Fill the Documents sheet."""
    notes = [
        book.say(
            "A document that no step writes comes from outside, or its source is missing in the model.",
            "没有步骤产生的文档来自外部，或模型中缺少其来源。",
        )
    ]
    row = book.heading(sheet, book.say("Documents", "文档"), notes)
    heads = [
        book.say("Document", "文档"),
        book.say("Written by", "产生步骤"),
        book.say("Read by", "使用步骤"),
        book.say("Systems of these steps", "相关系统"),
    ]
    book.page(sheet, title_rows=f"{row}:{row}")
    row = book.table(sheet, row, heads, _WIDTHS)
    sheet.freeze_panes = f"B{row}"
    activities = process.activities()
    written = _by_document(activities, lambda activity: activity.documents.written if activity.documents else None)
    read = _by_document(activities, lambda activity: activity.documents.read if activity.documents else None)
    for line, document in enumerate(dict.fromkeys([*process.documents, *written, *read]), start=row):
        users = [*written.get(document, []), *read.get(document, [])]
        systems = dict.fromkeys(system for activity in users for system in activity.systems or ())
        texts = [
            book.names.document(document),
            _steps(book, written.get(document, [])),
            _steps(book, read.get(document, [])),
            book.join([book.names.system(system) for system in systems]),
        ]
        for column, text in enumerate(texts, start=1):
            book.put(sheet, line, column, text or "–", "text bold" if column == 1 else "text")
        sheet.row_dimensions[line].height = height(list(zip(texts, _WIDTHS, strict=True)))


def _by_document(
    activities: tuple[Activity, ...], side: Callable[[Activity], tuple[str, ...] | None]
) -> dict[str, list[Activity]]:
    found: dict[str, list[Activity]] = {}
    for activity in activities:
        for document in side(activity) or ():
            found.setdefault(document, []).append(activity)
    return found


def _steps(book: Book, activities: list[Activity]) -> str:
    return book.join([book.names.node(activity.id) for activity in activities])
