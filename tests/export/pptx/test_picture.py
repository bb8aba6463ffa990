"""The picture on a slide: everything of the geometry at its place, moved together, glued."""

from __future__ import annotations

import pytest
from pptx.util import Emu

from bpr.export.pptx.markup import add_shapes, last_id
from bpr.export.pptx.picture import LEGEND, ROOM, Sheet, content, scales_of
from bpr.export.pptx.shapes import Numbers
from bpr.export.pptx.template import empty_deck
from bpr.export.swimlane.picture import draw
from bpr.export.theme.theme import PLAIN
from bpr.formats.library import open_library
from bpr.layout.geometry import Geometry, Rect, TextBlock
from tests.export.full_geometry import FULL_OVERLAY, full_page
from tests.export.pptx.reading import A, P, place_of, shapes_by_name, text_of


def slide_of(geometry, overlay=None, **options):
    deck = empty_deck()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    sheet = Sheet(geometry, PLAIN, overlay, Numbers(last_id(slide)), **options)
    add_shapes(slide, sheet.parts())
    return sheet, slide.shapes._spTree


@pytest.fixture(scope="module")
def full():
    sheet, tree = slide_of(full_page(), FULL_OVERLAY)
    return sheet, tree, shapes_by_name(tree)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_box_lane_and_label_of_a_real_process_stands_at_its_place(lang):
    geometry = draw(open_library("order-to-cash.asis"), lang=lang).geometry
    sheet, tree = slide_of(geometry)
    shapes = shapes_by_name(tree)
    assert len(geometry.boxes) > 20
    for box in geometry.boxes:
        assert place_of(shapes[f"box {box.id}"]) == sheet.frame.place(box.rect)
    for lane in geometry.lanes:
        assert place_of(shapes[f"lane {lane.id}"]) == sheet.frame.place(lane.band)
    for route in geometry.routes:
        if route.label is not None:
            assert place_of(shapes[f"label {route.id}"]) == sheet.frame.place(route.label.rect)
        assert f"route {route.id}" in shapes


def test_everything_lies_within_the_room_of_the_slide():
    _, tree = slide_of(draw(open_library("order-to-cash.asis")).geometry, FULL_OVERLAY)
    room = Rect(*(side * 9525 for side in (ROOM.x, ROOM.y, ROOM.width, ROOM.height)))
    for shape in shapes_by_name(tree).values():
        x, y, width, height = place_of(shape)
        if shape.find(f".//{A}xfrm").get("rot") is None:
            assert x >= room.x - 9525
            assert y >= room.y - 9525
            assert x + width <= room.right + 9525
            assert y + height <= room.bottom + 9525


def test_all_kinds_of_elements_are_drawn(full):
    _, _, shapes = full
    names = ("phase border p2", "phase head p2", "off-page t->x~1 out", "badge a 1", "group pool", "box f", "box i")
    for name in names:
        assert name in shapes
    assert text_of(shapes["phase head p2"]) == "办理"
    assert text_of(shapes["off-page t->x~1 out"]) == "1"
    assert [shapes[f"badge a {n}"].find(f".//{A}prstGeom").get("prst") for n in (1, 2, 3)] == [
        "foldedCorner",
        "can",
        "ellipse",
    ]


def test_ids_are_unique_and_glue_names_shapes_that_are_there(full):
    _, tree, _ = full
    ids = [node.get("id") for node in tree.iter(f"{P}cNvPr")]
    assert len(ids) == len(set(ids))
    ends = [node.get("id") for node in tree.iter(f"{A}stCxn", f"{A}endCxn")]
    assert len(ends) >= 9
    assert set(ends) <= set(ids)


def test_glued_ends_meet_the_shapes_they_belong_to(full):
    _, _, shapes = full
    ids = {node.find(f".//{P}cNvPr").get("id"): name for name, node in shapes.items()}
    route = shapes["route g->f"]
    assert ids[route.find(f".//{A}stCxn").get("id")] == "box g"
    assert ids[route.find(f".//{A}endCxn").get("id")] == "box f"
    assert ids[shapes["route t->x~1"].find(f".//{A}endCxn").get("id")] == "off-page t->x~1 out"


def test_signs_labels_and_badges_move_with_their_box(full):
    _, _, shapes = full
    group = shapes["node a"]
    names = [node.get("name") for node in group.iter(f"{P}cNvPr")]
    assert names[:2] == ["node a", "box a"]
    assert names.count("sign a") >= 2
    assert names[-3:] == ["badge a 1", "badge a 2", "badge a 3"]
    assert "label g" in [node.get("name") for node in shapes["node g"].iter(f"{P}cNvPr")]


def test_a_label_is_one_text_and_a_removed_one_is_struck(full):
    _, _, shapes = full
    plain = slide_of(full_page())[1]
    assert text_of(shapes["box a"]) == "Check the\norder"  # beside its sign
    assert text_of(shapes_by_name(plain)["box p"]) == "Pay"
    assert shapes["box p"].find(f".//{A}rPr").get("strike") == "sngStrike"


def test_heads_are_turned_or_stacked(full):
    _, _, shapes = full
    assert shapes["head l2"].find(f".//{A}bodyPr").get("vert") == "vert270"
    assert text_of(shapes["group pool"]) == "公\n司"
    assert text_of(shapes["head l1 column 1"]) == "财\n务\n部"
    assert text_of(shapes["head l1 column 2"]) == "IT\n组"


def test_overlays_colour_boxes_and_routes(full):
    _, _, shapes = full

    def colours(name):
        return [node.get("val") for node in shapes[name].iter(f"{A}srgbClr")]

    assert colours("box a")[0] == PLAIN.heat[1].lstrip("#").upper()
    assert colours("route g->f")[0] == PLAIN.handoff.colour.lstrip("#").upper()
    assert colours("route g->a")[0] == PLAIN.rework.colour.lstrip("#").upper()
    assert shapes["route f->p"].find(f".//{A}headEnd").get("type") == "oval"
    legend = [text_of(node) for name, node in shapes.items() if name.startswith("legend")]
    assert [text for text in legend if text] == ["handoff", "返工", "message", "waiting"]


def test_the_legend_stands_under_the_picture_inside_the_slide(full):
    sheet, _, shapes = full
    top = min(place_of(node)[1] for name, node in shapes.items() if name.startswith("legend"))
    bottom = place_of(shapes["lane l2"])[1] + place_of(shapes["lane l2"])[3]
    assert top > bottom
    assert sheet.frame.scale == 1.0


def test_the_pages_of_a_picture_have_one_scale():
    title = TextBlock(Rect(14, 14, 10, 20), ("T",), 18.0)
    small, large = (Geometry(title, width, 200.0, (), (), (), ()) for width in (500.0, ROOM.width / 0.8))
    assert scales_of([small, large]) == pytest.approx((0.8, 0.8))
    assert slide_of(small, scale=0.5)[0].frame.scale == 0.5
    assert ROOM.height - LEGEND > content(small).height


def test_an_empty_page_is_drawn_without_fault():
    title = TextBlock(Rect(0, 0, 0, 0), (), 18.0)
    _, tree = slide_of(Geometry(title, 0.0, 0.0, (), (), (), ()), FULL_OVERLAY)
    assert all(name.startswith("legend") for name in shapes_by_name(tree))


def test_the_slide_is_as_wide_as_powerpoint_makes_it():
    assert (empty_deck().slide_width, empty_deck().slide_height) == (Emu(12_192_000), Emu(6_858_000))
