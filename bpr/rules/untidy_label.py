"""untidy-label: a label holds stray spaces or full-width Latin letters.

What it checks: no label of a step or branch, and no name of a role, department, system or document, begins or ends with
    a space, holds two spaces in a row, or full-width letters and digits (ＥＲＰ). Chinese punctuation is left alone.
Why it matters: the same thing written in two ways counts as two things wherever names are matched by hand, in
    workbooks or in event logs (handbook 2.4, `LABEL_NORMALISED`).
How to fix: ``bpr check --fix`` tidies process files and keeps comments and order.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.clean import clean
from bpr.text import Text, counted

_NAMED = ("organisations", "departments", "roles", "systems", "documents")


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with everything whose name is untidy."""
    process = subject.process
    labels: list[tuple[str, Text | None]] = []
    for node in process.walk():
        labels += [(node.id, node.label), *((node.id, way.when) for way in node.next)]
    for kind in _NAMED:
        labels += [(key, part.name) for key, part in getattr(process, kind).items()]
    found = tuple(dict.fromkeys(element for element, label in labels if label is not None and _untidy(label)))
    if found:
        names = subject.names(found)
        yield Breach(
            Text(
                en=counted(len(found), "label holds", "labels hold")
                + f" stray spaces or full-width letters: {names.en}",
                zh=f"有 {len(found)} 个名称含多余空格或全角字母数字：{names.zh}",
            ),
            Text(en="tidy them, or run bpr check --fix", zh="请整理，或运行 bpr check --fix"),
            found,
        )


def _untidy(label: Text) -> bool:
    return any(text is not None and text != clean(text) for text in (label.en, label.zh))


RULE = Rule("untidy-label", "LABEL_UNTIDY", check)
