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

from bpr.model.raci import LetterSet, Variant, VariantName, letters_of


@dataclass(frozen=True, slots=True)
class Duties:
    """What the letters of a variant mean, and what its rules ask of a row.

    Attributes:
        does: the letter of the performer.
        answers: the letter of the one who is accountable or decides.
        consulted: the letter of those asked before; None where the variant has none.
        informed: the letter of those told after; None where the variant has none.
        support: the letter of the performer's helpers; None where the variant has none.
        exactly_one: letters that stand exactly once in a row.
        at_least_one: letters that stand at least once in a row.
        at_most_one: letters that stand once or not at all.
        core: letters of somebody who does, drives, approves, verifies or decides.
        apart: pairs of letters that one role must not hold in one row.
    """

    does: str
    answers: str
    consulted: str | None
    informed: str | None
    support: str | None
    exactly_one: str
    at_least_one: str
    at_most_one: str
    core: str
    apart: tuple[tuple[str, str], ...] = ()


DUTIES: dict[VariantName, Duties] = {
    "RACI": Duties("R", "A", "C", "I", None, "A", "R", "", "RA"),
    "RASCI": Duties("R", "A", "C", "I", "S", "A", "R", "", "RA"),
    "RACI-VS": Duties("R", "A", "C", "I", None, "A", "R", "S", "RAVS", (("V", "R"),)),
    "DACI": Duties("D", "A", "C", "I", None, "DA", "", "", "DA"),
    "RAPID": Duties("P", "D", "I", None, None, "D", "", "", "RAPD"),
    "DECISION-RIGHTS": Duties("E", "D", None, "I", None, "D", "", "", "DVNE", (("V", "D"),)),
}

_FAMILY_WORDS = {"负责": "R", "执行": "R", "批准": "A", "问责": "A", "咨询": "C", "知会": "I"}
WORDS: dict[VariantName, dict[str, str]] = {
    "RACI": _FAMILY_WORDS,
    "RASCI": {**_FAMILY_WORDS, "支持": "S"},
    "RACI-VS": {**_FAMILY_WORDS, "验证": "V", "签字": "S"},
    "DACI": {"推动": "D", "批准": "A", "咨询": "C", "知会": "I"},
    "RAPID": {"建议": "R", "同意": "A", "执行": "P", "提供意见": "I", "决定": "D"},
    "DECISION-RIGHTS": {"决定": "D", "否决": "V", "提名": "N", "提出": "N", "执行": "E", "知会": "I"},
}

_SEPARATORS = re.compile(r"[\s/,、;+&·]+")
_NONE = frozenset({"", "-", "—", "–"})


def duties_of(variant: Variant) -> Duties:
    """The duties behind the letters of a variant or of an own set."""
    if not isinstance(variant, LetterSet):
        return DUTIES[variant]
    does, answers = variant.letter_of("does") or "", variant.letter_of("answers") or ""
    return Duties(
        does,
        answers,
        variant.letter_of("consulted"),
        variant.letter_of("informed"),
        variant.letter_of("support"),
        variant.with_times("exactly-one"),
        variant.with_times("at-least-one"),
        variant.with_times("at-most-one"),
        does + answers,
    )


def words_of(variant: Variant) -> dict[str, str]:
    """Words that stand for letters; in an own set the Chinese and English meanings themselves, in upper case."""
    if not isinstance(variant, LetterSet):
        return WORDS[variant]
    texts = ((text, key) for key, letter in variant.letters.items() for text in (letter.name.en, letter.name.zh))
    return {text.upper(): key for text, key in texts if text}


def translate(letters: Iterable[str], source: Variant, target: Variant) -> tuple[tuple[str, ...], bool]:
    """Letters of one variant in those of another, duty by duty; and whether every letter has a counterpart.

    Example:
        >>> translate(("A", "R", "I"), "RACI", "RAPID")
        (('D', 'P'), False)
    """
    if source == target:
        return tuple(letters), True
    old, new = duties_of(source), duties_of(target)
    names = ("does", "answers", "consulted", "informed", "support")
    match = {getattr(old, name): getattr(new, name) for name in names if getattr(old, name)}
    found = [match.get(letter) for letter in letters]
    return in_order((letter for letter in found if letter), target), all(found)


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
        if word in words_of(variant):
            letters.append(words_of(variant)[word])
        elif all(char in letters_of(variant) for char in word):
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
    duties = duties_of(variant)
    order = (duties.answers, duties.does, *letters_of(variant))
    return tuple(sorted(set(letters), key=lambda letter: (order.index(letter) if letter in order else 99, letter)))
