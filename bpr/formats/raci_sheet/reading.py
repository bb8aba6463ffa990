"""Reading a RACI workbook that came back: letters by step and role, and everything else word for word.

Definition (handbook 9.6): cells are read by hidden id, then by normalised label, never by position. Each filled cell of
    the matrix sheet ends as exactly one of: the text bpr wrote there, a letter cell of a known step and role, a note.
Reference: handbook 9.6; ``bpr.formats.raci_sheet.claims`` for rows and columns that moved, were copied or renamed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from bpr.errors import InputError, Problem, Where
from bpr.formats.raci_sheet.claims import Claim, Entry, Standing, settle
from bpr.formats.raci_sheet.frame import Frame, matrix_sheets
from bpr.formats.raci_sheet.sheet import Note, RaciSheet, Typed
from bpr.formats.raci_sheet.snapshot import FAMILY, FORMAT, SHEET, Snapshot, mark, plain, snapshot_in
from bpr.formats.spreadsheet import Sheet, Spreadsheet, address, read_spreadsheet
from bpr.text import Text, normalise

Substitute = Callable[[Spreadsheet], Snapshot]

_HELD = (Standing.ID, Standing.LABEL)
_DIGITS = re.compile("[0-9]+")


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
                en="send back the workbook that 'bpr raci export' wrote, with the names of steps and roles still in it",
                zh="请使用由“bpr raci export”导出的工作簿，并保留步骤和角色的名称",
            ),
            "NO_MATRIX",
        )
    sheets = [_Reader(book, sheet, frame, base).read() for sheet, frame in found]
    first = sheets[0]
    if first.title != base.facts.get("sheet", first.title):
        notes.append(Note("SHEET_RENAMED", text=first.title, old=base.facts["sheet"]))
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
        raise _refusal(
            book.file,
            Text(
                en=f"this is the workbook of the process '{written}', not of '{process}'",
                zh=f"这是流程“{written}”的工作簿，不是“{process}”的",
            ),
            Text(en="name the model it belongs to with --into", zh="请用 --into 指定对应的模型"),
            "OTHER_PROCESS",
        )


def _refusal(file: str, message: Text, remedy: Text, code: str) -> InputError:
    return InputError(Problem(message, remedy, Where(file), code))


def _elsewhere(book: Spreadsheet, base: Snapshot, matrices: set[str]) -> Iterator[Note]:
    """What was typed on other sheets; a sheet bpr wrote is compared text by text."""
    known = {one for marks in base.marks.values() for one in marks}
    for sheet in book.sheets:
        if sheet.title == SHEET or sheet.title in matrices:
            continue
        own = base.marks.get(sheet.title)
        typed = {at: mark(cell.value) for at, cell in sheet.cells.items() if cell.text}
        copied = own is None and 2 * sum(one in known for one in typed.values()) > len(typed)
        before = own if own is not None else known if copied else frozenset()
        for row, column in sorted(typed):
            cell = sheet.cells[row, column]
            if typed[row, column] not in before and (own is None or cell.formula is None):
                yield Note("OTHER_SHEET", _place(sheet, row, column), cell.text)


def _place(sheet: Sheet, row: int, column: int) -> str:
    return f"{sheet.title}!{address(row, column)}"


class _Reader:
    """One matrix sheet being read; ``told`` are the cells that are accounted for."""

    def __init__(self, book: Spreadsheet, sheet: Sheet, frame: Frame, base: Snapshot) -> None:
        self.book, self.sheet, self.frame, self.base = book, sheet, frame, base
        self.heads = {column: plain(sheet.text(frame.head_row, column)) for column in sheet.columns}
        self.written: dict[str, dict[str, str]] = defaultdict(dict)
        for step, head, text in base.texts:
            self.written[step][plain(head)] = plain(text)
        self.above = Counter(plain(text) for step, _, text in base.texts if not step)
        self.number_head = ""
        self.told: set[tuple[int, int]] = set()
        self.notes: list[Note] = []

    def read(self) -> RaciSheet:
        rows = settle(self._row_entries(), self.base.steps)
        columns = settle(self._column_entries(), self.base.roles)
        for claim in rows:
            self._tell(claim.entry.index, self.frame.id_column, claim.entry.id in self.base.steps)
            self._tell(claim.entry.index, self.frame.name_column, claim.key is not None)
        for claim in columns:
            self._tell(self.frame.head_row, claim.entry.index, claim.key is not None)
            if self.frame.id_row is not None:
                self._tell(self.frame.id_row, claim.entry.index, claim.entry.id in self.base.roles)
        cells = self._letters(rows, columns)
        self._others("ROLE", columns, rows)
        self._others("STEP", rows, columns)
        self._describing(rows)
        self._rest()
        self._by_label(rows, columns)
        return RaciSheet(self.book.file, self.book.last_author, self.sheet.title, self.base, cells, tuple(self.notes))

    def _row_entries(self) -> list[Entry]:
        """Rows below the heads that have an id, a name, or a text anywhere."""
        frame, rows = self.frame, [row for row in self.sheet.rows if row > self.frame.head_row]
        numbers, renumbered = self._numbers(rows)
        by_label: dict[str, list[str]] = defaultdict(list)
        for step, label in self.base.steps.items():
            by_label[normalise(label)].append(step)
        entries = []
        for row in rows:
            key = plain(self.sheet.text(row, frame.id_column)) if frame.id_column else ""
            label = self.sheet.text(row, frame.name_column) if frame.name_column else ""
            numbered = numbers.get(row)
            if numbered is not None:
                named = by_label.get(normalise(label), [key])
                retyped = any(self._describes(row, step) for step in named) and not self._describes(row, numbered)
                if (renumbered and key in self.base.steps) or (retyped and numbered not in named):
                    numbered = None
            entries.append(Entry(row, key, label, numbered))
        return entries

    def _describes(self, row: int, step: str) -> bool:
        """Whether the texts of a row, its number aside, are those of a step."""
        written = self.written.get(step, {})
        seen = {head: self._plain(row, column) for column, head in self.heads.items() if head != self.number_head}
        return all(seen[head] == text for head, text in written.items() if head in seen)

    def _numbers(self, rows: list[int]) -> tuple[dict[int, str], bool]:
        """The step that each row's number was given to, and whether they count up from top to bottom as if new."""
        by_head: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for step, texts in self.written.items():
            for head, text in texts.items() if step else ():
                by_head[head][text].append(step)
        for column, head in self.heads.items():
            steps = by_head.get(head, {})
            if len(steps) == len(self.base.steps) and all(len(owners) == 1 for owners in steps.values()):
                self.number_head = head
                found = {row: text for row in rows if (text := self._plain(row, column))}
                order = [[int(part) for part in _DIGITS.findall(text)] for text in found.values()]
                rising = all(first < second for first, second in pairwise(order))
                return {row: steps[text][0] for row, text in found.items() if text in steps}, rising
        return {}, False

    def _column_entries(self) -> list[Entry]:
        """Columns that stand for a role, or are new; describing columns are known by their heads."""
        frame = self.frame
        describing = {head for step, texts in self.written.items() if step for head in texts}
        describing |= {plain(text) for step, head, text in self.base.texts if head == "head" and not step}
        texts = {text for step, written in self.written.items() if step for text in written.values()}
        labels = {normalise(label) for label in self.base.roles.values()}
        entries = []
        for column, head in self.heads.items():
            key = self._plain(frame.id_row, column) if frame.id_row is not None else ""
            if column in (frame.id_column, frame.name_column):
                continue
            if key not in self.base.roles and normalise(head) not in labels:
                found = {self._plain(row, column) for row in self.sheet.rows if row > frame.head_row} - {""}
                if not head or head in describing or (found and found <= texts):
                    continue
            entries.append(Entry(column, key, head))
        return entries

    def _letters(self, rows: tuple[Claim, ...], columns: tuple[Claim, ...]) -> dict[tuple[str, str], Typed]:
        """The cells of known steps and roles; where two copies of a row or column differ, neither is taken."""
        cells: dict[tuple[str, str], Typed] = {}
        for row in rows:
            for column in columns:
                if row.key and column.key and row.standing in _HELD and column.standing in _HELD:
                    place = (row.entry.index, column.entry.index)
                    cells[row.key, column.key] = self._typed(*place)
                    self.told.add(place)
        return cells

    def _typed(self, row: int, column: int) -> Typed:
        cell = self.sheet.cell(row, column)
        formula = cell.formula if cell is not None else None
        text = cell.text if cell is not None else ""
        return Typed(text, _place(self.sheet, row, column), formula, self.sheet.is_merged(row, column))

    def _others(self, kind: str, claims: tuple[Claim, ...], across: tuple[Claim, ...]) -> None:
        """Rows or columns that are gone, renamed, new, copied or unclear."""
        labels = self.base.steps if kind == "STEP" else self.base.roles
        held = {claim.key: claim for claim in claims if claim.standing in _HELD}
        shown = {claim.key for claim in claims if claim.standing is Standing.UNCLEAR}
        for claim in claims:
            entry = claim.entry
            name_at = self.frame.name_column if kind == "STEP" else entry.index
            at_row = entry.index if kind == "STEP" else self.frame.head_row
            cell = _place(self.sheet, at_row, name_at or 1)
            if claim.standing in _HELD:
                old = labels[claim.key or ""]
                if normalise(old) != normalise(entry.label) and not self._covered(at_row, name_at):
                    self.notes.append(Note(f"{kind}_RENAMED", cell, entry.label, old, claim.key or ""))
                    self._tell(at_row, name_at, told=True)
                continue
            parts = self._parts(kind, entry.index)
            if claim.standing is Standing.COPY:
                original = held[claim.key].entry.index
                parts = [part for part in parts if not self._same_as(kind, part[0], original)]
            places = [place for place, _ in parts]
            self.told |= set(places)
            self._tell(at_row, name_at, told=True)
            texts = tuple((_place(self.sheet, *place), head, self._shown(*place)) for place, head in parts)
            if claim.standing is Standing.COPY and not texts:
                self.told |= {place for place, _ in self._parts(kind, entry.index)}
            code = {Standing.COPY: "COPIED", Standing.ADDED: "ADDED", Standing.UNCLEAR: "UNCLEAR"}[claim.standing]
            if code == "ADDED" and not entry.label and not texts:
                continue
            old = labels.get(claim.key or "", "")
            stakes = (
                bool(texts) if code == "COPIED" else code == "UNCLEAR" and not self._as_written(kind, claim, across)
            )
            self.notes.append(Note(f"{kind}_{code}", cell, entry.label, old, claim.key or "", texts, stakes))
        for key, label in labels.items():
            if key not in held and key not in shown:
                self.notes.append(Note(f"{kind}_REMOVED", text=label, element=key))

    def _parts(self, kind: str, index: int) -> list[tuple[tuple[int, int], str]]:
        """The filled cells of a new, copied or unclear row or column, with the head they stand under or beside."""
        frame = self.frame
        if kind == "STEP":
            skipped = (frame.id_column, frame.name_column)
            places = [(index, c) for c in self.sheet.columns if c not in skipped]
            named = [(place, self.heads.get(place[1], "")) for place in places]
        else:
            places = [(row, index) for row in self.sheet.rows if row > frame.head_row]
            named = [(at, self.sheet.text(at[0], frame.name_column) if frame.name_column else "") for at in places]
        return [(place, head) for place, head in named if self._shown(*place)]

    def _as_written(self, kind: str, claim: Claim, across: tuple[Claim, ...]) -> bool:
        """Whether an unclear row or column holds the very letters that its id had."""
        for other in across:
            if other.key is None or other.standing not in _HELD:
                continue
            at = (claim.entry.index, other.entry.index) if kind == "STEP" else (other.entry.index, claim.entry.index)
            pair = (claim.key or "", other.key) if kind == "STEP" else (other.key, claim.key or "")
            if self._shown(*at) != self.base.letters.get(pair, ""):
                return False
        return True

    def _same_as(self, kind: str, place: tuple[int, int], original: int) -> bool:
        other = (original, place[1]) if kind == "STEP" else (place[0], original)
        if self._shown(*place) == self._shown(*other):
            self.told.add(place)
            return True
        return False

    def _describing(self, rows: tuple[Claim, ...]) -> None:
        """Cells beside the letters of known steps: number, department, performer."""
        for claim in rows:
            if claim.key is None or claim.standing not in _HELD:
                continue
            written = self.written.get(claim.key, {})
            for column, head in self.heads.items():
                place = (claim.entry.index, column)
                text = self._plain(*place)
                if place in self.told or not text:
                    continue
                if head in written:
                    self.told.add(place)
                    if written[head] != text:
                        where = _place(self.sheet, *place)
                        self.notes.append(Note("TEXT_CHANGED", where, text, written[head], claim.key))
                elif text in written.values() and self.sheet.text(*place):
                    self.told.add(place)

    def _rest(self) -> None:
        """Whatever is left: known texts above the steps, and remarks."""
        above = set(self.above)
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if (row, column) in self.told or not self._shown(row, column):
                continue
            if row <= self.frame.head_row and plain(cell.text) in above:
                continue
            if row == self.frame.head_row and column in (self.frame.id_column, self.frame.name_column):
                heads = (self.base.facts.get("id_head", ""), self.base.facts.get("name_head", ""))
                if plain(cell.text) in map(plain, heads):
                    continue
            self.notes.append(Note("REMARK", _place(self.sheet, row, column), self._shown(row, column)))

    def _by_label(self, rows: tuple[Claim, ...], columns: tuple[Claim, ...]) -> None:
        """Say once when ids were missing and names had to do."""
        steps = sum(claim.standing is Standing.LABEL for claim in rows)
        roles = sum(claim.standing is Standing.LABEL for claim in columns)
        if steps or roles:
            self.notes.append(Note("MATCHED_BY_LABEL", text=str(steps), old=str(roles)))

    def _tell(self, row: int, column: int | None, told: bool) -> None:
        if column is not None and told:
            self.told.add((row, column))

    def _covered(self, row: int, column: int | None) -> bool:
        """Whether a cell is empty because a merged area around it begins elsewhere."""
        return column is not None and self.sheet.is_merged(row, column) and self.sheet.cell(row, column) is None

    def _shown(self, row: int, column: int) -> str:
        """The text of a cell; a formula without a value shows itself."""
        cell = self.sheet.cell(row, column)
        if cell is None:
            return ""
        return f"{cell.formula} → {cell.text}" if cell.formula is not None else cell.text

    def _plain(self, row: int, column: int) -> str:
        return plain(self.sheet.text(row, column))
