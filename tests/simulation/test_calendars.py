"""Weekly calendars."""

import pytest

from bpr.errors import AnalysisError
from bpr.model.organisation import WorkingTime
from bpr.simulation.calendars import calendar, office_hours, weekly


def test_a_shift_may_run_over_midnight_and_over_the_week():
    assert weekly([6], 22, 6).intervals == ((0.0, 6), (166, 168.0))
    assert weekly([0], 22, 6).intervals == ((22, 30),)
    assert weekly(range(7), 0, 24).intervals == ((0, 168),)


def test_the_working_time_of_a_model_is_a_calendar():
    week = office_hours(WorkingTime(hours_per_day=8, days_per_week=4.5))
    assert week.hours == 36
    assert week.intervals[0] == (9, 17)


@pytest.mark.parametrize("intervals", [[], [(5, 5)], [(-1, 4)], [(3, 200)]])
def test_an_empty_or_impossible_calendar_is_refused(intervals):
    with pytest.raises(AnalysisError, match=r"never open|within a week"):
        calendar(intervals)
