"""Work content by group: processing time per case of roles, departments and value classes (handbook 4.2, 5.1).

Formula: ``sum over the group of v(a) t(a)``. Several performers at once all spend the time, so the times of roles may
sum to more than the work of a case.
"""

from __future__ import annotations

from collections.abc import Mapping

from bpr.analysis.frequency.expected import expected_sum
from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity

Groups = Mapping[str, tuple[str, ...]]


def step_times(graph: ProcessGraph) -> dict[str, float | None]:
    """Mean processing time of one execution by step; None where not known."""
    return {step: time.mean if (time := graph.nodes[step].time) else None for step in graph.steps}


def roles_of_steps(graph: ProcessGraph) -> dict[str, tuple[str, ...]]:
    """The performers of every step."""
    return {step: graph.nodes[step].roles for step in graph.steps}


def departments_of_steps(graph: ProcessGraph) -> dict[str, tuple[str, ...]]:
    """The department of every step, as a group."""
    return {step: (name,) if (name := graph.nodes[step].department) else () for step in graph.steps}


def work_by(graph: ProcessGraph, visits: Visits, groups: Groups) -> dict[str, Quantity]:
    """Expected processing time per case by group, in the order in which the groups appear.

    Args:
        graph: the process graph.
        visits: its visits.
        groups: the groups of every step; a step may be in several.
    """
    times = step_times(graph)
    members: dict[str, dict[str, float | None]] = {}
    for step, names in groups.items():
        for name in dict.fromkeys(names):
            members.setdefault(name, {})[step] = times[step]
    unit = f"{graph.process.time_unit}/case"
    return {name: expected_sum(graph, visits, part, unit=unit, field="time") for name, part in members.items()}
