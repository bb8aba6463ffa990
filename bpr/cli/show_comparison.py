"""A comparison as rich tables: measures with verdict, edits by kind, loops and handoffs by pair, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from bpr.cli.show import findings_table
from bpr.compare.wording import number, share, unit

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text as Line

    from bpr.compare.comparison import Comparison
    from bpr.compare.edits import Edit
    from bpr.compare.handoff_pairs import HandoffPair
    from bpr.compare.kpis import Kpi
    from bpr.compare.loop_pairs import LoopPair
    from bpr.model.organisation import Named
    from bpr.model.process import Process
    from bpr.quantity import Quantity

_GROUPS = {
    "structure": ("Structure", "结构"),
    "handoffs": ("Handoffs", "交接"),
    "loops": ("Loops", "回路"),
    "flow": ("Time and cost", "时间与成本"),
    "load": ("Load", "负荷"),
    "quality": ("Quality of the model", "模型质量"),
}
_VERDICTS = {
    "improved": ("better", "改善", "green"),
    "worse": ("worse", "变差", "red"),
    "same": ("same", "不变", "dim"),
    "changed": ("changed", "有变化", "cyan"),
    "mixed": ("overlap", "区间重叠", "yellow"),
    "unknown": ("unknown", "未知", "yellow"),
}
_EDITS = {
    "removed": ("Removed", "删除"),
    "added": ("Added", "新增"),
    "merged": ("Merged", "合并"),
    "split": ("Split", "拆分"),
    "renamed": ("Renamed", "改名"),
    "reassigned": ("Reassigned", "改由他人执行"),
    "automated": ("Automated", "自动化"),
    "de_automated": ("No longer automatic", "取消自动化"),
    "attribute": ("Changed", "属性变化"),
    "parallelised": ("Now parallel", "改为并行"),
    "serialised": ("Now one after the other", "改为串行"),
    "order_inverted": ("Order turned round", "顺序对调"),
    "moved": ("Moved", "移动"),
    "flow_removed": ("Flow removed", "删除连线"),
    "flow_added": ("Flow added", "新增连线"),
    "flow_changed": ("Flow changed", "连线变化"),
    "routing_removed": ("Gateway or event removed", "删除网关或事件"),
    "routing_added": ("Gateway or event added", "新增网关或事件"),
}
_ATTRIBUTES = {
    "time": ("time", "处理时间"),
    "wait": ("waiting", "等待时间"),
    "cost": ("cost", "成本"),
    "value": ("value", "增值类别"),
    "system": ("system", "系统"),
    "documents_in": ("documents read", "输入文档"),
    "documents_out": ("documents written", "输出文档"),
    "share": ("share", "比例"),
    "when": ("condition", "条件"),
    "kind": ("kind", "类型"),
    "role": ("role", "角色"),
    "department": ("department", "部门"),
    "name": ("name", "名称"),
}
_CHANGES = {
    "removed": ("gone", "消除", "green"),
    "added": ("new", "新增", "red"),
    "changed": ("changed", "变化", "cyan"),
    "same": ("same", "不变", "dim"),
}
_MOST_PAIRS = 12
_MOST_EDITS = 20


def comparison_page(comparison: Comparison, lang: str) -> Iterator[RenderableType]:
    """All parts of the page, from the measures to the findings."""
    from rich.text import Text as Line

    before, after = comparison.as_is.process, comparison.to_be.process
    title = after.title or before.title
    likeness = f"{comparison.distance.similarity:.0%}"
    words = f"图形相似度 {likeness}" if lang == "zh" else f"drawings {likeness} alike"
    yield Line.assemble((f"{title.pick(lang)}  " if title else "", "bold"), f"{before.id} → {after.id}  ({words})")
    yield kpi_table(comparison.kpis, lang)
    yield edit_table(comparison, lang)
    if comparison.loops:
        yield loop_table(comparison.loops, lang)
    if comparison.handoffs["department"]:
        yield handoff_table(comparison.handoffs["department"], lang)
    yield findings_table(comparison.findings, lang, title=_pick(("Findings", "发现"), lang))


def kpi_table(kpis: Iterable[Kpi], lang: str) -> Table:
    """Every measure before and after, with its verdict."""
    table = _table(("Before and after", "前后对比"), lang)
    for head, justify in (
        (("Measure", "指标"), "left"),
        (("As-is", "现状"), "right"),
        (("To-be", "未来"), "right"),
        (("Unit", "单位"), "left"),
        (("Change", "变化"), "right"),
        (("Verdict", "判断"), "left"),
    ):
        table.add_column(_pick(head, lang), justify="right" if justify == "right" else "left")
    group = ""
    for kpi in kpis:
        if kpi.group != group:
            group = kpi.group
            table.add_row(_line(_pick(_GROUPS[group], lang), "bold"))
        table.add_row(
            f"  {kpi.label.pick(lang)}",
            number(kpi, kpi.as_is),
            number(kpi, kpi.to_be),
            unit(kpi, lang),
            share(kpi.relative),
            _verdict(kpi, lang),
        )
    return table


def edit_table(comparison: Comparison, lang: str) -> Table:
    """What was edited, by kind."""
    table = _table(("Edits", "修改"), lang)
    table.add_column(_pick(("Kind", "类别"), lang))
    table.add_column(_pick(("Where", "位置"), lang), overflow="fold")
    table.add_column(_pick(("From", "原来"), lang), overflow="fold")
    table.add_column(_pick(("To", "现在"), lang), overflow="fold")
    kind, rows = "", 0
    counts = Counter(edit.kind for edit in comparison.edits)
    for edit in comparison.edits:
        first = edit.kind != kind
        kind, rows = edit.kind, 0 if first else rows + 1
        if rows >= _MOST_EDITS:
            if rows == _MOST_EDITS:
                more = counts[edit.kind] - _MOST_EDITS
                table.add_row("", _line(_pick((f"and {more} more", f"另有 {more} 项"), lang), "dim"))
            continue
        ids = " → ".join(part for part in (", ".join(edit.as_is), ", ".join(edit.to_be)) if part)
        where = _line(edit.name.pick(lang))
        where.append(f"  [{ids}]", "dim")
        before, after = _values(edit, comparison, lang)
        table.add_row(_pick(_EDITS[kind], lang) if first else "", where, before, after)
    if not comparison.edits:
        table.add_row(_pick(("none", "无"), lang))
    return table


def loop_table(loops: Iterable[LoopPair], lang: str) -> Table:
    """Ways back, one row each."""
    table = _pair_table(("Ways back, returns per case", "返工回路，每案例返回次数"), lang)
    for pair in loops:
        name = _line(pair.described.pick(lang))
        if pair.redirected:
            name.append("  " + _pick(("(now to another place)", "（返回位置改变）"), lang), "dim")
        if pair.planned:
            name.append("  " + _pick(("(planned)", "（计划内）"), lang), "dim")
        table.add_row(_change(pair.change, lang), name, pair.as_is.format(), pair.to_be.format(), _signed(pair.delta))
    return table


def handoff_table(pairs: tuple[HandoffPair, ...], lang: str) -> Table:
    """Borders between departments, the greatest change first."""
    table = _pair_table(("Handoffs between departments, per case", "部门间交接，每案例次数"), lang)
    for pair in pairs[:_MOST_PAIRS]:
        name = f"{pair.from_name.pick(lang)} → {pair.to_name.pick(lang)}"
        table.add_row(_change(pair.change, lang), name, pair.as_is.format(), pair.to_be.format(), _signed(pair.delta))
    if (more := len(pairs) - _MOST_PAIRS) > 0:
        table.add_row("", _line(_pick((f"and {more} more", f"另有 {more} 项"), lang), "dim"))
    return table


def _table(title: tuple[str, str], lang: str) -> Table:
    from rich.table import Table

    heading = _line(_pick(title, lang), "bold")
    return Table(title=heading, title_justify="left", box=None, pad_edge=False, header_style="dim")


def _pair_table(title: tuple[str, str], lang: str) -> Table:
    table = _table(title, lang)
    table.add_column("")
    table.add_column(_pick(("From → to", "由 → 至"), lang), overflow="fold")
    for head in (("As-is", "现状"), ("To-be", "未来"), ("Change", "变化")):
        table.add_column(_pick(head, lang), justify="right")
    return table


def _verdict(kpi: Kpi, lang: str) -> Line:
    en, zh, colour = _VERDICTS[kpi.verdict]
    delta = kpi.delta.value or 0.0
    arrow = "▲ " if delta > 0 else "▼ " if delta < 0 else "  "
    return _line(arrow + (zh if lang == "zh" else en), colour)


def _change(change: str, lang: str) -> Line:
    en, zh, colour = _CHANGES[change]
    return _line(zh if lang == "zh" else en, colour)


def _values(edit: Edit, comparison: Comparison, lang: str) -> tuple[str, str]:
    """Old and new value in words: names instead of ids, shares in per cent, times with their unit."""
    if edit.attribute is None:
        return "", ""
    from bpr.text import Text

    if isinstance(edit.old, Text) and isinstance(edit.new, Text) and edit.old.pick(lang) == edit.new.pick(lang):
        lang = "en" if lang == "zh" else "zh"  # only the other language was changed
    attribute = _pick(_ATTRIBUTES[edit.attribute], lang)
    old = _word(edit, edit.old, comparison.as_is.process, lang, comparison.as_is.process.time_unit)
    new = _word(edit, edit.new, comparison.to_be.process, lang, comparison.as_is.process.time_unit)
    change = f" ({edit.relative:+.0%})" if edit.relative is not None else ""
    return f"{attribute}: {old}", f"{new}{change}"


def _word(edit: Edit, value: object, process: Process, lang: str, time_unit: str) -> str:
    """One value of an edit for people."""
    from bpr.text import Text

    if value is None:
        return "?"
    if isinstance(value, Text):
        return value.pick(lang)
    if isinstance(value, float):
        if edit.attribute == "share":
            return f"{value:.0%}"
        words = f"{value:,.6g}"
        return f"{words} {time_unit}" if edit.attribute in ("time", "wait") else words
    names: dict[str | None, Mapping[str, Named]] = {
        "role": process.roles,
        "department": process.departments,
        "system": process.systems,
        "documents_in": process.documents,
        "documents_out": process.documents,
    }
    known = names.get(edit.attribute, {})
    ids = value if isinstance(value, tuple) else (str(value),)
    between = "、" if lang == "zh" else ", "
    return between.join(known[part].name.pick(lang) if part in known else part for part in ids) or "-"


def _signed(delta: Quantity) -> str:
    if delta.value is None:
        return "?"
    return "0" if abs(delta.value) < 0.005 else f"{delta.value:+,.2f}"


def _line(text: str, style: str = "") -> Line:
    from rich.text import Text as Line

    return Line(text, style=style)


def _pick(words: tuple[str, str], lang: str) -> str:
    return words[1] if lang == "zh" else words[0]
