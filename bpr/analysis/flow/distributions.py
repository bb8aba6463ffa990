"""Distribution functions of durations, as far as the AND rule needs them (handbook 1.4, 4.4).

A `Dist` is a distribution function with mean, variance and the points where it bends; mixtures (exclusive branches),
shifts (a fixed time before or after) and maxima of independent durations are distributions again.
Normal durations are taken as they are, not cut at zero; the mass below zero is reported by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpr.model.time import Duration

Array = NDArray[np.float64]
_erf = np.vectorize(math.erf, otypes=[np.float64])
_PERT_POINTS = 4001
_WIDEST = 100.0


@dataclass(frozen=True)
class Dist:
    """A distribution function ``cdf``, constant 0 below ``low`` and 1 (to 1e-13) above ``high``.

    ``breaks`` are points between which the function is smooth.
    """

    cdf: Callable[[Array], Array]
    low: float
    high: float
    mean: float
    variance: float
    breaks: tuple[float, ...] = ()


def dist_of(duration: Duration, factor: float = 1.0) -> Dist | None:
    """The distribution of a duration times a factor.

    None when only a mean is known, or when the spread is so wide that its tail cannot be integrated.

    Example:
        >>> round(float(dist_of(Duration(family="uniform", values=(0, 10))).cdf(np.array([2.5]))[0]), 3)
        0.25
    """
    variance = duration.variance
    if variance is None or duration.family == "mean":
        return None
    if duration.mean == 0.0 or factor == 0.0:
        return fixed(0.0)
    if math.sqrt(variance) > _WIDEST * duration.mean:
        return None
    build = {
        "fixed": _fixed,
        "exponential": _exponential,
        "uniform": _uniform,
        "triangular": _triangular,
        "pert": _pert,
        "normal": _normal,
        "lognormal": _lognormal,
        "erlang": _erlang,
        "empirical": _empirical,
    }[duration.family]
    if duration.family in ("normal", "lognormal") and variance == 0.0:
        build = _fixed
    one = build(duration.values)
    return _scaled(one, duration.mean, variance, factor)


def fixed(value: float) -> Dist:
    """A duration that is always the same."""
    return Dist(lambda x: (x >= value).astype(np.float64), value, value, value, 0.0, (value,))


def shifted(dist: Dist, by: float) -> Dist:
    """The distribution moved by a fixed time."""
    if by == 0.0:
        return dist
    return Dist(
        lambda x: dist.cdf(x - by),
        dist.low + by,
        dist.high + by,
        dist.mean + by,
        dist.variance,
        tuple(point + by for point in dist.breaks),
    )


def mixture(parts: Sequence[tuple[float, Dist]], mean: float, variance: float) -> Dist:
    """One of several distributions, each taken with its probability."""

    def cdf(x: Array) -> Array:
        return np.asarray(sum(share * part.cdf(x) for share, part in parts), dtype=np.float64)

    return Dist(cdf, *_range([part for _, part in parts]), mean, variance, _breaks([part for _, part in parts]))


def maximum(parts: Sequence[Dist], mean: float, variance: float) -> Dist:
    """The longest of independent durations."""

    def cdf(x: Array) -> Array:
        return np.asarray(np.prod([part.cdf(x) for part in parts], axis=0), dtype=np.float64)

    low = max(part.low for part in parts)
    return Dist(cdf, low, max(part.high for part in parts), mean, variance, _breaks(parts))


def _range(parts: Sequence[Dist]) -> tuple[float, float]:
    return min(part.low for part in parts), max(part.high for part in parts)


def _breaks(parts: Sequence[Dist]) -> tuple[float, ...]:
    return tuple(sorted({point for part in parts for point in part.breaks}))


@dataclass(frozen=True)
class _Shape:
    """A distribution function in the duration's own unit."""

    cdf: Callable[[Array], Array]
    low: float
    high: float
    breaks: tuple[float, ...] = ()


def _scaled(shape: _Shape, mean: float, variance: float, factor: float) -> Dist:
    breaks = tuple(point * factor for point in shape.breaks)
    return Dist(
        lambda x: shape.cdf(x / factor),
        shape.low * factor,
        shape.high * factor,
        mean * factor,
        variance * factor * factor,
        breaks,
    )


def _fixed(values: Sequence[float]) -> _Shape:
    value = values[0]
    return _Shape(lambda x: (x >= value).astype(np.float64), value, value, (value,))


def _exponential(values: Sequence[float]) -> _Shape:
    mean = values[0]
    return _Shape(lambda x: -np.expm1(-np.maximum(x, 0.0) / mean), 0.0, 33.0 * mean, (mean,))


def _uniform(values: Sequence[float]) -> _Shape:
    low, high = values
    if low == high:
        return _fixed(values)
    return _Shape(lambda x: np.clip((x - low) / (high - low), 0.0, 1.0), low, high, (low, high))


def _triangular(values: Sequence[float]) -> _Shape:
    low, mode, high = values
    if low == high:
        return _fixed(values)

    def cdf(x: Array) -> Array:
        at = np.clip(x, low, high)
        left = (at - low) ** 2 / ((high - low) * (mode - low)) if mode > low else np.zeros_like(at)
        right = 1 - (high - at) ** 2 / ((high - low) * (high - mode)) if high > mode else np.ones_like(at)
        return np.asarray(np.where(at < mode, left, right), dtype=np.float64)

    return _Shape(cdf, low, high, (low, mode, high))


def _pert(values: Sequence[float]) -> _Shape:
    """Beta distribution with the usual shape parameters; its function is tabulated."""
    low, mode, high = values
    if low == high:
        return _fixed(values)
    alpha, beta = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    grid = np.linspace(0.0, 1.0, _PERT_POINTS)
    middle = (grid[1:] + grid[:-1]) / 2

    def density(x: Array) -> Array:
        return np.asarray(x ** (alpha - 1) * (1 - x) ** (beta - 1), dtype=np.float64)

    pieces = (density(grid[:-1]) + 4 * density(middle) + density(grid[1:])) / 6
    table = np.concatenate([[0.0], np.cumsum(pieces)])
    table /= table[-1]
    points = low + (high - low) * grid
    return _Shape(lambda x: np.interp(x, points, table), low, high, (low, mode, high))


def _normal(values: Sequence[float]) -> _Shape:
    mean, deviation = values
    return _Shape(
        lambda x: 0.5 * (1 + _erf((x - mean) / (deviation * math.sqrt(2)))),
        mean - 8 * deviation,
        mean + 8 * deviation,
        (mean,),
    )


def _lognormal(values: Sequence[float]) -> _Shape:
    mean, deviation = values
    spread = math.sqrt(math.log1p((deviation / mean) ** 2))
    centre = math.log(mean) - spread**2 / 2

    def cdf(x: Array) -> Array:
        logs = np.log(np.maximum(x, 1e-300))
        return np.asarray(0.5 * (1 + _erf((logs - centre) / (spread * math.sqrt(2)))), dtype=np.float64)

    marks = tuple(math.exp(centre + step * spread) for step in range(-4, 8))
    return _Shape(cdf, 0.0, math.exp(centre + 8 * spread), marks)


def _erlang(values: Sequence[float]) -> _Shape:
    mean, stages = values[0], int(values[1])

    def cdf(x: Array) -> Array:
        scaled = np.maximum(x, 0.0) * stages / mean
        with np.errstate(divide="ignore"):
            logs = np.log(scaled)
        term = -scaled  # logarithm of the Poisson probability of 0, 1, 2 ... stages passed: never underflows
        below = np.exp(term)
        for stage in range(1, stages):
            term = term + logs - math.log(stage)
            below = below + np.exp(term)
        return np.clip(1.0 - below, 0.0, 1.0)

    return _Shape(cdf, 0.0, mean / stages * (stages + 9 * math.sqrt(stages) + 33), (mean,))


def _empirical(values: Sequence[float]) -> _Shape:
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    marks = tuple(float(value) for value in np.unique(ordered))
    shown = marks[:: max(1, len(marks) // 500)]
    return _Shape(lambda x: np.searchsorted(ordered, x, side="right") / ordered.size, marks[0], marks[-1], shown)
