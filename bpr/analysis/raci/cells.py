"""RACI cells: what one cell of a matrix says, and the duties behind the letters of each variant.

Definition: handbook 9.1 (variants) and 9.6 (cell grammar). After NFKC and upper case a cell holds letters separated by
    ``/ , 、 ; + & ·`` or space; letters written together ("AR") are split when all of them are valid; Chinese words
    stand for letters; blank, ``-`` and ``—`` mean none. Anything else is unreadable (``BAD_CODE``).
References: PMI, PMBOK Guide (RAM/RACI); Rogers, Blenko 2006, Who has the D?
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bpr.model.raci import LETTERS, Variant


@dataclass(frozen=True, slots=True)
class Duties:
    """What the letters of a variant mean, and what its rules ask of a row.

    Attributes:
        does: the letter of the performer.
        answers: the letter of the one who is accountable or decides.
        consulted: the letter of those asked before.
        informed: the letter of those told after; None where the variant has none.
        support: the letter of the performer's helpers; None where the variant has none.
        exactly_one: letters that stand exactly once in a row.
        at_least_one: letters that stand at least once in a row.
        at_most_one: letters that stand once or not at all.
        core: letters of somebody who does, drives, approves, verifies or decides.
    """

    does: str
    answers: str
    consulted: str
    informed: str | None
    support: str | None
    exactly_one: str
    at_least_one: str
    at_most_one: str
    core: str


DUTIES: dict[Variant, Duties] = {
    "RACI": Duties("R", "A", "C", "I", None, "A", "R", "", "RA"),
    "RASCI": Duties("R", "A", "C", "I", "S", "A", "R", "", "RA"),
    "RACI-VS": Duties("R", "A", "C", "I", None, "A", "R", "S", "RAVS"),
    "DACI": Duties("D", "A", "C", "I", None, "DA", "", "", "DA"),
    "RAPID": Duties("P", "D", "I", None, None, "D", "", "", "RAPD"),
}

_FAMILY_WORDS = {"负责": "R", "执行": "R", "批准": "A", "问责": "A", "咨询": "C", "知会": "I"}
WORDS: dict[Variant, dict[str, str]] = {
    "RACI": _FAMILY_WORDS,
    "RASCI": {**_FAMILY_WORDS, "支持": "S"},
    "RACI-VS": {**_FAMILY_WORDS, "验证": "V", "签字": "S"},
    "DACI": {"推动": "D", "批准": "A", "咨询": "C", "知会": "I"},
    "RAPID": {"建议": "R", "同意": "A", "执行": "P", "提供意见": "I", "决定": "D"},
}

_SEPARATORS = re.compile(r"[\s/,、;+&·]+")
_NONE = frozenset({"", "-", "—", "–"})


def parse_cell(text: str, variant: Variant = "RACI") -> tuple[str, ...] | None:
    """The letters of a cell in canonical order; empty for none, None when the cell cannot be read.

    Example:
        >>> parse_cell("r, i"), parse_cell("AR"), parse_cell("负责"), parse_cell("-"), parse_cell("X")
        (('R', 'I'), ('A', 'R'), ('R',), (), None)
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    if plain in _NONE:
        return ()
    letters: list[str] = []
    for word in filter(None, _SEPARATORS.split(plain)):
        if word in WORDS[variant]:
            letters.append(WORDS[variant][word])
        elif all(char in LETTERS[variant] for char in word):
            letters.extend(word)
        else:
            return None
    return in_order(letters, variant) if letters else None


def format_cell(letters: Iterable[str], variant: Variant = "RACI") -> str:
    """The letters of a cell as people write them.

    Example:
        >>> format_cell(("R", "A"))
        'A/R'
    """
    return "/".join(in_order(letters, variant))


def in_order(letters: Iterable[str], variant: Variant) -> tuple[str, ...]:
    """Letters without repetition: who answers first, then who does, then the others as the variant names them."""
    duties = DUTIES[variant]
    order = (duties.answers, duties.does, *LETTERS[variant])
    return tuple(sorted(set(letters), key=lambda letter: (order.index(letter) if letter in order else 99, letter)))
