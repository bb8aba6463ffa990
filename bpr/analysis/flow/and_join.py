"""AND joins: how long the longest of several parallel branches takes (handbook 4.3, 4.4).

Formulas:
    fixed durations: the maximum.
    independent branches with known distributions: ``E max = low + integral of (1 - prod F_i(x)) dx``, adaptive
    Gauss-Legendre quadrature.
    bounds for k branches with means m_i and variances s_i^2: lower ``max m_i`` (Jensen; the textbook rule),
    upper ``min(sum m_i, max m_i + sqrt((k - 1) / k * sum s_i^2))``: the second term holds for any dependence.
Complexity: a few hundred evaluations of each distribution function.
References: Aven 1985, Upper (lower) bounds on the mean of the maximum (minimum) of a number of random variables;
    Clark 1961, The greatest of a finite set of random variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from bpr.analysis.flow.distributions import Array, Dist, dist_of, maximum
from bpr.model.time import Duration
from bpr.quantity import Quantity, Status

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_DEPTH = 18


def expected_maximum(durations: Sequence[Duration], *, unit: str = "min") -> Quantity:
    """The expected longest of independent durations, with the bounds that hold for any dependence.

    Args:
        durations: the branches, all in the same unit.
        unit: unit of the result.

    Example:
        >>> both = [Duration(family="exponential", values=(1.0,)), Duration(family="exponential", values=(2.0,))]
        >>> found = expected_maximum(both)
        >>> round(found.value, 4), found.lower, found.upper
        (2.3333, 2.0, 3.0)
    """
    low = max(duration.mean for duration in durations)
    variances = [duration.variance for duration in durations]
    high = upper_bound([duration.mean for duration in durations], variances)
    dists = [dist for duration in durations if (dist := dist_of(duration)) is not None]
    if len(dists) < len(durations):
        return Quantity(None, unit, Status.BOUNDED, low, high, method="aven_bounds")
    return Quantity(join(dists).mean, unit, Status.EXACT, low, high, method="numeric_integration")


def upper_bound(means: Sequence[float], variances: Sequence[float | None]) -> float:
    """The greatest possible mean of the maximum, for non-negative durations under any dependence."""
    everything = math.fsum(means)
    known = [variance for variance in variances if variance is not None]
    if len(known) < len(means):
        return everything
    count = len(means)
    return min(everything, max(means) + math.sqrt((count - 1) / count * math.fsum(known)))


def join(parts: Sequence[Dist]) -> Dist:
    """The distribution of the longest of independent durations, with its mean and variance."""
    low = max(part.low for part in parts)
    high = max(part.high for part in parts)
    marks = sorted({low, high, *(point for part in parts for point in part.breaks if low < point < high)})

    def above(x: Array) -> Array:
        return 1.0 - np.asarray(np.prod([part.cdf(x) for part in parts], axis=0), dtype=np.float64)

    def second(x: Array) -> Array:
        return 2.0 * (x - low) * above(x)

    longest = max(part.mean for part in parts)
    widest = max(part.variance for part in parts) + longest * longest
    mean = low + math.fsum(integral(above, left, right, scale=longest) for left, right in pairwise(marks))
    square = math.fsum(integral(second, left, right, scale=widest) for left, right in pairwise(marks))
    return maximum(parts, mean, max(0.0, square - (mean - low) ** 2))


def integral(function: Callable[[Array], Array], left: float, right: float, *, scale: float = 1.0) -> float:
    """The integral of a bounded function, halving the interval until both halves agree with the whole.

    Args:
        function: the function.
        left: where to begin.
        right: where to end.
        scale: size of the result this is a part of; differences far below it are noise.
    """
    whole = _rule(function, left, right)
    close = 1e-12 * max(1.0, abs(whole), scale) + 1e-13
    stack = [(left, right, whole, _DEPTH)]
    parts = []
    while stack:
        low, high, value, levels = stack.pop()
        middle = (low + high) / 2
        first, second = _rule(function, low, middle), _rule(function, middle, high)
        if levels == 0 or abs(first + second - value) <= close:
            parts.append(first + second)
        else:
            stack += [(low, middle, first, levels - 1), (middle, high, second, levels - 1)]
    return math.fsum(parts)


def _rule(function: Callable[[Array], Array], low: float, high: float) -> float:
    half = (high - low) / 2
    return float(half * np.dot(_WEIGHTS, function(half * _NODES + (low + high) / 2)))
