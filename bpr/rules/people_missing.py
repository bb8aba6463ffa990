"""people-missing: a role that works has no head-count, although load can be asked for.

What it checks: when the volume of the process or the head-count of any role is known, every role inside that performs a
    step has a head-count (``people``).
Why it matters: utilisation and queues of the role stay unknown; bpr does not take one person for granted
    (handbook 1.6, 5.1).
How to fix: write ``people:``, and ``availability:`` if they give this process only part of their time.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all working roles without head-count."""
    process, graph = subject.process, subject.graph
    if process.volume is None and all(role.people is None for role in process.roles.values()):
        return
    working = dict.fromkeys(role for step in graph.steps for role in graph.nodes[step].roles)
    lacking = tuple(
        role
        for role in working
        if process.roles[role].people is None and not process.is_external(process.roles[role].department)
    )
    if lacking:
        en, zh = (
            between.join(process.roles[role].name.pick(lang) for role in lacking[:3])
            for lang, between in (("en", ", "), ("zh", "、"))
        )
        more = " …" if len(lacking) > 3 else ""
        yield Breach(
            Text(
                en=f"{len(lacking)} working roles have no head-count: {en}{more}",
                zh=f"有 {len(lacking)} 个执行角色没有人数：{zh}{more}",
            ),
            Text(en="write people: <number> at the role", zh="在角色下填写 people: <人数>"),
            lacking,
        )


RULE = Rule("people-missing", "PEOPLE_MISSING", check, replaces=("PEOPLE_UNKNOWN",))
