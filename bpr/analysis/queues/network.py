"""Open Jackson networks with rework, and what passes an overloaded station (handbook 5.3).

Formulas: traffic equations ``A = g + A P`` (g arrivals from outside, P routing), so ``A = g (I - P)^-1``; each station
    then behaves like M/M/c with its rate, although the flows inside are not Poisson; ``W = sum L_i / sum g``.
Instability: a station with rho of 1 or more passes only ``c mu``; the others see the capped flow, the fixed point of
    ``A = g + min(A, c mu) P``. It is found by policy iteration: start with the uncapped flow, cap what exceeds its
    capacity, solve again; the rates only fall, so it ends after at most n rounds. Stations that stand under the capped
    flow keep their finite waits; ``rho`` stays the offered one; totals are None.
Assumptions: Poisson arrivals, exponential service, one service time per station, first come first served.
Complexity: O(n^4) at worst, O(n^3) for a stable network.
References: Jackson 1957, Networks of waiting lines; Goodman, Massey 1984, The non-ergodic Jackson network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpr.analysis.queues.stations import MarkovStation, is_unstable, markov_station
from bpr.errors import AnalysisError

Array = NDArray[np.float64]
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class JacksonNetwork:
    """An open network of queues; lists are in the order of the stations.

    Attributes:
        arrivals: rate at each station without any cap.
        visits: visits of a case to each station; None without arrivals.
        rho: utilisation that is asked of each station.
        stations: each station under the flow that really reaches it.
        capped_arrivals: that flow.
        throughput: what leaves each station.
        stable: whether all stations have a steady state.
        L_total: mean number in the network; None when it is not stable.
        W_total: mean time of a case in the network; None when it is not stable or nothing arrives.
    """

    arrivals: tuple[float, ...]
    visits: tuple[float | None, ...]
    rho: tuple[float, ...]
    stations: tuple[MarkovStation, ...]
    capped_arrivals: tuple[float, ...]
    throughput: tuple[float, ...]
    stable: bool
    L_total: float | None
    W_total: float | None

    @property
    def unstable_stations(self) -> tuple[int, ...]:
        """Positions of the stations without a steady state."""
        return tuple(number for number, station in enumerate(self.stations) if not station.stable)


def jackson_network(
    external_arrivals: Sequence[float],
    routing: Sequence[Sequence[float]],
    service_rate: Sequence[float],
    servers: Sequence[float],
) -> JacksonNetwork:
    """Rates, waits and totals of an open network.

    Args:
        external_arrivals: arrivals from outside at each station.
        routing: share of the work that goes from each station to each other; what is left leaves the network.
        service_rate: services one server completes per time unit, by station.
        servers: whole number of servers by station.

    Raises:
        AnalysisError: sizes that do not fit, shares that are no shares, or work that never leaves.

    Example:
        >>> jackson_network([0.5, 0], [[0, 1], [0.2, 0]], [1, 1], [1, 1]).arrivals
        (0.625, 0.625)
    """
    size = len(external_arrivals)
    if not size or any(len(part) != size for part in (routing, service_rate, servers, *routing)):
        raise _bad_numbers()
    outside, shares, rates, counts = (
        np.asarray(part, dtype=np.float64) for part in (external_arrivals, routing, service_rate, servers)
    )
    _check(outside, shares, rates, counts)
    flow = _solve(outside, shares)
    capped = _capped(outside, shares, rates * counts, flow)
    stations = tuple(
        markov_station(float(rate), float(speed), float(count))
        for rate, speed, count in zip(capped, rates, counts, strict=True)
    )
    total = float(outside.sum())
    lengths = [station.L for station in stations if station.L is not None]
    stable = len(lengths) == len(stations)
    everybody = math.fsum(lengths) if stable else None
    return JacksonNetwork(
        _plain(flow),
        _plain(flow / total) if total else (None,) * len(stations),
        _plain(flow / (rates * counts)),
        stations,
        _plain(capped),
        tuple(float(min(rate, speed * count)) for rate, speed, count in zip(capped, rates, counts, strict=True)),
        stable,
        everybody,
        everybody / total if everybody is not None and total else None,
    )


def _capped(outside: Array, shares: Array, capacity: Array, flow: Array) -> Array:
    """The flow that reaches each station when none passes more than its capacity."""
    full = np.zeros(len(flow), dtype=bool)
    for _ in range(len(flow) + 1):
        over = np.array(
            [is_unstable(float(rate / most)) for rate, most in zip(flow, capacity, strict=True)], dtype=bool
        )
        if (over == full).all():
            break
        full = over
        passing = shares.copy()
        passing[full] = 0.0
        flow = _solve(outside + (capacity * full) @ shares, passing)
    return flow


def _solve(outside: Array, shares: Array) -> Array:
    """Traffic equations; tiny negative noise is cut."""
    try:
        flow = np.linalg.solve(np.eye(len(outside)) - shares.T, outside)
    except np.linalg.LinAlgError:
        raise _no_exit() from None
    if not np.isfinite(flow).all() or (flow < -_TOLERANCE * max(1.0, float(np.abs(outside).max(initial=0.0)))).any():
        raise _no_exit()
    return np.asarray(np.maximum(flow, 0.0), dtype=np.float64)


def _plain(values: Array) -> tuple[float, ...]:
    return tuple(float(f"{value:.14g}") for value in values)


def _check(outside: Array, shares: Array, rates: Array, counts: Array) -> None:
    numbers = all(np.isfinite(part).all() and (part >= 0).all() for part in (outside, shares, rates, counts))
    if not numbers or (shares.sum(axis=1) > 1 + _TOLERANCE).any() or (rates == 0).any():
        raise _bad_numbers()
    if (counts == 0).any():
        raise AnalysisError.because(
            "a station has no server",
            "有站点没有人员",
            fix_en="give each station at least one server",
            fix_zh="每个站点至少配备一人",
            code="NO_SERVER",
        )


def _bad_numbers() -> Exception:
    return AnalysisError.because(
        "the network needs one arrival rate, service rate and number of servers a station, and shares up to 1",
        "网络中每个站点都需要到达率、服务率和人数，且转移比例之和不超过 1",
        fix_en="correct the lists; all numbers are finite and not negative, service rates above zero",
        fix_zh="请修正列表：所有数均为有限非负数，服务率大于零",
        code="BAD_NUMBER",
    )


def _no_exit() -> Exception:
    return AnalysisError.because(
        "work that gets into the network never leaves it",
        "进入网络的工作永远无法离开",
        fix_en="leave a share above zero that goes out of every loop",
        fix_zh="为每个回路保留大于零的离开比例",
        code="NO_EXIT_PROBABILITY",
    )
