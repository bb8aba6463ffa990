"""Routes on the coarse grid: the cheapest way for each link, then again with the others in place.

Method: A* over (point, direction) with costs for length, bends, crossings, shared lines and the sides on which a link
    leaves and enters its boxes; the estimate is the length plus the bends that are surely needed. Crossings are priced
    where lines cross on the grid and where links part that came together in one channel. After the first round
    every link is taken out and routed again (rip-up and reroute) as long as something conflicts or changes, and the
    number of search steps allows.
Every link finds a way: channels surround each box and are never blocked.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable

from bpr.layout.estimate import estimate
from bpr.layout.grid.grid import DOWN, FREE, LEFT, RIGHT, UP, Grid
from bpr.layout.grid.network import NO_EVENT, Arc, Network
from bpr.layout.routes.partings import crossing_turns, parting

ROUNDS = 5
_MOST_WORK = 80_000

_ACROSS = 1.0
_ACROSS_FOREIGN = 1.3
_ALONG_CHANNEL = 1.3
_ALONG_COLUMN = 1.9
_BEND = 5.0
_CROSS = 12.0
_CROSS_MESSAGE = 7.0
_CROSS_KIN = 13.0
_CORNER = 1.0
_SHARED_CHANNEL = 0.35
_SHARED_LINE = 25.0
_SHARED_LINE_KIN = 4.0
_BUNDLED = 0.3
_ON_LABEL = 40.0
_THROUGH_POOL = 60.0
_FORBIDDEN = 10_000.0
_NO_COST = 1e18
_OPPOSITE = (LEFT, UP, RIGHT, DOWN)


class Router:
    """Routes all arcs of a network; ``paths`` holds the points of each arc; ``work`` counts search steps."""

    def __init__(
        self, network: Network, grid: Grid, rng: random.Random | None = None, *, crossing_weight: float = 2.0
    ) -> None:
        self.crossing_weight = crossing_weight
        self.network = network
        self.grid = grid
        self.source = [arc.source for arc in network.arcs]
        self.target = [arc.target for arc in network.arcs]
        size = grid.width * grid.height
        self.across: list[list[int]] = [[] for _ in range(size)]
        self.along: list[list[int]] = [[] for _ in range(size)]
        self.ports: list[list[int]] = [[] for _ in range(4 * len(network.nodes))]
        self.paths: list[list[int]] = [[] for _ in network.arcs]
        pools = network.pool_lanes
        self.in_pool = [lane in pools for lane in grid.lane_of_line]
        self.places: list[dict[int, int]] = [{} for _ in network.arcs]
        self.order = self._order(rng)
        self.work = 0

    def route_all(self) -> list[list[int]]:
        """Route every arc, then improve round by round; return the paths."""
        for arc in self.order:
            self._use(arc, self._search(arc))
        for _ in range(ROUNDS - 1):
            changed = False
            for arc in self.order:
                if self._is_alone(arc):
                    continue
                old = self.paths[arc.index]
                self._free(arc)
                new = self._search(arc)
                self._use(arc, new)
                changed = changed or new != old
            if not changed or self.work > _MOST_WORK:
                break
        return self.paths

    def _order(self, rng: random.Random | None) -> list[Arc]:
        """Flow before rework, straight before bent, short before long; with ``rng`` the length counts only roughly."""
        grid = self.grid

        def urgency(arc: Arc) -> tuple[bool, bool, float]:
            x1, y1 = grid.place(grid.point[arc.source])
            x2, y2 = grid.place(grid.point[arc.target])
            length = abs(x1 - x2) + abs(y1 - y2)
            return (arc.back or arc.message, y1 != y2, length * (2 * rng.random() if rng else 1.0))

        return sorted(self.network.arcs, key=urgency)

    # --- what lies where

    def _use(self, arc: Arc, path: list[int]) -> None:
        self.paths[arc.index] = path
        self.places[arc.index] = {point: i for i, point in enumerate(path)}
        for lane in self._lines(path):
            lane.append(arc.index)
        for port in self._sides(arc, path):
            self.ports[port].append(arc.index)

    def _free(self, arc: Arc) -> None:
        path = self.paths[arc.index]
        for lane in self._lines(path):
            lane.remove(arc.index)
        for port in self._sides(arc, path):
            self.ports[port].remove(arc.index)

    def _lines(self, path: list[int]) -> list[list[int]]:
        return [(self.across if abs(a - b) == 1 else self.along)[min(a, b)] for a, b in itertools.pairwise(path)]

    def _sides(self, arc: Arc, path: list[int]) -> tuple[int, int]:
        step = self.grid.step
        out = step.index(path[1] - path[0])
        into = step.index(path[-2] - path[-1])
        return (4 * arc.source + out, 4 * arc.target + into)

    def _is_alone(self, arc: Arc) -> bool:
        """Whether no other link shares a line, a port or a point with the arc."""
        path = self.paths[arc.index]
        if any(len(users) > 1 for users in self._lines(path)):
            return False
        if any(len(self.ports[port]) > 1 for port in self._sides(arc, path)):
            return False
        width, across, along = self.grid.width, self.across, self.along
        return all(len(across[p]) + len(across[p - 1]) + len(along[p]) + len(along[p - width]) == 2 for p in path[1:-1])

    # --- costs at the two ends

    def _out_costs(self, arc: Arc) -> list[float]:
        if arc.out_event != NO_EVENT:
            return [_FORBIDDEN, 0.0, _FORBIDDEN, _FORBIDDEN]
        return [self._end_cost(arc, arc.source, side, leaving=True) for side in range(4)]

    def _in_costs(self, arc: Arc) -> list[float]:
        """Cost for each direction of arrival."""
        if arc.in_event != NO_EVENT:
            return [_FORBIDDEN, _FORBIDDEN, _FORBIDDEN, 0.0]
        return [self._end_cost(arc, arc.target, _OPPOSITE[way], leaving=False) for way in range(4)]

    def _end_cost(self, arc: Arc, node: int, side: int, *, leaving: bool) -> float:
        """Cost of leaving or entering ``node`` on ``side``."""
        network, grid = self.network, self.grid
        gateway, tipped = network.is_gateway(node), network.is_tipped(node)
        natural, backward = (RIGHT, LEFT) if leaving else (LEFT, RIGHT)
        if side == natural:
            cost = (5.0 if leaving else 4.0) if arc.back else 3.0 if arc.message else 0.0
        elif side == backward:
            cost = 12.0 if arc.message else 25.0
        else:
            upright = (grid.point[arc.source] - grid.point[arc.target]) % grid.width == 0
            cost = 0.0 if arc.back or arc.message or upright else 1.5 if gateway else 7.0 if leaving else 6.0
        if network.nodes[node].label:
            if tipped and not gateway and side == DOWN:
                cost += _ON_LABEL
            if gateway and side == UP:
                cost += 2.5
        if (side == DOWN and network.events[node]) or (side in (UP, DOWN) and self._misses_tip(arc, leaving)):
            cost += _FORBIDDEN
        return cost + self._sharing_cost(arc, node, side, side == natural, leaving)

    def _misses_tip(self, arc: Arc, leaving: bool) -> bool:
        """Whether a straight line to the boundary event at the other end, beside the host's middle, misses this tip."""
        node, event = (arc.source, arc.in_event) if leaving else (arc.target, arc.out_event)
        upright = (self.grid.point[arc.source] - self.grid.point[arc.target]) % self.grid.width == 0
        return event != NO_EVENT and upright and self.network.is_tipped(node)

    def _sharing_cost(self, arc: Arc, node: int, side: int, is_natural: bool, leaving: bool) -> float:
        """Cost of meeting other links at a side: in and out at one tip is worse than two the same way."""
        cost = 0.0
        same_way = 0
        for other in self.ports[4 * node + side]:
            if (self.source if leaving else self.target)[other] != node:
                cost += 22.0 if self.network.is_tipped(node) else 3.0 if leaving else 8.0
            elif self.source[other] == arc.source and self.target[other] == arc.target:
                cost += 22.0 if self.network.is_tipped(node) else 3.0
            else:
                same_way += 1
        if not same_way:
            return cost
        if not self.network.is_tipped(node):
            return cost + 3.0 * min(same_way, 2) + 0.5 * max(0, same_way - 2)
        if leaving and arc.link.label:
            return cost + (4.0 if is_natural else 7.0) + same_way - 1
        return cost + 1.0 + 0.2 * same_way

    # --- the search

    def _step_cost(self, arc: Arc, goal: int) -> Callable[[int, int, int], float]:
        """The cost of one step of ``arc`` from point to point in a direction, with all other paths as they lie."""
        grid, source, target = self.grid, self.source, self.target
        width, is_row, lane_of_line = grid.width, grid.is_row, grid.lane_of_line
        across, along, in_pool = self.across, self.along, self.in_pool
        from_node, to_node = arc.source, arc.target
        own_lanes = (self.network.lane[from_node], self.network.lane[to_node])
        leaves_tip = self.network.is_tipped(from_node) or arc.out_event != NO_EVENT
        out_kin = _BUNDLED if leaves_tip else _SHARED_LINE_KIN
        in_kin = _BUNDLED if self.network.is_tipped(to_node) else _SHARED_LINE_KIN
        cross = self._cross_cost(arc)

        def cost_of(point: int, new: int, way: int) -> float:
            if way & 1:
                in_channel = new % width & 1
                users = along[point if way == DOWN else new]
                cost = _ALONG_CHANNEL if in_channel else _ALONG_COLUMN
                crossing, crossing_too = across[new], across[new - 1]
            else:
                y = new // width
                in_channel = not is_row[y]
                users = across[point if way == RIGHT else new]
                cost = _ACROSS if lane_of_line[y] in own_lanes else _ACROSS_FOREIGN
                crossing, crossing_too = along[new], along[new - width]
            if in_pool[new // width] and lane_of_line[new // width] not in own_lanes:
                cost += _THROUGH_POOL
            for other in users:
                if in_channel:
                    cost += _SHARED_CHANNEL
                elif source[other] == from_node:
                    cost += out_kin
                elif target[other] == to_node:
                    cost += in_kin
                else:
                    cost += _SHARED_LINE
            if new == goal:
                return cost
            for other in crossing:
                if other in crossing_too:
                    cost += _CROSS_KIN if source[other] == from_node or target[other] == to_node else cross
                else:
                    cost += _CORNER
            for other in crossing_too:
                if other not in crossing:
                    cost += _CORNER
            return cost

        return cost_of

    def _search(self, arc: Arc) -> list[int]:
        """The cheapest path of ``arc``; a state is a point and the direction in which it was reached."""
        grid = self.grid
        width, step, node_at = grid.width, grid.step, grid.node_at
        start, goal = grid.point[arc.source], grid.point[arc.target]
        in_costs = self._in_costs(arc)
        cost_of = self._step_cost(arc, goal)
        by_x, by_y, sign_x, sign_y, turns = estimate(grid, goal, _ACROSS, _ALONG_CHANNEL, _BEND, in_costs)
        cross = self._cross_cost(arc)
        done = len(node_at) * 4
        best: dict[int, float] = {}
        parent: dict[int, int] = {}
        heap: list[tuple[float, int, float, int]] = []
        count = 0
        frontier = [(cost, start, way, -1) for way, cost in enumerate(self._out_costs(arc))]
        while True:
            for base, point, way, came in frontier:
                new = point + step[way]
                if node_at[new] != FREE and new != goal:
                    continue
                cost = base + cost_of(point, new, way)
                state = new * 4 + way
                if cost < best.get(state, _NO_COST):
                    best[state] = cost
                    parent[state] = came
                    count += 1
                    x, y = new % width, new // width
                    rest = by_x[x] + by_y[y] + turns[sign_x[x] + sign_y[y] + way]
                    heapq.heappush(heap, (cost + rest, count, cost, state))
            _, _, cost, state = heapq.heappop(heap)
            self.work += 1
            point, way = state >> 2, state & 3
            if state == done:
                return self._trace(start, parent, done)
            frontier = []
            if cost > best[state]:
                continue
            if point == goal:
                total = cost + in_costs[way]
                if total < best.get(done, _NO_COST):
                    best[done] = total
                    parent[done] = state
                    count += 1
                    heapq.heappush(heap, (total, count, total, done))
                continue
            left, straight, right = self._parting_costs(state, parent, cross)
            frontier = [
                (cost + straight, point, way, state),
                (cost + _BEND + right, point, way + 1 & 3, state),
                (cost + _BEND + left, point, way + 3 & 3, state),
            ]

    def _cross_cost(self, arc: Arc) -> float:
        return self.crossing_weight * (_CROSS_MESSAGE if arc.message else _CROSS)

    def _parting_costs(self, state: int, parent: dict[int, int], cross: float) -> list[float]:
        """Costs of going on to the left, straight or to the right, for crossing links that shared the last step."""
        point, way = state >> 2, state & 3
        costs = [0.0, 0.0, 0.0]
        for other in (self.along if way & 1 else self.across)[min(point, point - self.grid.step[way])]:
            parted = parting(self.grid.step, self.paths[other], self.places[other][point], state, parent)
            if parted is not None:
                for turn in crossing_turns(parted):
                    costs[turn] += cross
        return costs

    @staticmethod
    def _trace(start: int, parent: dict[int, int], state: int) -> list[int]:
        path: list[int] = []
        state = parent[state]
        while state != -1:
            path.append(state >> 2)
            state = parent[state]
        path.append(start)
        return path[::-1]
