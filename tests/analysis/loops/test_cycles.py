from __future__ import annotations

import time

import networkx as nx
import pytest
from hypothesis import given

from bpr.analysis.loops.cycles import cycle_paths
from bpr.analysis.loops.nesting import nesting_forest
from tests.analysis.models import END, START, choice, graph, routed_graphs, step


def listed(built, **bounds):
    return cycle_paths(built, [r.body for r in nesting_forest(built) if r.parent is None], **bounds)


def doubled(count, *, with_work):
    """A loop through ``count`` choices of two ways: 2 to the power of ``count`` cycles."""
    steps = [{**START, "next": "A"}, step("A", "r1", "G0")]
    for number in range(count):
        onward = f"G{number + 1}" if number + 1 < count else "X"
        steps.append(choice(f"G{number}", **{f"L{number}": 0.5, f"R{number}": 0.5}))
        for side in "LR":
            name = f"{side}{number}"
            steps.append(step(name, "r1", onward) if with_work else {"id": name, "event": None, "next": onward})
    return graph(*steps, choice("X", A=0.1, E=0.9), END)


@given(routed_graphs())
def test_the_unbounded_list_agrees_with_networkx(built):
    found = listed(built, max_cycles=None, max_length=None, budget=None)
    simple = nx.DiGraph((edge.source, edge.target) for edge in built.edges)
    wanted = {frozenset(zip(cycle, [*cycle[1:], cycle[0]], strict=True)) for cycle in nx.simple_cycles(simple)}
    assert {frozenset(zip(cycle, [*cycle[1:], cycle[0]], strict=True)) for cycle in found.nodes} == wanted
    assert sum(variants for _, variants in found.steps) <= len(wanted)
    assert found.truncated is None


@pytest.mark.parametrize(("count", "with_work", "because"), [(20, True, "max_length"), (20, False, "max_cycles")])
def test_graphs_with_a_million_cycles_are_answered_at_once(count, with_work, because):
    built = doubled(count, with_work=with_work)
    begin = time.perf_counter()
    found = listed(built)
    assert time.perf_counter() - begin < 0.5
    assert found.truncated == because


def test_cycles_that_differ_in_routing_only_are_one_with_variants():
    found = listed(doubled(3, with_work=False))
    assert found.steps == ((("A",), 8),)
    assert found.nodes == (("A", "G0", "G1", "G2", "X"),)


def test_the_shortest_cycles_come_first_when_the_list_is_cut():
    built = doubled(8, with_work=True)
    found = listed(built, max_cycles=10)
    assert (len(found.steps), found.truncated) == (10, "max_cycles")
    names = [f"N{number}" for number in range(6)]
    row = [step(name, "r1", f"G{number}") for number, name in enumerate(names)]
    gates = [choice(f"G{i}", **{names[0]: 0.1, (names[i + 1] if i < 5 else "E"): 0.9}) for i in range(6)]
    short = listed(graph({**START, "next": "N0"}, *row, *gates, END), max_cycles=2)
    assert [cycle for cycle, _ in short.steps] == [("N0",), ("N0", "N1")]


def test_a_list_that_is_complete_is_not_called_truncated():
    names = [f"N{number:02}" for number in range(20)]
    row = [step(name, "r1", f"G{number}") for number, name in enumerate(names)]
    gates = [choice(f"G{i}", **{names[max(i - 1, 0)]: 0.1, (names[i + 1] if i < 19 else "E"): 0.9}) for i in range(20)]
    found = listed(graph({**START, "next": names[0]}, *row, *gates, END))
    assert found.truncated is None
    assert len(found.steps) == 20


def test_a_small_budget_stops_the_search():
    found = listed(doubled(10, with_work=True), budget=50)
    assert found.truncated == "budget"
