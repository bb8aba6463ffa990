"""Whether one name looks like another one, mistyped.

Definition: names are folded first (NFKC, no case). They look alike when they differ in spaces and punctuation only; or,
    in Chinese, in one character that is commonly typed for the other (经历, 经理); or, in other languages, by one edit
    or swap in one word: letters missing or too many from four letters on, a wrong letter from five on. Different
    numbers are different names (``Clerk 1``, ``Clerk 2``), and so are two everyday words (*contact*, *contract*), and
    ``-er`` and ``-ee``. What is not in these short lists is not told: a warning that is mostly wrong is read no more.
Complexity: O(length * length) a pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bpr.text import edit_distance, is_chinese, normalise

_SHORTEST, _SHORTEST_WRONG = 4, 5
_CONFUSED = (
    *(
        "理历里",
        "帐账",
        "部步",
        "核合",
        "专转",
        "台合",
        "员园元",
        "管馆",
        "购构",
        "财材",
        "务物",
        "计记",
        "批披",
        "仓舱",
    ),
    *("库裤", "捡检", "捡拣", "验险", "售受", "户护", "型形", "订定", "份分", "代待", "接结", "任认", "总综", "采彩"),
)
_EVERYDAY = tuple(
    frozenset(words.split())
    for words in (
        *("contact contract", "plan plant plane", "part party", "price prize", "train trail", "stage staff state"),
        *("store stone stock", "patient patent", "policy police", "product produce", "board broad", "brand branch"),
        *("lender leader", "payer payee player", "paper payer", "project protect", "route router", "form forum"),
        *("case cause", "cost coast", "host hoist", "quote quota", "sample simple", "seller sealer", "chart charter"),
        *("tester taster", "shipper shopper", "table tablet", "truck track", "water waiter", "trade trader"),
    )
)
_OPPOSITE = re.compile(r"(er|or)s?$"), re.compile(r"ees?$")
_REMEMBERED = 16_384


class Folded(NamedTuple):
    """A name without what may differ between two ways of writing it."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def tight(self) -> str:
        """The words without the spaces between them."""
        return "".join(self.words)


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> Folded:
    """The words of a name, and the numbers in it."""
    plain = normalise(name)
    words = "".join(" " if unicodedata.category(char)[0] in "PSZ" else char for char in plain).split()
    return Folded(tuple(words), tuple(re.findall(r"\d+", plain)))


def look_alike(one: str, two: str) -> bool:
    """Whether two different names are probably one name, mistyped once.

    Example:
        >>> look_alike("Sales Clerk", "Sales Clrk"), look_alike("销售经历", "销售经理")
        (True, True)
        >>> look_alike("Clerk 1", "Clerk 2"), look_alike("Trainer", "Trainee"), look_alike("收款专员", "付款专员")
        (False, False, False)
    """
    return written_apart(one, two) or mistyped_words(one, two) is not None


def written_apart(one: str, two: str) -> bool:
    """Whether two different names are the same but for spaces, punctuation, width and case.

    Example:
        >>> written_apart("Sales Clerk", "sales-clerk"), written_apart("Sales Clerk", "Sales Clerk")
        (True, False)
    """
    first, second = folded(one), folded(two)
    return one != two and first.numbers == second.numbers and first.tight == second.tight != ""


def mistyped_words(one: str, two: str) -> tuple[str, str] | None:
    """The one word of each name in which they differ, if a slip of the keys explains it.

    Example:
        >>> mistyped_words("Sales Clerk", "Sales Clrk"), mistyped_words("Site Manager", "Size Manager")
        (('clerk', 'clrk'), None)
    """
    first, second = folded(one), folded(two)
    if first.numbers != second.numbers:
        return None
    if is_chinese(first.tight) or is_chinese(second.tight):
        return (first.tight, second.tight) if _one_character(first.tight, second.tight) else None
    if len(first.words) != len(second.words):
        return None
    differing = [pair for pair in zip(first.words, second.words, strict=True) if pair[0] != pair[1]]
    return differing[0] if len(differing) == 1 and _same_word(*differing[0]) else None


def marks(name: str) -> Iterator[str]:
    """Short texts of which two names that look alike have one in common; names with none in common do not."""
    words, _ = folded(name)
    tight = "".join(words)
    yield tight
    if is_chinese(tight):
        for at, char in enumerate(tight):
            for group in _CONFUSED:
                if char in group:
                    yield f"{tight[:at]}{group}{tight[at + 1 :]}"
        return
    yield from {tight[:at] + tight[at + 1 :] for at in range(len(tight))}


def _same_word(one: str, two: str) -> bool:
    """Whether two different words are one, mistyped."""
    least = _SHORTEST_WRONG if len(one) == len(two) and sorted(one) != sorted(two) else _SHORTEST
    if min(len(one), len(two)) < least or one[0] != two[0] or any({one, two} <= words for words in _EVERYDAY):
        return False
    if any(_OPPOSITE[0].search(a) and _OPPOSITE[1].search(b) for a, b in ((one, two), (two, one))):
        return False
    return _swapped(one, two) or edit_distance(one, two) == 1


def _swapped(one: str, two: str) -> bool:
    """Whether two letters side by side changed places, and nothing else."""
    return any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == two for at in range(len(one) - 1))


def _one_character(one: str, two: str) -> bool:
    """Whether one character stands for another one that is commonly typed for it."""
    if len(one) != len(two):
        return False
    differing = [{first, second} for first, second in zip(one, two, strict=True) if first != second]
    return len(differing) == 1 and any(differing[0] <= set(group) for group in _CONFUSED)
