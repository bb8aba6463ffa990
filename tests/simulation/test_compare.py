"""As-is against to-be under common random numbers."""

import bpr
from bpr.simulation.compare import compare_simulated
from bpr.simulation.scenario import Assumptions, Scenario
from tests.simulation.models import process, task


def two(extra: bool, time: float = 3.0):
    steps = [task("A", "a", {"exponential": time}), task("B", "b", {"exponential": 2})]
    if extra:
        steps.insert(1, task("X", "x", {"exponential": 1}))
    return process(steps, people={"a": 2, "b": 1, "x": 1})


def test_a_process_compared_with_itself_shows_no_difference_at_all():
    found = compare_simulated(two(True), two(True), cases=200, replications=5, scenario=Scenario(arrivals=3.0))
    assert all(pair.interval.mean == 0 and pair.verdict == "inconclusive" for pair in found.differences.values())


def test_a_removed_activity_does_not_shift_the_draws_of_the_others():
    found = compare_simulated(two(True), two(False), cases=500, replications=10, scenario=Scenario(arrivals=3.0))
    assert found.as_is.samples["a.busy"] is not None
    first, second = found.as_is.activities["A"], found.to_be.activities["A"]
    assert first["processing"] == second["processing"]
    assert first["queue"] == second["queue"]


def test_common_random_numbers_make_the_interval_narrow():
    found = compare_simulated(two(True), two(False), cases=500, replications=15, scenario=Scenario(arrivals=3.0))
    cycle = found.differences["cycle_time"]
    assert cycle.verdict == "decrease"
    assert cycle.se_paired < cycle.se_if_independent / 2
    more = compare_simulated(
        two(True), two(False), cases=500, replications=15, comparisons=5, scenario=Scenario(arrivals=3.0)
    )
    assert more.differences["cycle_time"].interval.half_width > cycle.interval.half_width


def test_a_library_pair_gets_faster():
    found = compare_simulated(
        bpr.load("order-to-cash.asis"),
        bpr.load("order-to-cash.tobe"),
        cases=200,
        replications=5,
        scenario=Scenario(arrivals=500.0),
        assume=Assumptions(people="unlimited", wait=0),
    )
    document = found.to_json()
    assert document["differences"]["cycle_time"]["verdict"] == "decrease"
    assert document["bpr"] == "simulated-comparison/1"
