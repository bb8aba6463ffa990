"""The RACI workbook against a bare openpyxl write of the same cells.

    python -m benchmarks.workbook

Two cases: the whole workbook of 200 steps x 40 roles, six letters a step; and the long table alone with 20,000 lines.
Ours works out the plan, texts, checks, formulas and widths, makes every text safe, and packs the same bytes each time.
The other side gets the finished cells and only writes them with openpyxl: once with their named styles, as somebody who
writes such a workbook by hand would, and once as values without any format. Both sides' cells are counted.
"""

from __future__ import annotations

import io
import pickle
import re
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Contestant, measure, ratio, table, timed

CASES = {"200 x 40": (200, 40, 6), "20,000 lines": (500, 40, 40)}  # steps, roles, letters a step
_LONG_ONLY = "20,000 lines"
_LETTERS = ("R", "A", "C", "I", "I", "C")


def process_of(steps: int, roles: int, letters: int) -> Any:
    """A chain of steps, each with duties of several roles."""
    from bpr.model import Process

    def duties(step: int) -> dict[str, str]:
        return {f"r{(step + k) % roles}": _LETTERS[k] if k < len(_LETTERS) else "I" for k in range(letters)}

    return Process.model_validate(
        {
            "process": "big",
            "departments": {f"d{n}": f"Department {n}" for n in range(roles // 5)},
            "roles": {f"r{n}": {"name": f"Role {n}", "department": f"d{n // 5}"} for n in range(roles)},
            "steps": [
                {"id": f"A{n}", "name": f"Check the documents of kind {n}", "raci": duties(n)} for n in range(steps)
            ],
        }
    )


def ours(case: str) -> Any:
    """The whole workbook of bpr as bytes."""
    from bpr.analysis.raci.load import report_raci
    from bpr.export.workbook.raci_workbook import raci_workbook_bytes

    process = process_of(*CASES[case])
    report = report_raci(process)
    if case == _LONG_ONLY:
        return lambda: long_only(process, report.matrix)
    return lambda: raci_workbook_bytes(process, None, raci=report)


def long_only(process: Any, matrix: Any) -> bytes:
    """A workbook with nothing but the long table."""
    from openpyxl import Workbook

    from bpr.export.workbook.book import Book
    from bpr.export.workbook.names import Names
    from bpr.export.workbook.package import pack
    from bpr.export.workbook.plan import plan_raci
    from bpr.export.workbook.sheet_long import write_long

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, "en", "big", Names(process, "en"))
    write_long(book, book.sheet("Long"), process, matrix, plan_raci(process, matrix))
    return pack(workbook, book.cached, title="big")


def cells_of(data: bytes) -> list[tuple[str, list[tuple[int, int, Any, str]]]]:
    """Sheets with row, column, value and named style of every cell."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return [
        (sheet.title, [(c.row, c.column, c.value, c.style) for row in sheet.iter_rows() for c in row if c.has_style])
        for sheet in book
    ]


def filled_cells(data: bytes) -> int:
    """How many cells of a workbook hold something."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(len(re.findall(rb"<c [^>]*><(?:v|f|is)\b", archive.read(name))) for name in sheets)


def bare(cells: list[tuple[str, list[tuple[int, int, Any, str]]]], *, styled: bool) -> bytes:
    """The same cells, written with openpyxl and nothing else."""
    from openpyxl import Workbook

    from bpr.export.workbook.styles import named_styles

    book = Workbook()
    book.remove(book.worksheets[0])
    if styled:
        for style in named_styles("en"):
            book.add_named_style(style)
    for title, entries in cells:
        sheet = book.create_sheet(title)
        for row, column, value, style in entries:
            cell = sheet.cell(row, column, value)
            if styled:
                cell.style = style
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def worker(kind: str, case: str, file: str) -> None:
    """One side of one case, in a process of its own."""
    import gc

    cells = pickle.loads(Path(file).read_bytes())
    filled = sum(value is not None for _, entries in cells for _, _, value, _ in entries)
    work = ours(case) if kind == "bpr" else lambda: bare(cells, styled=kind == "styled")
    found: list[bytes] = []

    def once() -> int:
        found[:] = [work()]
        return filled

    gc.collect()
    timed(once, repeat=1)
    if (seen := filled_cells(found[0])) != filled:
        sys.exit(f"{kind} wrote {seen} cells instead of {filled}")


def main() -> None:
    """Both cases, both comparisons."""
    if len(sys.argv) == 4:
        worker(*sys.argv[1:])
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(CASES):
            file = Path(folder) / f"{number}.pickle"
            cells = cells_of(ours(case)())
            file.write_bytes(pickle.dumps(cells))
            command = [sys.executable, "-m", "benchmarks.workbook"]
            sides = [Contestant(kind, [*command, kind, case, str(file)]) for kind in ("bpr", "styled", "values")]
            results = {result.name: result for result in measure(sides, rounds=3)}
            mine = results["bpr"].seconds
            long_lines = next(max(row for row, *_ in entries) - 1 for title, entries in cells if title == "Long")
            rows.append(
                [
                    case,
                    f"{sum(len(entries) for _, entries in cells):,}",
                    f"{long_lines:,}",
                    ratio(results["styled"].seconds, mine),
                    ratio(results["values"].seconds, mine),
                    ", ".join(result.error for result in results.values() if result.error) or "same cells",
                ]
            )
    table(
        [
            "case",
            "cells",
            "lines of the long table",
            "bpr / openpyxl with styles",
            "bpr / openpyxl values only",
            "check",
        ],
        rows,
    )


if __name__ == "__main__":
    main()
