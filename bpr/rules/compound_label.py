"""compound-label: one activity names two pieces of work.

What it checks: no label of an activity joins two verbs by and, &, 并, 及 or 、 ("Check and approve invoice",
    审核并归档合同). Words that are nouns just as often ("order", 计划) only count where no other reading is left.
Why it matters: two pieces of work in one box cannot be given to two people, measured apart or left out one by one;
    often a handoff or a rework loop hides between them (handbook 8.2, `COMPOUND_LABEL`).
How to fix: split it into two activities, or name the one result that both serve.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.style import joined_verbs
from bpr.text import Text

Verbs = tuple[str, str] | None

_REMEDY = Text(
    en="split it in two, or name the one result that both serve",
    zh="拆成两个活动，或只写共同的结果",
)


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each activity whose label joins two verbs."""
    for activity in subject.process.activities():
        label = activity.label
        if label is None:
            continue
        en, zh = (joined_verbs(text, subject.verbs) if text is not None else None for text in (label.en, label.zh))
        if en or zh:
            yield Breach(_told(label, en, zh), _REMEDY, (activity.id,))


def _told(label: Text, en: Verbs, zh: Verbs) -> Text:
    """The verbs in the language of the message; where only the other label joins two, that label is quoted, too."""
    name, chinese = label.pick("en"), label.pick("zh")
    if en:
        english = f"'{name}' holds two pieces of work: {', '.join(en)}"
    else:
        english = f"'{name}' holds two pieces of work in its Chinese label “{chinese}”"
    if zh:
        told = f"“{chinese}”包含两项工作：{'、'.join(zh)}"
    elif label.zh is None:
        told = f"“{chinese}”包含两项工作：{'、'.join(en or ())}"
    else:
        told = f"“{chinese}”的英文名称“{name}”包含两项工作"
    return Text(en=english, zh=told)


RULE = Rule("compound-label", "COMPOUND_LABEL", check)
