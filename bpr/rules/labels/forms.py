"""Forms of labels at gateways and events: a question, a state that was reached (handbook 8.2)."""

from __future__ import annotations

import re

from bpr.rules.labels.style import tidy
from bpr.text import is_chinese

_QUESTION = re.compile(r"[?？]|是否|能否|可否|有无|与否|[吗么]$|哪|何种|多少|几")
_QUESTION_WORDS = re.compile(
    r"(is|are|was|were|does|do|did|has|have|had|can|could|will|would|shall|should|which|what|who|how|when|where)\b"
)
_STATE = re.compile(
    r"""\b(?:
    is|are|was|were|has|have|due|reached|ready|over|open|closed|complete|available|overdue|expired|valid|invalid|
    successful|failed|ok|needed|required|possible|free|empty|full|late|elapsed|out|up|start|end|begin|finish|stop|
    begins|starts|ends|arrives|expires|occurs|fails|success|failure|timeout|
    sent|paid|made|done|met|built|bought|brought|found|given|gone|got|held|kept|known|left|lost|put|read|sold|set|
    shown|taken|told|won|written|begun|broken|chosen|drawn|driven|fallen|grown|run|seen|spent|[^\W\d_]{3,}ed
    )\b""",
    re.VERBOSE,
)
_ZH_STATE = re.compile(
    "已|了$|完成|完毕|收到|到达|到期|到货|到位|到来|到齐|结束|开始|通过|超时|逾期|成功|失败|终止|取消|拒绝|批准|触发|发生"
    "|关闭|满足|达到|就绪|有效|无效|可用|离开|出现|不足|为空|后$|时$|时间$|合格"
)


def is_question(label: str) -> bool:
    """Whether a label asks something.

    Example:
        >>> [is_question(text) for text in ("Complete?", "Is it complete", "是否合格", "Check completeness")]
        [True, True, True, False]
    """
    text = tidy(label).casefold()
    return bool(_QUESTION.search(text)) or bool(_QUESTION_WORDS.match(text))


def is_state(label: str) -> bool:
    """Whether a label names a state that was reached, or simply says start or end.

    Example:
        >>> [is_state(text) for text in ("Order received", "订单已收到", "Receive order", "订单")]
        [True, True, False, False]
    """
    text = tidy(label).casefold()
    return bool((_ZH_STATE if is_chinese(text) else _STATE).search(text))
