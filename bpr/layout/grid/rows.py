"""Rows: in which line of its lane each box stands.

Method: a lane has as many rows as the fullest of its cells has boxes. A seeded local search (simulated annealing) moves
    and swaps boxes inside their cells; its cost counts rows passed, kinks, boxes in the way and likely crossings.
Complexity: O(tries * links that share columns with a moved one); nothing is searched where every lane has one row.
"""

from __future__ import annotations

import math
import random

from bpr.layout.grid.network import Network

_KINK = 0.8
_BLOCKED = 2.5
_CROSSING = 1.5
_BACK_WEIGHT = 0.3
_LANE_GAP = 0.6
_MOST_TRIES = 5000
_TRIES_PER_NODE = 50


def assign_rows(network: Network, columns: list[int], rng: random.Random) -> tuple[list[int], list[int]]:
    """How many rows each lane has, and the row of each node inside its lane."""
    cells: dict[tuple[int, int], list[int]] = {}
    for node, column in enumerate(columns):
        cells.setdefault((network.lane[node], column), []).append(node)
    heights = [1] * network.lane_count
    for (lane, _), nodes in cells.items():
        heights[lane] = max(heights[lane], len(nodes))
    search = _RowSearch(network, columns, heights, cells)
    movable = [node for node in range(len(columns)) if heights[network.lane[node]] > 1]
    if movable and network.arcs:
        search.anneal(movable, rng)
    return heights, search.row


_Rival = tuple[int, int, float, float, float, float]
"""Source and target of another link, and where the common columns begin and end along this link and along that one."""


class _RowSearch:
    """The state of the search: the row of each node and what lies in each place."""

    def __init__(
        self, network: Network, columns: list[int], heights: list[int], cells: dict[tuple[int, int], list[int]]
    ) -> None:
        self.column = columns
        self.lane = network.lane
        self.heights = heights
        self.top = [0.0] * len(heights)
        for lane in range(1, len(heights)):
            self.top[lane] = self.top[lane - 1] + heights[lane - 1] + _LANE_GAP
        self.row = [0] * len(columns)
        self.taken: dict[tuple[int, int, int], int] = {}
        for (lane, column), nodes in cells.items():
            for row, node in enumerate(nodes):
                self.row[node] = row
                self.taken[(lane, row, column)] = node
        self.y = [self.top[lane] + row for lane, row in zip(self.lane, self.row, strict=True)]
        arcs = [arc for arc in network.arcs if arc.source != arc.target]
        self.ends = [(arc.source, arc.target, arc.back or arc.message) for arc in arcs]
        self.touching: list[list[int]] = [[] for _ in columns]
        for i, (source, target, _) in enumerate(self.ends):
            self.touching[source].append(i)
            self.touching[target].append(i)
        self.rivals = self._rivals()

    def _rivals(self) -> list[list[_Rival]]:
        """For each forward link those others that may cross it: no common end, common columns, heights that meet."""
        spans = [self._span(source, target) for source, target, _ in self.ends]
        by_column: dict[int, list[int]] = {}
        for i, (low, high, _, _) in enumerate(spans):
            if not self.ends[i][2]:
                for column in range(low, high):
                    by_column.setdefault(column, []).append(i)
        rivals: list[list[_Rival]] = []
        for i, (source, target, back) in enumerate(self.ends):
            low, high, top, bottom = spans[i]
            near = set() if back else {j for column in range(low, high) for j in by_column[column]}
            rivals.append([])
            for j in sorted(near):
                other_source, other_target, _ = self.ends[j]
                if {source, target} & {other_source, other_target} or spans[j][2] > bottom or spans[j][3] < top:
                    continue
                left, right = max(low, spans[j][0]), min(high, spans[j][1])
                mine, other = self._shares(i, left, right), self._shares(j, left, right)
                rivals[i].append((other_source, other_target, *mine, *other))
        return rivals

    def _span(self, source: int, target: int) -> tuple[int, int, float, float]:
        """First and last column of a link, its highest and its lowest place wherever its ends stand in their lanes."""
        lanes = (self.lane[source], self.lane[target])
        low, high = sorted((self.column[source], self.column[target]))
        return (
            low,
            high,
            min(self.top[lane] for lane in lanes),
            max(self.top[lane] + self.heights[lane] for lane in lanes),
        )

    def _shares(self, link: int, left: int, right: int) -> tuple[float, float]:
        """How far along the link two columns lie, from 0 at its source to 1 at its target."""
        source, target, _ = self.ends[link]
        begin, span = self.column[source], self.column[target] - self.column[source]
        return (left - begin) / span, (right - begin) / span

    def anneal(self, movable: list[int], rng: random.Random) -> None:
        """Move boxes between the rows of their cell; keep the best state seen."""
        tries = min(_MOST_TRIES, _TRIES_PER_NODE * len(movable))
        total = best_total = 0.0
        best = list(self.row)
        for attempt in range(tries):
            node = movable[int(rng.random() * len(movable))]
            row = int(rng.random() * self.heights[self.lane[node]])
            if row == self.row[node]:
                continue
            old = self.row[node]
            change = self._move(node, row)
            heat = max(0.02, 1.5 * (1 - attempt / (0.9 * tries)))
            if change > 0 and rng.random() > math.exp(-change / heat):
                self._place(node, old)
                continue
            total += change
            if total < best_total - 1e-9:
                best_total = total
                best = list(self.row)
        self.row = best

    def _move(self, node: int, row: int) -> float:
        """Put ``node`` into ``row`` (swapping with what is there); return the change of cost."""
        other = self.taken.get((self.lane[node], row, self.column[node]))
        touched = self.touching[node] if other is None else sorted({*self.touching[node], *self.touching[other]})
        before = sum(map(self._cost, touched))
        self._place(node, row)
        return sum(map(self._cost, touched)) - before

    def _place(self, node: int, row: int) -> None:
        lane, column, old = self.lane[node], self.column[node], self.row[node]
        other = self.taken.pop((lane, row, column), None)
        del self.taken[(lane, old, column)]
        self.taken[(lane, row, column)] = node
        self.row[node] = row
        self.y[node] = self.top[lane] + row
        if other is not None:
            self.taken[(lane, old, column)] = other
            self.row[other] = old
            self.y[other] = self.top[lane] + old

    def _cost(self, link: int) -> float:
        source, target, back = self.ends[link]
        y1, y2 = self.y[source], self.y[target]
        if back:
            return _BACK_WEIGHT * abs(y1 - y2)
        x1, x2 = self.column[source], self.column[target]
        cost = abs(y1 - y2)
        if y1 != y2:
            cost += _KINK + (self._boxes_between(source, target) if x1 == x2 else 0.0)
        else:
            lane, row = self.lane[source], self.row[source]
            cost += _BLOCKED * sum((lane, row, x) in self.taken for x in range(min(x1, x2) + 1, max(x1, x2)))
        for other_source, other_target, mine_left, mine_right, its_left, its_right in self.rivals[link]:
            other = self.y[other_source]
            rise, other_rise = y2 - y1, self.y[other_target] - other
            left = y1 + rise * mine_left - other - other_rise * its_left
            if left * (y1 + rise * mine_right - other - other_rise * its_right) < 0:
                cost += _CROSSING
        return cost

    def _boxes_between(self, source: int, target: int) -> float:
        """Cost of the boxes that stand between two nodes of one column in their own lanes."""
        upper, lower = (source, target) if self.y[source] < self.y[target] else (target, source)
        column = self.column[source]
        places = [(self.lane[upper], row) for row in range(self.row[upper] + 1, self.heights[self.lane[upper]])]
        places += [(self.lane[lower], row) for row in range(self.row[lower])]
        return _BLOCKED * sum((lane, row, column) in self.taken for lane, row in places)
