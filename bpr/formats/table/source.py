"""Where a table comes from: a workbook, or a CSV file seen as a workbook of one sheet.

CSV: UTF-8 (with or without a byte-order mark), else GB18030; the separator is the one that makes the most known
headers, a first line ``sep=;`` is obeyed; an apostrophe that keeps a text from being a formula is taken off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bpr.errors import Where
from bpr.formats.raw import read_bytes
from bpr.formats.spreadsheet import Cell, Sheet, Spreadsheet, read_spreadsheet
from bpr.formats.table.columns import header_of
from bpr.formats.xml import refuse

CSV_SUFFIX = ".csv"
MAX_CSV_BYTES = 20_000_000
MAX_CSV_CELLS = 500_000
FORMULA_STARTERS = frozenset("=+-@\t\r\n＝＋－＠")

_SEPARATORS = ",;\t|"
_SNIFFED = 30


@dataclass(frozen=True)
class Source:
    """The sheets of a file; ``lines`` gives the line of each row of a CSV file."""

    book: Spreadsheet
    lines: Mapping[int, int] | None = None

    def where(self, sheet: Sheet, row: int, column: int | None = None, element: str | None = None) -> Where:
        """The place of a cell or, without a column, of a row."""
        if self.lines is not None:
            return Where(self.book.file, self.lines.get(row, row), column, element)
        if column is None:
            return Where(self.book.file, element=element, cell=f"{sheet.title}!{row}")
        return self.book.where(sheet, row, column, element=element)

    def cell_name(self, sheet: Sheet, row: int, column: int) -> str:
        """The place of a cell without the name of the file."""
        where = self.where(sheet, row, column)
        return where.cell or f"{where.line}:{where.column}"


def read_source(path: Path) -> Source:
    """Read a workbook or a CSV file.

    Raises:
        InputError: it cannot be read; with the remedy.
    """
    if path.suffix.lower() != CSV_SUFFIX:
        return Source(read_spreadsheet(path))
    name = str(path)
    text = _decoded(read_bytes(path, MAX_CSV_BYTES), Where(name))
    text, separator, above = _separator(text)
    cells: dict[tuple[int, int], Cell] = {}
    lines: dict[int, int] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row, values in enumerate(reader, start=1):
            lines[row] = above + reader.line_num - sum(value.count("\n") for value in values)
            for column, value in enumerate(values, start=1):
                if value.strip():
                    cells[row, column] = Cell(_without_apostrophe(value))
            if len(cells) > MAX_CSV_CELLS:
                _too_large(Where(name), f"more than {MAX_CSV_CELLS:,} filled cells")
    except csv.Error as error:
        refuse(
            f"this line cannot be read as a table: {error}", f"该行无法按表格读取：{error}",
            fix_en="open the file in a spreadsheet program and save it as CSV again",
            fix_zh="请用表格软件打开，再另存为 CSV", where=Where(name, reader.line_num), code="SYNTAX",
        )  # fmt: skip
    return Source(Spreadsheet(name, (Sheet(path.stem, cells),)), lines)


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet program might take a text of a CSV file for a formula, apostrophes aside."""
    return text.lstrip("'")[:1] in FORMULA_STARTERS and text != ""


def _without_apostrophe(value: str) -> str:
    return value[1:] if value.startswith("'") and could_be_formula(value) else value


def _decoded(data: bytes, where: Where) -> str:
    if len(data) > MAX_CSV_BYTES:
        _too_large(where, f"more than {MAX_CSV_BYTES:,} bytes")
    if not data.strip():
        refuse(
            "the file is empty", "文件为空", fix_en="check that it was saved", fix_zh="请检查是否已保存",
            where=where, code="EMPTY_FILE",
        )  # fmt: skip
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        refuse(
            "this is an Office file, not a CSV file", "这是 Office 文件，不是 CSV 文件",
            fix_en="give it the suffix .xlsx, or save it as CSV from Excel",
            fix_zh="请把后缀改为 .xlsx，或从 Excel 另存为 CSV", where=where, code="NOT_CSV",
        )  # fmt: skip
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    refuse(
        "this is neither UTF-8 nor GB18030 text", "文件既不是 UTF-8 也不是 GB18030 编码的文本",
        fix_en="save it from Excel as 'CSV UTF-8'", fix_zh="请从 Excel 另存为“CSV UTF-8”", where=where, code="ENCODING",
    )  # fmt: skip


def _separator(text: str) -> tuple[str, str, int]:
    """The text to read, the sign between its cells, and how many lines stand above that text."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return rest, first.strip()[-1], 1
    start = "\n".join(text.splitlines()[:_SNIFFED])

    def headers(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(start, newline=""), delimiter=separator))
        except csv.Error:
            return 0, 0
        known = max((sum(header_of(value.strip()) is not None for value in row) for row in rows), default=0)
        return known, max((len(row) for row in rows), default=0)

    return text, max(_SEPARATORS, key=headers), 0


def _too_large(where: Where, seen: str) -> None:
    refuse(
        f"the table is too large: {seen}", f"表格过大：{seen}",
        fix_en="keep one row a step; an event log is read with another command",
        fix_zh="每个步骤保留一行；事件日志请用其他命令读取", where=where, code="TOO_LARGE",
    )  # fmt: skip
