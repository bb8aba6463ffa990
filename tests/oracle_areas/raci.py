"""Oracle area ``raci``: matrices, rules, loads, roll-up and derivation."""

from __future__ import annotations

from typing import Any

from bpr.analysis.raci.cells import format_cell, parse_cell
from bpr.analysis.raci.derive import derive_raci, matrix_from_cells
from bpr.analysis.raci.load import count_letters
from bpr.analysis.raci.rollup import roll_up
from bpr.analysis.raci.rules import check_raci
from bpr.findings import Finding
from tests.oracle_models import process_of

_ROLES_ONLY = {"OWNER_NOT_A", "ROLE_ONLY_CI", "ROLE_UNUSED", "A_OVERLOAD"}
_COUNTED = {"TOO_MANY_R", "TOO_MANY_C", "TOO_MANY_I"}


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    if "model" in inputs:
        matrix = derive_raci(process_of(inputs["model"], owner=inputs["process_owner"]))
        return {
            "matrix": {step: _written(row) for step, row in matrix.rows.items()},
            "flags": [[flag.code, flag.step] for flag in matrix.flags],
        }
    if "children" in inputs:
        children = {
            child: {role: parse_cell(text) or () for role, text in row.items()}
            for child, row in inputs["children"].items()
        }
        rolled = roll_up(children, inputs["owner"])
        return {"parent": _written(rolled.parent), "findings": [finding.code for finding in rolled.findings]}
    matrix = matrix_from_cells(inputs["matrix"])
    findings = check_raci(
        matrix,
        roles=inputs["roles"],
        owner=inputs.get("owner"),
        separate=inputs.get("sod", ()),
        headcount=inputs.get("headcount"),
    )
    return {
        "findings": [_triple(finding) for finding in findings],
        "load": count_letters(matrix, inputs["roles"]),
    }


def _written(row: Any) -> dict[str, str]:
    return {role: format_cell(letters) for role, letters in row.items()}


def _triple(finding: Finding) -> list[str]:
    """Code, activity and detail, as the oracle writes them."""
    elements = finding.elements
    if finding.code in _ROLES_ONLY:
        return [finding.code, "", elements[0]]
    if finding.code.startswith("SOD_"):
        return [finding.code, "|".join(elements[:2]), elements[2]]
    if finding.code in _COUNTED:
        assert finding.measure is not None
        return [finding.code, elements[0], f"{finding.measure.value:g}"]
    return [finding.code, elements[0], ",".join(elements[1:])]
