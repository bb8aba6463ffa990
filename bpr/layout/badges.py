"""Badges: small notes on an activity (documents, systems, duties), in rows under its label, inside its border.

Inside the shape no link can touch them, so they cost height and nothing else. A long text takes a second line; what
is too long even so is cut with an ellipsis, and the whole text stays with the badge for title and tooltip.
"""

from __future__ import annotations

from dataclasses import dataclass

from bpr.layout.geometry import Badge, Rect, TextBlock
from bpr.layout.plan.diagram import BadgeText
from bpr.layout.text.measure import BREAK_MARK, block_size, clean, text_width, wrap

BADGE_TEXT = 9.5
BADGE_HEIGHT = 15.0
_AFTER_TEXT = 5.0
_GAP = 4.0
_WIDEST = 132.0
_ELLIPSIS = "…"
_LINES = 2
_SECOND_LINE = 12.0
_ICON = 15.0
_ICON_WITH_ARROW = 22.0


@dataclass(frozen=True, slots=True)
class BadgeSize:
    """A badge with the place of its top left corner, from the top middle of all badges of its box."""

    badge: BadgeText
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    def place(self, x: float, y: float) -> Badge:
        """The badge where the top middle of all badges lies at (x, y)."""
        rect = Rect(round(x + self.x, 1), round(y + self.y, 1), round(self.width, 1), round(self.height, 1))
        icon = _icon_room(self.badge)
        text = Rect(round(rect.x + icon, 1), rect.y, round(self.width - icon - _AFTER_TEXT, 1), rect.height)
        full = " ".join(clean(self.badge.text).split())
        return Badge(self.badge.kind, rect, TextBlock(text, self.lines, BADGE_TEXT), self.badge.sign, full)


@dataclass(frozen=True, slots=True)
class BadgeBlock:
    """All badges of a box and the room that they take together."""

    badges: tuple[BadgeSize, ...] = ()
    width: float = 0.0
    height: float = 0.0


NO_BADGES = BadgeBlock()


def badge_block(badges: tuple[BadgeText, ...], room: float) -> BadgeBlock:
    """Set badges in rows.

    Args:
        badges: the badges of one box, in order.
        room: the width inside the box; wider badges widen it up to a limit.
    """
    if not badges:
        return NO_BADGES
    icons = [_icon_room(badge) for badge in badges]
    texts = [_lines(badge.text, _WIDEST - icon - _AFTER_TEXT) for badge, icon in zip(badges, icons, strict=True)]
    widths = [icon + block_size(lines, BADGE_TEXT)[0] + _AFTER_TEXT for lines, icon in zip(texts, icons, strict=True)]
    room = max(room, *widths)
    rows: list[list[int]] = []
    left = 0.0
    for i, width in enumerate(widths):
        if not rows or left + width > room + 1e-6:
            rows.append([])
            left = 0.0
        rows[-1].append(i)
        left += width + _GAP
    sized: list[BadgeSize] = []
    y = 0.0
    for row in rows:
        height = BADGE_HEIGHT + _SECOND_LINE * any(len(texts[i]) > 1 for i in row)
        x = -(sum(widths[i] for i in row) + _GAP * (len(row) - 1)) / 2
        for i in row:
            sized.append(BadgeSize(badges[i], texts[i], x, y, widths[i], height))
            x += widths[i] + _GAP
        y += height + _GAP
    return BadgeBlock(tuple(sized), room, y - _GAP)


def _lines(text: str, room: float) -> tuple[str, ...]:
    """At most two lines; what does not fit into the second is cut."""
    whole = " ".join(clean(text).split())
    lines = wrap(whole, BADGE_TEXT, room)
    if len(lines) <= _LINES:
        return lines
    rest = whole.replace(BREAK_MARK, "").removeprefix(lines[0])
    return (lines[0], shorten(rest.strip(), room))


def _icon_room(badge: BadgeText) -> float:
    """Room for the icon at the left end of a badge; documents have an arrow beside it."""
    return _ICON_WITH_ARROW if badge.kind == "document" and badge.sign else _ICON


def shorten(text: str, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room`` px.

    Example:
        >>> shorten("Purchase requisition", 60.0)
        'Purchase…'
    """
    if text_width(text, BADGE_TEXT) <= room:
        return text
    kept = text
    while kept and text_width(kept + _ELLIPSIS, BADGE_TEXT) > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
