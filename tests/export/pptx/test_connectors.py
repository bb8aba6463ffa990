"""Elbows of PowerPoint: the presets give back the way points of the layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.export.pptx.connectors import MOST_LINES, Glue, connector, elbow_of
from bpr.export.pptx.frame import Frame
from bpr.export.pptx.markup import element
from bpr.export.pptx.shapes import Numbers
from bpr.export.theme.theme import PLAIN
from tests.export.pptx.reading import A, P, place_of, way_points

STEPS = st.integers(-3_000_000, 3_000_000).filter(lambda step: abs(step) >= 9_525)


@st.composite
def routes(draw):
    """A chain of level and upright lines in turn."""
    count = draw(st.integers(1, MOST_LINES))
    level = draw(st.booleans())
    x, y = draw(st.integers(0, 12_000_000)), draw(st.integers(0, 6_000_000))
    points = [(x, y)]
    for _ in range(count):
        step = draw(STEPS)
        x, y = (x + step, y) if level else (x, y + step)
        level = not level
        points.append((x, y))
    return points


def back(elbow):
    return way_points(
        elbow.preset, elbow.place, elbow.adjust, turned=elbow.turned, flip_h=elbow.flip_h, flip_v=elbow.flip_v
    )


@given(routes())
def test_a_preset_connector_goes_the_way_of_the_route(points):
    elbow = elbow_of(points)
    found = back(elbow)
    assert len(found) == len(points)
    for (x, y), (want_x, want_y) in zip(found, points, strict=True):
        assert x == pytest.approx(want_x, abs=700)  # less than a tenth of a px
        assert y == pytest.approx(want_y, abs=700)


def test_a_way_round_between_two_tops_keeps_its_height():
    points = [(500_000, 900_000), (500_000, 300_000), (2_500_000, 300_000), (2_500_000, 900_000)]
    elbow = elbow_of(points)
    assert elbow.preset == "bentConnector3"
    assert back(elbow)[1][1] == pytest.approx(300_000, abs=700)


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (5, 0), (5, 5), (9, 5), (9, 9), (12, 9), (12, 12)],
        [(0, 0), (50_000, 10_000), (90_000, 10_000)],
    ],
)
def test_a_route_that_no_preset_can_draw_has_none(points):
    assert elbow_of(points) is None


def made(points, **fields):
    options = {"glue": (None, None), **fields}
    return element(connector(Numbers(), "route f", "A → B", points, PLAIN.rework, Frame(), **options))


def test_a_glued_route_names_the_shapes_and_their_sites():
    node = made([(0, 0), (90, 0), (90, 40)], glue=(Glue(7, 3), Glue(8, 0)))
    assert node.tag == f"{P}cxnSp"
    ends = [node.find(f".//{A}{end}Cxn") for end in ("st", "end")]
    assert [(end.get("id"), end.get("idx")) for end in ends] == [("7", "3"), ("8", "0")]
    assert node.find(f".//{A}tailEnd").get("type") == "triangle"
    assert node.find(f".//{A}prstDash").get("val") == "dash"


def test_a_free_route_is_drawn_line_by_line_without_filling():
    node = made([(10, 10), (90, 10), (90, 40)], free=True)
    assert node.tag == f"{P}sp"
    assert place_of(node) == (95_250, 95_250, 762_000, 285_750)
    assert [(int(p.get("x")), int(p.get("y"))) for p in node.iter(f"{A}pt")] == [
        (0, 0),
        (762_000, 0),
        (762_000, 285_750),
    ]
    assert node.find(f".//{A}path").get("fill") == "none"


def test_a_message_begins_with_a_circle():
    assert made([(0, 0), (0, 40)], message=True).find(f".//{A}headEnd").get("type") == "oval"
