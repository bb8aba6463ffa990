"""Pictures on the pages of a report: whole first, and once more in parts where that is too small to read."""

from __future__ import annotations

from collections.abc import Iterator

from bpr.export.report.chapter import Figure
from bpr.layout.geometry import Geometry
from bpr.layout.pages.split import page_scale, split_pages

LEAST_SCALE = 0.6
"""Of the natural size: a picture that fits its page only when it is smaller is shown once more, on pages."""


def drawings(figure: Figure, width: float, height: float) -> Iterator[tuple[Geometry, str]]:
    """What is drawn for a figure, each with its caption.

    Args:
        figure: the picture.
        width: room on a page in px of the geometry.
        height: the same for the height.
    """
    geometry = figure.picture.geometry
    yield geometry, figure.caption
    if page_scale(geometry, width, height) >= LEAST_SCALE:
        return
    pages = split_pages(geometry, width, height)
    for number, page in enumerate(pages, start=1):
        yield page, f"{figure.caption} ({number}/{len(pages)})"
