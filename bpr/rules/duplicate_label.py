"""duplicate-label: two activities carry the same label.

What it checks: no two activities or sub-processes of one process share a label (compared after NFKC, case folding and
    collapsing of spaces).
Why it matters: in a workshop nobody knows which of the two is meant, and matching as-is with to-be, event logs or
    edited workbooks by label becomes ambiguous (handbook 8.2, `DUPLICATE_LABEL`).
How to fix: say what differs (who, what for, which object), or merge the two if they are the same work.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text, normalise


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each label that several activities carry."""
    carriers: dict[str, list[str]] = {}
    labels: dict[str, Text] = {}
    for activity in subject.process.activities():
        if activity.label is not None and (folded := normalise(str(activity.label))):
            carriers.setdefault(folded, []).append(activity.id)
            labels.setdefault(folded, activity.label)
    for folded, ids in carriers.items():
        if len(ids) > 1:
            label = labels[folded]
            yield Breach(
                Text(
                    en=f"{len(ids)} activities are called '{label.pick('en')}'",
                    zh=f"有 {len(ids)} 个活动同名：“{label.pick('zh')}”",
                ),
                Text(en="say what differs, or merge them", zh="写明区别，或合并为一个活动"),
                tuple(ids),
            )


RULE = Rule("duplicate-label", "DUPLICATE_LABEL", check)
