"""unlabelled-branch: a decision whose branches do not say when they are taken.

What it checks: every branch of a decision with two or more ways out has a condition; one default branch may go
    without.
Why it matters: two people read the drawing in two ways, and nobody can count how often which way is taken.
How to fix: write ``when:`` on each branch ("yes", "amount above limit", 是, 超出限额).
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Decision
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each decision with unlabelled branches."""
    for node in subject.process.walk():
        if not isinstance(node, Decision) or node.waits_for_event or len(node.next) < 2:
            continue
        bare = [way for way in node.next if way.when is None and not way.default]
        if bare:
            name_en = node.label.pick("en") if node.label else node.id
            name_zh = node.label.pick("zh") if node.label else node.id
            yield Breach(
                Text(
                    en=f"{name_en}: {counted(len(bare), 'branch does', 'branches do')} not say when to be taken",
                    zh=f"{name_zh}：有 {len(bare)} 条分支未写明条件",
                ),
                Text(en="write the condition on each branch", zh="为每条分支写明条件"),
                (node.id,),
            )


RULE = Rule("unlabelled-branch", "BRANCH_UNLABELLED", check)
