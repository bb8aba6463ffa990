"""unstructured: branches are not nested blocks (7PMG G4).

What it checks: the model reduces to one block after the other (structuredness 1): each split is closed by a join of
    the same type, and no flow jumps into or out of a branch. Not judged with several starts or ends.
Why it matters: block-structured models are easier to read, and most deadlocks and double executions sit in
    the parts that are not (Mendling, Reijers, van der Aalst 2010, Seven process modeling guidelines).
How to fix: close each split with a join of its own type; lead a way back to a merging gateway, not into an activity.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.quantity import Quantity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all nodes that are not part of a block."""
    rest = subject.unstructured
    if rest:
        names = subject.names(rest)
        yield Breach(
            Text(
                en=f"{counted(len(rest), 'node is', 'nodes are')} not part of a block of split and join: {names.en}",
                zh=f"有 {len(rest)} 个节点不属于成对的分支与汇合：{names.zh}",
            ),
            Text(
                en="close each split with a join of the same type; lead a way back to a merging gateway",
                zh="每个分支用同类网关汇合；返回的流向接到汇合网关",
            ),
            rest,
            Quantity(float(len(rest)), "1", method="inner nodes left by block reduction"),
        )


RULE = Rule("unstructured", "G4", check, replaces=("GATEWAY_MISMATCH",))
