"""The hidden sheet of a process table: the process as it was written, so that edits can be told from the original.

Column A says what a row is (``format``, ``base``), column B holds it; the base is the text of a process file, one line
a row, behind a bar that keeps leading blanks and first signs as they are.
"""

from __future__ import annotations

from bpr.errors import BprError
from bpr.formats.spreadsheet import Spreadsheet
from bpr.formats.table.locate import SNAPSHOT
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.model import Process

FORMAT = "process-table/1"
TEMPLATE = "process-table/empty"  # a template was written from nothing, so there is nothing to compare with
_BAR = "|"


def snapshot_rows(part: Process) -> list[tuple[str, str]]:
    """The rows of the hidden sheet for what a table holds of a process."""
    return [("format", FORMAT), *(("base", _BAR + line) for line in write_yaml(part).split("\n"))]


def read_snapshot(book: Spreadsheet) -> Process | None:
    """The process as it was written; None when the workbook has no (readable) record of it."""
    sheet = book.sheet(SNAPSHOT)
    if sheet is None or sheet.text(1, 2) != FORMAT:
        return None
    lines = [str(cell.value) for row in sheet.rows if (cell := sheet.cell(row, 2)) and sheet.text(row, 1) == "base"]
    try:
        model = read_yaml("\n".join(line.removeprefix(_BAR) for line in lines))
    except BprError:
        return None
    return model if isinstance(model, Process) else None
