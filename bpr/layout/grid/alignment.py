"""Columns seen from the messages: parts that only messages link are shifted until the messages are short.

Method: the boxes that flow links hold together keep their columns among each other; each such part is shifted by the
    amount that makes its messages shortest and its cells least crowded. The largest part stays, the others follow in
    the order in which messages tie them to those that have a place; then all are looked at again. A box without any
    flow link (a whole party) so comes to stand in the middle of those it talks with.
Complexity: O(sweeps * parts * (parts + columns * (boxes and messages of the part))).
"""

from __future__ import annotations

from bpr.layout.grid.network import Network

_SWEEPS = 6
_CROWDED = 3


def align_parts(network: Network, ranks: list[int]) -> list[int]:
    """Columns, from 0, in which the parts of the flow stand where their messages need them."""
    alignment = _Alignment(network, ranks)
    order = alignment.by_ties()
    for number in order:
        alignment.shift(number)
    for _ in range(_SWEEPS):
        moved = [alignment.shift(number) for number in reversed(order)]
        if not any(moved):
            break
    first = min(alignment.columns)
    return [column - first for column in alignment.columns]


class _Alignment:
    def __init__(self, network: Network, ranks: list[int]) -> None:
        self.lane = network.lane
        self.columns = list(ranks)
        self.last = max(ranks)
        self.parts = linked_parts(network, messages=False)
        self.part_of = {node: number for number, part in enumerate(self.parts) for node in part}
        self.talks: list[list[tuple[int, int]]] = [[] for _ in self.parts]
        for arc in network.arcs:
            if self.part_of[arc.source] != self.part_of[arc.target]:
                self.talks[self.part_of[arc.source]].append((arc.source, arc.target))
                self.talks[self.part_of[arc.target]].append((arc.target, arc.source))
        self.placed: set[int] = set()
        self.filled: dict[tuple[int, int], int] = {}

    def by_ties(self) -> list[int]:
        """The largest part, then always the one with most messages to those before it."""
        order: list[int] = []
        ties = [0] * len(self.parts)
        left = set(range(len(self.parts)))
        while left:
            best = min(left, key=lambda number: (-ties[number], -len(self.parts[number]), number))
            left.remove(best)
            order.append(best)
            for _, partner in self.talks[best]:
                ties[self.part_of[partner]] += 1
        return order

    def shift(self, number: int) -> bool:
        """Put a part where its messages to the parts that have a place are shortest; say whether it moved."""
        part = self.parts[number]
        if number in self.placed:
            self._fill(part, -1)
        talks = [(mine, its) for mine, its in self.talks[number] if self.part_of[its] in self.placed]
        low, high = min(self.columns[n] for n in part), max(self.columns[n] for n in part)

        def cost(shift: int) -> tuple[int, int, int]:
            crowd = sum(self.filled.get((self.lane[n], self.columns[n] + shift), 0) for n in part)
            length = sum(abs(self.columns[mine] + shift - self.columns[its]) for mine, its in talks)
            return length + _CROWDED * crowd, abs(shift), shift

        best = min(range(-low, max(self.last, high) - high + 1), key=cost) if talks else 0
        for node in part:
            self.columns[node] += best
        self._fill(part, 1)
        self.placed.add(number)
        return best != 0

    def _fill(self, part: list[int], more: int) -> None:
        for node in part:
            cell = (self.lane[node], self.columns[node])
            self.filled[cell] = self.filled.get(cell, 0) + more


def linked_parts(network: Network, *, messages: bool = True) -> list[list[int]]:
    """Groups of nodes that hang together by links (those of messages only if asked), each in the author's order."""
    near: list[list[int]] = [[] for _ in network.nodes]
    for arc in network.arcs:
        if messages or not arc.message:
            near[arc.source].append(arc.target)
            near[arc.target].append(arc.source)
    seen = [False] * len(network.nodes)
    parts: list[list[int]] = []
    for root in range(len(network.nodes)):
        if seen[root]:
            continue
        seen[root] = True
        part = [root]
        for node in part:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return parts
