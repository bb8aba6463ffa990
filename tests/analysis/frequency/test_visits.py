"""How often each node is executed per case."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given

from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.graph.process_graph import GraphEdge, GraphNode, ProcessGraph
from bpr.model import Process
from bpr.quantity import Status
from tests.analysis.models import parallel_block_in_a_loop, routed_graphs
from tests.analysis.small_models import END, chain, graph, parallel, rework, start
from tests.analysis.token_game import play
from tests.strategies import processes

CASES = 20_000


def codes(visits):
    return [finding.code for finding in visits.findings]


def test_repetition_multiplies_visits():
    found = expected_visits(graph(*rework("20%")))
    assert found.visits["A"] == pytest.approx(1.25)
    assert found.flow["G->A"] == pytest.approx(0.25)
    assert (found.visits["E"], found.status) == (1.0, Status.EXACT)


def test_parallel_branches_and_their_join_happen_once():
    found = expected_visits(graph(*parallel({}, {})))
    assert [found.visits[node] for node in ("P", "B", "C", "J", "E")] == [1.0] * 5


def test_a_loop_around_a_parallel_block_agrees_with_the_token_game():
    built = parallel_block_in_a_loop()
    played, found = play(built, CASES), expected_visits(built)
    for node in built.nodes:
        assert found.visits[node] == pytest.approx(played.executions[node] / CASES, rel=0.05)
    for edge in built.edges:
        assert found.flow[edge.id] == pytest.approx(played.flows[edge.id] / CASES, rel=0.05)


def test_where_unknown_branches_meet_again_everything_behind_is_exact():
    found = expected_visits(
        graph(
            start("X"),
            {"id": "X", "decision": "?", "next": ["B", "C"]},
            {"id": "B", "name": "b", "next": "M"},
            {"id": "C", "name": "c", "next": "M"},
            {"id": "M", "decision": None, "next": "D"},
            {"id": "D", "name": "d", "next": "E"},
            END,
        )
    )
    assert [found.visits[node] for node in ("B", "C", "M", "D", "E")] == [None, None, 1.0, 1.0, 1.0]
    assert (found.status, found.unknown_splits) == (Status.UNKNOWN, ("X",))
    assert found.flow["X->B"] is None
    assert codes(found) == ["PROB_UNKNOWN"]


def test_an_assumption_is_told_wherever_it_counts():
    steps = [start("X"), {"id": "X", "decision": "?", "next": ["B", "E"]}, {"id": "B", "name": "b", "next": "E"}, END]
    found = expected_visits(graph(*steps), assume_uniform=True)
    assert (found.visits["B"], found.status) == (0.5, Status.ASSUMED)
    assert found.assumptions == ("assume_uniform_probabilities",)


def test_an_assumption_that_was_not_needed_is_not_told():
    found = expected_visits(graph(*rework()), assume_uniform=True)
    assert (found.status, found.assumptions) == (Status.EXACT, ())


def test_a_loop_that_no_case_leaves_is_infinite():
    found = expected_visits(graph(*rework("100%")))
    assert (found.status, found.vectors) == (Status.INFINITE, None)
    assert set(found.visits.values()) == {None}
    assert codes(found)[-1] == "NO_EXIT_PROBABILITY"
    assert "A" in found.findings[-1].elements


def test_a_loop_without_any_way_out_is_infinite_too():
    found = expected_visits(
        graph(start("A"), {"id": "A", "name": "a", "next": "B"}, {"id": "B", "name": "b", "next": "A"}, END)
    )
    assert found.status is Status.INFINITE


def test_parallel_branches_behind_a_choice_do_not_meet():
    found = expected_visits(
        graph(
            start("X"),
            {"id": "X", "decision": "?", "next": [{"to": "B", "share": 0.3}, {"to": "C", "share": 0.7}]},
            {"id": "B", "name": "b", "next": "J"},
            {"id": "C", "name": "c", "next": "J"},
            {"id": "J", "parallel": None, "next": "E"},
            END,
        )
    )
    assert found.status is Status.INVALID
    assert codes(found) == ["AND_FLOW_MISMATCH"]
    assert found.findings[0].elements == ("J",)


def test_an_inclusive_join_happens_as_often_as_the_split_that_opened_its_block():
    found = expected_visits(
        graph(
            start("O"),
            {"id": "O", "inclusive": "?", "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.4}]},
            {"id": "B", "name": "b", "next": "J"},
            {"id": "C", "name": "c", "next": "J"},
            {"id": "J", "inclusive": None, "next": "E"},
            END,
        )
    )
    assert found.visits["B"] == pytest.approx(0.5 / 0.7)
    assert (found.visits["J"], found.visits["E"]) == (1.0, 1.0)


def two_starts(first, second, **fields):
    return graph(
        {"id": "S", "event": "mail", "position": "start", "next": "A", **first},
        {"id": "T", "event": "call", "position": "start", "next": "B", **second},
        {"id": "A", "name": "a", "role": "r", "next": "M"},
        {"id": "B", "name": "b", "role": "q", "next": "M"},
        {"id": "M", "name": "m", "next": "E"},
        END,
        **fields,
    )


def test_starts_are_alternatives_with_shares():
    found = expected_visits(two_starts({"share": 0.3}, {"share": 0.7}))
    assert (found.visits["A"], found.visits["B"], found.visits["M"]) == (0.3, 0.7, 1.0)


def test_one_start_without_share_takes_the_rest():
    found = expected_visits(two_starts({"share": 0.3}, {}))
    assert found.visits["B"] == pytest.approx(0.7)


def test_starts_without_shares_are_unknown_until_they_meet():
    found = expected_visits(two_starts({}, {}))
    assert (found.visits["A"], found.visits["B"], found.visits["M"]) == (None, None, 1.0)


def test_every_organisation_has_its_own_cases():
    found = expected_visits(
        two_starts(
            {"role": "r"},
            {"role": "q"},
            organisations={"o": "Buyer", "p": "Seller"},
            departments={"d": {"name": "D", "organisation": "o"}, "e": {"name": "F", "organisation": "p"}},
            roles={"r": {"name": "R", "department": "d"}, "q": {"name": "Q", "department": "e"}},
        )
    )
    assert (found.visits["A"], found.visits["B"]) == (1.0, 1.0)


def test_what_no_start_leads_to_is_never_executed():
    found = expected_visits(graph(*rework(), {"id": "Z", "name": "z", "next": "E"}))
    assert (found.visits["Z"], found.visits["E"]) == (0.0, 1.0)


def test_executions_count_loop_markers():
    built = graph(*chain({"id": "A", "name": "a", "repeat": {"share": 0.5}}, {"id": "B", "name": "b", "repeat": {}}))
    found = expected_visits(built)
    assert (found.executions(built, "A"), found.executions(built, "B")) == (2.0, None)


def test_a_chain_of_a_hundred_thousand_nodes_takes_seconds():
    size = 100_000
    names = ["S", *(f"A{number}" for number in range(size)), "E"]
    nodes = {name: GraphNode(name, "activity") for name in names}
    nodes |= {"S": GraphNode("S", "start"), "E": GraphNode("E", "end")}
    edges = tuple(GraphEdge(f"{one}->{two}", one, two) for one, two in pairwise(names))
    built = ProcessGraph(Process(id="p"), nodes, edges)
    began = time.process_time()
    found = expected_visits(built)
    assert time.process_time() - began < 10.0
    assert found.visits["E"] == 1.0
    assert found.status is Status.EXACT


@given(routed_graphs())
def test_what_flows_in_flows_out(built):
    found = expected_visits(built)
    assert found.visits["E"] == pytest.approx(1.0)
    for node in built.nodes:
        ways_in, ways_out = built.incoming[node], built.outgoing[node]
        if ways_in:
            assert found.visits[node] == pytest.approx(sum(found.flow[edge.id] for edge in ways_in))
        if ways_out:
            assert found.visits[node] == pytest.approx(sum(found.flow[edge.id] for edge in ways_out))


@given(processes())
def test_a_sound_process_is_never_infinite_or_invalid(process):
    found = expected_visits(build_graph(process))
    assert found.status in (Status.EXACT, Status.UNKNOWN)
    assert all(value is None or value >= 0.0 for value in found.visits.values())
    assert all(finding.message.zh for finding in found.findings)


@given(processes(complete=True))
def test_a_complete_process_leaves_no_visit_unknown(process):
    found = expected_visits(build_graph(process))
    assert found.status is Status.EXACT
    assert None not in found.visits.values()
    assert None not in found.flow.values()


def beginning(*steps, **changes):
    return graph_of_steps({"process": "p", "roles": {"a": "A"}, "steps": list(steps), **changes})


def graph_of_steps(data):
    return build_graph(Process.model_validate(data))


START = {"id": "S", "event": None, "position": "start", "next": "A"}
SECOND = {"id": "S2", "event": None, "position": "start", "next": "A"}
WORK = {"id": "A", "name": "Work", "time": 10, "next": "E"}
FINISH = {"id": "E", "event": None, "position": "end"}


def test_a_process_without_a_start_event_has_unknown_visits_not_zero():
    found = expected_visits(beginning(WORK, FINISH))
    assert found.visits["A"] is None
    assert found.status is Status.UNKNOWN
    assert found.unknown_beginnings == ("A.frequency",)


def test_shares_of_starts_that_do_not_sum_to_one_are_reported_and_not_used():
    found = expected_visits(beginning({**START, "share": 0.8}, {**SECOND, "share": 0.8}, WORK, FINISH))
    assert "PROB_SUM" in {finding.code for finding in found.findings}
    assert found.visits["A"] == 1.0
    assert found.visits["S"] is None


def test_the_remainder_goes_to_the_only_start_without_a_share():
    found = expected_visits(beginning({**START, "share": 0.8}, SECOND, WORK, FINISH))
    assert (found.visits["S"], found.visits["S2"]) == pytest.approx((0.8, 0.2))


def test_a_single_start_begins_every_case_whatever_its_share_says():
    found = expected_visits(beginning({**START, "share": 0.4}, WORK, FINISH))
    assert found.visits["A"] == 1.0
    assert "PROB_SUM" in {finding.code for finding in found.findings}


def test_a_parallel_split_that_restarts_its_own_loop_is_named_for_what_it_is():
    split = {"id": "P", "parallel": None, "next": ["A", "E"]}
    found = expected_visits(beginning(START, {**WORK, "next": "P"}, split, FINISH))
    (finding,) = found.findings
    assert finding.code == "NO_EXIT_PROBABILITY"
    assert "multiplies" in finding.message.en
    assert set(finding.elements) == {"A", "P"}
