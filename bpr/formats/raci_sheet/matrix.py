"""One matrix sheet, cell by cell: letters of known steps and roles, and a note for everything else.

Each filled cell is accounted for: ``told`` collects those that are the text bpr wrote, a letter cell, or in a note.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from bpr.formats.raci_sheet.claims import Claim, Entry, Standing, ids_moved, settle
from bpr.formats.raci_sheet.frame import Frame
from bpr.formats.raci_sheet.sheet import Note, RaciSheet, Typed
from bpr.formats.raci_sheet.snapshot import Snapshot, plain
from bpr.formats.spreadsheet import Sheet, Spreadsheet, address
from bpr.text import normalise

_HELD = (Standing.ID, Standing.LABEL)
_DIGITS = re.compile("[0-9]+")


def place_of(sheet: Sheet, row: int, column: int) -> str:
    """A cell as ``RACI!F12``."""
    return f"{sheet.title}!{address(row, column)}"


class MatrixReader:
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
        """The sheet with every filled cell accounted for."""
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
            entries.append(Entry(row, key, label, numbers.get(row)))
        renumbered = renumbered and not ids_moved(entries, self.base.steps)
        for position, entry in enumerate(entries):
            if entry.marked is not None:
                named = by_label.get(normalise(entry.label), [entry.id])
                fits_name = any(self._describes(entry.index, step) for step in named)
                retyped = entry.marked not in named and fits_name and not self._describes(entry.index, entry.marked)
                if retyped or (renumbered and entry.id in self.base.steps):
                    entries[position] = replace(entry, marked=None)
        return entries

    def _describes(self, row: int, step: str) -> bool:
        """Whether the texts of a row, its number aside, are those of a step."""
        written = self.written.get(step, {})
        aside = (self.number_head, plain(self.base.facts.get("kind_head", "")))  # the kind is hidden beside the id
        seen = {head: self._plain(row, column) for column, head in self.heads.items() if head not in aside}
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
        return Typed(text, place_of(self.sheet, row, column), formula, self.sheet.is_merged(row, column))

    def _others(self, kind: str, claims: tuple[Claim, ...], across: tuple[Claim, ...]) -> None:
        """Rows or columns that are gone, renamed, new, copied or unclear."""
        labels = self.base.steps if kind == "STEP" else self.base.roles
        held = {claim.key: claim for claim in claims if claim.standing in _HELD}
        shown = {claim.key for claim in claims if claim.standing is Standing.UNCLEAR}
        for claim in claims:
            entry = claim.entry
            name_at = self.frame.name_column if kind == "STEP" else entry.index
            at_row = entry.index if kind == "STEP" else self.frame.head_row
            cell = place_of(self.sheet, at_row, name_at or 1)
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
            texts = tuple((place_of(self.sheet, *place), head, self._shown(*place)) for place, head in parts)
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
                        where = place_of(self.sheet, *place)
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
            self.notes.append(Note("REMARK", place_of(self.sheet, row, column), self._shown(row, column)))

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
