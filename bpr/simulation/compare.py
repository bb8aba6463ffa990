"""As-is against to-be by simulation: paired differences under common random numbers (handbook 6.5).

Both designs are played with the same seed: they see the same arrivals, and unchanged activities and decisions draw
the same numbers, so that the difference between two replications is the difference of the designs and not luck.
With more than one comparison made at a time the confidence level is Bonferroni's: ``1 - (1 - level) / comparisons``.
Reference: Law 2015, Simulation Modeling and Analysis (paired-t, common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from bpr.model.process import Process
from bpr.simulation.report import SimulationReport
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Assumptions, Scenario
from bpr.simulation.statistics import Paired, paired

MEASURES = ("cycle_time", "median", "p90", "p95", "processing", "waiting_queue", "waiting_calendar", "waiting_delay",
            "waiting_batch", "waiting_join", "wip", "cost", "handoffs", "handoffs_department", "rework")  # fmt: skip


@dataclass(frozen=True)
class SimulatedComparison:
    """Both reports and the paired difference (to-be minus as-is) of each measure known in every replication."""

    as_is: SimulationReport
    to_be: SimulationReport
    differences: Mapping[str, Paired]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "bpr": "simulated-comparison/1",
            "as_is": self.as_is.to_json(),
            "to_be": self.to_be.to_json(),
            "differences": {name: found.to_json() for name, found in self.differences.items()},
        }


def compare_simulated(
    as_is: Process,
    to_be: Process,
    *,
    cases: int = 1000,
    replications: int = 20,
    seed: int = 1,
    warmup: int = 0,
    level: float = 0.95,
    comparisons: int = 1,
    scenario: Scenario | None = None,
    to_be_scenario: Scenario | None = None,
    assume: Assumptions | None = None,
) -> SimulatedComparison:
    """Simulate two designs with the same random numbers and compare them replication by replication.

    Args:
        as_is: the process today.
        to_be: the process tomorrow.
        cases: cases a replication.
        replications: replications of each.
        seed: the seed of both.
        warmup: cases left out at the beginning.
        level: confidence level of all comparisons together.
        comparisons: how many designs are compared at a time.
        scenario: people, calendars and arrivals; of both, unless the to-be has its own.
        to_be_scenario: those of the to-be.
        assume: what to take where nothing is known.
    """
    options: dict[str, Any] = {
        "cases": cases, "replications": replications, "seed": seed, "warmup": warmup, "level": level, "assume": assume,
    }  # fmt: skip
    first = simulate(as_is, scenario=scenario, **options)
    second = simulate(to_be, scenario=to_be_scenario or scenario, **options)
    own = 1 - (1 - level) / max(1, comparisons)
    differences = {
        name: paired(first.samples[name], second.samples[name], level=own)
        for name in MEASURES
        if all(isfinite(value) for samples in (first.samples, second.samples) for value in samples.get(name, (nan,)))
    }
    return SimulatedComparison(first, second, differences)
