"""Pictures of a report on its pages."""

from __future__ import annotations

from bpr.export.report.chapter import Figure
from bpr.export.report.figures import LEAST_SCALE, drawings
from bpr.export.swimlane.picture import draw
from bpr.formats.files import load


def test_a_picture_that_is_readable_on_its_page_is_drawn_once():
    figure = Figure("Order", draw(load("order-to-cash.asis")))
    geometry = figure.picture.geometry
    room = geometry.width * LEAST_SCALE, geometry.height * LEAST_SCALE
    assert list(drawings(figure, *room)) == [(geometry, "Order")]


def test_a_picture_too_small_to_read_is_drawn_whole_and_then_in_numbered_parts():
    figure = Figure("Order", draw(load("order-to-cash.asis")))
    geometry = figure.picture.geometry
    whole, *parts = drawings(figure, geometry.width * (LEAST_SCALE - 0.01), geometry.height)
    assert whole == (geometry, "Order")
    assert [caption for _, caption in parts] == [f"Order ({at}/{len(parts)})" for at in range(1, len(parts) + 1)]
    assert {box.id for page, _ in parts for box in page.boxes} == {box.id for box in geometry.boxes}
