"""What a simulation found: every number with its confidence interval over the replications (handbook 6.6)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bpr.findings import Finding
from bpr.quantity import Quantity, Status, worst
from bpr.simulation.replicate import Outcome
from bpr.simulation.statistics import interval_of

PER_CASE = ("cycle_time", "median", "p90", "p95", "processing", "waiting_queue", "waiting_calendar", "waiting_delay",
            "waiting_batch", "waiting_join")  # fmt: skip


@dataclass(frozen=True)
class SimulationReport:
    """The pooled outcome of all replications; field names are those of handbook 6.6.

    Attributes:
        process: id of the process.
        cases: cases a replication.
        replications: replications done.
        seed: the seed, echoed.
        warmup: cases left out at the beginning of each replication.
        measures: cycle_time (mean), median, p90, p95, processing, waiting by cause, throughput, wip, handoffs (between
            roles), handoffs_department, rework, cost, unfinished, leftover.
        roles: for each role busy (people at work on average), utilisation, queue_length, wait, p_wait.
        activities: for each activity executions, processing, queue, calendar and batch waiting per case.
        offered: for each limited role the offered utilisation, from the model without simulation.
        unstable: roles whose offered utilisation is one or more.
        samples: the value of each measure in each replication; those of roles as ``role.measure``.
        assumptions: what was assumed.
        findings: what was noticed.
        interrupted: whether the run was stopped from the keyboard.
        precision_reached: None when no precision was asked.
    """

    process: str
    cases: int
    replications: int
    seed: int
    warmup: int
    measures: Mapping[str, Quantity]
    roles: Mapping[str, Mapping[str, Quantity]]
    activities: Mapping[str, Mapping[str, Quantity]]
    offered: Mapping[str, float]
    unstable: tuple[str, ...]
    samples: Mapping[str, tuple[float, ...]]
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]
    interrupted: bool = False
    precision_reached: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """The document of ``bpr simulate --json``."""
        return {
            "bpr": "simulation/1",
            "process": self.process,
            "cases": self.cases,
            "replications": self.replications,
            "seed": self.seed,
            "warmup": self.warmup,
            "measures": {name: quantity.to_json() for name, quantity in self.measures.items()},
            "roles": {role: _documents(numbers) for role, numbers in self.roles.items()},
            "activities": {step: _documents(numbers) for step, numbers in self.activities.items()},
            "unstable": list(self.unstable),
            "assumptions": list(self.assumptions),
            "interrupted": self.interrupted,
            "precision_reached": self.precision_reached,
            "findings": [finding.to_json() for finding in self.findings],
        }


def pool(
    outcomes: Sequence[Outcome], *, unit: str, currency: str, level: float, status: Status, assumptions: tuple[str, ...]
) -> tuple[dict[str, Quantity], dict[str, dict[str, Quantity]], dict[str, dict[str, Quantity]]]:
    """Means over the replications with their intervals: measures, roles, activities.

    Args:
        outcomes: one a replication.
        unit: the model's time unit.
        currency: the model's currency.
        level: confidence level.
        status: estimated, or worse when something was assumed or is unstable.
        assumptions: what was assumed.
    """
    method = f"simulation({len(outcomes)} reps)"

    def quantity(name: str, values: Sequence[float]) -> Quantity:
        known = [value for value in values if not math.isnan(value)]
        of = unit_of(name, unit, currency)
        if not known:
            return Quantity.unknown(of, method=method)
        found = interval_of(known, level=level)
        return Quantity(
            found.mean, of, worst((Status.ESTIMATED, status)), found.low, found.high, assumptions=assumptions,
            method=method,
        )  # fmt: skip

    def grouped(rows: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, dict[str, Quantity]]:
        return {
            key: {name: quantity(name, [row[key][name] for row in rows]) for name in numbers}
            for key, numbers in rows[0].items()
        }

    measures = {name: quantity(name, [outcome.measures[name] for outcome in outcomes]) for name in outcomes[0].measures}
    return measures, grouped([o.roles for o in outcomes]), grouped([o.steps for o in outcomes])


def unit_of(name: str, unit: str, currency: str) -> str:
    """The unit of a measure."""
    if name in PER_CASE or name in ("queue", "calendar", "batch"):
        return f"{unit}/case"
    return {
        "cost": f"{currency}/case",
        "throughput": f"cases/{unit}",
        "wip": "cases",
        "unfinished": "cases",
        "leftover": "tokens",
        "rework": "executions/case",
        "handoffs": "handoffs/case",
        "handoffs_department": "handoffs/case",
        "executions": "executions/case",
        "wait": unit,
        "busy": "persons",
        "queue_length": "tasks",
    }.get(name, "1")


def _documents(numbers: Mapping[str, Quantity]) -> dict[str, Any]:
    return {name: quantity.to_json() for name, quantity in numbers.items()}
