"""Duties one level up: by sub-process, of a main process as a whole, of a whole value chain (handbook 9.5).

What is rolled up is again a process whose activities carry their letters written out: one activity for each
sub-process, for the main process, or for each process of a value-chain element (the element is a sub-process that sums
them up). So matrix, checks and workbook work on it as on any other. It has no flow and no times.
The A of a process is its owner; without one, the only A among its steps; else nobody (``ROLLUP_A_UNRESOLVED``).
Roles and departments of different processes are one when they have the same name.
Complexity: O(activities * roles).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bpr.analysis.raci.derive import RaciMatrix, derive_raci
from bpr.analysis.raci.load import RaciReport, report_raci
from bpr.analysis.raci.rollup import Row, roll_up
from bpr.findings import Finding, in_order
from bpr.model.nodes import Activity, Decision, NodeBase, SubProcess
from bpr.model.organisation import Department, Organisation, Role
from bpr.model.process import Process
from bpr.model.raci import Variant
from bpr.model.value_chain import ValueChain
from bpr.text import Text, normalise

Level = Literal["step", "sub-process", "process"]


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A process of the level above, with its matrix and findings.

    Attributes:
        process: its activities are what was rolled up.
        report: matrix and findings; the load is empty.
        missing: what could not be rolled up because no process is known for it, in the words of the source.
    """

    process: Process
    report: RaciReport
    missing: tuple[Text, ...] = ()


def roll_up_process(process: Process, level: Level, *, variant: Variant | None = None) -> RolledUp:
    """The duties of a process by sub-process, or of the process as a whole.

    Args:
        process: the model.
        level: ``sub-process``: one row for each sub-process and each step outside them; ``process``: a single row.
        variant: the letters to use, where not those of the model.
    """
    matrix = derive_raci(process, variant=variant)
    if level == "process":
        whole, findings = _whole(process, matrix)
        steps: list[NodeBase] = [whole]
    else:
        steps = [_top(node, matrix) for node in process.steps if node.id in matrix.rows]
        top = {node.id for node in process.steps}
        findings = tuple(finding for finding in matrix.findings if top & set(finding.elements))
    steps += [
        node.model_copy(update={"next": ()})
        for node in process.walk()
        if isinstance(node, Decision) and node.id in matrix.rights and node.id not in {step.id for step in steps}
    ]
    rolled = _process(process, f"{process.id}@{level}", steps, matrix.variant)
    return RolledUp(rolled, _report(rolled, findings))


def roll_up_chain(
    chain: ValueChain, realised: Mapping[str, Sequence[Process]], *, variant: Variant = "RACI"
) -> RolledUp:
    """The duties of a value chain: a row for each process, summed up for each element.

    Args:
        chain: the value chain.
        realised: the processes that are known, by element id.
        variant: the letters to use.
    """
    cast = _Cast()
    steps: list[NodeBase] = []
    findings: list[Finding] = []
    missing: list[Text] = []
    seen: set[str] = set()
    for element in chain.elements:
        rows: list[NodeBase] = []
        for process in realised.get(element.id, ()):
            key = process.id if process.id not in seen else f"{process.id}@{element.id}"
            seen.add(key)
            row, found = _whole(process, derive_raci(process, variant=variant), names=cast.enter(process))
            rows.append(row.model_copy(update={"id": key}))
            findings += found
        if rows:
            steps.append(SubProcess(id=f"@{element.id}", name=element.name, steps=tuple(rows)))
        else:
            missing.append(element.name)
    rolled = Process(
        id=f"{chain.id}@value-chain",
        title=chain.title,
        note=chain.note,
        sources=chain.sources,
        raci=variant,
        organisations=cast.organisations,
        departments=cast.departments,
        roles=cast.roles,
        steps=tuple(steps),
    )
    return RolledUp(rolled, _report(rolled, findings), tuple(missing))


def _whole(
    process: Process, matrix: RaciMatrix, *, names: Mapping[str, str] | None = None
) -> tuple[Activity, tuple[Finding, ...]]:
    """A process as one activity; ``names`` gives its roles other ids."""
    name = Text(en=process.headline("en"), zh=process.headline("zh"))
    rolled = roll_up(matrix.own_rows, process.owner, variant=matrix.variant, parent_id=process.id, parent_name=name)
    row = {(names or {}).get(role, role): letters for role, letters in rolled.parent.items()}
    return Activity(id=process.id, name=name, raci=dict(sorted(row.items()))), rolled.findings


def _top(node: NodeBase, matrix: RaciMatrix) -> NodeBase:
    """A step of the first level; a sub-process with its own steps becomes one activity with the letters below it."""
    row: Row = matrix.rows[node.id]
    letters = {role: tuple(held) for role, held in row.items()}
    if node.id in matrix.summaries:
        return Activity(id=node.id, name=node.label, raci=letters, department=node.department)
    if isinstance(node, Activity):
        return node.model_copy(update={"next": (), "raci": letters or None, "calls": None})
    return node.model_copy(update={"next": ()})


def _process(process: Process, key: str, steps: Iterable[NodeBase], variant: Variant) -> Process:
    """The same process with other steps and nothing that speaks of the old ones."""
    kept = {name: getattr(process, name) for name in Process.model_fields}
    changed = {"id": key, "steps": tuple(steps), "messages": (), "separate": (), "unread": (), "raci": variant}
    return Process.model_construct(**{**kept, **changed})


def _report(process: Process, findings: Iterable[Finding]) -> RaciReport:
    """Matrix and findings of what was rolled up, with those of the rolling up."""
    report = report_raci(process)
    known = {(finding.code, finding.elements) for finding in report.findings}
    more = [finding for finding in findings if (finding.code, finding.elements) not in known]
    return replace(report, findings=in_order([*report.findings, *more]))


class _Cast:
    """Roles and departments of several processes: those of the same name are one."""

    def __init__(self) -> None:
        self.roles: dict[str, Role] = {}
        self.departments: dict[str, Department] = {}
        self.organisations: dict[str, Organisation] = {}
        self._role_of: dict[str, str] = {}
        self._department_of: dict[str, str] = {}

    def enter(self, process: Process) -> dict[str, str]:
        """Take the roles of a process in; their ids in the common cast."""
        homes = {}
        for key, department in process.departments.items():
            name = normalise(str(department.name))
            if name not in self._department_of:
                new = _free(key, self.departments, process.id)
                self._department_of[name] = new
                external = bool(process.is_external(key))
                self.departments[new] = Department(name=department.name, external=external)
            homes[key] = self._department_of[name]
        found = {}
        for key, role in process.roles.items():
            name = normalise(str(role.name))
            if name not in self._role_of:
                new = _free(key, self.roles, process.id)
                self._role_of[name] = new
                home = homes.get(role.department) if role.department else None
                self.roles[new] = Role(name=role.name, department=home, people=role.people)
            found[key] = self._role_of[name]
        return found


def _free(key: str, taken: Mapping[str, object], process: str) -> str:
    return key if key not in taken else f"{key}@{process}"
