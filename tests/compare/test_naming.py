import pytest

from bpr.compare.naming import name_of
from bpr.graph import build_graph
from tests.compare.models import chain, decision, step


@pytest.fixture(scope="module")
def graph():
    return build_graph(
        chain(
            step("A", {"en": "Draft", "zh": "起草"}),
            decision("G", None, {"M": 0.2, "P": 0.8}),
            {"id": "P", "parallel": None, "next": ["B", "C"]},
            step("B", "Check", next="J"),
            step("C", "Price", next="J"),
            {"id": "J", "parallel": None, "next": "M"},
            {"id": "M", "decision": None, "next": "D"},
            step("D", {"en": "Send", "zh": "发送"}),
        )
    )


@pytest.mark.parametrize(
    ("node", "name"),
    [
        ("A", "Draft"),
        ("G", "the choice after 'Draft'"),
        ("P", "the parallel split after 'Draft'"),
        ("J", "the parallel join before 'Send'"),
        ("M", "the merge before 'Send'"),
        ("start", "the start before 'Draft'"),
        ("end", "the end after 'Send'"),
    ],
)
def test_a_node_without_label_is_named_by_its_place(graph, node, name):
    assert name_of(graph, node).pick("en") == name


def test_the_name_is_told_in_chinese(graph):
    assert name_of(graph, "G").pick("zh") == "“起草”之后的判断"
    assert name_of(graph, "M").pick("zh") == "“发送”之前的汇合"


def test_the_other_direction_counts_where_nothing_stands_in_front():
    first = build_graph(chain({"id": "G", "decision": None, "next": ["A", "end"]}, step("A", "Draft")))
    assert name_of(first, "G").pick("en") == "the choice before 'Draft'"


def test_a_node_among_nodes_without_label_keeps_its_id():
    assert name_of(build_graph(chain({"id": "G", "decision": None})), "G").pick("en") == "G"
