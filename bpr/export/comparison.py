"""What a comparison says, section by section, in one language; `bpr.export.page` writes it as text or Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bpr.compare.comparison import Comparison
from bpr.compare.edit_words import KINDS, place, values
from bpr.compare.kpis import Kpi
from bpr.compare.verdict import Verdict
from bpr.compare.wording import change, known_part, number, unit
from bpr.export.sections import findings_section
from bpr.export.speaker import Section
from bpr.quantity import Quantity
from bpr.text import Text

Say = Callable[[str, str], str]

_GROUPS = {
    "structure": Text(en="Structure", zh="结构"),
    "handoffs": Text(en="Handoffs", zh="交接"),
    "loops": Text(en="Loops", zh="回路"),
    "flow": Text(en="Time and cost", zh="时间与成本"),
    "load": Text(en="Load", zh="负荷"),
    "quality": Text(en="Quality of the model", zh="模型质量"),
}
_VERDICTS: dict[Verdict, Text] = {
    "improved": Text(en="better", zh="改善"),
    "worse": Text(en="worse", zh="变差"),
    "changed": Text(en="changed", zh="有变化"),
    "same": Text(en="same", zh="不变"),
    "mixed": Text(en="overlap", zh="区间重叠"),
    "unknown": Text(en="unknown", zh="未知"),
}
_NOT_COMPARABLE = Text(en="not comparable", zh="不可比")
_CHANGES = {
    "removed": Text(en="gone", zh="消除"),
    "added": Text(en="new", zh="新增"),
    "changed": Text(en="changed", zh="变化"),
    "same": Text(en="same", zh="不变"),
}
_MOST_PAIRS = 12
_MOST_EDITS = 20


def comparison_sections(comparison: Comparison, lang: str, *, whole: bool = False) -> tuple[Section, ...]:
    """The comparison: how far it holds, measures, ways back, handoffs, edits, findings.

    Args:
        comparison: everything that changed.
        lang: language of the page.
        whole: every row; else long lists end with how many more there are.
    """

    def say(en: str, zh: str) -> str:
        return zh if lang == "zh" else en

    parts = (
        _heading(comparison, lang, say),
        _measures(comparison, lang, say),
        _loops(comparison, lang, say),
        _handoffs(comparison, lang, say, whole=whole),
        _edits(comparison, lang, say, whole=whole),
        findings_section(comparison.findings, lang),
    )
    return tuple(part for part in parts if part is not None)


def _heading(comparison: Comparison, lang: str, say: Say) -> Section:
    before, after = comparison.as_is.process, comparison.to_be.process
    names = [process.headline(lang) for process in (before, after)]
    if names[0] == names[1] and before.id != after.id:
        names = [before.id, after.id]
    counts = Counter(kpi.verdict for kpi in comparison.kpis if kpi.comparable)
    told = [f"{_VERDICTS[word].pick(lang)} {counts[word]}" for word in _VERDICTS if counts[word]]
    unlike = sum(not kpi.comparable for kpi in comparison.kpis)
    told += [f"{_NOT_COMPARABLE.pick(lang)} {unlike}"] if unlike else []
    different = [finding for finding in comparison.findings if finding.code == "NOT_THE_SAME_PROCESS"]
    lines = [f"- {say('Caution: ', '注意：')}{finding.message.pick(lang)}" for finding in different]
    lines.append(f"- {say('Measures: ', '指标：')}" + say(", ", "，").join(told))
    return Section(" → ".join(names), (*lines, *_likeness(comparison, say)))


def _likeness(comparison: Comparison, say: Say) -> tuple[str, str]:
    """How much the two have in common, and what the percentage is made of."""
    common, distance = comparison.overlap, comparison.distance
    nodes, flows, labels = (
        f"{1.0 - part:.0%}" for part in (distance.f_skip_nodes, distance.f_skip_edges, distance.f_substitution)
    )
    whole = f"{distance.similarity:.0%}"
    return (
        say(
            f"- Activities with a partner on the other side: {common.matched} of {common.as_is} in the as-is, "
            f"{common.matched} of {common.to_be} in the to-be",
            f"- 在另一侧有对应的活动：现状 {common.as_is} 个中有 {common.matched} 个，"
            f"未来 {common.to_be} 个中有 {common.matched} 个",
        ),
        say(
            f"- Drawings {whole} alike, the mean of: nodes with a partner {nodes}, flows with a partner {flows}, "
            f"likeness of the partners' labels {labels} (unrelated processes still reach about 40%)",
            f"- 图形相似度 {whole}，为三项的平均：有对应的节点 {nodes}、有对应的连线 {flows}、"
            f"对应节点名称的相似度 {labels}（互不相关的流程通常也有约 40%）",
        ),
    )


def _measures(comparison: Comparison, lang: str, say: Say) -> Section:
    rows: list[tuple[str, ...]] = []
    group = ""
    for kpi in comparison.kpis:
        if kpi.group != group:
            group = kpi.group
            rows.append((_GROUPS[group].pick(lang) + say(":", "："), "", "", "", ""))
        numbers = number(kpi, kpi.as_is), number(kpi, kpi.to_be)
        rows.append((kpi.label.pick(lang), *numbers, unit(kpi, lang), _verdict(kpi, lang, say)))
    head = (
        say("Measure", "指标"),
        say("As-is", "现状"),
        say("To-be", "未来"),
        say("Unit", "单位"),
        say("Change", "变化"),
    )
    lines = [
        kpi.label.pick(lang) + say(": not comparable, ", "：不可比，") + kpi.unlike.reason.pick(lang) + say(".", "。")
        for kpi in comparison.kpis
        if kpi.unlike is not None
    ]
    if any(kpi.known is not None for kpi in comparison.kpis):
        lines.append(
            say(
                "Known part: both sides without the times that one of them lacks; it is told, not judged. "
                "Write `wait: 0` where nothing waits, then the measure can be judged.",
                "已知部分：两侧都不计任一侧缺失的时间，仅供参考，不作判断。没有等待处请写 `wait: 0`，之后即可判断。",
            )
        )
    return Section(say("Before and after", "前后对比"), tuple(lines), head, tuple(rows))


def _verdict(kpi: Kpi, lang: str, say: Say) -> str:
    """The word, with an arrow for the direction of the number, how much, and the known part of what is not known."""
    if not kpi.comparable:
        return _NOT_COMPARABLE.pick(lang)
    delta = kpi.delta.value or 0.0
    arrow = "▲ " if delta > 0 else "▼ " if delta < 0 else ""
    word = arrow + _VERDICTS[kpi.verdict].pick(lang)
    details = [change(kpi, lang) if delta else "", known_part(kpi, lang)]
    return say(", ", "，").join([word, *(detail for detail in details if detail)])


def _loops(comparison: Comparison, lang: str, say: Say) -> Section | None:
    rows = []
    for pair in comparison.loops:
        notes = [say("now to another place", "返回位置改变")] if pair.redirected else []
        notes += [say("planned", "计划内")] if pair.planned else []
        name = pair.described.pick(lang) + "".join(say(f" ({note})", f"（{note}）") for note in notes)
        rows.append((_CHANGES[pair.change].pick(lang), name, *_numbers(pair.as_is, pair.to_be, pair.delta)))
    if not rows:
        return None
    return Section(say("Ways back, returns per case", "返工回路，每案例返回次数"), (), _pair_head(say), tuple(rows))


def _handoffs(comparison: Comparison, lang: str, say: Say, *, whole: bool) -> Section | None:
    pairs = comparison.handoffs["department"]
    if not pairs:
        return None
    rows = [
        (
            _CHANGES[pair.change].pick(lang),
            f"{pair.from_name.pick(lang)} → {pair.to_name.pick(lang)}",
            *_numbers(pair.as_is, pair.to_be, pair.delta),
        )
        for pair in (pairs if whole else pairs[:_MOST_PAIRS])
    ]
    if more := len(pairs) - len(rows):
        rows.append(("", say(f"and {more} more", f"另有 {more} 项"), "", "", ""))
    title = say("Handoffs between departments, per case", "部门间交接，每案例次数")
    return Section(title, (), _pair_head(say), tuple(rows))


def _edits(comparison: Comparison, lang: str, say: Say, *, whole: bool) -> Section:
    """Every edit, by kind."""
    title = say("Edits", "修改")
    if not comparison.edits:
        return Section(title, (say("none", "无"),))
    counts = Counter(edit.kind for edit in comparison.edits)
    told = (f"{KINDS[kind].pick(lang)} {count}" for kind, count in counts.items())
    rows: list[tuple[str, ...]] = []
    for kind, count in counts.items():
        edits = [edit for edit in comparison.edits if edit.kind == kind]
        for first, edit in enumerate(edits if whole else edits[:_MOST_EDITS]):
            old, new = values(edit, comparison.as_is.process, comparison.to_be.process, lang)
            rows.append((KINDS[kind].pick(lang) if whole or not first else "", place(edit, lang), old, new))
        if not whole and (more := count - _MOST_EDITS) > 0:
            rows.append(("", say(f"and {more} more", f"另有 {more} 项"), "", ""))
    head = (say("Kind", "类别"), say("Where", "位置"), say("From", "原来"), say("To", "现在"))
    return Section(title, (say(", ", "，").join(told),), head, tuple(rows), long=True)


def _pair_head(say: Say) -> tuple[str, ...]:
    return (
        say("What", "情况"),
        say("From → to", "由 → 至"),
        say("As-is", "现状"),
        say("To-be", "未来"),
        say("Change", "变化"),
    )


def _numbers(*quantities: Quantity) -> Iterable[str]:
    """Before, after and the difference with its sign."""
    *sides, delta = quantities
    told = [side.format() for side in sides]
    if delta.value is None:
        return (*told, "?")
    return (*told, "0" if abs(delta.value) < 0.005 else f"{delta.value:+,.2f}")
