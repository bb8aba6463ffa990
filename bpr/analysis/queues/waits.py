"""The wait of a role's work in the queue before its people (handbook 5.2).

Method: Allen-Cunneen for whole servers, with VUT beside it; for fractions of a server (part-time people) Erlang's
    formula does not count, so VUT gives the value, and Allen-Cunneen with the whole numbers around it an upper and a
    lower bound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpr.analysis.queues.stations import MAX_SERVERS, general_station, is_unstable, is_whole
from bpr.analysis.queues.work import Work

ALLEN_CUNNEEN = "allen_cunneen"
VUT = "vut_sakasegawa"


@dataclass(frozen=True, slots=True)
class StationWait:
    """The wait of one station; waits are None without a steady state.

    Attributes:
        work: the tasks.
        servers: people times availability.
        offered_load: servers kept busy all the time.
        stable: whether there is a steady state.
        Wq: mean wait of a task in the queue.
        lower: bound by the whole number of servers above, for fractions of a server.
        upper: bound by the whole number of servers below, for fractions of a server.
        allen_cunneen: the wait by Allen-Cunneen (whole servers only).
        vut: the wait by VUT.
        method: the formula behind ``Wq``.
    """

    work: Work
    servers: float
    offered_load: float
    stable: bool
    Wq: float | None = None
    lower: float | None = None
    upper: float | None = None
    allen_cunneen: float | None = None
    vut: float | None = None
    method: str = ALLEN_CUNNEEN

    @property
    def per_case(self) -> float | None:
        """Waiting of a case in this queue: all its tasks together."""
        return None if self.Wq is None else self.work.tasks * self.Wq

    @property
    def lacking(self) -> float:
        """Servers that are missing (below zero: to spare)."""
        return self.offered_load - self.servers


def station_wait(rate: float, work: Work, servers: float, *, ca2: float = 1.0, by_vut: bool = False) -> StationWait:
    """The wait of some work at some servers.

    Args:
        rate: cases per time unit.
        work: the tasks of a case.
        servers: number of servers, fractions allowed.
        ca2: squared coefficient of variation of the times between arrivals.
        by_vut: take VUT also for whole servers, to compare like with like.
    """
    arrivals = rate * work.tasks
    offered = arrivals * work.mean
    if offered == 0.0:
        return StationWait(work, servers, 0.0, True, 0.0, allen_cunneen=0.0, vut=0.0)
    if servers == 0.0 or is_unstable(offered / servers):
        return StationWait(work, servers, offered, False)
    station = general_station(arrivals, work.mean, servers, ca2=ca2, cs2=work.scv)
    exact = station.allen_cunneen_Wq
    if exact is not None and not by_vut:
        return StationWait(work, servers, offered, True, exact, None, None, exact, station.vut_Wq)
    low = high = None
    if exact is None and servers <= MAX_SERVERS:
        low = _around(arrivals, work, math.ceil(servers), ca2)
        high = _around(arrivals, work, math.floor(servers), ca2)
    wait = station.vut_Wq
    if low is not None and wait is not None:
        low = min(low, wait)
    return StationWait(work, servers, offered, True, wait, low, high, exact, wait, VUT)


def _around(arrivals: float, work: Work, servers: int, ca2: float) -> float | None:
    """Allen-Cunneen with a whole number of servers beside a fraction; None without a steady state."""
    if servers == 0 or is_unstable(arrivals * work.mean / servers):
        return None
    return general_station(arrivals, work.mean, servers, ca2=ca2, cs2=work.scv).allen_cunneen_Wq


def counts_whole(servers: float, person: float) -> bool:
    """Whether a role counts whole servers now and after one more person, so that Erlang's formula fits both."""
    return is_whole(servers) and is_whole(person) and servers < MAX_SERVERS
