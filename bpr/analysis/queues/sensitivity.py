"""Which change shortens the waiting most: a person, speed, steadiness, a common pool, a loop less (handbook 5.7).

Formulas: ``gain of a role = (Lq(c) - Lq(c + 1)) / l``, the waiting a case is spared; the same with all its times at
    90 %, with half its cs2, and of two roles against the one queue of both together. A loop less: the way back gets
    share 0 (or one point less), what it had goes to the other ways in proportion, and visits and all queues are worked
    out anew. Several people one by one, each where the next helps most: best possible, because the wait of M/M/c is
    decreasing and convex in c.
Conventions: a role without a steady state comes before all others, the one that lacks most servers first, and has no
    gain in time. Outsiders get no advice. Part-time people are compared by VUT before and after.
Complexity: O(roles^2 c) and one solve of the visits for each loop.
References: Fox 1966, Discrete optimization via marginal analysis; Dyer, Proll 1977, On the validity of marginal
    analysis for allocating servers in M/M/c queues.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.queues.roles import RoleQueue, Setting
from bpr.analysis.queues.waits import StationWait, counts_whole
from bpr.analysis.queues.work import Work, role_work
from bpr.graph.process_graph import GraphEdge, ProcessGraph
from bpr.quantity import Quantity, Status

Change = Literal[
    "one_more_person", "ten_percent_faster", "half_the_variation", "pooled", "one_loop_less", "one_point_less_rework"
]
ONE_POINT = 0.01
MOST_POOLS = 5
MOST_LOOPS = 8
_FASTER = 0.9
_STEADIER = 0.5
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one change does to the waiting.

    Attributes:
        change: the change.
        targets: the roles, or the flow, it is made to.
        wait_removed_per_case: waiting in queues a case is spared; unstable where there was no steady state before.
        stabilises: whether queues without a steady state get one; None where all had one.
    """

    change: Change
    targets: tuple[str, ...]
    wait_removed_per_case: Quantity
    stabilises: bool | None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "change": self.change,
            "targets": list(self.targets),
            "wait_removed_per_case": self.wait_removed_per_case.to_json(),
            "stabilises": self.stabilises,
        }


@dataclass(frozen=True, slots=True)
class Allotment:
    """The next person by greedy allocation: the role, and the waiting of a case in all queues behind it."""

    role: str
    queue_wait_per_case: Quantity

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {"role": self.role, "queue_wait_per_case": self.queue_wait_per_case.to_json()}


def one_role_changes(setting: Setting, queues: Mapping[str, RoleQueue]) -> tuple[Sensitivity, ...]:
    """One more person, ten per cent faster, half the variation: for every inside role whose queue is known."""
    found: list[Sensitivity] = []
    known = _known(queues)
    for change in ("one_more_person", "ten_percent_faster", "half_the_variation"):
        rows = []
        for queue, station in known:
            vut = not counts_whole(station.servers, queue.person)
            before = setting.wait(station.work, station.servers, by_vut=vut)
            after = _changed(setting, queue, station, change, vut)
            rows.append((_order(before, after), _row(setting, change, (queue.role,), before, after)))
        found += [row for _, row in sorted(rows, key=lambda entry: entry[0])]
    return tuple(found)


def best_extra_person(setting: Setting, queues: Mapping[str, RoleQueue]) -> str | None:
    """The role whose next person helps most; None where none helps or nothing is known."""
    return _best(setting, [(queue, station) for queue, station in _known(queues)])


def allocate(setting: Setting, queues: Mapping[str, RoleQueue], people: int) -> tuple[Allotment, ...]:
    """Several people one after the other, each to the role where the next one helps most.

    Args:
        setting: what all queues share.
        queues: the queue before each role.
        people: how many there are to give away.
    """
    now = dict(queues)
    given: list[Allotment] = []
    for _ in range(people):
        role = _best(setting, _known(now))
        if role is None:
            break
        queue, station = now[role], now[role].station
        if station is None:
            break
        servers = station.servers + queue.person
        vut = not counts_whole(station.servers, queue.person)
        now[role] = replace(queue, servers=servers, station=setting.wait(station.work, servers, by_vut=vut))
        given.append(Allotment(role, whole_wait(setting, now.values())))
    return tuple(given)


def pooled_roles(setting: Setting, queues: Mapping[str, RoleQueue]) -> tuple[Sensitivity, ...]:
    """Two inside roles with one queue: the pairs that spare a case most waiting."""
    rows = []
    for (first, left), (second, right) in combinations(_known(queues), 2):
        whole = counts_whole(left.servers, first.person) and counts_whole(right.servers, second.person)
        parts = [setting.wait(part.work, part.servers, by_vut=not whole) for part in (left, right)]
        together = setting.wait(left.work.pooled(right.work), left.servers + right.servers, by_vut=not whole)
        if not together.stable:
            continue
        before, after = _sum(parts), together.per_case or 0.0
        if before is not None and before - after <= _TINY:
            continue
        value = None if before is None else before - after
        change = setting.quantity(value, _unit(setting), (together.work,), together.method)
        if value is None:
            change = replace(change, status=Status.UNSTABLE)
        stabilises = None if before is not None else True
        rows.append(Sensitivity("pooled", (first.role, second.role), change, stabilises))
    rows.sort(key=_by_gain)
    return tuple(rows[:MOST_POOLS])


def fewer_returns(
    setting: Setting, visits: Visits, queues: Mapping[str, RoleQueue], flows: Sequence[str]
) -> tuple[Sensitivity, ...]:
    """One loop less, and one percentage point less of it, for the given returning flows.

    Args:
        setting: what all queues share.
        visits: visits of the process.
        queues: the queue before each role; nothing is told while one of them is not known.
        flows: ids of the returning flows, the most important first.
    """
    before = whole_wait(setting, queues.values())
    if before.status is Status.UNKNOWN or before.status is Status.INVALID:
        return ()
    found: list[Sensitivity] = []
    changes: tuple[tuple[Change, float | None], ...] = (("one_loop_less", None), ("one_point_less_rework", ONE_POINT))
    for change, points in changes:
        rows = []
        for flow in flows[:MOST_LOOPS]:
            changed = with_fewer_returns(setting.graph, visits, flow, points)
            if changed is None:
                continue
            after = _again(setting, changed, queues)
            if after is not None:
                rows.append(_compared(setting, change, flow, before, after))
        found += sorted(rows, key=_by_gain)
    return tuple(found)


def with_fewer_returns(
    graph: ProcessGraph, visits: Visits, flow: str, points: float | None = None
) -> ProcessGraph | None:
    """The graph with a smaller share on a way back; None where no exclusive choice leads into it.

    Args:
        graph: the process graph.
        visits: its visits, for shares that were derived.
        flow: the returning flow.
        points: by how much the share falls; None for all of it.
    """
    edge = _decided(graph, graph.edge[flow])
    if edge is None:
        return None
    shares = {way.id: visits.weights[way.id] for way in graph.outgoing[edge.source]}
    share = shares[edge.id]
    if share is None or None in shares.values() or share <= _TINY or 1.0 - share <= _TINY:
        return None
    removed = share if points is None else min(points, share)
    growth = (1.0 - share + removed) / (1.0 - share)
    made = {key: share - removed if key == edge.id else (value or 0.0) * growth for key, value in shares.items()}
    edges = (replace(way, share=made[way.id]) if way.id in made else way for way in graph.edges)
    return replace(graph, edges=tuple(edges))


def whole_wait(setting: Setting, queues: Iterable[RoleQueue]) -> Quantity:
    """Waiting of a case in all queues: inside roles, and outsiders whose head-count is known."""
    unit, method = _unit(setting), "sum_of_queues"
    counted = [queue for queue in queues if not queue.external or queue.station is not None]
    if not counted:
        return Quantity.unknown(unit, missing=("roles",), method=method)
    stations = [queue.station for queue in counted if queue.station is not None]
    if any(not station.stable for station in stations):
        return Quantity(None, unit, Status.UNSTABLE, method=method)
    known = math.fsum(station.per_case or 0.0 for station in stations)
    missing = tuple(
        dict.fromkeys(name for queue in counted if queue.station is None for name in queue.wait_per_case.missing)
    )
    if len(stations) < len(counted):
        invalid = [queue.wait_per_case.status for queue in counted if queue.station is None]
        status = next((each for each in invalid if each is not Status.UNKNOWN), Status.UNKNOWN)
        part = known if stations else None
        return Quantity(None, unit, status, known_part=part, missing=missing, method=method)
    if all(station.offered_load == 0.0 for station in stations):
        return Quantity(known, unit, method="no_arrivals")
    return setting.quantity(known, unit, tuple(station.work for station in stations), method)


def _unit(setting: Setting) -> str:
    return f"{setting.graph.process.time_unit}/case"


def _known(queues: Mapping[str, RoleQueue]) -> list[tuple[RoleQueue, StationWait]]:
    """Inside roles whose queue is known and has something to do."""
    return [
        (queue, queue.station)
        for queue in queues.values()
        if not queue.external and queue.station is not None and queue.station.offered_load > 0.0
    ]


def _changed(setting: Setting, queue: RoleQueue, station: StationWait, change: str, vut: bool) -> StationWait:
    work, servers = station.work, station.servers
    if change == "one_more_person":
        servers += queue.person
    else:
        work = work.faster(_FASTER) if change == "ten_percent_faster" else work.steadier(_STEADIER)
    return setting.wait(work, servers, by_vut=vut)


def _gain(before: StationWait, after: StationWait) -> float | None:
    """Waiting a case is spared; None where there was or is no steady state."""
    if before.per_case is None or after.per_case is None:
        return None
    return before.per_case - after.per_case


def _order(before: StationWait, after: StationWait) -> tuple[bool, float, float]:
    """Unstable ones first, those that lack most servers before the others; then the greatest gain."""
    return (before.stable, 0.0 if before.stable else -before.lacking, -(_gain(before, after) or 0.0))


def _row(
    setting: Setting, change: Change, targets: tuple[str, ...], before: StationWait, after: StationWait
) -> Sensitivity:
    if before.stable:
        gain = setting.quantity(_gain(before, after), _unit(setting), (before.work,), after.method)
        return Sensitivity(change, targets, gain, None)
    return Sensitivity(change, targets, Quantity(None, _unit(setting), Status.UNSTABLE), after.stable)


def _best(setting: Setting, known: Sequence[tuple[RoleQueue, StationWait]]) -> str | None:
    ranked = []
    for queue, station in known:
        if queue.person == 0.0:
            continue
        vut = not counts_whole(station.servers, queue.person)
        before = setting.wait(station.work, station.servers, by_vut=vut)
        after = setting.wait(station.work, station.servers + queue.person, by_vut=vut)
        if not before.stable or (_gain(before, after) or 0.0) > _TINY:
            ranked.append((_order(before, after), queue.role))
    return min(ranked, key=lambda entry: entry[0])[1] if ranked else None


def _sum(stations: Iterable[StationWait]) -> float | None:
    waits = [station.per_case for station in stations]
    known = [wait for wait in waits if wait is not None]
    return math.fsum(known) if len(known) == len(waits) else None


def _by_gain(row: Sensitivity) -> tuple[bool, float]:
    """Changes that give a steady state first, then the greatest gain."""
    return (not row.stabilises, -(row.wait_removed_per_case.value or 0.0))


def _decided(graph: ProcessGraph, edge: GraphEdge) -> GraphEdge | None:
    """The flow out of the exclusive choice that leads into a way back, over nodes with one way in and one way out."""
    seen = set()
    while edge.id not in seen:
        seen.add(edge.id)
        if len(graph.outgoing[edge.source]) > 1:
            return edge if graph.split(edge.source) in ("xor", "event") else None
        if len(graph.incoming[edge.source]) != 1:
            return None
        edge = graph.incoming[edge.source][0]
    return None


def _again(setting: Setting, graph: ProcessGraph, queues: Mapping[str, RoleQueue]) -> list[StationWait] | None:
    """All queues on a changed graph; None where they cannot be worked out there."""
    visits = expected_visits(graph)
    stations = []
    for queue in queues.values():
        if queue.station is None:
            continue
        work = role_work(graph, visits, queue.role, setting.family)
        if not isinstance(work, Work):
            return None
        stations.append(setting.wait(work, queue.station.servers))
    return stations


def _compared(
    setting: Setting, change: Change, flow: str, before: Quantity, after: Sequence[StationWait]
) -> Sensitivity:
    wait = _sum(after)
    if before.value is None:
        return Sensitivity(change, (flow,), Quantity(None, before.unit, Status.UNSTABLE), wait is not None)
    value = None if wait is None else before.value - wait
    works = tuple(station.work for station in after)
    return Sensitivity(change, (flow,), setting.quantity(value, before.unit, works, "sum_of_queues"), None)
