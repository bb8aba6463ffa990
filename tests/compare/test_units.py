import pytest

from bpr.compare.units import common_units
from bpr.model import Process
from bpr.model.time import Duration
from bpr.quantity import Quantity

DAY = {"hours_per_day": 8, "days_per_week": 5}


def process(**header):
    return Process.model_validate({"process": "p", **header})


def test_hours_become_minutes_and_rates_the_reverse():
    units = common_units(process(), process(time_unit="h"))
    assert units.convert(Quantity(2.0, "h/case")) == Quantity(120.0, "min/case")
    assert units.convert(Quantity(60.0, "cases/h")) == Quantity(1.0, "cases/min")
    assert units.convert(Quantity(3.0, "handoffs/case")) == Quantity(3.0, "handoffs/case")


def test_bounds_are_converted_too():
    units = common_units(process(), process(time_unit="h"))
    converted = units.convert(Quantity.unknown("h/case", lower=1.0, upper=2.0, known_part=1.0))
    assert converted is not None
    assert (converted.lower, converted.upper, converted.known_part) == (60.0, 120.0, 60.0)


def test_days_need_a_calendar():
    without = common_units(process(), process(time_unit="d"))
    assert without.factor is None
    assert without.convert(Quantity(2.0, "d/case")) is None
    assert common_units(process(working_time=DAY), process(time_unit="d")).factor == 480


def test_days_of_two_calendars_cannot_be_compared():
    long = {"hours_per_day": 24, "days_per_week": 7}
    assert (
        common_units(process(time_unit="d", working_time=DAY), process(time_unit="d", working_time=long)).factor is None
    )
    assert common_units(process(working_time=DAY), process(working_time=long)).factor == 1.0


def test_money_is_compared_in_one_currency_only():
    assert common_units(process(currency="EUR"), process()).same_currency
    assert not common_units(process(currency="EUR"), process(currency="CNY")).same_currency


@pytest.mark.parametrize(("unit", "minutes"), [("h", 60), ("s", 1 / 60), (None, 60)])
def test_a_duration_of_either_side_is_read_in_the_unit_of_the_as_is(unit, minutes):
    to_be = process(time_unit="h")
    mean = common_units(process(), to_be).mean(to_be, Duration(values=(1.0,), unit=unit))
    assert mean == pytest.approx(minutes)
