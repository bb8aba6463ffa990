"""The letters of a sheet in those of the model, where the two use different kinds of matrix.

Definition: letters are carried over by the duty they stand for (`bpr.analysis.raci.cells.translate`). Only what differs
    is carried over: what a person added and took away, and what the model gained and lost since the export, seen in the
    letters of the sheet. Letters of the model that the sheet cannot show stay. A letter that is changed and stands for
    no duty of the model (V, the A of RAPID) has no counterpart; decision rights written in the model under ``rights``
    are not letters of a row and are changed there.
Complexity: O(letters) for a cell.
References: handbook 9.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bpr.analysis.raci.cells import DUTIES, in_order, parse_cell, translate
from bpr.analysis.raci.derive import RaciMatrix
from bpr.errors import InputError, Problem, Where
from bpr.formats.raci_sheet.sheet import RaciSheet
from bpr.merge.result import Letters
from bpr.model.raci import Rights, Variant
from bpr.text import Text

Derive = Callable[[Variant], RaciMatrix]


@dataclass(frozen=True)
class SheetLetters:
    """How the letters of a sheet are read.

    Attributes:
        variant: the kind of matrix of the sheet.
        ours: the matrix of the model, in its own letters.
        seen: the same model in the letters of the sheet.
        decisions: decisions, which have a row among decision rights only.
    """

    variant: Variant
    ours: RaciMatrix
    seen: RaciMatrix
    decisions: frozenset[str]

    def parse(self, text: str) -> Letters | None:
        """The letters of a cell as the sheet has them; None when it cannot be read.

        负责 without 批准 is not read: it is the usual word for R, and the word for A in the heads of our own workbooks.
        """
        return None if "负责" in text and "批准" not in text else parse_cell(text, self.variant)

    def refusal(self, step: str, base: Letters, letters: Letters) -> str | None:
        """Why a change cannot be taken over: ``RIGHTS``, ``NO_COUNTERPART``, or not at all."""
        changed = set(base) ^ set(letters)
        rights = self.ours.rights.get(step, Rights())
        written = {"D": rights.decide, "V": rights.veto, "N": rights.nominate}
        of_rights = self.variant == "DECISION-RIGHTS" and any(written.get(letter) for letter in changed)
        if of_rights or step in self.decisions:
            return "RIGHTS"
        return None if translate(changed, self.variant, self.ours.variant)[1] else "NO_COUNTERPART"

    def in_model(self, step: str, role: str, base: Letters, letters: Letters) -> tuple[Letters, Letters]:
        """The letters when the sheet was written and those a person wants, both in the letters of the model."""
        now, shown = (matrix.rows[step].get(role, ()) for matrix in (self.ours, self.seen))
        before = self._shifted(now, shown, base)
        return before, self._shifted(before, base, letters)

    def translated(self, letters: Iterable[str]) -> Letters:
        """Letters of the sheet in those of the model; those without counterpart are left out."""
        return translate(letters, self.variant, self.ours.variant)[0]

    def _shifted(self, start: Letters, old: Letters, new: Letters) -> Letters:
        """Letters of the model with the step from ``old`` to ``new`` in the letters of the sheet."""
        gone = self.translated(set(old) - set(new))
        more = self.translated(set(new) - set(old))
        return in_order((set(start) - set(gone)) | set(more), self.ours.variant)


def letters_of_sheet(sheet: RaciSheet, ours: RaciMatrix, derive: Derive | None) -> SheetLetters:
    """How the letters of a sheet are read for a model.

    Args:
        sheet: says of which kind its letters are.
        ours: the matrix of the model.
        derive: the matrix of the model in another kind of letters; None where that is not known.

    Raises:
        InputError: the kind of letters is not known, such as an own set that the model no longer has.
    """
    written = sheet.base.facts.get("variant", str(ours.variant))
    variant = ours.variant if written == str(ours.variant) else next((one for one in DUTIES if one == written), None)
    if variant is None or (variant != ours.variant and derive is None):
        raise _unknown(sheet, written, ours)
    activities = ours.rows
    if derive is not None and ours.variant == "DECISION-RIGHTS":
        activities = derive("RACI").rows
    seen = ours if variant == ours.variant or derive is None else derive(variant)
    return SheetLetters(variant, ours, seen, frozenset(step for step in ours.rights if step not in activities))


def _unknown(sheet: RaciSheet, written: str, ours: RaciMatrix) -> InputError:
    return InputError(
        Problem(
            Text(
                en=f"the workbook holds {written} letters, the model is {ours.variant} by now",
                zh=f"工作簿使用 {written} 字母，而模型现在是 {ours.variant}",
            ),
            Text(
                en="export anew and enter the letters there, or set 'raci:' in the model back",
                zh="请重新导出并在其中填写，或把模型中的 'raci:' 改回",
            ),
            Where(sheet.file),
            "OTHER_VARIANT",
        )
    )
