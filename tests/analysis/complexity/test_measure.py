"""Complexity metrics: edge cases beside the oracles."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.analysis.complexity.measure import measure_complexity
from bpr.analysis.complexity.structuredness import structuredness
from bpr.analysis.complexity.thresholds import THRESHOLDS
from bpr.graph import build_graph
from bpr.model import Process
from tests.analysis.small_models import END, chain, graph, parallel, process, rework, start


def test_an_empty_model_has_counts_of_zero_and_no_other_number():
    report = measure_complexity(build_graph(Process(id="p")))
    values = {name: quantity.value for name, quantity in report.metrics.items()}
    assert {name for name, value in values.items() if value is not None} == {"nodes", "arcs", "activities", "gateways"}
    assert set(values.values()) == {0.0, None}
    assert report.structured is None


def test_start_to_end_only():
    report = measure_complexity(graph({**start("E")}, END))
    assert report.structured is True
    assert report.metrics["diameter"].value == 1
    assert report.metrics["density"].value == 0.5
    assert report.metrics["separability"].value is None


def test_several_ends_leave_structuredness_undefined():
    model = graph(*chain({"id": "A", "name": "A"}), {"id": "E2", "event": None, "position": "end"})
    report = measure_complexity(model)
    assert report.structured is None
    assert report.metrics["structuredness"].value is None


def test_two_outcomes_to_one_target_count_twice():
    model = graph(
        start("G"), {"id": "G", "decision": "?", "next": [{"to": "A"}, {"to": "A"}]}, {"id": "A", "next": "E"}, END
    )
    assert measure_complexity(model).metrics["cfc"].value == 2


def test_a_way_back_into_an_activity_is_named_as_the_unstructured_part():
    blocks = structuredness(graph(*rework()))
    assert blocks.structured is False
    assert blocks.remaining == ("A", "G")


def test_an_activity_with_a_boundary_event_is_named_by_its_own_id_and_counted_as_drawn():
    model = graph(
        start("A"),
        {"id": "A", "name": "A", "next": "E"},
        {"id": "B", "event": "Late", "position": "boundary", "on": "A", "trigger": "timer", "next": "E"},
        END,
    )
    report = measure_complexity(model)
    assert report.metrics["nodes"].value == 4
    assert report.metrics["arcs"].value == 3
    assert "A" in report.blocks.remaining
    assert not any("/" in node for node in report.blocks.remaining)


def test_a_wide_decision_is_found_very_difficult():
    ways = [{"to": f"A{n}", "share": 1 / 46} for n in range(46)]
    report = measure_complexity(
        graph({"id": "G", "decision": "?", "next": ways}, *({"id": f"A{n}"} for n in range(46)))
    )
    assert report.reading("cfc_xor") == "high"
    assert [finding.code for finding in report.findings] == ["ROUTING_COMPLEX"]
    assert report.metrics["max_connector_degree"].value == 46
    assert report.widest == ("G",)


def test_the_document_names_thresholds_with_their_source():
    document = measure_complexity(graph(*parallel({}, {}))).to_json()
    assert document["cfc"]["value"] == 1
    assert [entry["metric"] for entry in document["thresholds"]] == [threshold.metric for threshold in THRESHOLDS]
    assert all(entry["source"] and entry["reading"] for entry in document["thresholds"])


def test_a_chain_of_five_thousand_nodes_and_a_thousand_loops_take_moments():
    steps = [{"id": f"A{n}", "next": [f"A{n + 1}"] if n < 4999 else ["E"]} for n in range(5000)]
    for n in range(0, 4990, 5):
        steps[n + 4]["next"].append(f"A{n}")
    model = build_graph(process(start("A0"), *steps, END))
    begun = time.process_time()
    report = measure_complexity(model)
    assert report.metrics["cyclicity"].value == 4990 / 5002
    assert time.process_time() - begun < 5


@st.composite
def block_models(draw):
    """Models made of nested blocks: always structured."""
    steps, count = [], iter(range(1000))

    def block(after: str, depth: int) -> str:
        shape = draw(st.sampled_from(["step", "xor", "and", "loop"] if depth < 3 else ["step"]))
        number = next(count)
        if shape == "step":
            steps.append({"id": f"A{number}", "next": after})
            return f"A{number}"
        kind = "parallel" if shape == "and" else "decision"
        first, last = f"{kind}{number}", f"{kind}{number}/join"
        if shape == "loop":
            steps.append({"id": first, "decision": None, "next": [{"to": after}, {"to": last}]})
            steps.append({"id": last, "decision": None, "next": block(first, depth + 1)})
            return last
        steps.append({"id": last, kind: None, "next": after})
        steps.append({"id": first, kind: None, "next": [block(last, depth + 1) for _ in range(2)]})
        return first

    target = "E"
    for _ in range(draw(st.integers(1, 3))):
        target = block(target, 0)
    return process(start(target), *steps, END)


@given(block_models())
@settings(max_examples=60, deadline=None)
def test_models_made_of_blocks_are_structured(model):
    report = measure_complexity(build_graph(model))
    assert report.structured is True
    assert report.metrics["structuredness"].value == 1.0
    for name in ("density", "sequentiality", "separability", "cyclicity", "connector_heterogeneity"):
        value = report.metrics[name].value
        assert value is None or 0 <= value <= 1
