from __future__ import annotations

import pytest

from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.flow.calendar import calendar_days, calendar_days_per_hour
from bpr.model import Process
from bpr.model.organisation import WorkingTime
from bpr.quantity import Quantity, Status
from tests.analysis.small_models import chain, graph


def process(**header):
    return Process.model_validate({"process": "p", **header})


@pytest.mark.parametrize(
    ("calendar", "unit", "working", "days"),
    [
        ({"hours_per_day": 8}, "h", 40.0, 7.0),
        ({"hours_per_day": 8}, "min", 480.0, 1.4),
        ({"hours_per_day": 8}, "d", 5.0, 7.0),
        ({"hours_per_day": 24, "days_per_week": 7}, "h", 24.0, 1.0),
        ({"hours_per_day": 8, "weeks_per_year": 26}, "w", 1.0, 14.0),
    ],
)
def test_a_working_week_is_seven_calendar_days(calendar, unit, working, days):
    found = calendar_days(process(time_unit=unit, working_time=calendar), Quantity(working, unit))
    assert (found.value, found.unit, found.status) == (pytest.approx(days), "calendar days", Status.DERIVED)


def test_without_a_calendar_nothing_is_converted():
    found = calendar_days(process(time_unit="h"), Quantity(40.0, "h"))
    assert (found.value, found.status, found.missing) == (None, Status.UNKNOWN, ("working_time",))


def test_bounds_and_standing_go_along():
    bounded = Quantity(None, "h", Status.BOUNDED, 8.0, 16.0, assumptions=("x",), method="block_formulas")
    found = calendar_days(process(time_unit="h", working_time={"hours_per_day": 8}), bounded)
    assert (found.lower, found.upper) == (pytest.approx(1.4), pytest.approx(2.8))
    assert (found.status, found.assumptions, found.method) == (Status.BOUNDED, ("x",), "block_formulas+calendar")


def test_round_the_clock_an_hour_is_an_hour():
    assert calendar_days_per_hour(WorkingTime(hours_per_day=24, days_per_week=7)) == pytest.approx(1 / 24)


def test_the_flow_report_shows_the_cycle_time_on_the_calendar():
    steps = chain({"id": "A", "name": "A", "time": 240, "wait": 240})
    found = analyse_flow(graph(*steps, working_time={"hours_per_day": 8}))
    assert found.cycle_time_calendar.value == pytest.approx(1.4)
    assert analyse_flow(graph(*steps)).to_json()["cycle_time_calendar"]["missing"] == ["working_time"]
