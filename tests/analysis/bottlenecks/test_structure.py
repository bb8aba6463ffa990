from __future__ import annotations

from bpr.analysis.bottlenecks.structure import structural_bottlenecks
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.handoffs.transfers import find_transfers
from tests.analysis.small_models import chain, graph, parallel


def structure(made):
    return structural_bottlenecks(made, find_transfers(made, expected_visits(made)).shares)


def test_every_step_of_a_sequence_is_mandatory_and_the_middle_one_lies_between():
    found = structure(graph(*chain(*({"id": name, "name": name} for name in "ABC"))))
    assert found.mandatory_activities == ("A", "B", "C")
    assert dict(found.betweenness) == {"A": 0.0, "B": 0.5, "C": 0.0}


def test_parallel_branches_are_not_mandatory_on_every_path():
    found = structure(graph(*parallel({}, {})))
    assert found.mandatory_activities == ()
    assert found.articulation_activities == ()


def test_a_model_without_start_has_no_mandatory_step():
    assert structure(graph({"id": "A", "name": "A"})).mandatory_activities == ()


def test_an_empty_model_has_no_bottleneck():
    assert dict(structure(graph()).betweenness) == {}
