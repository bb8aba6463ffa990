"""Who holds the work at a step, and whether it changes hands between two steps (handbook 2.1, 2.4).

Levels: role, department, organisation, system. A step may have several holders (performers, systems); the first one
    is the primary.
Relation of two steps: ``handoff`` when their holders are disjoint, ``partial`` when they differ but overlap, ``same``
    when they are equal, ``unknown`` when one side has none.
Levels decide for each other: a role belongs to one department and a department to one organisation, so work that stays
    with a role stays in its department, known or not, and work that goes to another department goes to another role.
Spelling: departments of one organisation whose names differ only in case, width or spaces are one department.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from bpr.graph.process_graph import NO_SYSTEM, GraphNode, Level, ProcessGraph
from bpr.model.organisation import Named
from bpr.model.process import Process
from bpr.text import Text, normalise

Relation = Literal["same", "handoff", "partial", "unknown"]

_FINE_TO_COARSE: tuple[Level, ...] = ("role", "department", "organisation")


class Holders:
    """The holders of all nodes of a graph at one level."""

    def __init__(self, graph: ProcessGraph, level: Level) -> None:
        self.graph = graph
        self.level = level
        self.same_department = _spellings(graph.process) if level == "department" else {}

    def of(self, node_id: str) -> tuple[str, ...]:
        """All holders of a node, the primary one first; empty when not known."""
        node = self.graph.nodes[node_id]
        match self.level:
            case "role":
                return node.roles
            case "system":
                return () if node.systems is None else node.systems or (NO_SYSTEM,)
        holder = node.holder(self.level)
        return () if holder is None else (self.same_department.get(holder, holder),)

    def party(self, end: str) -> str | None:
        """The holder at the end of a message flow, which may be a node or a whole organisation; None when not known.

        An organisation stands for itself on every level but that of systems, and so does a node whose own holder is
        not known but whose organisation is. A start event that names nobody is held by the node it leads to.
        """
        node = self.graph.nodes.get(end)
        if node is None:
            return None if self.level == "system" else end
        holders = self.of(end)
        if not holders and node.type == "start" and len(self.graph.outgoing[end]) == 1:
            holders = self.of(self.graph.outgoing[end][0].target)
        return holders[0] if holders else None if self.level == "system" else node.organisation

    def relation(self, first: str, second: str) -> Relation:
        """What happens to the work between two steps."""
        left, right = set(self.of(first)), set(self.of(second))
        if not left or not right:
            return "unknown"
        if left == right:
            return "same"
        return "partial" if left & right else "handoff"

    def changes_hands(self, first: str, second: str) -> bool | None:
        """Whether all holders change between two steps; where one is not known, as far as the other levels tell."""
        relation = self.relation(first, second)
        if relation != "unknown":
            return relation == "handoff"
        finer, coarser = self._around
        if any(other.relation(first, second) in ("same", "partial") for other in finer):
            return False
        return True if any(other.relation(first, second) == "handoff" for other in coarser) else None

    @cached_property
    def _around(self) -> tuple[list[Holders], list[Holders]]:
        """The levels that are finer than this one, and those that are coarser."""
        if self.level not in _FINE_TO_COARSE:
            return [], []
        place = _FINE_TO_COARSE.index(self.level)
        finer, coarser = _FINE_TO_COARSE[:place], _FINE_TO_COARSE[place + 1 :]
        return [Holders(self.graph, level) for level in finer], [Holders(self.graph, level) for level in coarser]

    def labels(self, first: str, second: str) -> tuple[str, str] | None:
        """Between whom a transfer is booked; both sides are one shared holder unless it is a full handoff."""
        left, right = self.of(first), self.of(second)
        if not left or not right:
            return None
        shared = [holder for holder in left if holder in right]
        return (shared[0], shared[0]) if shared else (left[0], right[0])

    def is_external(self, node: GraphNode) -> bool | None:
        """Whether a step stands outside the own organisation; None when nobody is known to hold it."""
        if node.external is not None:
            return node.external
        return False if node.roles or node.department else None

    def name(self, holder: str) -> Text:
        """The name of a holder for people."""
        process = self.graph.process
        names: dict[Level, Mapping[str, Named]] = {
            "role": process.roles,
            "department": process.departments,
            "organisation": process.organisations,
            "system": process.systems,
        }
        entry = names[self.level].get(holder) or process.organisations.get(holder)
        if entry is not None:
            return entry.name
        return Text(en="no system", zh="无系统") if holder == NO_SYSTEM else Text.of(holder)


def _spellings(process: Process) -> dict[str, str]:
    """For each department whose name is only another spelling of an earlier one, that earlier one."""
    first: dict[tuple[str | None, str], str] = {}
    merged: dict[str, str] = {}
    for key, department in process.departments.items():
        for spelling in (department.name.en, department.name.zh):
            if spelling is not None:
                known = first.setdefault((department.organisation, normalise(spelling)), merged.get(key, key))
                if known != key:
                    merged[key] = known
    return merged
