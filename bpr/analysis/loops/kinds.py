"""What kind of loop it is: whose work comes back, to whom, and where the decision stands (handbook 3.3).

Classes, by the steps of a cycle: ``external`` (somebody outside takes part), ``cross_department`` (two or more
    departments), ``self_loop`` (one activity), ``same_role``, ``cross_role`` (two or more roles of one department),
    ``unclassified`` (a role or department is not known and the known ones do not decide).
Direction: ``own_rework`` when the performers before and behind the returning flow are the same,
    ``rework_to_earlier_performer`` when they differ.
Gate: ``repeat-until`` when the decision stands at the end of the loop, ``while`` when it stands in the middle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from bpr.analysis.loops.nesting import Region
from bpr.graph.process_graph import GraphEdge, ProcessGraph

LoopClass = Literal["external", "cross_department", "cross_role", "same_role", "self_loop", "unclassified"]
Direction = Literal["own_rework", "rework_to_earlier_performer", "unknown"]
Gate = Literal["repeat-until", "while"]


def classify(graph: ProcessGraph, steps: Iterable[str]) -> LoopClass:
    """The class of a cycle by its steps."""
    nodes = [graph.nodes[step] for step in steps]
    departments = {node.department for node in nodes}
    roles = {node.role for node in nodes}
    if any(node.external for node in nodes):
        return "external"
    if len(departments - {None}) > 1:
        return "cross_department"
    activities = sum(node.type in ("activity", "subprocess") for node in nodes)
    if len(nodes) == 1 or (activities == 1 and len(roles) == 1 and None not in roles):
        return "self_loop"
    if None in roles or not nodes:
        return "unclassified"
    if len(roles) == 1:
        return "same_role"
    return "cross_role" if None not in departments or not graph.process.departments else "unclassified"


def count_holders(graph: ProcessGraph, steps: Iterable[str]) -> tuple[int, int]:
    """Numbers of known roles and departments among steps."""
    nodes = [graph.nodes[step] for step in steps]
    roles = {node.role for node in nodes if node.role is not None}
    return len(roles), len({node.department for node in nodes if node.department is not None})


def nearest_steps(graph: ProcessGraph, node: str, body: Collection[str], *, backwards: bool) -> tuple[str, ...]:
    """The first steps behind (or the last before) a point inside a loop, routing nodes looked through."""
    ways = graph.incoming if backwards else graph.outgoing
    seen, queue, found = {node}, [node], set()
    for current in queue:
        if graph.nodes[current].step:
            found.add(current)
            continue
        for edge in ways[current]:
            other = edge.source if backwards else edge.target
            if other in body and other not in seen:
                seen.add(other)
                queue.append(other)
    return tuple(step for step in graph.nodes if step in found)


def direction(graph: ProcessGraph, before: Iterable[str], behind: Iterable[str]) -> Direction:
    """Whether a return goes to the performer who triggered it."""
    pairs = [(set(graph.nodes[a].roles), set(graph.nodes[b].roles)) for a in before for b in behind]
    if any(left and right and left != right for left, right in pairs):
        return "rework_to_earlier_performer"
    return "unknown" if not pairs or any(not left or not right for left, right in pairs) else "own_rework"


def gate(graph: ProcessGraph, edge: GraphEdge, body: Collection[str]) -> Gate:
    """Where the way out stands: at the returning flow itself, or earlier in the loop."""
    seen, queue = {edge.source}, [edge.source]
    for node in queue:
        if any(way.target not in body for way in graph.outgoing[node]):
            return "repeat-until"
        if graph.nodes[node].step:
            continue
        for way in graph.incoming[node]:
            if way.source in body and way.source not in seen and not graph.nodes[way.source].step:
                seen.add(way.source)
                queue.append(way.source)
    return "while"


def is_planned(graph: ProcessGraph, edge: GraphEdge, body: Collection[str]) -> bool:
    """Whether the author marked the return as intended: on the flow itself, or on the only way that leads to it."""
    seen = set()
    while edge.kind != "planned":
        inputs = [way for way in graph.incoming[edge.source] if way.source in body]
        if len(graph.outgoing[edge.source]) > 1 or len(inputs) != 1 or edge.source in seen:
            return False
        seen.add(edge.source)
        edge = inputs[0]
    return True


def return_only(graph: ProcessGraph, region: Region) -> frozenset[str]:
    """Nodes of a loop from which every way leads to a return (``rework_definition="return_path"``)."""
    returns = set(region.returns)
    leaving = {node for node in region.body if any(way.target not in region.body for way in graph.outgoing[node])}
    queue = list(leaving)
    for node in queue:
        for way in graph.incoming[node]:
            if way.source in region.body and way.id not in returns and way.source not in leaving:
                leaving.add(way.source)
                queue.append(way.source)
    return region.body - leaving
