"""Durations of nodes and flows as spans and as exponential stages (handbook 4.3: T = t + q).

``T`` of an activity is processing plus waiting time; the theoretical cycle time takes processing time only. Waiting of
an event and delay on a flow count as waiting. An unknown duration is a span from zero to infinity: results keep their
lower bound.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bpr.analysis.flow.distributions import dist_of
from bpr.analysis.flow.spans import ZERO, Span, sequence, span_of
from bpr.graph.build import unit_factor
from bpr.graph.process_graph import GraphNode, ProcessGraph
from bpr.model.nodes import Activity, Decision, Event
from bpr.model.time import Duration

MAX_STAGES = 50

Assumed = Literal["exponential", "fixed"]


@dataclass(frozen=True, slots=True)
class TimingOptions:
    """What the caller asks to assume: the family of bare means, and a waiting time where none is given.

    ``queue_waits`` are waits in queues by step (model unit); they stand where no waiting time is written.
    """

    assume_family: Assumed | None = None
    assume_wait: float | None = None
    queue_waits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timing:
    """Spans of nodes and flows, exponential stages where all is phase-type, and what is missing.

    Attributes:
        nodes: span by node id; nodes without duration are left out.
        edges: span by edge id; flows without delay are left out.
        stages: means of exponential stages by node or edge id; None for a duration that is not phase-type.
        missing: ids and fields that are not known.
        assumptions: options that filled a gap.
    """

    nodes: dict[str, Span]
    edges: dict[str, Span]
    stages: dict[str, tuple[float, ...] | None]
    missing: tuple[str, ...]
    assumptions: tuple[str, ...] = ()

    def mean(self, item: str) -> float:
        """The mean duration of a node or flow (zero where it has none, infinite where unknown)."""
        span = self.nodes.get(item) or self.edges.get(item)
        return span.high if span is not None else 0.0


def timing_of(
    graph: ProcessGraph, nodes: Collection[str], *, waiting: bool, options: TimingOptions | None = None
) -> Timing:
    """The durations of some nodes and of the flows that leave them.

    Args:
        graph: the process graph.
        nodes: the nodes to look at.
        waiting: count waiting and delays; else processing time only.
        options: what to assume where nothing is known.
    """
    collector = _Collector(graph, waiting, options or TimingOptions())
    for node_id in graph.nodes:
        if node_id in nodes:
            collector.node(graph.nodes[node_id])
    used = tuple(sorted(collector.used))
    return Timing(collector.nodes, collector.edges, collector.stages, tuple(collector.missing), used)


class _Collector:
    def __init__(self, graph: ProcessGraph, waiting: bool, options: TimingOptions) -> None:
        self.graph = graph
        self.waiting = waiting
        self.options = options
        self.nodes: dict[str, Span] = {}
        self.edges: dict[str, Span] = {}
        self.stages: dict[str, tuple[float, ...] | None] = {}
        self.missing: list[str] = []
        self.used: set[str] = set()

    def node(self, node: GraphNode) -> None:
        model = self.graph.process.nodes.get(node.id)
        parts: list[tuple[Span, tuple[float, ...] | None]] = []
        if node.step and isinstance(model, Activity | Decision):
            parts.append(self._time(model, node))
            if self.waiting:
                parts.append(self._wait(model, node))
        elif isinstance(model, Event) and model.wait is not None and self.waiting:
            parts.append(self._known(model.wait, f"{node.id}.wait"))
        if parts:
            span = ZERO
            stages: tuple[float, ...] | None = ()
            for part, steps in parts:
                span = sequence(span, part)
                stages = None if stages is None or steps is None else (*stages, *steps)
            if span.high > 0.0:
                self.nodes[node.id], self.stages[node.id] = self._executions(node, span, stages)
        if self.waiting:
            for edge in self.graph.outgoing[node.id]:
                if edge.delay:
                    self.edges[edge.id], self.stages[edge.id] = span_of(edge.delay, None, None), None

    def _time(self, model: Activity | Decision, node: GraphNode) -> tuple[Span, tuple[float, ...] | None]:
        if model.time is None:
            return (ZERO, ()) if isinstance(model, Decision) else self._unknown(f"{node.id}.time")
        return self._known(model.time, f"{node.id}.time")

    def _wait(self, model: Activity | Decision, node: GraphNode) -> tuple[Span, tuple[float, ...] | None]:
        if model.wait is not None:
            return self._known(model.wait, f"{node.id}.wait")
        if node.id in self.options.queue_waits:
            wait = self.options.queue_waits[node.id]
            return (span_of(wait, None, None), None) if wait else (ZERO, ())
        if isinstance(model, Decision):
            return ZERO, ()
        if self.options.assume_wait is not None:
            self.used.add(f"assume_wait={self.options.assume_wait:g}")
            return self._known(Duration(family="fixed", values=(self.options.assume_wait,)), f"{node.id}.wait")
        return self._unknown(f"{node.id}.wait")

    def _known(self, duration: Duration, name: str) -> tuple[Span, tuple[float, ...] | None]:
        factor = unit_factor(self.graph.process, duration.unit)
        if factor is None:
            return self._unknown(name)
        if duration.mean == 0.0:
            return ZERO, ()
        if duration.family == "mean" and self.options.assume_family is not None:
            self.used.add(f"assume_family={self.options.assume_family}")
            duration = Duration(family=self.options.assume_family, values=duration.values)
        variance = duration.variance
        span = span_of(
            duration.mean * factor, None if variance is None else variance * factor**2, dist_of(duration, factor)
        )
        return span, _stages(duration, factor)

    def _unknown(self, name: str) -> tuple[Span, tuple[float, ...] | None]:
        self.missing.append(name)
        return Span(0.0, math.inf, math.nan), None

    def _executions(
        self, node: GraphNode, span: Span, stages: tuple[float, ...] | None
    ) -> tuple[Span, tuple[float, ...] | None]:
        """A loop marker multiplies the mean; what it does to the variance is not followed."""
        times = node.executions
        if times == 1.0:
            return span, stages
        if times is None:
            self.missing.append(f"{node.id}.repeat")
            return Span(span.low, math.inf, math.nan), None
        return Span(span.low * times, span.high * times, span.textbook * times), None


def _stages(duration: Duration, factor: float) -> tuple[float, ...] | None:
    """Exponential stages of a phase-type duration."""
    mean = duration.mean * factor
    if duration.family == "exponential":
        return (mean,)
    if duration.family == "erlang" and duration.values[1] <= MAX_STAGES:
        stages = int(duration.values[1])
        return (mean / stages,) * stages
    return None
