"""zero-share: a branch is taken in no case at all.

What it checks: no flow has the share 0.
Why it matters: it is legal and counts as never taken, but usually it is a branch that was forgotten, or a value that
    was not measured and written as 0 (handbook 15).
How to fix: delete the branch, or leave the share out if it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each flow with share 0."""
    for flow in subject.process.flows:
        if flow.share == 0.0:
            source, target = (subject.names((end,)) for end in (flow.source, flow.target))
            yield Breach(
                Text(
                    en=f"the branch from {source.en} to {target.en} has share 0: it is never taken",
                    zh=f"从 {source.zh} 到 {target.zh} 的分支比例为 0，从不发生",
                ),
                Text(
                    en="delete the branch, or leave the share out if it was not measured",
                    zh="删除该分支；若未测量，请不要填写比例",
                ),
                (flow.id,),
            )


RULE = Rule("zero-share", "SHARE_ZERO", check)
