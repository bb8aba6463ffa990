"""Structural bottlenecks: steps that everything passes, told without any time (handbook 5.4).

Definitions: betweenness of a step = share of the shortest paths between other steps of the succession graph that run
    through it (normalised by (a - 1)(a - 2)); a mandatory step stands on every path from start to end (dominator of the
    end); an articulation step splits the undirected drawing when it is taken away (single point of failure).
Bound: beyond 1,000 steps betweenness is estimated from the paths that begin at 200 steps, drawn with a fixed seed.
Complexity: O(a * m) for betweenness (Brandes), O(n + m) for the others in practice.
References: Freeman 1977, A set of measures of centrality based on betweenness; Brandes 2001, A faster algorithm for
    betweenness centrality; Brandes, Pich 2007, Centrality estimation in large networks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from bpr.graph.process_graph import ProcessGraph

_EXACT_STEPS, _PIVOTS = 1_000, 200
_START, _END = "\0start", "\0end"


@dataclass(frozen=True, slots=True)
class StructuralBottlenecks:
    """Betweenness by step, and the mandatory and articulation steps in the author's order."""

    betweenness: Mapping[str, float]
    mandatory_activities: tuple[str, ...]
    articulation_activities: tuple[str, ...]


def structural_bottlenecks(graph: ProcessGraph, successions: Iterable[tuple[str, str]]) -> StructuralBottlenecks:
    """The structural measures of all steps.

    Args:
        graph: the process graph.
        successions: pairs of steps of which the second can directly follow the first.
    """
    follows: nx.DiGraph[str] = nx.DiGraph()
    follows.add_nodes_from(graph.steps)
    follows.add_edges_from(successions)
    pivots = _PIVOTS if len(graph.steps) > _EXACT_STEPS else None
    between = nx.betweenness_centrality(follows, k=pivots, normalized=True, seed=0)
    mandatory = _mandatory(graph)
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from(graph.nodes)
    drawn.add_edges_from((edge.source, edge.target) for edge in graph.edges)
    cutting = set(nx.articulation_points(drawn))
    return StructuralBottlenecks(
        {step: float(between[step]) for step in graph.steps},
        tuple(step for step in graph.steps if step in mandatory),
        tuple(step for step in graph.steps if step in cutting),
    )


def _mandatory(graph: ProcessGraph) -> set[str]:
    """The dominators of the end, seen from all starts together."""
    alive = graph.reachable(graph.starts)
    flows: nx.DiGraph[str] = nx.DiGraph()
    flows.add_edges_from((edge.source, edge.target) for edge in graph.edges if edge.source in alive)
    flows.add_edges_from((_START, start) for start in graph.starts)
    flows.add_edges_from((node, _END) for node in graph.nodes if node in alive and not graph.outgoing[node])
    if _END not in flows or not graph.starts:
        return set()
    above = nx.immediate_dominators(flows, _START)
    found: set[str] = set()
    at = _END
    while at != _START and at in above:
        at = above[at]
        found.add(at)
    return found - {_START}
