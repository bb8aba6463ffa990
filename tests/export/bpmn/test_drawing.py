from dataclasses import replace
from itertools import cycle

import pytest

from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.formats.files import load
from bpr.layout.engine import lay_out
from bpr.layout.geometry import GroupHead, LaneBand, PlacedBox, Rect, Route
from bpr.layout.plan.swimlane import swimlane
from tests.export.bpmn.samples import MODELS, found, order, picture, process, tree, two_companies


def _drawn(root, tag):
    return [shape.get("bpmnElement") for shape in root.iter(f"{{*}}{tag}")]


def _nested():
    inner = [{"id": "i", "name": "Inner", "role": "r", "next": "j"}, {"id": "j", "name": "Second"}]
    return process(
        {"id": "s", "subprocess": "S", "role": "r", "steps": inner, "next": "z"},
        {"id": "z", "name": "Z", "role": "r"},
        roles={"r": "Role"},
    )


@pytest.mark.parametrize(("name", "lang"), list(zip(MODELS, cycle(("en", "zh")), strict=False)))
def test_everything_is_drawn_once_where_the_layout_says(name, lang):
    model = load(name)
    geometry = picture(name, lang)
    root = tree(model, lang=lang, geometry=geometry)
    shapes, edges = _drawn(root, "BPMNShape"), _drawn(root, "BPMNEdge")
    elements = [
        "participant",
        "lane",
        *{
            box.tag.rpartition("}")[2]
            for box in root.xpath("//*[*[local-name()='outgoing' or local-name()='incoming']]")
        },
    ]
    assert sorted(shapes) == sorted(element.get("id") for tag in elements for element in found(root, tag))
    assert sorted(edges) == sorted(flow.get("id") for flow in found(root, "sequenceFlow"))
    bounds = {shape.get("bpmnElement"): dict(shape[0].attrib) for shape in root.iter("{*}BPMNShape")}
    for box in geometry.boxes:
        place = bounds[box.id]
        assert (float(place["x"]), float(place["y"])) == (box.rect.x, box.rect.y)
    assert all(len(edge.findall("{*}waypoint")) >= 2 for edge in root.iter("{*}BPMNEdge"))


def test_exclusive_gateways_show_their_sign_and_bands_are_level():
    root = tree(order())
    (gateway,) = (shape for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == "ok")
    assert gateway.get("isMarkerVisible") == "true"
    assert {shape.get("isHorizontal") for shape in root.iter("{*}BPMNShape")} == {None, "true"}


def test_labels_get_more_room_than_measured():
    model = order()
    geometry = lay_out(swimlane(model))
    (box,) = (box for box in geometry.boxes if box.id == "ok")
    root = tree(model, geometry=geometry)
    (shape,) = (shape for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == "ok")
    width = float(shape.find("{*}BPMNLabel")[0].get("width"))
    assert width == pytest.approx(box.label.rect.width * 1.18, abs=0.1)


def test_a_closed_sub_process_has_a_drawing_of_its_own():
    root = tree(_nested())
    planes = {plane.get("bpmnElement"): plane for plane in root.iter("{*}BPMNPlane")}
    assert list(planes) == [found(root, "collaboration")[0].get("id"), "s"]
    assert _drawn(planes["s"], "BPMNShape") == ["i", "j"]
    assert len(_drawn(planes["s"], "BPMNEdge")) == 1
    (closed,) = (shape for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == "s")
    assert closed.get("isExpanded") == "false"


def test_a_sub_process_drawn_open_needs_no_second_drawing():
    model = _nested()
    geometry = lay_out(swimlane(model))
    boxes = [replace(box, kind="expanded") if box.id == "s" else box for box in geometry.boxes]
    lane = boxes[0].lane
    inner = [
        PlacedBox(key, "activity", lane, Rect(boxes[0].rect.x + shift, boxes[0].rect.y, 20, 20), None, inside="s")
        for key, shift in (("i", 5), ("j", 60))
    ]
    route = Route("i->j", "i", "j", "sequence", False, ((25, 10), (60, 10)))
    opened = replace(geometry, boxes=(*boxes, *inner), routes=(*geometry.routes, route))
    root = tree(model, geometry=opened)
    assert len(list(root.iter("{*}BPMNPlane"))) == 1
    assert {"i", "j"} <= set(_drawn(root, "BPMNShape"))
    (shape,) = (shape for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == "s")
    assert shape.get("isExpanded") == "true"
    assert len(_drawn(root, "BPMNEdge")) == 2
    assert read_bpmn(to_bpmn(model, geometry=opened)) == model


def test_a_message_to_a_black_box_ends_at_its_border():
    root = tree(two_companies())
    (bank,) = (shape[0] for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == "bank")
    (edge,) = (edge for edge in root.iter("{*}BPMNEdge") if edge.get("bpmnElement") == "m3")
    last = edge.findall("{*}waypoint")[-1]
    assert float(last.get("y")) == float(bank.get("y"))


def _turned(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.height, rect.width)


def test_upright_lanes_begin_below_their_pool():
    model = order()
    level = lay_out(swimlane(model))
    upright = replace(
        level,
        vertical=True,
        width=level.height,
        height=level.width,
        lanes=tuple(LaneBand(lane.id, _turned(lane.band), _turned(lane.head), lane.name) for lane in level.lanes),
        groups=tuple(GroupHead(group.id, group.level, _turned(group.head), group.name) for group in level.groups),
        boxes=tuple(replace(box, rect=_turned(box.rect)) for box in level.boxes),
        routes=tuple(replace(route, points=tuple((y, x) for x, y in route.points)) for route in level.routes),
    )
    root = tree(model, geometry=upright)
    bands = [shape for shape in root.iter("{*}BPMNShape") if shape.get("isHorizontal")]
    assert {shape.get("isHorizontal") for shape in bands} == {"false"}
    tops = [float(shape[0].get("y")) for shape in bands]
    assert sorted(set(tops))[1] == tops[0] + 30
    assert read_bpmn(to_bpmn(model, geometry=upright)) == model
