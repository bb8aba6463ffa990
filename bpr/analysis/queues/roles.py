"""The queue before each role: arrivals, service, wait and length with their standing (handbook 5.2, 5.7).

The people of a role and the arrival rate come from `bpr.analysis.load`. Status of waits: ``estimated`` (``assumed``
    where a family of times was assumed), ``unstable`` without a steady state, ``exact`` zero where nothing arrives.
Conventions: ca2 = 1. Beside an unstable role the others are shown at the full flow, which they meet as soon as that
    role is relieved. Outsiders without a head-count have no queue of ours: their wait is not known and not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bpr.analysis.frequency.visits import Visits
from bpr.analysis.load.analyse import LoadReport, RoleLoad
from bpr.analysis.queues.waits import ALLEN_CUNNEEN, StationWait, station_wait
from bpr.analysis.queues.work import Family, Gap, Work, role_work
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status, worst

FORK_JOIN = "fork_join_approx"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all queues of a process share.

    Attributes:
        graph: the process graph.
        rate: cases per time unit; its value may be unknown.
        ca2: squared coefficient of variation of the times between arrivals.
        family: what a mean without distribution is taken as.
        notes: assumptions every wait rests on.
    """

    graph: ProcessGraph
    rate: Quantity
    ca2: float = 1.0
    family: Family | None = None
    notes: tuple[str, ...] = ()

    def wait(self, work: Work, servers: float, *, by_vut: bool = False) -> StationWait:
        """The wait of some work at some servers; the rate is known."""
        return station_wait(self.rate.value or 0.0, work, servers, ca2=self.ca2, by_vut=by_vut)

    def quantity(self, value: float | None, unit: str, works: tuple[Work, ...], method: str) -> Quantity:
        """A number that rests on estimated waits."""
        assumed = any(work.assumed for work in works)
        return Quantity(
            value,
            unit,
            worst((Status.ASSUMED if assumed else Status.ESTIMATED, self.rate.status)),
            assumptions=(*((f"assume_family={self.family}",) if assumed else ()), *self.notes),
            method=method,
        )


@dataclass(frozen=True, slots=True)
class RoleQueue:
    """The queue before one role; field names are those of handbook 5.7.

    Attributes:
        role: the role.
        external: whether it stands outside.
        servers: people times availability; None where not known.
        person: what one more person adds to the servers.
        arrivals: tasks that take time, per time unit.
        mean_service: mean time of a task.
        scv_service: its squared coefficient of variation.
        rho: utilisation.
        stable: whether there is a steady state; None where not known.
        Wq: wait of a task in the queue.
        Lq: tasks in the queue.
        wait_per_case: wait of a case in this queue, all its tasks together.
        backlog_growth: tasks by which the queue of an unstable role grows per time unit.
        capacity: cases per time unit the role can handle.
        min_servers: least number of people with a steady state.
        station: the plain numbers behind it; None where something is not known.
    """

    role: str
    external: bool
    servers: float | None
    person: float
    arrivals: Quantity
    mean_service: Quantity
    scv_service: Quantity
    rho: Quantity
    stable: bool | None
    Wq: Quantity
    Lq: Quantity
    wait_per_case: Quantity
    backlog_growth: Quantity | None
    capacity: Quantity
    min_servers: Quantity
    station: StationWait | None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON; the waits by both approximations stand under ``detail``."""
        names = ("arrivals", "mean_service", "scv_service", "rho", "Wq", "Lq", "wait_per_case")
        document: dict[str, Any] = {"external": self.external, "servers": self.servers, "stable": self.stable}
        document |= {name: getattr(self, name).to_json() for name in names}
        document |= {"capacity": self.capacity.to_json(), "min_servers": self.min_servers.to_json()}
        if self.backlog_growth is not None:
            document["backlog_growth"] = self.backlog_growth.to_json()
        if self.station is not None and self.station.stable:
            waits = {"allen_cunneen_Wq": self.station.allen_cunneen, "vut_Wq": self.station.vut}
            document["detail"] = {name: None if wait is None else float(f"{wait:.12g}") for name, wait in waits.items()}
        return document


def role_queues(setting: Setting, visits: Visits, load: LoadReport) -> Mapping[str, RoleQueue]:
    """The queue before every role that has work.

    Args:
        setting: what all queues share.
        visits: visits of the process.
        load: its load, which knows the people.
    """
    return {role: role_queue(setting, visits, entry) for role, entry in load.roles.items()}


def role_queue(setting: Setting, visits: Visits, load: RoleLoad) -> RoleQueue:
    """The queue before one role."""
    availability = 1.0 if load.availability is None else load.availability
    servers = None if load.people is None else load.people * availability
    work = role_work(setting.graph, visits, load.role, setting.family)
    time = setting.graph.process.time_unit
    gaps = _gaps(setting, work, load)
    station = None
    if isinstance(work, Work) and setting.rate.value is not None and (servers is not None or _idle(setting, work)):
        station = setting.wait(work, servers or 0.0)
    if load.availability is None and load.people is not None:
        setting = replace(setting, notes=(f"{load.role}.availability=1", *setting.notes))
    return RoleQueue(
        load.role,
        load.external,
        servers,
        availability,
        _arrivals(setting, work, gaps),
        _service(work, gaps, time, "mean"),
        _service(work, gaps, "1", "scv"),
        load.rho,
        station.stable if station is not None else None,
        _wait(setting, station, gaps, time, "Wq"),
        _wait(setting, station, gaps, "tasks", "Lq"),
        _wait(setting, station, gaps, f"{time}/case", "per_case"),
        _growth(setting, station, time),
        load.capacity,
        load.min_servers,
        station,
    )


def _idle(setting: Setting, work: Work) -> bool:
    """Whether nothing arrives, so that nobody is needed."""
    return setting.rate.value == 0.0 or work.tasks == 0.0


def _gaps(setting: Setting, work: Work | Gap, load: RoleLoad) -> Gap:
    """Everything that keeps the wait from being known."""
    missing = [f"{load.role}.people"] if load.people is None else []
    missing += setting.rate.missing if setting.rate.value is None else ()
    status = Status.UNKNOWN
    if isinstance(work, Gap):
        missing += work.missing
        status = work.status
    return Gap(status, tuple(dict.fromkeys(missing)))


def _arrivals(setting: Setting, work: Work | Gap, gaps: Gap) -> Quantity:
    unit = f"tasks/{setting.graph.process.time_unit}"
    if isinstance(work, Gap) or setting.rate.value is None:
        missing = tuple(name for name in gaps.missing if not name.endswith(".people"))
        return Quantity(None, unit, gaps.status, missing=missing, method="visits")
    return Quantity(work.tasks * setting.rate.value, unit, setting.rate.status, method="visits")


def _service(work: Work | Gap, gaps: Gap, unit: str, field: str) -> Quantity:
    method = "aggregate_station"
    if isinstance(work, Gap):
        return Quantity(None, unit, work.status, missing=work.missing, method=method)
    if work.tasks == 0.0:
        return Quantity(None, unit, Status.EXACT, method=method)
    assumed = work.assumed and field == "scv"
    return Quantity(getattr(work, field), unit, Status.ASSUMED if assumed else Status.EXACT, method=method)


def _wait(setting: Setting, station: StationWait | None, gaps: Gap, unit: str, field: str) -> Quantity:
    """The wait of a task, of a case, or the length of the queue."""
    if station is None:
        return Quantity(None, unit, gaps.status, missing=gaps.missing, method=ALLEN_CUNNEEN)
    if not station.stable:
        return Quantity(None, unit, Status.UNSTABLE, method=ALLEN_CUNNEEN)
    factor = {
        "Wq": 1.0,
        "Lq": station.work.tasks * (setting.rate.value or 0.0),
        "per_case": station.work.tasks,
    }[field]
    wait = (station.Wq or 0.0) * factor
    if station.offered_load == 0.0:
        return Quantity(wait, unit, Status.EXACT, method="no_arrivals")
    found = setting.quantity(wait, unit, (station.work,), station.method)
    lower, upper = (None if bound is None else bound * factor for bound in (station.lower, station.upper))
    return replace(found, lower=lower, upper=upper)


def _growth(setting: Setting, station: StationWait | None, time: str) -> Quantity | None:
    """Tasks by which the queue grows per time unit; None for a stable role."""
    if station is None or station.stable:
        return None
    value = station.lacking / station.work.mean
    return Quantity(max(0.0, value), f"tasks/{time}", setting.rate.status, method="arrivals_minus_capacity")
