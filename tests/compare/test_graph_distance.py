import pytest

from bpr.compare.graph_distance import graph_distance
from bpr.compare.matching import match_nodes
from tests.compare.models import chain


def distance(as_is, to_be):
    return graph_distance(as_is, to_be, match_nodes(as_is, to_be))


def test_equal_drawings_have_similarity_one():
    same = distance(chain("Draft", "Sign"), chain("Draft", "Sign"))
    assert (same.similarity, same.reach) == (1.0, "improvement")


def test_a_removed_step_costs_its_node_and_its_flows():
    found = distance(chain("Draft", "Sign", "Send"), chain("Draft", "Send"))
    assert found.f_skip_nodes == pytest.approx(1 / 9)
    assert found.f_skip_edges == pytest.approx(3 / 7)
    assert found.f_substitution == 0.0


def test_a_wholly_new_process_reads_as_reengineering():
    found = distance(chain("Take order", "Ship", "Bill"), chain("Brew tea", "Rest", "Sing"))
    assert found.reach == "reengineering"
    assert found.to_json()["similarity"] == pytest.approx(found.similarity)


def test_two_empty_processes_are_equal():
    from bpr.model import Process

    assert distance(Process(process="a"), Process(process="b")).similarity == 1.0
