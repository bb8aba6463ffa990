"""A foreign RACI sheet, checked by the rules and held against a process: who is linked to whom, which duties differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpr.analysis.raci.cells import format_cell
from bpr.analysis.raci.derive import BadCell, RaciMatrix, derive_raci
from bpr.analysis.raci.rules import check_raci
from bpr.compare.raci_links import Link, link_labels
from bpr.findings import Finding
from bpr.formats.raci_sheet.foreign import ForeignMatrix
from bpr.model.process import Process
from bpr.text import Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell where the sheet and the process say different things; both ends are linked."""

    cell: str
    step: str
    role: str
    sheet: str
    process: str

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "cell": self.cell,
            "step": self.step,
            "role": self.role,
            "sheet": self.sheet,
            "process": self.process,
        }


@dataclass(frozen=True)
class ForeignCheck:
    """What is known of one foreign matrix.

    Attributes:
        source: the matrix as found on the sheet.
        matrix: the same as a matrix of bpr.
        findings: what the rules say.
        cells: for each finding the cells it speaks of.
        steps: links of the steps; empty without a process.
        roles: links of the roles; empty without a process.
        differences: duties that differ from those of the process, linked steps and roles only.
        unmatched: steps of the process that no row of the sheet stands for.
        names: what the process calls its steps and roles; keys ``step:<id>`` and ``role:<id>``.
    """

    source: ForeignMatrix
    matrix: RaciMatrix
    findings: tuple[Finding, ...]
    cells: tuple[tuple[str, ...], ...]
    steps: tuple[Link, ...] = ()
    roles: tuple[Link, ...] = ()
    differences: tuple[Difference, ...] = ()
    unmatched: tuple[str, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        source = self.source
        document: dict[str, Any] = {
            "sheet": source.sheet,
            "transposed": source.transposed,
            **self.matrix.to_json(),
            "steps": [
                {"id": step.id, "name": step.name, "cell": step.cell, **({"group": step.group} if step.group else {})}
                for step in source.steps
            ],
            "roles": [
                {"id": role.id, "name": role.name, "cell": role.cell}
                | ({"department": role.department} if role.department else {})
                for role in source.roles
            ],
            "doubts": [doubt.model_dump(exclude_none=True) for doubt in source.doubts],
            "findings": [
                {**finding.to_json(), "cells": list(cells)}
                for finding, cells in zip(self.findings, self.cells, strict=True)
            ],
        }
        if self.steps or self.roles:
            document["links"] = {
                "steps": [link.to_json() for link in self.steps],
                "roles": [link.to_json() for link in self.roles],
            }
            document["differences"] = [difference.to_json() for difference in self.differences]
            document["unmatched"] = list(self.unmatched)
        return document


def check_foreign(source: ForeignMatrix, process: Process | None = None) -> ForeignCheck:
    """Check a foreign matrix, and hold it against a process.

    Args:
        source: the matrix as found on a sheet.
        process: the process it may be about.
    """
    matrix = to_matrix(source)
    findings = check_raci(matrix, roles=[role.id for role in source.roles])
    cells = tuple(_cells(source, finding) for finding in findings)
    if process is None:
        return ForeignCheck(source, matrix, findings, cells)
    names = {node.id: node.label for node in process.walk() if node.label is not None and _is_row(process, node.id)}
    ids = {step.id for step in source.steps if step.id != step.cell}
    steps = link_labels({step.id: step.name for step in source.steps}, names, ids=ids)
    roles = link_labels(
        {role.id: role.name for role in source.roles}, {key: role.name for key, role in process.roles.items()}
    )
    linked = {link.element for link in steps}
    own = derive_raci(process, variant=source.variant)
    unmatched = tuple(step for step in own.own_rows if step not in linked)
    differences = _differences(source, matrix, own, steps, roles)
    return ForeignCheck(source, matrix, findings, cells, steps, roles, differences, unmatched, own.names)


def to_matrix(source: ForeignMatrix) -> RaciMatrix:
    """A foreign matrix as a matrix of bpr; what cannot be read stands in ``bad``."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {step.id: {} for step in source.steps}
    bad = []
    for (step, role), cell in source.cells.items():
        if cell.letters is None:
            bad.append(BadCell(step, role, cell.text))
        elif cell.letters:
            rows[step][role] = cell.letters
    names = {f"step:{step.id}": _text(step.name) for step in source.steps}
    names |= {f"role:{role.id}": _text(role.name) for role in source.roles}
    return RaciMatrix(source.variant, rows, bad=tuple(bad), names=names)


def _text(name: str) -> Text:
    line = " ".join(name.split())
    return Text(en=line, zh=line)


def _is_row(process: Process, node: str) -> bool:
    return process.nodes[node].kind in ("activity", "subprocess", "decision")


def _cells(source: ForeignMatrix, finding: Finding) -> tuple[str, ...]:
    """The cells a finding speaks of: those of its steps and roles together, else their labels."""
    places = {step.id: step.cell for step in source.steps} | {role.id: role.cell for role in source.roles}
    steps = {step.id for step in source.steps} & set(finding.elements)
    roles = {role.id for role in source.roles} & set(finding.elements)
    both = [cell.cell for (step, role), cell in source.cells.items() if step in steps and role in roles]
    return tuple(both or [places[element] for element in finding.elements if element in places])


def _differences(
    source: ForeignMatrix, matrix: RaciMatrix, own: RaciMatrix, steps: tuple[Link, ...], roles: tuple[Link, ...]
) -> tuple[Difference, ...]:
    """Cells of linked steps and roles whose letters differ; where the sheet cannot be read nothing is said."""
    step_cells: Mapping[str, str] = {step.id: step.cell for step in source.steps}
    found = []
    for step in steps:
        if step.element is None or step.element not in own.rows:
            continue
        for role in roles:
            if role.element is None:
                continue
            cell = source.cells.get((step.key, role.key))
            if cell is not None and cell.letters is None:
                continue
            here = format_cell(matrix.rows[step.key].get(role.key, ()), source.variant)
            there = format_cell(own.rows[step.element].get(role.element, ()), source.variant)
            if here != there:
                place = cell.cell if cell is not None else step_cells[step.key]
                found.append(Difference(place, step.element, role.element, here, there))
    return tuple(found)
