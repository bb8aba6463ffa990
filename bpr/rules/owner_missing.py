"""owner-missing: nobody answers for the process.

What it checks: the process names an owner.
Why it matters: without an owner nobody decides about the process as a whole; improvements stop at department borders,
    and activities without an accountable role have nobody to fall back on (handbook 1.2, `OWNER_MISSING`).
How to fix: write ``owner:`` with the role that answers for the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text


def check(subject: Subject) -> Iterator[Breach]:
    """One breach when the process has steps but no owner."""
    if subject.process.owner is None and subject.process.steps:
        yield Breach(
            Text(en="the process has no owner", zh="流程没有负责人"),
            Text(
                en="name the role that answers for the result: owner: <role>", zh="写明对结果负责的角色：owner: <角色>"
            ),
        )


RULE = Rule("owner-missing", "OWNER_MISSING", check)
