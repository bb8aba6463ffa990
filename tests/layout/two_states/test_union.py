"""Two diagrams on one ground: nothing is lost, what stays keeps its place, each side is drawn as it is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bpr.layout.engine import lay_out
from bpr.layout.grid.rework import find_rework
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Lane, LaneGroup, Link
from bpr.layout.two_states.sides import one_side, relabelled
from bpr.layout.two_states.union import merged, unite
from tests.layout.diagrams import LANES, activity, diagram, random_process


def same(before: Diagram, after: Diagram) -> dict[str, dict[str, str]]:
    """Everything with the same id is the same."""
    return {
        "same_box": {box.id: box.id for box in after.boxes if box.id in {b.id for b in before.boxes}},
        "same_lane": {lane.id: lane.id for lane in after.lanes} | {group.id: group.id for group in after.groups},
    }


def reworked(drawn: Diagram, seed: int) -> Diagram:
    """Another state of a process: steps dropped, added, renamed and moved to another lane."""
    rng = random.Random(seed)
    gone = {box.id for box in drawn.boxes if box.kind == "activity" and rng.random() < 0.2}
    boxes: list[Box] = []
    for box in drawn.boxes:
        if box.id in gone:
            continue
        if box.kind == "activity" and rng.random() < 0.2:
            box = replace(box, label=box.label + " with a rather long addition to its name")
        if box.kind == "activity" and rng.random() < 0.2:
            box = replace(box, lane=rng.choice(drawn.lanes).id)
        boxes.append(box)
    fresh = [Box(f"new{i}", "activity", rng.choice(drawn.lanes).id, "A new step") for i in range(3)]
    kept = [link for link in drawn.links if not {link.source, link.target} & gone]
    kept = [replace(link, label="no 7%") if rng.random() < 0.2 else link for link in kept]
    added = [Link(f"add{i}", rng.choice(boxes).id, box.id) for i, box in enumerate(fresh)]
    added += [Link(f"on{i}", box.id, rng.choice(boxes).id, "on") for i, box in enumerate(fresh)]
    return replace(drawn, title="Afterwards", boxes=(*boxes, *fresh), links=(*kept, *added))


def test_merging_puts_what_is_new_behind_its_forerunner():
    assert merged(["a", "b", "c"], ["b", "x", "c", "y"]) == ["a", "b", "x", "c", "y"]
    assert merged(["a"], ["x", "a"]) == ["x", "a"]
    assert merged([], ["x", "y"]) == ["x", "y"]


def test_a_diagram_united_with_itself_is_itself():
    drawn = random_process(20, 3)
    union = unite(drawn, drawn, **same(drawn, drawn), title=drawn.title)
    assert (union.diagram.lanes, union.diagram.boxes) == (drawn.lanes, drawn.boxes)
    assert [replace(link, rework=None) for link in union.diagram.links] == list(drawn.links)
    assert union.moved == frozenset()
    ground = lay_out(union.diagram)
    assert one_side(ground, union, "before") == one_side(ground, union, "after") == ground


@pytest.mark.parametrize("seed", range(6))
def test_each_side_holds_its_own_parts_and_common_ones_stand_still(seed):
    before = random_process(18 + seed, seed)
    after = reworked(before, seed)
    union = unite(before, after, **same(before, after), title="Both")
    ground = lay_out(union.diagram)
    sides = {}
    for name, own in (("before", before), ("after", after)):
        side = one_side(ground, union, name)
        sides[name] = side
        assert measure(side).hard_faults == 0
        assert measure(side).label_hits <= measure(ground).label_hits
        assert {(b.id, b.kind, b.lane) for b in side.boxes} == {(b.id, b.kind, b.lane) for b in own.boxes}
        assert {(r.id, r.source, r.target) for r in side.routes} == {(x.id, x.source, x.target) for x in own.links}
        drawn = find_rework(own).drawn
        assert {route.id for route in side.routes if route.rework} == drawn
        texts = {box.id: "".join(box.label.split()) for box in own.boxes}
        for box in side.boxes:
            shown = "" if box.label is None else "".join("".join(box.label.lines).split())
            assert shown == texts[box.id]
    places = [{box.id: box.rect for box in sides[name].boxes} for name in ("before", "after")]
    still = {box.id for box in after.boxes if box in before.boxes}
    assert still
    assert all(places[0][box] == places[1][box] for box in still)
    assert sides["before"].lanes == sides["after"].lanes


def test_a_step_that_moves_to_another_lane_has_a_place_on_each_side():
    before = diagram([activity("x", "a"), activity("y", "a")], [("x", "y")])
    after = diagram([activity("x", "a"), activity("y", "b")], [("x", "y")])
    union = unite(before, after, **same(before, after), title="t")
    assert [(box.id, box.lane) for box in union.diagram.boxes] == [("x", "a"), ("y+", "b"), ("y", "a")]
    assert union.moved == {"y+"}
    assert (union.link_before, union.link_after) == ({"k0": "k0"}, {"k0+": "k0"})


def test_one_id_for_two_different_steps_gives_two_boxes():
    before, after = diagram([activity("x", label="Draft")]), diagram([activity("x", label="Ship")])
    union = unite(before, after, same_box={}, same_lane={"a": "a"}, title="t")
    assert [(box.id, box.label) for box in union.diagram.boxes] == [("x+", "Ship"), ("x", "Draft")]
    assert union.box_after == {"x+": "x"}
    assert union.moved == frozenset()


def test_a_boundary_event_follows_its_host_to_the_new_lane():
    def state(lane: str) -> Diagram:
        rider = Box("e", "boundary", lane, "late", attached_to="x")
        return diagram([activity("x", lane), rider, activity("y")], [("x", "y"), ("e", "y")])

    union = unite(state("a"), state("b"), **same(state("a"), state("b")), title="t")
    hosts = {box.id: box.attached_to for box in union.diagram.boxes if box.kind == "boundary"}
    assert hosts == {"e": "x", "e+": "x+"}
    side = one_side(lay_out(union.diagram), union, "after")
    assert [box.attached_to for box in side.boxes if box.id == "e"] == ["x"]


def test_new_lanes_stand_inside_their_department():
    lanes = (Lane("one", "One"), Lane("two", "Two"), Lane("far", "Far"))
    office = LaneGroup("office", "Office", 1, ("one", "two"))
    before = diagram([activity("x", "one")], lanes=lanes, groups=(office,))
    after = diagram([activity("x", "one")], lanes=(lanes[0], Lane("three", "Three"), lanes[2]))
    after = replace(after, groups=(LaneGroup("office", "Office", 1, ("one", "three")),))
    union = unite(before, after, **same(before, after), title="t")
    assert [lane.id for lane in union.diagram.lanes] == ["one", "three", "two", "far"]
    assert union.diagram.groups == (LaneGroup("office", "Office", 1, ("one", "three", "two")),)


def test_a_role_in_another_department_gets_a_lane_of_its_own():
    before = diagram([activity("x", "a")], groups=(LaneGroup("g", "G", 1, ("a",)),))
    after = diagram([activity("x", "a")], groups=(LaneGroup("h", "H", 1, ("a",)),))
    union = unite(before, after, **same(before, after), title="t")
    assert [lane.id for lane in union.diagram.lanes if lane.id.startswith("a")] == ["a+", "a"]
    assert {group.id: group.lanes for group in union.diagram.groups} == {"g": ("a",), "h": ("a+",)}
    assert measure(lay_out(union.diagram)).hard_faults == 0


def test_the_common_picture_shows_the_new_text_where_both_have_one():
    before = diagram(
        [activity("x", label="A very long old name of this step that is now short"), activity("y")],
        [("x", "y", "old condition")],
    )
    after = diagram([activity("x", label="Short"), activity("y")], [("x", "y", "new")])
    union = unite(before, after, **same(before, after), title="t")
    ground = lay_out(union.diagram)
    shown = relabelled(ground, union)
    assert (shown.boxes[0].label.lines, shown.routes[0].label.lines) == (("Short",), ("new",))
    assert shown.boxes[0].rect == ground.boxes[0].rect
    assert shown.boxes[0].label.size == ground.boxes[0].label.size
    assert measure(shown).label_hits == 0


def test_lanes_that_only_one_side_has_stand_on_both():
    before = diagram([activity("x")], lanes=LANES[:1])
    after = diagram([activity("y", "b")], lanes=LANES[1:2])
    union = unite(before, after, same_box={}, same_lane={"b": "b"}, title="t")
    side = one_side(lay_out(union.diagram), union, "after")
    assert [lane.id for lane in side.lanes] == ["b", "a"]
