"""Studies: refusals, precision, workers, interruption, instability, agreement with exact results."""

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

import bpr
from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.flow.timing import TimingOptions
from bpr.errors import AnalysisError
from bpr.formats.library import names
from bpr.graph import build_graph
from bpr.model import Process
from bpr.model.time import Duration
from bpr.quantity import Status
from bpr.simulation import run as run_module
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Assumptions, Scenario
from tests.simulation.models import process, queue, rework, task

EVERY = Scenario(arrivals=1 / 0.7)


def test_one_seed_gives_the_same_bytes_and_another_seed_other_numbers():
    first, second = (json.dumps(simulate(rework(), cases=300, replications=3, scenario=EVERY).to_json()) for _ in "ab")
    assert first == second
    assert json.dumps(simulate(rework(), cases=300, replications=3, seed=2, scenario=EVERY).to_json()) != first


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_number_of_workers_gives_the_same_result(kind):
    alone = simulate(rework(), cases=200, replications=4, scenario=EVERY)
    pool = ThreadPoolExecutor(3) if kind == "threads" else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    with pool as executor:
        shared = simulate(rework(), cases=200, replications=4, scenario=EVERY, executor=executor)
    assert shared.to_json() == alone.to_json()


def test_a_study_stops_at_the_asked_precision_and_says_when_it_is_not_reached():
    report = simulate(rework(), cases=500, replications=5, until=0.1, scenario=EVERY)
    cycle = report.measures["cycle_time"]
    assert report.precision_reached is True
    assert report.replications >= 5
    assert (cycle.upper - cycle.lower) / 2 <= 0.1 / 1.1 * cycle.value
    short = simulate(rework(), cases=50, replications=2, until=0.001, max_replications=3, scenario=EVERY)
    assert short.precision_reached is False
    assert "PRECISION_NOT_REACHED" in {found.code for found in short.findings}


def test_an_interruption_keeps_what_is_done(monkeypatch):
    real = run_module.replicate

    def stops(plan, number):
        if number == 3:
            raise KeyboardInterrupt
        return real(plan, number)

    monkeypatch.setattr(run_module, "replicate", stops)
    report = simulate(rework(), cases=100, replications=10, scenario=EVERY)
    assert report.interrupted
    assert report.replications == 3
    assert "INTERRUPTED" in {found.code for found in report.findings}


def test_everything_that_is_missing_is_listed_at_once():
    model = process(
        [
            {"id": "A", "name": "A"},
            {"id": "G", "decision": "which", "next": [{"to": "B"}, {"to": "E"}]},
            {"id": "B", "name": "B", "role": "r", "time": 3, "wait": 1},
        ],
        people={"r": None},
    )
    with pytest.raises(AnalysisError) as refused:
        simulate(model, cases=10, scenario=EVERY)
    codes = [problem.code for problem in refused.value.problems]
    assert sorted(set(codes)) == ["PEOPLE_UNKNOWN", "PROB_UNKNOWN", "TIME_UNKNOWN", "WAIT_UNKNOWN"]
    assert all(problem.where.element for problem in refused.value.problems)
    assume = Assumptions(time=2, wait=0, people=1, no_role=True, uniform=True)
    report = simulate(model, cases=10, replications=2, scenario=EVERY, assume=assume)
    assert report.measures["cycle_time"].status in (Status.ASSUMED, Status.UNSTABLE)
    assert {"assume time=2", "assume wait=0", "assume people=1", "assume no_role"} <= set(report.assumptions)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"people": {"clerk": 0}}, "NO_SERVER"),
        ({"arrivals": -1.0}, "BAD_NUMBER"),
        ({"arrivals": float("nan")}, "BAD_NUMBER"),
        ({"arrivals": None}, "ARRIVALS_UNKNOWN"),
        ({"arrivals": []}, "BAD_NUMBER"),
    ],
)
def test_impossible_settings_are_refused(change, code):
    with pytest.raises(AnalysisError) as refused:
        simulate(queue(), cases=10, scenario=Scenario(**{"arrivals": 2.0, **change}))
    assert refused.value.problems[0].code == code


def test_no_cases_and_a_warmup_of_all_cases_are_refused():
    for options in ({"cases": 0}, {"cases": 10, "warmup": 10}):
        with pytest.raises(AnalysisError, match=r"cannot be simulated|leaves none"):
            simulate(queue(), scenario=EVERY, **options)


def test_a_loop_without_exit_is_refused():
    model = process([task("A", "a", 1, next=[{"to": "A", "share": 1.0}, {"to": "E", "share": 0.0}])], people={"a": 1})
    with pytest.raises(AnalysisError, match="never gets out"):
        simulate(model, scenario=EVERY)


def test_a_loop_that_nearly_never_ends_is_refused_instead_of_played_for_ever():
    ways = [{"to": "A", "share": 0.999999999}, {"to": "E", "share": 0.000000001}]
    with pytest.raises(AnalysisError, match="about 1,000,000,0"):
        simulate(process([task("A", "a", 1, next=ways)], people={"a": 1}), scenario=EVERY)


def test_an_empty_process_and_one_without_steps():
    with pytest.raises(AnalysisError, match="start event"):
        simulate(Process(id="empty"), scenario=EVERY)
    report = simulate(process([]), cases=10, replications=2, scenario=EVERY)
    assert report.measures["cycle_time"].value == 0
    assert report.roles == {}


def test_an_overloaded_role_runs_and_every_figure_says_unstable():
    report = simulate(queue(), cases=500, replications=3, scenario=Scenario(arrivals=0.8))
    assert report.unstable == ("clerk",)
    assert report.offered["clerk"] == pytest.approx(1.25)
    assert report.measures["cycle_time"].status is Status.UNSTABLE
    said = {found.code: found for found in report.findings}
    assert "0.25 tasks" in said["UNSTABLE_ROLE"].message.pick("en")


def test_the_volume_of_the_process_gives_the_arrivals():
    model = queue(time_unit="min", volume={"cases": 30, "per": "hour"})
    report = simulate(model, cases=2000, replications=5, warmup=200)
    assert report.measures["throughput"].value == pytest.approx(0.5, rel=0.05)


def test_arrivals_may_be_a_distribution_or_moments():
    fixed = simulate(queue(time={"fixed": 1}), cases=100, replications=2,
                     scenario=Scenario(arrivals=Duration.model_validate({"fixed": 2})))  # fmt: skip
    assert fixed.measures["waiting_queue"].value == 0
    listed = simulate(queue(time={"fixed": 1}), replications=2, scenario=Scenario(arrivals=[0, 0, 0]))
    assert listed.cases == 3
    assert listed.measures["waiting_queue"].value == pytest.approx(1)


def test_cost_counts_time_and_executions():
    model = process(
        [task("A", "a", {"fixed": 30}, cost=5)],
        people={"a": {"people": 1, "rate": 40}},
        time_unit="min",
        currency="EUR",
    )
    report = simulate(model, cases=10, replications=2, scenario=Scenario(arrivals=100.0))
    assert report.measures["cost"].value == pytest.approx(25)
    assert report.measures["cost"].unit == "EUR/case"


def test_mser_chooses_a_warmup():
    report = simulate(queue(), cases=2000, replications=2, warmup="mser5", scenario=Scenario(arrivals=1 / 0.9))
    assert 0 <= report.warmup <= 1000
    assert report.warmup % 5 == 0


FLAGSHIPS = [name for name in names() if isinstance(bpr.load(name), Process)]


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_without_queues_a_flagship_agrees_with_the_exact_flow_analysis(name):
    model = bpr.load(name)
    assume = Assumptions(people="unlimited", wait=0)
    report = simulate(model, cases=1000, replications=20, seed=11, scenario=Scenario(arrivals=500.0), assume=assume)
    exact = analyse_flow(build_graph(model), options=TimingOptions(assume_family="exponential", assume_wait=0.0))
    for measure, truth in (("cycle_time", exact.cycle_time), ("processing", exact.time_per_case)):
        quantity = report.measures[measure]
        error = (quantity.upper - quantity.lower) / 2 / 2.093
        assert abs(quantity.value - truth.value) <= 3.5 * error, (measure, quantity, truth)


@pytest.mark.slow
def test_about_ninety_five_of_a_hundred_intervals_hold_the_truth():
    """M/M/1 (wait 2.3333), M/M/3 (1.0787), feedback network (6.6667): 100 studies each."""
    trials = [
        (queue(), Scenario(arrivals=1 / 0.7), "waiting_queue", 2.33333333),
        (queue(people=3), Scenario(arrivals=1 / 2.4), "waiting_queue", 1.07865169),
        (rework(), Scenario(arrivals=2.0), "cycle_time", 6.66666667),
    ]
    for model, scenario, measure, truth in trials:
        held = 0
        for seed in range(100):
            report = simulate(model, cases=4000, warmup=1000, replications=10, seed=seed, scenario=scenario)
            quantity = report.measures[measure]
            held += quantity.lower <= truth <= quantity.upper
        assert 88 <= held <= 100, (measure, held)
