"""Similarity of labels, in any language and without word segmentation (handbook 10.1).

Definition: 1 when two labels are equal after folding (NFKC, case folded, punctuation as space, spaces collapsed), else
    the greatest of: 1 - Levenshtein distance / length of the longer label; the Dice coefficient of the multisets of
    character pairs (spaces left out, a single character stands for itself); the Dice coefficient of the multisets of
    words, where both labels have spaces.
Complexity: O(length * length) a pair of labels.
References: Dijkman, Dumas, Garcia-Banuelos 2009, Graph matching algorithms for business process model similarity
    search; Dice 1945, Measures of the amount of ecologic association between species.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from bpr.text import LANGUAGES, Text, edit_distance, normalise

_SHORTEST_PART = 2
_REMEMBERED = 10_000


@lru_cache(maxsize=_REMEMBERED)
def fold(label: str) -> str:
    """A label as it is compared.

    Example:
        >>> fold("Check  Invoice (final)!")
        'check invoice final'
    """
    plain = unicodedata.normalize("NFKC", label)
    return normalise("".join(" " if unicodedata.category(char)[0] in "PS" else char for char in plain))


def label_similarity(first: str, second: str, *, at_least: float = 0.0) -> float:
    """How alike two labels are, 0 to 1.

    Args:
        first: one label.
        second: the other label; the order does not matter.
        at_least: a similarity below this is of no interest, so the slow part may be left out and a lower number
            below ``at_least`` be returned.

    Example:
        >>> label_similarity("Check invoice", "Invoice check"), label_similarity("审核合同", "审批合同")
        (1.0, 0.75)
    """
    one, two = fold(first), fold(second)
    if one == two:
        return 1.0
    if not one or not two:
        return 0.0
    best = _dice(_words(one), _words(two)) if " " in one and " " in two else 0.0
    common, longest = _shared(_characters(one), _characters(two)), max(len(one), len(two))
    if at_least <= 0.0 or 2 * common >= at_least * (len(_tight(one)) + len(_tight(two)) - 2):
        best = max(best, _dice(_pairs(one), _pairs(two)))
    ceiling = common / longest
    if ceiling > best and ceiling >= at_least:
        best = max(best, 1.0 - edit_distance(one, two) / longest)
    return best


def text_similarity(first: Text | None, second: Text | None, *, at_least: float = 0.0) -> float | None:
    """How alike two bilingual labels are: the better of English and Chinese; None when no language is shared."""
    if first is None or second is None:
        return None
    found = [
        label_similarity(one, two, at_least=at_least)
        for lang in LANGUAGES
        if (one := getattr(first, lang)) is not None and (two := getattr(second, lang)) is not None
    ]
    return max(found, default=None)


def same_text(first: Text | None, second: Text | None) -> bool:
    """Whether two bilingual texts say the same: equal after folding in every language they share."""
    if first is None or second is None:
        return first is second
    shared = [lang for lang in LANGUAGES if getattr(first, lang) is not None and getattr(second, lang) is not None]
    return bool(shared) and all(fold(getattr(first, lang)) == fold(getattr(second, lang)) for lang in shared)


def contains(whole: Text | None, part: Text | None) -> bool:
    """Whether the label of one step stands inside the longer label of another, in a language both have.

    English words keep their borders; a Chinese part has at least two characters.

    Example:
        >>> contains(Text(en="Schedule and produce"), Text(en="Produce")), contains(Text(en="Repay"), Text(en="Pay"))
        (True, False)
    """
    if whole is None or part is None:
        return False
    for lang in LANGUAGES:
        big, small = getattr(whole, lang), getattr(part, lang)
        if big is None or small is None:
            continue
        large, little = (fold(text).replace(" ", "") if lang == "zh" else f" {fold(text)} " for text in (big, small))
        if len(little.strip()) >= _SHORTEST_PART and len(little) < len(large) and little in large:
            return True
    return False


@lru_cache(maxsize=_REMEMBERED)
def _tight(folded: str) -> str:
    return folded.replace(" ", "")


@lru_cache(maxsize=_REMEMBERED)
def _pairs(folded: str) -> dict[str, int]:
    tight = _tight(folded)
    return dict(Counter([tight] if len(tight) == 1 else [tight[at : at + 2] for at in range(len(tight) - 1)]))


@lru_cache(maxsize=_REMEMBERED)
def _words(folded: str) -> dict[str, int]:
    return dict(Counter(folded.split()))


@lru_cache(maxsize=_REMEMBERED)
def _characters(folded: str) -> dict[str, int]:
    return dict(Counter(folded))


def _shared(one: dict[str, int], two: dict[str, int]) -> int:
    """Size of the common part of two multisets."""
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return sum(min(count, large[item]) for item, count in small.items() if item in large)


def _dice(one: dict[str, int], two: dict[str, int]) -> float:
    size = sum(one.values()) + sum(two.values())
    return 2 * _shared(one, two) / size if size else 0.0
