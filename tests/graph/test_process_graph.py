"""The graph that analyses read."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from bpr.graph import build_graph
from bpr.graph.process_graph import NO_SYSTEM, GraphNode
from tests.analysis.small_models import END, chain, graph, parallel, rework, start
from tests.strategies import processes


@pytest.mark.parametrize(
    ("node", "split"),
    [
        ({"decision": "?"}, "xor"),
        ({"decision": "?", "waits_for_event": True}, "event"),
        ({"parallel": None}, "and"),
        ({"inclusive": None}, "or"),
        ({"name": "Work"}, "and"),
        ({"event": "told"}, "and"),
    ],
)
def test_a_node_with_several_ways_splits_by_its_kind(node, split):
    built = graph(start("A"), {"id": "A", "next": ["E", "F"], **node}, END, {**END, "id": "F"})
    assert built.split("A") == split


@pytest.mark.parametrize("way", [{"share": 0.5}, {"when": "late"}])
def test_shares_or_conditions_make_the_ways_of_an_activity_exclusive(way):
    built = graph(start("A"), {"id": "A", "name": "a", "next": ["E", {"to": "F", **way}]}, END, {**END, "id": "F"})
    assert built.split("A") == "xor"


def test_a_node_with_one_way_does_not_split_and_with_one_input_does_not_join():
    built = graph(*chain({"id": "P", "parallel": None}))
    assert (built.split("P"), built.join("P")) == ("none", "none")


def test_joins_wait_or_merge_by_the_kind_of_the_node():
    assert graph(*parallel({}, {})).join("J") == "and"
    assert graph(*rework()).join("A") == "merge"
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": ["B", "C"]},
        {"id": "B", "name": "b", "next": "J"},
        {"id": "C", "name": "c", "next": "J"},
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    assert built.join("J") == "or"


def test_reachable_nodes_go_forwards_and_backwards():
    built = graph(*rework(), {"id": "Z", "name": "nobody comes here"})
    assert built.reachable(["G"]) == {"A", "B", "G", "E"}
    assert built.reachable(["A"], backwards=True) == {"S", "A", "B", "G"}
    assert built.reachable([]) == set()


def test_groups_hold_nodes_that_lead_to_each_other_targets_first():
    assert graph(*rework()).groups == (("E",), ("A", "B", "G"), ("S",))


def test_the_end_of_a_sub_process_comes_before_its_opening_even_where_no_way_leads_there():
    inner = [{"id": "B", "name": "b", "next": "C"}, {"id": "C", "name": "c", "next": "B"}]
    built = graph(start("P"), {"id": "P", "subprocess": "x", "steps": inner, "next": "E"}, END)
    order = [group[0] for group in built.groups]
    assert order.index("P/end") < order.index("P")


def test_holders_at_each_level():
    node = GraphNode("A", "activity", roles=("r", "q"), department="d", organisation="o", systems=("erp", "crm"))
    assert [node.holder(level) for level in ("role", "department", "organisation", "system")] == ["r", "d", "o", "erp"]


def test_no_system_differs_from_an_unknown_one():
    assert GraphNode("A", "activity", systems=()).holder("system") == NO_SYSTEM
    assert GraphNode("A", "activity").holder("system") is None
    assert GraphNode("A", "activity").holder("role") is None


def test_a_node_without_label_is_called_by_its_id():
    built = graph(*chain({"id": "A", "name": {"en": "Write", "zh": "撰写"}}))
    assert (built.nodes["A"].name(), built.nodes["A"].name("zh"), built.nodes["S"].name()) == ("Write", "撰写", "S")


def test_the_network_carries_attributes_and_keeps_parallel_flows_and_messages():
    built = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": [{"to": "A", "share": 0.5}, {"to": "A", "share": 0.5}]},
        {"id": "A", "name": "Write", "role": "r", "time": 3, "next": "E"},
        END,
        messages=[{"id": "m", "from": "A", "to": "G"}],
    )
    network = built.network
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes["A"]["role"] == "r"
    assert (network.nodes["A"]["time"], network.nodes["A"]["wait"], network.nodes["A"]["step"]) == (3.0, None, True)
    assert {key: data["prob"] for *_, key, data in network.out_edges("G", keys=True, data=True)} == {
        "G->A": 0.5,
        "G->A#2": 0.5,
    }
    assert network.edges["A", "G", "m"]["kind"] == "message"


@given(processes())
def test_every_flow_leaves_and_enters_exactly_once(process):
    built = build_graph(process)
    assert sorted(edge.id for ways in built.outgoing.values() for edge in ways) == sorted(built.edge)
    assert sorted(edge.id for ways in built.incoming.values() for edge in ways) == sorted(built.edge)


@given(processes())
def test_groups_hold_every_node_once_and_come_behind_what_they_lead_to(process):
    built = build_graph(process)
    place = {node: number for number, group in enumerate(built.groups) for node in group}
    assert set(place) == set(built.nodes)
    assert sum(map(len, built.groups)) == len(built.nodes)
    assert all(place[edge.target] <= place[edge.source] for edge in built.edges)


def test_flows_are_a_fresh_plain_network_of_nodes_and_sequence_flows():
    built = graph(*rework())
    flows = built.flows()
    assert list(flows.nodes) == list(built.nodes)
    assert set(flows.edges) == {(edge.source, edge.target) for edge in built.edges}
    flows.clear()
    assert built.flows().number_of_nodes() == len(built.nodes) > 0
