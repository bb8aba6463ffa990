"""Connectors: gateways, and activities or events that split or join (handbook 8.3).

Definition: C = gateways plus other nodes with more than one way in or out; degree d(c) = in + out.
    Control-flow complexity CFC (Cardoso) = sum over exclusive splits of out, inclusive splits of 2^out - 1, parallel
    splits of 1. Token split = sum over parallel and inclusive splits of out - 1. Connector mismatch = sum over types
    of |degrees of splits - degrees of joins|, gateways only. Connector heterogeneity = -sum p log3 p over the types of
    gateways. Sequentiality = flows with both ends outside C / flows.
Convention: implicit splits and merges count for degree, CFC, token split and sequentiality, not for mismatch.
Complexity: O(n + m).
References: Cardoso 2005, How to measure the control-flow complexity of web processes and workflows; Cardoso 2008,
    Business process control-flow complexity: metric, evaluation, and validation; Mendling 2008, Metrics for Process
    Models.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Literal

from bpr.graph.process_graph import ProcessGraph

GatewayType = Literal["xor", "or", "and"]

GATEWAYS: dict[str, GatewayType] = {"xor": "xor", "event_gateway": "xor", "or": "or", "and": "and"}
_SPLITS: dict[str, GatewayType] = {"xor": "xor", "event": "xor", "or": "or", "and": "and"}
_LARGEST_FAN = 1000


def degrees(graph: ProcessGraph) -> dict[str, int]:
    """The degree of each connector, in the author's order."""
    found = {}
    for node in graph.nodes.values():
        inputs, outputs = len(graph.incoming[node.id]), len(graph.outgoing[node.id])
        if node.type in GATEWAYS or inputs > 1 or outputs > 1:
            found[node.id] = inputs + outputs
    return found


def control_flow_complexity(graph: ProcessGraph) -> dict[GatewayType, int]:
    """CFC by type of split; their sum is the CFC of the model."""
    found: dict[GatewayType, int] = {"xor": 0, "or": 0, "and": 0}
    for node in graph.nodes:
        kind = _SPLITS.get(graph.split(node))
        ways = len(graph.outgoing[node])
        if kind == "xor":
            found["xor"] += ways
        elif kind == "or":
            found["or"] += 2 ** min(ways, _LARGEST_FAN) - 1
        elif kind == "and":
            found["and"] += 1
    return found


def token_split(graph: ProcessGraph) -> int:
    """How many tokens splits can add: the degree of parallelism."""
    return sum(len(graph.outgoing[node]) - 1 for node in graph.nodes if _SPLITS.get(graph.split(node)) in ("and", "or"))


def mismatch(graph: ProcessGraph) -> int:
    """How far the degrees of splits and joins of each type are apart; 0 for balanced models."""
    balance: Counter[GatewayType] = Counter()
    for node in graph.nodes.values():
        kind = GATEWAYS.get(node.type)
        if kind is None:
            continue
        inputs, outputs = len(graph.incoming[node.id]), len(graph.outgoing[node.id])
        balance[kind] += (outputs > 1) * (inputs + outputs) - (inputs > 1) * (inputs + outputs)
    return sum(abs(difference) for difference in balance.values())


def heterogeneity(graph: ProcessGraph) -> float:
    """Entropy of the types of gateways, base 3: 0 for one type only, 1 for an even mixture of three."""
    counts = Counter(GATEWAYS[node.type] for node in graph.nodes.values() if node.type in GATEWAYS)
    total = counts.total()
    return sum(-count / total * math.log(count / total, 3) for _, count in sorted(counts.items())) + 0.0


def sequentiality(graph: ProcessGraph) -> float | None:
    """Share of the flows that connect nodes which neither split nor join; None without flows."""
    connectors = degrees(graph)
    plain = sum(edge.source not in connectors and edge.target not in connectors for edge in graph.edges)
    return plain / len(graph.edges) if graph.edges else None
