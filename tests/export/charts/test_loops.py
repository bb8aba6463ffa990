"""The loop map."""

from itertools import pairwise

from bpr.export.charts.loops import loop_map
from bpr.export.scene.shapes import Path
from tests.export.charts.scenes import analysed, groups, words


def test_every_way_back_is_an_arc_and_a_line_of_the_table():
    for name in ("customer-reception.asis", "order-to-cash.asis", "contract-approval.asis"):
        analysis = analysed(name)
        scene = loop_map(analysis)
        edges = analysis.loops.returning_edges
        assert {group.id for group in groups(scene, "loop")} == {edge.flow for edge in edges}
        shown = words(scene)
        assert all(edge.return_flow_per_case.format() in shown for edge in edges)
        assert any(line.startswith("All rework: ") and "% of the work" in line for line in shown)


def test_steps_stand_under_each_other_in_their_order():
    scene = loop_map(analysed("contract-approval.asis"))
    steps = groups(scene, "step")
    assert [step.id for step in steps] == list(analysed("contract-approval.asis").graph.steps)
    tops = [step.items[0].rect for step in steps]
    assert all(upper.bottom <= lower.y for upper, lower in pairwise(tops))


def test_nested_arcs_do_not_cross():
    scene = loop_map(analysed("contract-approval.asis"))
    arcs = []
    for group in groups(scene, "loop"):
        line = next(shape for shape in group.items if isinstance(shape, Path))
        xs = [number for _, numbers in line.commands for number in numbers[0::2]]
        ys = [number for _, numbers in line.commands for number in numbers[1::2]]
        arcs.append((max(xs), min(ys), max(ys)))
    arcs.sort()
    for (_, top, bottom), (_, outer_top, outer_bottom) in pairwise(arcs):
        assert outer_top < top
        assert bottom < outer_bottom
