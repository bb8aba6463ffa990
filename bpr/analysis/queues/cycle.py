"""Cycle time with the waiting in queues (handbook 4.3, 5.2).

Rule: a step whose waiting time is written keeps it (it was measured, queues included); a step without one waits in the
    queue of its performers, the longest of them. A step that takes no time does not queue. Roles whose queue is not
    known leave the result with a lower bound.
Assumption: waits of one case in different queues are taken as independent of its route. Parallel blocks: queues make
    branches vary, so only bounds are given there (`FORK_JOIN`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpr.analysis.flow.cycle_time import cycle_time
from bpr.analysis.flow.timing import TimingOptions
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.queues.roles import RoleQueue
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status, worst


def step_queue_waits(graph: ProcessGraph, queues: Mapping[str, RoleQueue]) -> dict[str, float]:
    """The wait in the queue for every step without a written waiting time; steps of unknown queues are left out."""
    waits: dict[str, float] = {}
    for step in _open_steps(graph):
        node = graph.nodes[step]
        if node.time is not None and node.time.mean == 0.0:
            waits[step] = 0.0
            continue
        known = [queues[role].Wq.value for role in node.roles if role in queues]
        longest = [wait for wait in known if wait is not None]
        if longest and len(longest) == len(node.roles):
            waits[step] = max(longest)
    return waits


def written_wait_explained(graph: ProcessGraph, visits: Visits, queues: Mapping[str, RoleQueue]) -> Quantity:
    """The queue waits as a share of the waiting times written at the same steps, where both are known.

    A small share says that work waits for something else than people: batches, transport, answers from outside.
    """
    written = queued = 0.0
    unwritten = set(_open_steps(graph))
    used: list[Quantity] = []
    for step in graph.steps:
        node, times = graph.nodes[step], visits.executions(graph, step)
        queue = queues[node.role].Wq if node.role is not None and node.role in queues else None
        if step in unwritten or node.wait is None or times is None or queue is None or queue.value is None:
            continue
        if node.time is not None and node.time.mean > 0.0:
            written += times * node.wait.mean
            queued += times * queue.value
            used.append(queue)
    method = "queue_waits/written_waits"
    if not written:
        return Quantity.unknown("1", method=method)
    assumptions = tuple(dict.fromkeys(note for quantity in used for note in quantity.assumptions))
    status = worst(quantity.status for quantity in used)
    return Quantity(queued / written, "1", status, assumptions=assumptions, method=method)


def cycle_time_with_queues(
    graph: ProcessGraph,
    visits: Visits,
    queues: Mapping[str, RoleQueue],
    *,
    options: TimingOptions | None = None,
    sound: bool | None = None,
) -> Quantity:
    """The expected duration of a case that waits for people; unstable where a queue on its way grows without end.

    Args:
        graph: the process graph.
        visits: its visits.
        queues: the queue before each role.
        options: what to assume where nothing is known.
        sound: the verdict of the soundness check, where it was made.
    """
    unit = graph.process.time_unit
    used = {
        role: queues[role]
        for step in _open_steps(graph)
        if visits.visits[step] != 0.0
        for role in graph.nodes[step].roles
        if role in queues
    }
    if any(queue.stable is False for queue in used.values()):
        return Quantity(None, unit, Status.UNSTABLE, method="queue_waits")
    waits = step_queue_waits(graph, queues)
    found = cycle_time(
        graph, visits, waiting=True, options=replace(options or TimingOptions(), queue_waits=waits), sound=sound
    ).value
    quantities = [queue.Wq for queue in used.values() if queue.Wq.value is not None]
    status = worst((found.status, *(quantity.status for quantity in quantities)))
    notes = (note for quantity in quantities for note in quantity.assumptions)
    assumptions = tuple(dict.fromkeys((*found.assumptions, *notes)))
    return replace(found, status=status, assumptions=assumptions, method=f"{found.method}+queue_waits")


def _open_steps(graph: ProcessGraph) -> list[str]:
    """The steps without a written waiting time."""
    nodes = graph.process.nodes
    return [step for step in graph.steps if step in nodes and getattr(nodes[step], "wait", None) is None]
