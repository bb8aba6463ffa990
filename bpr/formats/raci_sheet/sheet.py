"""A RACI sheet as people made it: the letters by step and role, and everything else they typed, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpr.formats.raci_sheet.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one cell: its text, its place (``RACI!F12``), and the formula or merged area it comes from."""

    text: str
    cell: str
    formula: str | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is no change of a letter; nothing typed is left out.

    Codes: ``STEP_ADDED``, ``STEP_REMOVED``, ``STEP_RENAMED``, ``STEP_COPIED``, ``STEP_UNCLEAR``, the same five for
    ``ROLE_``, ``TEXT_CHANGED`` (a describing cell), ``REMARK`` (a text beside the matrix), ``COMMENT``
    (attached to a cell), ``OTHER_SHEET``,
    ``SHEET_RENAMED``, ``BASE_MISSING``, ``BASE_CHANGED``, ``MATCHED_BY_LABEL``.

    Attributes:
        code: what it is.
        cell: where it stands; empty for what is gone.
        text: as typed.
        old: what stood there, or what was expected.
        element: id of the step or role it is about.
        parts: further cells that belong to it: place, head of the column or name of the row, text.
        letters: whether letters are at stake, so that somebody has to decide.
    """

    code: str
    cell: str = ""
    text: str = ""
    old: str = ""
    element: str = ""
    parts: tuple[tuple[str, str, str], ...] = ()
    letters: bool = False


@dataclass(frozen=True)
class RaciSheet:
    """One matrix sheet of a workbook that came back.

    Attributes:
        file: the workbook.
        author: who saved it last, as the workbook says; empty when it does not.
        title: of the sheet.
        base: the workbook as it was written.
        cells: what stands at each (step, role) that both have a place on the sheet, blanks included.
        notes: everything else.
    """

    file: str
    author: str
    title: str
    base: Snapshot
    cells: Mapping[tuple[str, str], Typed]
    notes: tuple[Note, ...] = ()
