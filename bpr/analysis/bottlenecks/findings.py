"""What the bottleneck analysis says: the first in rank with its reasons, and where work waits behind a border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpr.analysis.bottlenecks.cross_department import CrossRow
from bpr.analysis.load.analyse import LoadReport
from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity
from bpr.text import Text

if TYPE_CHECKING:
    from bpr.analysis.bottlenecks.find import Station

BORDERS_SHOWN = 3
BORDER_SHARE = 0.05
_REASONS: tuple[tuple[str, str, str], ...] = (
    ("utilisation", "utilised to {0:.0%}", "利用率 {0:.0%}"),
    ("wait_share", "{0:.0%} of all waiting", "占全部等待的 {0:.0%}"),
    ("cross_inflow", "{0:.0%} of the waiting behind department borders", "占跨部门等待的 {0:.0%}"),
    ("rework_share", "{0:.0%} of its work is rework", "其工作量的 {0:.0%} 为返工"),
)
_STRUCTURE = ("almost everything passes here", "几乎所有工作都经过此处")
_HIGH = 0.85
_WORTH_TELLING = 0.05


def bottleneck_findings(
    graph: ProcessGraph,
    load: LoadReport,
    roles: Sequence[Station],
    steps: Sequence[Station],
    cross: Sequence[CrossRow],
    waiting: float,
) -> tuple[Finding, ...]:
    """The findings about bottlenecks, worst first; ``waiting`` is all the waiting of a case that is known."""
    found: list[Finding] = []
    for stations in (roles, steps):
        inside = [station for station in stations if not station.external and station.score.value is not None]
        if inside and (reasons := _reasons(inside[0])):
            found.append(_first(graph, inside[0], reasons))
    found += [
        _border(graph, row, waiting)
        for row in cross[:BORDERS_SHOWN]
        if row.cross_wait_per_case and row.cross_wait_per_case >= BORDER_SHARE * waiting
    ]
    if load.theoretical_bottleneck and load.process_capacity.value is not None:
        found.append(_capacity(graph, load))
    return in_order(found)


def _reasons(station: Station) -> list[tuple[str, str]]:
    """Why a station stands first, in both languages; empty when there is nothing to say."""
    told = []
    for name, en, zh in _REASONS:
        value = station.components.get(name)
        if value is not None and value >= _WORTH_TELLING:
            told.append((en.format(value), zh.format(value)))
    if told and (station.components.get("betweenness") or 0.0) >= 1.0:
        told.append(_STRUCTURE)
    return told


def _first(graph: ProcessGraph, station: Station, reasons: Sequence[tuple[str, str]]) -> Finding:
    if station.kind == "role":
        name = graph.process.roles[station.id].name
        en, zh, code = name.pick("en"), name.pick("zh"), "BOTTLENECK_ROLE"
        remedy = Text(
            en="relieve this role first: move work away from it, cut the rework that reaches it, or add people",
            zh="优先为该角色减负：转移工作、减少流回的返工，或增加人手",
        )
    else:
        node = graph.nodes[station.id]
        en, zh, code = node.name("en"), node.name("zh"), "BOTTLENECK_STEP"
        remedy = Text(
            en="start here: shorten the waiting before the step; check whether it can be split, moved or done earlier",
            zh="从这里入手：缩短该步骤前的等待，并考虑拆分、转移或提前处理",
        )
    gaps_en = f" (not known: {', '.join(station.missing)})" if station.missing else ""
    names_zh = [_COMPONENTS_ZH[name] for name in station.missing if name in _COMPONENTS_ZH]
    gaps_zh = f"（未知：{'、'.join(names_zh)}）" if names_zh else ""
    utilisation, waits = station.components.get("utilisation"), station.components.get("wait_share")
    reason_en = "; ".join(text for text, _ in reasons)
    reason_zh = "；".join(text for _, text in reasons)
    kind_zh = "角色" if station.kind == "role" else "步骤"
    serious = station.unstable or (utilisation or 0.0) > _HIGH or (waits or 0.0) >= 0.3
    return Finding(
        code,
        Severity.WARNING if serious else Severity.INFO,
        "bottlenecks",
        Text(
            en=f"{en} is the first bottleneck among the {station.kind}s: {reason_en}{gaps_en}",
            zh=f"“{zh}”是首要瓶颈{kind_zh}：{reason_zh}{gaps_zh}",
        ),
        remedy,
        (station.id,),
        station.score,
    )


_COMPONENTS_ZH = {
    "utilisation": "利用率",
    "wait_share": "等待占比",
    "cross_inflow": "跨部门等待占比",
    "betweenness": "结构中心度",
    "rework_share": "返工占比",
}


def _border(graph: ProcessGraph, row: CrossRow, everything: float) -> Finding:
    """Work that waits after it crossed a border."""
    node, process = graph.nodes[row.step], graph.process
    unit = process.time_unit
    waiting = row.cross_wait_per_case or 0.0
    own = process.departments[node.department].name if node.department in process.departments else None
    others = [process.departments[key].name for key in row.from_departments if key in process.departments]
    from_en = ", ".join(name.pick("en") for name in others) or "another department"
    from_zh = "、".join(name.pick("zh") for name in others) or "其他部门"
    to_en, to_zh = (own.pick("en"), own.pick("zh")) if own else ("the next department", "下一部门")
    share = waiting / everything if everything else 0.0
    return Finding(
        "WAITS_AT_BORDER",
        Severity.WARNING,
        "bottlenecks",
        Text(
            en=f"work from {from_en} waits {waiting:,.1f} {unit} a case at {node.name('en')} ({to_en}), "
            f"{share:.0%} of all waiting",
            zh=f"来自{from_zh}的工作在{to_zh}的“{node.name('zh')}”处平均每案等待 {waiting:,.1f} {UNITS_ZH[unit]}，"
            f"占全部等待的 {share:.0%}",
        ),
        Text(
            en="agree on a service level for this handoff, hand over in a shared system instead of a batch, "
            "or give the step to the department before it",
            zh="为此交接约定时限，用共享系统即时交接代替成批传递，或将该步骤交由上游部门完成",
        ),
        (row.step,),
        Quantity(waiting, f"{unit}/case", method="cross_wait"),
    )


UNITS_ZH = {"s": "秒", "min": "分钟", "h": "小时", "d": "天", "w": "周"}


def _capacity(graph: ProcessGraph, load: LoadReport) -> Finding:
    """The role that limits how many cases can be handled."""
    names = [graph.process.roles[role].name for role in load.theoretical_bottleneck]
    unit = graph.process.time_unit
    value = load.process_capacity.value or 0.0
    rho = [load.roles[role].rho.value for role in load.theoretical_bottleneck]
    used = max((part for part in rho if part is not None), default=None)
    used_en = f", used to {used:.0%}" if used is not None else ""
    used_zh = f"，已使用 {used:.0%}" if used is not None else ""
    return Finding(
        "CAPACITY_LIMIT",
        Severity.INFO,
        "bottlenecks",
        Text(
            en=f"{', '.join(name.pick('en') for name in names)} limits the process "
            f"to {value:.4g} cases per {unit}{used_en}",
            zh=f"{'、'.join(name.pick('zh') for name in names)} 决定了流程的最大产能："
            f"每{UNITS_ZH[unit]} {value:.4g} 个案例{used_zh}",
        ),
        Text(
            en="more throughput is only possible by relieving this role",
            zh="只有减轻该角色的负荷才能提高产出",
        ),
        load.theoretical_bottleneck,
        load.process_capacity,
    )
