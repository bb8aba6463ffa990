"""unused-definition: a department, system or document is defined, but nothing uses it.

What it checks: every department is named by a role or step, every system and document by an activity.
Why it matters: the legend, the workbook and the counts show things that have no part in the process; often it is a name
    that was misspelt or a step that was forgotten.
How to fix: delete the definition, or name it where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Activity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text

_KINDS = (("departments", "department", "部门"), ("systems", "system", "系统"), ("documents", "document", "单据"))


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each kind of thing with definitions that nothing uses."""
    process = subject.process
    used: dict[str, set[str]] = {"departments": set(), "systems": set(), "documents": set()}
    used["departments"] |= {role.department for role in process.roles.values() if role.department is not None}
    for node in process.walk():
        if node.department is not None:
            used["departments"].add(node.department)
        if isinstance(node, Activity):
            used["systems"] |= set(node.systems or ())
            if node.documents is not None:
                used["documents"] |= {*(node.documents.read or ()), *(node.documents.written or ())}
    for kind, en, zh in _KINDS:
        idle = tuple(name for name in getattr(process, kind) if name not in used[kind])
        if idle:
            listed = ", ".join(idle[:5]) + (" …" if len(idle) > 5 else "")
            yield Breach(
                Text(en=f"nothing uses the {en} {listed}", zh=f"没有任何步骤使用{zh} {listed}"),
                Text(en="delete the definition, or name it where it is used", zh="删除该定义，或在使用之处写上"),
                idle,
            )


RULE = Rule("unused-definition", "DEFINITION_UNUSED", check)
