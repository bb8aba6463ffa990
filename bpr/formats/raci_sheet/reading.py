"""Reading a RACI workbook that came back: letters by step and role, and everything else word for word.

Definition (handbook 9.6): cells are read by hidden id, then by normalised label, never by position. Each filled cell of
    the matrix sheet ends as exactly one of: the text bpr wrote there, a letter cell of a known step and role, a note.
Reference: handbook 9.6; ``bpr.formats.raci_sheet.claims`` for rows and columns that moved, were copied or renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bpr.errors import InputError, Problem, Where
from bpr.formats.raci_sheet.frame import matrix_sheets
from bpr.formats.raci_sheet.matrix import MatrixReader, place_of
from bpr.formats.raci_sheet.sheet import Note, RaciSheet
from bpr.formats.raci_sheet.snapshot import FAMILY, FORMAT, SHEET, Snapshot, mark, plain, snapshot_in
from bpr.formats.spreadsheet import Spreadsheet, read_spreadsheet
from bpr.text import Text

Substitute = Callable[[Spreadsheet], Snapshot]


MAX_PLACES = 1_000_000
_ROLLED_UP = {
    "sub-process": Text(en="by sub-process", zh="按子流程"),
    "process": Text(en="for the process as a whole", zh="按整个流程"),
    "value-chain": Text(en="for the processes of a value chain", zh="按价值链中的流程"),
}
_COPY = 20  # filled cells from which a sheet can be told to be a copy of one that bpr wrote


def read_raci_workbook(
    path: str | Path, *, process: str | None = None, substitute: Substitute | None = None
) -> tuple[RaciSheet, ...]:
    """Read a RACI workbook that bpr wrote and people edited.

    Args:
        path: the workbook.
        process: id of the process it must belong to.
        substitute: gives what to compare with when the hidden sheet is gone or was edited.

    Returns:
        The matrix sheet, then copies of it that people made inside the workbook.

    Raises:
        InputError: not a workbook, no matrix in it, or the matrix of another process.
    """
    return read_raci_spreadsheet(read_spreadsheet(path), process=process, substitute=substitute)


def read_raci_spreadsheet(
    book: Spreadsheet, *, process: str | None = None, substitute: Substitute | None = None
) -> tuple[RaciSheet, ...]:
    """The same for a workbook that is already open."""
    hidden = book.sheet(SHEET)
    if hidden is not None and hidden.text(1, 2).startswith("process-table"):
        raise _refusal(
            book.file,
            Text(en="this is a process table, not a RACI workbook", zh="这是流程表，不是 RACI 工作簿"),
            Text(en="read it with: bpr table read", zh="请用 bpr table read 读取"),
            "NO_MATRIX",
        )
    base, notes = _base(book, process, substitute)
    found = matrix_sheets(book, base)
    if not found:
        raise _refusal(
            book.file,
            Text(
                en=f"no sheet holds the responsibility matrix of '{base.facts.get('process', '')}'",
                zh=f"没有工作表包含流程“{base.facts.get('process', '')}”的责任矩阵",
            ),
            Text(
                en="send back the workbook that 'bpr raci export' wrote, with the names of steps and roles still "
                "in it; a sheet that bpr never wrote is looked at with 'bpr raci check'",
                zh="请使用由“bpr raci export”导出的工作簿，并保留步骤和角色的名称；"
                "并非由 bpr 生成的表请用“bpr raci check”",
            ),
            "NO_MATRIX",
        )
    sheets = [MatrixReader(book, sheet, frame, base).read() for sheet, frame in found]
    first = sheets[0]
    if first.title != base.facts.get("sheet", first.title):
        notes.append(Note("SHEET_RENAMED", text=first.title, old=base.facts["sheet"]))
    notes += _comments(book)
    notes += _elsewhere(book, base, {sheet.title for sheet in sheets})
    whole = RaciSheet(first.file, first.author, first.title, base, first.cells, (*notes, *first.notes))
    return (whole, *sheets[1:])


def _base(book: Spreadsheet, process: str | None, substitute: Substitute | None) -> tuple[Snapshot, list[Note]]:
    """What was exported, or what stands in for it."""
    hidden = book.sheet(SHEET)
    code = "BASE_MISSING"
    if hidden is not None:
        base, whole = snapshot_in(hidden)
        form = base.facts.get("format", "")
        if whole or (form.startswith(FAMILY) and form != FORMAT):
            _check(book, base, process)
            return base, []
        code = "BASE_CHANGED"
    if substitute is None:
        raise _refusal(
            book.file,
            Text(en="the hidden sheet _bpr is missing or was edited", zh="隐藏工作表 _bpr 缺失或被修改"),
            Text(en="give the model it belongs to, or export anew", zh="请给出对应的模型，或重新导出"),
            code,
        )
    return substitute(book), [Note(code)]


def _check(book: Spreadsheet, base: Snapshot, process: str | None) -> None:
    if len(base.steps) * len(base.roles) > MAX_PLACES:
        raise _refusal(
            book.file,
            Text(
                en=f"the matrix is too large: {len(base.steps):,} steps by {len(base.roles):,} roles",
                zh=f"矩阵过大：{len(base.steps):,} 个步骤 × {len(base.roles):,} 个角色",
            ),
            Text(
                en=f"at most {MAX_PLACES:,} cells; divide the process", zh=f"最多 {MAX_PLACES:,} 个单元格，请拆分流程"
            ),
            "TOO_LARGE",
        )
    form = base.facts.get("format", "")
    if form != FORMAT:
        raise _refusal(
            book.file,
            Text(
                en=f"the workbook has the format '{form}', not '{FORMAT}'", zh=f"工作簿格式为“{form}”，需要“{FORMAT}”"
            ),
            Text(
                en="read it with the version of bpr that wrote it, or export anew and copy the letters over",
                zh="请用导出它的 bpr 版本读取，或重新导出后把字母复制过去",
            ),
            "VERSION",
        )
    written = base.facts.get("process", "")
    if process is not None and written != plain(process):
        whole, _, level = written.rpartition("@")
        if level in _ROLLED_UP:
            raise _rolled_up(book.file, whole, level)
        raise _refusal(
            book.file,
            Text(
                en=f"this is the workbook of the process '{written}', not of '{process}'",
                zh=f"这是流程“{written}”的工作簿，不是“{process}”的",
            ),
            Text(en="name the model it belongs to with --into", zh="请用 --into 指定对应的模型"),
            "OTHER_PROCESS",
        )


def _rolled_up(file: str, whole: str, level: str) -> InputError:
    """The workbook of a level above the steps: its letters are made from those below and cannot be split up again."""
    by = _ROLLED_UP[level]
    return _refusal(
        file,
        Text(
            en=f"this workbook sums up the duties of '{whole}' {by.en}; its letters cannot be given back to the steps",
            zh=f"该工作簿{by.zh}汇总了“{whole}”的职责，其字母无法分回各步骤",
        ),
        Text(
            en="edit the duties step by step: export them with 'bpr raci export MODEL' (without --level) and read that "
            "workbook",
            zh="请逐步修改职责：用“bpr raci export 模型”（不加 --level）导出，再回读该工作簿",
        ),
        "ROLLED_UP",
    )


def _refusal(file: str, message: Text, remedy: Text, code: str) -> InputError:
    return InputError(Problem(message, remedy, Where(file), code))


def _comments(book: Spreadsheet) -> Iterator[Note]:
    """Comments attached to cells; bpr writes none."""
    for sheet in book.sheets:
        for (row, column), text in sorted(sheet.comments.items()):
            yield Note("COMMENT", place_of(sheet, row, column), text, old=sheet.text(row, column))


def _elsewhere(book: Spreadsheet, base: Snapshot, matrices: set[str]) -> Iterator[Note]:
    """What was typed on other sheets; a sheet bpr wrote is compared text by text."""
    known = {one for marks in base.marks.values() for one in marks}
    for sheet in book.sheets:
        if sheet.title == SHEET or sheet.title in matrices:
            continue
        own = base.marks.get(sheet.title)
        typed = {at: mark(cell.value) for at, cell in sheet.cells.items() if cell.text}
        copied = len(typed) >= _COPY and 2 * sum(one in known for one in typed.values()) > len(typed)
        before = own if own is not None else known if copied else frozenset()
        for row, column in sorted(typed):
            cell = sheet.cells[row, column]
            if typed[row, column] not in before and (own is None or cell.formula is None):
                yield Note("OTHER_SHEET", place_of(sheet, row, column), cell.text)
