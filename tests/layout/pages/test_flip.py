from __future__ import annotations

from bpr.layout.engine import lay_out
from bpr.layout.pages.flip import flipped, moved_down
from bpr.layout.pages.split import split_pages
from tests.layout.diagrams import sample


def test_flipping_twice_changes_nothing():
    for geometry in split_pages(lay_out(sample("C")), 1200, 700):
        assert flipped(geometry) != geometry
        assert flipped(flipped(geometry)) == geometry


def test_moving_down_moves_every_place_by_the_same_length():
    page = split_pages(lay_out(sample("B")), 1200, 900)[1]
    moved = moved_down(page, 40.0)
    assert moved.height == page.height + 40
    assert [box.rect.y - 40 for box in moved.boxes] == [round(box.rect.y, 1) for box in page.boxes]
    assert [mark.rect.x for mark in moved.off_page] == [mark.rect.x for mark in page.off_page]
    assert moved_down(moved, -40.0) == page
