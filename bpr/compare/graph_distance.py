"""Graph-edit similarity: how much of the drawing stayed (handbook 10.3).

Formula: ``1 - (f_n + f_e + f_s) / 3`` with f_n = nodes without partner / (n1 + n2), f_e = flows without partner /
    (m1 + m2), f_s = mean of (1 - label similarity) over matched nodes. It sorts pairs of models, it is no grade.
Reading [convention]: below 0.5 a new design (reengineering), from 0.8 an improvement of what is there (handbook 10.6).
Complexity: O(n + m) after the matching.
Reference: Dijkman, Dumas, Garcia-Banuelos 2009, Graph matching algorithms for business process model similarity search.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from bpr.compare.matching import Matching
from bpr.model.process import Process

Reach = Literal["reengineering", "redesign", "improvement"]


@dataclass(frozen=True, slots=True)
class GraphDistance:
    """The three parts and the similarity, all 0 to 1."""

    f_skip_nodes: float
    f_skip_edges: float
    f_substitution: float

    @property
    def similarity(self) -> float:
        """1 for equal drawings, 0 when nothing is in common."""
        return 1.0 - (self.f_skip_nodes + self.f_skip_edges + self.f_substitution) / 3

    @property
    def reach(self) -> Reach:
        """How far the change goes, by similarity alone."""
        if self.similarity < 0.5:
            return "reengineering"
        return "improvement" if self.similarity >= 0.8 else "redesign"

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "f_skip_nodes": round(self.f_skip_nodes, 9),
            "f_skip_edges": round(self.f_skip_edges, 9),
            "f_substitution": round(self.f_substitution, 9),
            "similarity": round(self.similarity, 9),
            "reach": self.reach,
        }


def graph_distance(as_is: Process, to_be: Process, matching: Matching) -> GraphDistance:
    """How far two processes are apart as drawings."""
    partners = matching.to_be_of
    nodes = len(as_is.nodes) + len(to_be.nodes)
    old = Counter((partners.get(flow.source), partners.get(flow.target)) for flow in as_is.flows)
    new: Counter[tuple[str | None, str | None]] = Counter((flow.source, flow.target) for flow in to_be.flows)
    shared = sum(count for ends, count in (old & new).items() if None not in ends)
    flows = len(as_is.flows) + len(to_be.flows)
    differences = []
    for match in matching.matches:
        silent = as_is.nodes[match.as_is].label is None and to_be.nodes[match.to_be].label is None
        differences.append(0.0 if silent else 1.0 - (match.score or 0.0))
    return GraphDistance(
        (nodes - 2 * len(matching.matches)) / nodes if nodes else 0.0,
        (flows - 2 * shared) / flows if flows else 0.0,
        math.fsum(differences) / len(differences) if differences else 0.0,
    )
