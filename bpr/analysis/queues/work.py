"""The tasks of a role as one class of work (handbook 5.2, several activities of one role).

Formulas: tasks a case ``n = sum v``, ``E[S] = sum v t / n``, ``E[S^2] = sum v (t^2 + s^2) / n``,
    ``cs2 = E[S^2] / E[S]^2 - 1``.
Conventions: a step that takes no time is done on the spot and does not queue; a loop marker repeats as further tasks;
    with several performers at once each role has the step as a task of its own. A mean without distribution has no
    variance: the caller names the family to assume, else the work is not known.
Complexity: O(steps).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import Moments, ProcessGraph
from bpr.quantity import Status

Family = Literal["exponential", "fixed"]

_VARIATION: Mapping[Family, float] = {"exponential": 1.0, "fixed": 0.0}
_WIDEST = 1e100  # a squared coefficient of variation beyond any measured one


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks a case, mean and squared coefficient of variation of their time; ``assumed``: a family was assumed."""

    tasks: float
    mean: float
    scv: float
    assumed: bool = False

    def faster(self, factor: float) -> Work:
        """The same tasks in a part of the time."""
        return replace(self, mean=self.mean * factor)

    def steadier(self, factor: float) -> Work:
        """The same tasks with a part of the variation."""
        return replace(self, scv=self.scv * factor)

    def pooled(self, other: Work) -> Work:
        """The tasks of two roles together.

        Example:
            >>> Work(1.0, 10.0, 0.0).pooled(Work(1.0, 10.0, 0.0))
            Work(tasks=2.0, mean=10.0, scv=0.0, assumed=False)
        """
        return _mixture(
            [(part.tasks, part.mean, part.scv) for part in (self, other)], assumed=self.assumed or other.assumed
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """Why the work of a role is not known: the standing of what follows from it, and what is missing."""

    status: Status
    missing: tuple[str, ...] = ()


def role_work(graph: ProcessGraph, visits: Visits, role: str, family: Family | None = None) -> Work | Gap:
    """The tasks of a role.

    Args:
        graph: the process graph.
        visits: its visits.
        role: the role.
        family: what a mean without distribution is taken as; None leaves the work unknown.
    """
    parts: list[tuple[float, float, float]] = []
    missing: list[str] = []
    assumed = False
    for step in graph.steps:
        node = graph.nodes[step]
        if role not in node.roles or visits.visits[step] == 0.0 or (node.time is not None and node.time.mean == 0.0):
            continue
        executions = visits.executions(graph, step)
        if executions is None:
            missing.append(f"{step}.repeat" if node.executions is None else f"{step}.visits")
        elif node.time is None:
            missing.append(f"{step}.time")
        elif _has_no_spread(node.time, family):
            missing.append(f"{step}.time.distribution")
        else:
            scv = _VARIATION[family or "exponential"]
            if node.time.variance is None:
                assumed = True
            else:
                scv = (math.sqrt(node.time.variance) / node.time.mean) ** 2
            parts.append((executions, node.time.mean, scv))
    if missing:
        bad = visits.status if visits.status in (Status.INFINITE, Status.INVALID) else Status.UNKNOWN
        return Gap(bad, tuple(missing) if bad is Status.UNKNOWN else ())
    if visits.status is Status.INVALID:
        return Gap(Status.INVALID)
    return _mixture(parts, assumed=assumed)


def _has_no_spread(time: Moments, family: Family | None) -> bool:
    """Whether nothing is known about the variation of a time, or it varies beyond all numbers."""
    if time.variance is None:
        return family is None
    return time.variance / time.mean / time.mean > _WIDEST


def _mixture(parts: list[tuple[float, float, float]], *, assumed: bool) -> Work:
    """Tasks, means and squared coefficients of variation as one class; squares of times are never formed."""
    tasks = math.fsum(times for times, _, _ in parts)
    mean = math.fsum(times / tasks * part for times, part, _ in parts) if tasks else 0.0
    if mean == 0.0:
        return Work(0.0, 0.0, 0.0, assumed)
    scv = math.fsum(times / tasks * (part / mean) ** 2 * (1.0 + spread) for times, part, spread in parts) - 1.0
    return Work(tasks, mean, scv if scv > 1e-12 else 0.0, assumed)
