"""What is worth telling about loops: one finding a returning flow, with what it costs and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from bpr.analysis.frequency.visits import Visits
from bpr.analysis.loops.report import LoopReport, ReturningEdge
from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity, Status
from bpr.text import Text, listed

_CLASS_WORDS = {
    "external": ("with people outside", "涉及外部人员的"),
    "cross_department": ("between departments", "跨部门"),
    "cross_role": ("between roles of one department", "部门内跨角色"),
    "same_role": ("inside one role", "同一角色内"),
    "self_loop": ("of one activity", "单个活动"),
    "unclassified": ("of people not named", "责任人未知的"),
}


def loop_findings(graph: ProcessGraph, visits: Visits, report: LoopReport) -> tuple[Finding, ...]:
    """All findings about loops; one that cannot be left is told once, where the visits found it."""
    endless = {
        element for finding in visits.findings if finding.code == "NO_EXIT_PROBABILITY" for element in finding.elements
    }
    return in_order(
        (
            *(finding for finding in visits.findings if finding.code == "NO_EXIT_PROBABILITY"),
            *(
                _returning(graph, edge)
                for edge in report.returning_edges
                if edge.source not in endless and edge.shortest_cycle
            ),
            *_many_entries(graph, report),
            *_gateways_only(graph, report),
            *_markers(graph, report),
        )
    )


def _returning(graph: ProcessGraph, edge: ReturningEdge) -> Finding:
    """One row of the report in words."""
    names = {
        lang: (_name(graph, edge.before, edge.source, lang), _name(graph, edge.behind, edge.target, lang))
        for lang in ("en", "zh")
    }
    often = {lang: _often(edge, lang) for lang in ("en", "zh")}
    elements = tuple(dict.fromkeys((edge.flow, edge.source, edge.target)))
    if edge.planned:
        return Finding(
            "PLANNED_REPETITION",
            Severity.INFO,
            "loops",
            Text(
                en=f"work goes back from {names['en'][0]} to {names['en'][1]} as planned{often['en']}",
                zh=f"按计划从{names['zh'][0]}回到{names['zh'][1]}重复执行{often['zh']}",
            ),
            Text(
                en="nothing to mend; check now and then that the repetition is still needed",
                zh="属于有意安排，无需处理；可定期确认是否仍有必要",
            ),
            elements,
            edge.return_flow_per_case,
        )
    en, zh = _CLASS_WORDS[edge.loop_class]
    code = "SELF_LOOP" if edge.loop_class == "self_loop" else "REWORK_LOOP"
    crossing = edge.loop_class in ("external", "cross_department")
    return Finding(
        code,
        Severity.WARNING if crossing else Severity.INFO,
        "loops",
        Text(
            en=f"work comes back from {names['en'][0]} to {names['en'][1]}{often['en']} (rework {en})",
            zh=f"工作从{names['zh'][0]}退回到{names['zh'][1]}{often['zh']}（{zh}返工）",
        ),
        _remedy(edge, names["en"][1], names["zh"][1]),
        elements,
        _measure(edge),
    )


def _remedy(edge: ReturningEdge, en: str, zh: str) -> Text:
    """What to do depends on who has to do the work again."""
    if edge.loop_class == "external":
        return Text(
            en="settle with the people outside what is wanted before the work starts, and ask for everything at once",
            zh="动手之前先与外部人员确认要求，并一次性收齐所需信息",
        )
    if edge.direction == "rework_to_earlier_performer":
        return Text(
            en=f"check where the fault arises, at {en}, and agree what complete work is before it is handed over",
            zh=f"把检查前移到{zh}处，在交接前约定“完整”的标准",
        )
    return Text(
        en="find out why the work is not right the first time: instruction, template, check while working",
        zh="查明为何不能一次做对：完善作业指导、模板和过程中的自检",
    )


def _measure(edge: ReturningEdge) -> Quantity:
    """What the flow costs: time where it is known, else how often it is taken."""
    return edge.rework_time if edge.rework_time.value is not None else edge.return_flow_per_case


def _often(edge: ReturningEdge, lang: str) -> str:
    """How often it happens and what it costs, as far as known."""
    parts = []
    returns, share, time = edge.return_flow_per_case.value, edge.share_of_cases.value, edge.rework_time.value
    unit = edge.rework_time.unit.removesuffix("/case")
    if returns is not None:
        parts.append(f"每个案例 {returns:.2f} 次" if lang == "zh" else f"{returns:.2f} times a case")
    if share is not None:
        parts.append(f"涉及 {share:.0%} 的案例" if lang == "zh" else f"in {share:.0%} of the cases")
    if time is not None and time > 0.0:
        word = _UNITS_ZH.get(unit, unit)
        parts.append(f"每个案例耗时 {time:.1f} {word}" if lang == "zh" else f"costing {time:.1f} {unit} a case")
    if not parts:
        return "，发生频率未知" if lang == "zh" else ", how often is not known"
    return "，" + "，".join(parts) if lang == "zh" else " " + ", ".join(parts)


_UNITS_ZH = {"s": "秒", "min": "分钟", "h": "小时", "d": "天", "w": "周"}


def _many_entries(graph: ProcessGraph, report: LoopReport) -> Iterator[Finding]:
    for loop in report.loop_nesting:
        if loop.single_entry:
            continue
        yield Finding(
            "MULTI_ENTRY_LOOP",
            Severity.WARNING,
            "loops",
            Text(
                en=f"a loop can be entered at {len(loop.entries)} places: {_list(graph, loop.entries, 'en')}",
                zh=f"回路有 {len(loop.entries)} 个入口：{_list(graph, loop.entries, 'zh')}",
            ),
            Text(
                en="lead all ways into the loop through one node, or draw the common part twice",
                zh="让所有入口汇合到同一节点，或将共用部分分开绘制",
            ),
            loop.entries,
        )


def _gateways_only(graph: ProcessGraph, report: LoopReport) -> Iterator[Finding]:
    for nodes in report.gateway_cycles:
        yield Finding(
            "GATEWAY_CYCLE",
            Severity.WARNING,
            "loops",
            Text(
                en=f"a loop holds no work, only routing: {_list(graph, nodes, 'en')}",
                zh=f"回路中没有任何活动，只有流转：{_list(graph, nodes, 'zh')}",
            ),
            Text(
                en="lead the flow back to the work that is to be done again, or put the waiting into an activity",
                zh="将流向改回需要重做的活动，或把等待明确为一个活动",
            ),
            nodes,
        )


def _markers(graph: ProcessGraph, report: LoopReport) -> Iterator[Finding]:
    """Activities with a loop marker."""
    for step, repetition in report.activities.items():
        if graph.nodes[step].executions == 1.0 or repetition.visits.value == 0.0:
            continue
        times = repetition.visits
        many = times.value is not None and times.status is not Status.INFINITE
        yield Finding(
            "SELF_LOOP",
            Severity.INFO,
            "loops",
            Text(
                en=f"{graph.nodes[step].name('en')} is repeated"
                + (f": {times.value:.2f} executions a case" if many else ", how often is not known"),
                zh=f"{graph.nodes[step].name('zh')} 会重复执行"
                + (f"：每个案例 {times.value:.2f} 次" if many else "，次数未知"),
            ),
            Text(
                en="find out why the work is not right the first time: instruction, template, check while working",
                zh="查明为何不能一次做对：完善作业指导、模板和过程中的自检",
            ),
            (step,),
            times,
        )


def _name(graph: ProcessGraph, steps: tuple[str, ...], node: str, lang: str) -> str:
    """The steps at one end of a flow, or the node itself where there is none."""
    return _list(graph, steps or (node,), lang)


def _list(graph: ProcessGraph, nodes: tuple[str, ...], lang: str) -> str:
    return listed((f"“{graph.nodes[node].name(lang)}”" for node in nodes), lang, most=4)
