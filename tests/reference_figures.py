"""The figures of a process, worked out a second time in the plainest way: one linear system, one depth-first walk.

Independent of ``bpr.graph`` and ``bpr.analysis`` on purpose; it proves the models of the library and those analyses.

- Nodes and edges: without start and end events; edges into an end are counted.
- A handoff is an edge, not into an end, whose two ends differ in role (or department); a gateway stands where its role
  stands.
- Expected visits solve ``v = e + P^T v``; a parallel split sends the full flow down each way, a parallel join divides
  its inflow by the number of ways in.
- Return edges are the back edges of a depth-first walk in the order of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from bpr.model import Activity, Decision, Event, Parallel, Process


@dataclass(frozen=True)
class Figures:
    nodes: int
    edges: int
    activities: int
    decisions: int
    role_edges: int
    department_edges: int
    role_handoffs: float
    department_handoffs: float
    cycles: frozenset[tuple[str, ...]]
    cycles_across: int
    work: float
    waiting: float
    return_edges: frozenset[str]
    repeated: dict[str, float]
    load: dict[str, float]


def figures(process: Process) -> Figures:
    nodes = {node.id: node for node in process.steps if not isinstance(node, Event)}
    drawn = [(flow.source, flow.target, flow.share) for flow in process.flows if flow.source in nodes]
    inner = [(source, target, 1.0 if share is None else share) for source, target, share in drawn if target in nodes]
    visits = _visits(process, nodes, inner)
    department = {key: process.department_of(node) for key, node in nodes.items()}
    by_role = [edge for edge in inner if nodes[edge[0]].role != nodes[edge[1]].role]
    by_department = [edge for edge in inner if department[edge[0]] != department[edge[1]]]
    cycles = frozenset(_rotated(cycle, list(nodes)) for cycle in nx.simple_cycles(nx.DiGraph(e[:2] for e in inner)))
    activities = [node for node in nodes.values() if isinstance(node, Activity)]
    load: dict[str, float] = {}
    for activity in activities:
        hours = process.volume.cases * visits[activity.id] * activity.time.mean / 60
        load[department[activity.id]] = load.get(department[activity.id], 0.0) + hours
    return Figures(
        nodes=len(nodes),
        edges=len(drawn),
        activities=len(activities),
        decisions=sum(isinstance(node, Decision) and len(node.next) > 1 for node in nodes.values()),
        role_edges=len(by_role),
        department_edges=len(by_department),
        role_handoffs=sum(visits[source] * share for source, _, share in by_role),
        department_handoffs=sum(visits[source] * share for source, _, share in by_department),
        cycles=cycles,
        cycles_across=sum(len({department[node] for node in cycle}) > 1 for cycle in cycles),
        work=sum(visits[activity.id] * activity.time.mean for activity in activities),
        waiting=sum(visits[activity.id] * activity.wait.mean for activity in activities),
        return_edges=_back_edges(next(iter(nodes)), inner),
        repeated={a.id: visits[a.id] for a in activities if visits[a.id] > 1 + 1e-9},
        load=load,
    )


def _visits(process: Process, nodes: dict, inner: list[tuple[str, str, float]]) -> dict[str, float]:
    order = {key: position for position, key in enumerate(nodes)}
    ways_in = {key: sum(target == key for _, target, _ in inner) for key in nodes}
    matrix = np.zeros((len(nodes), len(nodes)))
    for source, target, share in inner:
        joins = isinstance(nodes[target], Parallel) and len(nodes[target].next) == 1
        matrix[order[target], order[source]] += share / (ways_in[target] if joins else 1)
    entry = np.zeros(len(nodes))
    for node in process.steps:
        if isinstance(node, Event) and node.position == "start":
            entry[order[node.next[0].to]] = 1.0
    solved = np.linalg.solve(np.eye(len(nodes)) - matrix, entry)
    return {key: float(solved[position]) for key, position in order.items()}


def _rotated(cycle: list[str], order: list[str]) -> tuple[str, ...]:
    """The cycle from its first node in the file on."""
    first = min(range(len(cycle)), key=lambda position: order.index(cycle[position]))
    return tuple(cycle[first:] + cycle[:first])


def _back_edges(root: str, inner: list[tuple[str, str, float]]) -> frozenset[str]:
    following: dict[str, list[str]] = {}
    for source, target, _ in inner:
        following.setdefault(source, []).append(target)
    found: set[str] = set()
    done: set[str] = set()

    def walk(node: str, above: tuple[str, ...]) -> None:
        done.add(node)
        for target in following.get(node, []):
            if target in (*above, node):
                found.add(f"{node}->{target}")
            elif target not in done:
                walk(target, (*above, node))

    walk(root, ())
    return frozenset(found)
