"""How far a comparison can be trusted: one process or two, common units and volume, unknown numbers, unsure matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpr.compare.found import finding_of, listed_texts
from bpr.compare.kpis import Kpi
from bpr.compare.matches import Matching
from bpr.compare.overlap import Overlap
from bpr.diagnosis.analyse import Analysis
from bpr.findings import Finding, Severity
from bpr.text import LANGUAGES, Text

_FIELDS = {
    "time": "处理时间",
    "wait": "等待时间",
    "share": "比例",
    "volume": "业务量",
    "cost": "成本",
    "people": "人数",
}


def doubts(
    as_is: Analysis, to_be: Analysis, matching: Matching, common: Overlap, kpis: Sequence[Kpi]
) -> Iterator[Finding]:
    """All doubts about a comparison.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        common: how many activities have a partner.
        kpis: the measures side by side.
    """
    yield from _different(common)
    yield from _basis(as_is, to_be, kpis)
    yield from _matches(as_is, to_be, matching)


def _different(common: Overlap) -> Iterator[Finding]:
    if common.different:
        yield finding_of(
            "NOT_THE_SAME_PROCESS",
            Severity.WARNING,
            Text(
                en=f"these look like two different processes: only {common.matched} of {common.as_is} activities "
                f"of the as-is have a partner among the {common.to_be} of the to-be",
                zh=f"这两个模型看起来不是同一个流程：现状的 {common.as_is} 个活动中，"
                f"只有 {common.matched} 个能在未来流程的 {common.to_be} 个活动中找到对应",
            ),
            Text(
                en="check the two files; if they do belong together, give both the same `family:`, "
                "or name equal steps with --same A=B",
                zh="核对两个文件；若确属同一流程，请为两者填写相同的 `family:`，或用 --same A=B 指明对应步骤",
            ),
        )


def _basis(as_is: Analysis, to_be: Analysis, kpis: Sequence[Kpi]) -> Iterator[Finding]:
    """On what the comparison stands: units, volume, assumptions, illustrative numbers, unknown numbers."""
    for unlike in dict.fromkeys(kpi.unlike for kpi in kpis if kpi.unlike is not None):
        listed, why = listed_texts(kpi.label for kpi in kpis if kpi.unlike == unlike), unlike.reason
        yield finding_of(
            "NOT_COMPARABLE",
            Severity.WARNING,
            Text(en=f"no common basis for: {listed.en} ({why.en})", zh=f"缺少共同的比较基础：{listed.zh}（{why.zh}）"),
            unlike.remedy,
        )
    if as_is.assumptions != to_be.assumptions:
        yield finding_of(
            "NOT_COMPARABLE",
            Severity.WARNING,
            Text(en="the two sides rest on different assumptions", zh="两侧所用的假设不同"),
            Text(en="analyse both with the same options", zh="使用相同的选项分析两个流程"),
        )
    if as_is.process.volume != to_be.process.volume:
        yield finding_of(
            "VOLUME_DIFFERS",
            Severity.INFO,
            Text(en="the two models expect different volumes of cases", zh="两个模型的业务量不同"),
            Text(en="compare per case, or give both the same volume", zh="按每案例比较，或设定相同的业务量"),
        )
    fields = sorted({*as_is.process.illustrative, *to_be.process.illustrative})
    if fields:
        yield finding_of(
            "ILLUSTRATIVE",
            Severity.INFO,
            Text(
                en=f"illustrative, not measured: {', '.join(fields)}",
                zh=f"示意数据，并非实测：{'、'.join(_FIELDS.get(field, field) for field in fields)}",
            ),
            Text(en="measure before promising an effect", zh="在承诺效果之前先实测"),
        )
    unknown = [kpi.label for kpi in kpis if kpi.verdict in ("unknown", "mixed") and kpi.comparable]
    if unknown:
        listed = listed_texts(unknown)
        yield finding_of(
            "KPI_UNKNOWN",
            Severity.INFO,
            Text(en=f"cannot be judged, not known for certain: {listed.en}", zh=f"数据不足，无法判断：{listed.zh}"),
            _complete(kpis),
        )


def _complete(kpis: Sequence[Kpi]) -> Text:
    """How to complete what is missing; beside known ones, a waiting time that nobody wrote is often none at all."""
    gaps = [name for kpi in kpis if kpi.known is not None for side in (kpi.as_is, kpi.to_be) for name in side.missing]
    waits = list(dict.fromkeys(name for name in gaps if name.endswith(".wait")))
    if not waits:
        return Text(en="add the missing times, shares, rates or head-counts", zh="补充缺失的时间、比例、费率或人数")
    listed = listed_texts([Text(en=name) for name in waits])
    return Text(
        en=f"add what is missing; write `wait: 0` where nothing waits ({listed.en})",
        zh=f"补充缺失的数据；没有等待的步骤请写 `wait: 0`（{listed.zh}）",
    )


def _matches(as_is: Analysis, to_be: Analysis, matching: Matching) -> Iterator[Finding]:
    for item in matching.ambiguous:
        one, two = (
            Text(**{lang: side.graph.nodes[node].name(lang) for lang in LANGUAGES})
            for side, node in ((as_is, item.as_is), (to_be, item.to_be))
        )
        rivals = ", ".join(f"{first} = {second}" for first, second, _ in item.rivals)
        yield finding_of(
            "MATCH_AMBIGUOUS",
            Severity.INFO,
            Text(
                en=f"{item.as_is} '{one.en}' is taken for {item.to_be} '{two.en}'; also possible: {rivals}",
                zh=f"{item.as_is}“{one.zh}” 对应为 {item.to_be}“{two.zh}”；也可能是：{rivals}",
            ),
            Text(
                en=f"confirm with --same {item.as_is}={item.to_be}, or name the right pair",
                zh=f"用 --same {item.as_is}={item.to_be} 确认，或指定正确的对应",
            ),
            (item.as_is,),
        )
    if matching.refused:
        first = matching.refused[0]
        listed = listed_texts([_twice(as_is, to_be, node) for node in matching.refused])
        yield finding_of(
            "SAME_ID_OTHER_NODE",
            Severity.INFO,
            Text(
                en=f"same id but another label and other neighbours, so taken as different nodes: {listed.en}",
                zh=f"编号相同但名称与前后环节不同，视为不同节点：{listed.zh}",
            ),
            Text(
                en=f"if one is meant to be the same: --same {first}={first}",
                zh=f"若确为同一节点：--same {first}={first}",
            ),
            matching.refused,
        )


def _twice(as_is: Analysis, to_be: Analysis, node: str) -> Text:
    """An id that stands on both sides, with both labels."""
    old, new = as_is.graph.nodes[node], to_be.graph.nodes[node]
    return Text(
        en=f"{node} ('{old.name('en')}' / '{new.name('en')}')", zh=f"{node}（“{old.name('zh')}” / “{new.name('zh')}”）"
    )
