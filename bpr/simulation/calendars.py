"""Working calendars by the week: when a role works, and what happens to work under way at the end of a shift.

Policies (handbook 6.2): ``pause`` (work goes on at the next opening; the default), ``finish`` (overtime) and
``restart`` (work that does not fit into the shift begins anew in the next one that is long enough; work longer than
every shift pauses instead).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bpr.errors import AnalysisError, BprError
from bpr.model.organisation import WorkingTime

Policy = Literal["pause", "finish", "restart"]
POLICIES: tuple[Policy, ...] = ("pause", "finish", "restart")
WEEK_HOURS = 168.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A week as open intervals in hours from Monday 0:00, in order and apart from each other."""

    intervals: tuple[tuple[float, float], ...]
    policy: Policy = "pause"

    @property
    def hours(self) -> float:
        """Open hours a week."""
        return sum(close - begin for begin, close in self.intervals)

    def scaled(self, factor: float) -> tuple[tuple[float, float], ...]:
        """The intervals in another unit of time."""
        return tuple((begin * factor, close * factor) for begin, close in self.intervals)


def calendar(intervals: Iterable[tuple[float, float]], *, policy: Policy = "pause") -> Calendar:
    """A weekly calendar; overlapping intervals are joined, an empty one is refused.

    Args:
        intervals: begin and end in hours from Monday 0:00; an end before its begin runs over the end of the week.
        policy: what happens to work under way at the end of a shift.

    Example:
        >>> calendar([(9, 12), (11, 17)]).intervals
        ((9, 17),)
    """
    pieces: list[tuple[float, float]] = []
    for begin, close in intervals:
        if not (0 <= begin <= WEEK_HOURS and 0 <= close <= WEEK_HOURS):
            raise _bad(f"{begin:g}-{close:g} does not lie within a week of 168 hours", f"{begin:g}-{close:g} 超出一周")
        pieces += [(begin, close)] if begin < close else [(begin, WEEK_HOURS), (0.0, close)] if close < begin else []
    joined: list[tuple[float, float]] = []
    for begin, close in sorted(piece for piece in pieces if piece[1] > piece[0]):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(close, joined[-1][1]))
        else:
            joined.append((begin, close))
    if not joined:
        raise _bad("the calendar is never open", "日历没有任何工作时间")
    return Calendar(tuple(joined), policy)


def weekly(days: Iterable[int], begin: float, close: float, *, policy: Policy = "pause") -> Calendar:
    """The same hours on some days of the week (0 = Monday); a shift may run over midnight.

    Example:
        >>> weekly(range(5), 9, 17).hours
        40
    """
    length = close - begin if close > begin else close + 24 - begin
    shifts = []
    for day in days:
        start = day * 24 + begin
        end = start + length
        shifts.append((start, end if end <= WEEK_HOURS else end - WEEK_HOURS))
    return calendar(shifts, policy=policy)


def office_hours(working_time: WorkingTime, *, policy: Policy = "pause") -> Calendar:
    """The model's working time as a calendar: whole days from Monday, from nine o'clock (or midnight for long days)."""
    begin = 9.0 if working_time.hours_per_day <= 15 else 0.0
    days = working_time.days_per_week
    shifts = [(24 * day + begin, 24 * day + begin + working_time.hours_per_day) for day in range(int(days))]
    if part := days - int(days):
        shifts.append((24 * int(days) + begin, 24 * int(days) + begin + working_time.hours_per_day * part))
    return calendar(shifts, policy=policy)


def _bad(en: str, zh: str) -> BprError:
    return AnalysisError.because(
        en,
        zh,
        fix_en="give open intervals in hours from Monday 0:00, such as (9, 17) for Monday nine to five",
        fix_zh="以周一 0 点起的小时数给出工作时段，例如周一九点到五点写作 (9, 17)",
        code="BAD_CALENDAR",
    )
