"""Drawn handoffs: flows whose two ends stand in different lanes (design, section 5).

Definition: each flow of the author counts once when the holders of its ends differ; a routing node stands in the lane
    it is drawn in (its role), else in the lane of the node before it. Start and end events do not count.
Complexity: O(n + m).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.analysis.handoffs.holders import Holders
from bpr.graph.process_graph import ProcessGraph


@dataclass(frozen=True, slots=True)
class DrawnHandoff:
    """One flow that crosses from lane to lane, with the tokens per case it carries (None: not known)."""

    flow: str
    source: str
    target: str
    from_holder: str
    to_holder: str
    per_case: float | None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "flow": self.flow,
            "from": self.source,
            "to": self.target,
            "from_holder": self.from_holder,
            "to_holder": self.to_holder,
            "per_case": self.per_case,
        }


def drawn_handoffs(graph: ProcessGraph, holders: Holders, flow: dict[str, float | None]) -> tuple[DrawnHandoff, ...]:
    """The flows that cross from lane to lane, in the author's order."""
    lane = _lanes(graph, holders)
    found = []
    for edge in graph.edges:
        ends = (graph.nodes[edge.source], graph.nodes[edge.target])
        if edge.synthetic or any(node.type in ("start", "end") for node in ends):
            continue
        before, behind = lane.get(edge.source), lane.get(edge.target)
        if before is not None and behind is not None and before != behind:
            source, target = (node.origin or node.id for node in ends)
            found.append(DrawnHandoff(edge.id, source, target, before, behind, flow[edge.id]))
    return tuple(found)


def _lanes(graph: ProcessGraph, holders: Holders) -> dict[str, str]:
    """The primary holder of each node; routing nodes without one take over that of the nearest node before them."""
    lane = {node: held[0] for node in graph.nodes if (held := holders.of(node))}
    queue = list(lane)
    for node in queue:
        for edge in graph.outgoing[node]:
            if edge.target not in lane and not graph.nodes[edge.target].step:
                lane[edge.target] = lane[node]
                queue.append(edge.target)
    return lane
