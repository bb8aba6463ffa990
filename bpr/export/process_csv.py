"""A process table as CSV: UTF-8 with byte-order mark (Excel needs it for Chinese), one row a step, one language.

A text that a spreadsheet program might take for a formula gets an apostrophe in front, which bpr takes off again.
CSV has one sheet: roles, departments, systems and documents are known by their names, and facts of the process are
left out.
"""

from __future__ import annotations

import csv
import io

from bpr.export.workbook.table_rows import TableRows, Value
from bpr.formats.table.source import could_be_formula
from bpr.model import Process
from bpr.text import Lang


def process_csv(process: Process, *, lang: Lang = "en") -> bytes:
    """The table of a process as CSV; the same process gives the same bytes."""
    rows = TableRows.of(process, lang)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([rows.head(key) for key in rows.columns])
    for node in rows.nodes:
        cells = rows.row(node)
        writer.writerow([_safe(cells.get(key)) for key in rows.columns])
    return stream.getvalue().encode("utf-8-sig")


def _safe(value: Value) -> str:
    if not isinstance(value, str):
        return "" if value is None else f"{value}"
    return f"'{value}" if could_be_formula(value) else value
