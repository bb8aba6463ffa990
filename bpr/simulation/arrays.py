"""The program as plain arrays, and which streams can be drawn more than once for a case."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bpr.graph.build import unit_factor
from bpr.simulation import codes
from bpr.simulation.calendars import POLICIES, WEEK_HOURS, Calendar
from bpr.simulation.holding import Holding, holdings
from bpr.simulation.masks import masks_of
from bpr.simulation.program import Compiled, Op, Stream
from bpr.simulation.random import key_of

MOST_ROUNDS = 6
_RESTS = (codes.WORK, codes.DELAY, codes.GATHER, codes.AND_IN, codes.OR_IN)


@dataclass(frozen=True)
class Machine:
    """A compiled process as arrays; only keys, bases and the number of cases change between replications."""

    compiled: Compiled

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """The random streams, in the order of the arrays."""
        return tuple(self.compiled.samplers)

    @cached_property
    def after(self) -> list[list[int]]:
        """For each operation those that may follow it."""
        joins = self.compiled.joins
        return [
            [joins[op.join].to] if op.join >= 0 else [way for way in (op.to, *op.ways) if way >= 0]
            for op in self.compiled.ops
        ]

    @cached_property
    def repeated(self) -> tuple[bool, ...]:
        """For each stream whether a case may draw from it more than once."""
        again = _in_cycles(self.after) | _met_twice(self.compiled.ops, self.after)
        often: dict[Stream, bool] = {}
        for place, op in enumerate(self.compiled.ops):
            if op.stream is not None:
                often[op.stream] = op.stream in often or place in again
        return tuple(often.get(stream, False) for stream in self.streams)

    @cached_property
    def rounds(self) -> tuple[int, ...]:
        """How many numbers of each stream are drawn ahead for every case; further ones are drawn when needed."""
        found = []
        for (_, element), repeated in zip(self.streams, self.repeated, strict=True):
            visits = self.compiled.visits.visits.get(element)
            ahead = min(MOST_ROUNDS, math.ceil(visits) + 1) if visits is not None else 2
            found.append(ahead if repeated else 1)
        return tuple(found)

    @cached_property
    def held_by(self) -> dict[str, Holding]:
        """The holders of each step, level by level."""
        return holdings(self.compiled.graph)

    @cached_property
    def holders(self) -> tuple[Holding, ...]:
        """The different groups of holders between which work is handed over."""
        return tuple(dict.fromkeys(self.held_by.values()))

    def program(self, seed: int, replication: int, cases: int) -> codes.Program:
        """The arrays of one replication.

        Args:
            seed: the seed of the study.
            replication: which replication, from 0.
            cases: how many cases it plays.
        """
        keys = [key_of(seed, replication, *stream) for stream in self.streams]
        bases = np.cumsum([0, *self.rounds])[:-1] * cases
        columns = {f"key{place + 1}": _ints(key[place] for key in keys) for place in range(3)}
        return codes.Program(**self._static, **columns, base=_ints(bases.tolist()))

    @cached_property
    def _static(self) -> dict[str, Any]:
        return {
            **self._operations(),
            **self._batches(),
            **self._holding(),
            **self._joins(),
            **self._random(),
            **self._people(),
        }

    def _operations(self) -> dict[str, Any]:
        ops = self.compiled.ops
        roles = list(self.compiled.pools.roles)
        stream = {name: place for place, name in enumerate(self.streams)}
        teams = [[roles.index(role) for role in op.roles] if len(op.roles) > 1 else [] for op in ops]
        team_low, team_high, team = _ranges(teams)
        way_low, way_high, way = _ranges([list(op.ways) for op in ops])
        chances: list[float] = []
        for op in ops:
            chances += [*op.chances, *[1.0] * (len(op.ways) - len(op.chances))]
        slots = {op: place for place, op in enumerate(op for join in self.compiled.joins for op in join.inputs)}
        return {
            "kind": _ints(codes.TEAM if len(op.roles) > 1 else op.kind for op in ops),
            "to": _ints(op.to for op in ops),
            "element": _ints(stream[op.stream] if op.stream is not None else -1 for op in ops),
            "role": _ints(roles.index(op.roles[0]) if len(op.roles) == 1 else -1 for op in ops),
            "team_low": team_low,
            "team_high": team_high,
            "team": team,
            "priority": np.array([self.compiled.priority.get(op.node, 0.0) for op in ops], dtype=np.float64),
            "way_low": way_low,
            "way_high": way_high,
            "way": way,
            "chance": np.array(chances, dtype=np.float64),
            "slot": _ints(slots.get(place, -1) for place in range(len(ops))),
            "join": _ints(op.join for op in ops),
            "shift": max(1, (len(ops) - 1).bit_length()),
        }

    def _batches(self) -> dict[str, Any]:
        ops = self.compiled.ops
        batches = [op.batch for op in ops if op.batch is not None]
        number = iter(range(len(batches)))
        return {
            "batch": _ints(-1 if op.batch is None else next(number) for op in ops),
            "batch_size": _ints(batch.size for batch in batches),
            "batch_wait": np.array([batch.wait for batch in batches], dtype=np.float64),
        }

    def _holding(self) -> dict[str, Any]:
        """Which holders get the token with an operation, which it leaves, and where its origin is kept meanwhile."""
        ops = self.compiled.ops
        number = {step: self.holders.index(holding) for step, holding in self.held_by.items()}
        own = [op.node or (op.stream[1] if op.stream is not None else "") for op in ops]
        resting = [place for place, op in enumerate(ops) if op.kind == codes.DELAY and own[place] not in number]
        carry = {place: position for position, place in enumerate(resting)}
        return {
            "enter": _ints(number[own[place]] if op.enters else -1 for place, op in enumerate(ops)),
            "leave": _ints(number.get(node, -1) for node in own),
            "carry": _ints(carry.get(place, -1) for place in range(len(ops))),
            "holders": len(self.holders),
        }

    def _joins(self) -> dict[str, Any]:
        joins, ops = self.compiled.joins, self.compiled.ops
        slot_low, slot_high, slot_op = _ranges([list(join.inputs) for join in joins])
        masks: list[int] = []
        held: list[list[int]] = [[] for _ in ops]
        class_low, class_high = [], []
        for join in joins:
            class_low.append(len(masks))
            found = masks_of(self.after, join.or_join) if join.or_join is not None else [0] * len(ops)
            kinds = sorted(set(found) - {0})
            for place, mask in enumerate(found):
                if mask and ops[place].kind in _RESTS:
                    held[place].append(len(masks) + kinds.index(mask))
            masks += kinds
            class_high.append(len(masks))
        low, high, classes = _ranges(held)
        return {
            "slot_low": slot_low,
            "slot_high": slot_high,
            "slot_op": slot_op,
            "join_to": _ints(join.to for join in joins),
            "join_or": _ints(0 if join.or_join is None else 1 if join.or_join.inside is None else 2 for join in joins),
            "class_low": low,
            "class_high": high,
            "classes": classes,
            "join_class_low": _ints(class_low),
            "join_class_high": _ints(class_high),
            "mask": _ints(masks),
        }

    def _random(self) -> dict[str, Any]:
        samplers = [self.compiled.samplers[stream] for stream in self.streams]
        counters = np.cumsum(self.repeated) - 1
        table_low, table_high, _ = _ranges([[0] * len(sampler.table) for sampler in samplers])
        return {
            "counter": _ints(int(place) if again else -1 for place, again in zip(counters, self.repeated, strict=True)),
            "rounds": _ints(self.rounds),
            "family": _ints(sampler.family for sampler in samplers),
            "first": np.array([sampler.first for sampler in samplers], dtype=np.float64),
            "second": np.array([sampler.second for sampler in samplers], dtype=np.float64),
            "third": np.array([sampler.third for sampler in samplers], dtype=np.float64),
            "table_low": table_low,
            "table_size": table_high - table_low,
            "table": np.array([value for sampler in samplers for value in sampler.table], dtype=np.float64),
        }

    def _people(self) -> dict[str, Any]:
        pools = list(self.compiled.pools.roles.values())
        weeks: list[Calendar] = []
        for pool in pools:
            if pool.calendar is not None and pool.calendar not in weeks:
                weeks.append(pool.calendar)
        hour = unit_factor(self.compiled.graph.process, "h") or 1.0
        intervals = [week.scaled(hour) for week in weeks]
        low, high, _ = _ranges([[0] * len(week) for week in intervals])
        return {
            "servers": _ints(pool.servers for pool in pools),
            "discipline": _ints(pool.discipline for pool in pools),
            "policy": _ints(POLICIES.index(pool.calendar.policy) if pool.calendar else 0 for pool in pools),
            "direct": _ints(pool.discipline == codes.FIFO and pool.calendar is None for pool in pools),
            "stretch": np.array([pool.stretch for pool in pools], dtype=np.float64),
            "calendar": _ints(weeks.index(pool.calendar) if pool.calendar else -1 for pool in pools),
            "open_low": low,
            "open_high": high,
            "opens": np.array([begin for week in intervals for begin, _ in week], dtype=np.float64),
            "closes": np.array([close for week in intervals for _, close in week], dtype=np.float64),
            "open_total": np.array([sum(b - a for a, b in week) for week in intervals], dtype=np.float64),
            "week": WEEK_HOURS * hour,
        }


def _ints(values: Iterable[int]) -> Any:
    return np.array(list(values), dtype=np.int64)


def _ranges(rows: list[list[int]]) -> tuple[Any, Any, Any]:
    """Rows of different length as one flat array with begins and ends."""
    ends = np.cumsum([0, *map(len, rows)])
    return _ints(ends[:-1].tolist()), _ints(ends[1:].tolist()), _ints(value for row in rows for value in row)


def _in_cycles(after: list[list[int]]) -> set[int]:
    """Operations that lie on a cycle."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(after)))
    graph.add_edges_from((source, target) for source, targets in enumerate(after) for target in targets)
    found = {op for op, targets in enumerate(after) if op in targets}
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1:
            found |= part
    return found


def _met_twice(ops: tuple[Op, ...], after: list[list[int]]) -> set[int]:
    """Operations that several branches of one split reach without a join in between."""
    waiting = {place for place, op in enumerate(ops) if op.kind in (codes.AND_IN, codes.OR_IN)}
    found: set[int] = set()
    for op in ops:
        if op.kind == codes.AND:
            branches = list(op.ways)
        elif op.kind == codes.FORK:
            branches = [way for way in op.ways[:2] if way >= 0]
        else:
            continue
        full = [_reach(branch, after, set()) for branch in branches]
        arriving = Counter(join for reach in full for join in {ops[place].join for place in reach & waiting})
        met = {place for place in waiting if arriving[ops[place].join] > 1}
        seen: set[int] = set()
        for branch in branches:
            reach = _reach(branch, after, met)
            found |= seen & reach
            seen |= reach
    return found


def _reach(begin: int, after: list[list[int]], stop: set[int]) -> set[int]:
    seen = {begin} - stop
    queue = list(seen)
    for place in queue:
        for target in after[place]:
            if target not in seen and target not in stop:
                seen.add(target)
                queue.append(target)
    return seen
