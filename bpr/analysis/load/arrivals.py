"""Arrivals and Little's law: from cases a month to a rate, from a rate and a cycle time to work in process.

Formulas: ``rate = cases / working time of the period``; ``WIP = rate * cycle time`` for any stable system.
A volume per day, week, month or year needs the model's working calendar, unless period and time unit are the same or
both are at most an hour long (handbook 0.2: ``CALENDAR_MISSING``).
Reference: Little 1961, A proof for the queuing formula L = lambda W.
"""

from __future__ import annotations

from bpr.graph.build import unit_factor
from bpr.model.organisation import Volume
from bpr.model.process import Process
from bpr.quantity import Quantity, worst

_SAME_UNIT = {"hour": "h", "day": "d", "week": "w"}


def arrival_rate(process: Process) -> Quantity:
    """Cases that start per unit of the model's time; unknown without a volume or without the calendar it needs.

    Example:
        >>> from bpr.model import Process
        >>> arrival_rate(Process.model_validate(
        ...     {"process": "p", "time_unit": "min", "volume": {"cases": 6, "per": "hour"}})).value
        0.1
    """
    unit = f"cases/{process.time_unit}"
    if process.volume is None:
        return Quantity.unknown(unit, missing=("volume",))
    length = period_length(process, process.volume)
    if length is None:
        return Quantity.unknown(unit, missing=("working_time",))
    return Quantity(process.volume.cases / length, unit, method="volume")


def period_length(process: Process, volume: Volume) -> float | None:
    """Working time of the volume's period in the model's time unit; None where a calendar is missing."""
    if process.working_time is not None:
        hours = process.working_time.hours_per(volume.per)
        factor = unit_factor(process, "h")
        return hours * factor if factor is not None else None
    same = _SAME_UNIT.get(volume.per)
    return unit_factor(process, same) if same is not None else None


def work_in_process(rate: Quantity, cycle_time: Quantity) -> Quantity:
    """Cases under way at any moment (Little's law).

    Example:
        >>> work_in_process(Quantity(240.0, "cases/w"), Quantity(3.0, "w")).value
        720.0
    """
    missing = tuple(dict.fromkeys((*rate.missing, *cycle_time.missing)))
    status = worst((rate.status, cycle_time.status))
    assumptions = tuple(dict.fromkeys((*rate.assumptions, *cycle_time.assumptions)))
    known = rate.value
    if known is None:
        return Quantity.unknown("cases", missing=missing, method="little")
    value, lower, upper = (
        known * part if part is not None else None for part in (cycle_time.value, cycle_time.lower, cycle_time.upper)
    )
    return Quantity(value, "cases", status, lower, upper, None, None, missing, assumptions, "little")


def cases_per_month(process: Process) -> float | None:
    """How many cases start in a month; None without a volume, or when a calendar is missing for its period."""
    volume = process.volume
    if volume is None:
        return None
    months = {"month": 1.0, "quarter": 3.0, "year": 12.0}.get(volume.per)
    if months is not None:
        return volume.cases / months
    calendar = process.working_time
    return volume.cases * calendar.hours_per("month") / calendar.hours_per(volume.per) if calendar else None
