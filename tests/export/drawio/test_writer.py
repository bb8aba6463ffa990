"""draw.io files: containers, places, fastened arrows; read back by hand and by the mxGraph engine in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from bpr.export.drawio.writer import to_drawio
from bpr.export.escape import xml_id
from bpr.export.swimlane.picture import draw
from bpr.export.theme.theme import PLAIN
from bpr.formats.library import open_library
from bpr.layout.geometry import Geometry, Rect, TextBlock
from tests.export.full_geometry import FULL_OVERLAY, full_page

MODULES = os.environ.get("BPR_NODE_MODULES", "")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
NODE = shutil.which("node") or ""
MODELS = [("customer-reception.asis", "en"), ("order-to-cash.asis", "zh"), ("contract-approval.tobe", "en")]


@lru_cache
def picture_of(name, lang):
    return draw(open_library(name), lang=lang)


class Reader:
    """The cells of a file with their places on the page."""

    def __init__(self, text):
        self.root = etree.fromstring(text.encode())
        self.cells = {cell.get("id"): cell for cell in self.root.iter("mxCell")}

    def origin(self, key):
        cell = self.cells[key]
        if cell.get("vertex") != "1":
            return 0.0, 0.0
        x, y = self.origin(cell.get("parent"))
        place = cell.find("mxGeometry")
        return x + float(place.get("x", 0)), y + float(place.get("y", 0))

    def rect(self, key):
        place = self.cells[key].find("mxGeometry")
        return (*self.origin(key), float(place.get("width")), float(place.get("height")))

    def style(self, key):
        return dict(part.partition("=")[::2] for part in self.cells[key].get("style").split(";") if part)

    def points(self, key):
        x, y = self.origin(self.cells[key].get("parent"))
        place = self.cells[key].find("mxGeometry")
        ends = {point.get("as"): point for point in place.findall("mxPoint")}
        chain = [ends["sourcePoint"], *place.findall("Array/mxPoint"), ends["targetPoint"]]
        return [(x + float(point.get("x")), y + float(point.get("y"))) for point in chain]

    def way(self, key):
        """The ids from the cell up to the page."""
        parent = self.cells[key].get("parent")
        return [key] if parent is None else [key, *self.way(parent)]


def near(rect):
    return pytest.approx((rect.x, rect.y, rect.width, rect.height), abs=0.02)


@pytest.fixture(scope="module")
def full():
    return Reader(to_drawio(full_page(), overlay=FULL_OVERLAY))


@pytest.mark.parametrize(("name", "lang"), MODELS)
def test_everything_stands_where_the_geometry_has_it(name, lang):
    picture = picture_of(name, lang)
    geometry = picture.geometry
    reader = Reader(to_drawio(geometry, overlay=picture.overlay))
    for lane in geometry.lanes:
        x, y, width, height = reader.rect(f"lane-{xml_id(lane.id)}")
        assert (x, y, height) == pytest.approx((lane.head.x, lane.head.y, lane.head.height), abs=0.02)
        assert x + width == pytest.approx(lane.band.right, abs=0.02)
    for box in geometry.boxes:
        assert reader.rect(f"box-{xml_id(box.id)}") == near(box.rect)
    for route in geometry.routes:
        expected = [point for at, point in enumerate(route.points) if at == 0 or point != route.points[at - 1]]
        found = reader.points(f"route-{xml_id(route.id)}")
        assert len(found) == len(expected)
        assert all(a == pytest.approx(b, abs=0.02) for a, b in zip(found, expected, strict=True))


def test_lanes_are_real_containers_inside_their_departments_and_pools(full):
    assert full.way("lane-l1") == ["lane-l1", "group-1-dept", "group-2-pool", "1", "0"]
    assert full.way("box-a")[1] == "lane-l1"
    for key in ("lane-l1", "lane-l2", "group-1-dept", "group-2-pool"):
        assert full.style(key)["shape"] == "swimlane"
        assert float(full.style(key)["startSize"]) == 34.0


def test_what_belongs_to_a_box_moves_with_it(full):
    assert full.way("box-i")[1] == "box-f"
    assert full.way("box-t")[1] == "box-a"
    for key in ("box-a-sign", "box-a-badge-1", "box-g-label", "box-t-label"):
        assert full.way(key)[1] == key.rsplit("-", 1 + key.count("-badge-"))[0]
    geometry = full_page()
    boxes = {box.id: box for box in geometry.boxes}
    assert full.rect("box-t-label") == near(boxes["t"].label.rect)
    assert full.rect("box-a-badge-2") == near(boxes["a"].badges[1].rect)
    assert full.cells["box-a-badge-2"].get("value") == "ERP"


def test_an_arrow_belongs_to_the_smallest_container_around_its_ends(full):
    assert full.cells["route-s-_3e_a"].get("parent") == "lane-l1"
    assert full.cells["route-f-_3e_p"].get("parent") == "group-1-dept"
    assert full.cells["route-t-_3e_x_7e_1"].get("target") == "off-page-t-_3e_x_7e_1-out"


@pytest.mark.parametrize(("name", "lang"), MODELS)
def test_fastened_ends_lie_on_the_shapes_they_name(name, lang):
    picture = picture_of(name, lang)
    reader = Reader(to_drawio(picture.geometry, overlay=picture.overlay))
    for route in picture.geometry.routes:
        key = f"route-{xml_id(route.id)}"
        style, cell = reader.style(key), reader.cells[key]
        for end, role, point in (("exit", "source", route.points[0]), ("entry", "target", route.points[-1])):
            x, y, width, height = reader.rect(cell.get(role))
            at = (x + float(style[f"{end}X"]) * width, y + float(style[f"{end}Y"]) * height)
            assert at == pytest.approx(point, abs=0.05)


def test_an_arrow_that_leaves_its_lane_on_the_way_is_not_hidden_by_the_next_one():
    page = full_page()
    routes = [replace(route, points=((176, 160), (200, 160), (200, 300), (230, 300))) for route in page.routes[:1]]
    reader = Reader(to_drawio(replace(page, routes=tuple(routes))))
    assert reader.cells["route-s-_3e_a"].get("parent") == "group-1-dept"


def test_labels_of_arrows_hang_on_the_middle_of_their_way(full):
    label = full.cells["route-g-_3e_f-label"]
    offset = label.find("mxGeometry/mxPoint")
    assert label.get("parent") == "route-g-_3e_f"
    assert (482 + float(offset.get("x")), 160 + float(offset.get("y"))) == pytest.approx((468.0, 149.0))


def test_phases_off_page_marks_and_legend_are_drawn(full):
    geometry = full_page()
    assert full.rect("phase-p2-head") == near(geometry.phases[1].head)
    assert full.points("phase-p2-border") == [(500, 80), (500, 360)]
    assert full.cells["phase-p2-head"].get("value") == "办理"
    assert full.rect("off-page-t-_3e_x_7e_1-out") == near(geometry.off_page[0].rect)
    texts = [cell.get("value") for key, cell in full.cells.items() if key.startswith("legend-")]
    assert texts == ["handoff", "返工", "message", "waiting"]


def test_overlays_colour_shapes_and_arrows(full):
    assert full.style("box-a")["fillColor"] == PLAIN.heat[1]
    assert full.style("route-g-_3e_f")["strokeColor"] == PLAIN.handoff.colour
    assert full.style("route-t-_3e_x_7e_1")["strokeColor"] == PLAIN.handoff.colour
    assert full.style("route-g-_3e_a")["dashed"] == "1"
    assert full.style("box-p")["fontStyle"] == "8"
    assert full.style("route-f-_3e_p")["startArrow"] == "oval"


def test_upright_chinese_names_are_stacked_and_latin_ones_turned_by_the_container(full):
    assert full.style("group-2-pool")["noLabel"] == "1"
    assert [full.cells[f"group-2-pool-name-{at}"].get("value") for at in (1, 2)] == ["公", "司"]
    assert "noLabel" not in full.style("group-1-dept")
    assert full.style("group-1-dept")["horizontal"] == "0"


def test_vertical_lanes_have_their_names_on_top():
    page = full_page()
    lane = page.lanes[1]
    band, head = Rect(100, 50, 300, 400), Rect(100, 50, 300, 34)
    upright = replace(lane, band=band, head=head, name=TextBlock(head, ("Lab",), 12.0))
    reader = Reader(to_drawio(Geometry(page.title, 500, 500, (upright,), (), (), (), vertical=True)))
    assert reader.rect("lane-l2") == near(band)
    assert (reader.style("lane-l2")["horizontal"], reader.style("lane-l2")["startSize"]) == ("1", "34")
    assert "noLabel" not in reader.style("lane-l2")


def test_styles_hold_no_stray_separator_and_ids_are_unique(full):
    keys = [cell.get("id") for cell in full.root.iter("mxCell")]
    assert len(keys) == len(set(keys))
    for key, cell in full.cells.items():
        if cell.get("style"):
            assert all(part.count("=") <= 1 for part in cell.get("style").rstrip(";").split(";")), key
    for cell in full.cells.values():
        assert cell.get("parent", "0") in full.cells
        assert cell.get("source") is None or cell.get("source") in full.cells


def test_hostile_labels_stay_plain_text():
    label = TextBlock(Rect(570, 295, 92, 16), ('<img onerror="x"> & \x00\x0b;=',), 11.0)
    page = full_page()
    boxes = tuple(replace(box, id='";a=b', label=label) if box.id == "p" else box for box in page.boxes)
    routes = tuple(route for route in page.routes if "p" not in (route.source, route.target))
    text = to_drawio(replace(page, boxes=boxes, routes=routes), name="<&\x01>")
    reader = Reader(text)
    assert "html=1" not in text
    assert reader.cells["box-_22__3b_a_3d_b"].get("value") == '<img onerror="x"> & ;='
    assert reader.root.find("diagram").get("name") == "<&>"


def test_the_same_geometry_gives_the_same_text_and_an_empty_one_a_file():
    assert to_drawio(full_page(), overlay=FULL_OVERLAY) == to_drawio(full_page(), overlay=FULL_OVERLAY)
    empty = Geometry(TextBlock(Rect(0, 0, 0, 0), (), 18.0), 0.0, 0.0, (), (), (), ())
    assert set(Reader(to_drawio(empty)).cells) == {"0", "1", "title"}


@pytest.mark.skipif(
    not (NODE and CHROMIUM and (Path(MODULES) / "mxgraph").is_dir() and (Path(MODULES) / "playwright-core").is_dir()),
    reason="needs node, Chromium, and mxgraph and playwright-core in the folder named by BPR_NODE_MODULES",
)
@pytest.mark.parametrize(("name", "lang"), [*MODELS, ("", "")])
def test_the_mxgraph_engine_puts_everything_at_its_place(name, lang, tmp_path):
    picture = picture_of(name, lang) if name else None
    geometry, overlay = (picture.geometry, picture.overlay) if picture else (full_page(), FULL_OVERLAY)
    file = tmp_path / "a.drawio"
    file.write_text(to_drawio(geometry, overlay=overlay), encoding="utf-8")
    script = Path(__file__).with_name("drawio_reader.cjs")
    run = subprocess.run([NODE, script, MODULES, CHROMIUM, file], capture_output=True, timeout=120, check=True)
    answer = json.loads(run.stdout)
    assert answer["faults"] == []
    cells = answer["cells"]
    for box in geometry.boxes:
        assert cells[f"box-{xml_id(box.id)}"]["rect"] == near(box.rect)
    for lane in geometry.lanes:
        assert cells[f"lane-{xml_id(lane.id)}"]["container"]
    for route in geometry.routes:
        cell = cells[f"route-{xml_id(route.id)}"]
        assert all(cell["ends"])
        bends = [point for at, point in enumerate(route.points) if at == 0 or point != route.points[at - 1]]
        drawn = [point for at, point in enumerate(cell["points"]) if at == 0 or point != cell["points"][at - 1]]
        for point in bends:
            assert min(abs(x - point[0]) + abs(y - point[1]) for x, y in drawn) < 1.0
        for x, y in drawn:
            assert any(_is_on(x, y, a, b) for a, b in pairwise(bends))
        if route.label is not None and route.label.lines:
            at = cells[f"route-{xml_id(route.id)}-label"]
            assert at["rect"][:2] == pytest.approx(route.label.rect.centre, abs=1.0)


def _is_on(x, y, a, b):
    """Whether a point lies on a level or upright line, to a px."""
    return min(a[0], b[0]) - 1 <= x <= max(a[0], b[0]) + 1 and min(a[1], b[1]) - 1 <= y <= max(a[1], b[1]) + 1
