import pytest

from bpr.compare.comparison import compare
from bpr.compare.wording import before_after, change, known_part, number, points, share, unit
from bpr.quantity import Quantity, Status
from tests.compare.models import chain, step


@pytest.fixture(scope="module")
def comparison():
    return compare(chain(step("A", "Draft", time=30, wait=1500)), chain(step("A", "Draft", time=30, wait=500)))


def test_a_measure_is_told_with_numbers_unit_and_change(comparison):
    told = before_after(comparison.kpi("waiting_per_case"))
    assert told.en == "Waiting per case 1,500.0 → 500.0 min (-67%)"
    assert told.zh == "每案例等待时间 1,500.0 → 500.0 分钟 (-67%)"


@pytest.mark.parametrize(
    ("name", "quantity", "text"),
    [
        ("activities", Quantity(7.0, "1"), "7"),
        ("rework_share", Quantity(0.042, "1"), "4.2%"),
        ("process_capacity", Quantity(0.5, "cases/min"), "30.00"),
        ("time_per_case", Quantity(30.0, "min/case", Status.ASSUMED), "≈30.0"),
        ("time_per_case", Quantity(None, "min/case", Status.INFINITE), "∞"),
        ("time_per_case", Quantity(None, "min/case", Status.BOUNDED, 1.0, 2.0), "1.0…2.0"),
        ("time_per_case", Quantity(None, "min/case", Status.BOUNDED, 1.0), "≥ 1.0"),
        ("time_per_case", Quantity(None, "min/case", Status.BOUNDED, None, 2.0), "≤ 2.0"),
        ("time_per_case", Quantity.unknown("min/case", lower=0.0), "?"),
    ],
)
def test_numbers_have_sensible_digits(comparison, name, quantity, text):
    assert number(comparison.kpi(name), quantity) == text


def test_units_are_told_in_both_languages_and_left_out_where_the_label_says_them(comparison):
    assert (unit(comparison.kpi("cycle_time"), "en"), unit(comparison.kpi("cycle_time"), "zh")) == ("min", "分钟")
    assert unit(comparison.kpi("process_capacity"), "zh") == "案例/小时"
    assert unit(comparison.kpi("handoffs_per_case.role"), "en") == ""


def test_an_unknown_change_is_left_out():
    assert share(None) == points(None, "en") == ""
    assert share(0.001) == "0%"
    assert points(0.0001, "en") == "0 points"


def test_shares_change_by_points_and_all_else_by_per_cent(comparison):
    assert change(comparison.kpi("cycle_time_efficiency"), "en") == "+3.7 points"
    assert change(comparison.kpi("cycle_time_efficiency"), "zh") == "+3.7 个百分点"
    assert change(comparison.kpi("waiting_per_case"), "zh") == "-67%"
    assert change(comparison.kpi("activities"), "en") == "0%"


def test_a_known_part_is_told_only_where_a_measure_is_not_known(comparison):
    assert known_part(comparison.kpi("waiting_per_case"), "en") == ""
    half = compare(
        chain(step("A", "Draft", wait=2880), step("B", "Send")),
        chain(step("A", "Draft", wait=1452.6), step("B", "Send")),
    ).kpi("waiting_per_case")
    assert known_part(half, "en") == "known part: 2,880.0 → 1,452.6 (-50%)"
    assert known_part(half, "zh") == "已知部分：2,880.0 → 1,452.6 (-50%)"
