"""Work that is gathered: by number, by time, by either; the waiting it causes; the rest of a run."""

import numpy as np
import pytest
from pydantic import ValidationError

from bpr.graph import build_graph
from bpr.model import Batch
from bpr.simulation.replicate import play
from bpr.simulation.run import make_plan, simulate
from bpr.simulation.scenario import Gathering, Scenario
from tests.simulation.models import fork, process, task


def gathering(**batch):
    return process([task("A", "a", {"fixed": 1}, batch=batch)], people={"a": 100}, time_unit="min")


def ends(model, moments, **scenario):
    plan = make_plan(model, cases=9, seed=1, size=1, engine="python", scenario=Scenario(arrivals=moments, **scenario))
    return play(plan, 0).ended.tolist()


def test_a_batch_goes_on_when_it_is_full():
    assert ends(gathering(size=3), [0, 10, 20, 30, 40, 50]) == [21, 21, 21, 51, 51, 51]


def test_a_batch_goes_on_so_long_after_the_first_came():
    assert ends(gathering(wait=15), [0, 10, 20, 30, 100]) == [16, 16, 36, 36, 116]
    assert ends(gathering(wait="1 h"), [0, 10]) == [61, 61]


def test_a_batch_goes_on_by_whatever_comes_first_and_an_old_limit_does_not_touch_the_next():
    assert ends(gathering(size=2, wait=15), [0, 5, 6, 30]) == [6, 6, 22, 46]


def test_the_last_incomplete_batch_goes_on_when_nothing_more_can_come():
    assert ends(gathering(size=4), [0, 1, 2, 3, 10, 20]) == [4, 4, 4, 4, 21, 21]


def test_the_scenario_gathers_in_place_of_the_model():
    assert ends(gathering(size=2), [0, 5], batches={"A": Gathering(1)}) == [1, 6]


def test_the_wait_for_a_batch_of_k_is_that_of_the_closed_form():
    """Poisson arrivals of rate r: the first of k waits (k-1)/r, the last not at all: (k-1)/(2r) on average."""
    report = simulate(gathering(size=5), cases=2000, replications=20, scenario=Scenario(arrivals=3.0))
    wait = report.measures["waiting_batch"]
    assert wait.value == pytest.approx(4 * 3.0 / 2, abs=3 * (wait.upper - wait.lower) / 2 / 2.093)
    assert report.activities["A"]["batch"].value == pytest.approx(wait.value)
    assert report.measures["waiting_queue"].value == 0
    assert report.measures["cycle_time"].value == pytest.approx(wait.value + 1)


def test_a_batch_between_a_split_and_an_inclusive_join_holds_the_join_back():
    model = fork("inclusive", "inclusive", (1.0, 1.0))
    plan = make_plan(
        model, cases=4, seed=1, size=1, engine="python",
        scenario=Scenario(arrivals=[0.0, 10.0, 20.0, 30.0], batches={"A": Gathering(2)}),
    )  # fmt: skip
    out = play(plan, 0)
    assert out.cycle_times.tolist() == [12, 5, 12, 5]
    assert out.totals[0] == out.totals[1]
    assert out.totals[4] == 0


def test_a_horizon_leaves_what_has_not_gone_on():
    report = simulate(gathering(size=10), cases=3, replications=2, horizon=50.0, scenario=Scenario(arrivals=[1, 2, 90]))
    assert report.measures["unfinished"].value == 3


@pytest.mark.parametrize("bad", [{}, {"size": 1}, {"size": 0}, {"wait": -1}, {"width": 3}])
def test_a_batch_without_an_end_is_refused(bad):
    with pytest.raises(ValidationError):
        Batch.model_validate(bad)


def test_the_exact_analyses_read_a_model_with_a_batch():
    graph = build_graph(gathering(size=3))
    assert graph.steps == ("A",)
    assert np.isfinite(graph.nodes["A"].time.mean)


def test_batches_that_hardly_ever_fill_are_told_because_results_depend_on_the_number_of_cases():
    def codes_of(**batch):
        scenario = Scenario(arrivals=10.0)
        report = simulate(gathering(**batch), cases=100, scenario=scenario, replications=3)
        return {finding.code for finding in report.findings}

    assert "FEW_BATCHES" in codes_of(size=1_000)
    assert "FEW_BATCHES" not in codes_of(size=10)
    assert "FEW_BATCHES" not in codes_of(size=1_000, wait=60)
