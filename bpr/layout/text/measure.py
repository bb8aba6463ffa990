"""How wide a text is, and where its lines break: the same on each machine, without any font at hand.

Definition: the width of a text is the plain sum of its advance widths. Narrow characters come from a table taken from
    the shipped fonts and get 8 percent on top, so that other fonts of the reader's machine fit too; wide characters
    (East Asian Width W and F, most emoji) are 1 em; combining marks and format characters are 0; a narrow character
    that the table lacks is 0.6 em.
Lines: as few lines as the width allows, then as even as possible. Breaks: at white space, between Chinese or Japanese
    characters (never inside a listed word or a Korean word, before a closing or after an opening mark), at a zero-width
    space (U+200B, the author's break mark: in a run of Chinese that has one, the words between the marks stay whole),
    at a new line of the author. Words longer than a line are cut; right-to-left words never are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from bpr.layout.text._widths import ADVANCES, NARROW_QUOTES
from bpr.layout.text.chinese_words import word_length

LINE_PITCH = 1.3
"""Distance from line to line, in em; every layout and every picture writer uses this one number."""

NARROW_RESERVE = 1.08
UNKNOWN_ADVANCE = 0.6
BREAK_MARK = "\u200b"

_NO_START = frozenset(
    "，。！？；：、）》」』】〕〉｝］”’％%‰℃…～·ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?;:)]}>"
)
_NO_END = frozenset("（《「『【〔〈｛［“‘￥＄$([{<")
_CUT_AFTER = frozenset("-/_.@&+\\:,;")
_NEWLINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_DROPPED = frozenset({"Cc", "Cs"})
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u2060")
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FLAGS_LOOKED_AT = 64
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))

Ruler = Callable[[str], float]
Piece = tuple[str, float, float]  # text without breaks, its width, the width of the space before it (0 when none)


@lru_cache(maxsize=65536)
def _advance(char: str) -> float:
    """The width of one character in em."""
    if char in _SKIN_TONES:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 0.0 if unicodedata.combining(char) else 1.0
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    known = ADVANCES.get(ord(char))
    return (UNKNOWN_ADVANCE if known is None else known / 1000) * NARROW_RESERVE


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def text_width(text: str, size: float) -> float:
    """The width in px of one line of text at a font size in px.

    Example:
        >>> text_width("审批", 12.0)
        24.0
    """
    return _width(text, size, latin=not any(map(_is_wide, text)))


def _width(text: str, size: float, *, latin: bool) -> float:
    """The width of a text; in purely Latin surroundings curly quotes are narrow."""
    total = sum(map(_advance, text))
    if latin:
        total -= sum(_advance(c) - NARROW_QUOTES[ord(c)] / 1000 * NARROW_RESERVE for c in text if c in "‘’“”")
    return total * size


def block_size(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height in px of lines set under each other."""
    return max((text_width(line, size) for line in lines), default=0.0), len(lines) * size * LINE_PITCH


def clean(text: str) -> str:
    """Normal form of a label: composed characters, one new-line sign, no control characters."""
    lines = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    kept = (c for c in lines if c == "\n" or (c not in "\ufeff\u00ad" and unicodedata.category(c) not in _DROPPED))
    return "".join(kept)


def wrap(text: str, size: float, max_width: float) -> tuple[str, ...]:
    """Break a text into even lines that are at most ``max_width`` px wide.

    Args:
        text: any text; white space is collapsed, control characters fall away, new lines are kept as breaks.
        size: font size in px.
        max_width: in px; only a single character or a right-to-left word may be wider.

    Returns:
        The lines without white space at their ends; empty for a text without a visible character.

    Example:
        >>> wrap("Enter order in ERP", 12.0, 80.0)
        ('Enter order', 'in ERP')
    """
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        ruler = partial(_width, size=size, latin=not any(map(_is_wide, paragraph)))
        pieces = _pieces(_SPACES.sub(" ", paragraph).strip(" " + BREAK_MARK), ruler, max_width)
        if pieces:
            lines.extend(_balance(pieces, max_width))
    return tuple(lines)


def _pieces(paragraph: str, ruler: Ruler, max_width: float) -> list[Piece]:
    """Cut a paragraph at its break places, and pieces that are too wide once more."""
    space = ruler(" ")
    pieces: list[Piece] = []
    for word in paragraph.split(" "):
        gap = space if pieces else 0.0
        for part in _parts(word):
            fitting = [part] if ruler(part) <= max_width else _cut(part, ruler, max_width)
            for fit in fitting:
                pieces.append((fit, ruler(fit), gap))
                gap = 0.0
    return pieces


def _parts(word: str) -> list[str]:
    """The unbroken parts of a word: by the author's marks if there are any, else by the rules of the script."""
    if BREAK_MARK in word:
        return [part for part in word.split(BREAK_MARK) if part]
    parts: list[str] = []
    inside = 0  # characters that a listed Chinese word still has
    for at, char in enumerate(word):
        if parts and (inside or not _may_break(word[at - 1], char)):
            parts[-1] += char
        else:
            parts.append(char)
        inside = inside - 1 if inside else word_length(word, at) - 1
    return parts


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END or _sticks(before, after):
        return False
    if before.isdigit() and _is_wide(after):
        return False  # a number stays with its unit: 24小时
    if _is_hangul(before) and _is_hangul(after):
        return False  # Korean breaks between words
    return _is_wide(before) or _is_wide(after)


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _sticks(line: str, after: str) -> bool:
    """Whether ``after`` belongs to the last visible character of ``line`` (accents, emoji sequences, flags)."""
    if after in _FLAG_LETTERS:
        return (len(line) - len(line.rstrip(_FLAG_LETTERS))) % 2 == 1  # two letters are one flag
    if after in _JOINERS or after in _SKIN_TONES or line[-1] == "\u200d":
        return True
    return unicodedata.category(after) in {"Mn", "Me", "Mc"}


def _visible_characters(part: str) -> list[str]:
    """The characters of a text as a reader counts them."""
    found: list[str] = []
    for at, char in enumerate(part):
        if at and _sticks(part[max(0, at - _FLAGS_LOOKED_AT) : at], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _cut(part: str, ruler: Ruler, max_width: float) -> list[str]:
    """Cut a part that is wider than the line: by script, then after a sign such as ``/``, else anywhere."""
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in part):
        return [part]
    cuts: list[str] = []
    line = ""
    for char in _visible_characters(part):
        if line and ruler(line + char) > max_width:
            good = max((i for i, c in enumerate(line, 1) if _good_cut(c, (line + char)[i])), default=0)
            keep = good if good > len(line) // 3 else len(line)
            cuts.append(line[:keep])
            line = line[keep:]
        line += char
    return [*cuts, line]


def _good_cut(before: str, after: str) -> bool:
    return _may_break(before, after) or (before in _CUT_AFTER and after not in _CUT_AFTER)


def _balance(pieces: Sequence[Piece], max_width: float) -> list[str]:
    """Fill lines at the full width, then narrow it as long as the number of lines stays the same."""
    best = _fill(pieces, max_width)
    low, high = max_width * 0.3, max_width
    if len(best) > 1:
        for _ in range(10):
            middle = (low + high) / 2
            trial = _fill(pieces, middle)
            if len(trial) <= len(best) and all(width <= max_width for _, width in trial):
                best, high = trial, middle
            else:
                low = middle
    return [line for line, _ in best]


def _fill(pieces: Sequence[Piece], max_width: float) -> list[tuple[str, float]]:
    lines: list[tuple[str, float]] = []
    for text, width, gap in pieces:
        if lines and lines[-1][1] + gap + width <= max_width + 1e-9:
            line, used = lines[-1]
            lines[-1] = (line + (" " if gap else "") + text, used + gap + width)
        else:
            lines.append((text, width))
    return lines
