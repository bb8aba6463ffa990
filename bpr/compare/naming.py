"""What people call a node: its label, else its place, as in "the choice after 'Check stock'".

Rule: a node without label is named by the nearest labelled node in front of it; one that brings ways together, and a
    start, by the nearest one behind it. Where there is none the other direction counts, and at last the id.
Complexity: O(n + m) for a node without label.
"""

from __future__ import annotations

from collections import deque

from bpr.graph.process_graph import ProcessGraph
from bpr.text import Text

_SPLITS = {
    "xor": Text(en="choice", zh="判断"),
    "and": Text(en="parallel split", zh="并行拆分"),
    "or": Text(en="inclusive split", zh="包容拆分"),
    "event_gateway": Text(en="wait for an event", zh="事件判断"),
}
_JOINS = {
    "xor": Text(en="merge", zh="汇合"),
    "and": Text(en="parallel join", zh="并行汇合"),
    "or": Text(en="inclusive join", zh="包容汇合"),
    "event_gateway": Text(en="merge", zh="汇合"),
}
_OTHERS = {
    "start": Text(en="start", zh="开始"),
    "end": Text(en="end", zh="结束"),
    "event": Text(en="event", zh="事件"),
    "activity": Text(en="activity", zh="活动"),
    "subprocess": Text(en="sub-process", zh="子流程"),
}


def name_of(graph: ProcessGraph, node_id: str) -> Text:
    """The name of a node for people.

    Args:
        graph: the process graph.
        node_id: one of its nodes.
    """
    node = graph.nodes[node_id]
    if node.label is not None:
        return node.label
    joining = node.type in _JOINS and len(graph.outgoing[node_id]) < 2
    kind = (_JOINS if joining else {**_SPLITS, **_OTHERS})[node.type]
    first_behind = joining or node.type == "start"
    for behind in (first_behind, not first_behind):
        label = _nearest(graph, node_id, behind=behind)
        if label is not None:
            place = "before" if behind else "after"
            zh = "之前" if behind else "之后"
            return Text(
                en=f"the {kind.pick('en')} {place} '{label.pick('en')}'",
                zh=f"“{label.pick('zh')}”{zh}的{kind.pick('zh')}",
            )
    return Text.of(node_id)


def _nearest(graph: ProcessGraph, node_id: str, *, behind: bool) -> Text | None:
    """The label of the nearest labelled node behind or in front of a node; None when there is none."""
    queue, seen = deque([node_id]), {node_id}
    while queue:
        here = queue.popleft()
        edges = graph.outgoing[here] if behind else graph.incoming[here]
        for other in (edge.target if behind else edge.source for edge in edges):
            if other in seen:
                continue
            label = graph.nodes[other].label
            if label is not None:
                return label
            seen.add(other)
            queue.append(other)
    return None
