"""Expected transfers of control from step to step (handbook 2.1).

Formula: ``F(a, b) = v(a) * R(a, b)`` with v the visits and R what one execution of ``a`` hands to ``b`` through
    routing nodes (`bpr.analysis.handoffs.routing`). XOR multiplies by the share, AND copies, an AND join does not
    divide; loops of routing nodes only are absorbed. A loop marker (m executions a visit) adds ``v (m - 1)``
    transfers of a step to itself.
Unknown: a transfer whose visits or shares are not known is None; it is listed all the same, because it is possible.
Check: in models without AND and OR, ``sum over b of F(a, b)`` plus the flow from ``a`` to ends is ``v(a)``.
Reference: van der Aalst, Reijers, Song 2005, Discovering social networks from event logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpr.analysis.frequency.equations import clean
from bpr.analysis.frequency.visits import Visits
from bpr.analysis.handoffs.routing import Range, Routing
from bpr.graph.process_graph import ProcessGraph

Pair = tuple[str, str]

_SAME = 1e-12


@dataclass(frozen=True)
class Transfers:
    """Possible transfers between steps, in the author's order of the steps.

    Attributes:
        shares: by pair of steps, transfers per execution of the first one: least and greatest value.
        per_case: by pair of steps, transfers per case; None where unknown.
        markers: by step, transfers to itself per visit because of a loop marker; None where unknown.
        routing: the routing nodes between the steps.
    """

    shares: Mapping[Pair, Range]
    per_case: Mapping[Pair, float | None]
    markers: Mapping[str, float | None]
    routing: Routing

    def known_share(self, pair: Pair) -> float | None:
        """Transfers per execution of the first step; None where it depends on unknown shares."""
        low, high = self.shares.get(pair, (0.0, 0.0))
        return low if high - low <= _SAME else None


def find_transfers(graph: ProcessGraph, visits: Visits) -> Transfers:
    """All transfers that are possible between steps, with how often they happen.

    Args:
        graph: the process graph.
        visits: its visits.
    """
    routing = Routing(graph, visits.weights)
    order = {node: position for position, node in enumerate(graph.nodes)}
    found = {(source, target): share for target in graph.steps for source, share in routing.shares(target).items()}
    shares = {pair: found[pair] for pair in sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))}
    per_case: dict[Pair, float | None] = {}
    for (source, target), (low, high) in shares.items():
        times = visits.visits[source]
        per_case[source, target] = None if times is None or high - low > _SAME else clean(times * low)
        if times == 0.0:
            per_case[source, target] = 0.0
    markers = {
        step: None if repeats is None else repeats - 1.0
        for step in graph.steps
        if (repeats := graph.nodes[step].executions) != 1.0
    }
    return Transfers(shares, per_case, markers, routing)


def expected_transfers(graph: ProcessGraph, visits: Visits) -> Mapping[Pair, float | None]:
    """Transfers per case from each step to each step that can follow it; None where not known.

    Args:
        graph: the process graph.
        visits: its visits.

    Example:
        >>> from bpr.analysis.frequency.visits import expected_visits
        >>> from bpr.graph import build_graph
        >>> from bpr.model import Process
        >>> steps = [
        ...     {"id": "S", "event": "start", "position": "start", "next": "A"},
        ...     {"id": "A", "name": "Write", "next": "G"},
        ...     {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": "20%"}, {"to": "B", "share": "80%"}]},
        ...     {"id": "B", "name": "Send"},
        ... ]
        >>> graph = build_graph(Process(process="letter", steps=steps))
        >>> expected_transfers(graph, expected_visits(graph))
        {('A', 'A'): 0.25, ('A', 'B'): 1.0}
    """
    return find_transfers(graph, visits).per_case
