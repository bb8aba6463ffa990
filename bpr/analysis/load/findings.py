"""What the load analysis says: overloaded and highly utilised roles, unknown head-counts (handbook 5.1, 5.2).

A utilisation of 1 or more has no steady state: the queue grows without end. Above 0.85 waiting grows steeply.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity
from bpr.text import Text

if TYPE_CHECKING:
    from bpr.analysis.load.analyse import RoleLoad

HIGH_UTILISATION = 0.85
_ROUNDING = 1e-9


def load_findings(graph: ProcessGraph, rate: Quantity, roles: Sequence[RoleLoad]) -> tuple[Finding, ...]:
    """The findings of a load analysis, worst first."""
    found = [finding for load in roles for finding in _role(graph, load)]
    unknown = [load.role for load in roles if load.people is None and not load.external and load.unit_load.value != 0.0]
    if unknown:
        found.append(_people_unknown(graph, unknown))
    if rate.value is None and "working_time" in rate.missing and any(load.people is not None for load in roles):
        found.append(_no_calendar(graph))
    return in_order(found)


def _role(graph: ProcessGraph, load: RoleLoad) -> list[Finding]:
    if load.external:
        return []
    name = graph.process.roles[load.role].name
    en, zh = name.pick("en"), name.pick("zh")
    rho, least = load.rho.value, load.min_servers.value
    need_en = f"at least {least:g} people" if least is not None else "more people"
    need_zh = f"至少 {least:g} 人" if least is not None else "更多人手"
    if load.people == 0 and load.unit_load.value != 0.0:
        message = Text(en=f"{en} has work but nobody to do it", zh=f"{zh} 有工作但没有人员")
        remedy = Text(
            en=f"give the role {need_en}, or move its steps to another role", zh=f"配备{need_zh}，或转交其他角色"
        )
        return [Finding("NO_SERVER", Severity.ERROR, "load", message, remedy, (load.role,), load.unit_load)]
    if rho is None:
        return []
    if rho >= 1.0 - _ROUNDING:
        message = Text(
            en=f"{en} is asked for {rho:.0%} of its capacity: the backlog grows without end",
            zh=f"{zh} 的负荷为其能力的 {rho:.0%}：积压将不断增长",
        )
        remedy = Text(
            en=f"plan {need_en}, take work off the role, or reduce the rework that reaches it",
            zh=f"安排{need_zh}，或减轻其工作量、减少流回的返工",
        )
        return [Finding("OVERLOADED", Severity.ERROR, "load", message, remedy, (load.role,), load.rho)]
    if rho > HIGH_UTILISATION + _ROUNDING:
        message = Text(
            en=f"{en} is utilised to {rho:.0%}; at this level waiting times rise steeply",
            zh=f"{zh} 的利用率达 {rho:.0%}；在此水平等待时间急剧上升",
        )
        remedy = Text(
            en="add capacity, cross-train a neighbouring role, or level the arrivals",
            zh="增加人手、培训相邻岗位互相支援，或均衡到达量",
        )
        return [Finding("HIGH_UTILISATION", Severity.WARNING, "load", message, remedy, (load.role,), load.rho)]
    return []


def _people_unknown(graph: ProcessGraph, roles: list[str]) -> Finding:
    names = [graph.process.roles[role].name for role in roles]
    return Finding(
        "PEOPLE_UNKNOWN",
        Severity.INFO,
        "load",
        Text(
            en=f"the number of people is not known for {', '.join(name.pick('en') for name in names)}; "
            "their capacity and utilisation stay unknown",
            zh=f"{'、'.join(name.pick('zh') for name in names)} 的人数未知，其能力与利用率无法计算",
        ),
        Text(en="give people: to each of these roles", zh="为这些角色填写 people（人数）"),
        tuple(roles),
    )


def _no_calendar(graph: ProcessGraph) -> Finding:
    return Finding(
        "CALENDAR_MISSING",
        Severity.INFO,
        "load",
        Text(
            en="the volume cannot be compared with working times without a working calendar, so utilisation is unknown",
            zh="没有工作日历，无法把业务量与工作时间比较，因此利用率未知",
        ),
        Text(
            en="add working_time: {hours_per_day: 8, days_per_week: 5} to the process",
            zh="在流程中补充 working_time: {hours_per_day: 8, days_per_week: 5}",
        ),
        (graph.process.id,),
    )
