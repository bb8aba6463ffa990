import pytest

from bpr.compare.benefit import summarise_benefit
from bpr.errors import AnalysisError

CASE = {
    "cases_per_year": 12000,
    "minutes_saved_per_case": 9.5,
    "hours_per_fte_year": 1600,
    "cost_per_minute": 0.8,
    "one_time_cost": 60000,
    "running_cost_per_year": 12000,
    "discount_rate": 0.08,
    "years": 3,
}


def test_the_worked_example_of_the_handbook():
    benefit = summarise_benefit(**CASE)
    assert benefit.hours_saved_per_year == 1900
    assert benefit.fte_saved == 1.1875
    assert benefit.net_saving_per_year == pytest.approx(79_200)
    assert benefit.payback_years == pytest.approx(0.757575757576)
    assert benefit.npv == pytest.approx(144_106.08139)
    assert benefit.to_json()["cashable"] is False


def test_there_is_no_payback_where_nothing_is_saved():
    assert summarise_benefit(**{**CASE, "minutes_saved_per_case": 1}).payback_years is None


@pytest.mark.parametrize("wrong", [{"hours_per_fte_year": 0}, {"discount_rate": -1.0}])
def test_impossible_inputs_are_refused_with_an_example(wrong):
    with pytest.raises(AnalysisError, match="for example"):
        summarise_benefit(**{**CASE, **wrong})
