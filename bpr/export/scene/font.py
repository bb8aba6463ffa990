"""The fonts that bpr ships, and which characters they can draw.

Pictures made of pixels (PNG) and pages (PDF) are drawn with these files, never with what a machine happens to have:
so they look alike everywhere. Two files: a subset of Noto Sans CJK SC (GB 2312, frequent traditional hanzi, Japanese,
Latin, symbols) and a small one of Noto Sans with the rest of Latin, Greek and Cyrillic (both OFL-1.1, see
``fonts/OFL.txt``). What neither holds (Arabic, Thai, emoji, rare hanzi) is named by `missing_characters`, so that no
writer loses text in silence.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FAMILY = "Noto Sans CJK SC"
FAMILIES = f"'{FAMILY}','Microsoft YaHei','PingFang SC','Noto Sans SC','Noto Sans','Segoe UI',sans-serif"
"""The ``font-family`` of pictures that the reader's program draws (SVG, HTML)."""

REPLACEMENT = "□"
"""What stands in a picture for a character that no font can draw."""

_FOLDER = Path(__file__).parent / "fonts"
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def font_files() -> tuple[Path, ...]:
    """The shipped font files, the main one first."""
    return (_FOLDER / "NotoSansCJKsc-Subset.otf", _FOLDER / "NotoSans-Subset.ttf")


@lru_cache(maxsize=1)
def _covered_ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last code points of the covered ranges, ascending."""
    ranges = [item.partition("-") for item in (_FOLDER / "coverage.txt").read_text(encoding="ascii").split()]
    return tuple(int(first, 16) for first, _, _ in ranges), tuple(int(last or first, 16) for first, _, last in ranges)


def is_covered(char: str) -> bool:
    """Whether the shipped fonts can draw the character (invisible ones need no drawing).

    Example:
        >>> is_covered("审"), is_covered("ł"), is_covered("ก")
        (True, True, False)
    """
    if unicodedata.category(char) in _INVISIBLE_CATEGORIES or char in _VARIATION_SELECTORS:
        return True
    firsts, lasts = _covered_ranges()
    at = bisect_right(firsts, ord(char)) - 1
    return at >= 0 and ord(char) <= lasts[at]


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of the texts that the shipped fonts cannot draw, each once, in the order of their code points."""
    return tuple(char for char in sorted(set().union(*texts)) if not is_covered(char))
