"""Calendars of the event loop: clock time, working time, and when work is done (handbook 6.2)."""

from __future__ import annotations

import math
from typing import Any

from bpr.simulation.codes import FINISH, RESTART


def worked(t: float, c: int, p: Any) -> Any:
    """Open time of calendar ``c`` from 0 to clock time ``t``."""
    weeks = math.floor(t / p.week)
    rest = t - weeks * p.week
    total = weeks * p.open_total[c]
    for i in range(p.open_low[c], p.open_high[c]):
        if rest <= p.opens[i]:
            break
        total += min(rest, p.closes[i]) - p.opens[i]
    return total


def clock(work: float, c: int, p: Any) -> Any:
    """The first clock time at which calendar ``c`` has been open for ``work``."""
    weeks = math.floor(work / p.open_total[c])
    rest = work - weeks * p.open_total[c]
    if rest <= 0.0 and weeks > 0:
        weeks -= 1
        rest = p.open_total[c]
    for i in range(p.open_low[c], p.open_high[c]):
        length = p.closes[i] - p.opens[i]
        if rest <= length:
            return weeks * p.week + p.opens[i] + rest
        rest -= length
    return (weeks + 1) * p.week


def next_open(t: float, c: int, p: Any) -> Any:
    """The clock time itself when calendar ``c`` is open then, else the next opening."""
    weeks = math.floor(t / p.week)
    rest = t - weeks * p.week
    for i in range(p.open_low[c], p.open_high[c]):
        if rest < p.closes[i]:
            return t if rest >= p.opens[i] else weeks * p.week + p.opens[i]
    return (weeks + 1) * p.week + p.opens[p.open_low[c]]


def finish(now: float, duration: float, r: int, p: Any) -> Any:
    """When work of a role that starts now is done, by the role's calendar and policy at the end of a shift."""
    c = p.calendar[r]
    if c < 0 or p.policy[r] == FINISH:
        return now + duration
    if p.policy[r] == RESTART:
        longest = 0.0
        for i in range(p.open_low[c], p.open_high[c]):
            longest = max(longest, p.closes[i] - p.opens[i])
        start = now
        while duration <= longest:
            rest = start - math.floor(start / p.week) * p.week
            close = p.week
            for i in range(p.open_low[c], p.open_high[c]):
                if rest < p.closes[i]:
                    close = p.closes[i]
                    break
            if duration <= close - rest:
                return start + duration
            start = next_open(start + close - rest, c, p)
    return max(now, clock(worked(now, c, p) + duration, c, p))
