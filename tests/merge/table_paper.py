"""A process table in somebody's hands, as plain cells; ``Paper.data`` says what it means by now.

A `Paper` holds the sheet of steps as lines of cells by header, so that lines and columns can be moved; the other sheets
keep their places.
"""

from __future__ import annotations

import copy
import io
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from bpr.export.workbook.process_table import HEAD_ROW, process_table_bytes
from bpr.formats import library
from bpr.formats.implied_events import add_implied
from bpr.formats.spreadsheet import Cell, Sheet, Spreadsheet
from bpr.formats.table import table_part
from bpr.formats.table.columns import header_of
from bpr.formats.table.read import table_of
from bpr.formats.table.snapshot import read_snapshot
from bpr.formats.table.source import Source, read_source
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.model import Process

SEPARATORS = (", ", ",", "，", "；", "、", "; ")
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("A"), ord("z") + 1) if chr(code).isalpha()})

Fields = dict[str, Any]
Line = dict[str, Cell]


@dataclass(frozen=True)
class Sent:
    """A process, its file, and the table of it that was sent out."""

    content: bytes
    ours: Process
    base: Process
    table: bytes
    book: Spreadsheet
    data: Fields


@cache
def sent(name: str, lang: str) -> Sent:
    content = library.path_of(name).read_bytes()
    ours = read_yaml(content)
    assert isinstance(ours, Process)
    table = process_table_bytes(ours, lang=lang)
    book = _book(table)
    base = read_snapshot(book)
    assert base is not None
    data = yaml.safe_load(write_yaml(table_part(ours)))
    data.pop("bpr")
    if data.pop("events", None) is None:
        data["steps"] = add_implied(data["steps"])
    return Sent(content, ours, base, table, book, data)


def _book(table: bytes) -> Spreadsheet:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent.xlsx"
        path.write_bytes(table)
        return read_source(path).book


class Paper:
    """A table in somebody's hands."""

    def __init__(self, sent: Sent, lang: str, rng: random.Random) -> None:
        self.sent, self.lang, self.rng = sent, lang, rng
        self.other = "zh" if lang == "en" else "en"
        self.data: Fields = copy.deepcopy(sent.data)
        self.steps = sent.book.sheets[0]
        self.heads = {column: cell.text for (row, column), cell in self.steps.cells.items() if row == HEAD_ROW}
        self.order = list(self.heads.values())
        self.by_field = {(head.field, head.lang): text for text in self.order if (head := header_of(text)) is not None}
        self.lines: list[Line | None] = [
            {self.heads[column]: cell for column in self.heads if (cell := self.steps.cell(row, column)) is not None}
            for row in self.steps.rows
            if row > HEAD_ROW and self.steps.text(row, 1)
        ]
        self.inserted = False
        self.cells = {sheet.title: dict(sheet.cells) for sheet in sent.book.sheets[1:]}

    # ------------------------------------------------------------------ cells

    def line(self, key: str) -> Line:
        return next(line for line in self.lines if line is not None and self.text(line, "id") == key)

    def head(self, field: str, lang: str | None = None) -> str | None:
        """The header of a field: that of the table's own language without a name for it."""
        return self.by_field.get((field, lang)) or (self.by_field.get((field, self.lang)) if lang is None else None)

    def text(self, line: Line, field: str) -> str:
        cell = line.get(self.head(field) or "")
        return cell.text if cell is not None else ""

    def put(self, line: Line, field: str, value: Any, lang: str | None = None) -> None:
        head = self.head(field, lang)
        assert head is not None or value is None
        line.pop(head or "", None)
        if value is not None:
            line[head or ""] = Cell(value)

    def put_both(self, line: Line, field: str, en: str, zh: str) -> None:
        mine, others = (en, zh) if self.lang == "en" else (zh, en)
        self.put(line, field, mine)
        self.put(line, field, others, self.other)

    def fact(self, sheet: int, row: int, column: int, value: Any) -> None:
        self.cells[self.sent.book.sheets[sheet].title][row, column] = Cell(value)

    def join(self, entries: list[str]) -> str:
        return self.rng.choice(SEPARATORS).join(entries)

    def name(self, key: str) -> str:
        """A role as people may write it: its name in either language, its id, in other letters."""
        if key == "newcomer":
            return "Newcomer"  # not known by its id, and its first mention names it
        name = self.data["roles"][key]["name"]
        texts = [name] if isinstance(name, str) else list(name.values())
        text = self.rng.choice([*(text for text in texts if not set(text) & set(",;，；、")), key])
        return text if text == key else self.rng.choice([text, text.upper(), f" {text} ", text.translate(_WIDE)])

    def step(self, *, single: bool = False) -> Fields:
        steps = [step for step in self.data["steps"] if "name" in step]
        return self.rng.choice([step for step in steps if not single or isinstance(step.get("next"), str)])

    def meant(self) -> Process:
        """The process that the edits mean; what was new and is not used any more was never there."""
        data = copy.deepcopy(self.data)
        used = str(data["steps"])
        for group, key in (("roles", "newcomer"), ("systems", "gadget"), ("documents", "leaflet")):
            if f"'{key}'" not in used:
                data.get(group, {}).pop(key, None)
        return Process.model_validate(data)

    # ------------------------------------------------------------------ the table as others see it

    def read(self) -> Process:
        """What the reader makes of it, below the level of files."""
        rows = {HEAD_ROW: {head: Cell(head) for head in self.order}}
        rows |= {HEAD_ROW + at: line for at, line in enumerate(self.lines, start=1) if line is not None}
        columns = {head: column for column, head in enumerate(self.order, start=1)}
        cells = {(row, columns[head]): cell for row, line in rows.items() for head, cell in line.items()}
        rest = (replace(sheet, cells=self.cells[sheet.title]) for sheet in self.sent.book.sheets[1:])
        book = Spreadsheet("edited.xlsx", (Sheet(self.steps.title, cells), *rest))
        return table_of(Source(book), Path("edited.xlsx")).process

    def state(self) -> str:
        """All that edits may change."""
        return repr((self.data, self.order, self.lines, self.cells))

    def save(self, path: Path) -> None:
        """Write it as somebody's spreadsheet program would."""
        book = openpyxl.load_workbook(io.BytesIO(self.sent.table))
        sheet = book.worksheets[0]
        sheet.delete_rows(HEAD_ROW, sheet.max_row)
        for column, head in enumerate(self.order, start=1):
            sheet.cell(HEAD_ROW, column).value = head
            for at, line in enumerate(self.lines, start=1):
                if line is not None and head in line and line[head].formula is None:
                    sheet.cell(HEAD_ROW + at, column).value = line[head].value
        for other in self.sent.book.sheets[1:]:
            for (row, column), cell in self.cells[other.title].items():
                if cell != other.cells.get((row, column)):
                    book[other.title].cell(row, column).value = cell.value
        book.save(path)
