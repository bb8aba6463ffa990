"""The one way into a workbook: hardened, bounded, as plain cells.

Refused: what is no ``.xlsx``/``.xlsm`` (old ``.xls``, password-protected files, other archives), archives that unpack
to too much, XML with a DOCTYPE, workbooks of more cells than anybody fills in by
hand. Nothing is followed: no link to another workbook, no macro, no picture is opened. Formulas are never worked out;
a cell with one carries the value that the last program saved with it, and says so. Empty cells with a format cost
nothing: rows are streamed, only cells with a content are kept.
"""

from __future__ import annotations

import datetime
import io
import itertools
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from bpr.errors import InputError, Where
from bpr.formats.comments import read_comments
from bpr.formats.raw import read_bytes
from bpr.formats.xml import refuse

MAX_BYTES = 50_000_000
MAX_UNPACKED = 150_000_000
MAX_MEMBERS = 2_000
MAX_RATIO = 300
MAX_SHEETS = 100
MAX_CELLS = 500_000
MAX_FORMATTED = 3_000_000
MAX_TEXT = 32_767

SUFFIXES = frozenset({".xlsx", ".xlsm"})
Value = str | float | bool | None

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RANGE = re.compile(rb'<mergeCell\s[^>]*?ref\s*=\s*"([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_MOST_MERGES = 20_000
_MERGE_SPAN = 10_000
_RATIO_FROM = 1_000_000
_ENCRYPTED_FLAG = 0x1
_PROLOGUE = 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with a content. ``formula``: the value is what a formula gave when the file was last saved."""

    value: Value
    formula: str | None = None

    @property
    def text(self) -> str:
        """The content as a person sees it, trimmed; whole numbers without a decimal point."""
        return as_text(self.value)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), both counted from 1, and its merged areas.

    ``merged`` are (first row, first column, last row, last column); only the first cell of an area has a content.
    ``comments`` are the notes that people attached to cells.
    """

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows with a content, ascending."""
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Columns with a content, ascending."""
        return tuple(sorted({column for _, column in self.cells}))

    @cached_property
    def filled_rows(self) -> dict[int, list[int]]:
        """For each column with a content, the rows of its filled cells, ascending."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(column, []).append(row)
        return found

    @cached_property
    def filled_columns(self) -> dict[int, list[int]]:
        """For each row with a content, the columns of its filled cells, ascending."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return found

    @cached_property
    def _owner(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For every cell inside a merged area, its first cell; areas larger than a table are left out."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            if (bottom - top + 1) * (right - left + 1) <= _MERGE_SPAN:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        owner[row, column] = (top, left)
        return owner

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell as written; None when it is empty."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int, *, through_merge: bool = False) -> str:
        """The content as text, empty where there is none; optionally that of the merged area around the cell."""
        cell = self.cells.get((row, column))
        if cell is None and through_merge and (row, column) in self._owner:
            cell = self.cells.get(self._owner[row, column])
        return cell.text if cell is not None else ""

    def first_cell(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of the first cell of the merged area around a cell; the cell itself outside of one."""
        return self._owner.get((row, column), (row, column))

    def is_merged(self, row: int, column: int) -> bool:
        """Whether the cell is part of a merged area."""
        return (row, column) in self._owner


@dataclass(frozen=True)
class Spreadsheet:
    """A workbook as plain cells.

    ``names`` are the workbook's defined names with what they refer to.
    """

    file: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    last_author: str = ""

    def sheet(self, title: str) -> Sheet | None:
        """The sheet of this title; None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def where(self, sheet: Sheet, row: int, column: int, *, element: str | None = None) -> Where:
        """The place of a cell, for messages."""
        return Where(self.file, element=element, cell=f"{sheet.title}!{address(row, column)}")


def read_spreadsheet(path: str | Path) -> Spreadsheet:
    """Read all sheets of a workbook.

    Args:
        path: a ``.xlsx`` or ``.xlsm`` file (macros are never run).

    Raises:
        InputError: no such file, not a workbook, protected by a password, or over a cap; with the remedy.
    """
    where = Where(str(path))
    stream = io.BytesIO(read_bytes(Path(path), MAX_BYTES))
    _inspect(stream, where)
    return _read(stream, str(path), where)


def as_text(value: Value) -> str:
    """A cell's value as a person sees it.

    Example:
        >>> as_text(3.0), as_text(" A/R "), as_text(True), as_text(None)
        ('3', 'A/R', 'TRUE', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return value.strip()


def address(row: int, column: int) -> str:
    """The name of a cell.

    Example:
        >>> address(12, 28)
        'AB12'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _inspect(stream: IO[bytes], where: Where) -> None:
    """What can be told before anything is unpacked."""
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(8)
    if size == 0:
        refuse(
            "the file is empty", "文件为空", fix_en="check that it was saved", fix_zh="请检查是否已保存",
            where=where, code="EMPTY_FILE",
        )  # fmt: skip
    if head == _OLE:
        _refuse_old(stream, where)
    if size > MAX_BYTES:
        _too_large(where, f"{size:,} bytes", f"{MAX_BYTES:,}")
    if not head.startswith(b"PK"):
        _not_a_workbook(where)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            typed = any(_begins_with_doctype(archive, info) for info in members[:MAX_MEMBERS])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError) as error:
        _not_a_workbook(where, error)
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in members):
        _protected(where)
    if typed:
        refuse(
            "a part of the workbook has a DOCTYPE, which can pull in other files",
            "工作簿内部含有 DOCTYPE，可能引入其他文件",
            fix_en="do not open it; ask where the file comes from", fix_zh="请勿打开，先确认文件来源",
            where=where, code="XML_DOCTYPE",
        )  # fmt: skip
    if "xl/workbook.xml" not in {info.filename for info in members}:
        _not_a_workbook(where)
    unpacked = sum(info.file_size for info in members)
    bomb = any(
        info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size) for info in members
    )
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or bomb:
        _too_large(where, f"{len(members):,} parts of {unpacked:,} bytes", f"{MAX_MEMBERS:,} parts of {MAX_UNPACKED:,}")


def _begins_with_doctype(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares a document type before its first element."""
    if info.flag_bits & _ENCRYPTED_FLAG or not info.filename.endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(info) as part:
        return b"<!doctype" in part.read(_PROLOGUE).replace(b"\0", b"").lower()


def _refuse_old(stream: IO[bytes], where: Where) -> None:
    stream.seek(0)
    if _ENCRYPTED in stream.read(4_000_000):
        _protected(where)
    refuse(
        "this is an old Excel workbook (.xls)", "这是旧版 Excel 工作簿（.xls）",
        fix_en="open it in Excel, WPS or LibreOffice and save it as .xlsx",
        fix_zh="请用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx", where=where, code="OLD_WORKBOOK",
    )  # fmt: skip


def _protected(where: Where) -> None:
    refuse(
        "the workbook is protected by a password", "工作簿受密码保护",
        fix_en="open it, take the password off (File > Info > Protect Workbook) and save it again",
        fix_zh="请打开后取消密码（文件 > 信息 > 保护工作簿），再保存", where=where, code="PASSWORD",
    )  # fmt: skip


def _not_a_workbook(where: Where, cause: Exception | None = None) -> None:
    refuse(
        "this is not an Excel workbook", "这不是 Excel 工作簿",
        fix_en="give a .xlsx file; if it opens in Excel, save it from there as .xlsx",
        fix_zh="请提供 .xlsx 文件；若能用 Excel 打开，请从 Excel 另存为 .xlsx",
        where=where, code="NOT_XLSX", cause=cause,
    )  # fmt: skip


def _too_large(where: Where, seen: str, most: str) -> None:
    refuse(
        f"the workbook is too large: {seen}, at most {most}", f"工作簿过大：{seen}，上限 {most}",
        fix_en="keep only the sheets that are needed, and delete empty formatted rows and pictures",
        fix_zh="只保留需要的工作表，并删除带格式的空行和图片", where=where, code="TOO_LARGE",
    )  # fmt: skip


def _read(stream: IO[bytes], name: str, where: Where) -> Spreadsheet:
    from openpyxl import load_workbook

    options: dict[str, Any] = {"read_only": True, "keep_links": False, "keep_vba": False}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out: validations, extensions, pictures
        try:
            stream.seek(0)
            written = load_workbook(stream, **options)
            stream.seek(0)
            valued = load_workbook(stream, data_only=True, **options)
            if len(written.worksheets) > MAX_SHEETS:
                _too_large(where, f"{len(written.worksheets):,} sheets", f"{MAX_SHEETS:,}")
            looks = [_look(sheet) for sheet in written.worksheets]
            if (formatted := sum(look.cells for look in looks)) > MAX_FORMATTED:
                _too_large(where, f"{formatted:,} cells, most of them empty", f"{MAX_FORMATTED:,}")
            sheets: list[Sheet] = []
            for one, other, look in zip(written.worksheets, valued.worksheets, looks, strict=True):
                cells = dict(itertools.islice(_cells(one, other if look.formulas else None), MAX_CELLS + 1))
                if sum(len(sheet.cells) for sheet in sheets) + len(cells) > MAX_CELLS:
                    _too_large(where, f"more than {MAX_CELLS:,} filled cells", f"{MAX_CELLS:,}")
                with zipfile.ZipFile(stream) as archive:
                    comments = read_comments(archive, str(getattr(one, "_worksheet_path", "")))
                sheets.append(Sheet(one.title, cells, look.merged, one.sheet_state != "visible", comments))
            names = {key: str(entry.attr_text or "") for key, entry in written.defined_names.items()}
            author = written.properties.lastModifiedBy or ""
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever its parsers do: KeyError, ValueError, zlib.error ...
            refuse(
                f"the workbook is damaged ({type(error).__name__})", f"工作簿已损坏（{type(error).__name__}）",
                fix_en="open it in Excel, WPS or LibreOffice, let it repair the file, and save it as .xlsx",
                fix_zh="请用 Excel、WPS 或 LibreOffice 打开并修复，再另存为 .xlsx", where=where, code="DAMAGED",
                cause=error,
            )  # fmt: skip
    return Spreadsheet(name, tuple(sheets), names, author)


def _cells(written: Any, valued: Any) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cells with a content of one sheet; ``valued`` is the same sheet with values instead of formulas."""
    written.reset_dimensions()
    if valued is None:
        for row in written.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (cell.row, cell.column), Cell(_plain(cell.value))
        return
    valued.reset_dimensions()
    for row, values in zip(written.iter_rows(), valued.iter_rows(), strict=True):
        for cell, kept in zip(row, values, strict=False):
            if cell.value is not None:
                formula = _formula(cell.value) if cell.data_type == "f" else None
                yield (cell.row, cell.column), Cell(_plain(kept.value if formula is not None else cell.value), formula)


def _formula(value: Any) -> str:
    """The text of a formula; array formulas are objects of their own."""
    return str(getattr(value, "text", value) or "=")[:MAX_TEXT]


def _plain(value: Any) -> Value:
    """A number, a truth or a text; dates in ISO form; whole numbers as they are."""
    if value is None or isinstance(value, bool | str):
        return value[:MAX_TEXT] if isinstance(value, str) else value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime):
        day = value.time() == datetime.time(0)
        return value.date().isoformat() if day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)[:MAX_TEXT]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a first look at the XML of a sheet tells: cells, whether formulas are among them, merged areas."""

    cells: int
    formulas: bool
    merged: tuple[tuple[int, int, int, int], ...]


def _look(sheet: Any) -> _Look:
    """Look through the XML of a sheet piece by piece; a streamed sheet does not tell its merged areas."""
    areas: list[tuple[int, int, int, int]] = []
    count, formulas, rest = 0, False, b""
    with sheet._get_source() as source:
        while piece := source.read(1 << 20):
            data = rest + piece
            keep = max(data.rfind(b"<"), len(data) - 200, 0)
            whole, rest = data[:keep], data[keep:]
            count += whole.count(b"<c ")
            formulas = formulas or b"<f>" in whole or b"<f " in whole or b"<f/" in whole
            areas += [_area(match) for match in _RANGE.finditer(whole)] if len(areas) < _MOST_MERGES else []
    areas += [_area(match) for match in _RANGE.finditer(rest)]
    return _Look(count + rest.count(b"<c "), formulas or b"<f" in rest, tuple(areas[:_MOST_MERGES]))


def _area(match: re.Match[bytes]) -> tuple[int, int, int, int]:
    (top, left), (bottom, right) = _place(match[1].decode()), _place(match[2].decode())
    return (min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _place(name: str) -> tuple[int, int]:
    """Row and column of a cell's name."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]), column
