"""Load and capacity: what a process asks of each role, and which role limits it (handbook 5.1).

Formulas, with the arrival rate l, c people and their availability b:
    ``unit_load = sum v(a) t(a)``, ``arrivals = l sum v(a)``, ``capacity = c b / unit_load``,
    ``rho = l unit_load / (c b)``, ``min_servers = floor(l unit_load / b) + 1``,
    ``servers_for_target(r) = ceil(l unit_load / (b r))``; ``theoretical_bottleneck`` = the least capacity (ties: all),
    ``process_capacity`` = that capacity; ``hours_per_month`` = cases a month times the work of a case in hours.
Conventions: several performers at once all spend the time. An unknown head-count leaves the capacity unknown; an
    availability that is not given means the whole working time (listed as assumption). External roles are reported, but
    get no staffing advice and are no bottleneck.
Complexity: O(roles * n).
Reference: Laguna, Marklund 2019, Business Process Modeling, Simulation and Design (capacity analysis).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from bpr.analysis.flow.work import departments_of_steps, roles_of_steps, work_by
from bpr.analysis.frames import to_frame
from bpr.analysis.frequency.expected import expected_sum
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.load.arrivals import arrival_rate, cases_per_month
from bpr.analysis.load.findings import load_findings
from bpr.findings import Finding
from bpr.graph.build import unit_factor
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status, worst

if TYPE_CHECKING:
    import pandas as pd

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """The load of one role; ``people`` and ``availability`` are None where not given."""

    role: str
    external: bool
    people: float | None
    availability: float | None
    arrivals: Quantity
    unit_load: Quantity
    capacity: Quantity
    rho: Quantity
    min_servers: Quantity
    hours_per_month: Quantity

    @property
    def offered_load(self) -> float | None:
        """People kept busy all the time: rate times unit load over availability."""
        if self.rho.value is None or self.people is None:
            return None
        return self.rho.value * self.people

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        numbers = ("arrivals", "unit_load", "capacity", "rho", "min_servers", "hours_per_month")
        return {
            "external": self.external,
            "servers": self.people,
            "availability": self.availability,
            **{name: getattr(self, name).to_json() for name in numbers},
        }


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The load of all roles; field names are those of handbook 5.1."""

    arrival_rate: Quantity
    roles: Mapping[str, RoleLoad]
    department_hours_per_month: Mapping[str, Quantity]
    theoretical_bottleneck: tuple[str, ...]
    process_capacity: Quantity
    findings: tuple[Finding, ...]

    def servers_for_target(self, role: str, target: float) -> int | None:
        """The least number of people that keeps the utilisation of a role at a target; None where not known.

        Args:
            role: the role.
            target: utilisation wanted, above 0 and at most 1.
        """
        load = self.roles[role]
        rate, unit = self.arrival_rate.value, load.unit_load.value
        if rate is None or unit is None or load.external or not 0 < target <= 1:
            return None
        return math.ceil(rate * unit / (_available(load.availability) * target) - _ROUNDING)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "arrival_rate": self.arrival_rate.to_json(),
            "roles": {role: load.to_json() for role, load in self.roles.items()},
            "departments": {
                name: {"hours_per_month": hours.to_json()} for name, hours in self.department_hours_per_month.items()
            },
            "theoretical_bottleneck": list(self.theoretical_bottleneck),
            "process_capacity": self.process_capacity.to_json(),
        }

    def to_pandas(self) -> pd.DataFrame:
        """One row for each role."""
        names = [field.name for field in fields(RoleLoad)]
        return to_frame(([getattr(load, name) for name in names] for load in self.roles.values()), names)


def analyse_load(
    graph: ProcessGraph,
    visits: Visits,
    *,
    arrivals: Quantity | None = None,
    people: Mapping[str, float] | None = None,
) -> LoadReport:
    """The load of every role that performs a step.

    Args:
        graph: the process graph.
        visits: its visits.
        arrivals: cases per time unit; by default from the volume of the process.
        people: head-counts that replace those of the model, by role.
    """
    rate = arrivals if arrivals is not None else arrival_rate(graph.process)
    months = cases_per_month(graph.process)
    groups = roles_of_steps(graph)
    roles = {
        role: _role_load(graph, visits, role, load, rate, months, people or {})
        for role, load in work_by(graph, visits, groups).items()
    }
    by_department = work_by(graph, visits, departments_of_steps(graph))
    hours = {name: _hours(graph, load, months) for name, load in by_department.items()}
    narrowest, capacity = _bottleneck(graph, roles)
    return LoadReport(rate, roles, hours, narrowest, capacity, load_findings(graph, rate, tuple(roles.values())))


def _role_load(
    graph: ProcessGraph,
    visits: Visits,
    role: str,
    load: Quantity,
    rate: Quantity,
    months: float | None,
    people: Mapping[str, float],
) -> RoleLoad:
    process = graph.process
    entry = process.roles[role]
    head_count = people.get(role, entry.people)
    tasks = {step: 1.0 for step in graph.steps if role in graph.nodes[step].roles}
    external = bool(process.is_external(entry.department))
    return RoleLoad(
        role,
        external,
        head_count,
        entry.availability,
        _times(expected_sum(graph, visits, tasks, unit="tasks/case", field="time"), rate, f"tasks/{process.time_unit}"),
        load,
        _capacity(process.time_unit, role, load, head_count, entry.availability),
        _rho(role, load, rate, head_count, entry.availability),
        _min_servers(load, rate, entry.availability) if not external else _not_advised(),
        _hours(graph, load, months),
    )


def _available(availability: float | None) -> float:
    return 1.0 if availability is None else availability


def _assumed(role: str, availability: float | None) -> tuple[str, ...]:
    return (f"{role}.availability=1",) if availability is None else ()


def _gap(load: Quantity) -> Status:
    """The status of a result that an unknown load leaves open."""
    return load.status if load.status in (Status.INFINITE, Status.INVALID) else Status.UNKNOWN


def _times(load: Quantity, rate: Quantity, unit: str) -> Quantity:
    """A quantity per case times a rate."""
    missing = tuple(dict.fromkeys((*load.missing, *rate.missing)))
    if load.value is None or rate.value is None:
        return Quantity(None, unit, _gap(load), missing=missing, method="load")
    status = worst((load.status, rate.status))
    return Quantity(load.value * rate.value, unit, status, assumptions=load.assumptions, method="load")


def _capacity(unit: str, role: str, load: Quantity, people: float | None, availability: float | None) -> Quantity:
    unit = f"cases/{unit}"
    if people is None:
        return Quantity.unknown(unit, missing=(f"{role}.people", *load.missing), method="capacity")
    if load.value is None:
        return Quantity(None, unit, _gap(load), missing=load.missing, method="capacity")
    if load.value == 0.0:
        return Quantity(None, unit, Status.INFINITE, method="capacity")
    assumptions = (*load.assumptions, *_assumed(role, availability))
    status = worst((load.status, Status.DERIVED if availability is None else Status.EXACT))
    value = people * _available(availability) / load.value
    return Quantity(value, unit, status, assumptions=assumptions, method="capacity")


def _rho(role: str, load: Quantity, rate: Quantity, people: float | None, availability: float | None) -> Quantity:
    busy = _times(load, rate, "1")
    if people is None:
        return Quantity.unknown("1", missing=(f"{role}.people", *busy.missing), method="utilisation")
    if busy.value is None:
        return Quantity(None, "1", busy.status, missing=busy.missing, method="utilisation")
    servers = people * _available(availability)
    if servers == 0.0:
        value = None if busy.value > 0.0 else 0.0
        return Quantity(value, "1", Status.UNSTABLE if value is None else Status.EXACT, method="utilisation")
    assumptions = (*busy.assumptions, *_assumed(role, availability))
    status = worst((busy.status, Status.DERIVED if availability is None else Status.EXACT))
    return Quantity(busy.value / servers, "1", status, assumptions=assumptions, method="utilisation")


def _min_servers(load: Quantity, rate: Quantity, availability: float | None) -> Quantity:
    """The smallest head-count with a utilisation strictly below 1."""
    busy = _times(load, rate, "persons")
    if busy.value is None or _available(availability) == 0.0:
        return Quantity(None, "persons", busy.status, missing=busy.missing, method="min_servers")
    people = busy.value / _available(availability)
    if not math.isfinite(people):
        return Quantity(None, "persons", Status.INFINITE, assumptions=busy.assumptions, method="min_servers")
    value = math.floor(people + _ROUNDING) + 1
    return Quantity(float(value), "persons", busy.status, assumptions=busy.assumptions, method="min_servers")


def _not_advised() -> Quantity:
    return Quantity(None, "persons", Status.UNKNOWN, method="external_role")


def _hours(graph: ProcessGraph, load: Quantity, months: float | None) -> Quantity:
    """Hours of work a month."""
    unit, factor = "h/month", unit_factor(graph.process, "h")
    if months is None:
        return Quantity.unknown(unit, missing=("volume",) if graph.process.volume is None else ("working_time",))
    if factor is None:
        return Quantity.unknown(unit, missing=("working_time",))
    return _times(load, Quantity(months / factor, unit), unit)


def _bottleneck(graph: ProcessGraph, roles: Mapping[str, RoleLoad]) -> tuple[tuple[str, ...], Quantity]:
    """The roles with the least capacity; the capacity of the process is only bounded while some are unknown."""
    unit = f"cases/{graph.process.time_unit}"
    internal = [load for load in roles.values() if not load.external]
    capacities = {load.role: load.capacity.value for load in internal if load.capacity.value is not None}
    open_roles = [load for load in internal if load.capacity.value is None and load.capacity.status is Status.UNKNOWN]
    missing = tuple(dict.fromkeys(name for load in open_roles for name in load.capacity.missing))
    if not capacities:
        status = Status.UNKNOWN if missing or not internal else Status.INFINITE
        return (), Quantity(None, unit, status, missing=missing, method="capacity")
    least = min(capacities.values())
    narrowest = tuple(role for role, value in capacities.items() if value <= least * (1 + _ROUNDING))
    if missing:
        return narrowest, Quantity.unknown(unit, missing=missing, upper=least, method="capacity")
    used = [roles[role].capacity for role in narrowest]
    status = worst(quantity.status for quantity in used)
    assumptions = tuple(dict.fromkeys(text for quantity in used for text in quantity.assumptions))
    return narrowest, Quantity(least, unit, status, assumptions=assumptions, method="capacity")
