"""Small tables for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bpr.errors import InputError, Problem
from bpr.formats.table import read_table
from bpr.model import Process

HEAD = ("ID", "Step", "Type", "Next", "Label", "Share", "Role", "Department", "Time")


def workbook(
    path: Path, rows: Sequence[Sequence[Any]], *, sheet: str = "Steps", **others: Sequence[Sequence[Any]]
) -> Path:
    """A workbook with one sheet for the table and, by name, further ones."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, content in {sheet: rows, **others}.items():
        made = book.create_sheet(title)
        for row in content:
            made.append(list(row))
    book.save(path)
    return path


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> Process:
    return read_table(workbook(tmp_path / "table.xlsx", rows, **options))


def problems(tmp_path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> list[Problem]:
    """The faults of a table; each speaks both languages and has a remedy."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows, **options)
    for problem in caught.value.problems:
        assert problem.remedy.en
        assert problem.remedy.zh
        assert problem.message.zh
    return list(caught.value.problems)


def faults(tmp_path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> list[tuple[str, str]]:
    """The code and the cell of each fault."""
    return [(problem.code, problem.where.cell or "") for problem in problems(tmp_path, rows, **options)]
