from __future__ import annotations

import math

import pytest

from bpr.analysis.flow.timing import TimingOptions, timing_of
from tests.analysis.small_models import chain, graph


def timing(*steps, waiting=True, options=None, **header):
    made = graph(*chain(*steps), **header)
    return timing_of(made, set(made.nodes), waiting=waiting, options=options)


def test_processing_and_waiting_add_up_and_waiting_can_be_left_out():
    step = {"id": "A", "name": "Check", "time": 10, "wait": "1 h"}
    assert timing(step).mean("A") == 70.0
    assert timing(step, waiting=False).mean("A") == 10.0


def test_what_is_not_known_is_infinite_above_and_named():
    found = timing({"id": "A", "name": "Check", "time": 10})
    assert (found.nodes["A"].low, found.nodes["A"].high) == (10.0, math.inf)
    assert found.missing == ("A.wait",)


def test_an_assumption_fills_the_gap_and_is_listed():
    found = timing({"id": "A", "name": "Check", "time": 10}, options=TimingOptions("exponential", 0.0))
    assert found.nodes["A"].variance == 100.0
    assert found.stages["A"] == (10.0,)
    assert found.assumptions == ("assume_family=exponential", "assume_wait=0")


def test_an_assumption_that_was_not_needed_is_not_listed():
    step = {"id": "A", "name": "Check", "time": {"fixed": 10}, "wait": 0}
    assert timing(step, options=TimingOptions("exponential", 0.0)).assumptions == ()


def test_erlang_times_become_stages():
    found = timing({"id": "A", "name": "Check", "time": {"erlang": [6, 3]}, "wait": 0})
    assert found.stages["A"] == (2.0, 2.0, 2.0)


def test_days_without_a_calendar_stay_unknown():
    step = {"id": "A", "name": "Check", "time": 10, "wait": "2 d"}
    assert timing(step).missing == ("A.wait",)
    assert timing(step, working_time={"hours_per_day": 8}).mean("A") == 970.0


def test_a_loop_marker_multiplies_the_mean_only():
    found = timing({"id": "A", "name": "Check", "time": {"fixed": 10}, "wait": 0, "repeat": {"share": "50%"}})
    assert found.nodes["A"].low == pytest.approx(20.0)
    assert found.nodes["A"].variance is None


def test_delays_of_flows_and_waits_of_events_count_as_waiting():
    steps = [
        {"id": "A", "name": "Send", "time": 1, "wait": 0, "next": {"to": "T", "delay": 30}},
        {"id": "T", "event": "One hour later", "wait": 60},
    ]
    found = timing(*steps)
    assert found.mean("A->T") == 30.0
    assert found.mean("T") == 60.0
    assert timing(*steps, waiting=False).mean("T") == 0.0
