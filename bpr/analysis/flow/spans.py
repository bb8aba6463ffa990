"""Spans: what is known about how long a part of a process takes, and how spans combine (handbook 4.3).

A span holds bounds of the mean (equal when the mean is known), the variance where known and the distribution where
known. Durations of different executions are independent.
    sequence: means and variances add.
    exclusive choice: mixture, ``sum p_i T_i``.
    repetition with probability r: ``r / (1 - r)`` further rounds on average, variance
        ``n s^2 + r / (1 - r)^2 m^2`` with n the rounds, m and s^2 mean and variance of one.
    AND: see `bpr.analysis.flow.and_join`.  OR: mixture over the non-empty sets of branches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bpr.analysis.flow.and_join import join, upper_bound
from bpr.analysis.flow.distributions import Dist, fixed, mixture, shifted


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds of the mean duration, its variance and distribution (None where not known).

    ``textbook`` is the mean with the longest mean in place of each parallel block's mean.
    """

    low: float
    high: float
    textbook: float
    variance: float | None = None
    dist: Dist | None = None

    @property
    def exact(self) -> bool:
        """Whether the mean is known."""
        return math.isfinite(self.high) and self.high - self.low <= 1e-9 * max(1.0, self.high)


ZERO = Span(0.0, 0.0, 0.0, 0.0, fixed(0.0))


def span_of(mean: float, variance: float | None, dist: Dist | None) -> Span:
    """The span of one duration."""
    return Span(mean, mean, mean, variance, dist)


def sequence(first: Span, second: Span) -> Span:
    """One after the other."""
    if first is ZERO:
        return second
    if second is ZERO:
        return first
    variance = None if first.variance is None or second.variance is None else first.variance + second.variance
    dist = None
    if first.dist is not None and second.dist is not None:
        if first.variance == 0.0:
            dist = shifted(second.dist, first.low)
        elif second.variance == 0.0:
            dist = shifted(first.dist, second.low)
    return Span(first.low + second.low, first.high + second.high, first.textbook + second.textbook, variance, dist)


def choice(parts: Sequence[tuple[float, Span]]) -> Span:
    """One of several, with probabilities that sum to 1."""
    live = [(share, span) for share, span in parts if share > 0.0]
    if len(live) == 1:
        return live[0][1]
    low = math.fsum(share * span.low for share, span in live)
    high = math.fsum(share * span.high for share, span in live)
    book = math.fsum(share * span.textbook for share, span in live)
    variance = None
    if all(span.variance is not None and span.exact for _, span in live):
        second = math.fsum(share * ((span.variance or 0.0) + span.low**2) for share, span in live)
        variance = max(0.0, second - low**2)
    dists = [(share, span.dist) for share, span in live if span.dist is not None]
    dist = mixture(dists, low, variance) if variance is not None and len(dists) == len(live) else None
    return Span(low, high, book, variance, dist)


def unknown_choice(parts: Sequence[tuple[float | None, Span]]) -> Span:
    """One of several when shares are missing: what is left goes to the shortest or the longest of the unknown ones."""
    known = [(share, span) for share, span in parts if share is not None]
    rest = max(0.0, 1.0 - math.fsum(share for share, _ in known))
    open_spans = [span for share, span in parts if share is None]
    low = math.fsum(share * span.low for share, span in known) + rest * min(span.low for span in open_spans)
    high = math.fsum(share * span.high for share, span in known) + rest * max(span.high for span in open_spans)
    return Span(low, high, math.nan)


def repeated(body: Span, again: float) -> Span:
    """The time spent in further rounds when each round is followed by another with probability ``again``."""
    if again == 0.0:
        return ZERO
    if again >= 1.0:
        return Span(body.low, math.inf, math.inf)
    rounds = again / (1.0 - again)
    variance = None
    if body.variance is not None and body.exact:
        variance = rounds * body.variance + again / (1.0 - again) ** 2 * body.low**2
    dist = fixed(0.0) if variance == 0.0 and body.high == 0.0 else None
    return Span(rounds * body.low, rounds * body.high, rounds * body.textbook, variance, dist)


def parallel(parts: Sequence[Span]) -> tuple[Span, str]:
    """All at once, until the last is done; with the method used."""
    low, book = max(span.low for span in parts), max(span.textbook for span in parts)
    dists = [span.dist for span in parts if span.dist is not None]
    if len(dists) == len(parts):
        if all(span.variance == 0.0 for span in parts):
            return span_of(low, 0.0, fixed(low)), "max_of_fixed"
        longest = join(dists)
        return Span(longest.mean, longest.mean, book, longest.variance, longest), "numeric_integration"
    live = [span for span in parts if span.high > 0.0]
    if len(live) == 1:
        return live[0], "single_branch"
    exact = all(span.exact for span in parts)
    high = upper_bound([span.high for span in parts], [span.variance if exact else None for span in parts])
    return Span(low, high, book), "aven_bounds"


def inclusive(parts: Sequence[tuple[float, Span]], default: Span | None) -> tuple[Span, str]:
    """One or more branches: the mixture over all non-empty sets.

    Args:
        parts: marginal probability and span of each branch but the default one.
        default: the branch taken when no other is; without it the marginals are conditioned on a non-empty set.
    """
    none = math.prod(1.0 - share for share, _ in parts)
    scale = 1.0 if default is not None else 1.0 / (1.0 - none)
    sets: list[tuple[float, Span]] = [(none, default)] if default is not None and none > 0.0 else []
    methods = set()
    positions = range(len(parts))
    for size in range(1, len(parts) + 1):
        for taken in combinations(positions, size):
            share = math.prod(parts[i][0] if i in taken else 1.0 - parts[i][0] for i in positions)
            if share > 0.0:
                span, method = parallel([parts[i][1] for i in taken]) if size > 1 else (parts[taken[0]][1], "")
                methods.add(method)
                sets.append((share * scale, span))
    return choice(sets), "aven_bounds" if "aven_bounds" in methods else "inclusive_sets"
