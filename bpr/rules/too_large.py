"""too-large: the drawing should be decomposed (7PMG G7).

What it checks: at most 50 nodes are drawn in one model.
Why it matters: over 50 elements the probability of an error in the model passes one half (Mendling, Reijers, van der
    Aalst 2010, Seven process modeling guidelines).
How to fix: cut it at a handover of one object (order, contract, delivery) and draw each part as a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.quantity import Quantity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text

_MOST = 50


def check(subject: Subject) -> Iterator[Breach]:
    """One breach when more than 50 nodes are drawn."""
    count = sum(not node.synthetic for node in subject.graph.nodes.values())
    if count > _MOST:
        yield Breach(
            Text(
                en=f"{count} nodes in one model; over {_MOST} an error is more likely than not",
                zh=f"一个模型中有 {count} 个节点，超过 {_MOST} 个时出错的可能性大于不出错",
            ),
            Text(
                en="cut it where an object changes hands and draw each part as a process of its own",
                zh="在工作对象转手之处切开，每一部分单独画成一个流程",
            ),
            measure=Quantity(float(count), "1", method="nodes drawn"),
        )


RULE = Rule("too-large", "G7", check)
