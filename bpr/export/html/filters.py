"""Which elements each filter of the interactive picture keeps: handoffs, loops, one role, one department.

Elements go by key: ``box:<id>`` for a step, gateway or event, ``route:<id>`` for a flow or message.
"""

from __future__ import annotations

from collections.abc import Iterable

from bpr.diagnosis.analyse import Analysis
from bpr.model.nodes import NodeBase


def box(node: str) -> str:
    """The key of a step, gateway or event."""
    return f"box:{node}"


def route(flow: str) -> str:
    """The key of a flow or message."""
    return f"route:{flow}"


def filters(analysis: Analysis) -> dict[str, list[str]]:
    """The keys kept by ``handoffs``, ``loops``, ``role:<id>`` and ``department:<id>``, sorted.

    A handoff keeps the flow that crosses from lane to lane and its two ends. A loop keeps its steps and the flows
    between them. A role keeps the steps that it performs or holds a duty in, a department the steps that stand in it;
    both keep the flows that touch one of these steps.
    """
    process = analysis.process
    kept = {"handoffs": _handoffs(analysis), "loops": _loops(analysis)}
    matrix = analysis.raci.matrix.rows
    for role in process.roles:
        nodes = [node.id for node in process.walk() if role in node.roles or role in matrix.get(node.id, {})]
        kept[f"role:{role}"] = _around(analysis, nodes)
    for department in process.departments:
        nodes = [node.id for node in process.walk() if department in _departments(analysis, node)]
        kept[f"department:{department}"] = _around(analysis, nodes)
    return {name: sorted(keys) for name, keys in kept.items()}


def _handoffs(analysis: Analysis) -> set[str]:
    keys: set[str] = set()
    for level in ("role", "department"):
        for drawn in analysis.handoffs["role" if level == "role" else "department"].drawn:
            keys |= {route(drawn.flow), box(drawn.source), box(drawn.target)}
    return keys


def _loops(analysis: Analysis) -> set[str]:
    keys: set[str] = set()
    for loop in analysis.loops.loop_nesting:
        body = set(loop.body)
        keys |= {box(node) for node in body} | {route(flow) for flow in loop.returning}
        keys |= {route(flow.id) for flow in analysis.process.flows if {flow.source, flow.target} <= body}
    return keys


def _around(analysis: Analysis, nodes: Iterable[str]) -> set[str]:
    """The steps and every flow and message that touches one of them."""
    chosen = set(nodes)
    process = analysis.process
    touching = {route(flow.id) for flow in process.flows if chosen & {flow.source, flow.target}}
    touching |= {route(message.id) for message in process.messages if chosen & {message.source, message.target}}
    return {box(node) for node in chosen} | touching


def _departments(analysis: Analysis, node: NodeBase) -> set[str]:
    """The node's own department, else those of all its performers."""
    own = analysis.process.department_of(node)
    roles = (analysis.process.roles[key] for key in node.roles if key in analysis.process.roles)
    found = {own} if node.department is not None else {own, *(role.department for role in roles)}
    return {department for department in found if department is not None}
