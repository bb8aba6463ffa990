"""Runs: how many steps in a row one holder can do without handing over (handbook 2.2).

Definition: the longest path in the graph of transfers between steps of the same holders, where steps that lead back to
    each other are one node that weighs as many steps as it has.
Complexity: O(steps + transfers).
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx


def longest_run(steps: Iterable[str], inside: Iterable[tuple[str, str]]) -> tuple[int, bool]:
    """The length of the longest run in steps, and whether one holder can go round in a loop.

    Args:
        steps: the steps whose holder is known.
        inside: transfers between steps of the same holders.

    Example:
        >>> longest_run("abcd", [("a", "b"), ("b", "c"), ("c", "b")])
        (3, True)
    """
    succession: nx.DiGraph[str] = nx.DiGraph()
    succession.add_nodes_from(steps)
    succession.add_edges_from(inside)
    condensed = nx.condensation(succession)
    best: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        before = max((best[other] for other in condensed.predecessors(part)), default=0)
        best[part] = before + len(condensed.nodes[part]["members"])
    has_loop = len(condensed) < len(succession) or nx.number_of_selfloops(succession) > 0
    return max(best.values(), default=0), has_loop
