"""Lane and group heads: a name is never cut; it wraps, or its lane gets higher, or the head wider.

Chinese names stand upright, one character a line (short Latin words keep together); other names are turned to read
upwards, in two lines where that keeps the lane lower.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bpr.layout.geometry import Rect, TextBlock
from bpr.layout.measure import block_size, text_width, wrap

HEAD_WIDTH = 34.0
HEAD_TEXT = 12.0
_PADDING = 7.0
_STACK_LIMIT = 220.0
_TURNED_LIMIT = 240.0
_LINES_IN_HEAD = 2


@dataclass(frozen=True, slots=True)
class HeadText:
    """A fitted name and the room it needs."""

    lines: tuple[str, ...]
    vertical: bool
    width: float
    height: float

    def block(self, head: Rect) -> TextBlock:
        """The name in the middle of its head."""
        across, along = block_size(self.lines, HEAD_TEXT)
        width, height = (along, across) if self.vertical else (across, along)
        middle_x, middle_y = head.centre
        rect = Rect(round(middle_x - width / 2, 1), round(middle_y - height / 2, 1), round(width, 1), round(height, 1))
        return TextBlock(rect=rect, lines=self.lines, size=HEAD_TEXT, vertical=self.vertical)


def fit_head(name: str, height: float) -> HeadText:
    """Fit ``name`` into a head of ``height`` px; the result says how much room it really needs."""
    stack = _stack(name)
    if stack:
        across, along = block_size(stack, HEAD_TEXT)
        if along + 2 * _PADDING <= max(height, _STACK_LIMIT):
            return HeadText(stack, False, max(HEAD_WIDTH, across + 4), along + 2 * _PADDING)
    words = [text_width(word, HEAD_TEXT) for word in name.split()]
    room = max(height - 2 * _PADDING, 46.0, min(_TURNED_LIMIT, max(words, default=0.0)))
    while True:
        lines = wrap(name, HEAD_TEXT, room)
        if len(lines) <= _LINES_IN_HEAD or room > _TURNED_LIMIT:
            break
        room *= 1.1
    along, across = block_size(lines, HEAD_TEXT)
    return HeadText(lines, True, max(HEAD_WIDTH, across + 2), along + 2 * _PADDING)


def _stack(name: str) -> tuple[str, ...]:
    """The name cut for standing upright; empty when it has no Chinese or a long Latin word."""
    if not any(unicodedata.east_asian_width(char) in "WF" for char in name):
        return ()
    cells: list[str] = []
    for word in name.split():
        fresh = True
        for char in word:
            wide = unicodedata.east_asian_width(char) in "WF"
            if wide or fresh:
                cells.append(char)
            else:
                cells[-1] += char
            fresh = wide
    if any(text_width(cell, HEAD_TEXT) > HEAD_WIDTH - 4 for cell in cells):
        return ()
    return tuple(cells)
