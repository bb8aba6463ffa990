"""Bringing the numbers of the to-be into the units of the as-is, or saying that it cannot be done.

Times are only converted with a working calendar where days or weeks are involved (handbook 0.2), and only when both
sides work by the same calendar; money only when the currency is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpr.graph.build import unit_factor
from bpr.model.process import Process
from bpr.model.time import MINUTES, Duration
from bpr.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Units:
    """How the to-be is brought into the units of the as-is.

    Attributes:
        as_is: the time unit of the as-is.
        to_be: the time unit of the to-be.
        factor: as-is units in one to-be unit; None when times cannot be compared.
        same_currency: whether money can be compared; an unnamed currency is taken as the same.
    """

    as_is: str
    to_be: str
    factor: float | None
    same_currency: bool

    def convert(self, quantity: Quantity) -> Quantity | None:
        """A number of the to-be in the units of the as-is; None when it cannot be compared."""
        for text, factor in ((f"{self.to_be}/", self.factor), (f"/{self.to_be}", self._inverse)):
            beside = quantity.unit.startswith(text) if text.endswith("/") else quantity.unit.endswith(text)
            if beside or quantity.unit == self.to_be:
                return _scaled(quantity, quantity.unit.replace(self.to_be, self.as_is), factor)
        return quantity

    @property
    def _inverse(self) -> float | None:
        return 1.0 / self.factor if self.factor else None

    def mean(self, process: Process, duration: Duration | None) -> float | None:
        """The mean of a duration of either process in the unit of the as-is; None when unknown."""
        if duration is None:
            return None
        own = unit_factor(process, duration.unit)
        outer = 1.0 if process.time_unit == self.as_is else self.factor
        return None if own is None or outer is None else duration.mean * own * outer


def common_units(as_is: Process, to_be: Process) -> Units:
    """Find the factor between the time units of two processes."""
    return Units(
        as_is.time_unit,
        to_be.time_unit,
        _factor(as_is, to_be),
        as_is.currency == to_be.currency or as_is.currency is None or to_be.currency is None,
    )


def _factor(as_is: Process, to_be: Process) -> float | None:
    calendars = [process.working_time for process in (as_is, to_be) if process.working_time is not None]
    by_clock = as_is.time_unit in MINUTES and to_be.time_unit in MINUTES
    if not by_clock and len(calendars) == 2 and calendars[0] != calendars[1]:
        return None
    if as_is.time_unit == to_be.time_unit:
        return 1.0
    for process in (as_is, to_be):
        if process.working_time is not None or by_clock:
            here, there = unit_factor(process, as_is.time_unit), unit_factor(process, to_be.time_unit)
            if here and there:
                return there / here
    return None


def _scaled(quantity: Quantity, unit: str, factor: float | None) -> Quantity | None:
    if factor is None:
        return None

    def times(number: float | None) -> float | None:
        return None if number is None else number * factor

    return replace(
        quantity,
        unit=unit,
        value=times(quantity.value),
        lower=times(quantity.lower),
        upper=times(quantity.upper),
        known_part=times(quantity.known_part),
    )
