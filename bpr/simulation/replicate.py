"""One replication: arrivals and draws in, measures out (handbook 6.6).

A study without warm-up is terminating: time averages run from 0 to the end of the last case. With a warm-up they run
from the arrival of the first case kept to the last arrival; case measures are means over the cases kept.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from bpr.simulation import codes, kernel
from bpr.simulation.arrays import Machine
from bpr.simulation.calendars import WEEK_HOURS, Calendar
from bpr.simulation.clock import worked
from bpr.simulation.distributions import Sampler
from bpr.simulation.holding import LEVELS, handoffs
from bpr.simulation.random import Numbers, key_of

Engine = Literal["auto", "python", "compiled"]


@dataclass(frozen=True)
class Plan:
    """What all replications of a study share.

    Attributes:
        machine: the process as arrays.
        cases: cases that arrive.
        seed: the seed.
        warmup: cases left out at the beginning.
        horizon: clock time at which the study ends; infinite for none.
        between: time between cases, or None when ``moments`` lists the arrivals.
        moments: arrival times.
        week: when cases may arrive.
        hour: time units in an hour.
        compiled: run the compiled event loop.
    """

    machine: Machine
    cases: int
    seed: int
    warmup: int
    horizon: float
    between: Sampler | None
    moments: tuple[float, ...]
    week: Calendar | None
    hour: float
    compiled: bool


@dataclass(frozen=True)
class Played:
    """The raw outcome of one replication: arrival and end of each case (-1: not finished), tally and totals."""

    arrive: Numbers
    ended: Numbers
    tally: codes.Tally
    totals: codes.Totals
    window: tuple[float, float]

    @property
    def cycle_times(self) -> Numbers:
        """Cycle time of each case; nan for those that did not finish."""
        return np.where(self.ended >= 0, self.ended - self.arrive, np.nan)


def play(plan: Plan, replication: int, *, room: int = 0) -> Played:
    """Run the event loop once.

    Args:
        plan: the study.
        replication: which one, from 0.
        room: how many lines of the event log to keep.
    """
    machine = plan.machine
    arrive = arrivals(plan, replication)
    cases = len(arrive)
    program = machine.program(plan.seed, replication, cases)
    if plan.compiled:  # the compiled loop draws one number as fast as numpy many
        program = program._replace(rounds=np.zeros_like(program.rounds))
    task = codes.Task(
        np.append(arrive, np.inf),
        machine.compiled.begin,
        np.zeros(0) if plan.compiled else _draws(machine, plan.seed, replication, cases),
        plan.warmup,
        np.array([*_window(plan, arrive), plan.horizon]),
    )
    tally = _empty(machine, cases, room)
    if plan.compiled:
        from bpr.simulation.fast import compiled

        totals = compiled()(program, task, tally)
    else:
        lists = codes.Tally(*map(_plain, tally))
        with _no_collector():
            totals = kernel.run(codes.Program(*map(_plain, program)), codes.Task(*map(_plain, task)), lists)
        tally = codes.Tally(*map(np.array, lists))
    opening, closing = _window(plan, arrive)
    ended = np.where(tally.active == 0, tally.ended, -1.0)
    if not np.isfinite(closing):
        closing = max(float(ended.max(initial=0.0)), opening)
    return Played(arrive, ended, tally, totals, (opening, closing))


@contextmanager
def _no_collector() -> Iterator[None]:
    """The event loop makes no cycles: looking for them would cost a tenth of its time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def arrivals(plan: Plan, replication: int) -> Numbers:
    """When the cases arrive."""
    if plan.between is None:
        return np.array(plan.moments, dtype=np.float64)
    gaps = plan.between.draw(key_of(plan.seed, replication, "arrivals", ""), plan.cases)
    moments = np.cumsum(gaps)
    return moments if plan.week is None else _by_calendar(moments, plan.week, plan.hour)


def _by_calendar(work: Numbers, week: Calendar, hour: float) -> Numbers:
    """Clock times at which a calendar has been open for so long."""
    intervals = np.array(week.scaled(hour))
    ends = np.cumsum(intervals[:, 1] - intervals[:, 0])
    weeks, rest = np.divmod(work, ends[-1])
    place = np.minimum(np.searchsorted(ends, rest), len(ends) - 1)
    found: Numbers = weeks * WEEK_HOURS * hour + intervals[place, 1] - (ends[place] - rest)
    return found


def _window(plan: Plan, arrive: Numbers) -> tuple[float, float]:
    """Begin and end of the time averages; infinite when the end of the last case closes it."""
    opening = float(arrive[plan.warmup]) if plan.warmup else 0.0
    if np.isfinite(plan.horizon):
        return opening, plan.horizon
    return opening, float(arrive[-1]) if plan.warmup else float("inf")


def _draws(machine: Machine, seed: int, replication: int, cases: int) -> array[float]:
    """The numbers of all streams for all cases, which numpy draws faster than the loop would one by one."""
    numbers = array("d", bytes(8 * cases * sum(machine.rounds)))
    view, place = np.frombuffer(numbers), 0
    for stream, rounds in zip(machine.streams, machine.rounds, strict=True):
        for k in range(rounds):
            drawn = machine.compiled.samplers[stream].draw(key_of(seed, replication, *stream), cases, k)
            view[place : place + cases] = drawn
            place += cases
    return numbers


def _empty(machine: Machine, cases: int, room: int) -> codes.Tally:
    ops, roles = len(machine.compiled.ops), len(machine.compiled.pools.roles)
    floats = dict.fromkeys(("work", "queued", "closed", "delayed", "joined", "gathered"), ops)
    floats |= {"busy": roles, "line": roles, "log_enabled": room, "log_start": room, "log_end": room}
    ints = {"active": cases, "done": ops, "again": ops, "waited": ops, "log_token": room}
    ints["passed"] = len(machine.holders) ** 2
    arrays: dict[str, Any] = {name: np.zeros(size) for name, size in floats.items()}
    arrays |= {name: np.zeros(size, dtype=np.int64) for name, size in ints.items()}
    return codes.Tally(ended=np.full(cases, -1.0), **arrays)


def _plain(values: Any) -> Any:
    return values.tolist() if isinstance(values, np.ndarray) else values


@dataclass(frozen=True)
class Outcome:
    """The measures of one replication.

    Attributes:
        measures: per case and per run by name.
        roles: by role and name.
        steps: by activity and name.
        tokens: created, consumed, events, logged, waiting at joins.
    """

    measures: dict[str, float]
    roles: dict[str, dict[str, float]]
    steps: dict[str, dict[str, float]]
    tokens: codes.Totals


def replicate(plan: Plan, replication: int) -> Outcome:
    """Play one replication and measure it; runs in any worker."""
    return measure(plan, play(plan, replication))


def measure(plan: Plan, played: Played) -> Outcome:
    """The measures of a replication."""
    tally, kept = played.tally, max(1, len(played.arrive) - plan.warmup)
    cycle = played.cycle_times[plan.warmup :]
    finished = cycle[~np.isnan(cycle)]
    opening, closing = played.window
    span = max(closing - opening, 1e-300)
    left = np.maximum(played.arrive, opening)
    right = np.minimum(np.where(played.ended >= 0, played.ended, closing), closing)
    inside = (played.ended > opening) & (played.ended <= closing)
    measures = {
        "cycle_time": float(finished.mean()) if finished.size else float("nan"),
        **dict(zip(("median", "p90", "p95"), _quantiles(finished), strict=True)),
        "processing": float(tally.work.sum()) / kept,
        "waiting_queue": float(tally.queued.sum()) / kept,
        "waiting_calendar": float(tally.closed.sum()) / kept,
        "waiting_delay": float(tally.delayed.sum()) / kept - _no_role_work(plan, tally) / kept,
        "waiting_batch": float(tally.gathered.sum()) / kept,
        "waiting_join": float(tally.joined.sum()) / kept,
        "throughput": float(inside.sum()) / span,
        "wip": float(np.maximum(right - left, 0.0).sum()) / span,
        "rework": float(sum(tally.again[place] for place in _work(plan))) / kept,
        "unfinished": float((played.ended < 0).sum()),
        "leftover": float(played.totals[4]) if not np.isfinite(plan.horizon) else 0.0,
    }
    measures["processing"] += _no_role_work(plan, tally) / kept
    passed = tally.passed.tolist()
    for level in LEVELS:
        times = handoffs(plan.machine.holders, passed, level)
        measures["handoffs" if level == "role" else f"handoffs_{level}"] = (
            float("nan") if times is None else times / kept
        )
    if (cost := _cost(plan, tally)) is not None:
        measures["cost"] = cost / kept
    roles = _roles(plan, tally, span, opening, closing)
    return Outcome(measures, roles, _steps(plan, tally, kept), played.totals)


def _quantiles(finished: Numbers) -> list[float]:
    if not finished.size:
        return [float("nan")] * 3
    return [float(value) for value in np.quantile(finished, [0.5, 0.9, 0.95])]


def _work(plan: Plan) -> Sequence[int]:
    return [
        place
        for place, op in enumerate(plan.machine.compiled.ops)
        if op.stream is not None and op.stream[0] == "service"
    ]


def _no_role_work(plan: Plan, tally: codes.Tally) -> float:
    """Work of activities without performer, which the kernel counts as delay."""
    ops = plan.machine.compiled.ops
    return float(sum(tally.delayed[place] for place in _work(plan) if ops[place].kind == codes.DELAY))


def _cost(plan: Plan, tally: codes.Tally) -> float | None:
    """Fixed cost of executions and time of people; None when nothing has a price."""
    compiled = plan.machine.compiled
    rates = {role: pool.rate for role, pool in compiled.pools.roles.items() if pool.rate is not None}
    fixed = {node.id: node.cost for node in compiled.graph.nodes.values() if node.cost is not None}
    if not rates and not fixed:
        return None
    total = 0.0
    for place in _work(plan):
        op = compiled.ops[place]
        total += tally.done[place] * (fixed.get(op.node) or 0.0)
        total += tally.work[place] * sum(rates.get(role) or 0.0 for role in op.roles)
    return float(total)


def _roles(plan: Plan, tally: codes.Tally, span: float, opening: float, closing: float) -> dict[str, dict[str, float]]:
    compiled = plan.machine.compiled
    program = plan.machine.program(plan.seed, 0, 1)
    found = {}
    for place, (role, pool) in enumerate(compiled.pools.roles.items()):
        number = int(program.calendar[place])
        time = worked(closing, number, program) - worked(opening, number, program) if number >= 0 else span
        own = [op for op in _work(plan) if role in compiled.ops[op].roles]
        done = sum(int(tally.done[op]) for op in own)
        people = pool.servers / pool.stretch
        found[role] = {
            "busy": float(tally.busy[place]) / span,
            "queue_length": float(tally.line[place]) / span,
            "wait": float(sum(tally.queued[op] for op in own)) / done if done else 0.0,
            "p_wait": float(sum(tally.waited[op] for op in own)) / done if done else 0.0,
        }
        if pool.limited:
            found[role]["utilisation"] = float(tally.busy[place]) / (people * time) if time > 0 else 0.0
    return found


def _steps(plan: Plan, tally: codes.Tally, kept: int) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for place in _work(plan):
        op = plan.machine.compiled.ops[place]
        entry = found.setdefault(
            op.node, dict.fromkeys(("executions", "processing", "queue", "calendar", "batch"), 0.0)
        )
        entry["executions"] += float(tally.done[place]) / kept
        entry["processing"] += float(tally.work[place] + (tally.delayed[place] if op.kind == codes.DELAY else 0)) / kept
        entry["queue"] += float(tally.queued[place]) / kept
        entry["calendar"] += float(tally.closed[place]) / kept
    for place, op in enumerate(plan.machine.compiled.ops):
        if op.kind == codes.GATHER and op.node in found:
            found[op.node]["batch"] += float(tally.gathered[place]) / kept
    return found
