"""The words and letters of RACI sheets that bpr never wrote: what a cell says, what a legend says, what a head means.

A cell is read when it holds nothing but letters of a known kind of matrix, words for them (English, Chinese), or signs
that the sheet's own legend explains. Separators and brackets do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bpr.model.raci import LETTERS
from bpr.text import normalise

KNOWN_LETTERS = frozenset("".join(LETTERS.values()))
NOTHING = frozenset({"", "-", "—", "–", "/", "N/A", "NA", "无", "×"})
_SEPARATORS = re.compile(r"[\s/,、;+&·|()\[\]*.]+")
_MOST_TOGETHER = 3

WORDS: dict[str, str] = {
    "RESPONSIBLE": "R", "ACCOUNTABLE": "A", "CONSULTED": "C", "CONSULT": "C", "INFORMED": "I", "INFORM": "I",
    "SUPPORT": "S", "SUPPORTS": "S", "SUPPORTIVE": "S", "VERIFY": "V", "VERIFIER": "V", "DRIVER": "D",
    "执行": "R", "负责": "R", "批准": "A", "审批": "A", "问责": "A", "咨询": "C", "知会": "I", "通知": "I",
    "支持": "S", "协助": "S", "配合": "S", "决定": "D", "否决": "V", "提名": "N",
}  # fmt: skip

# What a legend says behind a letter or sign; the first that fits wins.
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("accountable", "A"), ("answerable", "A"), ("approve", "A"), ("responsible", "R"), ("does the work", "R"),
    ("perform", "R"), ("consult", "C"), ("contribut", "C"), ("inform", "I"), ("support", "S"), ("assist", "S"),
    ("问责", "A"), ("批准", "A"), ("审批", "A"), ("最终负责", "A"), ("决策", "A"), ("主责", "R"), ("执行", "R"),
    ("主办", "R"), ("负责", "R"), ("咨询", "C"), ("会签", "C"), ("参与", "C"), ("知会", "I"), ("通知", "I"),
    ("告知", "I"), ("支持", "S"), ("协助", "S"), ("配合", "S"), ("协办", "S"),
)  # fmt: skip

_STEP_HEADS = (
    "step", "activity", "activities", "task", "deliverable", "process", "decision", "work", "description",
    "步骤", "活动", "任务", "工作", "流程", "环节", "事项", "内容", "决策", "名称",
)  # fmt: skip
_ROLE_HEADS = ("role", "position", "person", "team", "角色", "岗位", "职位", "部门", "人员")
_NUMBER_HEADS = ("id", "no", "no.", "nr", "nr.", "#", "step id", "number", "序号", "编号", "步骤编号")
_GROUP_HEADS = ("phase", "area", "stage", "group", "category", "department", "阶段", "类别", "分类", "领域", "部门")


def plain(text: str) -> str:
    """A cell as it is compared: NFKC, upper case, trimmed."""
    return unicodedata.normalize("NFKC", text).upper().strip()


def words_in(text: str) -> list[str]:
    """The words of a cell, as they are compared."""
    return [word for word in _SEPARATORS.split(plain(text)) if word]


def letters_in(text: str, legend: Mapping[str, str]) -> tuple[str, ...] | None:
    """The letters of a cell; empty for none, None when something else stands in it.

    Example:
        >>> letters_in("R/a", {}), letters_in("负责、批准", {}), letters_in("●", {"●": "R"}), letters_in("Draft", {})
        (('R', 'A'), ('R', 'A'), ('R',), None)
    """
    whole = plain(text)
    if whole in legend:
        return (legend[whole],)
    if whole in NOTHING:
        return ()
    found: list[str] = []
    for word in words_in(text):
        if word in legend:
            found.append(legend[word])
        elif word in WORDS:
            found.append(WORDS[word])
        elif len(word) <= _MOST_TOGETHER and len(set(word)) == len(word) and set(word) <= KNOWN_LETTERS:
            found.extend(word)
        else:
            return None
    return tuple(dict.fromkeys(found)) if found else None


def meaning_of(text: str) -> str | None:
    """The letter that a legend's words stand for.

    Example:
        >>> meaning_of("Responsible - does it"), meaning_of("知会"), meaning_of("Windows")
        ('R', 'I', None)
    """
    words = normalise(text)
    return next((letter for sign, letter in _MEANINGS if sign in words), None)


def is_step_head(text: str) -> bool:
    """Whether a head says that steps stand below it."""
    return any(word in normalise(text) for word in _STEP_HEADS)


def is_role_head(text: str) -> bool:
    """Whether a head says that roles stand below it."""
    return any(word in normalise(text) for word in _ROLE_HEADS) and not is_step_head(text)


def is_number_head(text: str) -> bool:
    """Whether numbers or ids stand below a head."""
    return normalise(text) in _NUMBER_HEADS


def is_group_head(text: str) -> bool:
    """Whether phases, areas or departments stand below a head."""
    return any(word in normalise(text) for word in _GROUP_HEADS)
