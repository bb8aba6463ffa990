"""The words a process table is written in, English and Chinese: kinds of steps, blanks, yes and no, distributions."""

from __future__ import annotations

from bpr.text import normalise

KIND_WORDS: dict[str, tuple[str, ...]] = {
    "activity": ("activity", "活动", "task", "process", "step", "任务", "步骤", "过程", "工序", "操作", "处理"),
    "subprocess": ("sub-process", "子流程", "subprocess", "sub process"),
    "decision": ("decision", "判断", "xor", "exclusive", "choice", "gateway", "决策", "判定", "排他网关", "网关"),
    "parallel": ("parallel", "并行", "and", "并行网关"),
    "inclusive": ("inclusive", "包容", "or", "包容网关"),
    "event": ("event", "事件", "intermediate", "intermediate event", "中间事件"),
    "start": ("start", "开始", "start event", "起点", "开始事件"),
    "end": ("end", "结束", "end event", "finish", "终点", "结束事件"),
}
"""For each kind the word bpr writes in English, the one in Chinese, then others that are understood."""

ALL_WAYS = ("parallel", "inclusive")
"""Kinds of which more than one way may be taken: their shares need not make 100 %."""

SHAPES_AS_ACTIVITY = frozenset(
    {"document", "data", "external data", "custom 1", "custom 2", "custom 3", "custom 4", "database"}
)
"""Shapes of Visio's template that say what a step handles, not what kind it is."""
SHAPES_AS_EVENT = frozenset({"on-page reference", "off-page reference"})

END_WORDS = frozenset({"end", "结束", "finish", "完成"})
BLANK_WORDS = frozenset({"", "-", "–", "—", "n/a", "na", "?", "/", "unknown", "tbd", "未知", "不详", "待定"})
NONE_WORDS = frozenset({"none", "无", "没有"})
NONE = {"en": "none", "zh": "无"}
YES = {"en": "yes", "zh": "是"}
NO = {"en": "no", "zh": "否"}
YES_WORDS = frozenset({"yes", "y", "true", "1", "x", "是", "√", "✓"})
NO_WORDS = frozenset({"no", "n", "false", "0", "否"})
ERROR_VALUES = frozenset(
    {"#ref!", "#n/a", "#name?", "#value!", "#div/0!", "#null!", "#num!", "#spill!", "#calc!", "#getting_data"}
)

FAMILY_WORDS: dict[str, str] = {
    "mean": "mean",
    "平均": "mean",
    "fixed": "fixed",
    "固定": "fixed",
    "exponential": "exponential",
    "指数": "exponential",
    "uniform": "uniform",
    "均匀": "uniform",
    "triangular": "triangular",
    "三角": "triangular",
    "pert": "pert",
    "normal": "normal",
    "正态": "normal",
    "lognormal": "lognormal",
    "对数正态": "lognormal",
    "erlang": "erlang",
    "爱尔朗": "erlang",
    "empirical": "empirical",
    "经验": "empirical",
}

_SAYS_NOTHING = BLANK_WORDS | ERROR_VALUES
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}


def kind_of(word: str) -> str | None:
    """The kind of step a word means, or None.

    Example:
        >>> kind_of("Sub-Process"), kind_of("判断"), kind_of("Ｄecision"), kind_of("cloud")
        ('subprocess', 'decision', 'decision', None)
    """
    return _KINDS.get(normalise(word))


def kind_word(kind: str, lang: str) -> str:
    """The word bpr writes for a kind."""
    return KIND_WORDS[kind][lang == "zh"]


def is_blank(text: str) -> bool:
    """Whether a cell says that something is not known: nothing, a dash, ``n/a``.

    Example:
        >>> is_blank(" － "), is_blank("N/A"), is_blank("0")
        (True, True, False)
    """
    return normalise(text) in BLANK_WORDS


def says_nothing(text: str) -> bool:
    """Whether a text alone in a cell would be taken for nothing, or for an error of a spreadsheet (``#N/A``)."""
    return normalise(text) in _SAYS_NOTHING
