from __future__ import annotations

import math

import pytest
from hypothesis import given

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.find import find_handoffs
from bpr.analysis.handoffs.transfers import expected_transfers, find_transfers
from tests.analysis.models import END, START, choice, graph, parallel_block_in_a_loop, routed_graphs, step
from tests.analysis.token_game import play

CASES = 20_000


@given(routed_graphs())
def test_what_leaves_and_enters_a_step_is_what_it_executes(built):
    visits = expected_visits(built).visits
    transfers = expected_transfers(built, expected_visits(built))
    for name in built.steps:
        leaving = math.fsum(value for (first, _), value in transfers.items() if first == name)
        entering = math.fsum(value for (_, second), value in transfers.items() if second == name)
        assert leaving + (name == "Z") == pytest.approx(visits[name])
        assert entering + (name == "A") == pytest.approx(visits[name])


def test_transfers_agree_with_the_token_game():
    built = parallel_block_in_a_loop()
    played = play(built, CASES)
    transfers = expected_transfers(built, expected_visits(built))
    assert set(played.transfers) == set(transfers)
    for pair, value in transfers.items():
        assert played.transfers[pair] / CASES == pytest.approx(value, rel=0.05)


def test_an_empty_parallel_branch_hands_on_what_came_before():
    built = graph(
        START,
        step("A", "r1", "P1"),
        {"id": "P1", "parallel": None, "next": ["B", "P2"]},
        step("B", "r2", "P2"),
        {"id": "P2", "parallel": None, "next": "C"},
        step("C", "r3", "E"),
        END,
    )
    assert expected_transfers(built, expected_visits(built)) == {("A", "B"): 1.0, ("A", "C"): 1.0, ("B", "C"): 1.0}


def test_unknown_shares_leave_only_those_transfers_open_that_depend_on_them():
    built = graph(
        START,
        step("A", "r1", "G"),
        {"id": "G", "decision": None, "next": ["V1", "V2"]},
        {"id": "V1", "event": None, "next": "M"},
        {"id": "V2", "event": None, "next": "M"},
        {"id": "M", "decision": None, "next": "B"},
        step("B", "r2", "H"),
        {"id": "H", "decision": None, "next": ["C", "D"]},
        step("C", "r1", "E"),
        step("D", "r2", "E"),
        END,
    )
    assert expected_transfers(built, expected_visits(built)) == {
        ("A", "B"): 1.0,
        ("B", "C"): None,
        ("B", "D"): None,
    }
    report = find_handoffs(built)
    assert report.transfers_per_case.value == pytest.approx(2.0)
    assert (report.handoffs_per_case.value, report.handoffs_per_case.status) == (None, "bounded")
    assert (report.handoffs_lower.value, report.handoffs_upper.value) == pytest.approx((1.0, 2.0))


def test_a_decision_that_leads_to_the_same_holder_either_way_leaves_nothing_open():
    built = graph(
        START,
        step("A", "r1", "G"),
        {"id": "G", "decision": None, "next": ["B", "C"]},
        step("B", "r2", "E"),
        step("C", "r2", "E"),
        END,
    )
    assert find_handoffs(built).handoffs_per_case.value == pytest.approx(1.0)


def test_a_loop_of_routing_nodes_with_unknown_shares_has_bounds():
    built = graph(
        START,
        step("A", "r1", "M"),
        {"id": "M", "decision": None, "next": "G"},
        {"id": "G", "decision": None, "next": ["M", "B"]},
        step("B", "r2", "E"),
        END,
    )
    low, high = find_transfers(built, expected_visits(built)).shares["A", "B"]
    assert 0.0 <= low <= high <= 1.0


def test_a_loop_marker_hands_a_step_to_itself():
    built = graph(START, step("A", "r1", "B", repeat={"share": 0.5}), step("B", "r2", "E"), END)
    report = find_handoffs(built)
    assert report.transfers_per_case.value == pytest.approx(2.0)
    assert report.handoffs_per_case.value == pytest.approx(1.0)
    assert report.matrix["r1", "r1"].value == pytest.approx(1.0)


def test_two_outcomes_with_one_target_add_up():
    built = graph(
        START,
        step("A", "r1", "G"),
        {"id": "G", "decision": None, "next": [{"to": "B", "share": 0.25}, {"to": "B", "share": 0.75}]},
        step("B", "r2", "E"),
        END,
    )
    assert expected_transfers(built, expected_visits(built)) == {("A", "B"): 1.0}


def test_a_share_of_zero_is_legal_and_gives_zero():
    built = graph(
        START, step("A", "r1", "G"), choice("G", B=0.0, C=1.0), step("B", "r2", "E"), step("C", "r1", "E"), END
    )
    report = find_handoffs(built)
    assert report.handoffs_per_case.value == 0.0
    assert ("r1", "r2") not in report.matrix
