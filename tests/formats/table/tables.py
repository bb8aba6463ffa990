"""Small tables for tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bpr.errors import InputError, Problem
from bpr.formats.table import read_table
from bpr.model import Activity, Decision, Duration, Event, Next, Process, Role
from bpr.model.nodes import Documents
from bpr.model.organisation import Department, Rate, Volume, WorkingTime

_MODELS = (Process, Activity, Decision, Event, Next, Documents, Role, Department, Volume, WorkingTime, Rate, Duration)
_KEYS = "|".join(sorted({field.alias or name for model in _MODELS for name, field in model.model_fields.items()}))
FILE_WORDS = re.compile(rf"\b({_KEYS}): |\bkeys?\b|\bschema\b|\.ya?ml|YAML|[{{}}<>]|键")
"""Words that somebody who fills in a sheet need not know: ``steps: ...``, *key*, ``{...}``, ``.yaml``."""

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
    """The faults of a table; each speaks both languages and has a remedy in the words of a sheet."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows, **options)
    for problem in caught.value.problems:
        assert problem.message.zh
        speaks_of_the_sheet(problem)
    return list(caught.value.problems)


def speaks_of_the_sheet(problem: Problem) -> None:
    """A remedy names sheet, row and heading where there is a cell, and no word of a process file."""
    sheet, _, address = (problem.where.cell or "").partition("!")
    for remedy in (problem.remedy.en or "", problem.remedy.zh or ""):
        assert remedy
        assert FILE_WORDS.search(remedy) is None
    if address:
        row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        assert problem.remedy.en.startswith(f"sheet '{sheet}', row {row}")
        assert problem.remedy.zh.startswith(f"工作表“{sheet}”第 {row} 行")


def faults(tmp_path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> list[tuple[str, str]]:
    """The code and the cell of each fault."""
    return [(problem.code, problem.where.cell or "") for problem in problems(tmp_path, rows, **options)]
