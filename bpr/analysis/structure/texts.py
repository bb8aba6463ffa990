"""What the static checks say: one message and one remedy a code (handbook 7.1, 7.5)."""

from __future__ import annotations

from bpr.findings import Finding, Severity
from bpr.graph.process_graph import ProcessGraph
from bpr.text import Text, listed

_SHOWN = 6

# code: (severity, message en, message zh, remedy en, remedy zh); {names} are labels, {party} the organisation
_TEXTS: dict[str, tuple[Severity, str, str, str, str]] = {
    "NO_START": (
        Severity.ERROR,
        "there is no start event{party}",
        "{party}没有开始事件",
        "add a start event before the first activity",
        "在第一个活动之前增加开始事件",
    ),
    "NO_END": (
        Severity.ERROR,
        "there is no end event{party}",
        "{party}没有结束事件",
        "add an end event behind the last activity",
        "在最后一个活动之后增加结束事件",
    ),
    "UNREACHABLE": (
        Severity.ERROR,
        "no path leads from a start to {names}",
        "从开始事件无法到达 {names}",
        "connect it to the flow, or remove it",
        "将其接入流程，或删除",
    ),
    "DEAD_END": (
        Severity.ERROR,
        "no path leads from {names} to an end",
        "从 {names} 无法到达结束事件",
        "connect it to an end event; give a loop a way out",
        "连接到结束事件；若是回路，请增加出口",
    ),
    "START_HAS_INPUT": (
        Severity.ERROR,
        "a flow leads back into the start {names}",
        "有流向返回到开始事件 {names}",
        "lead the flow to the first activity, or to a merging gateway before it",
        "将流向改接到第一个活动，或其前面的汇合网关",
    ),
    "END_HAS_OUTPUT": (
        Severity.ERROR,
        "a flow leaves the end {names}",
        "结束事件 {names} 之后还有流向",
        "make it an intermediate event, or remove the flow",
        "改为中间事件，或删除该流向",
    ),
    "MULTIPLE_START": (
        Severity.WARNING,
        "there are {count} start events: {names}",
        "共有 {count} 个开始事件：{names}",
        "keep one start, or say which share of the cases begins at each",
        "只保留一个开始事件，或注明各自的案例比例",
    ),
    "MULTIPLE_END": (
        Severity.WARNING,
        "there are {count} end events: {names}",
        "共有 {count} 个结束事件：{names}",
        "merge ends that mean the same; keep several only for different outcomes",
        "合并含义相同的结束事件；只有结果不同才分别保留",
    ),
    "IMPLICIT_SPLIT": (
        Severity.WARNING,
        "{names}: several flows leave without a gateway; choice or parallel work is left to guessing",
        "{names}：之后没有网关却有多条流向，无法判断是选择还是并行",
        "put a decision (one way) or a parallel gateway (all ways) behind it",
        "在其后加入判断（选择一条）或并行网关（全部执行）",
    ),
    "IMPLICIT_MERGE": (
        Severity.WARNING,
        "{names}: several flows enter without a gateway; the work runs once for each that arrives",
        "{names}：多条流向未经网关直接进入，每到达一条就会执行一次",
        "put a merging gateway before it; after parallel branches a parallel one",
        "在其前加入汇合网关；若来自并行分支，用并行汇合网关",
    ),
    "IMPLICIT_MERGE/harmless": (
        Severity.INFO,
        "{names}: several flows enter without a gateway; without parallel branches that is harmless",
        "{names}：多条流向未经网关直接进入；没有并行分支时并无影响",
        "nothing to do, unless your standard asks for merging gateways",
        "一般无需处理，除非贵方规范要求使用汇合网关",
    ),
    "TRIVIAL_GATEWAY": (
        Severity.WARNING,
        "{names}: a gateway with one way in and one way out decides nothing",
        "{names}：只有一进一出的网关不起作用",
        "remove it, or draw the missing branch",
        "删除该网关，或补画缺少的分支",
    ),
    "MIXED_GATEWAY": (
        Severity.WARNING,
        "{names}: a gateway joins and splits at once",
        "{names}：同一网关同时承担汇合与分支",
        "use two gateways: first a join, then a split",
        "拆成两个网关：先汇合，后分支",
    ),
    "OR_GATEWAY": (
        Severity.WARNING,
        "{names}: inclusive gateways are read differently by different people",
        "{names}：包容网关容易被不同的人作不同理解",
        "use exclusive and parallel gateways where they say the same",
        "尽量改用排他网关与并行网关来表达",
    ),
}


def structure_finding(graph: ProcessGraph, code: str, elements: tuple[str, ...]) -> Finding:
    """The finding of a code at the given nodes (or organisations, where a start or an end is missing).

    Behind a slash stands which of two wordings is meant.
    """
    severity, en, zh, fix_en, fix_zh = _TEXTS[code]
    words = {lang: _words(graph, elements, lang) for lang in ("en", "zh")}
    return Finding(
        code.partition("/")[0],
        severity,
        "structure",
        Text(en=en.format_map(words["en"]), zh=zh.format_map(words["zh"])),
        Text(en=fix_en, zh=fix_zh),
        elements,
    )


def _words(graph: ProcessGraph, elements: tuple[str, ...], lang: str) -> dict[str, str]:
    organisations = graph.process.organisations
    names = [graph.nodes[element].name(lang) for element in elements if element in graph.nodes]
    parties = [organisations[element].name.pick(lang) for element in elements if element in organisations]
    shown, party = listed(names, lang, most=_SHOWN), listed(parties, lang)
    if party:
        party = f"{party} 中" if lang == "zh" else f" in {party}"
    return {"names": shown, "count": str(len(elements)), "party": party}
