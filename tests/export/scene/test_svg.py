"""The swimlane picture as SVG."""

import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bpr.export.scene.svg import PLAIN, Overlay, to_svg
from bpr.layout.geometry import Geometry, GroupHead, LaneBand, PlacedBox, Rect, Route, TextBlock
from bpr.layout.text.measure import block_size, wrap

GOLDEN = Path(__file__).parents[2] / "golden" / "svg"
ACCEPT = "BPR_ACCEPT_GOLDEN"  # set to 1 to rewrite the golden files; look at the pictures before
SVG = "{http://www.w3.org/2000/svg}"


def block(text, x, y, size=12.0, width=98.0, *, vertical=False):
    lines = wrap(text, size, width)
    across, along = block_size(lines, size)
    if vertical:
        across, along = along, across
    return TextBlock(Rect(x - across / 2, y - along / 2, across, along), lines, size, vertical)


def box(name, kind, x, y, label="", lane="one", marker=None, attached_to=None):
    if kind in ("activity", "subprocess"):
        return PlacedBox(name, kind, lane, Rect(x - 56, y - 26, 112, 52), block(label, x, y), marker)
    side = {"boundary": 28}.get(kind, 44 if kind in ("xor", "and", "or", "event_gateway") else 36)
    text = block(label, x, y + side / 2 + 11, 11.0) if label else None
    return PlacedBox(name, kind, lane, Rect(x - side / 2, y - side / 2, side, side), text, marker, attached_to)


def lane(name, text, y, height=120.0, width=700.0):
    return LaneBand(
        name, Rect(14, y, width - 28, height), Rect(14, y, 34, height), block(text, 31, y + height / 2, vertical=True)
    )


def geometry(boxes=(), routes=(), *, title="Order", lanes=None, groups=(), width=700.0):
    lanes = lanes or (lane("one", "Sales office", 56), lane("two", "Finance", 176))
    bottom = max(band.band.bottom for band in lanes)
    head = TextBlock(Rect(14, 14, 200, 24), (title,), 18.0)
    return Geometry(head, width, bottom + 14, lanes, groups, tuple(boxes), tuple(routes))


def route(name, source, target, points, *, label="", at=(0, 0), kind="sequence", rework=False):
    return Route(name, source, target, kind, rework, tuple(points), block(label, *at, 10.5) if label else None)


def small(zh=False):
    def pick(en, chinese):
        return chinese if zh else en

    lanes = (lane("one", pick("Sales office", "销售部（华东）"), 56), lane("two", pick("R&D", "IT部"), 176))
    boxes = (
        box("s", "start", 100, 110, pick("Order in", "收到订单"), marker="message"),
        box("a", "activity", 210, 110, pick("Check the order", "核对订单数据"), marker="user"),
        replace(box("x", "xor", 330, 110), label=block(pick("Complete?", "资料是否齐全？"), 396, 126, 11.0)),
        box("b", "subprocess", 330, 236, pick("Credit check", "信用审核"), "two"),
        box("t", "boundary", 360, 262, "", "two", "timer", "b"),
        box("e", "end", 480, 236, pick("Done", "完成"), "two"),
    )
    routes = (
        route("1", "s", "a", [(118, 110), (154, 110)]),
        route("2", "a", "x", [(266, 110), (308, 110)]),
        route(
            "3",
            "x",
            "a",
            [(330, 88), (330, 66), (210, 66), (210, 84)],
            label=pick("no", "否"),
            at=(340, 78),
            rework=True,
        ),
        route("4", "x", "b", [(330, 132), (330, 210)], label=pick("yes", "是"), at=(342, 150)),
        route("5", "b", "e", [(386, 236), (462, 236)]),
        route("6", "t", "s", [(360, 276), (360, 286), (64, 286), (64, 110), (82, 110)], kind="message"),
    )
    return geometry(boxes, routes, title=pick("Order check", "订单审核"), lanes=lanes)


def all_symbols():
    triggers = ("message", "timer", "signal", "error", "escalation", "compensation", "conditional", "link", "cancel")
    more = ("terminate", "multiple", "parallel-multiple", "none")
    types = ("user", "service", "manual", "script", "send", "receive", "rule")
    boxes = [box(f"e-{name}", "event", 90 + 46 * i, 90, marker=name) for i, name in enumerate((*triggers, *more))]
    boxes += [box(f"n-{name}", "end", 90 + 46 * i, 140, marker=name) for i, name in enumerate((*triggers, *more))]
    boxes += [box(f"t-{name}", "activity", 120 + 124 * i, 210, name, "two", name) for i, name in enumerate(types[:5])]
    boxes += [box(f"t-{name}", "activity", 120 + 124 * i, 264, name, "two", name) for i, name in enumerate(types[5:])]
    kinds = ("xor", "and", "or", "event_gateway")
    boxes += [box(kind, kind, 360 + 60 * i, 264, lane="two") for i, kind in enumerate(kinds)]
    boxes.append(box("complex", "or", 600, 264, lane="two", marker="complex"))
    return geometry(boxes, title="Symbols")


OVERLAY = Overlay(
    handoff_links=frozenset({"4"}),
    heat={"a": 0.25, "b": 1.0},
    heat_note="等待时间",
    legend=(("handoff", "交接"), ("rework", "返工"), ("message", "消息")),
)
CHANGES = Overlay(
    changes={"a": "changed", "x": "removed", "b": "added", "2": "removed"},
    legend=(("added", "new"), ("removed", "gone"), ("changed", "changed"), ("sequence", "flow"), ("heat", "hot")),
)
CASES = {
    "small-en": (small(), None),
    "small-zh-overlay": (small(zh=True), OVERLAY),
    "small-en-changes": (small(), CHANGES),
    "symbols": (all_symbols(), None),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_picture_is_the_accepted_one(case):
    picture, overlay = CASES[case]
    svg = to_svg(picture, overlay=overlay)
    path = GOLDEN / f"{case}.svg"
    if os.environ.get(ACCEPT) == "1":
        path.write_text(svg, encoding="utf-8", newline="\n")
    assert svg == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(CASES))
def test_only_portable_svg_is_used(case):
    svg = to_svg(CASES[case][0], overlay=CASES[case][1])
    for banned in (
        "<marker",
        "<style",
        "foreignObject",
        "paint-order",
        "dominant-baseline",
        "style=",
        "<use",
        "url(",
        "<image",
    ):
        assert banned not in svg
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "g", "title", "rect", "circle", "path", "text"}
        if element.tag == f"{SVG}text":
            assert element.get("dy") == "0.36em"
    assert not re.search(r"\d\.\d{3,}", svg)


def find(svg, data_id, role="box"):
    root = ElementTree.fromstring(svg)
    return next(g for g in root.iter(f"{SVG}g") if g.get("data-id") == data_id and g.get("class") == f"bpr-{role}")


def test_every_element_names_what_it_stands_for():
    svg = to_svg(small())
    arrow = find(svg, "3", "route")
    assert (arrow.get("data-from"), arrow.get("data-to"), arrow.get("data-rework")) == ("x", "a", "true")
    assert arrow.findtext(f"{SVG}title") == "Complete? → Check the order: no"
    event = find(svg, "t")
    assert (event.get("data-kind"), event.get("data-attached-to"), event.get("data-marker")) == (
        "boundary",
        "b",
        "timer",
    )
    assert find(svg, "two", "lane").findtext(f"{SVG}title") == "R&D"
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == "Order check"


def test_ids_are_unique_and_two_prefixes_share_none():
    first, second = (
        [e.get("id") for e in ElementTree.fromstring(to_svg(small(), id_prefix=p)).iter() if e.get("id")]
        for p in ("p-", "q-")
    )
    assert len(first) == len(set(first)) > 10
    assert not set(first) & set(second)


@pytest.mark.parametrize("text", ["<b>&\"'", "]]>", "a\x00b\ud800", "</text><script>alert(1)</script>"])
def test_hostile_texts_and_ids_stay_texts(text):
    hostile = TextBlock(Rect(0, 0, 10, 10), (text,), 12.0)
    boxes = [PlacedBox(text, "activity", "one", Rect(60, 60, 112, 52), hostile)]
    lanes = (LaneBand(text, Rect(14, 56, 600, 120), Rect(14, 56, 34, 120), hostile),)
    routes = [Route(text, text, text, "sequence", False, ((0, 0), (10, 10)), hostile)]
    groups = (GroupHead(text, 1, Rect(0, 0, 30, 30), hostile),)
    svg = to_svg(
        geometry(boxes, routes, lanes=lanes, groups=groups, title=text), overlay=Overlay(legend=(("rework", text),))
    )
    root = ElementTree.fromstring(svg)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {"svg", "g", "title", "rect", "circle", "path", "text"}
    shown = re.sub("[\x00\ud800]", "", text)
    assert [e.text for e in root.iter(f"{SVG}text")].count(shown) >= 5


def line_of(svg, name):
    return find(svg, name, "route").find(f"{SVG}path")


def test_a_handoff_is_blue_and_thicker_only_with_the_overlay():
    plain, marked = line_of(to_svg(small()), "4"), line_of(to_svg(small(), overlay=OVERLAY), "4")
    assert plain.get("stroke") == PLAIN.sequence.colour
    assert marked.get("stroke") == PLAIN.handoff.colour
    assert float(marked.get("stroke-width")) > float(plain.get("stroke-width"))


def test_rework_is_red_and_dashed_and_the_overlay_may_say_otherwise():
    assert line_of(to_svg(small()), "3").get("stroke") == PLAIN.rework.colour
    assert line_of(to_svg(small()), "3").get("stroke-dasharray")
    other = to_svg(small(), overlay=Overlay(rework_links=frozenset({"5"})))
    assert line_of(other, "3").get("stroke") == PLAIN.sequence.colour
    assert line_of(other, "5").get("stroke") == PLAIN.rework.colour


def test_a_message_begins_with_a_circle_and_has_an_open_head():
    items = find(to_svg(small()), "6", "route")
    assert items.find(f"{SVG}circle") is not None
    assert items.findall(f"{SVG}path")[1].get("fill") == PLAIN.paper


@pytest.mark.parametrize(
    ("heat", "fill"), [(0.0, PLAIN.heat[0]), (1.0, PLAIN.heat[1]), (7.0, PLAIN.heat[1]), (-1.0, PLAIN.heat[0])]
)
def test_heat_colours_the_box(heat, fill):
    svg = to_svg(small(), overlay=Overlay(heat={"a": heat}))
    assert find(svg, "a").find(f"{SVG}rect").get("fill") == fill


def test_the_legend_stands_under_the_picture_in_as_many_rows_as_it_needs():
    plain = ElementTree.fromstring(to_svg(small()))
    one = ElementTree.fromstring(to_svg(small(), overlay=OVERLAY))
    many = ElementTree.fromstring(
        to_svg(small(), overlay=Overlay(legend=(("rework", "a rather long explanation " * 3),) * 4))
    )
    heights = [float(root.get("height")) for root in (plain, one, many)]
    assert heights == sorted(set(heights))
    texts = [e for e in one.iter(f"{SVG}text") if e.text in {"交接", "返工", "消息", "等待时间"}]
    assert len(texts) == 4
    assert all(float(e.get("y")) > float(plain.get("height")) - 1 for e in texts)
    assert float(to_svg(small(), overlay=Overlay()).split('height="')[1].split('"')[0]) == heights[0]


def test_a_single_long_legend_entry_widens_the_picture_rather_than_leaving_it():
    root = ElementTree.fromstring(to_svg(small(), overlay=Overlay(legend=(("rework", "long " * 60),))))
    assert float(root.get("width")) > 1000


def test_numbers_do_not_wander_between_runs_or_with_shuffled_overlays():
    shuffled = Overlay(
        OVERLAY.handoff_links, None, dict(reversed(OVERLAY.heat.items())), OVERLAY.heat_note, OVERLAY.legend
    )
    assert to_svg(small(), overlay=OVERLAY) == to_svg(small(), overlay=shuffled)


def test_routes_without_length_are_left_out_but_still_named():
    svg = to_svg(geometry([], [route("r", "a", "b", [(5, 5), (5, 5)])]))
    assert find(svg, "r", "route").find(f"{SVG}path") is None


def test_a_chinese_picture_says_its_language():
    assert 'xml:lang="zh-CN"' in to_svg(small(zh=True))
    assert "xml:lang" not in to_svg(small())
