"""Model summary: what is there, and how much of it is known (handbook 1.3, 1.6).

Definition: counts of nodes by type, of roles, departments and systems; Hammer's six elements of a process (input,
    activities, interaction, output, customer, value) with completeness = filled / 6; coverage of an attribute =
    activities with a known value / activities.
Complexity: O(n + m).
Reference: Hammer, Champy 1993, Reengineering the Corporation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from bpr.graph.process_graph import ProcessGraph
from bpr.model.nodes import Activity
from bpr.model.process import Process
from bpr.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, the six elements and coverage.

    ``nodes`` and ``flows`` leave out start and end events and the flows that leave a start, as people count steps;
    ``decisions`` are exclusive gateways with more than one way out; ``by_type`` counts everything that is drawn.
    """

    nodes: int
    flows: int
    activities: int
    decisions: int
    by_type: dict[str, int]
    roles: int
    departments: int
    systems: int
    documents: int
    elements: dict[str, bool]
    coverage: dict[str, Quantity]

    @property
    def completeness(self) -> Quantity:
        """Share of the six elements that are filled in."""
        return Quantity(sum(self.elements.values()) / len(self.elements), "1", method="filled / 6")

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "nodes": self.nodes,
            "flows": self.flows,
            "activities": self.activities,
            "decisions": self.decisions,
            "by_type": self.by_type,
            "roles": self.roles,
            "departments": self.departments,
            "systems": self.systems,
            "documents": self.documents,
            "six_elements": self.elements,
            "completeness": self.completeness.to_json(),
            "coverage": {name: quantity.to_json() for name, quantity in self.coverage.items()},
        }


def summarise(graph: ProcessGraph) -> Summary:
    """Count what a process holds and how much of it is known."""
    process = graph.process
    drawn = {node.id: node for node in graph.nodes.values() if not node.synthetic}
    choices = [node for node in drawn.values() if node.type in ("xor", "event_gateway")]
    terminal = {node.id for node in drawn.values() if node.type in ("start", "end")}
    flows = [flow for flow in process.flows if graph.nodes[flow.source].type != "start"]
    activities = process.activities()
    return Summary(
        nodes=len(drawn) - len(terminal),
        flows=len(flows),
        activities=len(activities),
        decisions=sum(len(graph.outgoing[node.id]) > 1 for node in choices),
        by_type=dict(sorted(Counter(node.type for node in drawn.values()).items())),
        roles=len(process.roles),
        departments=len(process.departments),
        systems=len(process.systems),
        documents=len(process.documents),
        elements=_six_elements(process, activities),
        coverage=_coverage(process, activities),
    )


def _six_elements(process: Process, activities: tuple[Activity, ...]) -> dict[str, bool]:
    documents = [activity.documents for activity in activities if activity.documents is not None]
    return {
        "inputs": any(entry.read for entry in documents),
        "activities": bool(activities),
        "interaction": bool(process.flows),
        "outputs": any(entry.written for entry in documents),
        "customer": process.customer is not None,
        "value": process.value is not None and bool(process.kpis),
    }


def _coverage(process: Process, activities: tuple[Activity, ...]) -> dict[str, Quantity]:
    known = {
        "role": [bool(activity.roles) for activity in activities],
        "department": [process.department_of(activity) is not None for activity in activities],
        "time": [activity.time is not None for activity in activities],
        "wait": [activity.wait is not None for activity in activities],
        "cost": [activity.cost is not None for activity in activities],
        "value_class": [activity.value is not None for activity in activities],
        "system": [activity.systems is not None for activity in activities],
        "documents": [activity.documents is not None for activity in activities],
        "accountable": [bool(activity.accountable or activity.raci) for activity in activities],
    }
    method = "activities with a known value / activities"
    return {
        name: Quantity(sum(flags) / len(flags), "1", method=method) if flags else Quantity.unknown("1", method=method)
        for name, flags in known.items()
    }
