import pytest
from hypothesis import HealthCheck, given, settings

from bpr.compare.order import Profile, compare_order
from bpr.graph import build_graph
from tests.compare.models import chain, decision
from tests.strategies import processes


def parallel(first="B", second="C"):
    return chain(
        "A",
        {"id": "P", "parallel": None, "next": [first, second]},
        {"id": first, "name": first, "next": "J"},
        {"id": second, "name": second, "next": "J"},
        {"id": "J", "parallel": None, "next": "D"},
        "D",
    )


def orders(as_is, to_be):
    partners = {activity.id: activity.id for activity in as_is.activities() if activity.id in to_be.nodes}
    return compare_order(build_graph(as_is), build_graph(to_be), partners)


def test_a_chain_is_a_total_order():
    profile = Profile(build_graph(chain("A", "B", "C")))
    assert profile.relation("A", "C") == "before"
    assert profile.relation("C", "B") == "after"


def test_behind_a_parallel_split_steps_are_concurrent_and_behind_a_choice_exclusive():
    choice = chain("A", decision("G", "Which?", {"B": 0.5, "C": 0.5}), {"id": "B", "name": "B", "next": "D"}, "C", "D")
    assert Profile(build_graph(parallel())).relation("B", "C") == "concurrent"
    assert Profile(build_graph(choice)).relation("B", "C") == "exclusive"


def test_the_nearest_split_decides():
    nested = chain(
        {"id": "P", "parallel": None, "next": ["G", "C"]},
        decision("G", "Which?", {"A": 0.5, "B": 0.5}),
        {"id": "A", "name": "A", "next": "M"},
        {"id": "B", "name": "B", "next": "M"},
        {"id": "M", "decision": None, "next": "J"},
        {"id": "C", "name": "C", "next": "J"},
        {"id": "J", "parallel": None},
    )
    profile = Profile(build_graph(nested))
    assert profile.relation("A", "B") == "exclusive"
    assert profile.relation("A", "C") == "concurrent"


def test_steps_of_one_loop_have_no_order():
    looped = chain("A", "B", decision("G", "Well?", {"A": 0.2, "C": 0.8}), "C")
    profile = Profile(build_graph(looped))
    assert profile.relation("A", "B") == "loop"
    assert profile.relation("A", "C") == "before"


def test_making_two_steps_parallel_and_the_reverse_are_told():
    serial = chain("A", "B", "C", "D")
    assert orders(serial, parallel()).pairs == (("parallelised", "B", "C"),)
    assert orders(parallel(), serial).pairs == (("serialised", "B", "C"),)


def test_one_step_moved_to_the_front_is_one_move_however_many_pairs_turn():
    changes = orders(chain("A", "B", "C", "D"), chain("D", "A", "B", "C"))
    assert {pair[1:] for pair in changes.pairs} == {("A", "D"), ("B", "D"), ("C", "D")}
    assert changes.moved == ("D",)


@pytest.mark.parametrize(
    ("new", "fewest"), [("ABCDE", 0), ("BACDE", 1), ("EDCBA", 4), ("BADCE", 2), ("CDEAB", 2), ("AEBCD", 1)]
)
def test_as_few_steps_as_possible_are_called_moved(new, fewest):
    assert len(orders(chain(*"ABCDE"), chain(*new)).moved) == fewest


def test_without_a_total_order_the_step_with_most_inversions_moves():
    first = parallel()
    second = chain(
        "D",
        "A",
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        {"id": "B", "name": "B", "next": "J"},
        {"id": "C", "name": "C", "next": "J"},
        {"id": "J", "parallel": None},
    )
    assert orders(first, second).moved == ("D",)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes())
def test_a_process_has_the_order_of_itself(process):
    graph = build_graph(process)
    partners = {node: node for node in graph.steps}
    changes = compare_order(graph, graph, partners)
    assert (changes.pairs, changes.moved) == ((), ())
