"""Texts in cells: made safe in one place, and measured.

Safety: every text of a model goes through `safe_text`, and is stored as a text, with the "quote prefix" when its first
character could start a formula (OWASP, CSV Injection), so that no program takes it for one.
Width: Excel counts columns in digits of the standard font; a Chinese character takes two.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from bpr.export.escape import legal_xml
from bpr.text import cells, is_chinese

LONGEST_TEXT = 32_767
_REMEMBERED = 20_000  # names of steps and roles stand in many cells
_STARTERS = frozenset("=+-@\t\r\n＝＋－＠")
_SHEET_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_SHEET_NAME = 31
_LINE_HEIGHT = 15.0
_HEAD_LINES = 3
_SHORT_CHINESE = 14
_BOLD = 1.12  # bold letters against the standard font


@lru_cache(maxsize=_REMEMBERED)
def safe_text(text: str) -> str:
    """The text without characters that XML forbids, at most as long as a cell can hold.

    Example:
        >>> safe_text("bell" + chr(7))
        'bell'
    """
    legal = legal_xml(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(legal) * 2 <= LONGEST_TEXT:
        return legal
    return legal.encode("utf-16-le")[: LONGEST_TEXT * 2].decode("utf-16-le", errors="ignore")


def could_start_formula(text: str) -> bool:
    """Whether some program would take the text for a formula.

    Example:
        >>> could_start_formula("=1+1"), could_start_formula("Check = done")
        (True, False)
    """
    return text[:1] in _STARTERS and text != ""


def sheet_name(text: str) -> str:
    """A name that Excel accepts for a sheet.

    Example:
        >>> sheet_name("R/A: [draft]")
        'R A   draft'
    """
    clean = " ".join(legal_xml(text).translate(_SHEET_FORBIDDEN).split("\n")).strip().strip("'")
    return clean[:_LONGEST_SHEET_NAME].strip() or "Sheet"


@lru_cache(maxsize=_REMEMBERED)
def lines(text: str, columns: float) -> int:
    """How many lines a text takes when it is wrapped: words stay whole, wide characters break anywhere.

    Example:
        >>> lines("customer service manager", 10), lines("客户服务部经理", 8)
        (3, 2)
    """
    room = max(1, math.floor(columns))
    count = 0
    for paragraph in text.split("\n"):
        used = 0
        count += 1
        for word in _pieces(paragraph):
            bare = cells(word.rstrip())
            if used and used + bare > room:
                count += 1
                used = 0
            count += max(0, math.ceil(bare / room) - 1)
            used += cells(word) if bare <= room else bare % room or room
    return count


def height(texts: list[tuple[str, float]], *, least: int = 1, most: int = 26, margin: float = 3.0) -> float:
    """Height in points of a row that holds wrapped texts, each with the width of its column."""
    count = max([least, *(lines(text, columns - 1) for text, columns in texts)])
    return min(count, most) * _LINE_HEIGHT + margin


def longest_word(text: str) -> int:
    """Width of the longest part that may not be broken.

    Example:
        >>> longest_word("General Manager"), longest_word("总经理")
        (7, 2)
    """
    return max((cells(piece.rstrip()) for line in text.split("\n") for piece in _pieces(line)), default=0)


def head_width(texts: list[str], *, narrowest: float = 10.0, widest: float = 22.0) -> float:
    """Width of a column for bold heads: the longest word fits, and a head takes about three lines.

    Example:
        >>> head_width(["Implementation"]), head_width(["物料计划员"])
        (17.7, 13.2)
    """
    word = max((longest_word(text) for text in texts), default=0) * _BOLD + 2
    lines = max((cells(text) / (1 if _one_line(text) else _HEAD_LINES) for text in texts), default=0) * _BOLD + 2
    return round(min(max(word, lines, narrowest), widest), 1)


def _one_line(text: str) -> bool:
    """Short Chinese heads stay on one line: broken anywhere they are hard to read."""
    return cells(text) <= _SHORT_CHINESE and is_chinese(text)


def _pieces(paragraph: str) -> list[str]:
    """What may not be broken: words with the blanks behind them, single wide characters."""
    pieces: list[str] = []
    for char in paragraph:
        wide = unicodedata.east_asian_width(char) in "WF"
        glued = (
            pieces
            and not wide
            and (char == " " or not (pieces[-1].endswith((" ", "-", "/")) or cells(pieces[-1][-1]) == 2))
        )
        if glued:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
