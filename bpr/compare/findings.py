"""What a comparison has to say: gains and losses side by side, new faults, and where it cannot be sure.

Every measure that gets worse has a finding of its own, so that no gain stands without its price.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpr.compare.doubts import doubts
from bpr.compare.found import AREA, finding_of, listed_texts
from bpr.compare.handoff_pairs import HandoffPair
from bpr.compare.kpis import Kpi
from bpr.compare.loop_pairs import LoopPair
from bpr.compare.matches import Matching
from bpr.compare.measures import errors_of
from bpr.compare.overlap import Overlap
from bpr.compare.wording import before_after
from bpr.diagnosis.analyse import Analysis
from bpr.findings import Finding, Severity, in_order
from bpr.text import Text

_EFFECTS = ("handoffs", "loops", "flow")
_GROUPS = ("flow", "handoffs", "loops", "load", "quality", "structure")


def comparison_findings(
    as_is: Analysis,
    to_be: Analysis,
    matching: Matching,
    common: Overlap,
    kpis: Sequence[Kpi],
    borders: Sequence[HandoffPair],
    loops: Sequence[LoopPair],
) -> tuple[Finding, ...]:
    """All findings of a comparison, worst first.

    Args:
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        common: how many activities have a partner.
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
            *doubts(as_is, to_be, matching, common, kpis),
        )
    )


def _measures(kpis: Sequence[Kpi]) -> Iterator[Finding]:
    better = [kpi for kpi in kpis if kpi.verdict == "improved"]
    worse = [kpi for kpi in kpis if kpi.verdict == "worse"]
    if better:
        listed = listed_texts([before_after(kpi) for kpi in sorted(better, key=lambda kpi: _GROUPS.index(kpi.group))])
        yield finding_of(
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
        yield finding_of(
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
        yield finding_of(
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
        listed = listed_texts([pair.described for pair in gone])
        yield finding_of(
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
        listed = listed_texts(names)
        yield finding_of(
            "HANDOFF_ADDED",
            Severity.INFO,
            Text(en=f"new handoffs between departments: {listed.en}", zh=f"新增的部门间交接：{listed.zh}"),
            Text(en="agree a service level for each new border", zh="为每个新的部门交接约定服务标准"),
            tuple(dict.fromkeys(holder for pair in fresh for holder in (pair.from_holder, pair.to_holder))),
        )
