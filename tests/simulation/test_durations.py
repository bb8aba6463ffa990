"""Durations of the simulation: from the scenario, the model, an assumption, or a gap."""

from __future__ import annotations

import math

import pytest

from bpr.simulation.calendars import weekly
from bpr.simulation.distributions import exponential, fixed
from bpr.simulation.durations import Durations
from bpr.simulation.gaps import Gaps
from bpr.simulation.scenario import NO_SIZE, Assumptions, Gathering, Scenario
from tests.analysis.small_models import chain, graph


def durations(step, *, scenario=None, assume=None, **header):
    """The finder for a process with the one activity A, its node and its model."""
    built = graph(*chain({"id": "A", "name": "a", "role": "r", **step}), **header)
    finder = Durations(built, scenario or Scenario(), assume or Assumptions(), Gaps())
    return finder, built.nodes["A"], built.process.nodes["A"]


def codes(finder):
    return [problem.code for problem in finder.gaps.problems]


def test_a_bare_mean_is_exponential_and_the_assumption_is_named():
    finder, node, model = durations({"time": 10})
    assert finder.time(node, model) == exponential(10.0)
    assert finder.gaps.used == {"assume family=exponential"}
    finder, node, model = durations({"time": 10}, assume=Assumptions(family="fixed"))
    assert finder.time(node, model) == fixed(10.0)


def test_times_are_taken_in_the_unit_of_the_model():
    finder, node, model = durations({"time": "2 h"}, time_unit="min", assume=Assumptions(family="fixed"))
    assert finder.time(node, model) == fixed(120.0)


def test_the_scenario_goes_before_the_model_and_the_model_before_the_assumption():
    given = Scenario(times={"A": fixed(1.0)}, waits={"A": fixed(0.0)})
    finder, node, model = durations({"time": 10, "wait": 5}, scenario=given)
    assert (finder.time(node, model), finder.wait(node, model)) == (fixed(1.0), None)
    assumed = Assumptions(time=7.0, wait=3.0, family="fixed")
    finder, node, model = durations({"time": 10}, assume=assumed)
    assert (finder.time(node, model), finder.wait(node, model)) == (fixed(10.0), fixed(3.0))
    assert "assume wait=3" in finder.gaps.used
    assert "assume time=7" not in finder.gaps.used


def test_what_is_not_known_is_a_gap_each():
    finder, node, model = durations({"role": []})
    assert (finder.time(node, model), finder.wait(node, model)) == (None, None)
    assert codes(finder) == ["TIME_UNKNOWN", "WAIT_UNKNOWN"]
    finder, node, model = durations({"role": [], "time": 1})
    finder.time(node, model)
    assert codes(finder) == ["ROLE_UNKNOWN"]


def test_a_day_is_a_working_day_but_waiting_lasts_through_the_night_where_there_are_calendars():
    working = {"time_unit": "h", "working_time": {"hours_per_day": 8}}
    step = {"time": "1 d", "wait": "1 d"}
    fix = Assumptions(family="fixed")
    finder, node, model = durations(step, assume=fix, **working)
    assert (finder.time(node, model), finder.wait(node, model)) == (fixed(8.0), fixed(8.0))
    calendars = Scenario(calendars={"*": weekly(range(5), 9, 17)})
    finder, node, model = durations(step, scenario=calendars, assume=fix, **working)
    assert (finder.time(node, model), finder.wait(node, model)) == (fixed(8.0), fixed(24.0))


def test_days_without_working_time_are_a_gap():
    finder, node, model = durations({"time": "1 d"}, time_unit="h")
    assert finder.time(node, model) is None
    assert codes(finder) == ["CALENDAR_MISSING"]


@pytest.mark.parametrize(
    ("batch", "expected"),
    [
        ({"size": 5}, Gathering(5, math.inf)),
        ({"wait": "2 h"}, Gathering(NO_SIZE, 120.0)),
        ({"size": 5, "wait": 30}, Gathering(5, 30.0)),
    ],
)
def test_work_is_gathered_by_number_by_time_or_by_either(batch, expected):
    finder, node, model = durations({"time": 1, "batch": batch}, time_unit="min")
    assert finder.batch(node, model) == expected
    finder, node, model = durations({"time": 1, "batch": batch}, scenario=Scenario(batches={"A": Gathering(2)}))
    assert finder.batch(node, model) == Gathering(2)


@pytest.mark.parametrize(
    ("repeat", "expected", "gaps"),
    [
        ({"share": 0.3}, (0.3, 0), []),
        ({"share": 0.3, "at_most": 4}, (0.3, 4), []),
        ({"at_most": 4}, (0.0, 1), ["PROB_UNKNOWN"]),
        ({"share": 0.3, "at_most": 201}, (0.0, 1), ["TOO_MANY_REPEATS"]),
    ],
)
def test_repetitions_have_a_share_and_a_limit(repeat, expected, gaps):
    finder, node, model = durations({"time": 1, "repeat": repeat})
    assert finder.repeats(node, model) == expected
    assert codes(finder) == gaps


def test_an_activity_without_a_loop_marker_is_done_once():
    finder, node, model = durations({"time": 1})
    assert finder.repeats(node, model) == (0.0, 1)
