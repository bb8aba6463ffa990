"""Durations as quantile functions: one uniform number gives one duration (handbook 1.4).

fixed, exponential, uniform, triangular, normal (cut at zero) and lognormal by formula, Erlang as a sum of exponential
stages, empirical as the sorted sample; PERT, gamma and anything cut to a range by a table of the quantile function
over the logit of the probability, from 1e-10 to 1 - 1e-10, 4,001 points.
The inverse method keeps durations of two models comparable: the same uniform number is the same luck.
References: Law 2015, Simulation Modeling and Analysis (inverse transform); Acklam's rational approximation of the
normal quantile.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bpr.model.time import Duration
from bpr.simulation import codes
from bpr.simulation.random import Key, Numbers, uniforms

_POINTS = 4001
_FINE = 40_001


@dataclass(frozen=True)
class Sampler:
    """A family of the kernel with its three parameters and, for tables, the values."""

    family: int
    first: float = 0.0
    second: float = 0.0
    third: float = 0.0
    table: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """The mean of the durations that are really drawn (numeric for tables and cut normals)."""
        if self.family in (codes.FIXED, codes.EXPONENTIAL, codes.ERLANG):
            return self.first
        if self.family == codes.EMPIRICAL:
            return math.fsum(self.table) / len(self.table)
        grid = (np.arange(200_000) + 0.5) / 200_000
        return float(quantiles(self, grid).mean())

    def draw(self, key: Key, cases: int, k: int = 0) -> Numbers:
        """The k-th duration of the cases 0, 1, 2, ..."""
        if self.family != codes.ERLANG:
            return quantiles(self, uniforms(key, cases, k))
        stages = int(self.second)
        total = np.zeros(cases)
        for stage in range(stages):
            total -= np.log(1.0 - uniforms(key, cases, k * stages + stage))
        return total * self.first / stages


def fixed(value: float) -> Sampler:
    """A duration that is always the same."""
    return Sampler(codes.FIXED, value)


def exponential(mean: float) -> Sampler:
    """An exponential duration."""
    return Sampler(codes.EXPONENTIAL, mean) if mean > 0 else fixed(0.0)


def sampler_of(duration: Duration, factor: float = 1.0, *, bare: str = "exponential") -> Sampler:
    """The sampler of a duration times a factor.

    Args:
        duration: the model's duration.
        factor: the model's unit over the duration's unit.
        bare: the family taken for a bare mean: exponential or fixed.
    """
    values = tuple(value * factor for value in duration.values)
    low = values[0]
    match bare if duration.family == "mean" else duration.family:
        case "exponential":
            return exponential(low)
        case "uniform":
            return Sampler(codes.UNIFORM, low, values[1])
        case "triangular":
            return Sampler(codes.TRIANGULAR, low, values[1], values[2]) if values[2] > low else fixed(low)
        case "pert":
            return _pert(*values) if values[2] > low else fixed(low)
        case "normal":
            return normal(low, values[1])
        case "lognormal":
            return lognormal(low, values[1])
        case "erlang":
            return Sampler(codes.ERLANG, low, duration.values[1]) if low > 0 else fixed(0.0)
        case "empirical":
            return empirical(values)
    return fixed(low)


def normal(mean: float, deviation: float) -> Sampler:
    """A normal duration, cut at zero (the distribution given that it is positive)."""
    if deviation == 0.0:
        return fixed(mean)
    below = 0.5 * math.erfc(mean / deviation / math.sqrt(2))
    return Sampler(codes.NORMAL, mean, deviation, below)


def lognormal(mean: float, deviation: float) -> Sampler:
    """A lognormal duration of this mean and standard deviation."""
    if mean == 0.0 or deviation == 0.0:
        return fixed(mean)
    spread = math.sqrt(math.log1p((deviation / mean) ** 2))
    return Sampler(codes.LOGNORMAL, math.log(mean) - spread**2 / 2, spread)


def empirical(values: Sequence[float]) -> Sampler:
    """One of the observed durations, each as likely as its frequency."""
    return Sampler(codes.EMPIRICAL, table=tuple(sorted(values)))


def gamma(mean: float, variance: float) -> Sampler:
    """A gamma duration of this mean and variance."""
    if mean == 0.0 or variance == 0.0:
        return fixed(mean)
    shape, scale = mean * mean / variance, variance / mean
    low = max(-690.0, -26.0 / min(shape, 1.0))
    high = math.log(shape + 10 * math.sqrt(shape) + 40)
    logs = np.linspace(low, high, _FINE)
    return _tabulated(scale * np.exp(logs), shape * logs - np.exp(logs))


def _pert(low: float, mode: float, high: float) -> Sampler:
    """The beta distribution with the usual shapes 1 + 4 (mode - low) / range and 1 + 4 (high - mode) / range."""
    alpha, beta = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    logits = np.linspace(-36.0, 36.0, _FINE)
    share = 1 / (1 + np.exp(-logits))
    return _tabulated(low + (high - low) * share, alpha * np.log(share) - beta * np.logaddexp(0.0, logits))


def cut(sampler: Sampler, low: float, high: float) -> Sampler:
    """The distribution given that the duration lies between two limits; the nearer limit where it never does."""
    if sampler.family in (codes.FIXED, codes.EMPIRICAL):
        kept = tuple(value for value in sampler.table if low <= value <= high)
        if sampler.family == codes.EMPIRICAL and kept:
            return empirical(kept)
        return fixed(min(max(sampler.first, low), high))
    below, above = _share_below(sampler, low), _share_below(sampler, high)
    if above - below < 1e-9:
        return fixed(low if below >= 0.5 else high)
    values = np.clip(quantiles(sampler, below + _grid() * (above - below)), low, high)
    return Sampler(codes.TABLE, table=tuple(values.tolist()))


def scaled(sampler: Sampler, factor: float) -> Sampler:
    """The same duration in another unit."""
    if sampler.family == codes.LOGNORMAL:
        return replace(sampler, first=sampler.first + math.log(factor))
    second = sampler.second if sampler.family == codes.ERLANG else sampler.second * factor
    third = sampler.third if sampler.family == codes.NORMAL else sampler.third * factor
    table = tuple(value * factor for value in sampler.table)
    return Sampler(sampler.family, sampler.first * factor, second, third, table)


def shifted(sampler: Sampler, by: float) -> Sampler:
    """The duration plus a fixed time."""
    if by == 0.0:
        return sampler
    if sampler.family == codes.FIXED:
        return fixed(sampler.first + by)
    return Sampler(codes.TABLE, table=tuple((quantiles(sampler, _grid()) + by).tolist()))


def mixture(parts: Sequence[tuple[float, Sampler]]) -> Sampler:
    """One of several durations, each with its weight."""
    kinds = {sampler for weight, sampler in parts if weight > 0}
    if len(kinds) <= 1:
        return kinds.pop() if kinds else parts[0][1]
    grid = (np.arange(_POINTS) + 0.5) / _POINTS
    known = [(weight, sampler) for weight, sampler in parts if weight > 0]
    values = np.concatenate([quantiles(sampler, grid) for _, sampler in known])
    weights = np.repeat([weight for weight, _ in known], _POINTS)
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    shares = (below - weights[order] / 2) / below[-1]
    return Sampler(codes.TABLE, table=tuple(np.interp(_grid(), shares, values[order]).tolist()))


def quantiles(sampler: Sampler, u: Numbers) -> Numbers:
    """The quantile function over many probabilities; the kernel holds the same for one."""
    a, b, c = sampler.first, sampler.second, sampler.third
    match sampler.family:
        case codes.EXPONENTIAL:
            return -a * np.log(1.0 - u)
        case codes.UNIFORM:
            return a + (b - a) * u
        case codes.TRIANGULAR:
            left = a + np.sqrt(u * (c - a) * (b - a))
            return np.where(u * (c - a) < b - a, left, c - np.sqrt((1.0 - u) * (c - a) * (c - b)))
        case codes.NORMAL:
            return np.maximum(0.0, a + b * _normal(c + (1.0 - c) * u))
        case codes.LOGNORMAL:
            return np.exp(a + b * _normal(u))
        case codes.EMPIRICAL:
            size = len(sampler.table)
            return np.asarray(sampler.table)[np.minimum(size - 1, (u * size).astype(np.int64))]
        case codes.TABLE:
            edge, size = codes.EDGE, len(sampler.table)
            place = (np.clip(np.log(u / (1.0 - u)), -edge, edge) + edge) / (2.0 * edge) * (size - 1)
            found: Numbers = np.interp(place, np.arange(size), np.asarray(sampler.table))
            return found
    return np.full(u.shape, a)


def _normal(u: Numbers) -> Numbers:
    middle = (u >= 0.02425) & (u <= 0.97575)
    found = np.empty(u.shape)
    q = u[middle] - 0.5
    r = q * q
    top = np.polyval(
        [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716,
         2.506628277459239], r)  # fmt: skip
    low = np.polyval(
        [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1.0], r
    )
    found[middle] = top * q / low
    tail = u[~middle]
    q = np.sqrt(-2.0 * np.log(np.minimum(tail, 1.0 - tail)))
    top = np.polyval(
        [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734, 4.374664141464968,
         2.938163982698783], q)  # fmt: skip
    low = np.polyval([7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1.0], q)
    found[~middle] = np.where(tail < 0.5, top / low, -top / low)
    return found


def _grid() -> Numbers:
    """The probabilities of a table: even steps of the logit."""
    grid: Numbers = 1 / (1 + np.exp(-np.linspace(-codes.EDGE, codes.EDGE, _POINTS)))
    return grid


def _tabulated(values: Numbers, logs: Numbers) -> Sampler:
    """A table from rising values and the logarithm of their density along an even grid."""
    density = np.exp(logs - logs.max())
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    above = below[-1] - below
    keep = (below > 0) & (above > 0)
    logits = np.log(below[keep]) - np.log(above[keep])
    wanted = np.linspace(-codes.EDGE, codes.EDGE, _POINTS)
    return Sampler(codes.TABLE, table=tuple(np.interp(wanted, logits, values[keep]).tolist()))


def _share_below(sampler: Sampler, value: float) -> float:
    """The probability of a duration below a value, by bisection on the quantile function."""
    low, high = 0.0, 1.0
    find: Callable[[float], float] = lambda u: float(quantiles(sampler, np.array([u]))[0])  # noqa: E731
    if sampler.family == codes.ERLANG:
        return _share_below(gamma(sampler.first, sampler.first**2 / sampler.second), value)
    for _ in range(60):
        middle = (low + high) / 2
        if find(min(max(middle, 1e-300), 1 - 1e-16)) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2
