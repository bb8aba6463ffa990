"""Numbers that say how they were found (handbook 0.3).

Every numeric result is a `Quantity`, never a bare float: value and unit, how sure it is, what was missing and what
was assumed. ``value`` is None when the number is not known or not defined; zero is only written when zero was worked
out from known inputs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a number was found, from best to worst."""

    EXACT = "exact"
    DERIVED = "derived"
    ESTIMATED = "estimated"
    BOUNDED = "bounded"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"
    INFINITE = "infinite"
    UNSTABLE = "unstable"
    INVALID = "invalid"


_PRECEDENCE = tuple(Status)


def worst(statuses: Iterable[Status]) -> Status:
    """The status of a combination: the worst of its parts wins; exact when there are none.

    Example:
        >>> worst([Status.EXACT, Status.ASSUMED, Status.BOUNDED])
        <Status.ASSUMED: 'assumed'>
    """
    return max(statuses, key=_PRECEDENCE.index, default=Status.EXACT)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit, its standing and its origin.

    Attributes:
        value: the number, or None when unknown, infinite or not defined.
        unit: such as ``min/case``, ``handoffs/case`` or ``1``.
        status: how it was found.
        lower: lower bound or confidence limit, where there is one.
        upper: upper bound or confidence limit, where there is one.
        known_part: the contribution of the inputs that are known.
        coverage: share (0..1) of the weight whose inputs are known.
        missing: ids and fields that were missing, as ``A3.time``.
        assumptions: explicit assumptions used.
        method: the formula or algorithm used.
    """

    value: float | None
    unit: str
    status: Status = Status.EXACT
    lower: float | None = None
    upper: float | None = None
    known_part: float | None = None
    coverage: float | None = None
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    method: str = ""

    @classmethod
    def unknown(
        cls,
        unit: str,
        *,
        missing: Iterable[str] = (),
        lower: float | None = None,
        upper: float | None = None,
        known_part: float | None = None,
        coverage: float | None = None,
        method: str = "",
    ) -> Quantity:
        """A number that is not known, with what is known about it."""
        return cls(None, unit, Status.UNKNOWN, lower, upper, known_part, coverage, tuple(missing), (), method)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON; bounds and lists appear only where there is something to say."""
        document: dict[str, Any] = {"value": _number(self.value), "unit": self.unit, "status": self.status.value}
        for name in ("lower", "upper", "known_part", "coverage"):
            number = getattr(self, name)
            if number is not None:
                document[name] = _number(number)
        for name in ("missing", "assumptions"):
            if items := getattr(self, name):
                document[name] = list(items)
        if self.method:
            document["method"] = self.method
        return document

    def format(self, digits: int = 2, *, unknown: str = "?") -> str:
        """A short text for people: the number, or bounds, or the sign for unknown.

        Example:
            >>> Quantity(3.9213, "1").format(), Quantity.unknown("1", lower=0.0, upper=2.0).format()
            ('3.92', '0.00…2.00')
        """
        if self.value is not None:
            return f"{self.value:,.{digits}f}"
        if self.status is Status.INFINITE:
            return "∞"
        if self.lower is not None and self.upper is not None:
            return f"{self.lower:,.{digits}f}…{self.upper:,.{digits}f}"
        if self.lower is not None:
            return f"≥ {self.lower:,.{digits}f}"
        return unknown


def _number(value: float | None) -> float | None:
    """A float without noise in the last digits, so that equal inputs print equal bytes."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.12g}") + 0.0
