from __future__ import annotations

from bpr.analysis.loops.nesting import back_edges, chain, dominators, nesting_forest, postdominators
from tests.analysis.models import END, START, choice, graph, step


def test_a_multi_entry_loop_has_returning_flows_but_only_returns_lead_back():
    built = graph(
        START,
        choice("A", B=0.5, C=0.5),
        step("B", to="C"),
        step("C", to="G"),
        choice("G", B=0.1, E=0.9),
        END,
    )
    (region,) = nesting_forest(built)
    assert region.entries == ("B", "C")
    assert region.returning == ("G->B", "B->C")
    assert region.returns == ("G->B",)
    assert back_edges(built, dominators(built)) == ()


def test_loops_stand_right_before_the_loops_inside_them():
    built = graph(
        START,
        step("A", to="B"),
        step("B", to="G"),
        choice("G", B=0.2, H=0.8),
        choice("H", A=0.2, C=0.8),
        step("C", to="I"),
        choice("I", C=0.2, E=0.8),
        END,
    )
    regions = nesting_forest(built)
    assert [(region.entries, region.depth, region.parent) for region in regions] == [
        (("A",), 1, None),
        (("B",), 2, 0),
        (("C",), 1, None),
    ]
    assert chain(regions, 1) == [0, 1]


def test_a_self_edge_is_a_loop():
    built = graph(START, step("A", to=[{"to": "A", "share": 0.5}, {"to": "E", "share": 0.5}]), END)
    (region,) = nesting_forest(built)
    assert (region.entries, region.returns) == (("A",), ("A->A",))


def test_a_loop_nobody_can_reach_is_still_a_loop():
    built = graph({**START, "next": "E"}, step("A", to="B"), step("B", to="A"), END)
    (region,) = nesting_forest(built)
    assert region.body == {"A", "B"}
    assert region.entries == ("A",)


def test_dominators_tell_what_lies_on_every_path():
    built = graph(START, step("A", to="G"), choice("G", B=0.5, C=0.5), step("B", to="C"), step("C", to="E"), END)
    before, behind = dominators(built), postdominators(built)
    assert before.dominates("A", "C")
    assert not before.dominates("B", "C")
    assert behind.dominates("C", "B")
    assert not behind.dominates("B", "A")


def test_two_hundred_loops_inside_each_other_are_found():
    names = [f"N{number:03}" for number in range(200)]
    row = [step(name, to=onward) for name, onward in zip(names, [*names[1:], "G000"], strict=True)]
    gates = [
        choice(f"G{number:03}", **{names[-1 - number]: 0.1, (f"G{number + 1:03}" if number < 199 else "E"): 0.9})
        for number in range(200)
    ]
    regions = nesting_forest(graph({**START, "next": names[0]}, *row, *gates, END))
    assert [region.depth for region in regions] == list(range(1, 201))


def test_a_forward_flow_that_closes_a_cycle_without_returns_is_a_return_too():
    built = graph(
        START,
        choice("A", B=0.5, D=0.5),
        step("B", to="C"),
        step("C", to="D"),
        step("D", to="G"),
        choice("G", C=0.3, B=0.1, E=0.6),
        END,
    )
    (region,) = nesting_forest(built)
    assert region.entries == ("B", "D")
    assert region.returning == ("G->B", "C->D")
    assert region.returns == ("G->B", "C->D")
