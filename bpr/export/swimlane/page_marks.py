"""What only a page of a larger picture has: circles where arrows are cut, and the number of the page."""

from __future__ import annotations

from bpr.export.scene import words
from bpr.export.scene.shapes import Circle, Group, Item, Style, Words
from bpr.export.theme.theme import Theme
from bpr.layout.geometry import Geometry, OffPage, Point
from bpr.layout.text.measure import text_width
from bpr.text import is_chinese

_MARK_TEXT = 11.0
_PAGE_TEXT = 9.0


def page_marks(geometry: Geometry, theme: Theme) -> tuple[Item, ...]:
    """All circles, and the number of the page; nothing for a whole picture."""
    return (*(off_page_group(mark, geometry, theme) for mark in geometry.off_page), *_page_number(geometry, theme))


def off_page_group(mark: OffPage, geometry: Geometry, theme: Theme) -> Group:
    """The circle with its number, and outside of it the page where the arrow goes on or comes from."""
    chinese = is_chinese(words.joined(geometry.title.lines))
    ink, (x, y) = theme.event, mark.rect.centre
    size = min(_MARK_TEXT, mark.rect.height * (0.56 if mark.number < 100 else 0.46))
    page = f"第{mark.page}页" if chinese else f"p. {mark.page}"
    where = _beside(mark, page, geometry)
    title = (
        f"{'续至' if mark.leaves else '接自'}第{mark.page}页 {mark.number}"
        if chinese
        else f"{'continues on' if mark.leaves else 'comes from'} page {mark.page}, number {mark.number}"
    )
    items: tuple[Item, ...] = (
        Circle(
            x,
            y,
            (mark.rect.width - ink.border.width) / 2,
            Style(fill=ink.fill, stroke=ink.border.colour, width=ink.border.width),
        ),
        Words(x=x, y=y, text=str(mark.number), size=size, colour=theme.title, bold=True),
        Words(x=where[0], y=where[1], text=page, size=_PAGE_TEXT, colour=theme.label),
    )
    return Group("off-page", f"{mark.number}{'>' if mark.leaves else '<'}", title, items)


def _beside(mark: OffPage, page: str, geometry: Geometry) -> Point:
    """The middle of the page's name: on the side of the circle that the arrow does not meet."""
    piece = next((route for route in geometry.routes if route.id == mark.route), None)
    x, y = mark.rect.centre
    tip = (x, y) if piece is None else piece.points[-1 if mark.leaves else 0]
    away = mark.rect.width / 2 + text_width(page, _PAGE_TEXT) / 2 + 3
    if abs(tip[0] - x) >= abs(tip[1] - y):
        return (x + (away if tip[0] < x else -away), y)
    return (x, y + (mark.rect.height / 2 + _PAGE_TEXT * 0.7) * (1 if tip[1] < y else -1))


def _page_number(geometry: Geometry, theme: Theme) -> tuple[Words, ...]:
    """The number of the page and of how many, at the upper right."""
    if geometry.page is None:
        return ()
    text = f"{geometry.page[0]} / {geometry.page[1]}"
    size = geometry.title.size * 0.75
    x = geometry.width - geometry.title.rect.x - text_width(text, size)
    y = geometry.title.rect.y + geometry.title.size * 0.65
    return (Words(x=x, y=y, text=text, size=size, colour=theme.label, anchor="start"),)
