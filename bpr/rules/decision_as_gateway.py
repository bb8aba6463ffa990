"""decision-as-gateway: a decision of another role is drawn as mere routing.

What it checks: an exclusive gateway that only routes stands in the lane of the role that did the step before it.
Why it matters: if another role decides, then work changes hands and somebody needs time for it; as a gateway it has
    neither time nor performer, and handoffs and load come out too low (handbook 2.1, `DECISION_AS_GATEWAY`).
How to fix: draw the decision as an activity of that role ("Decide on application"), or move the gateway into the lane
    of the step before it. In a process file: leave out ``routing: true``, then the decision is a step of its role.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.graph.process_graph import ProcessGraph
from bpr.model.nodes import Decision
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each routing gateway in a lane that no step before it stands in."""
    graph, process = subject.graph, subject.process
    for node in process.walk():
        if not isinstance(node, Decision) or node.waits_for_event or not node.routing or len(node.next) < 2:
            continue
        before = _roles_before(graph, node.id)
        if node.role is None or not before or node.role in before:
            continue
        names = subject.names((node.id,))
        role = process.roles[node.role].name
        yield Breach(
            Text(
                en=f"{names.en}: {role.pick('en')} decides, which is work, but it is drawn as routing",
                zh=f"{names.zh}：由{role.pick('zh')}作出判断，这是一项工作，却只画成了网关",
            ),
            Text(
                en="draw the decision as an activity of that role, or move the gateway into the lane before it",
                zh="把该判断画成该角色的活动，或把网关移到前一步骤的泳道",
            ),
            (node.id,),
        )


def _roles_before(graph: ProcessGraph, node: str) -> set[str]:
    """Performers of the steps right before a node, through nodes that only route."""
    roles: set[str] = set()
    seen = {node}
    stack = [node]
    while stack:
        for edge in graph.incoming[stack.pop()]:
            source = graph.nodes[edge.source]
            if source.step:
                roles |= set(source.roles)
            elif source.id not in seen:
                seen.add(source.id)
                stack.append(source.id)
    return roles


RULE = Rule("decision-as-gateway", "DECISION_AS_GATEWAY", check)
