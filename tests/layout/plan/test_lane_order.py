"""The shortest order of lanes, against trying every order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.metrics import measure
from bpr.layout.plan import lane_order
from bpr.layout.plan.diagram import Diagram, Lane, LaneGroup
from bpr.layout.plan.lane_order import propose_lane_order, reordered
from tests.layout.diagrams import activity, diagram, random_process

Weights = list[tuple[int, int, float]]


def lanes_with(count: int, flows: Weights, groups: tuple[LaneGroup, ...] = ()) -> tuple[Diagram, dict[str, float]]:
    """One box a lane, and flows between them."""
    lanes = tuple(Lane(f"L{i}", f"Lane {i}") for i in range(count))
    boxes = [activity(f"n{i}", f"L{i}") for i in range(count)]
    links = [(f"n{a}", f"n{b}") for a, b, _ in flows]
    return diagram(boxes, links, lanes, groups), {f"k{i}": weight for i, (_, _, weight) in enumerate(flows)}


def length(order: tuple[str, ...], flows: Weights) -> float:
    place = {lane: at for at, lane in enumerate(order)}
    return sum(weight * abs(place[f"L{a}"] - place[f"L{b}"]) for a, b, weight in flows)


def is_together(order: tuple[str, ...], groups: tuple[LaneGroup, ...]) -> bool:
    return all(
        max(places) - min(places) + 1 == len(places)
        for group in groups
        for places in [[order.index(lane) for lane in group.lanes]]
    )


GROUPS = (
    LaneGroup("d", "D", 1, ("L0", "L1")),
    LaneGroup("e", "E", 1, ("L3", "L4")),
    LaneGroup("o", "O", 2, ("L2", "L3", "L4")),
)
FLOWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 8).map(lambda n: n / 4)), max_size=9)


@settings(max_examples=25, deadline=None)
@given(FLOWS, st.sampled_from(((), GROUPS[:2], GROUPS)))
def test_no_order_that_keeps_departments_together_is_shorter(flows, groups):
    drawn, passes = lanes_with(6, flows, groups)
    found = propose_lane_order(drawn, passes)
    every = [order for order in itertools.permutations([lane.id for lane in drawn.lanes]) if is_together(order, groups)]
    assert found.is_exact
    assert is_together(found.lanes, groups)
    assert found.length == pytest.approx(length(found.lanes, flows))
    assert found.length == pytest.approx(min(length(order, flows) for order in every))
    assert found.authored_length == pytest.approx(length(tuple(lane.id for lane in drawn.lanes), flows))


def test_without_handoffs_the_authored_order_stays():
    drawn, passes = lanes_with(5, [])
    found = propose_lane_order(drawn, passes)
    assert (found.lanes, found.saving) == (("L0", "L1", "L2", "L3", "L4"), 0.0)


def test_an_order_that_saves_nothing_is_not_proposed():
    drawn, passes = lanes_with(3, [(0, 1, 1.0), (1, 2, 1.0)])
    assert propose_lane_order(drawn, passes).lanes == ("L0", "L1", "L2")


def test_frequent_handoffs_weigh_more():
    flows = [(0, 1, 1.0), (0, 2, 5.0), (0, 3, 1.0)]
    drawn, passes = lanes_with(4, flows)
    found = propose_lane_order(drawn, passes)
    assert abs(found.lanes.index("L0") - found.lanes.index("L2")) == 1
    assert found.saving == pytest.approx(1 - length(found.lanes, flows) / length(("L0", "L1", "L2", "L3"), flows))


@settings(max_examples=25, deadline=None)
@given(FLOWS, st.sampled_from(((), GROUPS)))
def test_the_search_never_makes_it_longer_nor_tears_departments_apart(flows, groups):
    drawn, passes = lanes_with(6, flows, groups)
    exact = propose_lane_order(drawn, passes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lane_order, "MOST_SETS", 0)
        found = propose_lane_order(drawn, passes)
        assert found == propose_lane_order(drawn, passes)
    assert not found.is_exact
    assert is_together(found.lanes, groups)
    assert exact.length <= found.length + 1e-6
    assert found.length <= found.authored_length
    assert found.length == pytest.approx(length(found.lanes, flows))


def test_forty_lanes_are_searched():
    flows = [(i, (i * 17 + 5) % 40, 1.0) for i in range(40)]
    drawn, passes = lanes_with(40, flows)
    found = propose_lane_order(drawn, passes)
    assert not found.is_exact
    assert found.saving > 0.3


def test_messages_do_not_count():
    drawn, _ = lanes_with(3, [])
    assert propose_lane_order(drawn, {"unknown": 4.0}).authored_length == 0.0


def test_the_reordered_diagram_is_laid_out_in_that_order():
    drawn = random_process(16, 2, lane_count=5)
    found = propose_lane_order(drawn, {link.id: 1.0 for link in drawn.links})
    geometry = lay_out(reordered(drawn, found.lanes))
    assert [lane.id for lane in geometry.lanes] == list(found.lanes)
    assert measure(geometry).hard_faults == 0
