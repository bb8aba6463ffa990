"""Working time and calendar time (handbook 0.2).

Formula: a week of 7 days holds ``hours_per_day * days_per_week`` working hours, a year of 52 weeks
    ``weeks_per_year`` of them, so ``calendar days = working hours * 7 * 52 / (hours a day * days a week * weeks a
    year)``. That is the mean over a long time: the weekends and nights that one case meets depend on when it starts,
    which needs shifts and a simulation.
Without a working calendar nothing is converted.
"""

from __future__ import annotations

from bpr.graph.build import unit_factor
from bpr.model.organisation import WorkingTime
from bpr.model.process import Process
from bpr.quantity import Quantity, Status, worst

UNIT = "calendar days"
_DAYS_A_WEEK, _WEEKS_A_YEAR = 7, 52


def calendar_days(process: Process, working: Quantity) -> Quantity:
    """A span of working time as calendar days.

    Args:
        process: the process, for its calendar and time unit.
        working: working time in the process's time unit.

    Example:
        >>> from bpr.model import Process
        >>> week = Process.model_validate({"process": "p", "time_unit": "h", "working_time": {"hours_per_day": 8}})
        >>> calendar_days(week, Quantity(40.0, "h")).value
        7.0
    """
    hour = unit_factor(process, "h")
    if process.working_time is None or hour is None:
        missing = (*working.missing, "working_time")
        return Quantity.unknown(UNIT, missing=tuple(dict.fromkeys(missing)), method="calendar")
    factor = calendar_days_per_hour(process.working_time) / hour
    value, lower, upper, known = (
        None if part is None else part * factor
        for part in (working.value, working.lower, working.upper, working.known_part)
    )
    status = worst((working.status, Status.DERIVED))
    return Quantity(
        value,
        UNIT,
        status,
        lower,
        upper,
        known,
        working.coverage,
        working.missing,
        working.assumptions,
        f"{working.method}+calendar" if working.method else "calendar",
    )


def calendar_days_per_hour(calendar: WorkingTime) -> float:
    """How many calendar days pass, on average, for one hour of working time."""
    return _DAYS_A_WEEK * _WEEKS_A_YEAR / (calendar.hours_per("week") * calendar.weeks_per_year)
