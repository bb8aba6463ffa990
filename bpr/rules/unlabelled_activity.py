"""unlabelled-activity: an activity without a label.

What it checks: every activity and sub-process has a label.
Why it matters: an unnamed box cannot be discussed, assigned or measured.
How to fix: name the work with a verb and an object ("Check invoice", 审核发票).
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each activity without a label."""
    for activity in subject.process.activities():
        if activity.label is None or not str(activity.label).strip():
            yield Breach(
                Text(en=f"activity {activity.id} has no label", zh=f"活动 {activity.id} 没有名称"),
                Text(en="name it with a verb and an object", zh="用“动词 + 宾语”命名"),
                (activity.id,),
            )


RULE = Rule("unlabelled-activity", "LABEL_MISSING", check)
