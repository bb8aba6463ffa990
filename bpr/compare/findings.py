"""What a comparison has to say: gains and losses side by side, new faults, and where it cannot be sure.

Every measure that gets worse has a finding of its own, so that no gain stands without its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bpr.compare.handoff_pairs import HandoffPair
from bpr.compare.kpis import Kpi
from bpr.compare.loop_pairs import LoopPair
from bpr.compare.matches import Matching
from bpr.compare.measures import errors_of
from bpr.compare.wording import before_after
from bpr.diagnosis.analyse import Analysis
from bpr.findings import Finding, Severity, in_order
from bpr.text import LANGUAGES, Text

AREA = "compare"
_SHOWN = 8
_EFFECTS = ("handoffs", "loops", "flow")
_GROUPS = ("flow", "handoffs", "loops", "load", "quality", "structure")
_FIELDS = {
    "time": "处理时间",
    "wait": "等待时间",
    "share": "比例",
    "volume": "业务量",
    "cost": "成本",
    "people": "人数",
}


def comparison_findings(
    as_is: Analysis,
    to_be: Analysis,
    matching: Matching,
    kpis: Sequence[Kpi],
    borders: Sequence[HandoffPair],
    loops: Sequence[LoopPair],
) -> tuple[Finding, ...]:
    """All findings of a comparison, worst first.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        kpis: the measures side by side.
        borders: handoffs between departments by pair.
        loops: loops by pair.
    """
    return in_order(
        (
            *_measures(kpis),
            *_cycles(kpis),
            *_new_faults(as_is, to_be),
            *_loops(loops),
            *_borders(borders),
            *_basis(as_is, to_be, kpis),
            *_matches(as_is, to_be, matching),
        )
    )


def _measures(kpis: Sequence[Kpi]) -> Iterator[Finding]:
    better = [kpi for kpi in kpis if kpi.verdict == "improved"]
    worse = [kpi for kpi in kpis if kpi.verdict == "worse"]
    if better:
        listed = _listed([before_after(kpi) for kpi in sorted(better, key=lambda kpi: _GROUPS.index(kpi.group))])
        yield _finding(
            "KPI_IMPROVED",
            Severity.INFO,
            Text(en=f"better in the to-be: {listed.en}", zh=f"未来流程改善的指标：{listed.zh}"),
            Text(en="weigh these gains against what gets worse", zh="将这些改善与变差的指标一并权衡"),
        )
    for kpi in worse:
        change = before_after(kpi)
        yield Finding(
            "KPI_WORSE",
            Severity.WARNING,
            AREA,
            Text(en=f"worse in the to-be: {change.en}", zh=f"未来流程变差的指标：{change.zh}"),
            _remedy(kpi),
            measure=kpi.delta,
        )
    effects = [kpi for kpi in kpis if kpi.group in _EFFECTS and kpi.good != "neither"]
    if any(kpi.verdict != "same" for kpi in kpis) and not any(kpi.verdict == "improved" for kpi in effects):
        yield _finding(
            "NO_GAIN",
            Severity.WARNING,
            Text(
                en="no measure of handoffs, loops, time or cost is known to improve",
                zh="交接、回路、时间、成本各项指标均未见确定的改善",
            ),
            Text(
                en="complete the missing times and shares, or question what the change is for",
                zh="补全缺失的时间与比例，或重新审视变革目的",
            ),
        )


def _remedy(kpi: Kpi) -> Text:
    match kpi.group:
        case "handoffs":
            return Text(
                en="see the new handoffs by pair; give consecutive steps to one holder",
                zh="查看按部门对列出的新增交接，让相邻步骤由同一方完成",
            )
        case "loops":
            return Text(
                en="see the loops by pair; check earlier, or let the performer decide",
                zh="查看按对列出的回路，把检查前移或由执行者当场决定",
            )
        case "load":
            return Text(en="move work away from this role, or add people", zh="从该角色移走部分工作，或增加人手")
        case "quality":
            return Text(
                en="correct the to-be model before presenting it: bpr check", zh="汇报前先修正未来模型：bpr check"
            )
    return Text(
        en="check whether this is intended, and say so next to the gains", zh="确认是否有意为之，并与改善一并说明"
    )


def _cycles(kpis: Sequence[Kpi]) -> Iterator[Finding]:
    """More simple cycles with no more ways back is no worsening; say why."""
    by_name = {kpi.name: kpi for kpi in kpis}
    cycles, returns = by_name.get("node_cycles"), by_name.get("returning_edges")
    if cycles is None or returns is None:
        return
    if (cycles.delta.value or 0.0) > 0 and (returns.delta.value or 0.0) <= 0:
        more, back = before_after(cycles), before_after(returns)
        yield _finding(
            "CYCLES_MULTIPLIED",
            Severity.INFO,
            Text(
                en=f"{more.en}, but {back.en}: parallel branches multiply the paths",
                zh=f"{more.zh}，但{back.zh}：并行分支会使路径成倍增加",
            ),
            Text(en="judge loops by their ways back, not by cycles", zh="以返回路径衡量回路，而不是简单回路数"),
        )


def _new_faults(as_is: Analysis, to_be: Analysis) -> Iterator[Finding]:
    """Errors of the to-be of a kind that the as-is does not have."""
    for code, severity, raci in (
        ("STRUCTURE_ERROR_NEW", Severity.ERROR, False),
        ("RACI_ERROR_NEW", Severity.WARNING, True),
    ):
        known = {finding.code for finding in errors_of(as_is, raci=raci)}
        for finding in errors_of(to_be, raci=raci):
            if finding.code not in known:
                yield Finding(
                    code,
                    severity,
                    AREA,
                    Text(
                        en=f"new in the to-be, {finding.code}: {finding.message.pick('en')}",
                        zh=f"未来流程新出现 {finding.code}：{finding.message.pick('zh')}",
                    ),
                    finding.remedy,
                    finding.elements,
                )


def _loops(loops: Sequence[LoopPair]) -> Iterator[Finding]:
    gone = [pair for pair in loops if pair.change == "removed" and not pair.planned]
    if gone:
        listed = _listed([pair.described for pair in gone])
        yield _finding(
            "LOOP_REMOVED",
            Severity.INFO,
            Text(en=f"ways back that are gone: {listed.en}", zh=f"已消除的返工回路：{listed.zh}"),
            Text(
                en="make sure that the cause of the return is gone too, not only the arrow",
                zh="确认返工的原因已消除，而不只是删除了连线",
            ),
            tuple(pair.as_is_flow for pair in gone if pair.as_is_flow),
        )
    for pair in loops:
        if pair.change == "added" and not pair.planned:
            yield Finding(
                "LOOP_ADDED",
                Severity.WARNING,
                AREA,
                Text(en=f"new way back: {pair.described.en}", zh=f"新增返工回路：{pair.described.zh}"),
                Text(
                    en="check whether the fault can be caught before this point, or mark the flow as planned",
                    zh="检查能否在此之前发现问题；若为计划内重复，请标注 planned",
                ),
                (pair.to_be_flow,) if pair.to_be_flow else (),
                pair.to_be,
            )


def _borders(borders: Sequence[HandoffPair]) -> Iterator[Finding]:
    fresh = [pair for pair in borders if pair.change == "added"]
    if fresh:
        names = [
            Text(
                en=f"{pair.from_name.pick('en')} → {pair.to_name.pick('en')}",
                zh=f"{pair.from_name.pick('zh')} → {pair.to_name.pick('zh')}",
            )
            for pair in fresh
        ]
        listed = _listed(names)
        yield _finding(
            "HANDOFF_ADDED",
            Severity.INFO,
            Text(en=f"new handoffs between departments: {listed.en}", zh=f"新增的部门间交接：{listed.zh}"),
            Text(en="agree a service level for each new border", zh="为每个新的部门交接约定服务标准"),
            tuple(dict.fromkeys(holder for pair in fresh for holder in (pair.from_holder, pair.to_holder))),
        )


def _basis(as_is: Analysis, to_be: Analysis, kpis: Sequence[Kpi]) -> Iterator[Finding]:
    """On what the comparison stands: units, volume, assumptions, illustrative numbers, unknown numbers."""
    unlike = [kpi.label for kpi in kpis if not kpi.comparable]
    if unlike:
        listed = _listed(unlike)
        yield _finding(
            "NOT_COMPARABLE",
            Severity.WARNING,
            Text(en=f"no common basis for: {listed.en}", zh=f"缺少共同的比较基础：{listed.zh}"),
            Text(
                en="use one time unit or calendar, currency and volume; with parallel branches compare the pairs",
                zh="统一时间单位或工作日历、币种与业务量；有并行分支时请按对比较",
            ),
        )
    if as_is.assumptions != to_be.assumptions:
        yield _finding(
            "NOT_COMPARABLE",
            Severity.WARNING,
            Text(en="the two sides rest on different assumptions", zh="两侧所用的假设不同"),
            Text(en="analyse both with the same options", zh="使用相同的选项分析两个流程"),
        )
    if as_is.process.volume != to_be.process.volume:
        yield _finding(
            "VOLUME_DIFFERS",
            Severity.INFO,
            Text(en="the two models expect different volumes of cases", zh="两个模型的业务量不同"),
            Text(en="compare per case, or give both the same volume", zh="按每案例比较，或设定相同的业务量"),
        )
    fields = sorted({*as_is.process.illustrative, *to_be.process.illustrative})
    if fields:
        yield _finding(
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
        listed = _listed(unknown)
        yield _finding(
            "KPI_UNKNOWN",
            Severity.INFO,
            Text(en=f"cannot be judged, not known for certain: {listed.en}", zh=f"数据不足，无法判断：{listed.zh}"),
            Text(en="add the missing times, shares, rates or head-counts", zh="补充缺失的时间、比例、费率或人数"),
        )


def _matches(as_is: Analysis, to_be: Analysis, matching: Matching) -> Iterator[Finding]:
    for item in matching.ambiguous:
        first, second = (
            Text(**{lang: side.graph.nodes[node].name(lang) for lang in LANGUAGES})
            for side, node in ((as_is, item.as_is), (to_be, item.to_be))
        )
        rivals = ", ".join(f"{one} = {two}" for one, two, _ in item.rivals)
        yield _finding(
            "MATCH_AMBIGUOUS",
            Severity.INFO,
            Text(
                en=f"{item.as_is} '{first.en}' is taken for {item.to_be} '{second.en}'; also possible: {rivals}",
                zh=f"{item.as_is}“{first.zh}” 对应为 {item.to_be}“{second.zh}”；也可能是：{rivals}",
            ),
            Text(
                en=f"confirm with --same {item.as_is}={item.to_be}, or name the right pair",
                zh=f"用 --same {item.as_is}={item.to_be} 确认，或指定正确的对应",
            ),
            (item.as_is,),
        )
    if matching.refused:
        ids = ", ".join(matching.refused)
        first_id = matching.refused[0]
        yield _finding(
            "SAME_ID_OTHER_NODE",
            Severity.INFO,
            Text(
                en=f"same id but another label and other neighbours, so taken as different nodes: {ids}",
                zh=f"编号相同但名称与前后环节不同，视为不同节点：{ids}",
            ),
            Text(
                en=f"if one is meant to be the same: --same {first_id}={first_id}",
                zh=f"若确为同一节点：--same {first_id}={first_id}",
            ),
            matching.refused,
        )


def _finding(code: str, severity: Severity, message: Text, remedy: Text, elements: tuple[str, ...] = ()) -> Finding:
    return Finding(code, severity, AREA, message, remedy, elements)


def _listed(texts: Iterable[Text]) -> Text:
    """The first few texts and how many more there are."""
    items = list(texts)
    more = len(items) - _SHOWN
    en = "; ".join(item.pick("en") for item in items[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
    zh = "；".join(item.pick("zh") for item in items[:_SHOWN]) + (f"；另有 {more} 项" if more > 0 else "")
    return Text(en=en, zh=zh)
