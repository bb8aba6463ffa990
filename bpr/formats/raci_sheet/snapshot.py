"""What a RACI workbook held when bpr wrote it: the base of the three-way merge, kept on the hidden sheet ``_bpr``.

Tables side by side, each with a head: facts, steps, roles, letters, the other texts of the matrix sheet, and short
marks of the texts on all other sheets. A digest over everything tells when somebody edited the hidden sheet itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bpr.formats.spreadsheet import Sheet, Value, as_text

SHEET = "_bpr"
FORMAT = "raci-workbook/2"
FAMILY = "raci-workbook/"

FACTS, STEPS, ROLES, LETTERS, TEXTS, MARKS = 1, 4, 8, 11, 15, 19
_HEADS: dict[int, tuple[str, ...]] = {
    FACTS: ("fact", "value"),
    STEPS: ("step", "label", "kind"),
    ROLES: ("role", "label"),
    LETTERS: ("step", "role", "letters"),
    TEXTS: ("step", "head", "text"),
    MARKS: ("sheet", "marks"),
}
_SUMMARY = "summary"
_MARK = 8
_MARKS_A_CELL = 3_000

Row = tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """The workbook as it was written.

    Attributes:
        facts: ``format``, ``bpr`` (version), ``process``, ``language``, ``variant``, ``sheet`` (title of the matrix),
            ``id_head``, ``kind_head`` and ``name_head`` (heads of the columns with ids, kinds and names of the steps).
        steps: label by step id, in their order.
        roles: label by role id, in their order.
        summaries: steps whose row sums up a sub-process.
        letters: cells by (step, role).
        texts: every other text of the matrix sheet: (step, head of its column, text); above the steps the step is
            empty, and so is the head but for the heads themselves, which have the head ``head``.
        marks: marks of the texts on every other sheet, by its title.
        sure: False where the workbook lost its hidden sheet and the model as it is now stands in.
    """

    facts: Mapping[str, str]
    steps: Mapping[str, str]
    roles: Mapping[str, str]
    summaries: frozenset[str]
    letters: Mapping[tuple[str, str], str]
    texts: tuple[tuple[str, str, str], ...] = ()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sure: bool = True

    def tables(self) -> dict[int, list[Row]]:
        """The rows of each table, heads included, by the column it begins in."""
        body = self._body()
        facts = [*self.facts.items(), ("digest", _digest(body))]
        return {left: [head, *([*facts] if left == FACTS else body[left])] for left, head in _HEADS.items()}

    def _body(self) -> dict[int, list[Row]]:
        return {
            FACTS: [*self.facts.items()],
            STEPS: [(key, label, _SUMMARY if key in self.summaries else "") for key, label in self.steps.items()],
            ROLES: [*self.roles.items()],
            LETTERS: [(step, role, text) for (step, role), text in self.letters.items()],
            TEXTS: [*self.texts],
            MARKS: [(title, part) for title, marks in self.marks.items() for part in _packed(marks)],
        }


def snapshot_in(sheet: Sheet) -> tuple[Snapshot, bool]:
    """What the hidden sheet holds, and whether it is whole (nobody edited it)."""
    tables = {left: list(_table(sheet, left, len(head))) for left, head in _HEADS.items()}
    facts = {name: value for name, value in tables[FACTS] if name}
    digest = facts.pop("digest", "")
    marks: dict[str, frozenset[str]] = {}
    for title, packed in tables[MARKS]:
        marks[title] = marks.get(title, frozenset()) | {packed[at : at + _MARK] for at in range(0, len(packed), _MARK)}
    snapshot = Snapshot(
        facts,
        {key: label for key, label, _ in tables[STEPS] if key},
        {key: label for key, label in tables[ROLES] if key},
        frozenset(key for key, _, kind in tables[STEPS] if kind == _SUMMARY),
        {(step, role): text for step, role, text in tables[LETTERS]},
        tuple((step, head, text) for step, head, text in tables[TEXTS]),
        marks,
    )
    return snapshot, digest == _digest(snapshot._body())


def mark(value: Value) -> str:
    """A short mark of a text or number, to tell later whether it stood on a sheet; programs round numbers."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    text = f"{value:.9g}" if number else as_text(value)
    return hashlib.sha256(plain(text).encode("utf-8", "replace")).hexdigest()[:_MARK]


def plain(text: str) -> str:
    r"""A text without the differences that programs make when they save it: white space.

    Example:
        >>> plain(" Head of\r\n claims ")
        'Head of claims'
    """
    return " ".join(text.split())


def _table(sheet: Sheet, left: int, width: int) -> Iterable[Row]:
    """The rows of a table below its head; it ends where all its cells are empty."""
    row = 2
    while any(values := tuple(plain(sheet.text(row, left + offset)) for offset in range(width))):
        yield values
        row += 1


def _packed(marks: Iterable[str]) -> list[str]:
    ordered = sorted(marks)
    return ["".join(ordered[at : at + _MARKS_A_CELL]) for at in range(0, len(ordered), _MARKS_A_CELL)]


def _digest(body: Mapping[int, list[Row]]) -> str:
    parts = [f"{left}\x1f" + "\x1e".join("\x1f".join(map(plain, row)) for row in rows) for left, rows in body.items()]
    return hashlib.sha256("\x1d".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
