"""The letters of each variant: their meaning in both languages, their colours and the entries of the dropdown."""

from __future__ import annotations

from collections.abc import Iterable

from bpr.analysis.raci.cells import duties_of, format_cell
from bpr.model.raci import LetterSet, Variant, VariantName, letters_of
from bpr.text import Text

_LONGEST_LIST = 253  # Excel: 255 characters with the quotation marks

_RACI = {
    "R": Text(en="does the work", zh="执行：实际完成工作"),
    "A": Text(en="answers for the result; exactly one", zh="负责：对结果负责，有且仅有一个"),
    "C": Text(en="is consulted before", zh="咨询：事前征求意见"),
    "I": Text(en="is informed afterwards", zh="知会：事后告知"),
}
MEANINGS: dict[VariantName, dict[str, Text]] = {
    "RACI": _RACI,
    "RASCI": {**_RACI, "S": Text(en="supports R", zh="支持：协助执行")},
    "RACI-VS": {
        **_RACI,
        "V": Text(en="verifies the result", zh="验证：检查结果"),
        "S": Text(en="signs off; at most one", zh="签字：批准放行，至多一个"),
    },
    "DACI": {
        "D": Text(en="drives the decision; exactly one", zh="推动：推动决策，有且仅有一个"),
        "A": Text(en="approves; exactly one", zh="批准：有且仅有一个"),
        "C": Text(en="contributes", zh="参与：提供意见"),
        "I": Text(en="is informed", zh="知会：事后告知"),
    },
    "RAPID": {
        "R": Text(en="recommends", zh="建议：提出方案"),
        "A": Text(en="must agree", zh="同意：可以否决"),
        "P": Text(en="performs", zh="执行：落实决定"),
        "I": Text(en="gives input", zh="提供意见"),
        "D": Text(en="decides; exactly one", zh="决定：有且仅有一个"),
    },
    "DECISION-RIGHTS": {
        "D": Text(en="decides; exactly one", zh="决定：有且仅有一个"),
        "V": Text(en="may veto; never the decider", zh="否决：不得由决定者兼任"),
        "N": Text(en="nominates, proposes", zh="提名：提出方案"),
        "E": Text(en="executes the decision", zh="执行：落实决定"),
        "I": Text(en="is informed", zh="知会：事后告知"),
    },
}

_FILLS = {
    "R": "CFE2F3",
    "A": "F9CB9C",
    "C": "D9EAD3",
    "I": "E7E6E6",
    "S": "E4DAF0",
    "V": "FFF2CC",
    "D": "F9CB9C",
    "P": "CFE2F3",
    "N": "D9EAD3",
    "E": "CFE2F3",
}
_OWN_FILLS = ("FFF2CC", "E4DAF0", "D0E0E3", "FCE5CD", "EAD1DC")
_BOTH = "F6B26B"


def meanings_of(variant: Variant) -> dict[str, Text]:
    """What each letter of a variant or of an own set means."""
    if isinstance(variant, LetterSet):
        return {key: letter.name for key, letter in variant.letters.items()}
    return MEANINGS[variant]


def fill_of(entry: str, variant: Variant) -> str:
    """The colour of an entry such as ``A`` or ``A/R``: that of its first letter, stronger where A and R meet."""
    duties = duties_of(variant)
    if duties.answers in entry and duties.does in entry and duties.answers != duties.does:
        return _BOTH
    letter = duties.answers if duties.answers in entry else entry[0]
    if not isinstance(variant, LetterSet):
        return _FILLS[letter]
    alike = {duties.does: "R", duties.answers: "A", duties.consulted: "C", duties.informed: "I", duties.support: "S"}
    if letter in alike:
        return _FILLS[alike[letter]]
    return _OWN_FILLS[letters_of(variant).index(letter) % len(_OWN_FILLS)]


def entries(variant: Variant, used: Iterable[str] = ()) -> tuple[str, ...]:
    """What the dropdown offers: each letter, "answers and does" in both orders, and the combinations in use.

    Example:
        >>> entries("RACI", ["R/I", "A"])
        ('R', 'A', 'C', 'I', 'A/R', 'R/A', 'R/I')
    """
    duties = duties_of(variant)
    both = []
    if duties.answers != duties.does:
        both = [format_cell((duties.answers, duties.does), variant), f"{duties.does}/{duties.answers}"]
    offered: list[str] = []
    for entry in dict.fromkeys([*letters_of(variant), *both, *sorted(used)]):
        if len(",".join([*offered, entry])) <= _LONGEST_LIST:
            offered.append(entry)
    return tuple(offered)
