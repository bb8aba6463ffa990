"""From px of the picture to EMU of the slide."""

from __future__ import annotations

import pytest

from bpr.export.pptx.frame import Frame, emu, fitting_scale, in_corner
from bpr.layout.geometry import Rect


def test_a_px_is_9525_emu():
    assert emu(96.0) == 914_400


def test_neighbours_still_touch_after_rounding():
    frame = Frame(0.7331, 3.3, 5.1)
    left, right = frame.place(Rect(0.0, 0.0, 33.3, 10.0)), frame.place(Rect(33.3, 0.0, 21.7, 10.0))
    assert left[0] + left[2] == right[0]


@pytest.mark.parametrize(
    ("content", "scale"), [(Rect(0, 0, 100, 50), 1.0), (Rect(0, 0, 400, 50), 0.5), (Rect(0, 0, 100, 1000), 0.1)]
)
def test_a_picture_is_shrunk_to_its_room_but_never_enlarged(content, scale):
    assert fitting_scale(content, Rect(0, 0, 200, 100)) == pytest.approx(scale)


def test_the_content_begins_in_the_corner_of_the_room():
    frame = in_corner(Rect(14.0, 60.0, 100.0, 50.0), Rect(32.0, 76.0, 200.0, 100.0), 0.5)
    assert frame.point((14.0, 60.0)) == (emu(32.0), emu(76.0))
    assert frame.points(12.0) == pytest.approx(4.5)
