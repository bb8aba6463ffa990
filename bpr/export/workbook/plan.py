"""Where everything stands on the RACI sheet: rows of steps, columns of roles under their departments.

Columns: A step id and B kind (both hidden), C number, D name, E department, F performer, then one column a role.
Rows: title, legend, note, role ids (hidden), departments, role names, then the steps and a few spare rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpr.analysis.raci.derive import RaciMatrix
from bpr.model.process import Process

ID_COLUMN, KIND_COLUMN, NUMBER_COLUMN, NAME_COLUMN, DEPARTMENT_COLUMN, PERFORMER_COLUMN = range(1, 7)
FIRST_ROLE_COLUMN = 7
ROLE_ID_ROW, DEPARTMENT_ROW, ROLE_ROW = 4, 5, 6
FIRST_STEP_ROW = 7
SPARE_ROWS = 5
SUMMARY_KIND = "Σ"


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """One role and its column."""

    id: str
    column: int


@dataclass(frozen=True, slots=True)
class DepartmentColumns:
    """A department (None: roles without one) with the columns of its roles."""

    id: str | None
    external: bool
    roles: tuple[RoleColumn, ...]

    @property
    def first(self) -> int:
        """The first column."""
        return self.roles[0].column

    @property
    def last(self) -> int:
        """The last column."""
        return self.roles[-1].column


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step and its row; ``number`` is for people (``3.1`` inside sub-process 3)."""

    id: str
    row: int
    number: str
    summary: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The places of a RACI sheet."""

    departments: tuple[DepartmentColumns, ...]
    steps: tuple[StepRow, ...]

    @property
    def roles(self) -> tuple[RoleColumn, ...]:
        """All roles from left to right."""
        return tuple(role for department in self.departments for role in department.roles)

    @property
    def last_column(self) -> int:
        """The column of the last role (of the performer when there are no roles)."""
        return FIRST_ROLE_COLUMN + len(self.roles) - 1

    @property
    def last_row(self) -> int:
        """The last spare row."""
        return FIRST_STEP_ROW + len(self.steps) + SPARE_ROWS - 1

    @property
    def row_of(self) -> dict[str, int]:
        """Rows by step id."""
        return {step.id: step.row for step in self.steps}

    @property
    def numbers(self) -> dict[str, str]:
        """Numbers for people by step id."""
        return {step.id: step.number for step in self.steps}


def plan_raci(process: Process, matrix: RaciMatrix) -> Plan:
    """Give every step a row and every role a column.

    Departments stand in the order of the process, outsiders behind the others, roles without department last. All
    roles of the process have a column, whether they hold a letter or not.
    """
    return Plan(_columns(process, matrix), _rows(process, matrix))


def _columns(process: Process, matrix: RaciMatrix) -> tuple[DepartmentColumns, ...]:
    named = dict.fromkeys([*process.roles, *sorted({role for row in matrix.rows.values() for role in row})])
    members: dict[str | None, list[str]] = {key: [] for key in process.departments}
    members[None] = []
    for role in named:
        entry = process.roles.get(role)
        department = entry.department if entry is not None else None
        members[department if department in process.departments else None].append(role)
    order = sorted(members, key=lambda key: (key is None, bool(process.is_external(key))))
    blocks = []
    column = FIRST_ROLE_COLUMN
    for key in order:
        if members[key]:
            roles = tuple(RoleColumn(role, column + offset) for offset, role in enumerate(members[key]))
            blocks.append(DepartmentColumns(key, bool(process.is_external(key)), roles))
            column += len(roles)
    return tuple(blocks)


def _rows(process: Process, matrix: RaciMatrix) -> tuple[StepRow, ...]:
    numbers = step_numbers(process, matrix.rows)
    return tuple(
        StepRow(step, FIRST_STEP_ROW + offset, numbers[step], step in matrix.summaries)
        for offset, step in enumerate(matrix.rows)
    )


def step_numbers(process: Process, rows: Iterable[str]) -> dict[str, str]:
    """Numbers of the rows of a matrix for people: 1, 2, 3, inside a sub-process 3.1, 3.2; decisions count if listed."""
    numbers: dict[str, str] = {}
    counts: dict[str | None, int] = {}
    for step in rows:
        parent = process.parents.get(step)
        counts[parent] = counts.get(parent, 0) + 1
        above = f"{numbers[parent]}." if parent in numbers else ""
        numbers[step] = f"{above}{counts[parent]}"
    return numbers
