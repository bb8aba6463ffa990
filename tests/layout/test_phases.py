from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Link, Phase
from tests.layout.diagrams import activity, diagram, random_process
from tests.layout.test_engine import laid_out_clean, wild_diagrams

PHASES = (Phase("p", "Intake"), Phase("q", "审核与批准"), Phase("r", "Delivery of everything that was ordered"))


def in_phases(drawn: Diagram, places: list[int]) -> Diagram:
    """The diagram with its boxes in phases by number."""
    phase = [PHASES[place % len(PHASES)].id for place in places]
    boxes = tuple(replace(box, phase=phase[i % len(phase)]) for i, box in enumerate(drawn.boxes))
    return replace(drawn, boxes=boxes, phases=PHASES)


def bands(geometry: Geometry) -> dict[str, tuple[float, float]]:
    return {phase.id: (phase.band.x, phase.band.right) for phase in geometry.phases}


def test_boxes_stand_in_the_band_of_their_phase_and_bands_follow_each_other():
    boxes = [activity("x"), activity("y", "b"), activity("z", "c"), activity("w", "a")]
    drawn = in_phases(diagram(boxes, [("x", "y"), ("y", "z"), ("z", "w")]), [0, 0, 1, 2])
    geometry = laid_out_clean(drawn)
    place = bands(geometry)
    assert list(place) == ["p", "q", "r"]
    assert place["p"][1] == place["q"][0]
    assert place["q"][1] == place["r"][0]
    for box in geometry.boxes:
        left, right = place[box.phase or ""]
        assert left < box.rect.x
        assert box.rect.right < right


def test_heads_stand_above_the_lanes_and_hold_their_names():
    geometry = laid_out_clean(in_phases(diagram([activity("x"), activity("y"), activity("z")]), [0, 1, 2]))
    assert {phase.head.bottom for phase in geometry.phases} == {geometry.lanes[0].band.y}
    assert geometry.phases[0].head.x == geometry.lanes[0].head.right
    assert geometry.phases[-1].band.right == geometry.lanes[0].band.right
    assert "".join(geometry.phases[2].name.lines).startswith("Delivery")


def test_a_phase_without_boxes_takes_no_room():
    geometry = laid_out_clean(in_phases(diagram([activity("x"), activity("y")], [("x", "y")]), [0, 2]))
    assert [phase.id for phase in geometry.phases] == ["p", "r"]


def test_a_flow_to_an_earlier_phase_goes_back_but_is_no_rework_for_that():
    drawn = in_phases(diagram([activity("x"), activity("y")], [("x", "y")]), [1, 0])
    (route,) = laid_out_clean(drawn).routes
    assert route.points[0][0] > route.points[-1][0]
    assert not route.rework


def test_a_box_outside_its_phase_is_a_hard_fault():
    geometry = lay_out(in_phases(diagram([activity("x"), activity("y")], [("x", "y")]), [0, 1]))
    wrong = replace(geometry, boxes=(geometry.boxes[0], replace(geometry.boxes[1], phase="p")))
    assert measure(geometry).phase_violations == 0
    assert measure(wrong).phase_violations == 1
    assert measure(wrong).hard_faults == 1


def test_a_phase_that_the_diagram_lacks_is_refused():
    with pytest.raises(ValueError, match="phase 'nowhere'"):
        lay_out(replace(diagram([Box("x", "activity", "a", phase="nowhere")]), phases=PHASES))


def test_boundary_events_go_with_their_activity():
    boxes = [activity("x"), activity("h"), Box("t", "boundary", "a", "late", attached_to="h"), activity("y")]
    links = [Link("1", "x", "h"), Link("2", "t", "y")]
    drawn = diagram(boxes, links)
    phased = replace(
        drawn,
        boxes=tuple(replace(box, phase=phase) for box, phase in zip(boxes, ["p", "q", "q", "r"], strict=True)),
        phases=PHASES,
    )
    assert {box.id: box.phase for box in laid_out_clean(phased).boxes}["t"] == "q"


@pytest.mark.parametrize("size", [8, 25, 60])
@pytest.mark.parametrize("seed", range(3))
def test_random_processes_cut_in_phases_keep_the_guarantees(size, seed):
    drawn = random_process(size, seed)
    count = len(drawn.boxes)
    metrics = measure(laid_out_clean(in_phases(drawn, [3 * i // count for i in range(count)])))
    assert metrics.overlap_px == 0


@settings(max_examples=25, deadline=None, derandomize=True)
@given(wild_diagrams(), st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_any_diagram_in_any_phases_keeps_the_guarantees(drawn, places):
    phased = in_phases(drawn, places)
    hosts = {box.id: box.phase for box in phased.boxes}
    boxes = tuple(replace(box, phase=hosts[box.attached_to or box.id]) for box in phased.boxes)
    geometry = laid_out_clean(replace(phased, boxes=boxes))
    assert [box.phase for box in geometry.boxes] == [box.phase for box in boxes]
