"""Process tables: one row a step, read from Excel (``.xlsx``, ``.xlsm``) or CSV into a process.

Columns are found by name (`bpr.formats.table.columns`), in English, Chinese or the form of Visio's Data Visualizer.
Roles, departments, systems and documents are defined by being used, or listed on sheets of their own; facts of the
process may stand on a sheet *Process*. A case begins at the first row and ends at a row without a next step, as in
process files. All faults come at once, each with sheet and cell. What is read past is kept in ``Process.unread``;
doubts about names (`bpr.formats.table.slips`) are told when a table is read, and not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bpr.errors import ModelError, Problem, Where
from bpr.findings import Finding
from bpr.formats.implied_events import END, START, add_implied
from bpr.formats.places import element_at, locate
from bpr.formats.table.cells import Faults, Place
from bpr.formats.table.facts import Facts
from bpr.formats.table.lists import Item
from bpr.formats.table.locate import Table, find_table
from bpr.formats.table.names import Names, read_names, role_data
from bpr.formats.table.remedies import describe_cell, remedy_of
from bpr.formats.table.rows import Rows
from bpr.formats.table.slips import Slips
from bpr.formats.table.snapshot import read_snapshot
from bpr.formats.table.source import Source, read_source
from bpr.model import Process
from bpr.model.time import TimeUnit
from bpr.text import Text, safe_name

_LONGEST_RAW = 2_000
_CHECKED = ("roles", "departments", "systems")
_FACT_OF_KEY = {"process": "id", "volume": "cases", "working_time": "hours_per_day"}
_FIELD_OF_KEY = {
    **{"to": "next", "when": "label", "share": "share", "name": "step", "role": "role", "id": "id"},
    **{"in": "documents_in", "out": "documents_out", "documents": "documents_out"},
}


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table says.

    Attributes:
        process: the process.
        doubts: names that look like another one, mistyped; they hold for this table and are no part of the process.
    """

    process: Process
    doubts: tuple[Finding, ...]


def read_table(path: str | Path) -> Process:
    """Read the process of a table.

    Args:
        path: a ``.xlsx``, ``.xlsm`` or ``.csv`` file.

    Raises:
        InputError: the file cannot be read, holds no process table, or has faults; with every fault found.
    """
    return read_doubting(path).process


def read_doubting(path: str | Path) -> TableRead:
    """A process table with the doubts about it.

    Raises:
        InputError: as `read_table`.
    """
    return table_of(read_source(Path(path)), Path(path))


def read_with_base(path: str | Path) -> tuple[TableRead, Process | None]:
    """A process table, and the process it was written from where bpr wrote it and the record is still there.

    Raises:
        InputError: as `read_table`.
    """
    source = read_source(Path(path))
    return table_of(source, Path(path)), read_snapshot(source.book)


def table_of(source: Source, path: Path) -> TableRead:
    """What the sheets of a table describe; as `read_table`, below the level of files."""
    table = find_table(source)
    faults = Faults(source)
    faults.heads[table.sheet.title] = table.head
    names = read_names(faults)
    facts = Facts(faults, names["roles"])
    data = {"process": safe_name(path.stem), **facts.data()}
    rows = Rows(faults, table, names)
    if not rows.rows:
        Place(faults, table.sheet, table.head, None).fault(
            "EMPTY_TABLE", "the table has no rows yet", "表格中还没有内容",
            "fill in one row a step; a sheet 'Example' shows how", "请一行填写一个步骤，可参考“示例”工作表",
        )  # fmt: skip
        faults.stop()
    steps = rows.steps(_units(table, data))
    _departments(rows, steps, names)
    data["steps"] = steps if facts.explicit else add_implied(steps)
    data["roles"] = role_data(names["roles"])
    data["departments"] = {
        key: {"name": entry["name"], "external": bool(entry.get("external"))}
        for key, entry in names["departments"].entries.items()
    }
    for group in ("systems", "documents"):
        data[group] = {key: {"name": entry["name"]} for key, entry in names[group].entries.items()}
    _extra(faults, table)
    groups = (*(names[group].mentions for group in _CHECKED), rows.phases)
    slips = [slip for group in groups for slip in Slips(table.sheet).among(group)]
    data["unread"] = faults.unread
    process = _validated(data, _Cells(faults, facts, rows, names))
    if process is None or faults.problems:
        rows.tell_sums()
        for slip in slips:
            slip.tell()
        raise faults.error()
    return TableRead(process, tuple(slip.finding() for slip in slips))


def _units(table: Table, data: dict[str, Any]) -> dict[str, TimeUnit | None]:
    """The unit of bare numbers in each time column; the first unit named is that of the process if it names none."""
    named = {
        field: table.headers[column].unit if (column := table.column(field)) is not None else None
        for field in ("time", "wait")
    }
    first = next((unit for unit in named.values() if unit is not None), None)
    if first is not None:
        data.setdefault("time_unit", first)
    return {field: None if unit == data.get("time_unit", "min") else unit for field, unit in named.items()}


def _departments(rows: Rows, steps: list[dict[str, Any]], names: dict[str, Names]) -> None:
    """The department of each row: that of its role when all rows of the role say so, else the row's own."""
    found: dict[str, str] = {}
    for row in rows.rows:
        place = rows.place(row.number, "department")
        text = place.literal()
        if text:
            items = place.positions()
            found[row.id] = names["departments"].find(Item(text, len(items) == 1 and items[0].quoted), place)
    flat = list(_flat(steps))
    roles = names["roles"].entries
    said: dict[str, set[str]] = {}
    for step in flat:
        if step.get("role") and step["id"] in found:
            said.setdefault(step["role"][0], set()).add(found[step["id"]])
    for role, departments in said.items():
        if roles[role].get("department") is None and len(departments) == 1:
            roles[role]["department"] = next(iter(departments))
    for step in flat:
        own = roles[step["role"][0]].get("department") if step.get("role") else None
        if step["id"] in found and found[step["id"]] != own:
            step["department"] = found[step["id"]]


def _flat(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    stack = list(reversed(steps))
    while stack:
        step = stack.pop()
        found.append(step)
        stack.extend(reversed(step.get("steps", ())))
    return found


def _extra(faults: Faults, table: Table) -> None:
    """Columns that are no part of a process table are kept as text."""
    for column, head in table.extra.items():
        filled = [
            f"{row}: {text}" for row in table.sheet.rows if row > table.head and (text := table.sheet.text(row, column))
        ]
        if filled:
            place = faults.source.cell_name(table.sheet, table.head, column)
            faults.keep(head[:200], place, "COLUMN_UNKNOWN", "; ".join(filled)[:_LONGEST_RAW])


def _validated(data: dict[str, Any], at: _Cells) -> Process | None:
    """The process, or none where the model refuses it; why is told as faults of cells."""
    try:
        return Process.model_validate(data)
    except ValidationError as error:
        for entry in error.errors(include_url=False):
            path = locate(entry["loc"], data, frozenset())
            at.add(path, element_at(data, path), *describe_cell(entry))
    except ModelError as error:
        for problem in error.problems:
            if problem.code == "DUPLICATE_ID" and problem.where.path[:1] == ("steps",):
                continue  # told already, with the first row of the two
            at.add(problem.where.path, problem.where.element, problem.code, problem.message, remedy_of(problem))
    return None


@dataclass(frozen=True)
class _Cells:
    """Which cell each part of the model was read from."""

    faults: Faults
    facts: Facts
    rows: Rows
    names: Mapping[str, Names]

    def add(self, path: tuple[str | int, ...], element: str | None, code: str, message: Text, remedy: Text) -> None:
        """A fault of a part of the model."""
        in_steps = path[:1] == ("steps",)
        if in_steps and element in (START, END) and element not in self.rows.by_id:
            return  # an event without a row repeats the fault of the step it leads to
        place = self._place([key for key in path if isinstance(key, str)], element)
        if place is not None:
            self.faults.add(place.spot, code, message, remedy, element if in_steps else None)
        else:
            where = Where(self.faults.source.book.file, element=element)
            self.faults.problems.append(Problem(message, remedy, where, code))

    def _place(self, keys: list[str], element: str | None) -> Place | None:
        row = self.rows.by_id.get(element or "")
        if keys[:1] == ["steps"] and row is not None:
            fields = (_FIELD_OF_KEY.get(key, key) for key in reversed(keys[1:]))
            field = next((field for field in fields if self.rows.table.column(field) is not None), "step")
            return self.rows.cell(row.number, field)
        if keys and keys[0] in self.names:
            names = self.names[keys[0]]
            further = "rate_per" if keys[-1] == "per" else keys[2] if len(keys) > 2 else ""
            mention = names.mentions.get(keys[1]) if len(keys) > 1 else None
            return names.cells.get((keys[1], further)) or (mention.place if mention is not None else None)
        return next((place for key in reversed(keys) if (place := self.facts.place(_FACT_OF_KEY.get(key, key)))), None)
