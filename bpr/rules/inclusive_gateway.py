"""inclusive-gateway: an inclusive (OR) gateway is used (7PMG G5).

What it checks: no inclusive or complex gateway is drawn.
Why it matters: how long an inclusive join waits is read differently by different people and by different engines;
    models with inclusive gateways hold more errors (Mendling, Reijers, van der Aalst 2010, Seven process modeling
    guidelines).
How to fix: ask the questions one after the other with exclusive decisions, or do all branches in parallel and let those
    that are not needed pass at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Inclusive
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all inclusive gateways."""
    found = tuple(node.id for node in subject.process.walk() if isinstance(node, Inclusive))
    if found:
        names = subject.names(found)
        yield Breach(
            Text(
                en=f"inclusive gateways are read differently by different people: {names.en}",
                zh=f"包容网关容易被不同的人作不同理解：{names.zh}",
            ),
            Text(
                en="use exclusive decisions one after the other, or a parallel gateway",
                zh="改为依次的排他判断，或并行网关",
            ),
            found,
        )


RULE = Rule("inclusive-gateway", "G5", check, replaces=("OR_GATEWAY",))
