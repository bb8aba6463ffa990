"""Badges as shapes: a rounded field with an icon (document, system, duty letter) and its text."""

from __future__ import annotations

from bpr.export.scene.shapes import Circle, Group, Item, Path, Rectangle, Style, Words, polyline
from bpr.export.scene.words import joined, level
from bpr.export.swimlane import symbols
from bpr.export.theme.theme import Surface, Theme
from bpr.layout.badges import BADGE_HEIGHT
from bpr.layout.geometry import Badge, PlacedBox, Point

_PAGE = 4.8  # half the height of the page
_DISC = 4.6  # half the height of the disc of a system
_LETTER = (5.6, 8.5)  # radius of the circle of a duty, size of its letter
_ARROW = 3.0  # half the length of the arrow of a document that is read or written
_MIDDLE = BADGE_HEIGHT / 2


def badge_groups(box: PlacedBox, theme: Theme) -> list[Group]:
    """All badges of a box, each with its whole text as title."""
    return [_badge(box.id, number, badge, theme) for number, badge in enumerate(box.badges, 1)]


def badge_surface(badge: Badge, theme: Theme) -> Surface:
    """How a badge is drawn."""
    return {"document": theme.document, "system": theme.system, "duty": theme.duty}[badge.kind]


def _badge(owner: str, number: int, badge: Badge, theme: Theme) -> Group:
    surface = badge_surface(badge, theme)
    border = Style(fill=surface.fill, stroke=surface.border.colour, width=surface.border.width)
    text = badge.text
    shown = joined(text.lines)
    items: list[Item] = [Rectangle(badge.rect, border, 3.0), *_icon(badge, surface)]
    items += level(text, surface.text, from_left=True)
    facts = [("kind", badge.kind)] + ([("sign", badge.sign)] if badge.sign else [])
    title = badge.full or shown
    if badge.kind == "duty":
        title = f"{badge.sign}: {title}"
    return Group("badge", f"{owner}:badge:{number}", title, tuple(items), tuple(facts))


def _icon(badge: Badge, surface: Surface) -> tuple[Item, ...]:
    ink, paper = surface.border.colour, surface.fill
    left, y = badge.rect.x, badge.rect.centre[1]
    if badge.kind == "duty":
        radius, size = _LETTER
        circle = Circle(left + _MIDDLE, y, radius, Style(fill=ink, stroke=ink))
        return (circle, Words(left + _MIDDLE, y, badge.sign, size, surface.fill, bold=True))
    if badge.kind == "system":
        return symbols.draw(symbols.BADGES["system"], (left + _MIDDLE, y), _DISC, ink=ink, paper=paper, width=1.0)
    page, arrow = left + _MIDDLE, None
    if badge.sign in ("in", "in-out"):
        page += 2 * _ARROW + 1
        arrow = (left + _MIDDLE - 1, y)
    elif badge.sign == "out":
        arrow = (left + _MIDDLE + 2 * _ARROW + 2, y)
    icon = symbols.draw(symbols.BADGES["document"], (page, y), _PAGE, ink=ink, paper="#ffffff", width=0.9)
    return (*icon, *_arrow(arrow, ink, both=badge.sign == "in-out")) if arrow else icon


def _arrow(middle: Point, ink: str, *, both: bool) -> tuple[Item, ...]:
    """A small arrow to the right, into or out of the page; with two heads for a document read and written."""
    (x, y), half, head = middle, _ARROW, 2.0
    style = Style(stroke=ink, width=1.1)
    items: list[Item] = [
        Path(polyline([(x - half, y), (x + half, y)]), style),
        Path(polyline([(x + half - head, y - head), (x + half, y), (x + half - head, y + head)]), style),
    ]
    if both:
        items.append(Path(polyline([(x - half + head, y - head), (x - half, y), (x - half + head, y + head)]), style))
    return tuple(items)
