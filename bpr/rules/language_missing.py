"""language-missing: a label stands in one language only, while the model speaks two.

What it checks: when any step of a process has both an English and a Chinese label, all steps, roles and departments
    have both.
Why it matters: pictures and workbooks handed out in the other language show a mixture.
How to fix: write ``{en: ..., zh: ...}``.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each language in which labels are missing."""
    process = subject.process
    labels = [(node.id, node.label) for node in process.walk() if node.label is not None]
    labels += [(key, role.name) for key, role in process.roles.items()]
    labels += [(key, department.name) for key, department in process.departments.items()]
    if not any(label.en is not None and label.zh is not None for _, label in labels):
        return
    for lang, name_en, name_zh in (("en", "English", "英文"), ("zh", "Chinese", "中文")):
        lacking = tuple(element for element, label in labels if getattr(label, lang) is None)
        if lacking:
            yield Breach(
                Text(
                    en=f"{counted(len(lacking), 'label has', 'labels have')} no {name_en} text",
                    zh=f"有 {len(lacking)} 个名称缺少{name_zh}",
                ),
                Text(en="write both languages: {en: ..., zh: ...}", zh="补全两种语言：{en: ..., zh: ...}"),
                lacking,
            )


RULE = Rule("language-missing", "LANGUAGE_MISSING", check)
