"""The letters of each variant: their meaning in both languages, their colours and the entries of the dropdown."""

from __future__ import annotations

from collections.abc import Iterable

from bpr.analysis.raci.cells import DUTIES, format_cell
from bpr.model.raci import LETTERS, Variant
from bpr.text import Text

_LONGEST_LIST = 253  # Excel: 255 characters with the quotation marks

_RACI = {
    "R": Text(en="does the work", zh="执行：实际完成工作"),
    "A": Text(en="answers for the result; exactly one", zh="负责：对结果负责，有且仅有一个"),
    "C": Text(en="is consulted before", zh="咨询：事前征求意见"),
    "I": Text(en="is informed afterwards", zh="知会：事后告知"),
}
MEANINGS: dict[Variant, dict[str, Text]] = {
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
}
_BOTH = "F6B26B"


def fill_of(entry: str, variant: Variant) -> str:
    """The colour of an entry such as ``A`` or ``A/R``: that of its first letter, stronger where A and R meet."""
    duties = DUTIES[variant]
    if duties.answers in entry and duties.does in entry and duties.answers != duties.does:
        return _BOTH
    return _FILLS[duties.answers] if duties.answers in entry else _FILLS[entry[0]]


def entries(variant: Variant, used: Iterable[str] = ()) -> tuple[str, ...]:
    """What the dropdown offers: each letter, "answers and does" in both orders, and the combinations in use.

    Example:
        >>> entries("RACI", ["R/I", "A"])
        ('R', 'A', 'C', 'I', 'A/R', 'R/A', 'R/I')
    """
    duties = DUTIES[variant]
    both = []
    if duties.answers != duties.does:
        both = [format_cell((duties.answers, duties.does), variant), f"{duties.does}/{duties.answers}"]
    offered: list[str] = []
    for entry in dict.fromkeys([*LETTERS[variant], *both, *sorted(used)]):
        if len(",".join([*offered, entry])) <= _LONGEST_LIST:
            offered.append(entry)
    return tuple(offered)
