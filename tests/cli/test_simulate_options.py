"""The options of `bpr simulate` in words."""

from __future__ import annotations

import pytest

from bpr.cli.simulate_options import assumptions, number_of, precision, scenario_of
from bpr.errors import InputError
from bpr.simulation.calendars import weekly
from bpr.simulation.scenario import Assumptions, Scenario
from tests.analysis.small_models import chain, process

MODEL = process(*chain({"id": "A", "name": "a", "role": "r"}))
NOTHING = (None, [], None, "fifo", [])


def told(*, every=None, people=(), calendar=None, discipline="fifo", priority=()):
    return scenario_of(MODEL, Scenario(people={"r": 1}), every, list(people), calendar, discipline, list(priority))


def test_no_option_leaves_the_scenario_as_it_was():
    assert scenario_of(MODEL, Scenario(people={"r": 1}), *NOTHING) == Scenario(people={"r": 1})


def test_people_are_put_over_those_of_the_scenario():
    assert told(people=["s=2", "r=3"]).people == {"r": 3.0, "s": 2.0}


def test_a_mean_time_between_cases_is_exponential():
    arrivals = told(every="2 h").arrivals
    assert (arrivals.family, arrivals.values, arrivals.unit) == ("exponential", (2.0,), "h")


def test_a_rank_makes_the_queue_one_by_priority():
    scenario = told(priority=["A=1"])
    assert (scenario.priority, scenario.discipline) == ({"A": 1.0}, {"*": "priority"})


@pytest.mark.parametrize(("text", "days"), [("Mon-Fri/9-17", range(5)), ("sat/9-17", [5])])
def test_days_and_hours_make_a_calendar(text, days):
    assert told(calendar=text).calendars == {"*": weekly(days, 9, 17)}


def test_assumptions_are_read_one_by_one():
    texts = ["people=unlimited", "wait=0", "family=fixed", "uniform"]
    assert assumptions(texts) == Assumptions(people="unlimited", wait=0.0, family="fixed", uniform=True)


def test_a_precision_is_a_share_or_a_percentage():
    assert precision("2%") == precision("0.02") == 0.02


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: precision("200%"),
        lambda: number_of("--warmup", "-1"),
        lambda: number_of("--warmup", "inf"),
        lambda: assumptions(["luck=1"]),
        lambda: told(calendar="someday"),
        lambda: told(calendar="office"),
        lambda: told(every="0"),
        lambda: told(discipline="lifo"),
        lambda: told(people=["3"]),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(wrong):
    with pytest.raises(InputError) as caught:
        wrong()
    (problem,) = caught.value.problems
    assert "does not understand" in problem.message.en
    assert problem.remedy.en.startswith("write it like: ")
