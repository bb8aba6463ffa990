"""The linear system behind the visits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from bpr.analysis.frequency.equations import UnboundedError, clean, distance_to_end, equations, known, solve
from bpr.analysis.frequency.weights import edge_weights
from tests.analysis.models import routed_graphs
from tests.analysis.small_models import END, graph, parallel, rework, start


def system_of(built):
    return equations(built, edge_weights(built), built.reachable((*built.starts, *built.entries)))


def unknown(*targets):
    steps = ({"id": name, "name": name, "next": "E"} for name in targets)
    return graph(start("X"), {"id": "X", "decision": "?", "next": list(targets)}, *steps, END)


def test_each_node_has_an_equation_over_its_inputs():
    rows = system_of(graph(*rework("20%"))).rows
    assert rows["S"].constant == 1.0
    assert rows["A"].terms == {"S": 1.0, "G": 0.2}
    assert rows["E"].terms == {"G": 0.8}


def test_a_parallel_join_takes_the_mean_of_its_inputs():
    assert system_of(graph(*parallel({}, {}))).rows["J"].terms == {"B": 0.5, "C": 0.5}


def test_an_unknown_choice_brings_one_variable_less_than_it_has_branches():
    system = system_of(unknown("B", "C", "D"))
    assert system.variables == ("X->C", "X->D")
    assert system.rows["B"].terms == {"X": 1.0}
    assert system.rows["B"].variables == {0: -1.0, 1: -1.0}
    assert (system.rows["C"].terms, system.rows["C"].variables) == ({}, {0: 1.0})


def test_an_unknown_inclusive_split_brings_a_variable_for_each_branch():
    built = graph(
        start("O"),
        {"id": "O", "inclusive": None, "next": ["B", "C"]},
        {"id": "B", "name": "b", "next": "J"},
        {"id": "C", "name": "c", "next": "J"},
        {"id": "J", "inclusive": None, "next": "E"},
        END,
    )
    system = system_of(built)
    assert system.variables == ("O->B", "O->C")
    assert system.openers == {"J": "O"}
    assert system.rows["J"].terms == {"O": 1.0}


def test_a_node_that_nothing_leads_to_has_an_empty_equation():
    system = system_of(graph(*rework(), {"id": "Z", "name": "z", "next": "E"}))
    assert (system.rows["Z"].constant, system.rows["Z"].terms, system.rows["Z"].variables) == (0.0, {}, {})


def test_unknown_shares_cancel_where_the_branches_meet():
    built = unknown("B", "C", "D")
    vectors = solve(system_of(built))
    assert known(vectors["E"]) == 1.0
    assert [known(vectors[name]) for name in ("B", "C", "D")] == [None, None, None]
    assert vectors["B"].tolist() == [1.0, -1.0, -1.0]


def test_a_loop_without_exit_has_no_solution():
    built = graph(*rework("100%"))
    with pytest.raises(UnboundedError) as caught:
        solve(system_of(built))
    assert set(caught.value.nodes) == {"A", "B", "G"}


def test_the_distance_to_the_end_follows_ways_that_can_be_taken():
    built = graph(*rework("100%"))
    assert distance_to_end(built, edge_weights(built)) == {"E": 0}
    built = graph(*rework("20%"))
    assert distance_to_end(built, edge_weights(built)) == {"E": 0, "G": 1, "B": 2, "A": 3, "S": 4}


@pytest.mark.parametrize(("value", "wanted"), [(0.9999999999999999, 1.0), (1.25, 1.25), (-1e-15, 0.0), (1e-6, 1e-6)])
def test_rounding_noise_around_whole_numbers_is_dropped(value, wanted):
    assert clean(value) == wanted


def test_a_result_that_a_variable_touches_is_not_known():
    assert known(np.array([1.0, 0.5])) is None
    assert known(np.array([1.0, 1e-15])) == 1.0
    assert known(np.array([2.0])) == 2.0


@given(routed_graphs())
def test_solving_part_by_part_equals_solving_at_once(built):
    system = system_of(built)
    vectors = solve(system)
    place = {node: number for number, node in enumerate(built.nodes)}
    matrix, right = np.eye(len(place)), np.zeros(len(place))
    for node, row in system.rows.items():
        right[place[node]] = row.constant
        for other, factor in row.terms.items():
            matrix[place[node], place[other]] -= factor
    at_once = np.linalg.solve(matrix, right)
    assert [float(vectors[node][0]) for node in built.nodes] == pytest.approx(at_once.tolist(), abs=1e-9)
