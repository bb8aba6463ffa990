"""The event loop: tokens, joins, queues, disciplines, calendars; the same in plain Python and compiled."""

import dataclasses

import numpy as np
import pytest

from bpr.errors import AnalysisError
from bpr.graph import build_graph
from bpr.simulation import clock, codes
from bpr.simulation.calendars import calendar, weekly
from bpr.simulation.fast import available
from bpr.simulation.log import event_log
from bpr.simulation.replicate import play
from bpr.simulation.run import make_plan, simulate
from bpr.simulation.scenario import Assumptions, Scenario
from tests.simulation.models import fork, process, queue, rework, task

needs_numba = pytest.mark.skipif(not available(), reason="numba is not installed")


def played(model, *, moments=None, between=10.0, cases=200, engine="python", seed=1, allow_unsound=False, **scenario):
    arrivals = moments if moments is not None else between
    plan = make_plan(
        model, cases=cases, seed=seed, size=1, engine=engine, allow_unsound=allow_unsound,
        scenario=Scenario(arrivals=arrivals, **scenario),
    )  # fmt: skip
    return plan, play(plan, 0)


def test_one_server_serves_in_order_of_arrival():
    _, out = played(queue(time={"fixed": 4}), moments=[0, 1, 2])
    assert out.ended.tolist() == [4, 8, 12]


def test_two_servers_serve_two_at_a_time():
    _, out = played(queue(time={"fixed": 4}, people=2), moments=[0, 1, 2])
    assert out.ended.tolist() == [4, 5, 8]


def test_part_time_people_take_longer_but_do_the_same_work():
    model = process([task("A", "clerk", {"fixed": 4})], people={"clerk": {"people": 1, "availability": 0.5}})
    plan, out = played(model, moments=[0])
    assert out.ended.tolist() == [8]
    assert out.tally.work.sum() == pytest.approx(4)
    assert out.tally.closed.sum() == pytest.approx(4)
    assert plan.machine.compiled.pools.roles["clerk"].stretch == 2


def test_an_and_join_waits_for_the_longest_branch():
    _, out = played(fork(), moments=[0, 100])
    assert out.cycle_times.tolist() == [5, 5]
    assert out.tally.joined.sum() == pytest.approx(6)
    assert out.totals[0] == out.totals[1]


@pytest.mark.parametrize("shares", [(0.5, 0.4), (1.0, 0.3), (0.0, 0.7)])
def test_an_or_split_takes_independent_branches_given_that_one_is_taken(shares):
    plan, out = played(fork("inclusive", "inclusive", shares), cases=40_000)
    done = dict(zip((op.node for op in plan.machine.compiled.ops), out.tally.done, strict=True))
    some = 1 - (1 - shares[0]) * (1 - shares[1])
    assert done["A"] / 40_000 == pytest.approx(shares[0] / some, abs=0.01)
    assert done["B"] / 40_000 == pytest.approx(shares[1] / some, abs=0.01)
    both = np.isclose(out.cycle_times, 5).mean()
    assert both == pytest.approx(shares[1] / some, abs=0.01)
    assert out.totals[0] == out.totals[1]
    assert out.totals[4] == 0


def test_a_default_branch_is_taken_when_no_other_is():
    model = process(
        [
            {"id": "G", "inclusive": "split", "next": [
                {"to": "A", "share": 0.5}, {"to": "B", "share": 0.4}, {"to": "C", "default": True}]},
            *[task(name, "a", {"fixed": 1}, next="J") for name in "ABC"],
            {"id": "J", "inclusive": "join"},
        ],
        people={"a": 10_000},
    )  # fmt: skip
    plan, out = played(model, cases=40_000)
    done = {op.node: count / 40_000 for op, count in zip(plan.machine.compiled.ops, out.tally.done, strict=True)}
    assert (done["A"], done["B"], done["C"]) == pytest.approx((0.5, 0.4, 0.3), abs=0.01)


def test_an_or_join_waits_for_a_token_that_takes_the_long_way_and_not_for_one_that_cannot_come():
    model = process(
        [
            {"id": "G", "parallel": "fork", "next": ["A", "B"]},
            task("A", "a", {"fixed": 1}, next="J"),
            task("B", "a", {"fixed": 3}, next=[{"to": "C", "share": 0.5}, {"to": "D", "share": 0.5}]),
            task("C", "a", {"fixed": 4}, next="J"),
            {"id": "J", "inclusive": "join", "next": "K"},
            task("K", "a", {"fixed": 1}, next="E"),
            task("D", "a", {"fixed": 10}, next="E2"),
            {"id": "E2", "event": "other end", "position": "end"},
        ],
        people={"a": 10_000},
    )  # fmt: skip
    _, out = played(model, cases=300)
    log = event_log(model, cases=300, scenario=Scenario(arrivals=10.0), engine="python")
    assert len(log) == int(out.tally.done.sum())
    begins = {}
    for row in log.rows():
        begins.setdefault(row[0], {})[row[1]] = np.datetime64(row[5][:23])
    minutes = np.timedelta64(60_000, "ms")
    for steps in begins.values():
        wait = (steps["K"] - steps["A"]) / minutes
        assert wait == pytest.approx(7 if "C" in steps else 3, abs=1e-3)


def test_the_end_of_an_inlined_subprocess_waits_for_all_tokens_inside():
    model = process(
        [
            {"id": "P", "subprocess": "inside", "steps": [task("A", "a", {"fixed": 2}), task("B", "a", {"fixed": 7})]},
            task("C", "a", {"fixed": 1}),
        ],
        people={"a": 1000},
    )
    _, out = played(model, moments=[0, 50])
    assert out.cycle_times.tolist() == [8, 8]


def test_a_terminate_end_ends_the_case_at_once():
    model = process(
        [
            {"id": "G", "parallel": "fork", "next": ["A", "B"]},
            task("A", "a", {"fixed": 2}, next="T"),
            {"id": "T", "event": "stop", "position": "end", "trigger": "terminate"},
            task("B", "b", {"fixed": 9}, next="E"),
        ],
        people={"a": 1, "b": 1},
    )
    _, out = played(model, moments=[0])
    assert out.cycle_times.tolist() == [2]


def test_tokens_that_never_meet_are_left_over_and_reported():
    model = fork("parallel", "decision", (0.5, 0.5))
    options = {"cases": 100, "replications": 3, "scenario": Scenario(arrivals=10.0)}
    with pytest.raises(AnalysisError, match="not sound"):
        simulate(model, **options)
    report = simulate(model, allow_unsound=True, **options)
    assert report.measures["unfinished"].value == 100
    assert report.measures["leftover"].value == 100
    assert [found.code for found in report.findings] == ["LEFTOVER_TOKENS"]


def test_several_performers_start_only_when_all_are_free():
    model = process(
        [
            {"id": "G", "parallel": "fork", "next": ["A", "B"]},
            task("A", "a", {"fixed": 5}, next="J"),
            task("B", ["a", "b"], {"fixed": 2}, next="J"),
            {"id": "J", "parallel": "join"},
        ],
        people={"a": 1, "b": 1},
    )
    _, out = played(model, moments=[0])
    assert out.cycle_times.tolist() == [7]
    assert out.tally.busy.tolist() == [7, 2]


def test_priority_and_shortest_work_first_change_who_is_next():
    model = process(
        [
            {"id": "G", "parallel": "fork", "next": ["X", "A", "B"]},
            task("X", "a", {"fixed": 3}, next="J"),
            task("A", "a", {"fixed": 4}, next="J"),
            task("B", "a", {"fixed": 1}, next="J"),
            {"id": "J", "parallel": "join"},
        ],
        people={"a": 1},
    )

    def order(**scenario):
        log = event_log(model, cases=1, scenario=Scenario(arrivals=[0.0], **scenario), engine="python")
        return [row[1] for row in sorted(log.rows(), key=lambda row: row[5])]

    assert order() == ["X", "A", "B"]
    assert order(discipline={"a": "spt"}) == ["B", "X", "A"]
    assert order(discipline={"*": "priority"}, priority={"A": 1, "B": 2, "X": 3}) == ["A", "B", "X"]


def test_the_oldest_case_goes_first_under_case_age():
    model = process([task("A", "a", {"fixed": 10}), task("B", "a", {"fixed": 1})], people={"a": 1})
    _, fifo = played(model, moments=[0, 1, 2])
    _, age = played(model, moments=[0, 1, 2], discipline={"*": "age"})
    assert fifo.ended[0] == 31
    assert age.ended[0] == 11


@pytest.mark.parametrize(("policy", "end"), [("pause", 34), ("finish", 18), ("restart", 35)])
def test_policies_at_the_end_of_a_shift(policy, end):
    model = queue(time={"fixed": 2}, time_unit="h")
    week = weekly(range(7), 9, 17, policy=policy)
    _, out = played(model, moments=[16.0], calendars={"*": week})
    assert out.ended.tolist() == pytest.approx([end])


def test_work_that_comes_at_night_waits_for_the_morning_and_is_told_from_queueing():
    model = queue(time={"fixed": 2}, time_unit="h")
    report = simulate(
        model, replications=2, scenario=Scenario(arrivals=[2.0, 3.0], calendars={"clerk": weekly(range(5), 9, 17)})
    )
    assert report.measures["cycle_time"].value == pytest.approx((9 + 10) / 2)
    assert report.measures["waiting_calendar"].value == pytest.approx((7 + 6) / 2)
    assert report.measures["waiting_queue"].value == pytest.approx((0 + 2) / 2)


def test_worked_time_and_clock_time_are_inverse():
    plan, _ = played(queue(time_unit="h"), moments=[0.0], calendars={"*": calendar([(9, 12), (13, 17), (33, 41)])})
    program = plan.machine.program(1, 0, 1)
    for work in np.linspace(0.1, 100, 400):
        assert clock.worked(clock.clock(work, 0, program), 0, program) == pytest.approx(work)


def test_loop_markers_repeat_as_often_as_the_closed_form_says():
    model = process([task("A", "a", {"fixed": 1}, repeat={"share": 0.5, "at_most": 3})], people={"a": 10_000})
    plan, out = played(model, cases=20_000)
    assert out.tally.done.sum() / 20_000 == pytest.approx(1.75, abs=0.02)
    assert build_graph(model).nodes["A"].executions == pytest.approx(1.75)
    assert plan.machine.repeated


def test_tokens_created_are_consumed_and_littles_law_holds():
    plan, out = played(rework(), between=2.0, cases=20_000)
    assert out.totals[0] == out.totals[1]
    report = simulate(rework(), cases=20_000, warmup=2000, replications=2, scenario=Scenario(arrivals=2.0))
    wip, rate, cycle = (report.measures[name].value for name in ("wip", "throughput", "cycle_time"))
    assert wip == pytest.approx(rate * cycle, rel=0.02)
    assert plan.machine.compiled.begin >= 0


def assert_same(first, second):
    for name, left in zip(codes.Tally._fields, first.tally, strict=True):
        assert np.allclose(left, getattr(second.tally, name), rtol=1e-12, atol=1e-9), name
    assert first.totals == second.totals


@needs_numba
@pytest.mark.parametrize("name", ["rework", "or", "team", "calendar", "terminate", "batch", "joins"])
def test_the_compiled_loop_gives_the_same_as_plain_python(name):
    models = {
        "rework": (rework(), {}),
        "or": (fork("inclusive", "inclusive", (0.5, 0.4)), {}),
        "team": (process([task("A", ["a", "b"], {"pert": [1, 2, 9]}), task("B", "b", {"erlang": [3, 4]},
                 next=[{"to": "A", "share": 0.4}, {"to": "E", "share": 0.6}])], people={"a": 2, "b": 3}), {}),
        "calendar": (queue(time={"lognormal": [3, 2]}, time_unit="h"),
                     {"calendars": {"*": weekly(range(5), 9, 17, policy="restart")}}),
        "terminate": (process([{"id": "G", "parallel": "f", "next": ["A", "B"]}, task("A", "a", {"normal": [2, 1]},
                      next="T"), {"id": "T", "event": "x", "position": "end", "trigger": "terminate"},
                      task("B", "b", {"empirical": [1, 2, 9]}, next="E")], people={"a": 1, "b": 1}), {}),
        "batch": (process([task("A", "a", {"exponential": 2}, batch={"size": 4, "wait": 30}),
                  task("B", "b", {"uniform": [1, 5]}, batch={"size": 3}), task("C", "b", {"triangular": [1, 2, 6]},
                  batch={"wait": 25}, next=[{"to": "A", "share": 0.2}, {"to": "E", "share": 0.8}])],
                  people={"a": 1, "b": 2}), {"discipline": {"b": "spt"}}),
        "joins": (process([{"id": "M", "decision": "again"}, {"id": "G", "parallel": "s", "next": ["A", "H"]},
                  task("A", "a", {"exponential": 3}, next="J"),
                  {"id": "H", "inclusive": "s", "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.6}]},
                  task("B", "b", {"exponential": 1}, next="K"), task("C", "c", {"exponential": 2}, next="T"),
                  {"id": "T", "event": "t", "wait": {"exponential": 4}, "next": "K"}, {"id": "K", "inclusive": "j",
                  "next": "J"}, {"id": "J", "parallel": "j", "next": "D"}, task("D", "a", {"fixed": 1},
                  next=[{"to": "M", "share": 0.3}, {"to": "E", "share": 0.7}])],
                  people={"a": 1, "b": 1, "c": 1}), {}),
    }  # fmt: skip
    model, scenario = models[name]
    _, plain = played(model, cases=2000, between=12.0, **scenario)
    _, fast = played(model, cases=2000, between=12.0, engine="compiled", **scenario)
    assert_same(plain, fast)


@needs_numba
def test_a_horizon_leaves_the_same_queue_in_both_engines():
    outs = []
    for engine in ("python", "compiled"):
        plan = make_plan(
            queue(), cases=500, seed=3, size=1, engine=engine, horizon=100.0, scenario=Scenario(arrivals=0.8),
            assume=Assumptions(),
        )  # fmt: skip
        outs.append(play(plan, 0))
    assert_same(*outs)
    assert outs[0].tally.line.sum() > 0
    assert (outs[0].ended < 0).any()
    assert dataclasses.is_dataclass(outs[0])
