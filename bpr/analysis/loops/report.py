"""The result of the loop analysis: every field of handbook 3 (structure, cycles, repetition, rework)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from bpr.analysis.frames import to_frame
from bpr.analysis.loops.cycles import Because
from bpr.analysis.loops.kinds import Direction, Gate, LoopClass
from bpr.findings import Finding
from bpr.quantity import Quantity, Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop of the nesting forest; the outermost has depth 1, ``parent`` is its position in the list."""

    entries: tuple[str, ...]
    body: tuple[str, ...]
    depth: int
    parent: int | None
    returning: tuple[str, ...]
    iterations_per_entry: Quantity

    @property
    def single_entry(self) -> bool:
        """Whether there is one way in (a reducible loop)."""
        return len(self.entries) == 1

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "entries": list(self.entries),
            "body": list(self.body),
            "depth": self.depth,
            "parent": self.parent,
            "single_entry": self.single_entry,
            "returning": list(self.returning),
            "iterations_per_entry": self.iterations_per_entry.to_json(),
        }


@dataclass(frozen=True, slots=True)
class ReturningEdge:
    """One flow by which work comes back.

    Attributes:
        flow: id of the flow, with its ends ``source`` and ``target``.
        loop: position of its loop in the nesting, which has this ``depth``.
        back: whether it is a back edge (every way to its source passes its target).
        planned: whether the author marked the repetition as intended.
        loop_class: class of the shortest cycle over this flow.
        direction: to the same performer or to an earlier one.
        gate: whether the decision stands at the end of the loop or in its middle.
        before: last steps before the flow, ``behind``: first steps behind it.
        roles, departments: those that take part in the shortest cycle.
        return_flow_per_case: returns per case.
        share_of_cases: share of the cases that return at least once.
        rework_time: time of the repetitions that this flow causes, per case.
        rework_cost: their cost.
        shortest_cycle: the steps of the shortest cycle over this flow.
    """

    flow: str
    source: str
    target: str
    loop: int
    depth: int
    back: bool
    planned: bool
    loop_class: LoopClass
    direction: Direction
    gate: Gate
    before: tuple[str, ...]
    behind: tuple[str, ...]
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    return_flow_per_case: Quantity
    share_of_cases: Quantity
    rework_time: Quantity
    rework_cost: Quantity
    shortest_cycle: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        document = _document(self)
        document["class"] = document.pop("loop_class")
        return document


@dataclass(frozen=True, slots=True)
class CyclePath:
    """A cycle by its steps, the smallest id first; ``variants`` counts the routes that differ only in routing nodes."""

    steps: tuple[str, ...]
    variants: int
    loop_class: LoopClass
    role_count: int
    department_count: int

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "cycle": list(self.steps),
            "variants": self.variants,
            "class": self.loop_class,
            "n_roles": self.role_count,
            "n_departments": self.department_count,
        }


@dataclass(frozen=True, slots=True)
class StepRepetition:
    """How often one step is reached and repeated."""

    visits: Quantity
    p_reached: Quantity
    p_repeat_given_reached: Quantity
    extra_visits: Quantity
    visits_variance: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return _document(self)


@dataclass(frozen=True, slots=True)
class ReworkTime:
    """Work per case, how much of it is rework, how much is planned repetition, and the share of rework."""

    total: Quantity
    rework: Quantity
    planned: Quantity
    rework_share: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return _document(self)


@dataclass(frozen=True)
class LoopReport:
    """Every way work comes back.

    Attributes:
        status: ``infinite`` when a case can get into a loop and never out.
        loop_nesting: all loops, each right before the loops nested in it.
        back_edges: flows that are back edges.
        returning_edges: one row a returning flow, loops between departments first, then the most rework first.
        activity_cycles: cycles by their steps, shortest first, at most as many as asked for.
        node_cycles: the same with gateways.
        gateway_cycles: loops without any step.
        truncated: why the lists of cycles are not complete, or None.
        activities: repetition of each step.
        rework_time: time of rework per case.
        rework_cost: cost of rework per case.
        findings: what is worth telling.
    """

    status: Status
    loop_nesting: tuple[Loop, ...]
    back_edges: tuple[str, ...]
    returning_edges: tuple[ReturningEdge, ...]
    activity_cycles: tuple[CyclePath, ...]
    node_cycles: tuple[tuple[str, ...], ...]
    gateway_cycles: tuple[tuple[str, ...], ...]
    truncated: Because | None
    activities: Mapping[str, StepRepetition]
    rework_time: ReworkTime
    rework_cost: Quantity
    findings: tuple[Finding, ...] = ()

    @property
    def n_activity_cycles(self) -> Quantity:
        """Number of cycles; only a lower bound when the list is truncated."""
        count, method = float(len(self.activity_cycles)), "bounded enumeration"
        if self.truncated is None:
            return Quantity(count, "1", method=method)
        return Quantity(None, "1", Status.BOUNDED, lower=count, method=f"{method}, stopped by {self.truncated}")

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON, with the field names of handbook 3."""
        return {
            "status": self.status.value,
            "loop_nesting": [loop.to_json() for loop in self.loop_nesting],
            "back_edges": list(self.back_edges),
            "returning_edges": [edge.to_json() for edge in self.returning_edges],
            "return_flow_per_case": {edge.flow: edge.return_flow_per_case.to_json() for edge in self.returning_edges},
            "activity_cycles": [cycle.to_json() for cycle in self.activity_cycles],
            "n_activity_cycles": self.n_activity_cycles.to_json(),
            "node_cycles": [list(cycle) for cycle in self.node_cycles],
            "gateway_cycles": [list(cycle) for cycle in self.gateway_cycles],
            "truncated": self.truncated is not None,
            "truncated_because": self.truncated,
            "activities": {step: repetition.to_json() for step, repetition in self.activities.items()},
            "rework_time": self.rework_time.to_json(),
            "rework_cost": self.rework_cost.to_json(),
        }

    def to_pandas(self) -> pd.DataFrame:
        """One row for each returning flow, in the order of ``returning_edges``."""
        names = [field.name for field in fields(ReturningEdge)]
        rows = ([getattr(edge, name) for name in names] for edge in self.returning_edges)
        return to_frame(rows, ["class" if name == "loop_class" else name for name in names])


def _document(result: ReturningEdge | StepRepetition | ReworkTime) -> dict[str, Any]:
    """All fields by name, quantities in their envelope."""
    document: dict[str, Any] = {}
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, Quantity):
            document[field.name] = value.to_json()
        else:
            document[field.name] = list(value) if isinstance(value, tuple) else value
    return document
