"""RACI load: what the letters cost each role per case, and the whole RACI part of an analysis.

Formula (handbook 9.4): ``work_per_case = sum over R of v(a) t(a)`` (shared equally between several R),
    ``consultations_per_case = sum over C of v(a)``, ``notifications_per_case = sum over I of v(a)``,
    ``approvals_per_case = sum over A without R of v(a)``, with v the expected executions per case.
Complexity: O(activities * roles).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bpr.analysis.frequency.expected import expected_sum
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix, derive_raci
from bpr.analysis.raci.rules import RaciLimits, check_raci
from bpr.findings import Finding
from bpr.graph.process_graph import ProcessGraph
from bpr.model.process import Process
from bpr.model.raci import Variant, letters_of
from bpr.quantity import Quantity


@dataclass(frozen=True, slots=True)
class RoleDuties:
    """Letters of one role and what they mean per case; ``shared`` lists activities done by several roles."""

    role: str
    letters: Mapping[str, int]
    work_per_case: Quantity
    consultations_per_case: Quantity
    notifications_per_case: Quantity
    approvals_per_case: Quantity
    shared: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            **dict(self.letters),
            "work_per_case": self.work_per_case.to_json(),
            "consultations_per_case": self.consultations_per_case.to_json(),
            "notifications_per_case": self.notifications_per_case.to_json(),
            "approvals_per_case": self.approvals_per_case.to_json(),
            **({"shared": list(self.shared)} if self.shared else {}),
        }


@dataclass(frozen=True, slots=True)
class RaciReport:
    """The matrix, the load of each role and the findings."""

    matrix: RaciMatrix
    load: Mapping[str, RoleDuties]
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {**self.matrix.to_json(), "load": {role: duties.to_json() for role, duties in self.load.items()}}


def count_letters(matrix: RaciMatrix, roles: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each role holds each letter; letters it never holds are left out."""
    counts: dict[str, dict[str, int]] = {role: {} for role in roles}
    for role, count in counts.items():
        for letter in dict.fromkeys(letters_of(matrix.variant)):
            if number := sum(letter in row.get(role, ()) for row in matrix.own_rows.values()):
                count[letter] = number
    return counts


def raci_load(graph: ProcessGraph, matrix: RaciMatrix, visits: Visits) -> dict[str, RoleDuties]:
    """What each role of the process has to do per case.

    Args:
        graph: the process graph.
        matrix: its responsibility matrix.
        visits: expected executions per case.
    """
    duties = duties_of(matrix.variant)
    counts = count_letters(matrix, graph.process.roles)
    load = {}
    for role, letters in counts.items():
        done = {step: 1.0 / len(matrix.roles_with(step, duties.does)) for step in _held(matrix, role, duties.does)}
        approved = [step for step in _held(matrix, role, duties.answers) if step not in done]
        asked = _held(matrix, role, duties.consulted) if duties.consulted else []
        told = _held(matrix, role, duties.informed) if duties.informed else []
        load[role] = RoleDuties(
            role,
            letters,
            _work(graph, visits, done),
            _count(graph, visits, asked, "consultations/case"),
            _count(graph, visits, told, "notifications/case"),
            _count(graph, visits, approved, "approvals/case"),
            tuple(step for step, part in done.items() if part < 1.0),
        )
    return load


def analyse_raci(
    graph: ProcessGraph, visits: Visits, *, limits: RaciLimits | None = None, variant: Variant | None = None
) -> RaciReport:
    """Matrix, load and findings of a process; in another variant than that of the model, where one is asked for."""
    matrix = derive_raci(graph.process, variant=variant)
    findings = check_process_raci(graph.process, matrix, limits=limits)
    return RaciReport(matrix, raci_load(graph, matrix, visits), findings)


def report_raci(process: Process, *, variant: Variant | None = None) -> RaciReport:
    """Matrix and findings of a process without the load, which needs the graph."""
    matrix = derive_raci(process, variant=variant)
    return RaciReport(matrix, {}, check_process_raci(process, matrix))


def check_process_raci(
    process: Process, matrix: RaciMatrix, *, limits: RaciLimits | None = None
) -> tuple[Finding, ...]:
    """What the rules say about a matrix of a process, with what the process knows of its roles."""
    return check_raci(
        matrix,
        roles=tuple(process.roles),
        owner=process.owner,
        separate=process.separate,
        headcount={key: role.people for key, role in process.roles.items()},
        reports_to={key: role.reports_to for key, role in process.roles.items()},
        external=external_roles(process),
        limits=limits,
    )


def external_roles(process: Process) -> frozenset[str]:
    """Roles whose department stands outside."""
    return frozenset(key for key, role in process.roles.items() if process.is_external(role.department))


def _held(matrix: RaciMatrix, role: str, letter: str) -> list[str]:
    """The activities in which a role holds a letter."""
    return [step for step, row in matrix.own_rows.items() if letter in row.get(role, ())]


def _work(graph: ProcessGraph, visits: Visits, parts: Mapping[str, float]) -> Quantity:
    times: dict[str, float | None] = {}
    for step, part in parts.items():
        moments = graph.nodes[step].time if step in graph.nodes else None
        times[step] = moments.mean * part if moments is not None else None
    unit = f"{graph.process.time_unit}/case"
    return expected_sum(graph, visits, times, unit=unit, field="time")


def _count(graph: ProcessGraph, visits: Visits, steps: Iterable[str], unit: str) -> Quantity:
    return expected_sum(graph, visits, dict.fromkeys(steps, 1.0), unit=unit, field="time")
