"""The report in short: a few sentences, each from numbers that are known, and a plain word where they are not."""

from __future__ import annotations

from bpr.export.report.methods import missing_names
from bpr.export.speaker import Speaker
from bpr.findings import Severity
from bpr.quantity import Quantity
from bpr.text import counted


def summary_lines(speaker: Speaker) -> tuple[str, ...]:
    """One sentence each on handoffs, time, rework, the bottleneck and findings."""
    parts = (_handoffs, _time, _rework, _bottleneck, _findings)
    return tuple(line for part in parts if (line := part(speaker)))


def _known(quantity: Quantity) -> bool:
    return quantity.value is not None


def _handoffs(speaker: Speaker) -> str:
    handoffs = speaker.analysis.handoffs
    roles, departments = handoffs["role"].handoffs_per_case, handoffs["department"].handoffs_per_case
    if not (_known(roles) and _known(departments)):
        drawn = handoffs["role"].drawn_handoffs
        return speaker.say(
            f"How often a case changes hands is not fully known; the picture shows {drawn} handoffs between roles.",
            f"每案例的交接次数尚不完全清楚；图上有 {drawn} 处角色间交接。",
        )
    return speaker.say(
        f"A case changes hands {speaker.number(roles)} times between roles "
        f"and {speaker.number(departments)} times between departments.",
        f"每个案例在角色间交接 {speaker.number(roles)} 次，在部门间交接 {speaker.number(departments)} 次。",
    )


def _time(speaker: Speaker) -> str:
    flow = speaker.analysis.flow
    if not (_known(flow.cycle_time) and _known(flow.cycle_time_efficiency)):
        missing = missing_names(speaker, flow.cycle_time)
        return speaker.say(
            "The cycle time is not known" + (f"; missing: {missing}." if missing else "."),
            "周期时间未知" + (f"；缺少：{missing}。" if missing else "。"),
        )
    return speaker.say(
        f"The cycle time is {speaker.time(flow.cycle_time)}; "
        f"the case is worked on during {speaker.percent(flow.cycle_time_efficiency)} of it.",
        f"周期时间为 {speaker.time(flow.cycle_time)}，其中 {speaker.percent(flow.cycle_time_efficiency)} 用于处理。",
    )


def _rework(speaker: Speaker) -> str:
    loops = speaker.analysis.loops
    edges = [edge for edge in loops.returning_edges if not edge.planned]
    if not edges:
        return speaker.say("No way back is drawn: work never returns.", "图中没有返回路径：工作不会返回。")
    share = loops.rework_time.rework_share
    count = len(edges)
    if not _known(share):
        return speaker.say(
            f"Work comes back on {counted(count, 'way')}; what this costs is not known.",
            f"工作沿 {count} 条路径返回，其代价未知。",
        )
    return speaker.say(
        f"Work comes back on {counted(count, 'way')}; {speaker.percent(share)} of all work is done again.",
        f"工作沿 {count} 条路径返回，返工占全部处理时间的 {speaker.percent(share)}。",
    )


def _bottleneck(speaker: Speaker) -> str:
    ranked = [station for station in speaker.analysis.bottlenecks.roles if _known(station.score)]
    if not ranked or not ranked[0].score.value:
        return ""
    name = speaker.role(ranked[0].id)
    if {"utilisation", "wait_share"} <= set(ranked[0].missing):
        return speaker.say(
            f"Load and waiting are not known; going by position alone, look first at: {name}.",
            f"负荷与等待均未知；仅按位置判断，应首先关注：{name}。",
        )
    return speaker.say(f"What holds cases up most: {name}.", f"最主要的瓶颈：{name}。")


def _findings(speaker: Speaker) -> str:
    found = speaker.analysis.findings
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    warnings = sum(finding.severity is Severity.WARNING for finding in found)
    return speaker.say(
        f"{counted(len(found), 'finding')} in all: {counted(errors, 'error')}, {counted(warnings, 'warning')}, "
        f"{counted(len(found) - errors - warnings, 'note')}.",
        f"共 {len(found)} 项发现：错误 {errors}，警告 {warnings}，提示 {len(found) - errors - warnings}。",
    )
