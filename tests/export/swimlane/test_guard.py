"""A picture that would tell a lie is refused, with place and remedy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpr.errors import ExportError
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.picture import Picture
from bpr.export.theme.theme import Overlay
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry, PlacedBox, Rect
from tests.layout.diagrams import activity, diagram


def drawn() -> Geometry:
    boxes = [activity("first", "a"), activity("between", "a"), activity("last", "b")]
    return lay_out(diagram(boxes, [("first", "between"), ("between", "last")]))


def fallen_out() -> Geometry:
    """The last box hangs over the border of its lane."""
    geometry = drawn()
    *others, last = geometry.boxes
    low = replace(last, rect=Rect(last.rect.x, geometry.lanes[1].band.bottom - 10, 112.0, 48.0))
    return replace(geometry, boxes=(*others, low))


def run_through() -> Geometry:
    """The first arrow goes on through the box in the middle."""
    geometry = drawn()
    first, last = geometry.routes
    x, y = geometry.boxes[1].rect.centre
    return replace(geometry, routes=(replace(first, target="last", points=(first.points[0], (x + 200, y))), last))


def test_a_sound_picture_passes():
    check_picture(drawn())


def test_a_box_outside_its_lane_is_named_with_the_lane():
    with pytest.raises(ExportError) as caught:
        check_picture(fallen_out())
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.element) == ("LANE_VIOLATION", "last")
    assert "outside its lane 'b'" in caught.value.render()
    assert "泳道“b”之外" in caught.value.render("zh")
    assert "sub-process" in caught.value.render()


def test_an_arrow_through_a_box_is_named_with_the_box():
    with pytest.raises(ExportError) as caught:
        check_picture(run_through())
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.element) == ("EDGE_THROUGH_BOX", "k0")
    assert "'between'" in problem.message.pick("en")


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("broken", [fallen_out, run_through])
def test_no_format_writes_such_a_picture(form, broken):
    with pytest.raises(ExportError, match="not written"):
        Picture(broken(), Overlay()).render(form)


def test_an_arrow_that_leaves_a_frame_is_not_taken_for_one_through_it():
    broken = run_through()
    boxes = tuple(replace(box, inside="f") if box.id == "first" else box for box in broken.boxes)
    band = broken.lanes[0].band
    frame = PlacedBox("f", "expanded", "a", Rect(band.x + 40, band.y, 400.0, band.height), None)
    with pytest.raises(ExportError) as caught:
        check_picture(replace(broken, boxes=(frame, *boxes)))
    assert "'between'" in caught.value.render()
