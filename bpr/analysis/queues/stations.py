"""Waiting at one station: M/M/c, M/G/1, Kingman, Allen-Cunneen and Sakasegawa's VUT (handbook 5.2).

Formulas, with a = l E[S], rho = a / c < 1 and C from `bpr.analysis.queues.erlang`:
    M/M/c (exact):    ``Wq = C / (c mu - l)``, ``P(wait > t) = C exp(-(c mu - l) t)``, ``L = l W``, ``Lq = l Wq``
    M/G/1 (exact):    ``Wq = (1 + cs2) / 2 * rho / (1 - rho) * E[S]``
    Kingman, G/G/1:   ``Wq ~ (ca2 + cs2) / 2 * rho / (1 - rho) * E[S]``, at most ``l (sa2 + ss2) / (2 (1 - rho))``
    Allen-Cunneen:    ``Wq ~ (ca2 + cs2) / 2 * Wq(M/M/c)``
    VUT (Sakasegawa): ``Wq ~ (ca2 + cs2) / 2 * rho^(sqrt(2 (c + 1)) - 1) / (c (1 - rho)) * E[S]``
    ca2, cs2: squared coefficients of variation of times between arrivals and of service times.
Instability: rho of 1 or more has no steady state; there is no wait, but a growth of the backlog ``l - c mu`` and the
    least number of servers ``floor(a) + 1``.
Fractional servers are refused by Erlang's formula (the whole number below gives an upper bound); VUT takes them.
References: Gross et al. 2008; Kingman 1961, The single server queue in heavy traffic; Allen 1990, Probability,
    Statistics, and Queueing Theory; Sakasegawa 1977; Hopp, Spearman 2008, Factory Physics.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpr.analysis.queues.erlang import empty_share, erlang_c
from bpr.errors import AnalysisError

ROUNDING = 1e-9
MAX_SERVERS = 1_000_000


@dataclass(frozen=True, slots=True)
class MarkovStation:
    """A station with Poisson arrivals and exponential service; waits and lengths are None without a steady state.

    Attributes:
        arrival_rate: arrivals per time unit.
        service_rate: services one server completes per time unit.
        servers: number of servers.
        stable: whether there is a steady state.
        rho: utilisation that is asked for.
        offered_load: servers kept busy all the time.
        min_servers: least number of servers with a steady state.
        backlog_growth: by how much the queue grows per time unit; None where it does not.
        p0: share of time with nobody there.
        p_wait: share of arrivals that wait.
        Wq, W: mean time in the queue, and in queue and service.
        Lq, L: mean number in the queue, and in queue and service.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    stable: bool
    rho: float
    offered_load: float
    min_servers: int
    backlog_growth: float | None = None
    p0: float | None = None
    p_wait: float | None = None
    Wq: float | None = None
    W: float | None = None
    Lq: float | None = None
    L: float | None = None

    def p_wait_longer_than(self, time: float) -> float | None:
        """The share of arrivals that wait longer than a time; None without a steady state."""
        if self.p_wait is None:
            return None
        return self.p_wait * math.exp(-(self.servers * self.service_rate - self.arrival_rate) * time)


@dataclass(frozen=True, slots=True)
class GeneralStation:
    """A station with any arrivals and service times, by every formula that fits; None where one does not.

    ``allen_cunneen_Wq`` needs a whole number of servers, the last three one server (M/G/1: Poisson arrivals).
    """

    rho: float
    stable: bool
    offered_load: float
    allen_cunneen_Wq: float | None = None
    vut_Wq: float | None = None
    kingman_Wq: float | None = None
    kingman_bound: float | None = None
    mg1_exact_Wq: float | None = None


def markov_station(arrival_rate: float, service_rate: float, servers: float) -> MarkovStation:
    """The M/M/c queue.

    Args:
        arrival_rate: arrivals per time unit, zero or more.
        service_rate: services one server completes per time unit, above zero.
        servers: whole number of servers.

    Raises:
        AnalysisError: a rate that is no rate (BAD_NUMBER), no server for the work (NO_SERVER) or a fraction of one.

    Example:
        >>> markov_station(0.8, 1.0, 1).Wq
        4.0
    """
    _check_number("arrival_rate", arrival_rate)
    _check_number("service_rate", service_rate, positive=True)
    _check_servers(servers, arrival_rate, whole=True)
    servers = round(servers)
    offered = arrival_rate / service_rate
    least = least_servers(offered)
    if arrival_rate == 0.0:
        return MarkovStation(
            0.0, service_rate, servers, True, 0.0, 0.0, least, None, 1.0, 0.0, 0.0, 1 / service_rate, 0.0, 0.0
        )
    rho = offered / servers
    if is_unstable(rho):
        growth = max(0.0, arrival_rate - servers * service_rate)
        return MarkovStation(arrival_rate, service_rate, servers, False, rho, offered, least, growth)
    p_wait = erlang_c(servers, offered)
    wait = _tidy(p_wait / (servers * service_rate - arrival_rate))
    time = wait + 1.0 / service_rate
    return MarkovStation(
        arrival_rate,
        service_rate,
        servers,
        True,
        rho,
        offered,
        least,
        None,
        empty_share(servers, offered),
        p_wait,
        wait,
        time,
        arrival_rate * wait,
        arrival_rate * time,
    )


def general_station(
    arrival_rate: float, mean_service: float, servers: float, *, ca2: float = 1.0, cs2: float = 1.0
) -> GeneralStation:
    """The G/G/c queue by all approximations.

    Args:
        arrival_rate: arrivals per time unit, zero or more.
        mean_service: mean service time, zero or more.
        servers: number of servers; fractions leave only VUT.
        ca2: squared coefficient of variation of the times between arrivals.
        cs2: squared coefficient of variation of the service times.

    Raises:
        AnalysisError: as for `markov_station`, fractions of a server apart.

    Example:
        >>> general_station(0.8, 1.0, 1, cs2=0.0).allen_cunneen_Wq
        2.0
    """
    numbers = {"arrival_rate": arrival_rate, "mean_service": mean_service, "ca2": ca2, "cs2": cs2}
    for name, number in numbers.items():
        _check_number(name, number)
    offered = arrival_rate * mean_service
    _check_servers(servers, offered, whole=False)
    rho = offered / servers if servers else 0.0
    if is_unstable(rho):
        return GeneralStation(rho, False, offered)
    spread = (ca2 + cs2) / 2
    whole = is_whole(servers) and servers <= MAX_SERVERS
    if offered == 0.0:
        single = 0.0 if servers == 1 else None
        exact = single if ca2 == 1.0 else None
        return GeneralStation(rho, True, offered, 0.0 if whole else None, 0.0, single, single, exact)
    vut = spread * rho ** (math.sqrt(2 * (servers + 1)) - 1) / (servers * (1 - rho)) * mean_service
    markov = markov_station(arrival_rate, 1 / mean_service, round(servers)).Wq if whole else None
    allen_cunneen = None if markov is None else _tidy(spread * markov)
    if not is_whole(servers) or round(servers) != 1:
        return GeneralStation(rho, True, offered, allen_cunneen, _tidy(vut))
    kingman = _tidy(spread * rho / (1 - rho) * mean_service)
    bound = (ca2 / arrival_rate + cs2 * offered * mean_service) / (2 * (1 - rho))
    return GeneralStation(
        rho, True, offered, allen_cunneen, _tidy(vut), kingman, bound, kingman if ca2 == 1.0 else None
    )


def least_servers(offered_load: float) -> int:
    """The smallest number of servers whose utilisation is below 1.

    Example:
        >>> least_servers(2.0), least_servers(2.5)
        (3, 3)
    """
    return math.floor(offered_load + ROUNDING) + 1


def is_unstable(rho: float) -> bool:
    """Whether a utilisation leaves no steady state; exactly 1 does not either.

    Example:
        >>> is_unstable(1.0), is_unstable(0.999)
        (True, False)
    """
    return rho >= 1.0 - ROUNDING


def is_whole(servers: float) -> bool:
    """Whether a number of servers is a whole one, rounding apart; next to nothing is not none.

    Example:
        >>> is_whole(3 * 0.8), is_whole(2 * 0.5)
        (False, True)
    """
    return servers == 0 or (servers >= 1.0 - ROUNDING and abs(servers - round(servers)) <= ROUNDING)


def _tidy(wait: float) -> float:
    """Drop the noise of the last digits, so that 0.8 / (1 - 0.8) is 4."""
    return float(f"{wait:.14g}")


def _check_number(name: str, number: float, *, positive: bool = False) -> None:
    if math.isfinite(number) and number >= 0 and not (positive and number == 0):
        return
    least_en, least_zh = ("above zero", "大于零") if positive else ("zero or more", "不小于零")
    raise AnalysisError.because(
        f"{name} is {number}, which is not a number a queue can have",
        f"{name} 为 {number}，排队计算无法使用",
        fix_en=f"give a finite number, {least_en}",
        fix_zh=f"请给出有限且{least_zh}的数",
        code="BAD_NUMBER",
    )


def _check_servers(servers: float, work: float, *, whole: bool) -> None:
    """Servers are counted; none at all is only possible where there is no work."""
    _check_number("servers", servers)
    if servers == 0 and work > 0:
        raise AnalysisError.because(
            "there is work but no server to do it",
            "有工作但没有人员处理",
            fix_en="give at least one server, or take the work away",
            fix_zh="至少配备一人，或取消该工作",
            code="NO_SERVER",
        )
    if whole and (not is_whole(servers) or servers > MAX_SERVERS):
        raise AnalysisError.because(
            f"Erlang's formula counts whole servers up to {MAX_SERVERS:,}; got {servers:g}",
            f"Erlang 公式只适用于不超过 {MAX_SERVERS:,} 的整数人数；当前为 {servers:g}",
            fix_en=f"use {math.floor(servers):g} for an upper bound of the wait, or the VUT approximation",
            fix_zh=f"可用 {math.floor(servers):g} 求等待时间的上限，或改用 VUT 近似公式",
            code="FRACTIONAL_SERVERS",
        )
