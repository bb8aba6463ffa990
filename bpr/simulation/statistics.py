"""Intervals from replications: Student's t, sequential stopping, paired differences and MSER-5 (handbook 6.4, 6.5).

Formulas: ``mean ± t(R-1) s / sqrt(R)``; stop when the half-width is at most ``g / (1 + g) |mean|`` for a relative
precision g; paired: the same over the differences of replications with common random numbers; MSER-5: batches of
five, drop the first d that minimise ``s²(d) / (b - d)`` within the first half.
References: Law 2015, Simulation Modeling and Analysis; White 1997, An effective truncation heuristic for bias
reduction in simulation output; Abramowitz, Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Verdict = Literal["decrease", "increase", "inconclusive"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its confidence interval over ``n`` replications; ``half_width`` is None for a single one."""

    n: int
    mean: float
    half_width: float | None

    @property
    def low(self) -> float | None:
        """The lower limit."""
        return None if self.half_width is None else self.mean - self.half_width

    @property
    def high(self) -> float | None:
        """The upper limit."""
        return None if self.half_width is None else self.mean + self.half_width

    def within(self, precision: float) -> bool:
        """Whether the interval is as narrow as a relative precision asks."""
        return self.half_width is not None and self.half_width <= precision / (1 + precision) * abs(self.mean)


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean of paired differences (second minus first) and what it says."""

    interval: Interval
    se_paired: float
    se_if_independent: float

    @property
    def verdict(self) -> Verdict:
        """``decrease`` or ``increase`` when zero lies outside the interval."""
        low, high = self.interval.low, self.interval.high
        if low is None or high is None or low <= 0 <= high:
            return "inconclusive"
        return "decrease" if high < 0 else "increase"

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "mean_difference": self.interval.mean,
            "half_width": self.interval.half_width,
            "low": self.interval.low,
            "high": self.interval.high,
            "se_paired": self.se_paired,
            "se_if_independent": self.se_if_independent,
            "verdict": self.verdict,
        }


def interval_of(values: Sequence[float], *, level: float = 0.95) -> Interval:
    """The confidence interval of the mean of independent replications.

    Example:
        >>> round(interval_of([1.0, 2.0, 3.0]).half_width, 4)
        2.4841
    """
    mean = statistics.fmean(values)
    if len(values) < 2:
        return Interval(len(values), mean, None)
    quantile = t_quantile(len(values) - 1, (1 + level) / 2)
    return Interval(len(values), mean, quantile * statistics.stdev(values) / math.sqrt(len(values)))


def sequential(values: Sequence[float], precision: float, *, level: float = 0.95, least: int = 10) -> Interval | None:
    """The interval after the first replications that are precise enough; None when all of them are not.

    Args:
        values: one value a replication, in order.
        precision: relative precision, such as 0.05.
        level: confidence level.
        least: replications made in any case.
    """
    for count in range(max(2, least), len(values) + 1):
        if (found := interval_of(values[:count], level=level)).within(precision):
            return found
    return None


def paired(first: Sequence[float], second: Sequence[float], *, level: float = 0.95) -> Paired:
    """The difference of two designs whose replications saw the same random numbers.

    Args:
        first: one value a replication of the first design.
        second: the same replications of the second design.
        level: confidence level.
    """
    differences = [after - before for before, after in zip(first, second, strict=True)]
    n = len(differences)
    if n < 2:
        return Paired(interval_of(differences, level=level), math.nan, math.nan)
    apart = math.sqrt((statistics.variance(first) + statistics.variance(second)) / n)
    return Paired(interval_of(differences, level=level), statistics.stdev(differences) / math.sqrt(n), apart)


def mser5(values: Sequence[float]) -> int:
    """How many values to drop at the beginning (a multiple of five)."""
    batches = [statistics.fmean(values[place : place + 5]) for place in range(0, len(values) - 4, 5)]
    best, cut = math.inf, 0
    total = squares = 0.0
    marks: list[float] = []
    centre = statistics.fmean(batches) if batches else 0.0
    for value in reversed(batches):
        total += value - centre
        squares += (value - centre) ** 2
        count = len(marks) + 1
        marks.append((squares - total * total / count) / count / count)
    for dropped in range(len(batches) // 2):
        if (mark := marks[len(batches) - dropped - 1]) < best:
            best, cut = mark, dropped
    return cut * 5


@lru_cache(maxsize=1024)
def t_quantile(freedom: int, probability: float) -> float:
    """Student's t quantile for whole degrees of freedom, by bisection on the exact distribution function.

    Example:
        >>> round(t_quantile(9, 0.975), 6)
        2.262157
    """
    low, high = 0.0, 1.0
    while _t_below(freedom, high) < probability:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if _t_below(freedom, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_below(freedom: int, t: float) -> float:
    """P(T <= t) for t >= 0 as a finite sum."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle) ** 2
    if freedom % 2:
        term = total = math.cos(angle)
        for k in range(3, freedom - 1, 2):
            term *= cosine * (k - 1) / k
            total += term
        area = 2 / math.pi * (angle + (math.sin(angle) * total if freedom > 1 else 0.0))
    else:
        term = total = 1.0
        for k in range(2, freedom - 1, 2):
            term *= cosine * (k - 1) / k
            total += term
        area = math.sin(angle) * total
    return 0.5 + area / 2
