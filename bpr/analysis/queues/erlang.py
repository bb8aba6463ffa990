"""Erlang's formulas: how often all servers are busy (handbook 5.2).

Formulas, with the offered load a = arrival rate / service rate:
    ``B_0 = 1``, ``B_k = a B_(k-1) / (k + a B_(k-1))`` (lost arrivals, Erlang B),
    ``C = B / (1 - rho + rho B)`` with rho = a / c (waiting arrivals, Erlang C),
    ``p0 = C (1 - rho) c! / a^c`` (nobody there), through logarithms. No factorial is ever formed, so that c = 200
    with a = 195 is as safe as c = 2.
Complexity: O(c).
Reference: Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, 4th ed.
"""

from __future__ import annotations

import math


def erlang_b(servers: int, offered_load: float) -> float:
    """The share of arrivals that find all servers busy and go away.

    Args:
        servers: number of servers, zero or more.
        offered_load: arrival rate over service rate, zero or more.

    Example:
        >>> round(erlang_b(2, 1.0), 6)
        0.2
    """
    busy = 1.0
    for number in range(1, servers + 1):
        busy = offered_load * busy / (number + offered_load * busy)
        if busy == 0.0:
            break
    return busy


def erlang_c(servers: int, offered_load: float) -> float:
    """The share of arrivals that have to wait; the offered load is below the number of servers.

    Example:
        >>> round(erlang_c(1, 0.8), 6)
        0.8
    """
    if offered_load == 0.0:
        return 0.0
    busy, rho = erlang_b(servers, offered_load), offered_load / servers
    return busy / (1.0 - rho + rho * busy)


def empty_share(servers: int, offered_load: float) -> float:
    """The share of time in which nobody is there; the offered load is below the number of servers.

    Example:
        >>> round(empty_share(2, 2 / 3), 6)
        0.5
    """
    if offered_load == 0.0:
        return 1.0
    waiting, rho = erlang_c(servers, offered_load), offered_load / servers
    if waiting == 0.0:
        return math.exp(-offered_load)
    logarithm = math.log(waiting) + math.log1p(-rho) + math.lgamma(servers + 1) - servers * math.log(offered_load)
    return math.exp(logarithm)
