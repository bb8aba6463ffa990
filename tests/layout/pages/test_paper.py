"""Paper sizes in every unit."""

from __future__ import annotations

import pytest

from bpr.layout.pages.paper import PAPERS, PX_PER_INCH


def test_a3_holds_two_sheets_of_a4():
    (long, short), (width, height) = PAPERS["a4"].size(72), PAPERS["a3"].size(72)
    assert (width, height) == pytest.approx((2 * short, long))


def test_a_slide_is_960_by_540_points():
    assert PAPERS["slide"].size(72) == pytest.approx((960.0, 540.0), abs=0.001)


@pytest.mark.parametrize("name", ["a4", "a3", "slide"])
def test_the_room_is_what_the_borders_leave_in_every_unit(name):
    paper = PAPERS[name]
    for per_inch in (25.4, 72, 96, PX_PER_INCH):
        (width, height), border = paper.size(per_inch), paper.border(per_inch)
        assert paper.room(per_inch) == pytest.approx((width - 2 * border, height - 2 * border))
    assert paper.room(25.4)[0] == pytest.approx(paper.width_mm - 2 * paper.border_mm)


def test_a_poster_has_room_for_everything():
    assert min(PAPERS["poster"].room(PX_PER_INCH)) > 1e6
