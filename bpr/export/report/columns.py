"""How wide the columns of a table in a document are, in px at 12 px text."""

from __future__ import annotations

from bpr.export.report.chapter import Chapter
from bpr.export.speaker import Section
from bpr.text import cells, is_chinese

_WIDEST = 44  # characters that count for the width of a column
_LONGEST_WORD, _CHINESE_WORD = 16, 8
_CHARACTER = 6.8
_RIM = 11.0
_FIRST, _OTHERS = 44, 16  # characters of the first and of the other columns of a matrix, at most


def column_widths(section: Section, room: float, *, matrix: bool = False) -> list[float]:
    """The room divided among the columns of a table by the length of what they hold.

    Args:
        section: the table.
        room: width of the page inside its margins.
        matrix: all columns but the first are narrow and alike; the table may be narrower than the room.
    """
    table = [section.head, *section.rows]
    count = len(section.head)
    if matrix:
        first, narrow = _matrix_columns(section)
        others = narrow * (count - 1)
        first = min(first, room - others) if others < room * 0.75 else room / 4
        return [first, *[min(narrow, (room - first) / max(count - 1, 1))] * (count - 1)]
    least, wished = [], []
    for at in range(count):
        texts = [row[at] for row in table]
        least.append(min(max(map(_longest_word, texts)), _LONGEST_WORD) * _CHARACTER + _RIM)
        wished.append(max(least[at], min(max(map(cells, texts)), _WIDEST) * _CHARACTER + _RIM))
    spare, wishes = room - sum(least), sum(wished) - sum(least)
    if sum(wished) <= room or spare <= 0 or wishes <= 0:
        return [room * width / sum(wished) for width in wished]
    return [low + spare * (high - low) / wishes for low, high in zip(least, wished, strict=True)]


def _longest_word(text: str) -> int:
    """Characters of the longest piece that should not be broken; Chinese may break almost anywhere."""
    return _CHINESE_WORD if is_chinese(text) else max(map(cells, text.split()), default=0)


def lies_wide(chapter: Chapter, room: float) -> bool:
    """Whether a chapter stands on pages that lie on their long side: pictures, and matrices wider than the room."""
    widths = [matrix_width(section) for section in chapter.sections if chapter.kind == "matrix"]
    return chapter.kind == "pictures" or max(widths, default=0.0) > room


def matrix_width(section: Section) -> float:
    """The width that a matrix would like to have."""
    first, narrow = _matrix_columns(section)
    return first + narrow * (len(section.head) - 1)


def _matrix_columns(section: Section) -> tuple[float, float]:
    """Widths of the first and of each other column."""
    table = [section.head, *section.rows]
    longest = max(max((max(map(cells, cell.split()), default=0) for cell in row[1:]), default=0) for row in table)
    first = max(cells(row[0]) for row in table)
    return min(first, _FIRST) * _CHARACTER + _RIM, min(longest, _OTHERS) * _CHARACTER + _RIM
