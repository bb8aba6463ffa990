"""What the event loop works on: the process as arrays, one replication's arrivals, and what is counted.

Kinds of operations, disciplines, policies at the end of a shift and families of durations are small numbers, so that
numba can compile the loop. A token rests at an operation and is named ``case << shift | operation``.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

END, TERMINATE, WORK, DELAY, XOR, AND, FORK, AND_IN, OR_IN, GOTO, TEAM, PASS, GATHER = range(13)
FIFO, PRIORITY, SPT, AGE = range(4)
PAUSE, FINISH, RESTART = range(3)
FIXED, EXPONENTIAL, UNIFORM, TRIANGULAR, NORMAL, LOGNORMAL, ERLANG, TABLE, EMPIRICAL = range(9)
EDGE = 23.0
INFINITY = math.inf


class Program(NamedTuple):
    """The process as arrays, written by `bpr.simulation.arrays`.

    By operation stand its kind, where it leads, its random stream (``element``), who works, which join and batch it
    belongs to, and the holders that a token ``enter``s with it or ``leave``s from; a token that rests where no holder
    is has its origin kept in the place ``carry``. By stream stand keys, family and parameters, by role people and
    calendar. ``direct`` marks the roles whose free people start at once: first come first served, always open.
    """

    kind: Any
    to: Any
    element: Any
    role: Any
    team_low: Any
    team_high: Any
    team: Any
    priority: Any
    way_low: Any
    way_high: Any
    way: Any
    chance: Any
    slot: Any
    join: Any
    slot_low: Any
    slot_high: Any
    slot_op: Any
    join_to: Any
    join_or: Any
    class_low: Any
    class_high: Any
    classes: Any
    join_class_low: Any
    join_class_high: Any
    mask: Any
    counter: Any
    rounds: Any
    base: Any
    key1: Any
    key2: Any
    key3: Any
    family: Any
    first: Any
    second: Any
    third: Any
    table_low: Any
    table_size: Any
    table: Any
    servers: Any
    discipline: Any
    policy: Any
    stretch: Any
    calendar: Any
    open_low: Any
    open_high: Any
    opens: Any
    closes: Any
    open_total: Any
    week: Any
    direct: Any
    batch: Any
    batch_size: Any
    batch_wait: Any
    enter: Any
    leave: Any
    carry: Any
    holders: Any
    shift: Any


class Task(NamedTuple):
    """What one replication gets.

    Arrival times (closed by infinity), the first operation, numbers drawn ahead (none: draw when needed), cases to
    leave out, and the window of time averages with the horizon.
    """

    arrive: Any
    begin: Any
    draws: Any
    warm: Any
    window: Any


class Tally(NamedTuple):
    """What one replication fills in; arrays are zero at the start, ``ended`` is -1.

    ``passed`` counts how often work went from one group of holders to another, as a square matrix row by row.
    """

    ended: Any
    active: Any
    done: Any
    again: Any
    waited: Any
    work: Any
    queued: Any
    closed: Any
    delayed: Any
    joined: Any
    gathered: Any
    passed: Any
    busy: Any
    line: Any
    log_token: Any
    log_enabled: Any
    log_start: Any
    log_end: Any


Totals = tuple[int, int, int, int, int]
