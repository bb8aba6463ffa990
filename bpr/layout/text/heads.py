"""Lane and group heads: a name is never cut; it wraps, or its lane gets higher, or the head wider.

Chinese names stand upright, one character a line (short Latin words keep together), long ones in two columns; other
names are turned to read upwards, in two lines where that keeps the lane lower.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from bpr.layout.geometry import Rect, TextBlock
from bpr.layout.text.measure import block_size, text_width, wrap

HEAD_WIDTH = 34.0
HEAD_TEXT = 12.0
_PADDING = 7.0
_CELL_PITCH = 1.25 * HEAD_TEXT
_COLUMN_LIMIT = 150.0
_TURNED_LIMIT = 240.0
_LINES_IN_HEAD = 2


@dataclass(frozen=True, slots=True)
class HeadText:
    """A fitted name; ``along`` is its extent along the head (height of an upright text), ``across`` the other one."""

    lines: tuple[str, ...]
    vertical: bool
    across: float
    along: float

    @property
    def width(self) -> float:
        """The width that the head needs."""
        return max(HEAD_WIDTH, self.across + 2)

    @property
    def height(self) -> float:
        """The height that the head needs."""
        return self.along + 2 * _PADDING

    def block(self, head: Rect, *, above: bool = False) -> TextBlock:
        """The name in the middle of its head; ``above``: the head lies above its band and not left of it."""
        x, y = head.centre
        width, height = (self.along, self.across) if above else (self.across, self.along)
        rect = Rect(round(x - width / 2, 1), round(y - height / 2, 1), round(width, 1), round(height, 1))
        return TextBlock(rect=rect, lines=self.lines, size=HEAD_TEXT, vertical=self.vertical)


def fit_head(name: str, height: float, *, level: bool = False) -> HeadText:
    """Fit ``name`` into a head of ``height`` px; the result says how much room it really needs.

    Args:
        name: the name.
        height: the room along the head: its height, for a ``level`` one its width.
        level: whether the text is level (heads above columns); else it stands upright.
    """
    if level:
        return replace(_turned(name, height), vertical=False)
    cells = _stack(name)
    if not cells:
        return _turned(name, height)
    across, along = block_size(cells, HEAD_TEXT)
    if along + 2 * _PADDING <= max(height, _COLUMN_LIMIT):
        return HeadText(cells, False, across, along)
    return _columns(name, height) or _turned(name, height)


def _turned(name: str, height: float) -> HeadText:
    """The name turned to read upwards, in two lines if need be; in more only where two would be very long."""
    words = [text_width(word, HEAD_TEXT) for word in name.split()]
    room = max(height - 2 * _PADDING, 46.0, min(_TURNED_LIMIT, max(words, default=0.0)))
    while True:
        lines = wrap(name, HEAD_TEXT, room)
        if len(lines) <= _LINES_IN_HEAD or room > _TURNED_LIMIT:
            break
        room *= 1.1
    along, across = block_size(lines, HEAD_TEXT)
    return HeadText(lines, True, across, along)


def _columns(name: str, height: float) -> HeadText | None:
    """An upright name in two columns; None when they would be too high."""
    room = max(height, _COLUMN_LIMIT / 2) - 2 * _PADDING
    while room <= _TURNED_LIMIT:
        lines = wrap(name, HEAD_TEXT, room * HEAD_TEXT / _CELL_PITCH)
        if len(lines) <= _LINES_IN_HEAD:
            along = max(len(_stack(line)) or len(line) for line in lines) * _CELL_PITCH
            return HeadText(lines, True, block_size(lines, HEAD_TEXT)[1], along)
        room += _CELL_PITCH
    return None


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
