"""RACI matrix: who does, answers for, is asked about and is told of each activity.

Definition (handbook 9.2): R are the performers of the activity; A its accountable role, else the process owner
    (flag ``A_FROM_PROCESS_OWNER``), else missing (``A_UNKNOWN``); C the consulted, I the informed. A missing performer
    is ``R_UNKNOWN``, never the owner. An explicit ``raci`` of the activity replaces the derived row; where it
    contradicts performer or accountable the row is flagged ``RACI_MODEL_CONFLICT``.
    Rows are activities and sub-processes. A sub-process drawn with its own steps is a summary of their rows
    (`bpr.analysis.raci.rollup`). Decisions taken by a role stand in `RaciMatrix.rights`.
Complexity: O(activities * roles).
References: PMI, PMBOK Guide (RAM/RACI); Smith, Erwin 2005, Role and Responsibility Charting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bpr.analysis.frames import to_frame
from bpr.analysis.raci.cells import duties_of, format_cell, in_order, parse_cell, translate
from bpr.analysis.raci.rollup import Letters, Row, roll_up
from bpr.findings import Finding
from bpr.model.nodes import Activity, Decision, SubProcess
from bpr.model.process import Process
from bpr.model.raci import Rights, Variant, letters_of
from bpr.text import Text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class RaciFlag:
    """How a row came about: ``A_FROM_PROCESS_OWNER``, ``A_UNKNOWN``, ``R_UNKNOWN``, ``RACI_MODEL_CONFLICT``, ..."""

    code: str
    step: str


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be read, or letters that the variant does not know."""

    step: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class RaciMatrix:
    """A responsibility matrix.

    Attributes:
        variant: RACI, RASCI, RACI-VS, DACI, RAPID, DECISION-RIGHTS, or a set of letters of the model's own.
        rows: letters by role, by activity id, in the author's order.
        flags: how rows came about.
        rights: decision rights by node: who decides, nominates, evaluates, may veto.
        summaries: rows that sum up a sub-process drawn with its own steps; rules and loads leave them out.
        bad: cells that could not be read.
        names: labels of activities and roles, for messages; keys ``step:<id>`` and ``role:<id>``.
        findings: what deriving the matrix noticed (summaries without an accountable role).
    """

    variant: Variant
    rows: Mapping[str, Row]
    flags: tuple[RaciFlag, ...] = ()
    rights: Mapping[str, Rights] = field(default_factory=dict)
    summaries: frozenset[str] = frozenset()
    bad: tuple[BadCell, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def own_rows(self) -> dict[str, Row]:
        """All rows but the summaries."""
        return {step: row for step, row in self.rows.items() if step not in self.summaries}

    def roles_with(self, step: str, letter: str) -> tuple[str, ...]:
        """The roles that hold a letter in a row, sorted."""
        return tuple(sorted(role for role, letters in self.rows[step].items() if letter in letters))

    def flagged(self, code: str) -> tuple[str, ...]:
        """The rows with a flag, in their order."""
        return tuple(flag.step for flag in self.flags if flag.code == code)

    def step_name(self, step: str, lang: str) -> str:
        """The label of an activity, or its id."""
        return _name(self.names, f"step:{step}", step, lang)

    def role_name(self, role: str, lang: str) -> str:
        """The name of a role, or its id."""
        return _name(self.names, f"role:{role}", role, lang)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        document: dict[str, Any] = {
            "variant": str(self.variant),
            "matrix": {
                step: {role: format_cell(letters, self.variant) for role, letters in row.items()}
                for step, row in self.rows.items()
            },
            "flags": [{"code": flag.code, "step": flag.step} for flag in self.flags],
        }
        if self.rights:
            document["rights"] = {
                step: rights.model_dump(exclude_defaults=True) for step, rights in self.rights.items()
            }
        if self.summaries:
            document["summaries"] = sorted(self.summaries)
        return document

    def to_pandas(self, lang: str = "en") -> pd.DataFrame:
        """One row for each step and one column for each role that holds a letter; cells as people write them."""
        roles = list(dict.fromkeys(role for row in self.rows.values() for role in row))
        rows = (
            (step, self.step_name(step, lang), *(format_cell(row.get(role, ()), self.variant) for role in roles))
            for step, row in self.rows.items()
        )
        return to_frame(rows, ("step", "name", *roles))


def derive_raci(process: Process, *, variant: Variant | None = None) -> RaciMatrix:
    """The matrix that follows from a model.

    Args:
        process: the model; its ``raci`` names the variant, its ``owner`` is proposed as A where none is named.
        variant: another variant than that of the model; letters written in the model are carried over by their duty,
            those without a counterpart are left out and flagged ``DUTY_NOT_IN_VARIANT``.

    Example:
        >>> from bpr.model import Process
        >>> matrix = derive_raci(Process.model_validate(
        ...     {"process": "p", "owner": "head", "roles": {"head": "Head", "clerk": "Clerk"},
        ...      "steps": [{"id": "A", "name": "Check", "role": "clerk"}]}))
        >>> matrix.to_json()["matrix"], matrix.flagged("A_FROM_PROCESS_OWNER")
        ({'A': {'clerk': 'R', 'head': 'A'}}, ('A',))
    """
    collector = _Collector(process, variant or process.raci)
    rights = _rights(process)
    for node in process.walk():
        if isinstance(node, Activity) and not (isinstance(node, SubProcess) and node.steps):
            collector.activity(node)
        elif isinstance(node, Decision) and collector.variant == "DECISION-RIGHTS":
            collector.decision(node, rights)
    for node in reversed(tuple(process.walk())):
        if isinstance(node, SubProcess) and node.steps:
            collector.summary(node)
    rows = {node.id: collector.rows[node.id] for node in process.walk() if node.id in collector.rows}
    return RaciMatrix(
        collector.variant,
        MappingProxyType(rows),
        tuple(collector.flags),
        MappingProxyType(rights),
        frozenset(collector.summaries),
        tuple(collector.bad),
        MappingProxyType(_names(process)),
        tuple(collector.findings),
    )


def matrix_from_cells(
    cells: Mapping[str, Mapping[str, str]], *, variant: Variant = "RACI", names: Mapping[str, Text] | None = None
) -> RaciMatrix:
    """A matrix from written cells, such as those of a workbook; cells that cannot be read are kept in ``bad``.

    Args:
        cells: text by role, by activity.
        variant: the variant of the letters.
        names: labels, keys ``step:<id>`` and ``role:<id>``.
    """
    rows: dict[str, Row] = {}
    bad = []
    for step, row in cells.items():
        read: dict[str, Letters] = {}
        for role, text in row.items():
            letters = parse_cell(text, variant)
            if letters is None:
                bad.append(BadCell(step, role, text))
            elif letters:
                read[role] = letters
        rows[step] = MappingProxyType(read)
    return RaciMatrix(variant, MappingProxyType(rows), bad=tuple(bad), names=names or {})


class _Collector:
    """Builds the rows one activity after the other."""

    def __init__(self, process: Process, variant: Variant) -> None:
        self.process = process
        self.variant = variant
        self.duties = duties_of(variant)
        self.rows: dict[str, Row] = {}
        self.flags: list[RaciFlag] = []
        self.bad: list[BadCell] = []
        self.summaries: set[str] = set()
        self.unmatched: set[str] = set()
        self.findings: list[Finding] = []

    def activity(self, node: Activity) -> None:
        row = self._explicit(node) if node.raci is not None else self._derived(node)
        if self.variant == "DECISION-RIGHTS" and node.rights is not None:
            row = _with_rights(row, node.rights)
        self._put(node.id, row)

    def decision(self, node: Decision, rights: Mapping[str, Rights]) -> None:
        """A decision as a row of decision rights: only where somebody is named."""
        if node.id in rights:
            self._put(node.id, _with_rights({}, rights[node.id]))

    def summary(self, node: SubProcess) -> None:
        """A sub-process with its own steps; children were put before (inner ones first)."""
        self.summaries.add(node.id)
        if node.raci is not None:
            self._put(node.id, self._explicit(node))
            return
        children = {child.id: self.rows[child.id] for child in node.steps if child.id in self.rows}
        owner = node.accountable[0] if node.accountable else None
        rolled = roll_up(children, owner, variant=self.variant, parent_id=node.id, parent_name=node.label)
        self.rows[node.id] = rolled.parent
        if children:
            self.findings.extend(rolled.findings)

    def _derived(self, node: Activity) -> dict[str, list[str]]:
        duties = self.duties
        row: dict[str, list[str]] = {}
        answering = node.accountable
        if not answering and self.process.owner is not None:
            answering = (self.process.owner,)
            self._flag("A_FROM_PROCESS_OWNER", node)
        if not answering:
            self._flag("A_UNKNOWN", node)
        if not node.roles:
            self._flag("R_UNKNOWN", node)
        groups = (
            (duties.does, node.roles),
            (duties.answers, answering),
            (duties.consulted, node.consulted),
            (duties.informed, node.informed),
            (duties.support, node.support),
        )
        for letter, roles in groups:
            if letter is None and roles:
                self._flag("DUTY_NOT_IN_VARIANT", node)
            elif letter is not None:
                for role in roles:
                    row.setdefault(role, []).append(letter)
        return row

    def _explicit(self, node: Activity) -> dict[str, list[str]]:
        row: dict[str, list[str]] = {}
        for role, letters in (node.raci or {}).items():
            known = [letter for letter in letters if letter in letters_of(self.process.raci)]
            if len(known) < len(letters):
                self.bad.append(BadCell(node.id, role, "/".join(letters)))
            valid, whole = translate(known, self.process.raci, self.variant)
            if not whole and node.id not in self.unmatched:
                self.unmatched.add(node.id)
                self._flag("DUTY_NOT_IN_VARIANT", node)
            if valid:
                row[role] = list(valid)
        if node.support and duties_of(self.process.raci).support is None:  # a map in these letters cannot say it
            if self.duties.support is None:
                self._flag("DUTY_NOT_IN_VARIANT", node)
            else:
                for role in node.support:
                    row.setdefault(role, []).append(self.duties.support)
        for letter, roles in ((self.duties.does, node.roles), (self.duties.answers, node.accountable)):
            written = {role for role, letters in row.items() if letter in letters}
            if roles and written != set(roles):
                self._flag("RACI_MODEL_CONFLICT", node)
                break
        return row

    def _flag(self, code: str, node: Activity) -> None:
        self.flags.append(RaciFlag(code, node.id))

    def _put(self, step: str, row: Mapping[str, list[str]]) -> None:
        self.rows[step] = MappingProxyType({role: in_order(letters, self.variant) for role, letters in row.items()})


def _with_rights(row: Mapping[str, list[str]], rights: Rights) -> dict[str, list[str]]:
    """A row of decision rights with those written: a named decider takes the place of the accountable role."""
    mixed = {role: [letter for letter in held if letter != "D" or not rights.decide] for role, held in row.items()}
    for letter, roles in (("D", rights.decide), ("V", rights.veto), ("N", rights.nominate)):
        for role in roles:
            mixed.setdefault(role, []).append(letter)
    return {role: held for role, held in mixed.items() if held}


def _rights(process: Process) -> dict[str, Rights]:
    """Decision rights: those written; a decision with a role and no written decider is decided by that role."""
    rights: dict[str, Rights] = {}
    for node in process.walk():
        if isinstance(node, Activity) and node.rights is not None:
            rights[node.id] = node.rights
        elif isinstance(node, Decision):
            written = node.rights or Rights()
            takes = node.roles if not node.routing else ()
            if not written.decide and takes:
                written = written.model_copy(update={"decide": takes})
            if written.roles():
                rights[node.id] = written
    return rights


def _names(process: Process) -> dict[str, Text]:
    names = {f"step:{node.id}": node.label for node in process.walk() if node.label is not None}
    return names | {f"role:{key}": role.name for key, role in process.roles.items()}


def _name(names: Mapping[str, Text], key: str, default: str, lang: str) -> str:
    name = names.get(key)
    return name.pick(lang) if name is not None else default
