"""not-verb-object: an activity is not named with a verb and an object (7PMG G6).

What it checks: labels of activities and sub-processes have the form verb + object ("Check invoice", 审核合同). Found
    are action nouns ("Complaint analysis", 合同审核), bare verbs ("Send", 审批), ambiguous labels ("Order processing")
    and others. Known verbs are lists that ``[labels]`` in ``bpr.toml`` extends.
Why it matters: verb and object say what is done to what; other styles are misread more often (Mendling, Reijers, Recker
    2010, Activity labeling in process modeling).
How to fix: begin with the verb and name the object; 合同审核 becomes 审核合同. bpr proposes, it never renames.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.style import Style, label_style, verb_first
from bpr.text import Text

_SHOWN = 3
_STYLES: dict[Style, Text] = {
    "action_noun": Text(
        en="labels that hide the verb in a noun ({n}): {names}", zh="{n} 个名称把动作写成了名词：{names}"
    ),
    "verb_only": Text(en="labels that name no object ({n}): {names}", zh="{n} 个名称没有写明对象：{names}"),
    "ambiguous": Text(en="labels that can be read in two ways ({n}): {names}", zh="{n} 个名称可以有两种理解：{names}"),
    "other": Text(
        en="labels that do not begin with a known verb ({n}): {names}", zh="{n} 个名称不以已知动词开头：{names}"
    ),
}


def check(subject: Subject) -> Iterator[Breach]:
    """One breach for each style that is not verb and object."""
    found: dict[Style, list[str]] = {style: [] for style in _STYLES}
    proposals: list[str] = []
    for activity in subject.process.activities():
        label = activity.label
        texts = [text for text in (label.en, label.zh) if text is not None] if label is not None else []
        styles = {text: label_style(text, subject.verbs) for text in texts}
        worst = next((style for style in _STYLES if style in styles.values()), None)
        if worst is not None:
            found[worst].append(activity.id)
        proposals += [f"{text} → {better}" for text in texts if (better := verb_first(text, subject.verbs))]
    for style, ids in found.items():
        if ids:
            yield _breach(subject, style, tuple(ids), proposals if style == "action_noun" else [])


def _breach(subject: Subject, style: Style, ids: tuple[str, ...], proposals: list[str]) -> Breach:
    names, text = subject.names(ids), _STYLES[style]
    shown = "；".join(proposals[:_SHOWN])
    en = "write verb and object, such as 'Check invoice'" + (f"; in Chinese: {shown}" if shown else "")
    zh = f"写成“动词 + 宾语”：{shown}" if shown else "写成“动词 + 宾语”，如“审核发票”"
    if style == "other":
        en += "; add missing verbs under [labels] in bpr.toml"
        zh += "；缺少的动词可写入 bpr.toml 的 [labels]"
    return Breach(
        Text(
            en=text.pick("en").format(n=len(ids), names=names.en), zh=text.pick("zh").format(n=len(ids), names=names.zh)
        ),
        Text(en=en, zh=zh),
        ids,
    )


RULE = Rule("not-verb-object", "G6", check)
