"""Whether one name looks like another one misspelt.

Definition: names are folded first (NFKC, no case). They look alike when they differ in spaces and punctuation only; or,
    in Chinese, from four characters on, in one character; or, in other languages, in words of four letters and more
    that begin alike, by one edit or swap each, from ten letters on by two edits. Different numbers are different names
    (``Clerk 1``, ``Clerk 2``), and so are words that differ in what sets names apart on purpose: rank, order or side
    in Chinese (销售经理, 销售助理), ``-er`` and ``-ee`` in English.
Complexity: O(length * length) a pair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bpr.text import edit_distance, is_chinese, normalise

_SHORTEST, _LONG, _LONG_WHOLE = 4, 10, 8
_SETS_APART = frozenset(
    "一二三四五六七八九十两零甲乙丙丁戊己庚辛正副总分主助经初复终内外进出上下前后大小新老东西南北中左右高低"
    "先后首末入借贷收发买卖采供销员长管任师监理工人专部科组室处班线级期类"
)
_OPPOSITE = re.compile(r"(er|or)s?$"), re.compile(r"ees?$")
_REMEMBERED = 4_096


def look_alike(one: str, two: str) -> bool:
    """Whether two different names are probably one name, misspelt once.

    Example:
        >>> look_alike("Sales Clerk", "Sales Clrk"), look_alike("审核主管", "审合主管")
        (True, True)
        >>> look_alike("Clerk 1", "Clerk 2"), look_alike("Trainer", "Trainee"), look_alike("采购经理", "采购助理")
        (False, False, False)
    """
    if one == two:
        return False
    (words, numbers), (others, other_numbers) = _folded(one), _folded(two)
    if numbers != other_numbers or not words or not others:
        return False
    tight, other = "".join(words), "".join(others)
    if tight == other:
        return True
    if is_chinese(tight) or is_chinese(other):
        return _one_character(tight, other)
    if len(words) == len(others):
        return all(first == second or _same_word(first, second) for first, second in zip(words, others, strict=True))
    return min(len(tight), len(other)) >= _LONG_WHOLE and tight[0] == other[0] and edit_distance(tight, other) == 1


@lru_cache(maxsize=_REMEMBERED)
def _folded(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, and the numbers in it."""
    plain = normalise(name)
    words = "".join(" " if unicodedata.category(char)[0] in "PSZ" else char for char in plain).split()
    return tuple(words), tuple(re.findall(r"\d+", plain))


def _same_word(one: str, two: str) -> bool:
    """Whether two different words are one, misspelt."""
    shortest = min(len(one), len(two))
    if shortest < _SHORTEST or one[0] != two[0] or abs(len(one) - len(two)) > 2:
        return False
    if any(_OPPOSITE[0].search(a) and _OPPOSITE[1].search(b) for a, b in ((one, two), (two, one))):
        return False
    return edit_distance(one, two) <= (2 if shortest >= _LONG else 1) or _swapped(one, two)


def _swapped(one: str, two: str) -> bool:
    """Whether two letters side by side changed places, and nothing else."""
    return any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == two for at in range(len(one) - 1))


def _one_character(one: str, two: str) -> bool:
    """Whether one character was mistyped, left out or put in, and not one that sets names apart."""
    if min(len(one), len(two)) < _SHORTEST or abs(len(one) - len(two)) > 1:
        return False
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    differing = one + two
    return (
        len(one) <= 1
        and len(two) <= 1
        and all(is_chinese(char) for char in differing)
        and not all(char in _SETS_APART for char in differing)
    )
