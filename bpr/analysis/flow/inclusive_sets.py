"""Inclusive splits: the non-empty sets of branches and how often each set is taken (handbook 1.5).

Branches are independent with their marginals, conditioned on a non-empty set; with a default branch the marginals stay
as they are and the default is taken when no other is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import product

from bpr.graph.process_graph import GraphEdge, ProcessGraph

MAX_BRANCHES = 12


def unknown_marginals(graph: ProcessGraph, nodes: Collection[str]) -> tuple[str, ...]:
    """The inclusive splits among some nodes whose branches have no usable marginals."""
    found = []
    for node in graph.nodes:
        if node in nodes and graph.split(node) == "or":
            others = [way.share for way in graph.outgoing[node] if not way.default]
            empty = len(others) == len(graph.outgoing[node]) and not any(others)
            if empty or any(share is None for share in others):
                found.append(node)
    return tuple(found)


def inclusive_sets(ways: Sequence[GraphEdge]) -> list[tuple[float, tuple[GraphEdge, ...]]]:
    """The sets of flows that get a token, with their probability; every marginal must be known."""
    others = [(way, way.share or 0.0) for way in ways if not way.default]
    default = tuple(way for way in ways if way.default)
    found: list[tuple[float, tuple[GraphEdge, ...]]] = []
    for taken in product((False, True), repeat=len(others)):
        pairs = list(zip(others, taken, strict=True))
        share = math.prod(marginal if on else 1.0 - marginal for (_, marginal), on in pairs)
        edges = tuple(way for (way, _), on in pairs if on) or default
        if edges and share > 0.0:
            found.append((share, edges))
    whole = math.fsum(share for share, _ in found)
    return [(share / whole, edges) for share, edges in found]
