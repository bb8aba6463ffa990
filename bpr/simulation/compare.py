"""As-is against to-be by simulation: paired differences under common random numbers (handbook 6.5).

Both designs are played with the same seed: they see the same arrivals, and unchanged activities and decisions draw
the same numbers, so that the difference between two replications is the difference of the designs and not luck.
With more than one comparison made at a time the confidence level is Bonferroni's: ``1 - (1 - level) / comparisons``.
Reference: Law 2015, Simulation Modeling and Analysis (paired-t, common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from bpr.graph import ProcessGraph, build_graph
from bpr.model.process import Process
from bpr.simulation.names import refuse_unknown, restricted
from bpr.simulation.replicate import Engine
from bpr.simulation.report import SimulationReport
from bpr.simulation.run import Progress, simulate
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
    as_is: Process | ProcessGraph,
    to_be: Process | ProcessGraph,
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
    engine: Engine = "auto",
    executor: Executor | None = None,
    progress: Progress | None = None,
    allow_unsound: bool = False,
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
        engine: python, compiled or auto.
        executor: carries the replications.
        progress: called with replications done and wanted, of both designs together.
        allow_unsound: play models whose branches do not meet.

    After an interruption the replications that both designs have are compared; a single one has no interval.
    """
    options: dict[str, Any] = {
        "cases": cases, "seed": seed, "warmup": warmup, "level": level, "assume": assume, "engine": engine,
        "executor": executor, "allow_unsound": allow_unsound,
    }  # fmt: skip
    tell = progress or (lambda _done, _wanted: None)
    graphs = [design if isinstance(design, ProcessGraph) else build_graph(design) for design in (as_is, to_be)]
    settings = (scenario or Scenario(), to_be_scenario or scenario or Scenario())
    for setting in settings:
        refuse_unknown(setting, *graphs)
    first = simulate(
        graphs[0],
        scenario=restricted(settings[0], graphs[0]),
        replications=replications,
        progress=lambda done, wanted: tell(done, 2 * wanted),
        **options,
    )
    second = simulate(
        graphs[1],
        scenario=restricted(settings[1], graphs[1]),
        replications=first.replications,
        progress=lambda done, wanted: tell(wanted + done, 2 * wanted),
        **options,
    )
    own = 1 - (1 - level) / max(1, comparisons)
    both = min(first.replications, second.replications)
    differences = {
        name: paired(first.samples[name][:both], second.samples[name][:both], level=own)
        for name in MEASURES
        if all(isfinite(value) for samples in (first.samples, second.samples) for value in samples.get(name, (nan,)))
    }
    return SimulatedComparison(first, second, differences)
