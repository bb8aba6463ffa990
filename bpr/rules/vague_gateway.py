"""vague-gateway: an exclusive decision does not ask anything.

What it checks: an exclusive gateway with several ways out has a label, and the label is a question ("Complete?",
    是否完整) or a criterion ("Order value", 金额), not an activity ("Verify order", 审核订单).
Why it matters: without the question nobody can tell whether the branches cover all cases; an activity at a gateway is
    work that nobody is asked to do (handbook 8.2).
How to fix: write the question; draw the work that finds the answer as an activity before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Decision
from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.forms import is_question
from bpr.rules.labels.style import names_work
from bpr.rules.labels.verbs import Verbs
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for the gateways without label, one for those that name work."""
    silent, working = [], []
    for node in subject.process.walk():
        if not isinstance(node, Decision) or node.waits_for_event or len(node.next) < 2:
            continue
        label = node.label
        if label is None or not str(label).strip():
            silent.append(node.id)
        elif any(_names_work(text, subject.verbs) for text in (label.en, label.zh) if text is not None):
            working.append(node.id)
    if silent:
        yield Breach(
            Text(
                en=counted(len(silent), "decision does", "decisions do")
                + f" not say what is asked: {', '.join(silent[:3])}",
                zh=f"有 {len(silent)} 个判断没有写明要判断什么：{'、'.join(silent[:3])}",
            ),
            Text(en="write a question or a criterion", zh="写成问题或判断标准"),
            tuple(silent),
        )
    if working:
        names = subject.names(tuple(working))
        yield Breach(
            Text(
                en=counted(len(working), "decision names", "decisions name")
                + f" work instead of a question: {names.en}",
                zh=f"有 {len(working)} 个判断写的是工作而不是问题：{names.zh}",
            ),
            Text(
                en="write the question, and draw the work as an activity before it",
                zh="写成问题，把这项工作画成前面的活动",
            ),
            tuple(working),
        )


def _names_work(text: str, verbs: Verbs) -> bool:
    return not is_question(text) and names_work(text, verbs)


RULE = Rule("vague-gateway", "GATEWAY_LABEL", check)
