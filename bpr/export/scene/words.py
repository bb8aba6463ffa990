"""Text blocks of the geometry as single lines of text at their places, level or upright.

Upright Latin text is turned and reads upwards; upright Chinese is stacked, short Latin parts (``IT``, ``ERP``, ``24``)
stay whole in one cell, and brackets and dashes turn with the column. A line with long Latin words is turned whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bpr.export.scene.shapes import Words
from bpr.layout.geometry import TextBlock

_TURNED = frozenset("（）()《》〈〉「」『』【】〔〕[]—–-…~～“”‘’/")
_CELL = re.compile(r"[A-Za-z0-9&+.%]+|.", re.DOTALL)
_LONGEST_CELL = 3
_TIGHTEST_PITCH = 1.0
_WIDEST_PITCH = 1.35
_CELL_PITCH = 1.25


def level(
    block: TextBlock,
    colour: str,
    *,
    bold: bool = False,
    halo: str | None = None,
    strike: bool = False,
    from_left: bool = False,
) -> tuple[Words, ...]:
    """The lines of a block under each other, centred in its rectangle (or beginning at its left side)."""
    x, y = block.rect.centre
    pitch = _pitch(block.rect.height, len(block.lines), block.size, _WIDEST_PITCH)
    return tuple(
        Words(
            x=block.rect.x if from_left else x,
            y=y + (row - (len(block.lines) - 1) / 2) * pitch,
            text=line,
            size=block.size,
            colour=colour,
            anchor="start" if from_left else "middle",
            bold=bold,
            halo=halo,
            strike=strike,
        )
        for row, line in enumerate(block.lines)
    )


def head(block: TextBlock, colour: str) -> tuple[Words, ...]:
    """The name in the head of a lane or group: upright if the block says so."""
    if not block.vertical:
        return tuple(replace(line, turn=_cell_turn(line.text)) for line in level(block, colour))
    x, y = block.rect.centre
    pitch = _pitch(block.rect.width, len(block.lines), block.size, _WIDEST_PITCH)
    words: list[Words] = []
    for column, line in enumerate(block.lines):
        at = x + (column - (len(block.lines) - 1) / 2) * pitch
        cells = stacked_cells(line)
        if cells is None:
            words.append(Words(x=at, y=y, text=line, size=block.size, colour=colour, turn=-90.0))
            continue
        step = _pitch(block.rect.height, len(cells), block.size, _CELL_PITCH)
        for row, cell in enumerate(cells):
            place = y + (row - (len(cells) - 1) / 2) * step
            words.append(Words(x=at, y=place, text=cell, size=block.size, colour=colour, turn=_cell_turn(cell)))
    return tuple(words)


def _cell_turn(cell: str) -> float:
    """A quarter turn for a bracket or dash that stands alone in a column."""
    return 90.0 if cell in _TURNED else 0.0


def stacked_cells(line: str) -> tuple[str, ...] | None:
    """The cells of a line that is to be stacked, or None if it is to be turned.

    Example:
        >>> stacked_cells("IT服务部"), stacked_cells("Sales office")
        (('IT', '服', '务', '部'), None)
    """
    if not any(unicodedata.east_asian_width(char) == "W" for char in line):
        return None
    cells = tuple(cell for cell in _CELL.findall(line) if cell.strip())
    return None if any(len(cell) > _LONGEST_CELL for cell in cells) else cells


def joined(lines: Sequence[str]) -> str:
    """The lines of a block as one text: with a blank, but for Chinese and Japanese."""
    text = ""
    for line in lines:
        close = text and line and "W" in (unicodedata.east_asian_width(text[-1]), unicodedata.east_asian_width(line[0]))
        text += line if close or not text else f" {line}"
    return text


def _pitch(room: float, count: int, size: float, widest: float) -> float:
    """The distance of lines that fill the room, but neither closer than the letters nor wider than is good to read."""
    return min(max(room / max(count, 1), size * _TIGHTEST_PITCH), size * widest)
