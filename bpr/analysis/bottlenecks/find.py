"""Bottlenecks: which role and which step hold a case up, by load, by borders and by structure (handbook 5.4-5.6).

Components, each in [0, 1]: ``utilisation`` min(rho, 1) of the performer; ``wait_share`` the part of all waiting that
    happens here, v w / sum v w; ``cross_inflow`` the part of all waiting after a border; ``betweenness`` relative to
    the highest; ``rework_share`` the part of the work that is repetition. Roles sum over their steps, and take the
    highest betweenness among them. Waiting is the queue wait of the performer where it is given, else the waiting time
    written in the model; shares are shares of what is known.
Complexity: O(a * m).
References: Goldratt 1984, The Goal; Freeman 1977; Rummler, Brache 1995.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bpr.analysis.bottlenecks.cross_department import CrossRow, cross_department
from bpr.analysis.bottlenecks.findings import bottleneck_findings
from bpr.analysis.bottlenecks.ranking import DEFAULT_WEIGHTS, Components, Score, rank
from bpr.analysis.bottlenecks.structure import StructuralBottlenecks, structural_bottlenecks
from bpr.analysis.flow.analyse import FlowReport
from bpr.analysis.flow.work import step_times
from bpr.analysis.frames import to_frame
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.handoffs.transfers import Transfers, find_transfers
from bpr.analysis.load.analyse import LoadReport
from bpr.analysis.loops.report import LoopReport
from bpr.findings import Finding
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["role", "step"]


@dataclass(frozen=True, slots=True)
class Station:
    """A role or a step with its rank (from 1), its score and every component of it."""

    kind: Kind
    id: str
    rank: int
    score: Quantity
    components: Components
    contributions: Mapping[str, float]
    missing: tuple[str, ...]
    external: bool
    unstable: bool

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "kind": self.kind,
            "id": self.id,
            "rank": self.rank,
            "score": self.score.to_json(),
            "components": {name: _rounded(value) for name, value in self.components.items()},
            "contributions": {name: _rounded(value) for name, value in self.contributions.items()},
            "missing": list(self.missing),
            "external": self.external,
            "unstable": self.unstable,
        }


@dataclass(frozen=True, slots=True)
class BottleneckReport:
    """Roles and steps by rank, the steps behind borders, the structure and the findings."""

    roles: tuple[Station, ...]
    steps: tuple[Station, ...]
    cross: tuple[CrossRow, ...]
    structure: StructuralBottlenecks
    findings: tuple[Finding, ...]

    def to_json(self) -> list[dict[str, Any]]:
        """A plain document for JSON: the roles by rank, then the steps by rank with what is known about each."""
        cross = {row.step: row for row in self.cross}
        document = [station.to_json() for station in self.roles]
        for station in self.steps:
            row = cross.get(station.id)
            document.append(
                {
                    **station.to_json(),
                    "cross": row.to_json() if row is not None else None,
                    "mandatory": station.id in self.structure.mandatory_activities,
                    "articulation": station.id in self.structure.articulation_activities,
                }
            )
        return document

    def to_pandas(self) -> pd.DataFrame:
        """One row for each role, then for each step, by rank, with the components of its score."""
        stations = (*self.roles, *self.steps)
        names = ("kind", "id", "rank", "score", "external", "unstable")
        parts = list(stations[0].components) if stations else []
        rows = (
            [*(getattr(station, name) for name in names), *(station.components[part] for part in parts)]
            for station in stations
        )
        return to_frame(rows, (*names, *parts))


def find_bottlenecks(
    graph: ProcessGraph,
    visits: Visits,
    flow: FlowReport,
    load: LoadReport,
    loops: LoopReport | None = None,
    *,
    transfers: Transfers | None = None,
    queue_waits: Mapping[str, float | None] | None = None,
    keep_written: bool = False,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
) -> BottleneckReport:
    """Roles and steps in the order in which they hold a case up.

    Args:
        graph: the process graph.
        visits: its visits.
        flow: its flow analysis, for the waiting of a case.
        load: its load.
        loops: its loops; without them the share of rework is not known.
        transfers: its transfers, when they were worked out before.
        queue_waits: waiting time in the queue of each role, where a queue analysis was made.
        keep_written: let the waiting times written in the model stand before those of the queues.
        weights: weight of each component.
    """
    moves = transfers or find_transfers(graph, visits)
    structure = structural_bottlenecks(graph, moves.shares)
    waits = step_waits(graph, queue_waits, keep_written=keep_written)
    overloaded = {role for role, found in load.roles.items() if _unstable(found.rho)}
    unstable = {step for step in graph.steps if overloaded & set(graph.nodes[step].roles)}
    cross = cross_department(graph, visits, moves, waits, unstable=unstable)
    parts = _Parts(graph, visits, load, loops, waits, cross, structure)
    steps = {step: parts.components([step]) for step in graph.steps}
    roles = {role: parts.components(parts.steps_of(role), role) for role in load.roles}
    outside = {step for step in graph.steps if graph.nodes[step].external}
    role_stations = _stations(
        "role", roles, weights, overloaded, {role for role, found in load.roles.items() if found.external}
    )
    step_stations = _stations("step", steps, weights, unstable, outside)
    whole = parts.all_waiting if queue_waits is not None else _known(flow.waiting_per_case)
    findings = bottleneck_findings(graph, load, role_stations, step_stations, cross, whole)
    return BottleneckReport(role_stations, step_stations, cross, structure, findings)


def _known(waiting: Quantity) -> float:
    """The waiting of a case, as far as it is known."""
    return waiting.value if waiting.value is not None else waiting.known_part or waiting.lower or 0.0


def step_waits(
    graph: ProcessGraph, queue_waits: Mapping[str, float | None] | None = None, *, keep_written: bool = False
) -> dict[str, float | None]:
    """Waiting time per execution of every step.

    Args:
        graph: the process graph.
        queue_waits: queue waits by role; without them the waiting times written in the model are taken. A step that
            takes no time does not queue.
        keep_written: let a waiting time written in the model stand before that of the queue.
    """
    written = {step: wait.mean if (wait := graph.nodes[step].wait) else None for step in graph.steps}
    if queue_waits is None:
        return written
    models = graph.process.nodes
    found: dict[str, float | None] = {}
    for step in graph.steps:
        node, model = graph.nodes[step], models.get(step)
        if keep_written and model is not None and getattr(model, "wait", None) is not None:
            found[step] = written[step]
        elif node.time is not None and node.time.mean == 0.0:
            found[step] = 0.0
        else:
            found[step] = queue_waits.get(node.role or "")
    return found


class _Parts:
    """The components of steps and roles."""

    def __init__(
        self,
        graph: ProcessGraph,
        visits: Visits,
        load: LoadReport,
        loops: LoopReport | None,
        waits: Mapping[str, float | None],
        cross: Iterable[CrossRow],
        structure: StructuralBottlenecks,
    ) -> None:
        self.graph = graph
        self.load = load
        self.loops = loops
        self.executions = {step: visits.executions(graph, step) for step in graph.steps}
        self.waiting = {
            step: None if wait is None or times is None else times * wait
            for step, wait in waits.items()
            for times in (self.executions[step],)
        }
        crossing = {row.step: row.cross_wait_per_case for row in cross}
        self.crossing = {step: crossing.get(step, 0.0) for step in graph.steps}
        self.structure = structure
        self.times = step_times(graph)
        self.all_waiting = math.fsum(value for value in self.waiting.values() if value is not None)
        self.all_crossing = math.fsum(value for value in self.crossing.values() if value is not None)
        self.most_between = max(structure.betweenness.values(), default=0.0)

    def steps_of(self, role: str) -> list[str]:
        """The steps a role performs."""
        return [step for step in self.graph.steps if role in self.graph.nodes[step].roles]

    def components(self, steps: list[str], role: str | None = None) -> dict[str, float | None]:
        """The components of some steps together."""
        names = [role] if role is not None else [name for step in steps for name in self.graph.nodes[step].roles]
        between = max((self.structure.betweenness[step] for step in steps), default=0.0)
        return {
            "utilisation": self._utilisation(names),
            "wait_share": _share([self.waiting[step] for step in steps], self.all_waiting),
            "cross_inflow": _share([self.crossing[step] for step in steps], self.all_crossing),
            "betweenness": between / self.most_between if self.most_between else 0.0,
            "rework_share": self._rework(steps),
        }

    def _utilisation(self, roles: list[str]) -> float | None:
        """The highest utilisation among the performers; an external role has none."""
        found = [self.load.roles[role] for role in roles if role in self.load.roles]
        if any(_unstable(load.rho) for load in found):
            return 1.0
        known = [load.rho.value for load in found if load.rho.value is not None and not load.external]
        return min(max(known), 1.0) if known else None

    def _rework(self, steps: list[str]) -> float | None:
        """Repeated work over all work; by executions where the steps take no time."""
        if self.loops is None:
            return None
        whole, again, plain, plain_again = 0.0, 0.0, 0.0, 0.0
        for step in steps:
            repetition = self.loops.activities.get(step)
            extra = repetition.extra_visits.value if repetition is not None else None
            times, time = self.executions[step], self.times[step]
            if extra is None or times is None or (time is None and len(steps) > 1):
                return None
            whole += times * (time or 0.0)
            again += extra * (time or 0.0)
            plain += times
            plain_again += extra
        if whole:
            return min(1.0, again / whole)
        return min(1.0, plain_again / plain) if plain else 0.0


def _share(parts: list[float | None], whole: float) -> float | None:
    """The part of a known total; None where a part is not known."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not parts:
        return None
    return math.fsum(known) / whole if whole else 0.0


def _unstable(rho: Quantity) -> bool:
    return rho.status is Status.UNSTABLE or (rho.value is not None and rho.value >= 1.0)


def _stations(
    kind: Kind,
    components: Mapping[str, Components],
    weights: Mapping[str, float],
    unstable: set[str],
    external: set[str],
) -> tuple[Station, ...]:
    found: list[Score] = list(rank(components, weights, unstable=unstable))
    return tuple(
        Station(
            kind,
            score.station,
            place,
            Quantity(
                score.score,
                "1",
                Status.UNKNOWN if score.score is None else Status.ESTIMATED,
                missing=tuple(f"{score.station}.{name}" for name in score.missing),
                method="weighted_score",
            ),
            components[score.station],
            score.contributions,
            score.missing,
            score.station in external,
            score.station in unstable,
        )
        for place, score in enumerate(found, start=1)
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.12g}")
