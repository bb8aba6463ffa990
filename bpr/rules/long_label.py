"""long-label: a label is a whole sentence.

What it checks: labels of activities, decisions and events have at most 40 characters, or 20 Chinese characters.
Why it matters: long labels are not read, and make the picture wide; conditions and explanations hide in them
    (handbook 8.2).
How to fix: keep verb and object; move the rest to ``note`` or ``standard``.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Activity, Decision, Event
from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.style import too_long
from bpr.text import Text

_SHOWN = 24


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all labels that are too long."""
    found: dict[str, str] = {}
    for node in subject.process.walk():
        if isinstance(node, Activity | Decision | Event) and node.label is not None:
            for text in (node.label.en, node.label.zh):
                if text is not None and too_long(text):
                    found[node.id] = text
    if found:
        shown = [f"{text[:_SHOWN]}…" for text in list(found.values())[:2]]
        more = " …" if len(found) > len(shown) else ""
        yield Breach(
            Text(
                en=f"labels over 40 characters or 20 Chinese ones ({len(found)}): {', '.join(shown)}{more}",
                zh=f"有 {len(found)} 个名称超过 20 个汉字或 40 个字符：{'、'.join(shown)}{more}",
            ),
            Text(
                en="keep verb and object; move the rest to 'note' or 'standard'",
                zh="名称只写动词和宾语，其余放入 note 或 standard",
            ),
            tuple(found),
        )


RULE = Rule("long-label", "LABEL_TOO_LONG", check)
