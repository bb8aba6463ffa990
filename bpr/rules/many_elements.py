"""many-elements: the drawing has many elements (7PMG G1).

What it checks: at most 31 nodes are drawn; over 50 the finding is one step more severe.
Why it matters: larger models are understood worse and hold more errors; about 31 nodes separate models with few
    errors from those with many (Mendling, Reijers, van der Aalst 2010, Seven process modeling guidelines; Mendling,
    Sánchez-González, García, La Rosa 2012, Thresholds for error probability measures).
How to fix: leave out what does not answer the question of the model, or move a part into a sub-process.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.quantity import Quantity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text

_MANY = 31
_VERY_MANY = 50


def check(subject: Subject) -> Iterator[Breach]:
    """One breach when more nodes are drawn than are easily read."""
    count = sum(not node.synthetic for node in subject.graph.nodes.values())
    if count > _MANY:
        yield Breach(
            Text(
                en=f"{count} nodes are drawn; over {_MANY} a model is hard to read",
                zh=f"图中有 {count} 个节点，超过 {_MANY} 个就不易看懂",
            ),
            Text(
                en="leave out what does not answer the question, or move a part into a sub-process",
                zh="删去与问题无关的内容，或把一部分移入子流程",
            ),
            measure=Quantity(float(count), "1", method="nodes drawn"),
            worse=count > _VERY_MANY,
        )


RULE = Rule("many-elements", "G1", check)
