"""Queues: how long work waits for each role, and what would shorten it most (handbook 5.2, 5.3, 5.7).

Method: each role is one station with all its tasks (`bpr.analysis.queues.work`), fed at the rate of the process times
    its visits, rework included; Allen-Cunneen gives the wait, VUT stands beside it in the detail. All of it is
    ``estimated``: Poisson arrivals at each role, first come first served, people that do nothing else. Parallel blocks
    keep their visit counts (flag ``fork_join_approx``). ``L_total = sum (Lq + busy people)``, ``W_total = L_total / l``
    (Little): person time and waiting of a case, not its cycle time where branches run in parallel.
Unknown stays unknown: without people, volume, working calendar, times or shares there is no wait.
References: Jackson 1957; Kingman 1961; Allen 1990; Sakasegawa 1977; Hopp, Spearman 2008; Gross et al. 2008.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpr.analysis.frequency.visits import Visits
from bpr.analysis.load.analyse import LoadReport
from bpr.analysis.loops.report import LoopReport
from bpr.analysis.queues.cycle import cycle_time_with_queues, written_wait_explained
from bpr.analysis.queues.findings import queue_findings
from bpr.analysis.queues.roles import FORK_JOIN, RoleQueue, Setting, role_queues
from bpr.analysis.queues.sensitivity import (
    Allotment,
    Sensitivity,
    allocate,
    best_extra_person,
    fewer_returns,
    one_role_changes,
    pooled_roles,
    whole_wait,
)
from bpr.analysis.queues.work import Family
from bpr.findings import Finding
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity

PEOPLE_TO_GIVE = 5


@dataclass(frozen=True, slots=True)
class QueueReport:
    """All queues of a process.

    Attributes:
        arrival_rate: cases per time unit.
        roles: the queue before each role.
        queue_wait_per_case: waiting of a case in all queues.
        cycle_time_with_queues: duration of a case, queues included.
        written_wait_explained: queue waits as a share of the waiting times written at the same steps.
        L_total: tasks waiting or under way at any moment.
        W_total: waiting in queues and work of a case, one after the other.
        sensitivity: what each change removes.
        best_extra_person: the role whose next person helps most; None where none helps or nothing is known.
        allocation: several people one after the other, each where the next helps most.
        missing: steps without a role, which stand in no queue.
        findings: what is worth telling.
    """

    arrival_rate: Quantity
    roles: Mapping[str, RoleQueue]
    queue_wait_per_case: Quantity
    cycle_time_with_queues: Quantity
    written_wait_explained: Quantity
    L_total: Quantity
    W_total: Quantity
    sensitivity: tuple[Sensitivity, ...]
    best_extra_person: str | None
    allocation: tuple[Allotment, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def waits(self) -> dict[str, float | None]:
        """Wait of a task in the queue by role; None where it is not known or there is no steady state."""
        return {role: queue.Wq.value for role, queue in self.roles.items()}

    @property
    def known(self) -> bool:
        """Whether anything is known about a queue."""
        return any(queue.station is not None and queue.station.offered_load > 0.0 for queue in self.roles.values())

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "arrival_rate": self.arrival_rate.to_json(),
            "roles": {role: queue.to_json() for role, queue in self.roles.items()},
            "queue_wait_per_case": self.queue_wait_per_case.to_json(),
            "cycle_time_with_queues": self.cycle_time_with_queues.to_json(),
            "written_wait_explained": self.written_wait_explained.to_json(),
            "network": {"L_total": self.L_total.to_json(), "W_total": self.W_total.to_json()},
            "sensitivity": [row.to_json() for row in self.sensitivity],
            "best_extra_person": self.best_extra_person,
            "allocation": [row.to_json() for row in self.allocation],
            "missing": list(self.missing),
        }


def analyse_queues(
    graph: ProcessGraph,
    visits: Visits,
    load: LoadReport,
    loops: LoopReport | None = None,
    *,
    assume_family: Family | None = None,
    ca2: float = 1.0,
    extra_people: int = PEOPLE_TO_GIVE,
    sound: bool | None = None,
) -> QueueReport:
    """How long work waits for each role; the graph is not changed.

    Args:
        graph: the process graph.
        visits: its visits.
        load: its load: arrival rate, people, utilisation.
        loops: its loops; without them no loop is taken out to see what it costs.
        assume_family: what a mean without distribution is taken as; None leaves such waits unknown.
        ca2: squared coefficient of variation of the times between arrivals; 1 for chance arrivals.
        extra_people: how many people the allocation gives away.
        sound: the verdict of the soundness check, where it was made.
    """
    notes = (FORK_JOIN,) if any(graph.split(node) in ("and", "or") for node in graph.nodes) else ()
    setting = Setting(graph, load.arrival_rate, ca2, assume_family, notes)
    queues = role_queues(setting, visits, load)
    whole = whole_wait(setting, queues.values())
    best = best_extra_person(setting, queues)
    rows = (
        *one_role_changes(setting, queues),
        *pooled_roles(setting, queues),
        *fewer_returns(setting, visits, queues, _returns(loops)),
    )
    tasks, time = _totals(setting, queues, whole)
    explained = written_wait_explained(graph, visits, queues)
    return QueueReport(
        load.arrival_rate,
        queues,
        whole,
        cycle_time_with_queues(graph, visits, queues, sound=sound),
        explained,
        tasks,
        time,
        rows,
        best,
        allocate(setting, queues, extra_people),
        tuple(f"{step}.role" for step in graph.steps if not graph.nodes[step].roles),
        queue_findings(graph, queues, whole, best, rows, explained, time),
    )


def _returns(loops: LoopReport | None) -> list[str]:
    """The unplanned ways back, those that cause most rework first."""
    if loops is None:
        return []
    edges = [edge for edge in loops.returning_edges if not edge.planned]
    return [edge.flow for edge in sorted(edges, key=lambda edge: -(edge.rework_time.value or 0.0))]


def _totals(setting: Setting, queues: Mapping[str, RoleQueue], whole: Quantity) -> tuple[Quantity, Quantity]:
    """Tasks in the system and the time of a case in it, one after the other (Little)."""
    time = f"{setting.graph.process.time_unit}/case"
    rate = setting.rate.value
    stations = [queue.station for queue in queues.values() if queue.station is not None]
    if whole.value is None or not rate:
        zero = whole.value is not None
        tasks = Quantity(0.0 if zero else None, "tasks", whole.status, missing=whole.missing, method="little")
        return tasks, Quantity(None, time, whole.status, missing=whole.missing, method="little")
    works = tuple(station.work for station in stations)
    total = rate * whole.value + math.fsum(station.offered_load for station in stations)
    return (
        setting.quantity(total, "tasks", works, "little"),
        setting.quantity(total / rate, time, works, "little"),
    )
