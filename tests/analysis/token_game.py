"""A plain token game with fixed seeds: an independent second way to the expected values."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from bpr.graph import ProcessGraph


@dataclass
class Played:
    """Sums over all cases: executions, cases reached, flows taken, cases that took a flow, transfers, ping-pong."""

    cases: int
    executions: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    flows: Counter[str] = field(default_factory=Counter)
    flow_cases: Counter[str] = field(default_factory=Counter)
    transfers: Counter[tuple[str, str]] = field(default_factory=Counter)


def play(graph: ProcessGraph, cases: int, seed: int = 1) -> Played:
    """Run cases through XOR, AND and OR-free graphs; each token carries the steps that last held the work."""
    rng = random.Random(seed)
    played = Played(cases)
    for _ in range(cases):
        seen, taken = set(), set()
        waiting: dict[str, list[list[str]]] = {}
        tokens: list[tuple[str, list[str]]] = [(graph.starts[0], [])]
        while tokens:
            node, last = tokens.pop(rng.randrange(len(tokens)))
            if graph.join(node) == "and":
                waiting.setdefault(node, []).append(last)
                if len(waiting[node]) < len(graph.incoming[node]):
                    continue
                last = [step for part in waiting.pop(node) for step in part]
            played.executions[node] += 1
            seen.add(node)
            if graph.nodes[node].step:
                for step in last:
                    played.transfers[step, node] += 1
                last = [node]
            ways = graph.outgoing[node]
            if graph.split(node) == "xor":
                ways = tuple(rng.choices(ways, weights=[way.share or 0.0 for way in ways]))
            for way in ways:
                played.flows[way.id] += 1
                taken.add(way.id)
                tokens.append((way.target, last))
        played.reached.update(seen)
        played.flow_cases.update(taken)
    return played
