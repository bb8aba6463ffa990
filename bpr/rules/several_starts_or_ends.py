"""several-starts-or-ends: a process does not have one start and one end (7PMG G3).

What it checks: there is exactly one start event and one end event. Parties drawn together (pools) count on their own.
Why it matters: with one start and one end everybody sees what triggers the process and what its result is; models with
    several hold more errors (Mendling, Reijers, van der Aalst 2010, Seven process modeling guidelines).
How to fix: merge ends that mean the same; if the outcomes differ, say so at a decision before the one end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text

_KINDS = (("start", "start", "开始"), ("end", "end", "结束"))


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for starts and one for ends of each party."""
    graph = subject.graph
    for kind, en, zh in _KINDS:
        parties: defaultdict[str | None, list[str]] = defaultdict(list)
        for node in graph.nodes.values():
            if node.type == kind and not node.synthetic:
                parties[node.organisation].append(node.id)
        for events in parties.values():
            if len(events) > 1:
                names = subject.names(tuple(events))
                yield Breach(
                    Text(en=f"{len(events)} {en} events: {names.en}", zh=f"有 {len(events)} 个{zh}事件：{names.zh}"),
                    Text(
                        en=f"keep one {en}; merge those that mean the same",
                        zh=f"只保留一个{zh}事件，合并含义相同的事件",
                    ),
                    tuple(events),
                )


RULE = Rule("several-starts-or-ends", "G3", check, replaces=("MULTIPLE_START", "MULTIPLE_END"))
