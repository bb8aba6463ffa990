"""The program of the event loop before it is written as arrays: operations, joins, pools and random streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpr.analysis.frequency.visits import Visits
from bpr.graph.process_graph import ProcessGraph
from bpr.simulation.distributions import Sampler
from bpr.simulation.masks import OrJoin
from bpr.simulation.pools import Pools
from bpr.simulation.scenario import Gathering

Stream = tuple[str, str]


@dataclass(slots=True)
class Op:
    """One operation while the program is put together; ``to`` and ``ways`` are positions of other operations."""

    kind: int
    node: str
    to: int = -1
    stream: Stream | None = None
    roles: tuple[str, ...] = ()
    ways: tuple[int, ...] = ()
    chances: tuple[float, ...] = ()
    join: int = -1
    batch: Gathering | None = None
    enters: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """One waiting join: where it leads, its inputs (operations), and for OR joins what may hold it back."""

    to: int
    inputs: tuple[int, ...]
    or_join: OrJoin | None


@dataclass(frozen=True)
class Compiled:
    """The program before it is written as arrays.

    Attributes:
        graph: the graph it was made of.
        ops: the operations.
        joins: the joins that wait.
        begin: first operation.
        samplers: the distribution of each random stream.
        pools: roles with their people and calendars.
        visits: the expected visits.
        assumptions: the assumptions used.
        priority: rank of activities, the lower the sooner.
    """

    graph: ProcessGraph
    ops: tuple[Op, ...]
    joins: tuple[Join, ...]
    begin: int
    samplers: dict[Stream, Sampler]
    pools: Pools
    visits: Visits
    assumptions: tuple[str, ...]
    priority: Mapping[str, float]
