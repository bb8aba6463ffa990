from __future__ import annotations

import pytest

from bpr.analysis.load.arrivals import arrival_rate, cases_per_month, work_in_process
from bpr.model import Process
from bpr.quantity import Quantity, Status


def process(per="month", cases=480, unit="min", **header):
    return Process.model_validate({"process": "p", "time_unit": unit, "volume": {"cases": cases, "per": per}, **header})


CALENDAR = {"working_time": {"hours_per_day": 8, "days_per_week": 5, "weeks_per_year": 48}}


def test_a_month_needs_a_working_calendar():
    assert arrival_rate(process()).missing == ("working_time",)
    assert arrival_rate(process(**CALENDAR)).value == pytest.approx(480 / (160 * 60))


def test_an_hour_needs_none():
    assert arrival_rate(process("hour", 6)).value == pytest.approx(0.1)


def test_without_a_volume_the_rate_is_unknown():
    assert arrival_rate(Process(id="p")).missing == ("volume",)


@pytest.mark.parametrize(("per", "months"), [("month", 480.0), ("quarter", 160.0), ("year", 40.0), ("week", None)])
def test_cases_a_month_need_a_calendar_only_below_the_month(per, months):
    assert cases_per_month(process(per)) == months


def test_a_week_becomes_months_by_the_calendar():
    assert cases_per_month(process("week", 10, **CALENDAR)) == pytest.approx(40.0)


def test_littles_law_keeps_bounds():
    found = work_in_process(Quantity(2.0, "cases/h"), Quantity(None, "h", Status.BOUNDED, 3.0, 5.0))
    assert (found.value, found.lower, found.upper, found.status) == (None, 6.0, 10.0, Status.BOUNDED)


def test_work_in_process_is_unknown_without_a_rate():
    assert work_in_process(Quantity.unknown("cases/h", missing=["volume"]), Quantity(3.0, "h")).missing == ("volume",)
