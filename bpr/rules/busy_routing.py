"""busy-routing: a node with many ways in and out, or an activity that routes (7PMG G2).

What it checks: no connector has more than 5 ways in and out together, and no activity has several ways in or several
    ways out.
Why it matters: the more ways meet at one place, the more likely the reader takes the wrong one; an activity that also
    routes leaves open whether its branches are a choice or parallel work (Mendling, Reijers, van der Aalst 2010, Seven
    process modeling guidelines).
How to fix: cut a wide gateway into two questions; put a gateway of its own before and behind activities.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Activity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text

_MOST = 5
_WIDE = (
    Text(en="more than 5 ways meet at {}", zh="{}：进出的流向合计超过 5 条"),
    Text(en="cut it into two questions, or use a decision table", zh="拆成两个判断，或改用决策表"),
)
_SPLIT = (
    Text(
        en="{}: several flows leave without a gateway; choice or parallel work is left to guessing",
        zh="{}：之后没有网关却有多条流向，无法判断是选择还是并行",
    ),
    Text(
        en="put a decision (one way) or a parallel gateway (all ways) behind it",
        zh="在其后加入判断（选择一条）或并行网关（全部执行）",
    ),
)
_JOIN = (
    Text(
        en="{}: several flows enter without a gateway; the work runs once for each that arrives",
        zh="{}：多条流向未经网关直接进入，每到达一条就会执行一次",
    ),
    Text(
        en="put a merging gateway before it; after parallel branches a parallel one",
        zh="在其前加入汇合网关；若来自并行分支，用并行汇合网关",
    ),
)


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for the wide connectors, one for the activities that split, one for those that join."""
    graph = subject.graph
    wide, splitting, joining = [], [], []
    for node in subject.process.walk():
        inputs, outputs = len(graph.incoming.get(node.id, ())), len(graph.outgoing.get(node.id, ()))
        if isinstance(node, Activity) and graph.nodes[node.id].type in ("activity", "subprocess"):
            splitting += [node.id] if outputs > 1 else []
            joining += [node.id] if inputs > 1 else []
        elif max(inputs, outputs) > 1 and inputs + outputs > _MOST:
            wide.append(node.id)
    for (what, remedy), elements in ((_WIDE, wide), (_SPLIT, splitting), (_JOIN, joining)):
        if elements:
            names = subject.names(tuple(elements))
            message = Text(en=what.pick("en").format(names.pick("en")), zh=what.pick("zh").format(names.pick("zh")))
            yield Breach(message, remedy, tuple(elements))


RULE = Rule("busy-routing", "G2", check, replaces=("IMPLICIT_SPLIT", "IMPLICIT_MERGE"))
