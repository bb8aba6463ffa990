"""The linear system behind the visits: one equation a node, one variable an unknown branch.

Each unknown branch of a split, each alternative start without a share and each node that begins on its own brings a
variable; a result that no variable touches is known all the same. The system is solved one strongly connected part
after the other, so acyclic models cost O(n + m); a loop costs one dense LU of its own size, a large one an elimination
that keeps it sparse.
References: Kemeny, Snell 1960, Finite Markov Chains.
"""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from bpr.analysis.frequency.elimination import eliminate
from bpr.analysis.frequency.weights import Weights
from bpr.graph.process_graph import ProcessGraph

Vector = NDArray[np.float64]

TINY = 1e-9
HUGE = 1e12
_DENSE = 60  # above this a dense LU costs more than eliminating node by node
START, ENTRY = "start:", "entry:"


@dataclass(frozen=True, slots=True)
class Row:
    """One equation: ``v = constant + sum of factor * v(other) + sum of factor * variable``."""

    constant: float
    terms: dict[str, float]
    variables: dict[int, float]


@dataclass(frozen=True)
class System:
    """All equations and their variables (the branch edge of an unknown split, or an entry).

    ``openers`` gives, for each OR join (and each end of an inlined sub-process) that is executed as often as the node
    that opened its block, that node.
    """

    rows: dict[str, Row]
    variables: tuple[str, ...]
    openers: dict[str, str]


def equations(graph: ProcessGraph, weights: Weights, alive: set[str]) -> System:
    """One row a node; unreachable nodes have visits zero."""
    exit_distance = distance_to_end(graph, weights)
    variables: list[str] = []
    base: dict[str, str] = {}
    for node, rest in weights.left.items():
        unknown = [way for way in graph.outgoing[node] if weights.by_edge[way.id] is None]
        if node not in alive or rest == 0.0:
            continue
        ordered = sorted(unknown, key=lambda way: exit_distance.get(way.target, math.inf))
        skip = 0 if node in weights.free else 1
        if skip:
            base[node] = ordered[0].id
        variables += [way.id for way in ordered[skip:]]
    index = {edge: position for position, edge in enumerate(variables)}
    constants = _external(graph, weights, index, variables)
    openers = _openers(graph)
    rows: dict[str, Row] = {}
    for node in graph.nodes:
        if node not in alive:
            rows[node] = Row(0.0, {}, {})
            continue
        opener = openers.get(node)
        if opener is not None:
            rows[node] = Row(0.0, {opener: 1.0}, {})
            continue
        inputs = graph.incoming[node]
        divisor = len(inputs) if graph.join(node) == "and" else 1
        constant, outside = constants.get(node, (0.0, {}))
        terms: dict[str, float] = {}
        factors = dict(outside)
        for edge in inputs:
            weight = weights.by_edge[edge.id]
            if weight is not None:
                terms[edge.source] = terms.get(edge.source, 0.0) + weight / divisor
            elif edge.id in index:
                factors[index[edge.id]] = factors.get(index[edge.id], 0.0) + 1.0 / divisor
            elif base.get(edge.source) == edge.id:
                rest = weights.left[edge.source]
                terms[edge.source] = terms.get(edge.source, 0.0) + rest / divisor
                for other in graph.outgoing[edge.source]:
                    if other.id in index:
                        factors[index[other.id]] = factors.get(index[other.id], 0.0) - 1.0 / divisor
        rows[node] = Row(constant, terms, factors)
    return System(rows, tuple(variables), openers)


def _external(
    graph: ProcessGraph, weights: Weights, index: dict[str, int], variables: list[str]
) -> dict[str, tuple[float, dict[int, float]]]:
    """What comes from outside: start events (alternatives inside one organisation) and nodes that begin alone."""
    constants: dict[str, tuple[float, dict[int, float]]] = {}

    def variable(name: str) -> int:
        index[name] = len(variables)
        variables.append(name)
        return index[name]

    for group, rest in weights.starts:
        unknown = [start for start in group if weights.by_start[start] is None]
        for start in group:
            constants[start] = (weights.by_start[start] or 0.0, {})
        if unknown:
            free = [variable(f"{START}{start}") for start in unknown[1:]]
            constants[unknown[0]] = (rest, dict.fromkeys(free, -1.0))
            for start, position in zip(unknown[1:], free, strict=True):
                constants[start] = (0.0, {position: 1.0})
    for entry in (*graph.entries, *graph.loose):
        constants[entry] = (0.0, {variable(f"{ENTRY}{entry}"): 1.0})
    return constants


def _openers(graph: ProcessGraph) -> dict[str, str]:
    """For each OR join (and each end of an inlined sub-process) the node that opened its block, where there is one."""
    openers = {node.id: node.closes for node in graph.nodes.values() if node.closes is not None}
    joins = [node for node in graph.nodes if node not in openers and graph.join(node) == "or"]
    if joins:
        root, sink = "\0start", "\0end"
        forward: nx.DiGraph[str] = nx.DiGraph()
        forward.add_edges_from((edge.source, edge.target) for edge in graph.edges)
        forward.add_edges_from((root, start) for start in (*graph.starts, *graph.entries, *graph.loose))
        forward.add_edges_from((end, sink) for end in graph.nodes if not graph.outgoing[end])
        if root in forward and sink in forward:
            before = nx.immediate_dominators(forward, root)
            after = nx.immediate_dominators(forward.reverse(copy=False), sink)
            for join in joins:
                opener = before.get(join)
                if opener in graph.nodes and after.get(opener) == join:
                    openers[join] = opener
    return openers


def distance_to_end(graph: ProcessGraph, weights: Weights) -> dict[str, int]:
    """Edges to the nearest node without output, over edges that can be taken."""
    distance = {node: 0 for node in graph.nodes if not graph.outgoing[node]}
    queue = list(distance)
    for node in queue:
        for edge in graph.incoming[node]:
            if edge.source not in distance and weights.by_edge[edge.id] != 0.0:
                distance[edge.source] = distance[node] + 1
                queue.append(edge.source)
    return distance


class UnboundedError(Exception):
    """Work around these nodes multiplies: the equations have no bounded solution."""

    def __init__(self, nodes: tuple[str, ...]) -> None:
        super().__init__(", ".join(nodes))
        self.nodes = nodes


def solve(system: System) -> dict[str, Vector]:
    """Visits as vectors (constant, then one factor a variable).

    Raises:
        UnboundedError: the system has no bounded solution.
    """
    width = 1 + len(system.variables)
    dependency: nx.DiGraph[str] = nx.DiGraph()
    dependency.add_nodes_from(system.rows)
    dependency.add_edges_from((other, node) for node, row in system.rows.items() for other in row.terms)
    parts = list(nx.strongly_connected_components(dependency))
    vectors: dict[str, Vector] = {}
    for part in reversed(parts):
        if len(part) == 1:
            (only,) = part
            row = system.rows[only]
            if only not in row.terms:
                vectors[only] = _forward(row, vectors, width)
                continue
        members = sorted(part)
        solution = (_dense if len(members) <= _DENSE else _sparse)(system, members, vectors, width)
        worst = max(float(np.abs(vector).max(initial=0.0)) for vector in solution) if solution else math.inf
        if not worst <= HUGE or min(vector[0] for vector in solution) < -TINY:
            raise UnboundedError(tuple(members))
        vectors.update(zip(members, solution, strict=True))
    return vectors


def _split(row: Row, inside: Container[str], vectors: dict[str, Vector], width: int) -> tuple[dict[str, float], Vector]:
    """The terms of an equation inside its part, and its right-hand side with everything that is solved already."""
    right: Vector = np.zeros(width)
    right[0] = row.constant
    for variable, factor in row.variables.items():
        right[1 + variable] += factor
    terms: dict[str, float] = {}
    for other, factor in row.terms.items():
        if other in inside:
            terms[other] = factor
        else:
            right += factor * vectors[other]
    return terms, right


def _dense(system: System, members: list[str], vectors: dict[str, Vector], width: int) -> list[Vector]:
    """One part by LU; empty when it has no solution."""
    position = {node: number for number, node in enumerate(members)}
    right: Vector = np.zeros((len(members), width))
    matrix = np.eye(len(members))
    for node, number in position.items():
        terms, right[number] = _split(system.rows[node], position, vectors, width)
        for other, factor in terms.items():
            matrix[number, position[other]] -= factor
    try:
        return list(np.asarray(np.linalg.solve(matrix, right), dtype=np.float64))
    except np.linalg.LinAlgError:
        return []


def _sparse(system: System, members: list[str], vectors: dict[str, Vector], width: int) -> list[Vector]:
    """One large part by elimination; empty when it has no bounded solution."""
    inside = set(members)
    terms: dict[str, dict[str, float]] = {}
    right: dict[str, Vector] = {}
    for node in members:
        terms[node], right[node] = _split(system.rows[node], inside, vectors, width)
    return [right[node] for node in members] if eliminate(terms, right) else []


def _forward(row: Row, vectors: dict[str, Vector], width: int) -> Vector:
    """The solution of one equation whose other nodes are solved; a node that only passes on shares its vector."""
    terms = list(row.terms.items())
    if len(terms) == 1 and terms[0][1] == 1.0 and not row.constant and not row.variables:
        return vectors[terms[0][0]]
    return _split(row, (), vectors, width)[1]


def known(vector: Vector) -> float | None:
    """The value of a result that does not depend on any variable, else None."""
    if len(vector) > 1 and np.abs(vector[1:]).max() > TINY:
        return None
    return clean(float(vector[0]))


def clean(value: float) -> float:
    """Without the rounding noise of a solver around whole numbers."""
    if not math.isfinite(value):
        return value
    nearest = round(value)
    return float(nearest) if abs(value - nearest) < 1e-12 else value
