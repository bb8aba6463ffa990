"""Random numbers and durations of the event loop, one at a time (handbook 6.3).

`bpr.simulation.random` and `bpr.simulation.distributions` hold the same over many cases at once; the numbers are equal.
Reference: Acklam's rational approximation of the normal quantile.
"""

from __future__ import annotations

import math
from typing import Any

from bpr.simulation.codes import EDGE, EMPIRICAL, ERLANG, EXPONENTIAL, FIXED, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM

WORD = 0xFFFFFFFF


def mix(x: int) -> int:
    """A bijection of 32-bit words that leaves no visible trace of its argument."""
    x = ((x >> 16) ^ x) * 0x7FEB352D & WORD
    x = ((x >> 15) ^ x) * 0x846CA68B & WORD
    return (x >> 16) ^ x


def uniform(key1: int, key2: int, key3: int, case: int, k: int) -> float:
    """The k-th uniform number of a case in the stream of a key; strictly between 0 and 1."""
    word = mix((key1 + case * 0x9E3779B1) & WORD)
    high = mix(((word ^ key2) + k * 0x85EBCA6B) & WORD)
    low = mix(((word ^ key3) + k * 0xC2B2AE35) & WORD)
    return ((high >> 5) * 67108864.0 + (low >> 6) + 0.5) / 9007199254740992.0


def normal_quantile(u: float) -> float:
    """The standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9)."""
    if u < 0.02425 or u > 0.97575:
        q = math.sqrt(-2.0 * math.log(u if u < 0.5 else 1.0 - u))
        top = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783  # fmt: skip
        low = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
               + 3.754408661907416) * q + 1.0  # fmt: skip
        return top / low if u < 0.5 else -top / low
    q = u - 0.5
    r = q * q
    top = ((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
            + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239  # fmt: skip
    low = ((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
            + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0  # fmt: skip
    return top * q / low


def quantile(u: float, family: int, a: float, b: float, c: float, table: Any, low: int, size: int) -> float:
    """The value below which a share ``u`` of the durations lies.

    Args:
        u: the share.
        family: the family.
        a: its first parameter.
        b: its second one.
        c: its third one.
        table: all tables.
        low: where the own table begins.
        size: how long it is.
    """
    if family == FIXED:
        return a
    if family == EXPONENTIAL:
        return -a * math.log(1.0 - u)
    if family == UNIFORM:
        return a + (b - a) * u
    if family == TRIANGULAR:
        if u * (c - a) < b - a:
            return a + math.sqrt(u * (c - a) * (b - a))
        return c - math.sqrt((1.0 - u) * (c - a) * (c - b))
    if family == NORMAL:
        return max(0.0, a + b * normal_quantile(c + (1.0 - c) * u))
    if family == LOGNORMAL:
        return math.exp(a + b * normal_quantile(u))
    if family == EMPIRICAL:
        return table[low + min(size - 1, int(u * size))]  # type: ignore[no-any-return]
    place = (min(EDGE, max(-EDGE, math.log(u / (1.0 - u)))) + EDGE) / (2.0 * EDGE) * (size - 1)
    left = min(size - 2, int(place))
    below = table[low + left]
    return below + (table[low + left + 1] - below) * (place - left)  # type: ignore[no-any-return]


def sample(
    case: int, k: int, key1: int, key2: int, key3: int, family: int, a: float, b: float, c: float, table: Any,
    low: int, size: int,
) -> float:  # fmt: skip
    """The k-th draw of a stream for a case; see `quantile` and `uniform`."""
    if family == ERLANG:
        stages = int(b)
        total = 0.0
        for stage in range(stages):
            total -= math.log(1.0 - uniform(key1, key2, key3, case, k * stages + stage))
        return total * a / stages
    return quantile(uniform(key1, key2, key3, case, k), family, a, b, c, table, low, size)
