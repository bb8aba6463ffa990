from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpr.analysis.flow.blocks import concurrent_splits, reduce_blocks
from bpr.analysis.flow.cycle_time import main_starts
from bpr.analysis.flow.distributions import dist_of
from bpr.analysis.flow.marking_chain import chain_time
from bpr.analysis.flow.spans import span_of
from bpr.analysis.flow.timing import Timing, timing_of
from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.model.time import Duration
from tests.analysis.small_models import END, chain, graph, parallel, start
from tests.strategies import processes


def reduce(made):
    starts = main_starts(made)
    alive = made.reachable(starts)
    timing = timing_of(made, alive, waiting=True)
    return reduce_blocks(made, alive, starts, expected_visits(made).weights, timing)


def work(name, value, **fields):
    return {"id": name, "name": name, "time": {"fixed": value}, "wait": 0, **fields}


def test_parallel_fixed_branches_take_the_longest_and_are_listed():
    found = reduce(graph(*parallel(work("B", 3), work("C", 8))))
    assert found.span.low == found.span.high == 8.0
    [block] = found.blocks
    assert (block.split, block.join, block.kind, block.method) == ("P", "J", "and", "max_of_fixed")


def test_routing_inside_a_branch_is_reduced_first():
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "G"]},
        work("B", 4, next="J"),
        {"id": "G", "decision": "?", "next": [{"to": "C", "share": 0.5}, {"to": "D", "share": 0.5}]},
        work("C", 2, next="M"),
        work("D", 8, next="M"),
        {"id": "M", "decision": None, "next": "J"},
        {"id": "J", "parallel": None, "next": "E"},
        END,
    )
    assert reduce(made).span.low == pytest.approx(6.0)


def test_a_parallel_block_inside_a_loop_is_repeated():
    made = graph(
        start("X"),
        {"id": "X", "decision": None, "next": "P"},
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        work("B", 3, next="J"),
        work("C", 8, next="J"),
        {"id": "J", "parallel": None, "next": "G"},
        {"id": "G", "decision": "?", "next": [{"to": "X", "share": 0.5}, {"to": "E", "share": 0.5}]},
        END,
    )
    assert reduce(made).span.low == pytest.approx(16.0)


def test_parallel_branches_may_end_on_their_own():
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        work("B", 3, next="E"),
        work("C", 8, next="F"),
        END,
        {"id": "F", "event": None, "position": "end"},
    )
    assert reduce(made).span.low == 8.0


def test_a_choice_closed_by_a_parallel_join_does_not_reduce():
    made = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.5}]},
        work("B", 3, next="J"),
        work("C", 8, next="J"),
        {"id": "J", "parallel": None, "next": "E"},
        END,
    )
    assert reduce(made).span is None


def test_branches_that_both_reach_an_exclusive_merge_do_not_reduce():
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        work("B", 3, next="D"),
        work("C", 8, next="D"),
        work("D", 1, next="E"),
        END,
    )
    assert reduce(made).span is None


def test_a_join_that_waits_for_a_dead_branch_does_not_reduce():
    steps = parallel(work("B", 3), work("C", 8))
    assert reduce(graph(*steps, work("X", 1, next="J"))).span is None


def test_a_branch_that_terminates_the_case_does_not_wait_for_its_siblings():
    terminate = {"id": "T", "event": None, "position": "end", "trigger": "terminate"}
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        work("B", 3, next="T"),
        work("C", 8, next="E"),
        END,
        terminate,
    )
    alone = graph(*chain(work("A", 3, next="T")), terminate)
    assert reduce(made).span is None
    assert reduce(alone).span.low == 3.0


def test_unknown_shares_become_bounds():
    made = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": ["B", "P"]},
        work("B", 3, next="E"),
        {"id": "P", "parallel": None, "next": ["C", "D"]},
        work("C", 8, next="J"),
        work("D", 9, next="J"),
        {"id": "J", "parallel": None, "next": "E"},
        END,
    )
    assert (reduce(made).span.low, reduce(made).span.high) == (3.0, 9.0)


def test_a_sub_process_with_parallel_steps_ends_when_all_are_done():
    inner = [work("B", 3), work("C", 8)]
    made = graph(*chain({"id": "P", "subprocess": "Both", "steps": inner}))
    assert reduce(made).span.low == 8.0


def exponential_timing(made, means):
    durations = {
        step: Duration(family="exponential", values=(float(means[place % len(means)]),))
        for place, step in enumerate(made.steps)
    }
    spans = {step: span_of(item.mean, item.variance, dist_of(item)) for step, item in durations.items()}
    return Timing(spans, {}, {step: (item.mean,) for step, item in durations.items()}, ())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes(complete=True), st.lists(st.integers(1, 9), min_size=5, max_size=5))
def test_block_formulas_and_the_marking_chain_agree(made, means):
    """Two independent methods: where blocks are exact both give one number, else the chain lies in the bounds."""
    drawn = build_graph(made)
    starts, weights = main_starts(drawn), expected_visits(drawn).weights
    timing = exponential_timing(drawn, means)
    chain_result = chain_time(drawn, starts, weights, timing.stages, max_states=2000)
    if chain_result.outcome != "exact":
        return
    span = reduce_blocks(drawn, drawn.reachable(starts), starts, weights, timing).span
    assert span is not None
    assert span.low <= chain_result.time * (1 + 1e-6)
    assert chain_result.time <= span.high * (1 + 1e-6)
    if not concurrent_splits(drawn, drawn.reachable(starts)):
        assert span.exact
