"""Durations of the simulation: the scenario's, else the model's, else an assumption, else a gap (handbook 1.6)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpr.graph.build import unit_factor
from bpr.graph.process_graph import GraphNode, ProcessGraph
from bpr.model.nodes import Activity, Decision, Event
from bpr.model.time import Duration
from bpr.simulation.distributions import Sampler, fixed, sampler_of
from bpr.simulation.gaps import Gaps
from bpr.simulation.scenario import NO_SIZE, Assumptions, Gathering, Scenario
from bpr.text import Text

_UNROLL = 200


@dataclass(frozen=True)
class Durations:
    """Finds the times of nodes and flows; what is missing goes to the gaps."""

    graph: ProcessGraph
    scenario: Scenario
    assume: Assumptions
    gaps: Gaps

    def time(self, node: GraphNode, model: object) -> Sampler | None:
        """Processing time; a decision without a time of its own takes none and nobody."""
        if not node.step:
            return None
        if node.id in self.scenario.times:
            found: Sampler | None = self.scenario.times[node.id]
        elif isinstance(model, Activity | Decision) and model.time is not None:
            found = self.sampler(model.time, node.id, waiting=False)
        elif isinstance(model, Decision):
            return None
        elif self.assume.time is not None:
            self.gaps.used.add(f"assume time={self.assume.time:g}")
            found = fixed(self.assume.time)
        else:
            self.gaps.missing(node.id, ("the processing time", "处理时间"), "time=10", "TIME_UNKNOWN")
            return None
        if not node.roles:
            if self.assume.no_role:
                self.gaps.used.add("assume no_role")
            elif not node.automated:
                self.gaps.missing(node.id, ("the performer", "执行角色"), "no_role", "ROLE_UNKNOWN")
        return found

    def wait(self, node: GraphNode, model: object) -> Sampler | None:
        """Waiting without a queue; None where there is none."""
        if node.id in self.scenario.waits:
            given = self.scenario.waits[node.id]
            return None if given == fixed(0.0) else given
        if not isinstance(model, Activity | Decision | Event) or (isinstance(model, Activity) and not node.step):
            return None
        if model.wait is not None:
            found = self.sampler(model.wait, node.id, waiting=True)
            return None if found == fixed(0.0) else found
        if isinstance(model, Activity):
            if self.assume.wait is None:
                self.gaps.missing(node.id, ("the waiting time", "等待时间"), "wait=0", "WAIT_UNKNOWN")
            else:
                self.gaps.used.add(f"assume wait={self.assume.wait:g}")
                return fixed(self.assume.wait) if self.assume.wait > 0 else None
        return None

    def batch(self, node: GraphNode, model: object) -> Gathering | None:
        """How work is gathered before a node, or None."""
        if node.id in self.scenario.batches:
            return self.scenario.batches[node.id]
        batch = model.batch if isinstance(model, Activity) else None
        if batch is None or not node.step:
            return None
        longest = math.inf
        if batch.wait is not None:
            longest = batch.wait.mean * (self._factor(batch.wait, node.id, waiting=True) or 0.0)
        return Gathering(batch.size or NO_SIZE, longest)

    def _factor(self, duration: Duration, element: str, *, waiting: bool) -> float | None:
        """The model's unit over the duration's; with calendars, waiting in days and weeks means days of 24 hours."""
        factor = unit_factor(self.graph.process, duration.unit)
        if waiting and self.scenario.calendars and duration.unit in ("d", "w"):
            hours = unit_factor(self.graph.process, "h")
            factor = None if hours is None else hours * (24.0 if duration.unit == "d" else 168.0)
        if factor is None:
            self.gaps.missing(element, ("the working calendar", "工作日历"), "working_time", "CALENDAR_MISSING")
        return factor

    def sampler(self, duration: Duration, element: str, *, waiting: bool) -> Sampler | None:
        """The sampler in the model's unit."""
        factor = self._factor(duration, element, waiting=waiting)
        if factor is None:
            return None
        if duration.family == "mean" and duration.mean > 0.0:
            self.gaps.used.add(f"assume family={self.assume.family}")
        return sampler_of(duration, factor, bare=self.assume.family)

    def repeats(self, node: GraphNode, model: object) -> tuple[float, int]:
        """Share of repetitions and the most executions (0: no limit) of an activity with a loop marker."""
        repeat = model.repeat if isinstance(model, Activity) else None
        if repeat is None or node.executions == 1.0:
            return 0.0, 1
        if node.executions is None or repeat.share is None:
            self.gaps.missing(node.id, ("the share of repetitions", "重复比例"), "repeat: {share: …}", "PROB_UNKNOWN")
            return 0.0, 1
        if (repeat.at_most or 0) > _UNROLL:
            self.gaps.wrong(
                node.id,
                Text(en=f"more than {_UNROLL} repetitions", zh=f"重复次数超过 {_UNROLL}"),
                Text(en="leave at_most out or lower it", zh="去掉或减小 at_most"),
                "TOO_MANY_REPEATS",
            )
            return 0.0, 1
        return repeat.share, repeat.at_most or 0
