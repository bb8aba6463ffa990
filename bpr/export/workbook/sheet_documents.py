"""The Documents sheet: which step writes a document, which steps read it, in which systems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.model.nodes import Activity
from bpr.model.process import Process

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Side = Callable[[Activity], tuple[str, ...] | None]

_WIDTHS = [30.0, 44.0, 44.0, 30.0]


def has_documents(process: Process) -> bool:
    """Whether the process speaks of documents at all."""
    return bool(process.documents) or any(activity.documents is not None for activity in process.activities())


def write_documents(book: Book, sheet: Worksheet, process: Process) -> None:
    """Fill the Documents sheet."""
    notes = [
        book.say(
            "A document that no step writes comes from outside. A question mark: some step does not say.",
            "没有步骤产生的文档来自外部。问号表示有步骤未注明。",
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
    written, read = _by_document(activities, _written), _by_document(activities, _read)
    for line, document in enumerate(dict.fromkeys([*process.documents, *written, *read]), start=row):
        writers, readers = written.get(document, []), read.get(document, [])
        users = [*writers, *readers]
        systems = dict.fromkeys(system for activity in users for system in activity.systems or ())
        texts = [
            book.names.document(document),
            _steps(book, writers) or _nobody(activities, _written),
            _steps(book, readers) or _nobody(activities, _read),
            book.join([book.names.system(system) for system in systems]) or _nobody(users, lambda user: user.systems),
        ]
        for column, text in enumerate(texts, start=1):
            book.put(sheet, line, column, text, "text bold" if column == 1 else "text")
        sheet.row_dimensions[line].height = height(list(zip(texts, _WIDTHS, strict=True)))


def _written(activity: Activity) -> tuple[str, ...] | None:
    return activity.documents.written if activity.documents is not None else None


def _read(activity: Activity) -> tuple[str, ...] | None:
    return activity.documents.read if activity.documents is not None else None


def _nobody(activities: Sequence[Activity], side: Side) -> str:
    """A dash where it is known that there is none, a question mark where a step does not say."""
    return "?" if any(side(activity) is None for activity in activities) else "–"


def _by_document(activities: Sequence[Activity], side: Side) -> dict[str, list[Activity]]:
    found: dict[str, list[Activity]] = {}
    for activity in activities:
        for document in side(activity) or ():
            found.setdefault(document, []).append(activity)
    return found


def _steps(book: Book, activities: list[Activity]) -> str:
    return book.join([book.names.node(activity.id) for activity in activities])
