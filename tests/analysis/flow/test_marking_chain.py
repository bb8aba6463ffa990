from __future__ import annotations

import random
import statistics

import pytest

from bpr.analysis.flow.marking_chain import chain_time
from bpr.analysis.frequency.visits import expected_visits
from tests.analysis.small_models import END, chain, graph, parallel, rework, start

ACTIVITY = {"name": "Work"}


def solve(made, stages, **options):
    return chain_time(made, made.starts, expected_visits(made).weights, stages, **options)


def test_two_parallel_exponentials():
    found = solve(graph(*parallel(ACTIVITY, ACTIVITY)), {"B": (1.0,), "C": (2.0,)})
    assert (found.outcome, found.time) == ("exact", pytest.approx(7 / 3))
    assert found.states == 3


def test_stages_add_up_in_a_sequence():
    found = solve(graph(*chain({"id": "A", "name": "Work"})), {"A": (2.0, 2.0, 2.0)})
    assert found.time == pytest.approx(6.0)


def test_a_loop_is_geometric():
    assert solve(graph(*rework("20%")), {"A": (30.0,), "B": (10.0,)}).time == pytest.approx(50.0)


def test_many_states_stop_at_the_bound():
    names = [f"N{number}" for number in range(12)]
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": names},
        *({"id": name, "name": name, "next": "J"} for name in names),
        {"id": "J", "parallel": None, "next": "E"},
        END,
    )
    found = solve(made, dict.fromkeys(names, (1.0,)), max_states=100)
    assert (found.outcome, found.time) == ("state_limit", None)


@pytest.mark.parametrize(
    ("opening", "closing"), [("decision", "parallel"), ("parallel", "decision")], ids=["deadlock", "lack of sync"]
)
def test_an_unsound_block_has_no_time(opening, closing):
    ways = [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.5}] if opening == "decision" else ["B", "C"]
    made = graph(
        start("P"),
        {"id": "P", opening: None, "next": ways},
        {"id": "B", "name": "B", "next": "J"},
        {"id": "C", "name": "C", "next": "J"},
        {"id": "J", closing: None, "next": "A"},
        {"id": "A", "name": "A", "next": "E"},
        END,
    )
    assert solve(made, {"A": (5.0,), "B": (1.0,), "C": (1.0,)}).outcome == "unsound"


def test_an_inclusive_join_waits_for_the_branches_under_way():
    made = graph(
        start("P"),
        {"id": "P", "inclusive": None, "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.4}]},
        {"id": "B", "name": "B", "next": "J"},
        {"id": "C", "name": "C", "next": "J"},
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    both = 1 + 2 - 1 / (1 / 1 + 1 / 2)
    assert solve(made, {"B": (1.0,), "C": (2.0,)}).time == pytest.approx((0.3 * 1 + 0.2 * 2 + 0.2 * both) / 0.7)


def test_a_terminate_end_stops_the_other_branch():
    made = graph(
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        {"id": "B", "name": "B", "next": "E"},
        {"id": "C", "name": "C", "next": "T"},
        END,
        {"id": "T", "event": None, "position": "end", "trigger": "terminate"},
    )
    assert solve(made, {"B": (1.0,), "C": (1.0,)}).time == pytest.approx(0.5 + 0.5 * 1.0)


def test_a_delay_on_a_flow_has_to_run_too():
    steps = chain({"id": "A", "name": "A", "next": {"to": "B", "delay": 3}}, {"id": "B", "name": "B"})
    assert solve(graph(*steps), {"A": (1.0,), "A->B": (3.0,), "B": (2.0,)}).time == pytest.approx(6.0)


def test_cross_connected_branches_agree_with_random_play():
    """Oracle FL-12 by a second method: E max(A + C, max(A, B) + D)."""
    play = random.Random(7)

    def once():
        a, b, c, d = (play.expovariate(1 / mean) for mean in (2.0, 3.0, 4.0, 1.0))
        return max(a + c, max(a, b) + d)

    made = graph(
        start("P1"),
        {"id": "P1", "parallel": None, "next": ["A", "B"]},
        {"id": "A", "name": "A", "next": "P2"},
        {"id": "B", "name": "B", "next": "P3"},
        {"id": "P2", "parallel": None, "next": ["C", "P3"]},
        {"id": "P3", "parallel": None, "next": "D"},
        {"id": "C", "name": "C", "next": "P4"},
        {"id": "D", "name": "D", "next": "P4"},
        {"id": "P4", "parallel": None, "next": "E"},
        END,
    )
    found = solve(made, {"A": (2.0,), "B": (3.0,), "C": (4.0,), "D": (1.0,)})
    assert found.time == pytest.approx(statistics.fmean(once() for _ in range(40_000)), rel=0.02)
