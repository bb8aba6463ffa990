"""A RACI workbook read back for a model: with its hidden sheet, else compared with what bpr would write today."""

from __future__ import annotations

import io
from pathlib import Path

from bpr.analysis.raci.cells import DUTIES
from bpr.analysis.raci.load import RaciReport, report_raci
from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.formats.raci_sheet.reading import read_raci_workbook
from bpr.formats.raci_sheet.sheet import RaciSheet
from bpr.formats.raci_sheet.snapshot import SHEET, Snapshot, snapshot_in
from bpr.formats.spreadsheet import Cell, Sheet, Spreadsheet
from bpr.model.process import Process
from bpr.text import LANGUAGES, Lang, normalise


def read_back(path: str | Path, process: Process) -> tuple[RaciSheet, ...]:
    """The matrix sheets of an edited workbook of this process.

    Where the hidden sheet is missing or was edited, the sheets are compared with the workbook that the model would give
    today; what then differs is not sure (``base.sure`` is False): it may have been changed in the model since.

    Raises:
        InputError: not a workbook, no matrix in it, or the matrix of another process.
    """
    return read_raci_workbook(path, process=process.id, substitute=lambda book: _today(book, process))


def _today(book: Spreadsheet, process: Process) -> Snapshot:
    """What bpr would write today, in the language in which more of its names stand in the workbook.

    The title of a sheet tells the kind of letters where it is not that of the model.
    """
    kind = next((name for name in DUTIES if book.sheet(name) is not None), None)
    raci = report_raci(process, variant=kind) if kind is not None and kind != process.raci else None
    seen = {normalise(cell.text) for sheet in book.sheets for cell in sheet.cells.values()}
    made = [_exported(process, lang, raci) for lang in LANGUAGES]
    return max(
        made, key=lambda base: sum(normalise(name) in seen for name in (*base.steps.values(), *base.roles.values()))
    )


def _exported(process: Process, lang: Lang, raci: RaciReport | None) -> Snapshot:
    from openpyxl import load_workbook

    book = raci_workbook_bytes(process, analyse(process), raci=raci, lang=lang)
    written = load_workbook(io.BytesIO(book), read_only=True)
    cells = {
        (number, column): Cell(value)
        for number, row in enumerate(written[SHEET].iter_rows(values_only=True), start=1)
        for column, value in enumerate(row, start=1)
        if isinstance(value, str)
    }
    base, _ = snapshot_in(Sheet(SHEET, cells))
    facts = {key: value for key, value in base.facts.items() if key != "sheet"}
    return Snapshot(facts, base.steps, base.roles, base.summaries, base.letters, base.texts, base.marks, sure=False)
